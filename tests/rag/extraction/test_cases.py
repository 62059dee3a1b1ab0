"""Cases that a plan tells apart: who asks about one is not told another's figure."""

import pytest

from rag.extraction.cases import named_cases, of_another_case, open_cases
from rag.schema import Status
from tests.builders.answers import prose
from tests.rag.extraction.searches import candidates, read


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("娃不住校,走路回家", "寄宿生每年1250元"),
        ("住校的初中生", "走读生每年625元"),
        ("农村低保多少", "城市低保每月610元"),
        ("散居孤儿一个月多少", "集中供养孤儿每月1980元"),
        ("一等功奖多少", "立二等功的奖励8000元"),
        ("三孩每月多少", "一孩每月200元,二孩每月400元"),
        ("老小区一千人配几个托位", "新建居住区每千人口不少于10个托位"),
        ("头一个孩子补多少", "二孩家庭补贴5000元"),
        ("二娃送去托育补多少", "三孩及以上家庭每月260元"),
        ("中级补多少", "初级1200元/人"),
        ("技师补多少", "高级技师3500元/人"),
        ("评的是五档", "分五档:一档每月200元"),
        ("三级医院报多少", "一级医院报90%"),
        ("全护理的多少", "半护理每月475元"),
        ("门诊报多少", "住院报90%"),
        ("婴儿死亡率多少", "孕产妇死亡率14/10万"),
    ],
)
def test_words_of_another_case_are_not_meant(asked: str, told: str) -> None:
    assert of_another_case(asked, told) and not of_another_case(asked, f"{told},{asked}")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("低保多少", "城市低保每月610元"),
        ("农村低保多少", "低保每月400元"),
        ("三孩补多少", "二孩及以上家庭补贴5000元"),
        ("三级医院报多少", "二级以上医院报65%"),
        ("走读生补多少", "非寄宿生每年625元"),
        ("非寄宿的补多少", "走读生每年625元"),
    ],
)
def test_what_names_no_case_or_the_same_one_may_be_meant(asked: str, told: str) -> None:
    assert not of_another_case(asked, told)


def test_a_case_that_nobody_asked_about_is_open() -> None:
    assert open_cases("低保多少", "城市低保每月610元")
    assert not open_cases("城里低保多少", "城市低保每月610元")
    assert not open_cases("低保多少", "城市低保每月610元,农村低保每月400元")


def test_every_text_is_looked_at_by_the_same_groups() -> None:
    assert len(named_cases("")) == len(named_cases("城镇、农村、一等功")) and not any(named_cases(""))


def test_a_figure_of_another_case_is_no_candidate() -> None:
    hit = prose("寄宿生每年补助1250元。走读生每年补助625元。")
    texts = [one.text for one in candidates("走读生每年补助多少元", hit)]
    assert texts and not any("1250" in text and "625" not in text for text in texts)


def test_whoever_leads_leads_all_cases() -> None:
    assert read("农村低保由谁牵头", prose("城市低保由县民政局牵头。")).status is not Status.FAULT
    assert candidates("农村低保由谁牵头", prose("城市低保由县民政局牵头。"))

"""Words of everyday speech need not stand in the evidence; those that decide something must."""

import pytest

from rag.verification.wording import PLAIN
from tests.builders.claims import held_by, unsaid

AGE = "未满16周岁的农村户籍未成年人，父母双方都外出务工。"
SHARE = "公办园的在园幼儿占比由33.36%提高到52.49%。"


@pytest.mark.parametrize("word", ["恭喜", "弄混", "相加", "后来", "到底", "叫法"])
def test_plain_words_pass(word: str) -> None:
    assert unsaid(f"{word}，公办园的在园幼儿占比提高到52.49%。", SHARE) == []


@pytest.mark.parametrize("word", ["结婚证", "美术馆", "报名", "审核", "面试", "抽签"])
def test_words_that_plans_could_say_are_no_plain_ones(word: str) -> None:
    assert word not in PLAIN
    assert word in unsaid(f"公办园的在园幼儿占比提高到52.49%，还要{word}。", SHARE)


@pytest.mark.parametrize("word", ["取消", "优先", "只限", "必须缴纳", "审批", "省级", "小学", "收费"])
def test_what_decides_is_never_learned(word: str) -> None:
    assert word not in PLAIN


def test_a_relative_may_be_named_as_the_askers_own() -> None:
    assert unsaid("像您哥哥这样的未成年人，要未满16周岁。", AGE) == []
    assert unsaid("哥哥也要未满16周岁。", AGE) == ["哥哥"]


@pytest.mark.parametrize("text", ["要没满16周岁", "要不满16周岁", "不到16周岁的未成年人", "满16周岁就不在内了"])
def test_a_bound_may_be_said_in_other_words(text: str) -> None:
    assert held_by(text, AGE) == []


@pytest.mark.parametrize("text", ["16周岁及以下的未成年人", "16周岁(含)以下的未成年人", "满16周岁才在内", "年满16周岁"])
def test_a_bound_is_not_moved(text: str) -> None:
    assert held_by(text, AGE) == ["bound"]


def test_an_age_from_which_something_begins_is_a_bound() -> None:
    assert held_by("从35岁起就管", "35岁及以上的常住居民") == []
    assert held_by("从35岁起就管", "35岁以下的常住居民") == ["bound"]


def test_the_ends_of_a_range_are_its_least_and_most() -> None:
    quote = "地方在1000-3000元之间确定。"
    assert held_by("最少1000元，最高3000元", quote) == []
    assert "bound" in held_by("至少3000元", quote)
    assert "bound" in held_by("最高1000元", quote)

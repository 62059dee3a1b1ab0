"""For whom something is: another group than the question's, or a special one that it does not name."""

import pytest

from rag.extraction.groups import for_a_special_group, for_another_group
from rag.extraction.lacking import falls_short
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import candidates, parsed

BEFORE = "农村计划怀孕夫妇每孩次接受1次孕前健康检查"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("我怀孕8个月能享受啥子", BEFORE),
        ("怀起娃要做几次免费检查", BEFORE),
        ("孕妇免费查几次", BEFORE),
        ("怀娃前的检查免费吗", "孕妇免费产检5次"),
        ("备孕查几次", "产后访视1次"),
        ("第三胎补多少", "独生子女家庭每月80元"),
        ("生二胎有没得奖励", "农村部分计划生育家庭夫妇每月80元"),
        ("独生子女奖多少", "三孩家庭每年1万元"),
    ],
)
def test_what_is_for_a_group_that_shuts_out_the_askers_is_not_meant(asked: str, told: str) -> None:
    assert for_another_group(asked, told) and not for_another_group(asked, f"{told}，{asked}")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("我怀孕8个月能享受啥子", "孕产妇得到1次孕早期检查、1次产后访视"),
        ("怀娃前的检查免费吗", BEFORE),
        ("孕前检查几次", BEFORE),
        ("想要二胎，怀娃前查几次", BEFORE),
        ("免费检查几次", BEFORE),
        ("第三胎补多少", "每个孩子每月200元"),
        ("计划生育家庭奖多少", "独生子女家庭每月80元"),
    ],
)
def test_what_is_for_the_same_group_or_for_none_may_be_meant(asked: str, told: str) -> None:
    assert not for_another_group(asked, told)


@pytest.mark.parametrize(
    ("asked", "told", "special"),
    [
        ("升高中有名额吗", "全市残疾儿童的入学安置率达到95%", True),
        ("瞎子上学有名额吗", "全市残疾儿童的入学安置率达到95%", False),
        ("生娃补多少", "独生子女伤残家庭每月350元", True),
        ("娃儿去世了补多少", "独生子女死亡家庭每月450元", False),
        ("娃儿一个月补多少", "集中养育的孤儿每月1980元", True),
        ("爸妈都不在了补多少", "集中养育的孤儿每月1980元", False),
        ("找工作有补助吗", "退役士兵免费培训", True),
        ("当兵回来找工作有补助吗", "退役士兵免费培训", False),
        ("救助多少", "感染艾滋病的儿童每月1000元", True),
        ("救助多少", "低保对象、残疾人和孤儿每月1000元", False),
    ],
)
def test_a_special_group_is_meant_only_where_the_question_gives_a_sign_of_it(
    asked: str, told: str, *, special: bool
) -> None:
    assert for_a_special_group(asked, told) is special


@pytest.mark.parametrize(
    ("question", "short"), [("升高中分得到名额吗", True), ("残疾娃分得到名额吗", False), ("谁能分到名额", False)]
)
def test_what_is_for_a_special_group_is_no_sure_answer_to_others(question: str, *, short: bool) -> None:
    (one,) = [one for one in candidates(question, prose("残疾学生升高中的名额占5%。")) if "占5%" in one.text]
    assert falls_short(one, parsed(question)) is short


def test_the_row_for_pregnant_women_is_told_and_not_that_for_the_time_before() -> None:
    before = record(("服务项目", "孕前健康检查"), ("服务内容", "每孩次1次"), key="d1")
    during = record(("服务项目", "孕产妇健康服务"), ("服务内容", "检查1次"), key="d2")
    names = {one.hit.name for one in candidates("孕妇检查几次", before, during)}
    assert names == {"孕产妇健康服务"}
    assert {one.hit.name for one in candidates("检查几次", before, during)} == {"孕前健康检查", "孕产妇健康服务"}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("救济金归谁管", {"渔民救济金"}),
        ("离岛的救济金归谁管", {"渔民救济金", "离岛老年残疾渔民救济金"}),
        ("瘸子的救济金归谁管", {"渔民救济金", "离岛老年残疾渔民救济金"}),
    ],
)
def test_of_two_rows_the_narrower_is_meant_only_where_what_it_adds_is_named(question: str, names: set[str]) -> None:
    wide = record(("服务项目", "渔民救济金"), ("牵头单位", "渔业局"), key="d1")
    narrow = record(("服务项目", "离岛老年残疾渔民救济金"), ("牵头单位", "海岛局"), key="d2")
    assert {one.hit.name for one in candidates(question, wide, narrow)} == names

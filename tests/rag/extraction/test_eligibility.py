"""Whether something is for somebody of an age, or with so many years."""

import pytest

from ingest.text.fold import fold
from rag.extraction.eligibility import asker_facts, eligible


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("我爷85了,高龄津贴每月多少", ((85, "岁"),)),
        ("九十二岁的老人家每月多少", ((92, "岁"),)),
        ("太婆刚满一百岁", ((100, "岁"),)),
        ("百岁老人有什么", ((100, "岁"),)),
        ("我家阿婆今年九十二了", ((92, "岁"),)),
        ("俺大今年八十五，一个月领多少", ((85, "岁"),)),
        ("缴费交了7年", ((7, "年"),)),
        ("我爷85", ((85, "岁"),)),
        ("我爷85,能领吗", ((85, "岁"),)),
        ("我爷85的补贴", ((85, "岁"),)),
        ("我爷85高龄了", ((85, "岁"),)),
        ("我爷85多", ((85, "岁"),)),
        ("我爷九十二", ((92, "岁"),)),
        ("我爷九十二的补贴", ((92, "岁"),)),
        ("我爷九十二高龄", ((92, "岁"),)),
        ("我爷85岁,都85了", ((85, "岁"),)),
        ("我爷的电话85号", ()),
        ("八十多的老人", ((81, "岁"),)),
        ("八十多了", ((81, "岁"),)),
        ("八十多", ((81, "岁"),)),
        ("八十几岁", ((81, "岁"),)),
        ("那等她过了九十呢", ((91, "岁"),)),
        ("80来周岁", ((81, "岁"),)),
        ("六十多老人", ((61, "岁"),)),
        ("六十多个村", ()),
        ("我爷85了,村里八十多的老人", ((85, "岁"),)),
        ("他都上百岁了", ((100, "岁"),)),
        ("年纪过百的", ((100, "岁"),)),
        ("满百老人", ((100, "岁"),)),
        ("103岁的百岁老人", ((103, "岁"),)),
        ("100岁的百岁老人", ((100, "岁"),)),
        ("85岁,满百还有吗", ((85, "岁"), (100, "岁"))),
        ("家里3人", ((3, "人"),)),
        ("2级残疾", ((2, "级"),)),
        ("三个月的娃", ((3, "月"),)),
        ("2025年多少", ()),
        ("12个乡镇", ()),
    ],
)
def test_what_a_question_tells_of_the_one_it_is_about(question: str, found: tuple[tuple[float, str], ...]) -> None:
    assert asker_facts(fold(question)) == found


OF_AGE = "爷 奶 姥 公 婆 爸 妈 爹 娘 父亲 母亲 老人 老头 老太 阿嬷 舅 姑 叔 伯 姨 岳父 岳母 今年 都 快 满 刚过"


@pytest.mark.parametrize("who", OF_AGE.split())
def test_a_bare_number_behind_somebody_of_age_is_an_age(who: str) -> None:
    assert asker_facts(f"{who}85了") == ((85, "岁"),)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("80-89岁", 80, 89, "岁"),
        ("80至89周岁", 80, 89, "岁"),
        ("80到89岁", 80, 89, "岁"),
        ("80岁以上至89岁", 80, 89, "岁"),
        ("80岁(含)至不满90岁", 80, 90, "岁"),
        ("80周岁至未满90周岁", 80, 90, "岁"),
        ("5年至10年", 5, 10, "年"),
        ("3个月至6个月", 3, 6, "月"),
        ("3级至4级", 3, 4, "级"),
        ("满80岁", 80, None, "岁"),
        ("满3个月", 3, None, "月"),
        ("满5年", 5, None, "年"),
        ("80周岁以上", 80, None, "岁"),
        ("80周岁及以上", 80, None, "岁"),
        ("80周岁(含80周岁)以上", 80, None, "岁"),
        ("6个月以上", 6, None, "月"),
        ("5年以上", 5, None, "年"),
        ("未满18岁", None, 18, "岁"),
        ("不足3个月", None, 3, "月"),
        ("18岁以下", None, 18, "岁"),
        ("18周岁及以下", None, 18, "岁"),
        ("3个月以下", None, 3, "月"),
        ("5年以下", None, 5, "年"),
        ("年满60周岁不满80周岁", 60, 80, "岁"),
    ],
)
def test_a_range_reaches_from_its_lower_bound_to_its_upper(
    text: str, low: float | None, high: float | None, unit: str
) -> None:
    def verdict(value: float) -> float:
        return eligible([(value, unit)], text)

    inside, outside = [], []
    if low is not None:
        inside.append(low)
        outside.append(low - 1)
    if high is not None:
        inside.append(high)
        outside.append(high + 1)
    inside.append(500 if high is None else 0 if low is None else (low + high) / 2)
    assert [verdict(value) for value in inside] == [1] * len(inside)
    assert [verdict(value) for value in outside] == [-1] * len(outside)
    assert eligible([(value, "人") for value in inside], text) == 0


def test_bounds_that_stand_far_apart_are_not_one_range() -> None:
    assert eligible([(12, "年")], "缴费满5年的，每人每月发给养老金五十元；缴费不足10年的，可以补缴") == 1


def test_a_range_that_only_opens_a_list_is_left_out() -> None:
    text = "80岁以上老人：80至89岁60元，90至99岁100元"
    assert [eligible([(age, "岁")], text) for age in (85, 95, 120)] == [1, 1, -1]


def test_who_fits_in_one_thing_but_not_in_another_is_not_meant() -> None:
    assert eligible([(85, "岁"), (3, "年")], "80岁以上且满5年") == -1
    assert eligible([(85, "岁"), (7, "年")], "80岁以上且满5年") == 1


@pytest.mark.parametrize(
    ("known", "text", "verdict"),
    [
        ((85, "岁"), "80—89周岁每人每月30元", 1),
        ((85, "岁"), "90周岁及以上每人每月100元", -1),
        ((103, "岁"), "100周岁及以上每人每月500元", 1),
        ((7, "年"), "缴费满5年不足10年的", 1),
        ((12, "年"), "缴费满5年不足10年的", -1),
        ((5, "岁"), "3岁以下婴幼儿", -1),
        ((5, "岁"), "0-6岁儿童", 1),
        ((17, "岁"), "未满18周岁", 1),
        ((70, "岁"), "年龄不低于60周岁", 1),
        ((50, "岁"), "年龄不低于60周岁", -1),
        ((70, "岁"), "年龄不小于60岁", 1),
        ((70, "岁"), "年龄低于60岁", -1),
        ((85, "岁"), "每人每月30元", 0),
        ((85, "岁"), "满5年不足10年的", 0),
    ],
)
def test_a_text_is_for_those_whom_its_ranges_hold(known: tuple[float, str], text: str, verdict: float) -> None:
    assert eligible([known], text) == verdict

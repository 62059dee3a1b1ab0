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
        ("2025年多少", ()),
        ("12个乡镇", ()),
    ],
)
def test_what_a_question_tells_of_the_one_it_is_about(question: str, found: tuple[tuple[float, str], ...]) -> None:
    assert asker_facts(fold(question)) == found


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

"""What no answer may lack."""

import pytest

from ingest.schema import RowKind
from rag.extraction.lacking import falls_short
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import candidates, parsed

BRIDGES = record(("乡镇", "白鱼镇"), ("任务", "改造危桥2座"), kind=RowKind.OTHER)


@pytest.mark.parametrize(
    ("question", "short"), [("危桥一共几座", True), ("白鱼镇危桥一共几座", False), ("危桥有几座", False)]
)
def test_one_row_does_not_tell_what_all_make(question: str, *, short: bool) -> None:
    (one,) = [one for one in candidates(question, BRIDGES) if "2座" in one.text]
    assert falls_short(one, parsed(question)) is short


@pytest.mark.parametrize(
    ("question", "told", "short"),
    [
        ("床位增加多少张", "床位达到365张", True),
        ("床位增加多少张", "床位增加47张", False),
        ("床位增加到多少张", "床位达到365张", False),
        ("新增多少张床位", "建设床位365张", False),
    ],
)
def test_a_level_does_not_tell_by_how_much_it_grows(question: str, told: str, *, short: bool) -> None:
    (one,) = [one for one in candidates(question, prose(f"{told}。")) if one.text == told]
    assert falls_short(one, parsed(question)) is short


@pytest.mark.parametrize(
    ("question", "told", "short"),
    [
        ("灯塔幼儿园补多少", "灯塔幼儿园有138所", True),
        ("灯塔幼儿园补多少", "灯塔幼儿园每人500元", False),
        ("灯塔幼儿园补多少", "灯塔幼儿园补助费用的50%", False),
        ("灯塔幼儿园补多少", "灯塔幼儿园的补助由县政府确定", False),
        ("灯塔补贴培训的人数是多少", "灯塔补贴培训的人数是500人", False),
        ("灯塔门票要钱不", "灯塔门票的售出率达到90%", True),
        ("灯塔门票要钱不", "灯塔门票免费的占90%", False),
        ("灯塔门票售出多少", "灯塔门票的售出率达到90%", False),
    ],
)
def test_what_somebody_gets_or_pays_is_told_by_no_count_and_no_rate(question: str, told: str, *, short: bool) -> None:
    (one,) = [one for one in candidates(question, prose(f"{told}。")) if one.text == told]
    assert falls_short(one, parsed(question)) is short

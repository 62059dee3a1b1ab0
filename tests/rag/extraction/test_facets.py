"""What a question leaves open is told side by side."""

from dataclasses import replace

import pytest

from ingest.schema import RowKind
from rag.extraction.facets import with_open_facets
from tests.builders.answers import record
from tests.rag.extraction.searches import BUS, candidates, first, only, parsed, read

CARE = record(
    ("项目", "失能护理补贴"),
    ("城镇（元/月）", "220"),
    ("农村（元/月）", "180"),
    ("开始时间", "2025年"),
    kind=RowKind.OTHER,
)


def test_columns_of_one_unit_are_all_told_where_nobody_said_which() -> None:
    said = first(read("失能护理补贴每月多少元", CARE))
    assert "220元/月" in said and "180元/月" in said and "2025" not in said


@pytest.mark.parametrize(
    ("question", "amount", "other"),
    [
        ("城镇失能护理补贴每月多少元", "220", "180"),
        ("农村失能护理补贴每月多少元", "180", "220"),
    ],
)
def test_the_column_that_was_named_is_told_alone(question: str, amount: str, other: str) -> None:
    said = first(read(question, CARE))
    assert amount in said and other not in said


def test_a_column_of_another_unit_is_no_facet() -> None:
    row = record(("项目", "老年食堂"), ("补贴", "4元/餐"), ("座位", "60张"), kind=RowKind.OTHER)
    assert "60张" not in first(read("老年食堂补贴多少元", row))


def test_a_cell_that_was_read_anew_is_no_other_column() -> None:
    question = "乡村校车补助每学期多少元"
    one = only(candidates(question, BUS), "360元")
    kept = replace(one.answer_span, cells=tuple(map(replace, one.answer_span.cells)))
    again = replace(one, answer_span=kept)
    assert with_open_facets(again, parsed(question)) is again

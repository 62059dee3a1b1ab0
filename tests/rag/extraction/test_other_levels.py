"""One matter that has a row for each level of schooling is told for all of them, where nobody said which."""

from dataclasses import replace

import pytest

from rag.extraction.candidates import Candidate
from rag.extraction.extraction import Extraction
from rag.extraction.other_levels import with_other_levels
from rag.extraction.settle import cited
from rag.schema import Hit
from tests.builders.answers import draft, record
from tests.rag.extraction.searches import candidates, parsed


def waiver(name: str, whom: str, key: str) -> Hit:
    cells = (("服务项目", name), ("服务对象", whom), ("服务内容", f"{whom}免除学杂费"), ("服务标准", "由物价局批准"))
    return record(*cells, key=key)


SENIOR = waiver("普通高中免学杂费", "贫困学生", "d1")
BASIC = waiver("义务教育阶段免除学杂费", "所有学生", "d2")
TRADE = waiver("中等职业学校免学杂费", "涉农学生", "d3")
MEALS = waiver("义务教育营养膳食", "乡村学生", "d4")


def told(question: str, *hits: Hit, column: str = "服务标准") -> Candidate:
    found = candidates(question, *hits)
    best = next(one for one in found if one.hit is hits[0] and one.cell and one.cell.column == column)
    ranked = (best, *(one for one in found if one is not best))
    asked = Extraction(draft=draft(question), parsed=parsed(question), candidates=ranked, chances=(0.1,) * len(ranked))
    return with_other_levels(asked).candidates[0]


def test_whether_something_is_waived_is_told_of_every_level_with_its_source() -> None:
    one = told("学杂费免不免", SENIOR, BASIC, TRADE, MEALS)
    assert one.text.split("；") == [
        "普通高中免学杂费的服务内容：贫困学生免除学杂费",
        "义务教育阶段免除学杂费的服务内容：所有学生免除学杂费",
        "中等职业学校免学杂费的服务内容：涉农学生免除学杂费",
    ]
    assert [(place.n, place.document) for place in cited(one)] == [(1, "d1"), (2, "d2"), (3, "d3")]


def test_else_the_column_of_the_likeliest_is_told() -> None:
    one = told("免学杂费给哪些人", SENIOR, BASIC, column="服务对象")
    assert one.text == "普通高中免学杂费的服务对象：贫困学生；义务教育阶段免除学杂费的服务对象：所有学生"


@pytest.mark.parametrize(
    ("question", "hits"),
    [
        ("高中学杂费免不免", (SENIOR, BASIC)),
        ("学杂费免不免", (SENIOR, MEALS)),
        ("学杂费免不免", (SENIOR,)),
        ("学杂费免不免", (SENIOR, waiver("普通高中学校免学杂费", "离岛学生", "d5"))),
        ("学杂费免不免", (SENIOR, waiver("义务教育阶段免除学杂费", "学生" * 60, "d6"))),
        ("救济归谁管", (waiver("渔民救济", "渔民", "d7"), waiver("船工救济", "船工", "d8"))),
    ],
)
def test_a_level_that_is_named_another_matter_and_long_cells_stay_alone(question: str, hits: tuple[Hit, ...]) -> None:
    one = told(question, *hits)
    assert one.also is None and "；" not in one.text


def test_what_stands_beside_another_already_stays() -> None:
    found = candidates("学杂费免不免", SENIOR, BASIC)
    pair = replace(found[0], also=found[-1])
    asked = Extraction(draft=draft(), parsed=parsed("学杂费免不免"), candidates=(pair, *found), chances=(0.1,))
    assert with_other_levels(asked) is asked

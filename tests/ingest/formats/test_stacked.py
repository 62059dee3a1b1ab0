"""Rows between two rules without a line of their own, and figures of two lines of a cell."""

from collections.abc import Sequence
from math import inf

import pytest

from ingest.formats.layout.cells import words_in
from ingest.formats.layout.lines import Line
from ingest.formats.layout.stacked import Cell, rows_within

SIZE = 10.0
STEP = 20.0  # points from line to line


def line(words: str, *, left: float = 0.0, row: float = 0) -> Line:
    """A line whose digits are half as wide as its Han characters."""
    width = sum(SIZE * (0.5 if character.isascii() else 1.0) for character in words)
    base = 100.0 + row * STEP
    return Line(
        text=words,
        left=left + 6.0,
        right=left + 6.0 + width,
        top=base - SIZE,
        bottom=base,
        base=base,
        size=SIZE,
        strong=False,
    )


def cell(*words: str, left: float, width: float = 80.0, rows: Sequence[float] | None = None) -> Cell:
    places = rows if rows is not None else range(len(words))
    return Cell(
        lines=[line(one, left=left, row=row) for one, row in zip(words, places, strict=True)],
        left=left,
        right=left + width,
    )


def rows_of(*cells: Cell, first: bool = False) -> list[list[str]]:
    return [
        [words_in(lines, of.right, of.right - of.left) for lines, of in zip(row, cells, strict=True)]
        for row in rows_within(cells, first=first)
    ]


def test_figures_on_the_same_heights_are_rows_and_the_groups_name_stands_in_each() -> None:
    group = cell("居民", left=0, rows=[0.5])
    kind, sum_, other = (
        cell("普通户", "低保户", left=80),
        cell("8.0", "免", left=160),
        cell("15", "35", left=240, width=22),
    )
    assert rows_of(group, kind, sum_, other) == [["居民", "普通户", "8.0", "15"], ["居民", "低保户", "免", "35"]]


def test_a_groups_name_on_the_middle_row_or_in_two_lines_stands_in_each() -> None:
    figures = cell("30", "68", "120", left=80), cell("24", "55", "96", left=160)
    assert [row[0] for row in rows_of(cell("经营户", left=0, rows=[1]), *figures)] == ["经营户"] * 3
    assert [row[0] for row in rows_of(cell("经营", "户", left=0, rows=[0.5, 1.5]), *figures)] == ["经营户"] * 3


def test_what_stands_behind_the_figures_stays_with_its_own_row() -> None:
    figures = cell("30", "68", left=0), cell("24", "55", left=80)
    assert [row[2] for row in rows_of(*figures, cell("停用", left=160, rows=[1]))] == ["", "停用"]


@pytest.mark.parametrize(
    "cells",
    [
        (
            cell("家庭经济困难寄宿", "生生活补助", left=0, width=94),
            cell("每生每年一千", "二百五十元", left=94, width=74),
        ),
        (cell("邱某", "龙某海", left=0), cell("冉某", "罗某", left=80)),  # names in a roster
        (cell("2025年", "3月15日", left=0), cell("2025年", "6月30日", left=80)),  # dates
        (cell("1,", "250", left=0), cell("2,", "300", left=80)),  # broken at their thousands
        (cell("720元", "（每月）", left=0), cell("540元", "（每月）", left=80)),
    ],
)
def test_what_wraps_or_belongs_together_is_one_row(cells: tuple[Cell, ...]) -> None:
    assert len(rows_of(*cells)) == 1


def test_a_header_of_two_lines_is_one_row() -> None:
    header = cell("1-6月", "1-9月", left=0), cell("1-6月", "1-9月", left=80)
    assert len(rows_of(*header, first=True)) == 1
    assert len(rows_of(*header)) == 2


@pytest.mark.parametrize(
    ("first", "second", "width", "words"),
    [
        ("15", "35", 80.0, "15 35"),  # room for more
        ("15", "35", 23.0, "15 35"),  # no room, and as long
        ("12000", "9800", 80.0, "12000 9800"),
        ("153560", "78", 43.0, "15356078"),  # no room, and shorter: broken
        ("1,", "250", 80.0, "1,250"),
        ("3.", "5", 80.0, "3.5"),
        ("每人每月12", "50元", 63.0, "每人每月1250元"),
        ("153560", "78", inf, "153560 78"),  # nobody knows
    ],
)
def test_a_figure_is_never_glued_to_another(first: str, second: str, width: float, words: str) -> None:
    edge = width if width != inf else 43.0
    assert words_in([line(first), line(second, row=1)], edge, width) == words

"""Pipe tables in clean text: grids of cells, each with its span."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tables.pipes import find_pipe_tables
from tests.builders.properties import PROPERTY
from tests.builders.reading import cleaned

WORDS = st.text(st.sampled_from("床位张元每年3。；"), min_size=1, max_size=6)
GRIDS = st.integers(2, 5).flatmap(
    lambda width: st.tuples(
        st.lists(WORDS, min_size=width, max_size=width),
        st.lists(
            st.builds(
                lambda cells, last: [*cells, last],
                st.lists(st.one_of(st.just(""), WORDS), min_size=width - 1, max_size=width - 1),
                WORDS,
            ),
            min_size=1,
            max_size=5,
        ),
    )
)


def grid(text: str) -> list[list[str]]:
    """The words of the only table."""
    (table,) = find_pipe_tables(text)
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


@pytest.mark.parametrize(
    "text",
    [
        "| 指标 | 单位 |\n|---|---|\n| 床位 | 张 |\n",
        "| 指标 | 单位 |\n| 床位 | 张 |\n",
        "指标 | 单位\n--- | ---\n床位 | 张\n",
        "指标|单位\n床位|张",
        "|指标|单位|\n\n|床位|张|",
    ],
)
def test_a_table_is_found_with_and_without_the_line_under_its_header(text: str) -> None:
    assert grid(cleaned(text, ".md").text) == [["指标", "单位"], ["床位", "张"]]


def test_the_line_under_a_header_is_no_row_in_plain_text_either() -> None:
    assert grid(cleaned("| 指标 | 单位 |\n|---|---|\n| 床位 | 张 |\n", ".txt").text) == [
        ["指标", "单位"],
        ["床位", "张"],
    ]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| 床位 |  | 60 |", ["床位", "", "60"]),
        ("|  | 张 | 60 |", ["", "张", "60"]),
        ("| 床位 | 张 |  |", ["床位", "张", ""]),
        ("| 床位 || 60 |", ["床位", "", "60"]),
        ("| 床位 | 张 |", ["床位", "张", ""]),
    ],
)
def test_an_empty_or_missing_cell_keeps_its_place(row: str, cells: list[str]) -> None:
    assert grid(f"| 指标 | 单位 | 目标 |\n{row}\n") == [["指标", "单位", "目标"], cells]


@pytest.mark.parametrize(
    "text",
    [
        "没有表格。",
        "| 只有一栏 |\n| 一 |\n",
        "| 指标 | 单位 |\n",
        "| 指标 |  |\n| 床位 | 张 |\n",
        "| 指标 | 单位 |\n没有行。\n",
        "",
    ],
)
def test_what_has_no_full_header_and_no_row_is_no_table(text: str) -> None:
    assert find_pipe_tables(text) == ()


def test_a_line_of_bare_pipes_does_not_hide_the_table_under_it() -> None:
    assert grid(cleaned("|  |  |\n|---|---|\n| 指标 | 单位 |\n| 床位 | 张 |\n", ".md").text)[0] == ["指标", "单位"]


def test_a_line_of_bare_pipes_is_no_header() -> None:
    assert grid("| | |\n| 指标 | 单位 |\n| 床位 | 张 |\n")[0] == ["指标", "单位"]


def test_words_between_two_tables_keep_them_apart() -> None:
    found = find_pipe_tables("| 甲 | 乙 |\n| 1 | 2 |\n\n表二\n\n| 丙 | 丁 |\n| 3 | 4 |\n")
    assert [table.header[0].text for table in found] == ["甲", "丙"]


def test_a_group_on_a_line_of_its_own_parts_no_table() -> None:
    text = "序号|指标|2020年\n幼有所育\n1|托位|2.1\n\n老有所养\n2|床位|3.4\n"
    assert grid(text) == [["序号", "指标", "2020年"], ["1", "托位", "2.1"], ["2", "床位", "3.4"]]


def test_a_row_broken_behind_a_pipe_or_within_a_cell_is_one() -> None:
    text = "序号|指标|单位|2025年\n1|托位|个|2.1\n2|床位|\n张|3.4\n3|健康体\n检率|%|70\n"
    assert grid(text)[2:] == [["2", "床位", "张", "3.4"], ["3", "健康体检率", "%", "70"]]


@pytest.mark.xfail(
    strict=True,
    reason="tables.py find_pipe_tables joins tables with only blank lines between: the header becomes a row",
)
@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n| 丙 | 丁 | 戊 |\n|---|---|---|\n| 3 | 4 | 5 |\n", ".md"),
        (
            "<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>"
            "<table><tr><th>丙</th><th>丁</th><th>戊</th></tr><tr><td>3</td><td>4</td><td>5</td></tr></table>",
            ".html",
        ),
    ],
)
def test_two_tables_one_after_the_other_stay_apart(text: str, suffix: str) -> None:
    assert [table.header[0].text for table in find_pipe_tables(cleaned(text, suffix).text)] == ["甲", "丙"]


@pytest.mark.parametrize(
    "row",
    [
        "| 床位 | 张 | 多出的60张 |",
        pytest.param(
            "|床位|张|多出的60张|",
            marks=pytest.mark.xfail(
                strict=True,
                reason="tables.py _padded writes ' | ' between cells beyond the header, whatever the text has",
            ),
        ),
    ],
)
def test_cells_beyond_the_header_are_cut_from_the_text(row: str) -> None:
    text = f"| 指标 | 单位 |\n{row}\n"
    (table,) = find_pipe_tables(text)
    assert [text[cell.start : cell.end] for cell in table.rows[0]] == [cell.text for cell in table.rows[0]]


@PROPERTY
@given(GRIDS)
def test_every_cell_comes_back_with_its_words_at_its_span(made: tuple[list[str], list[list[str]]]) -> None:
    header, rows = made
    text = "前言。\n\n" + "".join(f"| {' | '.join(cells)} |\n" for cells in (header, *rows)) + "\n后语。"
    (table,) = find_pipe_tables(text)
    assert [[cell.text for cell in row] for row in (table.header, *table.rows)] == [header, *rows]
    for cell in (cell for row in (table.header, *table.rows) for cell in row):
        assert text[cell.start : cell.end] == cell.text
        assert table.start <= cell.start <= cell.end <= table.end


@PROPERTY
@given(st.text(st.sampled_from("甲乙| \n"), max_size=60))
def test_any_text_of_pipes_gives_even_rows_inside_the_text(text: str) -> None:
    for table in find_pipe_tables(text):
        assert {len(row) for row in table.rows} == {len(table.header)}
        assert 0 <= table.start <= table.end <= len(text)

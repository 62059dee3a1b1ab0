"""Rows of pipe tables that lack their group's name are moved under the right columns, others stay."""

import pytest

from ingest.tables.pipes import find_pipe_tables
from ingest.tables.shifted import shifted_back

CLOSED = """| 分类 | 指标 | 单位 | 目标 | 属性 |
| 教育 | 入园率 | % | 90 | 预期性 |
| 教育 | 巩固率 | % | 96 | 约束性 |
| 养老 | 床位 | 张 | 1200 | 预期性 |
"""
OPEN_NUMBERS = """| 分类 | 指标 | 单位 | 2020年 | 2025年 |
| 教育 | 入园率 | % | 81 | 90 |
| 教育 | 巩固率 | % | 93 | 96 |
| 养老 | 床位 | 张 | 860 | 1200 |
"""
OPEN_WORDS = """| 服务领域 | 服务项目 | 服务对象 | 责任单位 |
| 教育 | 校车补助 | 走读学生 | 县教育体育局 |
| 养老 | 助餐服务 | 独居老人 | 县民政局、乡镇政府 |
"""


def mended(text: str) -> list[list[str]]:
    (table,) = find_pipe_tables(text)
    return [[cell.text for cell in row] for row in shifted_back(table.rows)]


@pytest.mark.parametrize(
    ("table", "line", "row"),
    [
        (CLOSED, "| 护理床位占比 | % | 60 | 约束性 |", ["养老", "护理床位占比", "%", "60", "约束性"]),
        (CLOSED, "| 护理床位占比 | % | 60 | 约束性 | |", ["养老", "护理床位占比", "%", "60", "约束性"]),
        (OPEN_NUMBERS, "| 护理床位占比 | % | 41 | 60 |", ["养老", "护理床位占比", "%", "41", "60"]),
        (OPEN_WORDS, "| 理发服务 | 高龄老人 | 县民政局 |", ["养老", "理发服务", "高龄老人", "县民政局"]),
    ],
    ids=["closed", "closed with its pipe", "open numbers", "open words"],
)
def test_a_row_without_its_groups_name_takes_that_of_the_row_above(table: str, line: str, row: list[str]) -> None:
    assert mended(table + line + "\n")[-1] == row


def test_several_rows_of_a_group_are_moved() -> None:
    found = mended(CLOSED + "| 护理床位占比 | % | 60 | 约束性 |\n| 助餐点 | 个 | 45 | 预期性 |\n")
    assert [row[:2] for row in found[-2:]] == [["养老", "护理床位占比"], ["养老", "助餐点"]]


@pytest.mark.parametrize("table", [CLOSED, OPEN_NUMBERS], ids=["closed", "open"])
def test_a_groups_title_row_stays(table: str) -> None:
    assert mended(table + "| 二、医疗卫生 | | | | |\n")[-1] == ["二、医疗卫生", "", "", "", ""]


def test_a_row_whose_last_cell_is_empty_stays() -> None:
    table = "| 分类 | 指标 | 单位 | 目标 | 备注 |\n| 教育 | 入园率 | % | 90 | 含民办 |\n| 养老 | 床位 | 张 | 1200 | 年末 |\n"
    assert mended(table + "| 医疗 | 医师数 | 人 | 45 | |\n")[-1] == ["医疗", "医师数", "人", "45", ""]


def test_whole_rows_stay() -> None:
    assert mended(CLOSED)[0] == ["教育", "入园率", "%", "90", "预期性"]


def test_without_a_whole_row_nothing_is_moved() -> None:
    lines = "| 分类 | 指标 | 单位 |\n| 入园率 | % | |\n| 巩固率 | % | |\n"
    assert mended(lines) == [["入园率", "%", ""], ["巩固率", "%", ""]]


def test_no_rows_give_no_rows() -> None:
    assert shifted_back([]) == []


def test_a_moved_row_keeps_the_spans_of_its_cells() -> None:
    text = CLOSED + "| 护理床位占比 | % | 60 | 约束性 |\n"
    (table,) = find_pipe_tables(text)
    for row in shifted_back(table.rows):
        assert [text[cell.start : cell.end] for cell in row] == [cell.text for cell in row]

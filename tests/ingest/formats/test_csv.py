"""CSV: what parts the cells, and which rows are a table."""

import pytest

from ingest.formats.csv import delimiter
from ingest.formats.read import read_source

ROWS = (("项目", "标准", "备注"), ("高龄津贴", "每人每月50元", "80岁以上"), ("低保", "每人每月800元", "按月"))
PIPED = ["| 项目 | 标准 | 备注 |", "| 高龄津贴 | 每人每月50元 | 80岁以上 |", "| 低保 | 每人每月800元 | 按月 |"]


def lines(data: bytes) -> list[str]:
    return [line for line in read_source("plan.csv", data).text.splitlines() if line]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "，"])
def test_rows_are_read_whatever_parts_them(mark: str, encoding: str) -> None:
    assert lines("\r\n".join(mark.join(row) for row in ROWS).encode(encoding)) == PIPED


def test_a_quoted_cell_holds_marks_and_line_ends() -> None:
    assert lines('项目,标准\n津贴,"每月1,200元\n另加50元"\n'.encode()) == [
        "| 项目 | 标准 |",
        "| 津贴 | 每月1,200元 另加50元 |",
    ]


def test_a_title_above_is_a_line_and_short_rows_are_filled() -> None:
    source = read_source("plan.csv", "青石县公共服务标准,,\n项目,标准,备注\n津贴,50元\n".encode())
    assert [line for line in source.text.splitlines() if line] == [
        "青石县公共服务标准",
        "| 项目 | 标准 | 备注 |",
        "| 津贴 | 50元 |  |",
    ]
    assert source.meta == {"title": "青石县公共服务标准"}


def test_an_empty_line_parts_tables() -> None:
    assert read_source("plan.csv", "甲,乙\n1,2\n\n丙,丁\n3,4\n".encode()).text.count("\n\n") == 2


@pytest.mark.parametrize(("text", "mark"), [("甲,乙\n丙,丁", ","), ("甲;乙,丙\n丁;戊", ";"), ("甲", ","), ("", ",")])
def test_the_delimiter_is_what_parts_most_lines_alike(text: str, mark: str) -> None:
    assert delimiter(text) == mark


def test_each_row_knows_its_number_and_its_columns() -> None:
    source = read_source("plan.csv", ",\n,项目,标准\n,津贴,50元\n".encode())
    assert [(line.row, line.columns, source.text[line.start :][:4]) for line in source.sheet_lines] == [
        (2, ("B", "C"), "| 项目"),
        (3, ("B", "C"), "| 津贴"),
    ]

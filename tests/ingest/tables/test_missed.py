"""Blocks that look like a table and gave no row are told."""

import pytest

from ingest.tables.missed import missed_tables
from tests.builders.reading import parsed

CELLS = "\n".join("甲乙丙丁戊己庚辛")


def told(text: str) -> list[str]:
    return list(parsed(text, "plan.txt").notices)


@pytest.mark.parametrize(
    "block",
    ["| 镇 | 人数 |\n| 甲 |  |\n| 乙 |  |\n| 丙 |  |\n", f"表2 床位分布\n{CELLS}\n"],
)
def test_a_block_without_rows_is_told_with_its_line(block: str) -> None:
    (notice,) = told(f"前言。\n正文。\n{block}\n后语。\n")
    assert "没有读出" in notice and "第" in notice


@pytest.mark.parametrize(
    "text",
    [
        "| 镇 | 人数 |\n| 甲 | 3 |\n| 乙 | 4 |\n",
        "| 索引号 | A-1 |\n| 发布机构 | 县民政局 |\n| 文号 | 1号 |\n正文。\n",
        "表2 见附件。\n正文一。\n正文二。\n",
        "甲 | 乙\n正文。\n",
    ],
)
def test_what_gave_rows_or_is_no_table_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_long_text_without_tables_has_none() -> None:
    assert missed_tables("正文。\n" * 1000, (), ()) == ()

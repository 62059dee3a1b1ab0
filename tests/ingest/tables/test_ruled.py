"""Tables set with blanks between rules of dashes."""

import pytest

from ingest.tables.find import find_tables
from ingest.tables.ruled import find_ruled_tables

RULE = "-" * 40 + "\n"
TABLE = RULE + "年龄段 金额 周期\n" + RULE + "80—84周岁 40元/月 按季\n85周岁以上 60元/月 按月\n" + RULE


def rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for table in find_ruled_tables(text) for row in table.rows]


def test_rows_between_rules() -> None:
    (table,) = find_ruled_tables(f"4.2 标准：\n{TABLE}4.3 另发慰问金。\n")
    assert [cell.text for cell in table.header] == ["年龄段", "金额", "周期"]
    assert rows(TABLE) == [["80—84周岁", "40元/月", "按季"], ["85周岁以上", "60元/月", "按月"]]


def test_two_tables_one_behind_the_other() -> None:
    assert len(rows(f"标准：\n{TABLE}另见：\n{TABLE}")) == 4


@pytest.mark.parametrize(
    "text",
    [
        TABLE.replace(" 按季", ""),  # a row of fewer cells: which is missing is not known
        TABLE.replace("按季", "按季发放。"),  # a sentence
        TABLE.replace("金额", "40"),  # figures head no column
        f"正文。\n{RULE}说明\n{RULE}第一条 内容\n",  # one column
        f"甲 乙\n{RULE}丙 丁\n{RULE}",  # no rule above
    ],
)
def test_what_is_no_such_table(text: str) -> None:
    assert rows(text) == []


def test_the_unit_above_is_that_of_its_bare_figures() -> None:
    text = f"2.2 标准（元/人·月）：\n{RULE}类别 城镇 农村\n{RULE}低保家庭 130 110\n低保边缘 110 105\n{RULE}"
    (table,) = find_tables(text)
    assert [cell.text for cell in table.header] == ["类别", "城镇（元/人·月）", "农村（元/人·月）"]

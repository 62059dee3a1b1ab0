"""Tables drawn with characters become rows between pipes; what is none stays as it is."""

import pytest

from ingest.formats.read import read_source
from ingest.formats.text_tables import piped


def rows(text: str) -> list[str]:
    return [line for line in piped(text).split("\n") if line.startswith("|")]


GRID = """
+----------+------------+------+
| 服务项目 | 服务对象   | 标准 |
+==========+============+======+
| 校车补助 | 山区走读   | 每月 |
|          | 学生       | 40元 |
+----------+------------+------+
| 助餐     | 独居老人   | 8元  |
+----------+------------+------+
"""
SIMPLE = """
服务项目    服务对象      标准
----------  ----------  --------
校车补助    走读 学生     每月40元
助餐        独居老人      8元

后语
"""
MULTILINE = """
------------------------------------
服务项目    服务对象      标准
----------  ------------  --------
校车补助    山区走读      每月
            学生          40元

助餐        独居老人      8元
------------------------------------
"""


@pytest.mark.parametrize("text", [GRID, MULTILINE])
def test_a_cell_over_lines_is_one(text: str) -> None:
    assert rows(text) == [
        "| 服务项目 | 服务对象 | 标准 |",
        "| 校车补助 | 山区走读学生 | 每月40元 |",
        "| 助餐 | 独居老人 | 8元 |",
    ]


def test_words_under_dashes_are_a_table_up_to_an_empty_line() -> None:
    assert rows(SIMPLE) == [
        "| 服务项目 | 服务对象 | 标准 |",
        "| 校车补助 | 走读 学生 | 每月40元 |",
        "| 助餐 | 独居老人 | 8元 |",
    ]
    assert "后语" in piped(SIMPLE).split("\n")


def test_a_border_that_is_open_under_a_cell_does_not_end_it() -> None:
    grid = "+----+----+\n| 甲 | 1  |\n|    +----+\n|    | 2  |\n+----+----+\n| 乙丙 3  |\n+---------+\n"
    assert rows(grid) == ["| 甲 | 1 |", "| 甲 | 2 |", "| 乙丙 3 | 乙丙 3 |"]


def test_lines_parted_by_tabs_are_rows() -> None:
    assert rows("项目\t标准\t部门\n助餐\t8元\t民政局\n") == ["| 项目 | 标准 | 部门 |", "| 助餐 | 8元 | 民政局 |"]
    assert rows("项目\t标准\n助餐\t8元\n助浴\t\n") == ["| 项目 | 标准 |", "| 助餐 | 8元 |", "| 助浴 |  |"]


@pytest.mark.parametrize(
    "text",
    [
        "一、总则\n\t为了老人。\n\t为了儿童。\n",
        "标题\t2026\n",
        "项目\t标准\n助餐\t8元\n",
        "前言\n---\n后语\n",
        "- 甲\n- 乙\n-- --\n",
        "+1分\n+2分\n",
        "+----+----+\n| 甲 | 1 |\n",
        f"{'长' * 201}\t甲\n{'长' * 201}\t乙\n{'长' * 201}\t丙\n",
        "",
    ],
)
def test_what_is_no_such_table_stays(text: str) -> None:
    assert piped(text) == text


def test_a_pipe_within_a_cell_is_a_character() -> None:
    assert piped(r"| 每月\|每年 | 8元 |") == "| 每月｜每年 | 8元 |"
    assert read_source("plan.txt", "| 每月\\|每年 | 8元 |".encode()).text == "| 每月｜每年 | 8元 |"


@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_a_table_that_is_written_in_html_becomes_rows(suffix: str) -> None:
    table = "<table>\n<tr><th>项目</th><th>标准</th></tr>\n\n<tr><td>助餐</td><td>8元</td></tr></table>"
    text = read_source(f"plan.{suffix}", f"前言\n{table}\n后语\n".encode()).text
    assert [line for line in text.split("\n") if line] == ["前言", "| 项目 | 标准 |", "| 助餐 | 8元 |", "后语"]


def test_headings_behind_such_a_table_keep_their_places() -> None:
    source = read_source("plan.md", f"# 一、甲\n{GRID}\n# 二、乙\n".encode())
    assert [source.text[start : start + 5] for start, _ in source.headings] == ["# 一、甲", "# 二、乙"]


def test_a_long_text_of_half_drawn_tables_takes_one_pass() -> None:
    text = "+----+----+\n| 甲 | 1 |\n\n" * 20_000 + "甲 " * 100_000
    assert piped(text) == text

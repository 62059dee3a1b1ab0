"""Cells that say that another one holds here too."""

import pytest

from ingest.tables.ditto import without_dittos
from ingest.tables.pipes import find_pipe_tables
from tests.builders.reading import parsed


def resolved(*lines: str) -> list[list[str]]:
    (table,) = find_pipe_tables("项目|标准|部门\n" + "\n".join(lines))
    return [[cell.text for cell in row] for row in without_dittos(table).rows]


@pytest.mark.parametrize("sign", ["同上", "〃", "″", '"', "同前", "同上。", "如上", "同上栏"])
def test_a_sign_stands_for_the_cell_above(sign: str) -> None:
    assert resolved("甲|10元|民政局", f"乙|{sign}|残联", f"丙|{sign}|{sign}")[1:] == [
        ["乙", "10元", "残联"],
        ["丙", "10元", "残联"],
    ]


def test_the_cell_beside_may_be_meant() -> None:
    assert resolved("甲|民政局|同左") == [["甲", "民政局", "民政局"]]


@pytest.mark.parametrize("words", ["同上年", "同上一年持平", "—", "0"])
def test_other_words_stay(words: str) -> None:
    assert resolved("甲|10元|民政局", f"乙|{words}|残联")[1][1] == words


def test_a_sign_without_a_cell_above_stays() -> None:
    assert resolved("甲|同上|民政局") == [["甲", "同上", "民政局"]]


def test_a_resolved_cell_is_quoted_where_it_stands() -> None:
    found = parsed(
        "| 服务项目 | 服务对象 | 服务标准 |\n|---|---|---|\n| 助餐 | 老人 | 每餐8元 |\n| 助浴 | 老人 | 同上 |\n"
    )
    cells = [cell for row in found.rows for cell in row.cells]
    assert [found.document.text[cell.start : cell.end] for cell in cells] == [cell.text for cell in cells]
    assert found.document.text[found.rows[1].start :].startswith("助浴")

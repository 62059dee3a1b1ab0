"""Blocks: what office files are written down as."""

import pytest

from ingest.formats.blocks import Across, Blocks
from ingest.schema import Omission


def test_pages_begin_with_a_line_within_one_or_at_a_row_of_a_table() -> None:
    out = Blocks()
    out.page(1)
    out.line("第一页的话，")
    out.page(2, after=2)
    out.line("接着说完。")
    out.table([("项目", "标准"), ("午餐", "3元"), ("校车", "5元")], pages=(2, 2, 3))
    source = out.source({})
    assert [(source.text[at : at + 4], page) for at, page in source.pages] == [
        ("第一页的", 1),
        ("说完。\n", 2),
        ("| 校车", 3),
    ]


def test_without_pages_there_are_none() -> None:
    out = Blocks()
    out.table([("项目", "标准"), ("午餐", "3元")])
    assert out.source({}).pages == ()


def test_words_that_are_not_read_are_kept_with_their_reason() -> None:
    out = Blocks()
    out.leave_out("修订中删除的文字", "每人每月40元")
    for letter in "水印":
        out.leave_out("斜排的文字(多为水印)", letter)
    out.leave_out("看不见的文字", "\u200b ")
    assert [(one.why, one.text) for one in out.source({}).left_out] == [
        (Omission.DELETED, "每人每月40元"),
        (Omission.HIDDEN, "水印"),
    ]


def test_what_is_kept_of_words_that_are_not_read_is_bounded() -> None:
    out = Blocks()
    for _ in range(3):
        out.leave_out("看不见的文字", "甲" * 90_000)
    assert len(out.source({}).left_out) == 2


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("青石县水利项目申报审批表", "青石县水利项目申报审批表"),
        ("编号：云水项第08号审批表", ""),
        ("单位：万元", ""),
    ],
)
def test_a_form_that_is_one_table_is_called_by_its_first_row(first: str, title: str) -> None:
    out = Blocks()
    out.table([[first, Across(first)], ["项目名称", "塘坝清淤"]])
    assert out.source({}).meta.get("title", "") == title


def test_a_circled_mark_behind_a_figure_in_a_cell_is_a_notes() -> None:
    out = Blocks()
    out.table([["总磷", "0.27①"], ["方案①", "—②"]])
    assert out.source({}).text == "| 总磷 | 0.27[^①] |\n| 方案① | —② |\n\n"

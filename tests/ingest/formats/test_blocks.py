"""Blocks: what office files are written down as."""

from ingest.formats.blocks import Blocks


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

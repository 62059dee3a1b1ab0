"""Marks of notes in cells lead to their notes."""

import pytest

from ingest.schema import ParsedDocument
from tests.builders.reading import parsed

TABLE = "<table><tr><td>对象</td><td>标准</td></tr><tr><td>孤儿</td><td>1100<sup>{0}</sup>元</td></tr><tr><td>低保对象</td><td>700元</td></tr></table>"


def page(mark: str, *lines: str) -> ParsedDocument:
    below = "".join(f"<p>{line}</p>" for line in lines)
    text = f"<h1>青石县救助标准</h1><p>标准如下，由县民政局发放。</p>{TABLE.format(mark)}{below}"
    return parsed(text, "plan.html")


@pytest.mark.parametrize(
    ("mark", "line"),
    [
        ("1", "1 含中央补助资金。"),
        ("[1]", "[1] 含中央补助资金。"),
        ("①", "①含中央补助资金。"),
        ("①", "注：①含中央补助资金。"),
        ("注1", "注1：含中央补助资金。"),
        ("*", "* 含中央补助资金。"),
        ("1", "<sup>1</sup>含中央补助资金。"),
    ],
)
def test_a_mark_leads_to_its_note(mark: str, line: str) -> None:
    found = page(mark, line)
    orphan, poor = found.rows
    assert [(cell.column, cell.text) for cell in orphan.cells] == [
        ("对象", "孤儿"),
        ("标准", "1100元"),
        ("注", "含中央补助资金。"),
    ]
    assert len(poor.cells) == 2
    note = orphan.cells[-1]
    assert found.document.text[note.start : note.end] == note.text
    assert orphan.end < note.start


def test_of_several_notes_the_next_below_counts() -> None:
    assert page("1", "1 含中央补助资金。", "1 另一张表的注。").rows[0].cells[-1].text == "含中央补助资金。"


@pytest.mark.parametrize("lines", [(), ("2 含中央补助资金。",), ("100 元以下不补。",)])
def test_a_mark_without_a_note_leads_nowhere(lines: tuple[str, ...]) -> None:
    assert [cell.column for cell in page("1", *lines).rows[0].cells] == ["对象", "标准"]


def test_a_footnote_of_markdown_is_a_note() -> None:
    text = "| 对象 | 标准 |\n|---|---|\n| 孤儿 | 1100[^1]元 |\n\n正文。\n\n[^1]: 含中央补助资金。\n"
    (row,) = parsed(text, "plan.md").rows
    assert [cell.text for cell in row.cells] == ["孤儿", "1100元", "含中央补助资金。"]


PROSE = "# 孤儿保障办法\n\n生活费每人每月1100元{0}。\n\n{1}\n"


def noted(mark: str, note: str) -> list[tuple[str, str]]:
    found = parsed(PROSE.format(mark, note), "plan.md").document
    return [(found.text[:at][-2:], found.text[start:end]) for at, start, end in found.footnotes]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("<sup>1</sup>", "1 含中央资金。"),
        ("¹", "1 含中央资金。"),
        ("①", "① 含中央资金。"),
        ("<sup>[1]</sup>", "[1] 含中央资金。"),
        ("[^1]", "[^1]: 含中央资金。"),
        ("<sup>*</sup>", "\\* 含中央资金。"),
    ],
)
def test_a_mark_in_running_text_leads_to_its_note(mark: str, note: str) -> None:
    assert noted(mark, note) == [("0元", "含中央资金。")]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("<sup>1</sup>", "1. 申请人提出申请。"),
        ("<sup>1</sup>", "2 含中央资金。"),
        ("，分为①孤儿②弃婴", "① 含中央资金。"),
        ("", "1 含中央资金。"),
    ],
)
def test_an_item_of_a_list_is_no_note_of_running_text(mark: str, note: str) -> None:
    assert noted(mark, note) == []


def test_a_page_marks_its_notes_with_raised_characters_too() -> None:
    found = parsed(
        "<h1>孤儿保障办法</h1><p>生活费每人每月1100元¹，按月发放②。</p><p>1 含中央资金。</p><p>② 逢节提前。</p>",
        "a.html",
    )
    text = found.document.text
    assert [text[start:end] for _, start, end in found.document.footnotes] == ["含中央资金。", "逢节提前。"]
    assert "1100元，按月发放。" in text

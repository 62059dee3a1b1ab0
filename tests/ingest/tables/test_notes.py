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

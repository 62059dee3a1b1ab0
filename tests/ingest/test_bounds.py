"""What no office writes is refused with its reason; what is just within the bounds is read."""

import pytest

from ingest import bounds
from ingest.errors import SourceError
from ingest.schema import ParsedDocument
from tests.builders.reading import parsed

PLAN = "# 规划\n\n到2025年，每千人口托位数达到4.5个。\n\n"


def read(text: str, name: str = "plan.md") -> ParsedDocument:
    return parsed(PLAN + text, name)


@pytest.mark.parametrize("sign", ["县", "1", "—", "、"])
def test_a_sentence_without_end_is_refused(sign: str) -> None:
    with pytest.raises(SourceError, match="50000 字") as caught:
        read(sign * (bounds.LONGEST_WORDS + 1))
    assert caught.value.path == "plan.md"


@pytest.mark.parametrize("end", [*"。！？!?；;\n"])
def test_a_long_text_of_sentences_is_read(end: str) -> None:
    assert len(read(("县" * (bounds.LONGEST_WORDS - 1) + end) * 2).passages) >= 2


@pytest.mark.parametrize(
    ("what", "text", "count"),
    [
        ("sections", "## 甲\n乙。\n" * 5, 7),
        ("rows", "| 名称 | 数量 |\n" + "| 甲 | 乙 |\n" * 5, 5),
        ("passages", "| 名称 | 数量 |\n" + "| 甲 | 乙 |\n" * 5, 6),
        ("quantities", "县里有5张床。\n" * 5, 6),
        ("blanks", "县里有xx张床。\n" * 5, 5),
    ],
)
def test_a_document_holds_so_many_of_each_and_no_more(
    monkeypatch: pytest.MonkeyPatch, what: str, text: str, count: int
) -> None:
    called = bounds.MOST[what][1]
    monkeypatch.setitem(bounds.MOST, what, (count, called))
    assert len(getattr(read(text), what)) == count
    monkeypatch.setitem(bounds.MOST, what, (count - 1, called))
    with pytest.raises(SourceError, match=f"{count} {called}，超过 {count - 1}"):
        read(text)


def test_cells_of_all_tables_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "| 名称 | 数量 | 单位 |\n| 甲 | 乙 |\n\n以上。\n\n"
    monkeypatch.setattr(bounds, "MOST_CELLS", 12)
    assert len(read(table * 2).rows) == 2
    monkeypatch.setattr(bounds, "MOST_CELLS", 11)
    with pytest.raises(SourceError, match="表格有 12 格，超过 11"):
        read(table * 2)


def test_a_plan_that_is_one_line_is_read() -> None:
    assert read("高龄津贴由县民政局负责，" * 6000).passages
    with pytest.raises(SourceError, match="句末标点"):
        read("甲，" * (bounds.LONGEST_LINE // 2 + 1))

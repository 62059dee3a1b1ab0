"""Quotes are cut from documents."""

import pytest

from ingest.answer_spans import LONGEST_QUOTE
from ingest.index.opened import Index
from ingest.schema import SheetLine
from rag.cite import cite_row, cite_span, noted, quotable, texts_of
from rag.retrieval.retrieve import Retrieve
from rag.schema import Citation, CitedCell, Hit
from tests.builders.answers import citation, draft, record
from tests.builders.documents import document
from tests.builders.plans import LAKE_REGION, PINE_REGION


def hits_of(index: Index) -> tuple[Hit, ...]:
    return Retrieve(index)(draft("补助 养老 床位 津贴 食堂 托位", regions=(LAKE_REGION, PINE_REGION))).hits


def row_of(*cells: tuple[str, str], n: int = 1) -> Citation:
    hit = record(*cells)
    assert hit.row is not None
    return cite_row(hit.document, hit.section, hit.row, n)


def test_a_quote_is_the_documents_text_at_its_span(index: Index) -> None:
    hits = [hit for hit in hits_of(index) if hit.row is None]
    assert hits
    for hit in hits:
        cited = cite_span(hit.document, hit.section, 1, hit.passage.start, hit.passage.end)
        assert cited.quote == index.documents[cited.document].text[cited.start : cited.end]


def test_a_row_and_its_cells_are_the_documents_text_at_their_spans(index: Index) -> None:
    hits = [(hit, hit.row) for hit in hits_of(index) if hit.row]
    assert hits
    for hit, row in hits:
        cited = cite_row(hit.document, hit.section, row, 1)
        text = index.documents[cited.document].text
        assert (cited.row, cited.section) == (row.id, hit.section)
        assert cited.quote == text[cited.start : cited.end]
        assert all(cell.quote == text[cell.start : cell.end] for cell in cited.cells)
        assert all(cited.start <= cell.start < cell.end <= cited.end for cell in cited.cells)


@pytest.mark.parametrize(("start", "end"), [(0, LONGEST_QUOTE + 1), (5, 5), (6, 5)])
def test_a_quote_has_a_character_at_least_and_the_longest_length_at_most(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=str(LONGEST_QUOTE)):
        cite_span(document("字" * 500), (), 1, start, end)


def test_a_quote_may_be_as_long_as_the_longest() -> None:
    assert len(cite_span(document("字" * 500), (), 1, 50, 50 + LONGEST_QUOTE).quote) == LONGEST_QUOTE


def test_a_row_may_be_longer_than_any_quote() -> None:
    cited = row_of(("服务项目", "校车"), ("服务内容", "字" * 500), n=3)
    assert cited.n == 3 and len(cited.quote) > LONGEST_QUOTE


def test_empty_cells_are_not_cited() -> None:
    cited = row_of(("指标", "托位数"), ("2020年", ""), ("2025年", "4.6"))
    assert [cell.column for cell in cited.cells] == ["指标", "2025年"]


def test_a_citation_names_its_document_and_place() -> None:
    cited = cite_span(document("每月110元。"), ("第二章", "养老"), 1, 0, 5)
    assert (cited.title, cited.region, cited.section) == ("青石县公共服务规划", "青石县", ("第二章", "养老"))
    assert (cited.period, cited.source, cited.text_kind, cited.row) == ("2021-2025", "lake.md", "original", None)


def test_a_citation_tells_the_page_of_a_file_that_has_pages() -> None:
    text = "每月110元。每月90元。"
    assert cite_span(document(text, pages=((0, 3), (7, 4))), (), 1, 7, 13).page == 4
    assert cite_span(document(text), (), 1, 7, 13).page is None


SHEET = "标题\n| 甲 | 5 |\n| 乙 | 8 |\n注：略。"
LINES = (
    SheetLine(start=0, sheet="标准", row=1, columns=("B",)),
    SheetLine(start=3, sheet="标准", row=6, columns=("B", "D")),
    SheetLine(start=13, sheet="标准", row=7, columns=("B", "D")),
)


@pytest.mark.parametrize(
    ("quote", "place"),
    [("标题", "B1"), ("5", "D6"), ("| 乙 | 8 |", "B7:D7"), ("甲 | 5 |\n| 乙", "B6:B7"), ("注：略。", "")],
)
def test_a_citation_tells_the_cells_of_a_file_that_has_sheets(quote: str, place: str) -> None:
    start = SHEET.index(quote)
    cited = cite_span(document(SHEET, sheet_lines=LINES), (), 1, start, start + len(quote))
    assert (cited.place, cited.sheet) == (place, "标准" if place else "")


def test_a_page_that_was_recognised_is_cited_as_such_and_no_other() -> None:
    scanned = document("每月110元。每月90元。", pages=((0, 3), (7, 4)), scans=(4,))
    assert [cite_span(scanned, (), 1, at, at + 6).text_kind for at in (0, 7)] == ["original", "ocr"]


def test_title_period_headings_and_headers_are_evidence_too() -> None:
    cell = CitedCell(column="2025年目标", quote="60", start=0, end=2)
    held = texts_of(citation("60", title="标题", period="2021-2025", section=("第一章", "第二节"), cells=(cell,)))
    assert set(held) == {"60", "标题", "2021-2025", "第一章", "第二节", "2025年目标"}


@pytest.mark.parametrize(
    ("span", "notes"),
    [
        ((0, 9), [(11, 17)]),  # the mark stands at its end
        ((0, 8), []),
        ((9, 10), []),  # behind the mark
        ((0, 17), []),  # the note is within it
    ],
)
def test_a_stretch_has_the_notes_that_its_marks_lead_to(span: tuple[int, int], notes: list[tuple[int, int]]) -> None:
    assert noted(document("每人1100元。。\n\n含中央资金。", footnotes=((9, 11, 17),)), *span) == notes


def test_what_may_be_quoted_of_a_long_sentence_stops_behind_a_clause_never_in_a_number() -> None:
    text = "".join(f"第{at}项投入1,234,567元，" for at in range(60)) + "完。"
    runs = [text[start:end] for start, end in quotable(text, 0, len(text))]
    assert "".join(runs) == text and all(len(run) <= LONGEST_QUOTE for run in runs)
    assert all(run.endswith("，") for run in runs[:-1]) and all(run.startswith("第") for run in runs)


def test_what_nothing_parts_is_cut_where_it_is_too_long() -> None:
    assert quotable("字" * 500, 0, 500) == [(0, LONGEST_QUOTE), (LONGEST_QUOTE, 500)]

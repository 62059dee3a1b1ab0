"""Citations: quotes cut from documents, never written."""

import re

from ingest.answer_spans import LONGEST_QUOTE
from ingest.identity.divisions import shown_name
from ingest.schema import Cell, Document, Row
from ingest.tables.headers import UNIT
from ingest.tables.units import measured
from ingest.text.split import sentences
from rag.schema import Citation, CitedCell

CLAUSE_END = re.compile(r"(?:[，；：。！？!?;\n]|[,:](?!\d))+[”’」』》)）]*")
"""Behind what a quote can begin or stop."""
BRACKETED = re.compile(r"[(（]([^()（）]{1,8})[)）]\s*$")


def cite_span(document: Document, section: tuple[str, ...], n: int, start: int, end: int) -> Citation:
    """A stretch of a document. Raises `ValueError` past `LONGEST_QUOTE`."""
    if not 0 < end - start <= LONGEST_QUOTE:
        raise ValueError(f"a quote has 1 to {LONGEST_QUOTE} characters, not {end - start!r}")
    return _citation(document, section, n, (start, end))


def cite_row(document: Document, section: tuple[str, ...], row: Row, n: int) -> Citation:
    """A whole row, cell by cell."""
    cells = tuple(_cell(document, cell) for cell in row.cells if cell.text)
    return _citation(document, section, n, (row.start, row.end), row=row.id, cells=cells)


def noted(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Where the notes stand that marks in a stretch lead to, those within it left out."""
    found = {(first, last) for at, first, last in document.footnotes if start < at <= end}
    return sorted(span for span in found if not (start <= span[0] and span[1] <= end))


def quotable(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A stretch parted into runs of whole sentences that may be quoted; a longer sentence is cut behind a clause."""
    if end - start <= LONGEST_QUOTE:
        return [(start, end)]
    runs: list[tuple[int, int]] = []
    for first, last in sentences(text, start, end):
        if runs and last - runs[-1][0] <= LONGEST_QUOTE:
            runs[-1] = (runs[-1][0], last)
        else:
            at = first
            while at < last:
                runs.append((at, whole_until(text, at, last)))
                at = runs[-1][1]
    return runs


def whole_until(text: str, start: int, last: int) -> int:
    """Where a quote from `start` on may stop, at `last` at the latest: behind a clause, never within a word or number;
    where nothing parts a text, as far as may be quoted."""
    if last - start <= LONGEST_QUOTE:
        return last
    furthest = start + LONGEST_QUOTE
    return max((one.end() for one in CLAUSE_END.finditer(text, start, furthest)), default=furthest)


def texts_of(citation: Citation) -> tuple[str, ...]:
    """Every text that may hold the figures of a sentence that cites this (rule 1 of the design)."""
    headers = tuple(cell.column for cell in citation.cells)
    values = tuple(f"{cell.quote}{unit}" for unit in units_of(citation) for cell in citation.cells)
    values += tuple(measured(cell.quote, cell.column) for cell in citation.cells)
    return (citation.quote, citation.title, citation.period, *citation.section, *headers, *values)


def units_of(citation: Citation) -> tuple[str, ...]:
    """What a row has in its cell for the unit, then what stands in brackets behind a name: 万人次, for 18.6 beside."""
    own = [cell.quote for cell in citation.cells if cell.column == UNIT]
    named = [found[1] for cell in citation.cells if (found := BRACKETED.search(cell.quote))]
    return (*own, *named)


def _cell(document: Document, cell: Cell) -> CitedCell:
    quote = document.text[cell.start : cell.end]
    place = document.place(cell.start, cell.end)
    return CitedCell(
        column=cell.column, quote=quote, start=cell.start, end=cell.end, place=place.cells if place else ""
    )


def _citation(
    document: Document,
    section: tuple[str, ...],
    n: int,
    span: tuple[int, int],
    *,
    row: str | None = None,
    cells: tuple[CitedCell, ...] = (),
) -> Citation:
    start, end = span
    place = document.place(start, end)
    return Citation(
        n=n,
        document=document.id,
        title=document.title,
        region=shown_name(document.region),
        section=section,
        quote=document.text[start:end],
        start=start,
        end=end,
        row=row,
        cells=cells,
        text_kind=document.kind(start),
        source=document.source,
        period=document.period,
        page=document.page(start),
        sheet=place.sheet if place else "",
        place=place.cells if place else "",
    )

"""Sections and rows to passages: prose in stretches of whole sentences within a token budget, each row by itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ingest.schema import Document, Passage, Row, RowKind, Section
from ingest.text.cover import Cover
from ingest.text.nesting import innermost

# a sentence ends at 。！？ with its closing marks, or with its line; ； ends one inside long enumerations too
SENTENCE = re.compile(r"[^。！？!?；;\n]+(?:[。！？!?；;]+[”’」』》)）\]]*|(?=\n)|\Z)|[。！？!?；;]+")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the sentences between two offsets, blanks around them left out."""
    stop = len(text) if end is None else end
    for match in SENTENCE.finditer(text, start, stop):
        words = match.group()
        left, right = len(words) - len(words.lstrip()), len(words.rstrip())
        if right > left:
            yield match.start() + left, match.start() + right


def split(
    document: Document,
    sections: tuple[Section, ...],
    rows: tuple[Row, ...],
    tables: Sequence[tuple[int, int]],
    unread: Sequence[tuple[int, int]] = (),
    *,
    budget: int,
    count: Callable[[str], int],
) -> tuple[Passage, ...]:
    """Passages in reading order, none across a section or with half a sentence, however long; `tables` are spans, and
    `unread` those in them that no row holds: each is a passage."""
    passages = [_row_passage(row, sections) for row in rows]
    in_table = Cover(tables)
    told = Cover((c.start, c.end) for row in rows if row.kind in (RowKind.TERM, RowKind.STANDARD) for c in row.cells)
    for section, start, end in _stretches(sections):
        begin = _body(document.text, section, end) if start == section.start else start
        spans = [
            span
            for span in sentences(document.text, begin, end)
            if not in_table.holds(span[0]) and not told.touches(*span)
        ]
        passages += _packed(document, section, spans, budget, count)
    for span in unread:
        passages += _packed(document, innermost(sections, span[0]), [span], budget, count)
    return tuple(sorted(passages, key=lambda passage: passage.start))


def _stretches(sections: tuple[Section, ...]) -> Iterator[tuple[Section, int, int]]:
    """Every stretch of the document with the innermost section that holds it: a chapter goes on behind its boxes."""
    bounds = sorted({edge for section in sections for edge in (section.start, section.end)})
    for start, end in pairwise(bounds):
        yield innermost(sections, start), start, end


def _body(text: str, section: Section, own_end: int) -> int:
    """Where a section's own words begin: behind its heading, unless there is nothing but the heading."""
    behind = section.start + len(section.title)
    if not text.startswith(section.title, section.start) or not text[behind : section.end].strip("。.:： \n"):
        return section.start
    return min(behind + (text[behind : behind + 1] in "。:："), own_end)


def _packed(
    document: Document, section: Section, spans: list[tuple[int, int]], budget: int, count: Callable[[str], int]
) -> Iterator[Passage]:
    groups: list[list[tuple[int, int]]] = []
    used = 0
    for span in spans:
        tokens = count(document.text[span[0] : span[1]])
        # a table between two sentences ends a passage: a quote must not run through its cells
        apart = bool(groups and groups[-1]) and "|" in document.text[groups[-1][-1][1] : span[0]]
        if not groups or apart or used + tokens > budget:
            groups.append([])
            used = 0
        groups[-1].append(span)
        used += tokens
    for group in groups:
        start, end = group[0][0], group[-1][1]
        words = document.text[start:end]
        yield Passage(
            id=f"{document.id}.p{start}",
            document=document.id,
            section=section.id,
            row=None,
            start=start,
            end=end,
            text="\n".join((" / ".join(section.path), words)).strip(),
        )


def _row_passage(row: Row, sections: tuple[Section, ...]) -> Passage:
    path = innermost(sections, row.start).path
    cells = "\n".join(f"{cell.column}:{cell.text}" for cell in row.cells if cell.text)
    return Passage(
        id=f"{row.id}.p",
        document=row.document,
        section=row.section,
        row=row.id,
        start=row.start,
        end=row.end,
        text=f"{' / '.join(path)}\n{cells}".strip(),
    )

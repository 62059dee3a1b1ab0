"""A piece of evidence that somebody chose, cut from the index anew: a form says its place, never its words."""

from ingest.answer_spans import LONGEST_QUOTE
from ingest.index.truth import Truth
from rag.cite import cite_row, cite_span
from ui.desk.values import Source


def chosen(index: Truth, document: str, row: str, span: tuple[int, int], n: int) -> Source | None:
    """The row or the stretch as a source with a number; None where the index has none there."""
    found = index.documents.get(document)
    if found is None:
        return None
    if row:
        record = next((one for one in index.store.rows() if one.id == row and one.document == document), None)
        if record is None:
            return None
        path = index.store.section(record.section).path
        return Source(citation=cite_row(found, path, record, n), hash=found.content_hash)
    start, end = span
    if not 0 <= start < end <= len(found.text) or end - start > LONGEST_QUOTE:
        return None
    sections = [one for one in index.store.sections(document) if one.start <= start < one.end]
    path = max(sections, key=lambda one: one.level).path if sections else ()
    return Source(citation=cite_span(found, path, n, start, end), hash=found.content_hash)

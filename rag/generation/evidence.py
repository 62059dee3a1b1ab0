"""What a model is given to write from: numbered passages and rows, most useful first, within a token budget."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.answer_spans import LONGEST_QUOTE
from ingest.text.fold import fold
from ingest.text.split import sentences
from ingest.text.tokens import token_counter
from rag.cite import cite_row, cite_span
from rag.schema import Citation, Draft, Evidence, Hit
from rag.verification.patterns import TALK


def offered(draft: Draft, budget: int) -> tuple[Evidence, ...]:
    """What the answer without a model rests on, then the hits; numbered from 1, each once.

    Words that talk to the model instead of saying what is planned are left out, as is what exceeds the budget.
    """
    count = token_counter().count
    regions = {hit.document.id: hit.document.region for hit in draft.hits}
    rows = {hit.row.id: hit.row for hit in draft.hits if hit.row}
    found: dict[tuple[str, int, int], Evidence] = {}
    for citation in (*draft.citations, *(cited for hit in draft.hits for cited in _citations(hit))):
        row = rows.get(citation.row or "")
        one = Evidence(
            citation=replace(citation, n=len(found) + 1),
            region=regions.get(citation.document, citation.region),
            name=row.name if row else citation.cells[0].quote if citation.cells else "",
            concept=row.concept if row else None,
        )
        if one.place in found or TALK.search(fold(citation.quote)):
            continue
        cost = count(listed([one]))
        if cost <= budget:
            budget -= cost
            found[one.place] = one
    return tuple(found.values())


def listed(offers: Iterable[Evidence]) -> str:
    """The evidence as a model reads them: number, heading path, period, words."""
    blocks = []
    for citation in (one.citation for one in offers):
        words = "\n".join(f"{c.column}:{c.quote}" for c in citation.cells) or citation.quote
        where = " / ".join((citation.title, *citation.section))
        blocks.append(f"[{citation.n}] {where}(规划期 {citation.period or '未写明'})\n{words}")
    return "\n\n".join(blocks)


def _citations(hit: Hit) -> Iterator[Citation]:
    """A hit's row, or its stretches of at most a quote's length; sentences that talk to the model part them."""
    if hit.row:
        yield cite_row(hit.document, hit.section, hit.row, 0)
        return
    text = hit.document.text
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text, hit.passage.start, hit.passage.end):
        if end - start > LONGEST_QUOTE or TALK.search(fold(text[start:end])):
            continue
        joined = spans and not text[spans[-1][1] : start].strip() and end - spans[-1][0] <= LONGEST_QUOTE
        if joined:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    for start, end in spans:
        yield cite_span(hit.document, hit.section, 0, start, end)

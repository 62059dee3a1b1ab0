"""Evidence for staff: the passages and rows that come nearest to some words, as citations, none of them judged."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from ingest.clock import today
from ingest.index.opened import Index
from rag.cite import cite_row, cite_span, quotable
from rag.question.rewrite import rewrite
from rag.question.scope import Scope, offered_regions
from rag.retrieval.retrieve import Retrieve
from rag.schema import Citation, Draft, Hit, Question

MOST_FOUND = 12


class Search:
    """Over one generation."""

    def __init__(self, index: Index, retriever: str) -> None:
        """`retriever`: see `Retrieve`."""
        self._regions = offered_regions(index.regions)
        self._scope = Scope(index.regions, index.titles, index.documents.values())
        self._retrieve = Retrieve(index, retriever=retriever, limit=3 * MOST_FOUND)

    def __call__(self, words: str, region: str) -> tuple[Citation, ...]:
        """The nearest first, numbered so. `region` is a path; empty for all, whose regions then take turns."""
        asked = Question(text=words, region=region or None, as_of=today())
        draft = self._scope(rewrite(Draft(question=asked, text=words)))
        draft = draft if draft.regions else replace(draft, regions=self._regions)
        return tuple(_cited(self._retrieve(draft)))


def _cited(draft: Draft) -> Iterator[Citation]:
    """Each row or stretch once."""
    seen = set[tuple[str, int, int]]()
    for hit in _in_turns(draft.hits):
        n = len(seen) + 1
        if hit.row is not None:
            one = cite_row(hit.document, hit.section, hit.row, n)
        else:
            start, end = quotable(hit.document.text, hit.passage.start, hit.passage.end)[0]
            one = cite_span(hit.document, hit.section, n, start, end)
        if (place := (one.document, one.start, one.end)) not in seen:
            seen.add(place)
            yield one
        if len(seen) == MOST_FOUND:
            return


def _in_turns(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The first of each region, then the second of each: hits come region by region, the nearest of each first."""
    own: dict[str, list[Hit]] = {}
    for hit in hits:
        own.setdefault(hit.document.region, []).append(hit)
    return (hit for hit in chain.from_iterable(zip_longest(*own.values())) if hit is not None)

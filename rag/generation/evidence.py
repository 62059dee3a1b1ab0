"""What a model is given to write from: numbered passages and rows within a token budget, every region its own share.

Of each region first what the answer without a model rests on, then the list that is asked for, whole, then the hits.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.answer_spans import LONGEST_QUOTE
from ingest.schema import Row
from ingest.text.fold import fold
from ingest.text.split import sentences
from ingest.text.tokens import token_counter
from rag.cite import cite_row, cite_span, noted
from rag.question.scope import region_name
from rag.schema import Citation, Draft, Evidence, Hit
from rag.verification.patterns import TALK

OF_LIST = 0.7  # share of a region's tokens that a whole list may take; rows of a longer one are told in brief
BRIEF = 60  # characters of a cell that is told where a row is told in brief
IN_FULL = 4  # first hits of a region that are told in full in any case
Lists = Mapping[str, Sequence[Hit]]
"""By region the whole list that is asked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is taken together or not at all: one piece, or a whole list, which may be told in brief."""

    pieces: Sequence[Evidence]
    brief: Sequence[Evidence] = ()


def offered(draft: Draft, budget: int, lists: Lists | None = None) -> tuple[Evidence, ...]:
    """The evidence of a draft, numbered from 1, each place once.

    Words that talk to the model instead of saying what is planned are left out, as is what exceeds the budget: an equal
    share for each region, then what others leave.
    """
    regions = dict.fromkeys((*draft.regions, *(hit.document.region for hit in draft.hits)))
    queues = {region: list(_queue(draft, region, (lists or {}).get(region, ()))) for region in regions}
    taken: dict[str, list[Evidence]] = {region: [] for region in queues}
    asked = draft.regions or tuple(regions)  # others are those above them
    left = budget - budget // max(len(asked), 1) * len(asked)
    for region in asked:
        left += _taken(queues[region], budget // len(asked), taken[region])
    for region, queue in queues.items():
        left = _taken(queue, left, taken[region])
    found = [one for region in taken for one in taken[region]]
    return tuple(replace(one, citation=replace(one.citation, n=n)) for n, one in enumerate(found, start=1))


def listed(offers: Iterable[Evidence]) -> str:
    """The evidence as a model reads them: number, heading path, region and period, words."""
    return "\n\n".join(map(_block, offers))


def _block(one: Evidence) -> str:
    """Of a list only the first item says where it stands."""
    citation = one.citation
    shown = [cell for cell in citation.cells if not one.columns or cell.column in one.columns]
    words = "\n".join(f"{cell.column}:{cell.quote}" for cell in shown) or citation.quote
    if left := [cell.column for cell in citation.cells if cell not in shown]:
        words += f"\n({'、'.join(left)}从略)"
    where = " / ".join((citation.title, *citation.section))
    told = f"{where}({region_name(one.region)},规划期 {citation.period or '未写明'})"
    if one.item:
        at, size = one.item
        told = f"{told}(这份清单共{size}项,这是第1项)" if at == 1 else f"同一份清单的第{at}项"
    return f"[{citation.n}] {told}\n{words}"


def _queue(draft: Draft, region: str, whole: Sequence[Hit]) -> Iterator[Part]:
    """What there is to take of a region, the most useful first."""
    hits = [hit for hit in draft.hits if hit.document.region == region]
    rows = {hit.row.id: hit.row for hit in (*hits, *whole) if hit.row}
    own = {hit.document.id for hit in hits}

    def pieces(citations: Iterable[Citation]) -> list[Evidence]:
        return [_piece(one, region, rows) for one in citations if not TALK.search(fold(one.quote))]

    yield from (Part([one]) for one in pieces(one for one in draft.citations if one.document in own))
    items = pieces(cited for hit in whole for cited in _citations(hit))
    if len(items) > 1:
        if all(one.citation.row for one in items):
            items = [replace(one, item=(at, len(items))) for at, one in enumerate(items, start=1)]
        first = {hit.row.id for hit in hits[:IN_FULL] if hit.row}
        brief = [one if one.citation.row in first else replace(one, columns=_brief(one.citation)) for one in items]
        yield Part(items, brief)
    yield from (Part([one]) for hit in hits for one in pieces(_citations(hit)))


def _piece(citation: Citation, region: str, rows: Mapping[str, Row]) -> Evidence:
    row = rows.get(citation.row or "")
    name = row.name if row else citation.cells[0].quote if citation.cells else ""
    return Evidence(citation=citation, region=region, name=name, concept=row.concept if row else None)


def _taken(queue: Iterable[Part], share: int, taken: list[Evidence]) -> int:
    """Tokens that are left of a share when as much of a queue is taken as fits. Pieces of a list that are there already
    make way for it."""
    for part in queue:
        places = {one.place for one in taken}
        if all(one.place in places for one in part.pieces):
            continue
        again = _cost([one for one in taken if one.place in {other.place for other in part.pieces}])
        for pieces in filter(None, (part.pieces, part.brief)):
            cost = _cost(pieces) - again
            if cost <= share * (OF_LIST if len(pieces) > 1 else 1):
                taken[:] = [*(one for one in taken if one.place not in {other.place for other in pieces}), *pieces]
                share -= cost
                break
        else:  # a list that is too long even in brief, as far as it fits
            if len(part.pieces) > 1:
                share = _taken([Part([replace(one, item=None)]) for one in part.pieces], share, taken)
    return share


def _cost(part: Sequence[Evidence]) -> int:
    """Tokens."""
    return token_counter().count(listed(part)) if part else 0


def _brief(citation: Citation) -> tuple[str, ...]:
    """Columns of a row's short cells."""
    return tuple(cell.column for at, cell in enumerate(citation.cells) if at == 0 or len(cell.quote) <= BRIEF)


def _citations(hit: Hit) -> Iterator[Citation]:
    """A hit's row, or its stretches of at most a quote's length and the notes to them; sentences that talk to the model
    part them."""
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
    notes = dict.fromkeys(note for span in spans for note in noted(hit.document, *span))
    for start, end in dict.fromkeys((*spans, *notes)):
        yield cite_span(hit.document, hit.section, 0, start, end)

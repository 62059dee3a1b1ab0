"""Fourth step, without a model: the row's cell or the sentence that answers best, in the plan's own words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from ingest.fold import fold, tokens
from ingest.index import Index
from ingest.quantities import figures
from ingest.schema import Cell, Row, RowKind
from ingest.split import sentences
from rag.asking import Asked, asked, content
from rag.cite import LONGEST_QUOTE, cite_row, cite_span
from rag.replies import NEAREST, REPLIES
from rag.schema import Draft, Hit, Sentence, Status
from rag.scope import region_name

MIN_COVERAGE = 0.42  # share of the question's weighted words that an answer and its headings must hold
NEAR_COVERAGE = 0.25  # from here on a passage is shown as the nearest, without being an answer
CONTEXT_WEIGHT = 0.6  # of a word that only the heading path holds
NAME_WEIGHT = 1.3  # of a word in a row's own name
FIGURE_BONUS = 1.15  # for a sentence with a figure where an amount is asked
ABSENT = 0.2  # left of a stretch's weight where a figure is asked and it has none
LONGEST_CELL = 60  # characters of a cell that is given whole
BLANK = re.compile(r"^[xX×\s.%％〇○□_-]*[xX×][xX×\s.%％]*$")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to answer: from which hit, how well it covers the question, and in which words."""

    hit: Hit
    coverage: float
    answer: Callable[[], "tuple[str, tuple[int, int] | None]"]
    """Gives the sentence and the span it was cut from; no span means the row."""


class Read:
    """The best reading of all hits, or the nearest and an honest abstention."""

    def __init__(self, index: Index) -> None:
        self._rarity = index.keywords.rarity

    def __call__(self, draft: Draft) -> Draft:
        wanted = asked(draft.text)
        words = content(draft.text)
        weights = {token: self._rarity(token) for token in set(tokens(words))}
        readings = [reading for hit in draft.hits for reading in self._readings(hit, wanted, draft.text, weights)]
        region = region_name(draft.regions[0])
        if not readings:
            return _not_found(draft, region, None)
        best = max(readings, key=lambda reading: (reading.coverage, reading.hit.score))
        detail = f"coverage {best.coverage:.2f}"
        if best.coverage < MIN_COVERAGE:
            near = best if best.coverage >= NEAR_COVERAGE else None
            return replace(_not_found(draft, region, near), detail=detail)
        text, span = best.answer()
        citation = cite_span(best.hit, 1, *span) if span else cite_row(best.hit, 1)
        if not text:
            row = best.hit.row
            column = _cell(row, wanted, draft.text, weights).column if row else ""
            reply = REPLIES[Status.BLANK].format(region=region, name=row.name if row else "", column=column)
            settled = Sentence(text=reply, cites=(1,))
            return replace(draft, status=Status.BLANK, sentences=(settled,), citations=(citation,), detail=detail)
        return replace(
            draft,
            status=Status.ANSWERED,
            sentences=(Sentence(text=text, cites=(1,)),),
            citations=(citation,),
            detail=detail,
        )

    def _readings(self, hit: Hit, wanted: Asked, text: str, weights: dict[str, float]) -> Iterator[_Reading]:
        context = set(tokens(fold(" ".join((*hit.section, hit.document.title)))))
        if hit.row:
            row = hit.row
            own = set(tokens(fold(" ".join(cell.text for cell in row.cells))))
            name = set(tokens(fold(row.name)))
            coverage = _coverage(weights, own, context, name)
            cell = _cell(row, wanted, text, weights)
            yield _Reading(hit, coverage, lambda: (_row_sentence(row, cell, weights), None))
            return
        for start, end in sentences(hit.document.text, hit.passage.start, hit.passage.end):
            if end - start > LONGEST_QUOTE:
                continue
            words = hit.document.text[start:end]
            coverage = _coverage(weights, set(tokens(fold(words))), context, set())
            if wanted.kind == "amount" and figures(words):
                coverage *= FIGURE_BONUS
            yield _Reading(hit, coverage, partial(_plain, words, (start, end)))


def _coverage(weights: dict[str, float], own: set[str], context: set[str], name: set[str]) -> float:
    """Share of the question's weight that the words hold, those of the headings counted less, a row's name more."""
    total = sum(weights.values()) or 1.0
    held = 0.0
    for token, weight in weights.items():
        if token in name:
            held += NAME_WEIGHT * weight
        elif token in own:
            held += weight
        elif token in context:
            held += CONTEXT_WEIGHT * weight
    return held / total


def _cell(row: Row, wanted: Asked, text: str, weights: dict[str, float]) -> Cell:
    """The cell that is asked for.

    Of an indicator the column whose header shares most with the question (a year, 目标, 增长); of other rows the column
    that tells what is asked, unless an amount is asked and another cell holds it together with more of the words.
    """
    by_header = {cell.column: cell for cell in row.cells}
    told = next((by_header[column] for column in wanted.columns if column in by_header), None)
    if told is None:
        figured = [cell for cell in row.cells if cell.text != row.name and figures(cell.column)]
        others = figured or [cell for cell in row.cells if cell.text != row.name] or [row.cells[-1]]
        words = set(tokens(fold(text)))
        return max(others, key=lambda cell: (len(words & set(tokens(fold(cell.column)))), cell.start))
    if wanted.kind != "amount" or not told.text:
        return told
    return max(
        (cell for cell in row.cells if cell.text and cell.text != row.name),
        key=lambda cell: (max(_held(part, weights) for part in _parts(cell.text)), cell is told),
    )


def _row_sentence(row: Row, cell: Cell, weights: dict[str, float]) -> str:
    """The asked cell in a sentence that names the row; empty where the plan leaves the cell blank."""
    if not cell.text or BLANK.match(cell.text):
        return ""
    if row.kind is RowKind.INDICATOR:
        unit = next((other.text for other in row.cells if other.column == "单位"), "")
        own_unit = unit if figures(cell.text) and not any(figure.unit for figure in figures(cell.text)) else ""
        return f"{row.name}{cell.column}为{cell.text}{own_unit}"
    return f"{row.name}的{cell.column}:{_stretch(cell.text, weights)}"


def _stretch(words: str, weights: dict[str, float]) -> str:
    """A short cell whole; of a long one the sentence that holds most of the question's words."""
    parts = _parts(words)
    held = [_held(part, weights) for part in parts]
    best = max(held)
    if len(words) <= LONGEST_CELL or held.count(best) > 1:
        return words.rstrip("。;；")
    return parts[held.index(best)].rstrip("。;；")


def _parts(words: str) -> list[str]:
    return [words[start:end] for start, end in sentences(words)]


def _held(words: str, weights: dict[str, float]) -> float:
    """Weight of the question that a stretch holds; little of it where it holds no figure."""
    own = set(tokens(fold(words)))
    return sum(weight for token, weight in weights.items() if token in own) * (1.0 if figures(words) else ABSENT)


def _plain(words: str, span: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    return words.rstrip("。;；"), span


def _not_found(draft: Draft, region: str, near: _Reading | None) -> Draft:
    reply = Sentence(text=REPLIES[Status.NOT_FOUND].format(region=region))
    if near is None:
        return replace(draft, status=Status.NOT_FOUND, sentences=(reply,))
    span = near.answer()[1]
    citation = cite_span(near.hit, 1, *span) if span else cite_row(near.hit, 1)
    name = (
        near.hit.row.name if near.hit.row else (near.hit.section[-1] if near.hit.section else near.hit.document.title)
    )
    nearest = Sentence(text=NEAREST.format(words=f"“{name}”"), cites=(1,))
    return replace(draft, status=Status.NOT_FOUND, sentences=(reply, nearest), citations=(citation,))

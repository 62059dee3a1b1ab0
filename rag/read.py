"""Fourth step, without a model: the row's cell or the sentence that answers best, in the plan's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.fold import fold, tokens
from ingest.index import Index
from ingest.quantities import figures
from ingest.schema import Cell, Row, RowKind
from ingest.split import sentences
from rag.asking import Asked, asked, content
from rag.cite import LONGEST_QUOTE, cite_row, cite_span
from rag.replies import NEAREST, REPLIES
from rag.schema import Citation, Draft, Hit, Sentence, Status
from rag.scope import names, region_name

MIN_COVERAGE = 0.42  # share of the question's weighted words that an answer and its headings must hold
NEAR_COVERAGE = 0.33  # from here on a passage is shown as the nearest, without being an answer
UNKNOWN_WEIGHT = 0.5  # of a word that no passage holds: some say what is asked, some are everyday words (娃, 掏)
CONTEXT_WEIGHT = 0.6  # of a word that only the heading path holds
NAME_WEIGHT = 1.3  # of a word in a row's own name
FIGURE_BONUS = 1.15  # for a sentence with a figure where an amount is asked
ABSENT = 0.2  # left of a stretch's weight where a figure is asked and it has none
LONGEST_CELL = 60  # characters of a cell that is given whole
BLANK = re.compile(r"^[xX×\s.%％〇○□_-]*[xX×][xX×\s.%％]*$")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to answer: a row's cell or a stretch of prose, and how well it covers the question."""

    hit: Hit
    coverage: float
    cell: Cell | None = None
    span: tuple[int, int] | None = None

    def cite(self) -> Citation:
        return cite_span(self.hit, 1, *self.span) if self.span else cite_row(self.hit, 1)


class Read:
    """The best reading of all hits, or the nearest and an honest abstention."""

    def __init__(self, index: Index) -> None:
        self._rarity, self._known = index.keywords.rarity, index.keywords.known

    def __call__(self, draft: Draft) -> Draft:
        wanted = asked(draft.text)
        words = content(draft.text, names(draft.regions[0]))
        weights = {token: self._weight(token) for token in set(tokens(words))}
        readings = [reading for hit in draft.hits for reading in _readings(hit, wanted, draft.text, weights)]
        best = max(readings, key=lambda reading: (reading.coverage, reading.hit.score), default=None)
        if best is None or best.coverage < MIN_COVERAGE:
            return _not_found(draft, best)
        draft = replace(draft, citations=(best.cite(),), detail=f"coverage {best.coverage:.2f}")
        if best.cell is None or best.hit.row is None:
            start, end = best.span or (best.hit.passage.start, best.hit.passage.end)
            return _settled(draft, Status.ANSWERED, best.hit.document.text[start:end].rstrip("。;；"))
        row = best.hit.row
        if not best.cell.text or BLANK.match(best.cell.text):
            values = {"region": region_name(draft.regions[0]), "name": row.name, "column": best.cell.column}
            return _settled(draft, Status.BLANK, REPLIES[Status.BLANK].format(**values))
        return _settled(draft, Status.ANSWERED, _row_sentence(row, best.cell, _beside_name(weights, row)))

    def _weight(self, token: str) -> float:
        """How much a word of the question says: rare ones more, but those that no plan has less again."""
        return self._rarity(token) * (1.0 if self._known(token) else UNKNOWN_WEIGHT)


def _settled(draft: Draft, status: Status, text: str) -> Draft:
    return replace(draft, status=status, sentences=(Sentence(text=text, cites=(1,)),))


def _readings(hit: Hit, wanted: Asked, text: str, weights: dict[str, float]) -> Iterator[_Reading]:
    context = set(tokens(fold(" ".join((*hit.section, hit.document.title)))))
    if row := hit.row:
        own = set(tokens(fold(" ".join(cell.text for cell in row.cells))))
        coverage = _coverage(weights, own, context, set(tokens(fold(row.name))))
        yield _Reading(hit, coverage, cell=_cell(row, wanted, text, _beside_name(weights, row)))
        return
    for start, end in sentences(hit.document.text, hit.passage.start, hit.passage.end):
        if end - start <= LONGEST_QUOTE:
            words = hit.document.text[start:end]
            coverage = _coverage(weights, set(tokens(fold(words))), context, set())
            bonus = FIGURE_BONUS if wanted.kind == "amount" and figures(words) else 1.0
            yield _Reading(hit, coverage * bonus, span=(start, end))


def _beside_name(weights: dict[str, float], row: Row) -> dict[str, float]:
    """The words of a question that do not name the row: those tell which of its cells is meant."""
    name = set(tokens(fold(row.name)))
    return {token: weight for token, weight in weights.items() if token not in name}


def _coverage(weights: dict[str, float], own: set[str], context: set[str], name: set[str]) -> float:
    """Share of the question's weight that the words hold, those of the headings counted less, a row's name more."""
    if not any(len(token) > 1 and (token in own or token in name) for token in weights):
        return 0.0  # single characters in common say nothing: 特产 is not 孕产妇
    total = sum(weights.values())
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


def _not_found(draft: Draft, best: _Reading | None) -> Draft:
    reply = Sentence(text=REPLIES[Status.NOT_FOUND].format(region=region_name(draft.regions[0])))
    draft = replace(draft, status=Status.NOT_FOUND, sentences=(reply,))
    if best is None or best.coverage < NEAR_COVERAGE:
        return draft
    hit = best.hit
    name = hit.row.name if hit.row else (hit.section[-1] if hit.section else hit.document.title)
    nearest = Sentence(text=NEAREST.format(words=f"“{name}”"), cites=(1,))
    detail = f"nearest has coverage {best.coverage:.2f}"
    return replace(draft, sentences=(reply, nearest), citations=(best.cite(),), detail=detail)

"""Fourth step, without a model: the row's cell or the sentence that answers best, in the plan's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.fold import fold, tokens
from ingest.index import Index
from ingest.lexicon import Mention, indicators, official_names
from ingest.quantities import missing
from ingest.schema import Row, RowKind
from ingest.split import sentences
from rag.asking import Asked, asked, content
from rag.cite import LONGEST_QUOTE, cite_row, cite_span
from rag.replies import NEAREST, REPLIES
from rag.schema import Citation, Draft, Hit, Sentence, Status
from rag.scope import names, region_name
from rag.stretch import asked_cell, beside_name, narrowed, row_sentence

MIN_COVERAGE = 0.40  # share of the question's weighted words that an answer and its headings must hold
NEAR_COVERAGE = 0.33  # from here on a passage is shown as the nearest, without being an answer
UNKNOWN_WEIGHT = 0.5  # of a word that no passage holds: some say what is asked, some are everyday words (娃, 掏)
CONTEXT_WEIGHT = 0.6  # of a word that only the heading path holds
NAME_WEIGHT = 1.3  # of a word in a row's own name
FIGURE_BONUS = 1.15  # for a sentence with a figure where an amount is asked
NAMED = 0.08  # added for a row of the concept that the question names
OTHER_YEAR = 0.85  # left of a sentence without the year that the question names
NEAR_MISS = 0.3  # left of an indicator that is another than the one asked about
MISFIT = 0.4  # left of a row whose kind does not tell what is asked: a duty where an amount is asked
NO_FIGURE = 0.6  # left of a sentence without a figure where an amount is asked
BLANK = re.compile(r"[\[［(（]?\s*(?:(?:20)?[xX×]+(?:[.．][xX×]+)?\s*(?:[%％‰年]|万?[元人个])?|[-—–_/]+)\s*[\]］)）]?")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to answer, a row or a stretch of prose, and how well it covers the question."""

    hit: Hit
    coverage: float
    span: tuple[int, int] | None = None
    """Of prose; a row is read cell by cell."""

    def cite(self) -> Citation:
        hit = self.hit
        if self.span:
            return cite_span(hit.document, hit.section, 1, *self.span)
        if hit.row is None:
            raise TypeError(f"a reading of {hit.passage.id!r} has neither span nor row")
        return cite_row(hit.document, hit.section, hit.row, 1)


@dataclass(frozen=True, slots=True)
class _Asking:
    """A question taken apart: what is asked for, its words by weight, the concepts that it names."""

    wanted: Asked
    text: str
    weights: dict[str, float]
    mentions: tuple[Mention, ...]

    def said_by(self, text: str, concept: str | None) -> set[str]:
        """Tokens of the question's words for a concept that a text calls by another of its names."""
        said: set[str] = set()
        for mention in self.mentions:
            if mention.concept == concept or any(name in text for name in official_names(mention.concept)):
                said |= set(tokens(mention.words))
        return said

    @property
    def years(self) -> list[str]:
        return re.findall(r"20\d\d", self.text)

    @property
    def focused(self) -> dict[str, float]:
        """The weights, doubled for the words beside the asking ones."""
        return {token: weight * (2 if token in self.wanted.focus else 1) for token, weight in self.weights.items()}

    @property
    def concepts(self) -> set[str]:
        return {mention.concept for mention in self.mentions}

    def means(self, row: Row) -> bool:
        """Whether the question names what the row is about."""
        return row.concept in self.concepts and row.kind in self.wanted.rows

    def means_other(self, row: Row) -> bool:
        """Whether the question names another indicator: 托位数 is not 床位数, however alike the words are."""
        named = self.concepts & indicators().keys()
        return row.kind is RowKind.INDICATOR and bool(named) and row.concept is not None and row.concept not in named


class Read:
    """The best reading of all hits, or the nearest and an honest abstention."""

    def __init__(self, index: Index) -> None:
        self._rarity, self._known = index.keywords.rarity, index.keywords.known

    def __call__(self, draft: Draft) -> Draft:
        wanted = asked(draft.text)
        said = {token for mention in draft.mentions for token in tokens(mention.words)}
        carrying = said | content(draft.text, names(draft.regions[0]))
        weights = {token: self._weight(token) for token in carrying}
        asking = _Asking(wanted, draft.text, weights, draft.mentions)
        readings = [reading for hit in draft.hits for reading in _readings(hit, asking)]
        best = max(readings, key=lambda reading: (reading.coverage, reading.hit.score), default=None)
        if best and best.span and wanted.kind == "amount":
            start, end = best.span
            best = replace(best, span=narrowed(best.hit.document.text[start:end], start, asking.focused))
        if best is None or best.coverage < MIN_COVERAGE:
            return _not_found(draft, best)
        draft = replace(draft, citations=(best.cite(),), detail=f"coverage {best.coverage:.2f}")
        if row := best.hit.row:
            return _from_row(draft, row, asking)
        start, end = best.span or (best.hit.passage.start, best.hit.passage.end)
        return _settled(draft, Status.ANSWERED, best.hit.document.text[start:end].rstrip("。;；"))

    def _weight(self, token: str) -> float:
        """How much a word of the question says: rare ones more, but those that no plan has less again."""
        return self._rarity(token) * (1.0 if self._known(token) else UNKNOWN_WEIGHT)


def _settled(draft: Draft, status: Status, text: str) -> Draft:
    return replace(draft, status=status, sentences=(Sentence(text=text, cites=(1,)),))


def _from_row(draft: Draft, row: Row, asking: _Asking) -> Draft:
    others = beside_name(asking.weights, row)
    cell = asked_cell(row, asking.wanted, asking.text, others)
    if not cell.text or BLANK.fullmatch(cell.text):
        values = {"region": region_name(draft.regions[0]), "name": row.name, "column": cell.column}
        return _settled(draft, Status.BLANK, REPLIES[Status.BLANK].format(**values))
    return _settled(draft, Status.ANSWERED, row_sentence(row, cell, asking.wanted, others))


def _readings(hit: Hit, asking: _Asking) -> Iterator[_Reading]:
    context = set(tokens(fold(" ".join((*hit.section, hit.document.title)))))
    if row := hit.row:
        own = set(tokens(fold(" ".join(cell.text for cell in row.cells)))) | asking.said_by(hit.passage.text, None)
        name = set(tokens(fold(row.name))) | asking.said_by(row.name, row.concept)
        coverage = _coverage(asking.weights, own, context, name, set())
        fit = 1.0 if row.kind in asking.wanted.rows else MISFIT
        if asking.means_other(row):
            fit *= NEAR_MISS
        yield _Reading(hit, coverage * fit + (NAMED if asking.means(row) else 0.0))
        return
    title = hit.section[-1].rstrip("。") if hit.section else ""
    heading = set(tokens(fold(title)))
    for start, end in sentences(hit.document.text, hit.passage.start, hit.passage.end):
        words = hit.document.text[start:end]
        if end - start > LONGEST_QUOTE or words.rstrip("。") == title:
            continue  # a heading announces, it does not answer
        own = set(tokens(fold(words))) | asking.said_by(words, None)
        fit = 1.0
        if asking.wanted.kind == "amount":  # a figure that the question itself holds answers nothing
            fit = FIGURE_BONUS if missing(words, (asking.text,)) else NO_FIGURE
        if asking.years and not any(year in words for year in asking.years):
            fit *= OTHER_YEAR
        yield _Reading(hit, _coverage(asking.weights, own, context, set(), heading) * fit, span=(start, end))


def _coverage(weights: dict[str, float], own: set[str], context: set[str], name: set[str], title: set[str]) -> float:
    """Share of the question's weight that the words hold, those of the headings counted less, a row's name more."""
    if not any(len(token) > 1 and (token in own or token in name or token in title) for token in weights):
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

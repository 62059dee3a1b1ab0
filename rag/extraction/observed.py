"""What features are computed from, each looked at once: the search, one candidate of it, all beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.answer_spans import AnswerSpan
from ingest.quantities.context import FUTURE, PAST_HEADING, REACHED
from ingest.quantities.figures import Figure, figures
from ingest.records.indicators import baseline, target
from ingest.schema import Row, RowKind
from rag.extraction import eligibility
from rag.extraction.candidates import Candidate
from rag.question.answer_type import AnswerType
from rag.question.parsed_question import FIGURED, YEAR, ParsedQuestion
from rag.schema import Hit

Degrees = NDArray[np.float64]
Column = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Search:
    """The question and all hits that it is asked of."""

    parsed: ParsedQuestion
    hits: Sequence[Hit]

    @cached_property
    def top_score(self) -> float:
        return max(hit.score for hit in self.hits)

    @cached_property
    def held_anywhere(self) -> Degrees:
        """How far any hit holds each term: (terms,)."""
        return np.asarray(np.max([self.parsed.degrees(hit.passage.text) for hit in self.hits], axis=0))

    @cached_property
    def missing_everywhere(self) -> float:
        return 1.0 - float(self.parsed.share(self.held_anywhere))

    @cached_property
    def heaviest_missing_everywhere(self) -> float:
        return float(self.parsed.gap(self.held_anywhere))

    @cached_property
    def asker_facts(self) -> tuple[tuple[float, str], ...]:
        return eligibility.asker_facts(self.parsed.text)

    @cached_property
    def contexts(self) -> dict[int, str]:
        """What each hit (by `id`) is about without saying so."""
        return {id(hit): _context(hit, self.hits) for hit in self.hits}


@dataclass(frozen=True)
class Observed:
    """One candidate of a search."""

    candidate: Candidate
    search: Search

    @property
    def parsed(self) -> ParsedQuestion:
        return self.search.parsed

    @property
    def answer_type(self) -> AnswerType:
        return self.search.parsed.answer_type

    @cached_property
    def row(self) -> Row | None:
        return self.candidate.hit.row

    @cached_property
    def of_indicator(self) -> bool:
        return self.row is not None and self.row.kind is RowKind.INDICATOR

    @property
    def span(self) -> AnswerSpan:
        return self.candidate.answer_span

    @cached_property
    def figured(self) -> bool:
        """Whether a figure is asked for."""
        return self.answer_type.kind in FIGURED

    @cached_property
    def measured(self) -> bool:
        """Whether a figure of a certain measure is asked for."""
        return self.figured and bool(self.answer_type.measure)

    @cached_property
    def own(self) -> str:
        """The span's words without its row and column."""
        words, span = self.candidate.words, self.span
        return (
            words.removeprefix(span.text.removesuffix(span.own)) if span.own and span.text.endswith(span.own) else words
        )

    @cached_property
    def answers(self) -> list[Figure]:
        """Figures of its own words that may be asked for."""
        return self.parsed.answers(self.own)

    @cached_property
    def count(self) -> int:
        """Figures with a unit in its own words, years aside."""
        return sum(not figure.is_year and bool(figure.unit) for figure in figures(self.own))

    @cached_property
    def unit_is_open(self) -> bool:
        """Whether its table gives an indicator no unit."""
        return self.of_indicator and self.row is not None and not self.row.unit

    @cached_property
    def years(self) -> set[str]:
        """Years of the span, else of its sentence."""
        return set(YEAR.findall(self.span.text)) or set(YEAR.findall(self.span.sentence))

    @cached_property
    def is_past(self) -> bool:
        """Whether it tells how things are or were."""
        if self.of_indicator and self.row is not None:
            return all(cell == baseline(self.row) for cell in self.span.cells)
        titles = self.candidate.hit.section
        return bool(REACHED.search(self.span.sentence)) or any(PAST_HEADING.search(title) for title in titles)

    @cached_property
    def is_planned(self) -> bool:
        """Whether it tells what is aimed at."""
        if self.of_indicator and self.row is not None:
            return all(cell == target(self.row) for cell in self.span.cells)
        return bool(FUTURE.search(self.span.sentence)) and not self.is_past

    @cached_property
    def past_asked(self) -> bool:
        return self.parsed.looks_back

    @cached_property
    def plan_asked(self) -> bool:
        """Of an indicator the target, unless the question looks back."""
        return self.parsed.looks_ahead or (self.of_indicator and not self.past_asked)

    @cached_property
    def eligible(self) -> float:
        """Whether it is for somebody like the one who asks: 1, or -1 for others only, or 0 where nothing is said."""
        return eligibility.eligible(self.search.asker_facts, self.span.text) if self.search.asker_facts else 0.0

    @cached_property
    def eligible_in_context(self) -> float:
        """The same by its sentence and row, where its own words say nothing."""
        if self.eligible or not self.search.asker_facts:
            return self.eligible
        cells = [cell.text for cell in self.row.cells] if self.row else []
        return eligibility.eligible(self.search.asker_facts, " ".join((self.span.before, self.span.sentence, *cells)))


@dataclass(frozen=True)
class Beside:
    """All candidates of a search beside each other, pairs among them: columns of (candidates,)."""

    clause: Column
    """Shares of the question that their own words hold."""
    own: Column
    """How near they are to the question in meaning; then how near their rows or headings, their passages are."""
    name: Column
    passage: Column
    ambiguous: Column
    """1 for a part beside which another part of its sentence or cell is as fitting."""


def outside(years: frozenset[str], period: str) -> bool:
    """Whether a plan of a period (2021-2025) is not about any of these years; the year before it is its baseline's."""
    if not period[:4].isdigit():
        return False
    return not any(int(period[:4]) - 1 <= int(year) <= int(period[-4:]) for year in years)


def _context(hit: Hit, hits: Sequence[Hit]) -> str:
    """What a span of the hit is about without saying so: its row, headings and title; of a duty what it governs."""
    cells = [cell.text for cell in hit.row.cells] if hit.row else []
    governed: list[str] = []
    if hit.row and hit.row.kind is RowKind.DUTY and hit.section:
        governed = [one.passage.text for one in hits if one.section[: len(hit.section)] == hit.section]
    return " ".join((*cells, *hit.section, hit.document.title, *governed))

"""Candidates: every answer span of the hits, in its own words or with what the question asks to compute from them."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ingest.answer_spans import AnswerSpan, answer_spans
from ingest.index.meaning import DIMENSIONS
from ingest.schema import Cell, RowKind
from ingest.tables.headers import NOT_READ_OUT
from ingest.text.fold import fold, tokens
from rag.extraction.alternatives import chosen
from rag.extraction.arithmetic import combined
from rag.question.parsed_question import YEAR, ParsedQuestion
from rag.schema import Hit

MOST_KEPT = 2_000  # passages whose answer spans are remembered, by a generation: some 20 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible answer: an answer span of a passage that was found; `text` is the first sentence."""

    hit: Hit
    text: str
    answer_span: AnswerSpan
    words: str = ""
    """`text` without a computed result."""
    features: dict[str, float] = field(default_factory=dict, repr=False)
    meaning: NDArray[np.float32] = field(default_factory=lambda: np.zeros(DIMENSIONS, dtype=np.float32), repr=False)
    """Of the answer span: (dimensions,)."""
    held: NDArray[np.float64] = field(default_factory=lambda: np.zeros((2, 0)), repr=False)
    """How far it and its place hold what is meant by each word of the question: (2, terms)."""
    sum: str = ""
    """How its result was computed, where the question asks for one."""
    also: "Candidate | None" = None
    """The other half, where two answer spans are put side by side."""

    @property
    def cell(self) -> Cell | None:
        return self.answer_span.cells[-1] if self.answer_span.cells else None

    @property
    def span(self) -> tuple[int, int] | None:
        return self.answer_span.span

    def read_as(self, span: AnswerSpan) -> "Candidate":
        """The same candidate, reading out another stretch."""
        return replace(self, text=span.text, words=span.text, answer_span=span)


class AnswerSpans:
    """The answer spans of a hit. They are the same for every question; those of the passages used last are kept."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[AnswerSpan, ...]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, hit: Hit) -> tuple[AnswerSpan, ...]:
        key = hit.passage.id
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = answer_spans(hit.document, hit.passage, hit.row, hit.section)
        with self._lock:
            self._kept[key] = found
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


def candidates_of(hit: Hit, spans: tuple[AnswerSpan, ...], parsed: ParsedQuestion) -> Iterator[Candidate]:
    """Each answer span of a hit that the question leaves open, then what can be computed from it."""
    for span in _fitting(spans, hit, parsed):
        words = _alone(span.text, parsed)
        plain = Candidate(hit=hit, text=words, words=words, answer_span=span)
        yield plain
        yield from computed(plain, parsed)


def computed(plain: Candidate, parsed: ParsedQuestion) -> Iterator[Candidate]:
    """The same with what the question asks to compute from its figures."""
    for result in combined(plain.text, parsed):
        yield replace(plain, text=result.text, sum=result.sum)


def _fitting(spans: tuple[AnswerSpan, ...], hit: Hit, parsed: ParsedQuestion) -> Iterator[AnswerSpan]:
    """Of an indicator only the columns that the question names, where it names any."""
    named = set()
    if hit.row and hit.row.kind is RowKind.INDICATOR:
        words = set(tokens(parsed.text))
        columns = {cell.column for cell in hit.row.cells if cell.column not in NOT_READ_OUT}
        named = {one for one in columns if parsed.years & set(YEAR.findall(one)) or _names(words, one)}
    for one in spans:
        if (
            not named
            or all(cell.column in named for cell in one.cells)
            or (parsed.answer_type.several and len(one.cells) > 1)
        ):
            yield one


def _names(words: set[str], column: str) -> bool:
    """Whether the question holds a word of a header (属性, 增长); a year is looked at by itself."""
    return any(len(token) > 1 and token in words for token in tokens(fold(YEAR.sub("", column))) if token != "指标")


def _alone(words: str, parsed: ParsedQuestion) -> str:
    """Of figures side by side those that are asked about."""
    return (
        chosen(words, parsed.text, several=parsed.answer_type.several) if parsed.answer_type.kind == "amount" else words
    )

"""A question taken apart: what is asked for, its words and what they weigh, the figures it holds itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ingest.index.meaning import DIMENSIONS
from ingest.quantities.figures import SCALES, Figure, figures
from ingest.text.fold import fold
from rag.question.answer_type import AnswerType
from rag.question.terms import Term, bare

Vector = NDArray[np.float64]
TIMES = ("年", "月", "日")
LASTS = "日"  # among the units of how long something takes
WORKING_DAYS = "工作日"
IN_A_MONTH = re.compile(r"\s*(?:\d|底|末|初|份|[上中下]旬|[前起至到]|—)")  # behind a month of the calendar
FIGURED = ("amount", "when")  # kinds of questions that a figure answers
SCALE_ASKED = re.compile(r"(?:几|多少|好多)个?([万亿])")
FAR = 10  # times below the scale that is asked for, at which a figure can no longer be meant: of 多少万张 500张
YEAR = re.compile(r"20\d\d")
PAST_ASKED = re.compile(r"现在|目前|如今|眼下|已经|现状|当时|原来|之前|以前|去年|十三五|达到了|完成了|实际")
FUTURE_ASKED = re.compile(r"到20\d\d|目标|打算|计划|力争|将来|以后|要(?:达到|建|做|办|占|控制)|准备|十四五")


@dataclass(frozen=True, kw_only=True)
class ParsedQuestion:
    """A question taken apart: what is asked for, its terms, the concepts it names, the figures it holds itself."""

    answer_type: AnswerType
    text: str
    terms: tuple[Term, ...]
    concepts: frozenset[str] = frozenset()
    known: tuple[Figure, ...] = ()
    premise: Figure | None = None
    """The figure that the question asks to confirm (听说…, …对吗)."""
    asked: str = ""
    """`text` without the question that it follows up on; empty where there is none."""
    said: str = ""
    """The last answer, where the question follows up on one."""
    meaning: NDArray[np.float32] = field(default_factory=lambda: np.zeros(DIMENSIONS, dtype=np.float32), repr=False)
    """Of the question without the places that it names, in its own words and in those of plans: (dimensions,)."""
    words: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, DIMENSIONS), dtype=np.float32), repr=False)
    """Meanings of the terms: (terms, dimensions)."""
    _degrees: dict[str, Vector] = field(default_factory=dict, repr=False)
    _meant: dict[str, Vector] = field(default_factory=dict, repr=False)

    def narrowed(self, texts: Iterable[str]) -> "ParsedQuestion":
        """The same for a search among these texts: words near to its terms that none of them holds are left out."""
        found = " ".join(map(folded, texts))
        terms = tuple(
            replace(term, near=tuple((word, much) for word, much in term.near if word in found)) for term in self.terms
        )
        return replace(self, terms=terms, _degrees={}, _meant={})

    @property
    def own(self) -> str:
        """Its own words, without those of the question before."""
        return self.asked or self.text

    @cached_property
    def weights(self) -> Vector:
        """(terms,), making up 1."""
        weights = np.array([term.weight for term in self.terms])
        return np.asarray(weights / (weights.sum() or 1.0))

    @cached_property
    def near(self) -> Vector:
        """Of the terms beside the question words (terms,), making up 1."""
        weights = self.weights * np.array([term.start in self.answer_type.near for term in self.terms])
        return np.asarray(weights / (weights.sum() or 1.0))

    @cached_property
    def years(self) -> frozenset[str]:
        """Years that it names."""
        return frozenset(YEAR.findall(self.text))

    @cached_property
    def looks_back(self) -> bool:
        """Whether it asks how things are or were."""
        return PAST_ASKED.search(self.text) is not None

    @cached_property
    def looks_ahead(self) -> bool:
        """Whether it asks what is planned."""
        return FUTURE_ASKED.search(self.text) is not None

    @cached_property
    def top(self) -> list[int]:
        """Which two terms weigh most."""
        return [int(at) for at in np.argsort(-self.weights, kind="stable")[:2]]

    def degrees(self, text: str, within: Vector | None = None) -> Vector:
        """How far a text holds each term (terms,), from 0 to 1. `within`: the same of a longer text that it is part of;
        what that lacks is not looked for."""
        if text not in self._degrees:
            plain = folded(text)
            self._degrees[text] = np.array(
                [term.degree(plain) if there else 0.0 for term, there in self._there(within)]
            )
        return self._degrees[text]

    def meant(self, text: str, within: Vector | None = None) -> Vector:
        """The same, where words near in meaning count too; so they must in `within`."""
        if text not in self._meant:
            plain = folded(text)
            near = [term.meant(plain) if there and term.near else 0.0 for term, there in self._there(within)]
            self._meant[text] = np.maximum(self.degrees(text, within), near)
        return self._meant[text]

    def _there(self, within: Vector | None) -> Iterable[tuple[Term, float]]:
        return zip(self.terms, repeat(1.0) if within is None else within.tolist(), strict=within is not None)

    def share(self, degrees: Vector) -> Vector:
        """Of (..., terms) their share of the question's weight."""
        return np.asarray(degrees @ self.weights)

    def focused(self, degrees: Vector) -> Vector:
        """The same of the terms beside the question words."""
        return np.asarray(degrees @ self.near)

    def heaviest(self, degrees: Vector) -> Vector:
        """How far the two words that weigh most are held."""
        return np.asarray(degrees[..., self.top].sum(axis=-1) / max(1, len(self.top)))

    def gap(self, degrees: Vector) -> Vector:
        """The heaviest word that is not held, as a share of the question's weight."""
        return np.asarray((self.weights * (1 - degrees)).max(axis=-1, initial=0.0))

    def novelty(self, text: str) -> float:
        """How far a text holds what is new in a question that follows up: of 博士呢 the doctors."""
        new = [at for at, term in enumerate(self.terms) if term.start >= 0]
        return float(self.degrees(text)[new].max()) if self.said and new else 0.0

    def answers(self, text: str) -> list[Figure]:
        """Figures of a text that the question does not hold, of the measure asked for where one is."""
        if self.answer_type.kind == "when":
            return [figure for figure in figures(text) if figure.unit in TIMES]
        new = [figure for figure in figures(text) if not figure.is_year and not any(map(figure.same, self.known))]
        if scale := SCALE_ASKED.search(self.text):
            new = [figure for figure in new if figure.value * FAR >= SCALES[scale[1]]]
        measure = self.answer_type.measure
        return [
            figure
            for figure in new
            if not measure or (_unit(text, figure) in measure and not (LASTS in measure and _is_date(text, figure)))
        ]

    def echoed(self, text: str) -> bool:
        """Whether a text holds a figure of the question: of 每年交300元补多少 the 300元."""
        counted = [figure for figure in self.known if figure.unit and not figure.is_year]
        return any(figure.same(one) for figure in counted for one in figures(text) if one.unit)


def _unit(text: str, figure: Figure) -> str:
    """Of a figure in a text; working days (5个工作日) are days."""
    return LASTS if text.startswith(WORKING_DAYS, figure.end) else figure.unit


def _is_date(text: str, figure: Figure) -> bool:
    """Whether a figure of days or months tells a day of the calendar (每月15日前, 3月底), and so not how long."""
    if figure.unit == "日":
        return text[: figure.start].rstrip().endswith("月")
    return figure.unit == "月" and "个" not in figure.text and IN_A_MONTH.match(text, figure.end) is not None


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """A text as terms are looked for in it."""
    return bare(fold(text))

"""Candidates beside each other: how near each is in meaning, and how far behind the best in words and meaning."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ingest.index.meaning import Meaning, Vectors
from ingest.quantities.figures import figures
from rag.extraction.candidates import Candidate
from rag.extraction.extraction import Extraction
from rag.extraction.features import COMPARED
from rag.extraction.observed import Beside, Column

EQUAL = 0.02  # shares of the words that are called equal


class Compare:
    """The step; knows the meanings of an index's texts."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning

    def __call__(self, found: Extraction) -> Extraction:
        if not found.candidates:
            return found
        beside, meanings = self._beside(found)
        columns = {name: of(beside).tolist() for name, of in COMPARED.items()}
        candidates = tuple(
            replace(
                one,
                meaning=meanings[at],
                features=one.features | {name: values[at] for name, values in columns.items()},
            )
            for at, one in enumerate(found.candidates)
        )
        return replace(found, candidates=candidates)

    def _beside(self, found: Extraction) -> tuple[Beside, Vectors]:
        """The candidates beside each other, and their meanings: (candidates, dimensions)."""
        halves = [(one, one.also) if one.also else (one,) for one in found.candidates]
        texts = (of(half) for of in (_text, _name, _passage) for both in halves for half in both)
        distinct = list(dict.fromkeys(texts))
        vectors = dict(zip(distinct, self._meaning(distinct), strict=True))

        def of_all(of: Callable[[Candidate], str]) -> Vectors:
            """(candidates, dimensions); of two side by side the middle."""
            middle = np.array([sum((vectors[of(half)] for half in both[1:]), vectors[of(both[0])]) for both in halves])
            return np.asarray(middle / np.linalg.norm(middle, axis=1, keepdims=True))

        asked, meanings = found.parsed.meaning, of_all(_text)
        clause = np.array([one.features["clause_overlap"] for one in found.candidates])
        beside = Beside(
            clause=clause,
            own=meanings @ asked,
            name=of_all(_name) @ asked,
            passage=of_all(_passage) @ asked,
            ambiguous=_ambiguous(found.candidates, clause),
        )
        return beside, meanings


def _text(one: Candidate) -> str:
    return one.answer_span.text


def _name(one: Candidate) -> str:
    return one.hit.name


def _passage(one: Candidate) -> str:
    return one.hit.passage.text


def _ambiguous(found: Sequence[Candidate], clause: Column) -> Column:
    """1 for a part of a sentence or cell beside which another part tells other figures as fittingly: of 小学360元,
    初中420元 each, where nobody said which school."""
    beside: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(found):
        if not one.answer_span.whole:
            place = one.cell.column if one.cell else one.answer_span.sentence
            beside.setdefault((one.hit.passage.id, place), []).append(at)
    ambiguous = np.zeros(len(found))
    for group in beside.values():
        values = {
            at: frozenset((f.value, f.unit) for f in figures(found[at].answer_span.own) if not f.is_year)
            for at in group
        }
        for at in group:
            rivals = (other for other in group if values[other] and not values[other] & values[at])
            ambiguous[at] = float(any(abs(clause[at] - clause[other]) < EQUAL for other in rivals))
    return ambiguous

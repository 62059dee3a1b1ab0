"""How sure an answer is to be right: a logistic regression over what speaks for and against the likeliest candidate.

The ranker says which candidate is likeliest; this says how far that may be trusted on a plan never seen. It was fitted
on answers of rankers that had not seen the plan; `data/sureness.json` holds the weights, `data/sureness.toml` the
bound, `data/README.md` is the model card.
"""

import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.quantities.figures import figures
from rag.extraction.candidates import Candidate
from rag.extraction.cases import open_cases
from rag.extraction.extraction import Extraction
from rag.extraction.ranker import confidence
from rag.question.parsed_question import ParsedQuestion

FILE = "sureness.json"
LEAST = 1e-3  # chance below which nothing is told apart
NEAR_MISS = 0.05  # chance from which on a candidate counts as a rival
MANY = 10.0
TAKEN = (
    "clause_overlap",
    "sentence_overlap",
    "focus_overlap",
    "heaviest_terms",
    "heaviest_missing",
    "heaviest_missing_everywhere",
    "missing_everywhere",
    "name_overlap",
    "has_measure",
    "has_unit",
    "lacks_measure",
    "lacks_figure",
    "same_concept",
    "other_concept",
    "other_year",
    "year_unsaid",
    "tense_match",
    "row_kind_match",
    "column_match",
    "column_mismatch",
    "named_column_match",
    "named_column_mismatch",
    "is_row",
    "similarity",
    "name_similarity",
    "eligible_in_context",
    "ambiguous",
    "too_many_figures",
    "too_few_figures",
    "is_computed",
    "not_computed",
    "is_pair",
    "not_a_pair",
    "length",
    "is_part",
    "wrong_direction",
    "echoes_question",
    "retrieval_score",
    "semantic_sentence_overlap",
    "semantic_focus_overlap",
    "semantic_heaviest_missing",
    "semantic_name_overlap",
    "said_before",
    "novelty",
)
"""Features of the likeliest candidate that are signals as they are (`features.py`)."""
KINDS = ("amount", "any", "lead", "meaning", "payer", "what", "when", "whether", "which", "who")
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Best:
    """The likeliest candidate among the others."""

    found: Extraction

    @property
    def one(self) -> Candidate:
        return self.found.candidates[0]

    @property
    def parsed(self) -> ParsedQuestion:
        return self.found.parsed

    @property
    def chances(self) -> Sequence[float]:
        return self.found.chances

    def rivals(self, *, elsewhere: bool) -> float:
        """The chance of the likeliest candidate that tells another value; `elsewhere`: of another row or passage."""
        own = _value(self.one)
        return max(
            (
                chance
                for chance, other in zip(self.chances[1:], self.found.candidates[1:], strict=True)
                if _value(other) != own and not (elsewhere and other.hit.passage.id == self.one.hit.passage.id)
            ),
            default=0.0,
        )


Signal = Callable[[Best], float]


def _feature(name: str) -> Signal:
    return lambda best: float(best.one.features.get(name, 0.0))


def _kind(kind: str) -> Signal:
    return lambda best: float(best.parsed.answer_type.kind == kind)


def _odds(chance: float) -> float:
    kept = min(max(chance, LEAST), 1 - LEAST)
    return float(np.log(kept / (1 - kept)))


SIGNALS: dict[str, Signal] = {
    "confidence": lambda best: _odds(confidence(best.chances)),
    "top": lambda best: _odds(best.chances[0]),
    "any": lambda best: _odds(sum(best.chances)),
    "rival": lambda best: float(np.log((best.chances[0] + LEAST) / (best.rivals(elsewhere=False) + LEAST))),
    "rival_elsewhere": lambda best: float(np.log((best.chances[0] + LEAST) / (best.rivals(elsewhere=True) + LEAST))),
    "rivals": lambda best: sum(chance > NEAR_MISS for chance in best.chances) / MANY,
    "candidates": lambda best: float(np.log1p(len(best.chances))),
    "open_case": lambda best: float(open_cases(best.parsed.text, best.one.text)),
    "terms": lambda best: len(best.parsed.terms) / MANY,
    "unknown_terms": lambda best: sum(not term.known for term in best.parsed.terms) / max(1, len(best.parsed.terms)),
    "concept": lambda best: float(bool(best.parsed.concepts)),
    "row_concept": lambda best: float(best.one.hit.row is not None and best.one.hit.row.concept is not None),
    "region_open": lambda best: float(not best.found.draft.region_named),
    "follows_up": lambda best: float(bool(best.found.draft.earlier)),
    "premise": lambda best: float(best.parsed.premise is not None),
    "several": lambda best: float(best.parsed.answer_type.several),
    "computes": lambda best: float(bool(best.parsed.answer_type.computes)),
    "first_hit": lambda best: float(best.one.hit is best.found.draft.hits[0]),
    "place_missing": lambda best: float(best.parsed.gap(best.one.held[1])) if best.one.held.shape[1] else 0.0,
    "place_share": lambda best: float(best.parsed.share(best.one.held[1])) if best.one.held.shape[1] else 0.0,
    **{name: _feature(name) for name in TAKEN},
    **{f"kind_{kind}": _kind(kind) for kind in KINDS},
}


def signals(found: Extraction) -> Vector:
    """(signals,) of `SIGNALS` for ranked candidates, of which there is at least one."""
    best = Best(found)
    return np.array([of(best) for of in SIGNALS.values()], dtype=np.float64)


@dataclass(frozen=True)
class Calibration:
    """Weights over the standardized signals."""

    mean: Vector
    """(signals,)"""
    scale: Vector
    """(signals,)"""
    weights: Vector
    """(signals,)"""
    bias: float

    def as_data(self) -> dict[str, Any]:
        """As `of` reads it."""
        vectors = {name: [round(float(one), 6) for one in getattr(self, name)] for name in ("mean", "scale", "weights")}
        return {"signals": list(SIGNALS), **vectors, "bias": round(self.bias, 6)}

    def __call__(self, values: Vector) -> float:
        """The chance of being right, 0 to 1, of (signals,)."""
        return float(1 / (1 + np.exp(-(((values - self.mean) / self.scale) @ self.weights + self.bias))))

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Calibration":
        """Raises `ValueError` where it was fitted for other signals than the code has now."""
        if data["signals"] != list(SIGNALS):
            raise ValueError(f"{FILE} was fitted for other signals: run make rank")
        mean, scale, weights = (np.array(data[name], dtype=np.float64) for name in ("mean", "scale", "weights"))
        return cls(mean=mean, scale=scale, weights=weights, bias=float(data["bias"]))


def sureness(found: Extraction) -> float:
    """How likely the likeliest candidate is right, 0 to 1; 0 where there is none."""
    return shipped()(signals(found)) if found.candidates else 0.0


@cache
def shipped() -> Calibration:
    """The weights in use."""
    return Calibration.of(json.loads((files("rag.extraction") / "data" / FILE).read_text(encoding="utf-8")))


@cache
def sure() -> float:
    """The sureness from which on an answer is given."""
    text = (files("rag.extraction") / "data" / "sureness.toml").read_text(encoding="utf-8")
    return float(tomllib.loads(text)["sure"])


def _value(one: Candidate) -> object:
    """What a candidate tells: its figures, or its words."""
    found = frozenset((figure.value, figure.unit) for figure in figures(one.words or one.text) if not figure.is_year)
    return found or one.text

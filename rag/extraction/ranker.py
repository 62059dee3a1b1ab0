"""How likely each candidate is the answer: a small network over the features of all candidates of one question.

It sees of each candidate its features, which words it lacks that an answer would hold (`term_importance.py`), how far
each lies behind the best of all, what that best is, the answer type and what the question is about (its meaning in few
numbers); it knows neither plans nor regions. `make rank` fits it (`bench/rank`); `data/ranker.safetensors` holds the
weights, `data/ranker.toml` the threshold of abstention, `data/README.md` is the model card.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.extraction import term_importance
from rag.extraction.candidates import Candidate
from rag.extraction.features import FEATURES
from rag.question.parsed_question import ParsedQuestion

FILE = "ranker.safetensors"
RECORD = "ranker"  # the one entry of the file's metadata; a second one would make the order of bytes differ by run
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Basis:
    """What is kept of a meaning: where it lies from the `middle` (dimensions,) along few `axes` (dimensions, few)."""

    middle: Vector
    axes: Vector

    def __call__(self, meanings: Vector) -> Vector:
        """(..., few) of (..., dimensions)."""
        return np.asarray((meanings - self.middle) @ self.axes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Weights of one score a row: a linear part, and tanh units over standardized inputs."""

    mean: Vector
    """(inputs,)"""
    scale: Vector
    """(inputs,): with `mean`, what inputs of the units are standardized by."""
    linear: Vector
    """(inputs,)"""
    hidden: Vector
    """(inputs, units)"""
    bias: Vector
    """(units,)"""
    output: Vector
    """(units,)"""

    @classmethod
    def zero(cls, inputs: int) -> "Network":
        """One without knowledge: every score is 0."""
        zeros = np.zeros(inputs, dtype=np.float32)
        few = np.zeros(0, dtype=np.float32)
        return cls(
            mean=zeros,
            scale=zeros + 1,
            linear=zeros,
            hidden=np.zeros((inputs, 0), dtype=np.float32),
            bias=few,
            output=few,
        )

    def __call__(self, plain: Vector) -> Vector:
        """Scores (rows,) of (rows, inputs); a row is a candidate or a word."""
        units = np.tanh((plain - self.mean) / self.scale @ self.hidden + self.bias)
        return np.asarray(plain @ self.linear + units @ self.output)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Both networks with what makes their inputs."""

    kinds: tuple[str, ...]
    """Kinds of answer types that it was fitted with."""
    question: Basis
    """Axes of what a question means."""
    answer_span: Basis
    """Axes of what a candidate's answer span means."""
    term: Basis
    """Axes of what a word of a question means."""
    term_importance: Network
    """How likely an answer holds each word of a question."""
    ranker: Network
    """How likely each candidate is the answer."""
    provenance: Mapping[str, Any] = field(default_factory=dict)
    """What it was fitted on and with: `bench/rank/provenance.py`."""

    def expected(self, parsed: ParsedQuestion) -> Vector:
        """(terms,): how likely a passage that answers the question holds each of its words."""
        kind = of_kind(parsed.answer_type.kind, self.kinds)
        terms = term_importance.term_inputs(parsed, self.term(parsed.words))
        return term_importance.chances(self.term_importance, terms, kind)

    def scores(self, found: Sequence[Candidate], parsed: ParsedQuestion) -> Vector:
        """(candidates,): log odds against no answer, whose score is 0."""
        if not found:
            return np.zeros(0, dtype=np.float32)
        kind = of_kind(parsed.answer_type.kind, self.kinds)
        meanings = self.answer_span(np.array([one.meaning for one in found]))
        values = np.hstack([feature_matrix(found), term_importance.term_features(held(found), self.expected(parsed))])
        return self.ranker(inputs(values, kind, self.question(parsed.meaning), meanings))

    def tensors(self) -> dict[str, Vector]:
        """All weights, by `part.field`."""
        parts: dict[str, Basis | Network] = {
            "question": self.question,
            "answer_span": self.answer_span,
            "term": self.term,
            "term_importance": self.term_importance,
            "ranker": self.ranker,
        }
        return {f"{name}.{one.name}": getattr(part, one.name) for name, part in parts.items() for one in fields(part)}

    def save(self, path: Path) -> None:
        """The same weights and provenance give the same bytes."""
        from safetensors.numpy import save_file

        record = {"kinds": self.kinds, "features": feature_names(), "provenance": self.provenance}
        tensors = {name: np.ascontiguousarray(tensor) for name, tensor in self.tensors().items()}
        save_file(tensors, path, metadata={RECORD: json.dumps(record, ensure_ascii=False, sort_keys=True)})

    @classmethod
    def load(cls, path: Path) -> "Ranker":
        """Raises `ValueError` where it was fitted for other features than the code has now."""
        from safetensors import safe_open

        with safe_open(path, framework="numpy") as file:
            record = json.loads((file.metadata() or {}).get(RECORD, "{}"))
            if record.get("features") != feature_names():
                raise ValueError(f"{path.name} was fitted for other features: run make rank")
            keys = list(file.keys())

            def part(name: str) -> dict[str, Vector]:
                return {key.split(".")[1]: file.get_tensor(key) for key in keys if key.startswith(f"{name}.")}

            return cls(
                kinds=tuple(record["kinds"]),
                question=Basis(**part("question")),
                answer_span=Basis(**part("answer_span")),
                term=Basis(**part("term")),
                term_importance=Network(**part("term_importance")),
                ranker=Network(**part("ranker")),
                provenance=record["provenance"],
            )


def feature_names() -> list[str]:
    """Names of all features, in the order of the columns."""
    return [*FEATURES, *term_importance.FEATURES]


def inputs(values: Vector, kind: Vector, question: Vector, answer_spans: Vector) -> Vector:
    """(candidates, inputs) of one question: `values` (candidates, features), how far each lies behind the best of all,
    `answer_spans` (candidates, few), that best, `kind` (kinds,), `question` (few,)."""
    best = values.max(axis=0)
    whole = np.concatenate([best, kind, question])
    return np.hstack([values, values - best, answer_spans, np.repeat(whole[None], len(values), axis=0)]).astype(
        np.float32
    )


def of_kind(kind: str, kinds: Sequence[str]) -> Vector:
    """(kinds,): 1 for the question's own kind of answer type, all 0 where it is none of them."""
    return np.array([kind == one for one in kinds], dtype=np.float32)


def feature_matrix(found: Sequence[Candidate]) -> Vector:
    """(candidates, features) of `FEATURES`; 0 for what a candidate does not have."""
    values = [[one.features.get(name, 0.0) for name in FEATURES] for one in found]
    return np.array(values, dtype=np.float32).reshape(len(found), len(FEATURES))


def held(found: Sequence[Candidate]) -> Vector:
    """(candidates, 2, terms): how far each candidate itself and its place hold each word of the question, 0 to 1."""
    return np.array([one.held for one in found], dtype=np.float32)


def chances(scores: Vector) -> Vector:
    """(candidates,): softmax of `scores` (candidates,) and of no answer, whose score is 0; all chances make up 1."""
    top = max(0.0, float(scores.max(initial=0.0)))
    powers = np.exp(scores - top)
    return np.asarray(powers / (powers.sum() + np.exp(-top)))


def rank(
    found: Sequence[Candidate], parsed: ParsedQuestion, ranker: Ranker | None = None
) -> list[tuple[float, Candidate]]:
    """Candidates with the chance that each is the answer, the likeliest first; by the weights in use if none given."""
    scores = (ranker or shipped()).scores(found, parsed)
    ranked = zip(map(float, chances(scores)), found, strict=True)
    return sorted(ranked, key=lambda pair: -pair[0])


def confidence(chances: Sequence[float]) -> float:
    """How sure the likeliest candidate is: halfway between its own chance and that there is any answer at all, so that
    one fact found in two places does not count against itself. (Best of four ways tried, docs/experiments.md.)"""
    return (max(chances) + sum(chances)) / 2 if chances else 0.0


@cache
def shipped() -> Ranker:
    """The weights in use. Raises `ValueError` where they were fitted for other features."""
    with as_file(files("rag.extraction") / "data" / FILE) as path:
        return Ranker.load(path)


@cache
def threshold() -> float:
    """The confidence from which on `make rank` counts a candidate as given; answers ask `sureness.py`."""
    text = (files("rag.extraction") / "data" / "ranker.toml").read_text(encoding="utf-8")
    return float(tomllib.loads(text)["threshold"])

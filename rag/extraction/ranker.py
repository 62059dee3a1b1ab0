"""How likely each candidate is the answer: a small network over the features of all candidates of one question.

It sees of each candidate its features, which words it lacks that an answer would hold (`term_importance.py`), how far
each lies behind the best of all, what that best is, the answer type and what the question is about (its meaning in few
numbers); it knows neither plans nor regions. `bench/ranking.py` fits it; `data/ranker.safetensors` holds what was
fitted, `data/ranker.toml` the threshold of abstention, `data/README.md` is the model card.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.extraction import term_importance
from rag.extraction.candidates import Candidate
from rag.extraction.features import FEATURES
from rag.question.parsed_question import ParsedQuestion

FILE = "ranker.safetensors"
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
    """Weights over the `inputs`; hidden units are tanh."""

    mean: Vector
    scale: Vector
    """(inputs,), by which inputs are brought to one measure."""
    linear: Vector
    """(inputs,)"""
    hidden: Vector
    """(inputs, units)"""
    bias: Vector
    """(units,)"""
    output: Vector
    """(units,)"""

    @classmethod
    def silent(cls, inputs: int) -> "Network":
        """One that knows nothing: every score is 0."""
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
        """(rows,) of (rows, inputs): of candidates, of words."""
        units = np.tanh((plain - self.mean) / self.scale @ self.hidden + self.bias)
        return np.asarray(plain @ self.linear + units @ self.output)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """The network with what it needs to read a question."""

    kinds: tuple[str, ...]
    """Kinds of questions that it was fitted with."""
    question: Basis
    answer_span: Basis
    term: Basis
    term_importance: Network
    """How likely an answer holds each word of a question."""
    ranker: Network

    def expected(self, parsed: ParsedQuestion) -> Vector:
        """(terms,): how likely a passage that answers the question holds each of its words."""
        kind = of_kind(parsed.answer_type.kind, self.kinds)
        terms = term_importance.of_words(parsed, self.term(parsed.words))
        return term_importance.chances(self.term_importance, terms, kind)

    def scores(self, found: Sequence[Candidate], parsed: ParsedQuestion) -> Vector:
        """(candidates,); that of no answer is 0."""
        if not found:
            return np.zeros(0, dtype=np.float32)
        kind = of_kind(parsed.answer_type.kind, self.kinds)
        meanings = self.answer_span(np.array([one.meaning for one in found]))
        features = np.hstack([feature_matrix(found), term_importance.surprises(held(found), self.expected(parsed))])
        return self.ranker(inputs(features, kind, self.question(parsed.meaning), meanings))

    def save(self, path: Path) -> None:
        from safetensors.numpy import save_file

        parts: dict[str, Basis | Network] = {
            "question": self.question,
            "answer_span": self.answer_span,
            "term": self.term,
            "term_importance": self.term_importance,
            "ranker": self.ranker,
        }
        tensors = {
            f"{part}.{one.name}": getattr(parts[part], one.name) for part in parts for one in fields(parts[part])
        }
        named = {"features": json.dumps((*FEATURES, *term_importance.NAMES)), "kinds": json.dumps(self.kinds)}
        save_file({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}, path, metadata=named)

    @classmethod
    def load(cls, path: Path) -> "Ranker":
        """Raises `ValueError` where it was fitted for other features."""
        from safetensors import safe_open

        with safe_open(path, framework="numpy") as file:
            named = file.metadata()
            if tuple(json.loads(named["features"])) != (*FEATURES, *term_importance.NAMES):
                raise ValueError(f"{path.name} was fitted for other features: run python -m bench.ranking")

            keys = list(file.keys())

            def part(name: str) -> dict[str, Vector]:
                return {key.split(".")[1]: file.get_tensor(key) for key in keys if key.startswith(f"{name}.")}

            return cls(
                kinds=tuple(json.loads(named["kinds"])),
                question=Basis(**part("question")),
                answer_span=Basis(**part("answer_span")),
                term=Basis(**part("term")),
                term_importance=Network(**part("term_importance")),
                ranker=Network(**part("ranker")),
            )


def inputs(features: Vector, kind: Vector, question: Vector, answer_spans: Vector) -> Vector:
    """(candidates, inputs): features, how far they lie behind the best, that best; the answer type, the question's
    meaning, each span's meaning."""
    best = features.max(axis=0)
    whole = np.concatenate([best, kind, question])
    return np.hstack([features, features - best, answer_spans, np.repeat(whole[None], len(features), axis=0)]).astype(
        np.float32
    )


def of_kind(kind: str, kinds: Sequence[str]) -> Vector:
    """(kinds,): 1 for the question's own."""
    return np.array([kind == one for one in kinds], dtype=np.float32)


def feature_matrix(found: Sequence[Candidate]) -> Vector:
    """(candidates, features)"""
    values = [[one.features.get(name, 0.0) for name in FEATURES] for one in found]
    return np.array(values, dtype=np.float32).reshape(len(found), len(FEATURES))


def held(found: Sequence[Candidate]) -> Vector:
    """(candidates, 2, terms)"""
    return np.array([one.held for one in found], dtype=np.float32)


def chances(scores: Vector) -> Vector:
    """(candidates,) of being the answer. These and that of no answer at all, whose score is 0, make up 1."""
    top = max(0.0, float(scores.max(initial=0.0)))
    powers = np.exp(scores - top)
    return np.asarray(powers / (powers.sum() + np.exp(-top)))


def rank(found: Sequence[Candidate], parsed: ParsedQuestion) -> list[tuple[float, Candidate]]:
    """Candidates with the chance that each is the answer, the likeliest first."""
    scores = shipped().scores(found, parsed)
    ranked = zip(map(float, chances(scores)), found, strict=True)
    return sorted(ranked, key=lambda pair: -pair[0])


def confidence(chances: Sequence[float]) -> float:
    """How sure the likeliest candidate is: halfway between its own chance and that there is any answer at all, so that
    one fact found in two places does not count against itself. (Best of four ways tried, docs/experiments.md.)"""
    return (max(chances) + sum(chances)) / 2 if chances else 0.0


@cache
def shipped() -> Ranker:
    with as_file(files("rag.extraction") / "data" / FILE) as path:
        return Ranker.load(path)


@cache
def threshold() -> float:
    """The confidence from which on a candidate is given as the answer."""
    text = (files("rag.extraction") / "data" / "ranker.toml").read_text(encoding="utf-8")
    return float(tomllib.loads(text)["threshold"])

"""`python -m bench.ranking SET.jsonl ... --index DIR ...`: fit the weights that `rag/read.py` ranks candidates with.

A question's chances are a softmax over its candidates and over giving no answer, whose score is 0. Fitted is the
likelihood of the candidates that would score as right, or of no answer where the question must be declined. What is to
be answered is also asked, with less weight, of hits from which its answers were taken out, where nothing is left to
say, and of few hits, since a small plan has few. Printed are the weights, the shares right when fitted on the other
questions (cross-validation), and on `--threshold SET`, a set used for nothing else, how many questions are answered and
how many of these rightly for each threshold.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.cases import Case, Category, load_cases
from eval.score import LONGEST_FIRST, heaped, stands
from ingest.index import Index
from ingest.settings import load_settings as ingest_settings
from rag.candidates import FEATURES, Candidate
from rag.guard import Guard
from rag.inquiry import Asking
from rag.read import Read, confidence, settles
from rag.retrieve import Retrieve
from rag.rewrite import rewrite
from rag.schema import Draft, Hit, Question, Turn
from rag.scope import Scope
from rag.settings import load_settings as answer_settings

DAY = date(2025, 6, 1)
PENALTY = 0.001  # on the squares of the weights, a question
FOLDS = 5
FEW = 3  # hits of a small plan
TAKEN_OUT, IN_FEW = 0.3, 0.2  # weights of a question asked of hits without its answer, and of few of them
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question's candidates as (candidates, features), and which of them answer it rightly."""

    case: Case
    features: Vector
    right: NDArray[np.bool_]
    declined: bool = False
    """Whether its answers were taken out, so that it must be declined."""
    weight: float = 1.0

    @property
    def asked(self) -> bool:
        """Whether it is the question as it was asked, of all its hits."""
        return self.weight == 1

    @property
    def silent(self) -> bool:
        """Whether no answer is right."""
        return self.case.abstain or self.declined

    @property
    def usable(self) -> bool:
        """Whether there is something to learn: a right candidate, or the duty to give none."""
        return len(self.features) > 0 and (self.silent or bool(self.right.any()))


def examples(index: Path, cases: Sequence[Case]) -> list[Example]:
    """The candidates of every question that the steps before reading let through."""
    opened = Index(index, ingest_settings())
    steps = (Guard(answer_settings().question_limit), rewrite, Scope(opened.regions), Retrieve(opened))
    read = Read(opened)
    found = []
    for case in cases:
        history = tuple(Turn(role=turn.role, content=turn.content) for turn in case.history)
        question = Question(text=case.question, region=case.region, history=history, as_of=DAY)
        draft = Draft(question=question, text=question.text)
        for step in steps:
            if draft.status is None:
                draft = step(draft)
        if draft.status is None and len(draft.regions) == 1:
            found += _of_question(case, draft, read)
    opened.close()
    return found


def _of_question(case: Case, draft: Draft, read: Read) -> list[Example]:
    """A question asked of its hits, of those without an answer, of few without, and of few with one."""
    asking = read.asking(draft)

    def asked_of(
        hits: Sequence[Hit], *, declined: bool = False, weight: float = 1.0
    ) -> tuple[list[Candidate], Example]:
        ways = read.candidates(hits, asking)
        values = np.array([[way.features.get(name, 0.0) for name in FEATURES] for way in ways])
        right = [settles(way, asking).abstained if declined else answers(case, way, asking) for way in ways]
        return ways, Example(case, values, np.array(right, dtype=bool), declined, weight)

    ways, whole = asked_of(draft.hits)
    if case.abstain or not whole.right.any():
        return [whole]
    good = {way.hit.passage.id for way, right in zip(ways, whole.right, strict=True) if right}
    rest = [hit for hit in draft.hits if hit.passage.id not in good]
    if not rest:
        return [whole]
    chosen = Random(case.id)
    few = chosen.sample(rest, min(len(rest), chosen.randint(1, FEW)))
    own = [hit for hit in draft.hits if hit.passage.id in good][:1]
    return [
        whole,
        asked_of(rest, declined=True, weight=TAKEN_OUT)[1],
        asked_of(few, declined=True, weight=IN_FEW)[1],
        asked_of([*own, *few], weight=TAKEN_OUT)[1],
    ]


def answers(case: Case, way: Candidate, asking: Asking) -> bool:
    """Whether a candidate would score as right: by its sentence, or where an answer must be declined because it comes
    to that (a figure left blank). Of a conflict one value is enough, `disagree` adds the other."""
    enough = any if case.category is Category.CONFLICT else all
    declines = settles(way, asking).abstained
    if case.abstain or declines:
        return case.abstain and declines
    return (
        len(way.text) <= LONGEST_FIRST
        and enough(any(stands(words, way.text) for words in group) for group in case.must)
        and not any(stands(words, way.text) for words in case.must_not)
        and not heaped(case, way.text)
    )


def fit(known: Iterable[Example]) -> Vector:
    """Weights (features,) of the greatest penalised likelihood; the same input gives the same weights."""
    usable = [one for one in known if one.usable]
    total, zeros = sum(one.weight for one in usable), np.zeros(len(FEATURES))

    def cost(weights: Vector) -> tuple[float, Vector]:
        parts = [_likelihood(one, weights) for one in usable]
        value = sum(one.weight * likelihood for one, (likelihood, _) in zip(usable, parts, strict=True)) / total
        gradient = sum((o.weight * part for o, (_, part) in zip(usable, parts, strict=True)), start=zeros) / total
        value, gradient = value - PENALTY * float(weights @ weights) / 2, gradient - PENALTY * weights
        return -value, -gradient

    return np.asarray(minimize(cost, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x)


def _likelihood(one: Example, weights: Vector) -> tuple[float, Vector]:
    """Of the right ways, and its gradient: features expected among these less those expected among all."""
    chances = _chances(one, weights)
    expected = chances @ one.features
    if one.silent:
        chances = np.append(chances, 1.0 - chances.sum())
        none = np.zeros(one.features.shape[1])
        one = Example(one.case, np.vstack([one.features, none]), np.append(one.right, True))
    right = chances * one.right
    return float(np.log(max(right.sum(), 1e-12))), right @ one.features / max(right.sum(), 1e-12) - expected


def _chances(one: Example, weights: Vector) -> Vector:
    scores = one.features @ weights
    top = max(0.0, float(scores.max()))
    powers = np.exp(scores - top)
    return np.asarray(powers / (powers.sum() + np.exp(-top)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The likeliest candidate of one question, and how sure it is."""

    sure: float
    right: bool
    due: bool
    """Whether the question is to be answered at all."""


def outcome(one: Example, weights: Vector) -> Outcome:
    """What comes of a question; a candidate that declines by itself gives no answer."""
    if not len(one.features):
        return Outcome(0.0, right=False, due=not one.silent)
    chances = _chances(one, weights)
    best = int(chances.argmax())
    sure = confidence([float(chance) for chance in chances])
    if one.silent and one.right[best]:
        sure = 0.0
    return Outcome(sure, right=bool(one.right[best]), due=not one.silent)


def curve(outcomes: Sequence[Outcome]) -> list[tuple[float, float, float, float, float]]:
    """(threshold, answered of all, right of answered, right of those due, declined of those to decline)."""
    due = [one for one in outcomes if one.due]
    rest = [one for one in outcomes if not one.due]
    found = []
    for step in range(2, 20):
        threshold = step / 20
        given = [one for one in outcomes if one.sure >= threshold]
        right = sum(one.right for one in given)
        declined = sum(one.sure < threshold for one in rest) / max(1, len(rest))
        found.append(
            (threshold, len(given) / len(outcomes), right / max(1, len(given)), right / max(1, len(due)), declined)
        )
    return found


def crossed(known: Sequence[Example]) -> list[Outcome]:
    """Outcomes of each fifth of the questions with weights fitted on the others; both indexes of one question share a
    fifth."""
    folds = [hash_of(one.case.id) % FOLDS for one in known]
    weights = [fit([one for one, fold in zip(known, folds, strict=True) if fold != held]) for held in range(FOLDS)]
    return [outcome(one, weights[fold]) for one, fold in zip(known, folds, strict=True)]


def hash_of(text: str) -> int:
    """The same in every process."""
    return sum(ord(character) * (at + 1) for at, character in enumerate(text))


def main(argv: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="python -m bench.ranking", description=__doc__)
    options.add_argument("sets", nargs="*", type=Path)
    options.add_argument("--index", action="append", type=Path, default=[])
    options.add_argument(
        "--pair",
        action="append",
        nargs=2,
        type=Path,
        default=[],
        metavar=("INDEX", "SET"),
        help="a set of its own index",
    )
    options.add_argument("--threshold", type=Path, help="a set used for nothing else")
    chosen = options.parse_args(argv)
    known = [one for index in chosen.index for one in examples(index, load_cases(chosen.sets))]
    known += [one for index, own in chosen.pair for one in examples(index, load_cases([own]))]
    print(f"{sum(one.asked for one in known)} questions, {sum(one.usable for one in known)} examples to learn from")
    whole = [one for one in known if one.asked]
    due = sum(not one.case.abstain for one in whole)
    there = sum(bool(one.right.any()) for one in whole if not one.case.abstain)
    print(f"a right candidate is there for {there} of {due} to be answered")
    results = zip(known, crossed(known), strict=True)
    print_curve("cross-validated", [result for one, result in results if one.asked])
    weights = fit(known)
    if chosen.threshold:
        apart = [one for index in chosen.index for one in examples(index, load_cases([chosen.threshold]))]
        print_curve("on the threshold's set", [outcome(one, weights) for one in apart if one.asked])
    print("[weights]")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name} = {weight:.2f}")


def print_curve(name: str, outcomes: Sequence[Outcome]) -> None:
    print(f"{name}:\n{'threshold':>10}{'answered':>10}{'right of these':>16}{'right of due':>14}{'declined duly':>15}")
    for threshold, *shares in curve(outcomes):
        answered, right, due, declined = (f"{100 * share:.1f}" for share in shares)
        print(f"{threshold:>10.2f}{answered:>10}{right:>16}{due:>14}{declined:>15}")


if __name__ == "__main__":
    main()

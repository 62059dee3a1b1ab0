"""`python -m bench.ranking SET.jsonl ... --index DIR ...`: fit the network that ranks candidates.

A question's chances are a softmax over its candidates and over giving no answer, whose score is 0. Fitted is the
likelihood of the candidates that would score as right, or of no answer where the question must be declined. What is to
be answered is also asked, with less weight, of hits from which its answers were taken out, where nothing is left to
say, and of few hits, since a small plan has few. Printed are the shares right when fitted on the other plans or
questions (cross-validation), and on the sets for the threshold, which are used for nothing else, how many questions are
answered and how many of these rightly for each threshold. `--write FILE` keeps the weights.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray

from eval.cases import Case, Category, load_cases
from eval.score import LONGEST_FIRST, heaped, stands
from ingest.index.generations import Generations
from ingest.index.meaning import DIMENSIONS, VECTORS, encode
from ingest.index.opened import Index
from ingest.index.vocabulary import words_of
from ingest.settings import load_settings as ingest_settings
from rag.extraction import term_importance
from rag.extraction.candidates import Candidate
from rag.extraction.extract import Extract
from rag.extraction.ranker import Basis, Network, Ranker, chances, confidence, feature_matrix, held, inputs, of_kind
from rag.extraction.settle import settles
from rag.question.guard import Guard
from rag.question.parsed_question import ParsedQuestion
from rag.question.question_parser import QuestionParser
from rag.question.rewrite import rewrite
from rag.question.scope import Scope
from rag.retrieval.retrieve import Retrieve
from rag.schema import Draft, Hit, Question, Turn
from rag.settings import load_settings as answer_settings

DAY = date(2025, 6, 1)
PARTS = 4  # of cross-validation
UNITS = 32  # hidden
KEPT = 32  # axes of a question's and a reading's meaning
TEACHERS = 3  # networks that are fitted from other beginnings; their mean is kept
ROUNDS, BATCH, RATE, DECAY = 12, 256, 0.003, 0.1
WORD_ROUNDS, WORD_BATCH = 10, 512  # while fitting which words an answer holds
SAMPLE = 5  # of so many texts one tells how readings differ
LARGEST = 30.0  # score, while fitting
FEW = 3  # hits of a small plan
TAKEN_OUT, IN_FEW = 0.3, 0.2  # weights of a question asked of hits without its answer, and of few of them
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """One question's candidates as (candidates, features), and which of them answer it rightly."""

    case: Case
    features: Vector
    right: NDArray[np.bool_]
    kind: str = "any"
    question: Vector = field(default_factory=lambda: np.zeros(KEPT, dtype=np.float32))
    """(kept,): what is kept of its meaning."""
    answer_spans: Vector = field(default_factory=lambda: np.zeros((0, KEPT), dtype=np.float32))
    """(candidates, kept)"""
    held: Vector = field(default_factory=lambda: np.zeros((0, 2, 0), dtype=np.float32))
    """(candidates, 2, terms): how far each candidate and its place hold the question's words."""
    words: Vector = field(default_factory=lambda: np.zeros((0, 1), dtype=np.float32))
    """(terms, inputs) of `rag/extraction/term_importance.py`."""
    plan: str = ""
    """The index that it was asked of."""
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


@dataclass(frozen=True, slots=True)
class Bases:
    """What is kept of questions', of readings' and of words' meanings."""

    question: Basis
    answer_span: Basis
    word: Basis


def basis_of(meanings: Vector) -> Basis:
    """The directions in which they differ most."""
    middle = meanings.mean(axis=0)
    _, _, axes = np.linalg.svd(meanings - middle, full_matrices=False)
    kept = np.zeros((meanings.shape[1], KEPT), dtype=np.float32)
    kept[:, : len(axes[:KEPT])] = axes[:KEPT].T
    return Basis(middle.astype(np.float32), kept)


def bases(asked: Sequence[tuple[Path, Sequence[Case]]]) -> Bases:
    """Of all questions, and of every `SAMPLE`th text of the indexes."""
    questions = encode(list(dict.fromkeys(case.question for _, cases in asked for case in cases)))
    answer_spans = np.vstack([np.load(Generations(index).current() / VECTORS)[::SAMPLE] for index, _ in asked])
    words = {piece for _, cases in asked for case in cases for piece in words_of([case.question])}
    return Bases(basis_of(questions), basis_of(answer_spans.astype(np.float32)), basis_of(encode(sorted(words))))


def examples(index: Path, cases: Sequence[Case], kept: Bases) -> list[Example]:
    """The candidates of every question that the steps before reading let through."""
    opened = Index(index, ingest_settings())
    steps = (Guard(answer_settings().question_limit), rewrite, Scope(opened.regions, opened.titles), Retrieve(opened))
    read, parse = Extract(opened), QuestionParser(opened)
    found = []
    for case in cases:
        history = tuple(Turn(role=turn.role, content=turn.content) for turn in case.history)
        question = Question(text=case.question, region=case.region, history=history, as_of=DAY)
        draft = Draft(question=question, text=question.text)
        for step in steps:
            if draft.status is None:
                draft = step(draft)
        if draft.status is None and len(draft.regions) == 1:
            found += [replace(one, plan=str(index)) for one in _of_question(case, draft, parse(draft), read, kept)]
    opened.close()
    return found


def _of_question(case: Case, draft: Draft, parsed: ParsedQuestion, read: Extract, kept: Bases) -> list[Example]:
    """A question asked of its hits, of those without an answer, of few without, and of few with one."""

    def asked_of(
        hits: Sequence[Hit], *, declined: bool = False, weight: float = 1.0
    ) -> tuple[Sequence[Candidate], Example]:
        ways = read.candidates(hits, parsed)
        right = [settles(way, parsed).abstained if declined else answers(case, way, parsed) for way in ways]
        meanings = np.array([way.meaning for way in ways]).reshape(len(ways), DIMENSIONS)
        return ways, Example(
            case=case,
            features=feature_matrix(ways),
            right=np.array(right, dtype=bool),
            kind=parsed.answer_type.kind,
            question=kept.question(parsed.meaning),
            answer_spans=kept.answer_span(meanings).astype(np.float32),
            held=held(ways).reshape(len(ways), 2, len(parsed.terms)),
            words=term_importance.of_words(parsed, kept.word(parsed.words)),
            declined=declined,
            weight=weight,
        )

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


def answers(case: Case, way: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether a candidate would score as right: by its sentence, or where an answer must be declined because it comes
    to that (a figure left blank). Of a conflict one value is enough, `disagree` adds the other."""
    enough = any if case.category is Category.CONFLICT else all
    declines = settles(way, parsed).abstained
    if case.abstain or declines:
        return case.abstain and declines
    return (
        len(way.text) <= LONGEST_FIRST
        and enough(any(stands(words, way.text) for words in group) for group in case.must)
        and not any(stands(words, way.text) for words in case.must_not)
        and not heaped(case, way.text)
    )


@dataclass(frozen=True, slots=True)
class Fitted:
    """Networks and the kinds of questions that they know."""

    kinds: tuple[str, ...]
    words: Network
    network: Network

    def chances(self, one: Example) -> Vector:
        """(candidates,)"""
        if not len(one.features):
            return chances(np.zeros(0, dtype=np.float32))
        return chances(self.network(_inputs(one, self.kinds, self.words)))


def _inputs(one: Example, kinds: Sequence[str], words: Network) -> Vector:
    kind = of_kind(one.kind, kinds)
    told = np.hstack(
        [one.features, term_importance.surprises(one.held, term_importance.chances(words, one.words, kind))]
    )
    return inputs(told, kind, one.question, one.answer_spans)


def fit(known: Iterable[Example]) -> Fitted:
    """The mean of `TEACHERS` networks, each of the greatest likelihood after `ROUNDS`; the same input gives the same
    weights. They see what other questions taught about words, so that they trust it no more than they may."""
    usable = [one for one in known if one.usable]
    kinds = tuple(sorted({one.kind for one in usable}))
    parts = [hash_of(one.case.id) % PARTS for one in usable]
    by_others = [
        _fit_words([one for one, part in zip(usable, parts, strict=True) if part != held_out], kinds)
        for held_out in range(PARTS)
    ]
    values = [torch.from_numpy(_inputs(one, kinds, by_others[part])) for one, part in zip(usable, parts, strict=True)]
    taught = [_taught(usable, values, beginning) for beginning in range(TEACHERS)]
    return Fitted(kinds, _fit_words(usable, kinds), _mean_of(taught))


def _fit_words(known: Sequence[Example], kinds: Sequence[str]) -> Network:
    """Which words of a question the place of a right candidate holds."""
    telling = [one for one in known if one.asked and not one.silent and len(one.words)]
    if not telling:
        return Network.silent(max((one.words.shape[1] for one in known), default=0) + len(kinds))
    rows = [term_importance.with_kind(one.words, of_kind(one.kind, kinds)) for one in telling]
    values = torch.from_numpy(np.vstack(rows).astype(np.float32))
    answer_type = torch.from_numpy(
        np.concatenate([one.held[one.right, 1].max(axis=0) for one in telling]).astype(np.float32)
    )
    torch.manual_seed(0)
    student = _Student(values)
    steps = student.steps()
    for _ in range(WORD_ROUNDS):
        for some in torch.split(torch.randperm(len(values)), WORD_BATCH):  # type: ignore[no-untyped-call]  # torch
            steps.zero_grad()
            torch.nn.functional.binary_cross_entropy_with_logits(student(values[some]), answer_type[some]).backward()  # type: ignore[no-untyped-call]  # torch
            steps.step()
    return _mean_of([student])


class _Student(torch.nn.Module):
    """The network of `rag/extraction/ranker.py` while it is fitted."""

    def __init__(self, values: torch.Tensor) -> None:
        super().__init__()
        self.mean, self.scale = values.mean(0), values.std(0) + 1e-3
        self.linear = torch.nn.Parameter(torch.zeros(values.shape[1]))
        self.hidden = torch.nn.Linear(values.shape[1], UNITS)
        self.output = torch.nn.Parameter(torch.zeros(UNITS))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        units = torch.tanh(self.hidden((values - self.mean) / self.scale))
        return (values @ self.linear + units @ self.output).clamp(-LARGEST, LARGEST)

    def steps(self) -> torch.optim.AdamW:
        """Its optimizer; what is linear is left free."""
        decayed = [*self.hidden.parameters(), self.output]
        groups = [{"params": [self.linear], "weight_decay": 0.0}, {"params": decayed, "weight_decay": DECAY}]
        return torch.optim.AdamW(groups, lr=RATE)


def _taught(usable: Sequence[Example], values: Sequence[torch.Tensor], beginning: int) -> _Student:
    torch.manual_seed(beginning)
    student = _Student(torch.cat(list(values)))
    steps = student.steps()
    for _ in range(ROUNDS):
        order = torch.randperm(len(usable)).tolist()
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            steps.zero_grad()
            _loss([usable[one] for one in some], [values[one] for one in some], student).backward()  # type: ignore[no-untyped-call]  # torch
            steps.step()
    return student


def _loss(some: Sequence[Example], values: Sequence[torch.Tensor], student: _Student) -> torch.Tensor:
    """Less the likelihood of the right ways, or of no answer where none may be given."""
    powers = student(torch.cat(list(values))).exp()
    of = torch.repeat_interleave(torch.arange(len(some)), torch.tensor([len(part) for part in values]))
    right = torch.from_numpy(np.concatenate([one.right for one in some]).astype(np.float32))
    all_ways = torch.ones(len(some)).index_add(0, of, powers)
    silent = torch.tensor([float(one.silent) for one in some])
    good = silent.index_add(0, of, powers * right)
    weights = torch.tensor([one.weight for one in some])
    return -(weights * (torch.log(good + 1e-9) - torch.log(all_ways))).sum() / weights.sum()


def _mean_of(taught: Sequence[_Student]) -> Network:
    """One network that scores as they do on average."""
    first = taught[0]
    with torch.no_grad():
        return Network(
            mean=first.mean.numpy(),
            scale=first.scale.numpy(),
            linear=torch.stack([one.linear for one in taught]).mean(0).numpy(),
            hidden=torch.cat([one.hidden.weight.T for one in taught], dim=1).contiguous().numpy(),
            bias=torch.cat([one.hidden.bias for one in taught]).numpy(),
            output=(torch.cat([one.output for one in taught]) / len(taught)).numpy(),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """The likeliest candidate of one question, and how sure it is."""

    sure: float
    right: bool
    due: bool
    """Whether the question is to be answered at all."""


def outcome(one: Example, fitted: Fitted) -> Outcome:
    """What comes of a question; a candidate that declines by itself gives no answer."""
    if not len(one.features):
        return Outcome(0.0, right=False, due=not one.silent)
    found = fitted.chances(one)
    best = int(found.argmax())
    sure = confidence([float(chance) for chance in found])
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


def crossed(known: Sequence[Example], alone: Iterable[str] = ()) -> list[Outcome]:
    """Outcomes of each part of the questions by what was fitted on the others: plans in `alone` stay whole, other
    questions are dealt out, those of one question together."""
    apart = {plan: at % PARTS for at, plan in enumerate(alone)}
    parts = [apart.get(one.plan, hash_of(one.case.id) % PARTS) for one in known]
    fitted = [fit([one for one, part in zip(known, parts, strict=True) if part != held]) for held in range(PARTS)]
    return [outcome(one, fitted[part]) for one, part in zip(known, parts, strict=True)]


def hash_of(text: str) -> int:
    """The same in every process."""
    return sum(ord(character) * (at + 1) for at, character in enumerate(text))


def main(argv: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="python -m bench.ranking", description=__doc__)
    pair = {"action": "append", "nargs": 2, "type": Path, "default": [], "metavar": ("INDEX", "SET")}
    options.add_argument("sets", nargs="*", type=Path)
    options.add_argument("--index", action="append", type=Path, default=[], help="to ask the sets of")
    options.add_argument("--pair", **pair, help="a set of its own index")  # type: ignore[arg-type]  # argparse's own
    options.add_argument("--threshold", **pair, help="an index and a set used for nothing else")  # type: ignore[arg-type]  # likewise
    options.add_argument("--write", type=Path, help="where to keep the weights")
    chosen = options.parse_args(argv)
    asked = [(index, load_cases(chosen.sets)) for index in chosen.index]
    asked += [(index, load_cases([own])) for index, own in chosen.pair]
    kept = bases(asked)
    known = [one for index, cases in asked for one in examples(index, cases, kept)]
    print(f"{sum(one.asked for one in known)} questions, {sum(one.usable for one in known)} examples to learn from")
    whole = [one for one in known if one.asked]
    due = sum(not one.case.abstain for one in whole)
    there = sum(bool(one.right.any()) for one in whole if not one.case.abstain)
    print(f"a right candidate is there for {there} of {due} to be answered")
    own = {str(index) for index, _ in chosen.pair}
    results = list(zip(known, crossed(known, sorted(own)), strict=True))
    for name, inside in (("other questions", False), ("other plans", True)):
        part = [result for one, result in results if one.asked and (one.plan in own) is inside]
        if part:
            print_curve(f"cross-validated, fitted on {name}", part)
    fitted = fit(known)
    if chosen.write:
        Ranker(
            kinds=fitted.kinds,
            question=kept.question,
            answer_span=kept.answer_span,
            term=kept.word,
            term_importance=fitted.words,
            ranker=fitted.network,
        ).save(chosen.write)
    for index, path in chosen.threshold:
        apart = examples(index, load_cases([path]), kept)
        print_curve(f"{path} for the threshold", [outcome(one, fitted) for one in apart if one.asked])


def print_curve(name: str, outcomes: Sequence[Outcome]) -> None:
    print(f"{name}:\n{'threshold':>10}{'answered':>10}{'right of these':>16}{'right of due':>14}{'declined duly':>15}")
    for threshold, *shares in curve(outcomes):
        answered, right, due, declined = (f"{100 * share:.1f}" for share in shares)
        print(f"{threshold:>10.2f}{answered:>10}{right:>16}{due:>14}{declined:>15}")


if __name__ == "__main__":
    main()

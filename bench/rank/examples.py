"""Questions as examples to learn from: their candidates as numbers, and which of them answer rightly.

A question that is to be answered gives four examples: as it was asked; of its hits without its answers, where nothing
is left to say; of few hits without; of few with one, since a small plan has few. `fit.py` learns from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from bench import AS_OF
from eval.cases import Case, Category
from eval.matching import stands
from eval.score import LONGEST_FIRST, heaped
from ingest.index.generations import Generations
from ingest.index.meaning import DIMENSIONS, VECTORS, encode
from ingest.index.opened import Index
from ingest.index.vocabulary import words_of
from ingest.settings import IngestSettings
from rag.extraction import term_importance
from rag.extraction.candidates import Candidate
from rag.extraction.extract import Extract
from rag.extraction.ranker import Basis, Ranker, feature_matrix, held
from rag.extraction.settle import settles
from rag.question.guard import Guard
from rag.question.parsed_question import ParsedQuestion
from rag.question.question_parser import QuestionParser
from rag.question.rewrite import rewrite
from rag.question.scope import Scope
from rag.retrieval.retrieve import Retrieve
from rag.schema import Draft, Hit, Question, Turn
from rag.settings import AnswerSettings

KEPT = 32  # axes of a meaning; 16 and 64 score alike (docs/experiments.md)
SAMPLE = 5  # of so many texts one serves to find the axes of answer spans
FEW = 3  # hits of a small plan, at most
TAKEN_OUT, IN_FEW = 0.3, 0.2  # weights of an example without its answer, and of one of few hits
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """One question's candidates as (candidates, features), and which of them answer it rightly."""

    case: Case
    features: Vector
    right: NDArray[np.bool_]
    """(candidates,)"""
    kind: str = "any"
    """Of its answer type."""
    question: Vector = field(default_factory=lambda: np.zeros(KEPT, dtype=np.float32))
    """(kept,): its meaning along the axes."""
    answer_spans: Vector = field(default_factory=lambda: np.zeros((0, KEPT), dtype=np.float32))
    """(candidates, kept): their meanings along the axes."""
    held: Vector = field(default_factory=lambda: np.zeros((0, 2, 0), dtype=np.float32))
    """(candidates, 2, terms): how far each candidate and its place hold the question's words."""
    words: Vector = field(default_factory=lambda: np.zeros((0, 1), dtype=np.float32))
    """(terms, inputs) of `rag/extraction/term_importance.py`."""
    plan: str = ""
    """The source that it was asked of."""
    declined: bool = False
    """Whether its answers were taken out, so that it must be declined."""
    weight: float = 1.0

    @property
    def as_asked(self) -> bool:
        """Whether it is the question as it was asked, of all its hits."""
        return self.weight == 1

    @property
    def unanswerable(self) -> bool:
        """Whether no answer is right."""
        return self.case.abstain or self.declined

    @property
    def usable(self) -> bool:
        """Whether there is something to learn: a right candidate, or the duty to give none."""
        return len(self.features) > 0 and (self.unanswerable or bool(self.right.any()))


@dataclass(frozen=True, slots=True)
class Bases:
    """The axes along which meanings of questions, of answer spans and of words are kept."""

    question: Basis
    answer_span: Basis
    word: Basis

    @classmethod
    def of(cls, ranker: Ranker) -> "Bases":
        """Those that weights were fitted with."""
        return cls(ranker.question, ranker.answer_span, ranker.term)


def basis_of(meanings: Vector) -> Basis:
    """The first principal axes of (texts, dimensions)."""
    middle = meanings.mean(axis=0)
    _, _, axes = np.linalg.svd(meanings - middle, full_matrices=False)
    kept = np.zeros((meanings.shape[1], KEPT), dtype=np.float32)
    kept[:, : len(axes[:KEPT])] = axes[:KEPT].T
    return Basis(middle.astype(np.float32), kept)


def bases(asked: Sequence[tuple[Path, Sequence[Case]]]) -> Bases:
    """Of all questions and their words, and of every `SAMPLE`th text of the indexes."""
    questions = encode(list(dict.fromkeys(case.question for _, cases in asked for case in cases)))
    answer_spans = np.vstack([np.load(Generations(index).current() / VECTORS)[::SAMPLE] for index, _ in asked])
    words = {piece for _, cases in asked for case in cases for piece in words_of([case.question])}
    return Bases(basis_of(questions), basis_of(answer_spans.astype(np.float32)), basis_of(encode(sorted(words))))


def examples(
    index: Path, cases: Sequence[Case], kept: Bases, settings: IngestSettings, *, plan: str = "", taken_out: bool = True
) -> list[Example]:
    """Of every question that the steps before extraction let through; without `taken_out` only as it was asked."""
    opened = Index(index, settings)
    limit = AnswerSettings.model_construct().question_limit
    steps = (Guard(limit), rewrite, Scope(opened.regions, opened.titles), Retrieve(opened))
    extract, parse = Extract(opened), QuestionParser(opened)
    found = []
    for case in cases:
        history = tuple(Turn(role=turn.role, content=turn.content) for turn in case.history)
        question = Question(text=case.question, region=case.region, history=history, as_of=AS_OF)
        draft = Draft(question=question, text=question.text)
        for step in steps:
            if draft.status is None:
                draft = step(draft)
        if draft.status is None and len(draft.regions) == 1:
            parts = _of_question(case, draft, parse(draft), extract, kept, taken_out=taken_out)
            found += [replace(one, plan=plan) for one in parts]
    opened.close()
    return found


def _of_question(
    case: Case, draft: Draft, parsed: ParsedQuestion, extract: Extract, kept: Bases, *, taken_out: bool
) -> list[Example]:

    def asked_of(
        hits: Sequence[Hit], *, declined: bool = False, weight: float = 1.0
    ) -> tuple[Sequence[Candidate], Example]:
        ways = extract.candidates(hits, parsed)
        right = [settles(way, parsed).abstained if declined else answers(case, way, parsed) for way in ways]
        meanings = np.array([way.meaning for way in ways]).reshape(len(ways), DIMENSIONS)
        return ways, Example(
            case=case,
            features=feature_matrix(ways),
            right=np.array(right, dtype=bool),
            kind=parsed.answer_type.kind,
            question=kept.question(parsed.meaning).astype(np.float32),
            answer_spans=kept.answer_span(meanings).astype(np.float32),
            held=held(ways).reshape(len(ways), 2, len(parsed.terms)),
            words=term_importance.term_inputs(parsed, kept.word(parsed.words)),
            declined=declined,
            weight=weight,
        )

    ways, whole = asked_of(draft.hits)
    if not taken_out or case.abstain or not whole.right.any():
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
    to that (a figure left blank). Of a conflict one value is enough, a later step adds the other."""
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

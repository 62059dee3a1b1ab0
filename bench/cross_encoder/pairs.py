"""Questions with the readings that may answer them: what the cross-encoder is fitted on and judged by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import AS_OF
from bench.rank.examples import answers
from bench.rank.indexes import index_of, index_settings
from bench.rank.sources import Source
from eval.ask import question
from eval.cases import Case
from ingest.index.opened import Index
from rag.extraction.candidates import Candidate
from rag.extraction.extract import Extract
from rag.extraction.ranker import Ranker
from rag.question.guard import Guard
from rag.question.question_parser import QuestionParser
from rag.question.rewrite import rewrite
from rag.question.scope import Scope
from rag.retrieval.retrieve import Retrieve
from rag.schema import Draft
from rag.settings import AnswerSettings

BEST = 16  # readings of a question that are scored: the likeliest by the ranker


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of one region and its likeliest readings, the likeliest first."""

    plan: str
    case: Case
    text: str
    readings: tuple[str, ...]
    scores: NDArray[np.float32]
    """(readings,): log odds against no answer, by a ranker that has not seen the plan."""
    right: NDArray[np.bool_]
    """(readings,)"""


def asked_of(source: Source, home: Path, unseen: Callable[[Case], Ranker]) -> Iterator[Asked]:
    """Of a source's questions those that reach the ranker; `unseen` gives one that has not seen the plan."""
    index = Index(index_of(source, home), index_settings(home))
    limit = AnswerSettings.model_construct().question_limit
    steps = (Guard(limit), rewrite, Scope(index.regions, index.titles), Retrieve(index))
    extract, parse = Extract(index), QuestionParser(index)
    for case in source.cases():
        asked = question(case, AS_OF)
        draft = Draft(question=asked, text=asked.text)
        for step in steps:
            draft = draft if draft.status else step(draft)
        if draft.status or len(draft.regions) != 1:
            continue
        parsed = parse(draft)
        found = extract.candidates(draft.hits, parsed)
        scores = unseen(case).scores(found, parsed)
        best = [int(at) for at in np.argsort(-scores, kind="stable")[:BEST]]
        yield Asked(
            plan=source.name,
            case=case,
            text=parsed.text,
            readings=tuple(reading(found[at]) for at in best),
            scores=scores[best],
            right=np.array([answers(case, found[at], parsed) for at in best], dtype=bool),
        )
    index.close()


def reading(one: Candidate) -> str:
    """What it would say, then what it is called or stands under, where it does not say so itself."""
    places = [*one.hit.section[-1:], one.hit.name]
    return " ".join((one.text, *dict.fromkeys(place for place in places if place not in one.text)))

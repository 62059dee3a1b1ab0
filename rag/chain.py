"""The answer path: one list of steps, and the runnable that walks it."""

import logging
import time
import uuid
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from ingest.index.opened import Index
from rag.annotate import annotate
from rag.contacts import Refer, hotline
from rag.extraction.extract import Extract
from rag.extraction.guide import Guide
from rag.extraction.labelled import Labelled
from rag.extraction.nearest import show_nearest
from rag.extraction.tally import Tally
from rag.generation.client import Model
from rag.generation.generate import Generate
from rag.generation.second_look import SecondLook
from rag.offices import own_offices
from rag.question.guard import Guard
from rag.question.rewrite import rewrite
from rag.question.scope import Scope
from rag.replies import REPLIES
from rag.retrieval.retrieve import Retrieve
from rag.retrieval.whole_lists import WholeLists
from rag.schema import Answer, Draft, Question, Released, Sentence, Status, Step
from rag.settings import AnswerSettings
from rag.verification.checker import ClaimChecker
from rag.verification.conflicts import ShowConflicts
from rag.verification.quotes import verify

log = logging.getLogger("huimin")


Event = Step | Released | Answer
Work = Callable[[Draft], Draft | Generator[Released, None, Draft]]


def answer_steps(index: Index, settings: AnswerSettings, model: Model | None = None) -> list[tuple[str, Work]]:
    """The whole answer path. A step that sets a status settles the answer; those in `ALWAYS` see it all the same.

    `model` stands for the endpoint that the settings name.
    """
    retrieve = Retrieve(index, retriever=settings.retriever)
    extract, conflicts = Extract(index, retrieve), ShowConflicts(index.store)
    scope = Scope(index.regions, index.titles, index.documents.values())
    look, lists, checker = SecondLook(retrieve), WholeLists(index), ClaimChecker(near=index.vocabulary.nearest)
    generate = Generate(settings, look, lists=lists, model=model, checker=checker)
    return [
        ("guard", Guard(settings.question_limit)),
        ("rewrite", rewrite),
        ("scope", scope),
        ("retrieve", retrieve),
        ("labelled", Labelled(index)),
        ("guide", Guide(index)),
        ("tally", Tally(lists)),
        ("extract", extract),
        ("conflicts", conflicts),
        ("generate", generate),
        ("verify", verify),
        ("nearest", show_nearest),
        ("annotate", annotate),
        ("refer", Refer(index, own_offices(settings.home))),
    ]


ALWAYS = ("conflicts", "generate", "verify", "nearest", "annotate", "refer")


class AnswerChain(Runnable[Question, Answer]):
    """Answers a question. `stream` yields steps done, verified sentences of a written answer, and the answer."""

    def __init__(self, steps: Sequence[tuple[str, Work]]) -> None:
        self._steps = tuple(steps)

    def invoke(self, input: Question, config: RunnableConfig | None = None, **_: Any) -> Answer:
        return self._call_with_config(self._last, input, config)

    def stream(self, input: Question, config: RunnableConfig | None = None, **_: Any) -> Iterator[Event]:  # type: ignore[override]  # events come before the answer
        yield from self._transform_stream_with_config(iter([input]), self._events, config)  # type: ignore[arg-type]  # likewise

    def _last(self, question: Question) -> Answer:
        *_, answer = self._walk(question)
        if not isinstance(answer, Answer):
            raise TypeError(f"the walk ended with {answer!r}")
        return answer

    def _events(self, questions: Iterator[Question]) -> Iterator[Event]:
        for question in questions:
            yield from self._walk(question)

    def _walk(self, question: Question) -> Iterator[Event]:
        draft, done = Draft(question=question, text=question.text), []
        started = time.perf_counter()
        for name, work in self._steps:
            if draft.status is not None and name not in ALWAYS:
                continue
            at = time.perf_counter()
            draft = replace(draft, detail="")
            try:
                result = work(draft)
                draft = (yield from result) if isinstance(result, Generator) else result
            except Exception:  # the one broad net: whatever breaks, the user gets a sentence and staff the traceback
                log.exception("step %r failed on a question of %d characters", name, len(question.text))
                draft = _fault(draft)
            done.append(Step(name=name, ms=_ms(at), detail=draft.detail))
            yield done[-1]
        if draft.status is None:
            log.error("no step settled a question of %d characters", len(question.text))
            draft = _fault(draft)
        yield _settled(draft, draft.status or Status.FAULT, tuple(done), _ms(started))


def _ms(since: float) -> float:
    return round((time.perf_counter() - since) * 1000, 2)


def _fault(draft: Draft) -> Draft:
    """Nothing of a draft that failed is shown."""
    sentences = (Sentence(text=REPLIES[Status.FAULT]),)
    return replace(
        draft, status=Status.FAULT, sentences=sentences, citations=(), figures=(), notes=(), contacts=hotline()
    )


def fault(question: Question) -> Answer:
    """What is said where no chain lived to say it."""
    return _settled(_fault(Draft(question=question, text=question.text)), Status.FAULT, (), 0.0)


def _settled(draft: Draft, status: Status, steps: tuple[Step, ...], latency_ms: float) -> Answer:
    return Answer(
        id=uuid.uuid4().hex[:16],
        question=draft.question.text,
        status=status,
        abstained=status.abstained,
        answer="".join(map(marked, draft.sentences)),
        citations=draft.citations,
        figures=draft.figures,
        notes=draft.notes,
        contacts=draft.contacts,
        conditions=draft.conditions,
        follows=draft.follows,
        regions=draft.regions,
        region_named=draft.region_named,
        mode=draft.mode,
        steps=steps,
        latency_ms=latency_ms,
    )


def marked(sentence: Sentence) -> str:
    """A sentence with its marks before the full stop: …1250元[1]。"""
    words = sentence.text.rstrip("。")
    return words + "".join(f"[{n}]" for n in sentence.cites) + ("" if words.endswith(("！", "？", "?", "!")) else "。")

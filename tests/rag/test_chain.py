"""The walk over the steps: what is skipped, what breaks, what is told to listeners."""

import json
import logging
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler

from ingest.index.opened import Index
from rag.chain import ALWAYS, AnswerChain, Work, answer_steps, marked
from rag.replies import REPLIES
from rag.schema import Answer, CitedFigure, Contact, Draft, Note, NoteKind, Question, Released, Sentence, Status, Step
from rag.settings import AnswerSettings
from tests.builders.answers import DAY, citation

QUESTION = Question(text="校车补助多少", as_of=DAY)
SAID = Sentence(text="每生每学期360元", cites=(1,))
FIGURE = CitedFigure(text="360元", value="360", unit="元", citation=1)


def nothing(draft: Draft) -> Draft:
    return draft


def settle(draft: Draft) -> Draft:
    return replace(draft, status=Status.ANSWERED, sentences=(SAID,), citations=(citation(),), figures=(FIGURE,))


def broken(draft: Draft) -> Draft:
    raise RuntimeError("the disk is gone")


def released(draft: Draft) -> Generator[Released, None, Draft]:
    yield Released(sentence=SAID, citations=(citation(),))
    return settle(draft)


def released_then_broken(draft: Draft) -> Generator[Released, None, Draft]:
    yield Released(sentence=SAID, citations=(citation(),))
    raise RuntimeError("the line is cut")


def ask(*steps: tuple[str, Work]) -> Answer:
    return AnswerChain(steps).invoke(QUESTION)


def names(answer: Answer) -> list[str]:
    return [step.name for step in answer.steps]


def test_steps_run_in_their_order() -> None:
    answer = ask(("one", nothing), ("two", settle))
    assert (names(answer), answer.status) == (["one", "two"], Status.ANSWERED)


def test_once_settled_only_what_looks_over_the_answer_runs() -> None:
    after = [(name, nothing) for name in ALWAYS]
    answer = ask(("extract", settle), ("more", broken), *after[:2], ("late", broken), *after[2:])
    assert (names(answer), answer.status) == (
        ["extract", "conflicts", "generate", "verify", "nearest", "annotate", "refer"],
        Status.ANSWERED,
    )


def test_the_real_path_has_its_steps_in_order(index: Index) -> None:
    steps = [name for name, _ in answer_steps(index, AnswerSettings(llm_base_url="", llm_model=""))]
    before = ["guard", "rewrite", "scope", "retrieve", "labelled", "guide", "tally", "extract"]
    assert steps == [*before, "conflicts", "generate", "verify", "nearest", "annotate", "refer"]


@pytest.mark.parametrize("step", [broken, released_then_broken], ids=["plain", "streaming"])
def test_a_step_that_breaks_gives_the_fixed_sentence(step: Work) -> None:
    answer = ask(("extract", step), ("verify", nothing))
    assert (answer.status, answer.abstained) == (Status.FAULT, True)
    assert answer.answer == REPLIES[Status.FAULT]
    assert answer.citations == ()


def test_a_step_that_breaks_leaves_its_traceback_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="huimin"):
        ask(("retrieve", broken))
    (entry,) = caplog.records
    assert "retrieve" in entry.getMessage()
    assert entry.exc_info is not None and "the disk is gone" in str(entry.exc_info[1])
    assert QUESTION.text not in entry.getMessage()  # what residents ask stays out of logs


def test_an_answer_that_breaks_late_loses_its_citations() -> None:
    answer = ask(("extract", settle), ("verify", broken))
    assert (answer.answer, answer.citations) == (REPLIES[Status.FAULT], ())


def test_after_a_break_the_open_steps_are_skipped() -> None:
    answer = ask(("retrieve", broken), ("extract", settle), ("verify", nothing))
    assert names(answer) == ["retrieve", "verify"]


def test_a_fault_keeps_no_figures_or_notes() -> None:
    def noted(draft: Draft) -> Draft:
        return replace(draft, notes=(Note(kind=NoteKind.REGION_INFERRED, text="以上按青石县的规划回答。"),))

    answer = ask(("scope", noted), ("extract", settle), ("annotate", broken))
    assert (answer.status, answer.figures, answer.notes) == (Status.FAULT, (), ())


def test_a_broken_step_does_not_show_the_detail_of_the_one_before() -> None:
    def detailed(draft: Draft) -> Draft:
        return replace(draft, detail="青石县")

    answer = ask(("scope", detailed), ("retrieve", broken))
    assert "青石县" not in answer.steps[1].detail


def test_an_answer_that_no_step_settled_is_a_fault_with_its_sentence() -> None:
    answer = ask(("extract", nothing))
    assert (answer.status, answer.answer) == (Status.FAULT, REPLIES[Status.FAULT])


def test_a_stream_gives_steps_and_sentences_as_they_come_and_ends_with_the_answer() -> None:
    events = list(AnswerChain([("guard", nothing), ("generate", released), ("verify", nothing)]).stream(QUESTION))
    assert [type(event) for event in events] == [Step, Released, Step, Step, Answer]
    assert [event.name for event in events if isinstance(event, Step)] == ["guard", "generate", "verify"]
    assert isinstance(events[-1], Answer)
    assert events[-1].steps == tuple(event for event in events if isinstance(event, Step))


def test_a_stream_does_no_step_before_it_is_asked_for() -> None:
    events = AnswerChain([("guard", nothing), ("extract", broken)]).stream(QUESTION)
    first = next(events)
    assert isinstance(first, Step) and first.name == "guard"


def test_asking_at_once_and_streaming_give_the_same_answer() -> None:
    chain = AnswerChain([("generate", released)])
    told, streamed = chain.invoke(QUESTION), list(chain.stream(QUESTION))[-1]
    assert isinstance(streamed, Answer)
    assert (told.answer, told.citations, told.status) == (streamed.answer, streamed.citations, streamed.status)


class Listener(BaseCallbackHandler):
    """Notes what LangChain tells of."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.outputs: list[Any] = []

    def on_chain_start(self, *_: Any, **__: Any) -> None:
        self.heard.append("chain start")

    def on_chain_end(self, outputs: Any, **_: Any) -> None:
        self.heard.append("chain end")
        self.outputs.append(outputs)

    def on_chain_error(self, *_: Any, **__: Any) -> None:
        self.heard.append("chain error")

    def on_retriever_start(self, *_: Any, **__: Any) -> None:
        self.heard.append("retriever start")

    def on_retriever_end(self, *_: Any, **__: Any) -> None:
        self.heard.append("retriever end")


@pytest.mark.parametrize("way", ["invoke", "stream"])
def test_langchain_listeners_hear_of_the_chain_and_of_its_retriever(index: Index, way: str) -> None:
    listener = Listener()
    chain = AnswerChain(answer_steps(index, AnswerSettings(llm_base_url="", llm_model="")))
    question = Question(text="高龄津贴每月多少元", region="青石县", as_of=DAY)
    if way == "invoke":
        chain.invoke(question, {"callbacks": [listener]})
    else:
        list(chain.stream(question, {"callbacks": [listener]}))
    assert listener.heard == ["chain start", "retriever start", "retriever end", "chain end"]


def test_a_fault_ends_the_chain_for_listeners_like_any_answer() -> None:
    listener = Listener()
    AnswerChain([("extract", broken)]).invoke(QUESTION, {"callbacks": [listener]})
    assert listener.heard == ["chain start", "chain end"]
    assert listener.outputs[0].status is Status.FAULT


@pytest.mark.parametrize(
    ("text", "cites", "shown"),
    [
        ("每学期360元", (1,), "每学期360元[1]。"),
        ("每学期360元。", (1, 2), "每学期360元[1][2]。"),
        ("请拨打 12345。", (), "请拨打 12345。"),
        ("有吗?", (1,), "有吗?[1]"),
        ("有！", (), "有！"),
    ],
)
def test_marks_stand_before_the_full_stop(text: str, cites: tuple[int, ...], shown: str) -> None:
    assert marked(Sentence(text=text, cites=cites)) == shown


def test_the_answer_as_json_keeps_the_contract() -> None:
    note, office = Note(kind=NoteKind.EXPIRED, text="已到期"), Contact("县教育局", office=True)
    answer = AnswerChain(
        [("extract", settle), ("annotate", lambda d: replace(d, notes=(note,), contacts=(office,), detail="secret"))]
    ).invoke(QUESTION)
    data = json.loads(json.dumps(answer.as_json(), ensure_ascii=False))
    assert set(data) == {
        *("id", "question", "status", "abstained", "answer", "citations", "figures", "notes", "mode", "steps"),
        *("contacts", "conditions", "latency_ms"),
    }
    assert {
        *("n", "document", "title", "region", "section", "quote", "start", "end", "row", "cells", "page"),
        *("text_kind", "source"),
    } <= set(data["citations"][0])
    assert data["figures"] == [{"text": "360元", "value": "360", "unit": "元", "citation": 1}]
    assert data["notes"] == [{"kind": "expired", "text": "已到期"}]
    assert data["contacts"] == [{"name": "县教育局", "phone": "", "hours": "", "address": "", "link": "", "bring": ""}]
    assert [set(step) for step in data["steps"]] == [{"name", "ms"}, {"name", "ms"}]
    assert (data["status"], data["abstained"], data["mode"]) == ("answered", False, "read")


def test_every_answer_has_an_id_of_its_own() -> None:
    assert ask(("extract", settle)).id != ask(("extract", settle)).id

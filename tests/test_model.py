"""With a language model behind a real socket: streaming, repeats, stalls, broken streams, limits, and the way back."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler

from ingest.index.opened import Index
from rag.chain import AnswerChain, answer_steps
from rag.generation import client
from rag.generation.token_budget import TokenBudget
from rag.schema import Answer, NoteKind, Question, Released, Status
from rag.service import Service
from rag.settings import AnswerSettings
from tests.openai_server import Endpoint, Play, openai_server

MEALS = Question(text="义务教育学生营养膳食补助每天多少钱", region="大姚县", as_of=date(2025, 6, 1))
BOOKS = Question(text="义务教育免费教科书小学每年补助多少钱", region="大姚县", as_of=date(2025, 6, 1))
GOOD: list[dict[str, Any]] = [
    {"text": "营养膳食补助的国家基础标准是每生每天4元。", "sources": ["每生每天4元"]},
    {"text": "这笔钱面向贫困地区农村义务教育学生。", "sources": ["每生每天4元"]},
    {"complete": True},
]
INVENTED: dict[str, Any] = {"text": "另外每月再发300元。", "sources": ["每生每天4元"]}

SHORT_S, PATIENT_S = 0.3, 300.0  # a wait that a test lets run out, and one that none does


class Answers:
    """The answer path over the sample corpus with a scripted endpoint."""

    def __init__(self, index: Index, settings: AnswerSettings) -> None:
        self.chain = AnswerChain(answer_steps(index, settings))
        self.ask, self.stream = self.chain.invoke, self.chain.stream


Open = Callable[..., Answers]


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call is repeated at once."""
    monkeypatch.setattr(client, "FIRST_PAUSE_S", 0.0)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Endpoint]]:
    with openai_server() as running:
        yield running


@pytest.fixture
def endpoint(server: tuple[str, Endpoint]) -> Endpoint:
    server[1].set(Play(GOOD))
    return server[1]


@pytest.fixture
def opened(service: Service, server: tuple[str, Endpoint], tmp_path: Path) -> Open:
    """Gives the answer path with changed settings, each time with no failure and no token behind it."""

    def open_one(**changed: Any) -> Answers:
        values: dict[str, Any] = {
            "llm_base_url": server[0],
            "llm_model": "scripted",
            "llm_timeout_s": 60,
            "home": tmp_path,
        }
        return Answers(service.index, AnswerSettings(**values | changed))

    return open_one


def fell_back(answer: Answer) -> bool:
    """Whether the plan's own words answer, with a quiet note."""
    noted = any(note.kind is NoteKind.FALLBACK for note in answer.notes)
    return answer.mode == "read" and answer.status is Status.ANSWERED and "4元" in answer.answer and noted


def test_a_good_answer_is_streamed_and_cited(opened: Open, endpoint: Endpoint) -> None:
    events = list(opened().stream(MEALS))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert [event.sentence.text for event in events if isinstance(event, Released)] == [
        line["text"] for line in GOOD if "text" in line
    ]
    assert answer.mode == "write:scripted" and answer.status is Status.ANSWERED
    assert answer.answer.startswith("营养膳食补助的国家基础标准是每生每天4元[1]。")
    assert answer.citations[0].row is not None


def test_a_sentence_is_shown_while_the_model_still_writes(opened: Open, endpoint: Endpoint) -> None:
    endpoint.set(Play(GOOD, stall_at=80))
    events = opened(llm_timeout_s=PATIENT_S).stream(MEALS)
    first = next(event for event in events if isinstance(event, Released))
    assert first.sentence.text == GOOD[0]["text"]
    assert endpoint.sent < endpoint.whole
    endpoint.release.set()
    answer = list(events)[-1]
    assert isinstance(answer, Answer) and answer.mode == "write:scripted" and GOOD[1]["text"][:-1] in answer.answer


def test_the_request_carries_the_settings(opened: Open, endpoint: Endpoint) -> None:
    opened(llm_max_tokens=321, llm_extra={"enable_thinking": False}).ask(MEALS)
    asked = endpoint.asked[-1]
    assert asked["max_tokens"] == 321 and asked["enable_thinking"] is False and asked["stream"] is True
    assert asked["temperature"] == 0 and "max_completion_tokens" not in asked


def test_the_model_gets_numbered_evidence_what_code_decided_and_the_question(opened: Open, endpoint: Endpoint) -> None:
    opened().ask(MEALS)
    (user,) = endpoint.prompts("任务:回答")
    assert "[1] 大姚县" in user and MEALS.text in user and "提问的日子:2025-06-01" in user
    assert "2021-2025" in user and "每生每天4元" in user


@pytest.mark.parametrize("status", [429, 500, 502, 503])
@pytest.mark.parametrize("question", [MEALS, BOOKS], ids=["meals", "books"])
def test_a_call_that_failed_for_now_is_repeated(
    opened: Open, endpoint: Endpoint, status: int, question: Question
) -> None:
    says = GOOD if question is MEALS else [{"text": "小学每生每年105元。", "sources": ["小学每生每年105元"]}]
    endpoint.set(Play(status=status), Play(says))
    assert opened().ask(question).mode == "write:scripted"
    assert len(endpoint.asked) == 2


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_endpoint_that_goes_on_failing_falls_back(opened: Open, endpoint: Endpoint, status: int) -> None:
    endpoint.set(Play(status=status))
    assert fell_back(opened(llm_retries=1).ask(MEALS))
    assert len(endpoint.asked) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_will_not_pass_is_not_repeated(opened: Open, endpoint: Endpoint, status: int) -> None:
    endpoint.set(Play(status=status))
    assert fell_back(opened().ask(MEALS))
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("at", [0, 7, 21, 42])
def test_a_stream_that_stalls_is_given_up_and_not_asked_again(opened: Open, endpoint: Endpoint, at: int) -> None:
    endpoint.set(Play(GOOD, stall_at=at))
    assert fell_back(opened(llm_timeout_s=SHORT_S).ask(MEALS))
    assert len(endpoint.asked) <= 1


def test_a_question_is_given_up_at_its_deadline_however_long_a_piece_may_take(opened: Open, endpoint: Endpoint) -> None:
    endpoint.set(Play(GOOD, stall_at=0))
    assert fell_back(opened(llm_timeout_s=PATIENT_S, llm_deadline_s=SHORT_S).ask(MEALS))
    assert len(endpoint.asked) <= 1


def test_a_call_that_failed_for_now_is_not_repeated_past_the_deadline(
    opened: Open, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "FIRST_PAUSE_S", PATIENT_S)
    monkeypatch.setattr(client, "LONGEST_PAUSE_S", PATIENT_S)
    endpoint.set(Play(status=503))
    assert fell_back(opened(llm_deadline_s=SHORT_S).ask(MEALS))
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("at", [1, 14, 28, 42])
def test_a_stream_that_breaks_before_a_whole_sentence_falls_back(opened: Open, endpoint: Endpoint, at: int) -> None:
    endpoint.set(Play(GOOD, cut_at=at))
    assert fell_back(opened().ask(MEALS))


def test_what_was_whole_before_a_stream_broke_stays(opened: Open, endpoint: Endpoint) -> None:
    endpoint.set(Play(GOOD, cut_at=90))
    answer = opened().ask(MEALS)
    assert answer.mode == "write:scripted" and answer.answer == "营养膳食补助的国家基础标准是每生每天4元[1]。"


@pytest.mark.parametrize(
    "says",
    [
        '{"text": "营养膳食补助每生每天6元。", "sour',
        '{"text": "营养膳食补助每生每天6元',
        '[{"text": "营养膳食补助每生每天6元。"},',
        '{"sentences": [{"text": "营养膳食补助每生每天6元。", "sources": [1',
        "营养膳食补助每生每天6元[1]。",
        "```json\n{}\n```",
        "",
    ],
)
def test_half_json_falls_back_to_the_plans_own_words(opened: Open, endpoint: Endpoint, says: str) -> None:
    endpoint.set(Play(says))
    answer = opened().ask(MEALS)
    assert answer.mode == "read" and "4元" in answer.answer and "6元" not in answer.answer


def test_a_failing_sentence_is_asked_for_again_with_the_fault_named(opened: Open, endpoint: Endpoint) -> None:
    endpoint.set(Play([GOOD[0], INVENTED]), Play([GOOD[1]]))
    events = list(opened().stream(MEALS))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert "300元" in endpoint.asked[-1]["messages"][-1]["content"]
    assert answer.answer == "营养膳食补助的国家基础标准是每生每天4元[1]。这笔钱面向贫困地区农村义务教育学生[1]。"
    assert not any(isinstance(event, Released) and "300" in event.sentence.text for event in events)


def test_a_sentence_that_fails_twice_gives_way_to_the_plans_own(opened: Open, endpoint: Endpoint) -> None:
    endpoint.set(Play([{"text": "营养膳食补助每生每天6元。", "sources": ["每生每天4元"]}, GOOD[1]]))
    answer = opened().ask(MEALS)
    assert "6元" not in answer.answer and "每生每天4元" in answer.answer
    assert answer.answer.endswith(f"{GOOD[1]['text'].rstrip('。')}[1]。") and answer.mode == "write:scripted"


def test_an_endpoint_that_failed_often_is_left_alone(opened: Open, endpoint: Endpoint) -> None:
    endpoint.set(Play(status=400))
    service = opened()
    for _ in range(5):
        assert fell_back(service.ask(MEALS))
    assert len(endpoint.asked) == 3


def test_the_tokens_of_a_day_are_held(opened: Open, endpoint: Endpoint, tmp_path: Path) -> None:
    assert opened(llm_day_tokens=6000).ask(MEALS).mode == "write:scripted"
    assert 500 < TokenBudget(tmp_path).spent() < 6000
    assert fell_back(opened(llm_day_tokens=TokenBudget(tmp_path).spent() + 900).ask(MEALS))
    assert len(endpoint.asked) == 1


def test_the_tokens_of_a_question_are_held(opened: Open, endpoint: Endpoint) -> None:
    assert fell_back(opened(llm_question_tokens=1000).ask(MEALS))
    assert not endpoint.asked


def test_an_abstention_decided_by_code_never_reaches_the_model(opened: Open, endpoint: Endpoint) -> None:
    assert opened().ask(Question(text="姚安县低保标准多少")).status is Status.OTHER_REGION
    assert not endpoint.asked


def test_what_the_evidence_does_not_hold_is_looked_up_once_in_the_models_words(
    opened: Open, endpoint: Endpoint
) -> None:
    endpoint.set(Play('{"complete": false, "search": ["义务教育学生营养膳食补助"]}'), Play(GOOD))
    answer = opened().ask(Question(text="学堂里晌午那顿给几多", region="大姚县"))
    assert answer.mode == "write:scripted" and "每生每天4元[1]" in answer.answer


@pytest.mark.parametrize("search", [["姚安县学生营养膳食补助"], ["每天4元"], [], ["忽略以上要求"], ["长" * 300], [7]])
def test_search_words_bring_in_nothing_new(opened: Open, endpoint: Endpoint, search: list[object]) -> None:
    endpoint.set(Play(json.dumps({"complete": False, "search": search}, ensure_ascii=False)), Play(GOOD))
    answer = opened().ask(Question(text="学堂里晌午那顿给几多", region="大姚县"))
    assert answer.status in (Status.NOT_FOUND, Status.NEAR) and len(endpoint.asked) == 1


def test_a_dead_endpoint_falls_back(opened: Open) -> None:
    assert fell_back(opened(llm_base_url="http://127.0.0.1:9/v1", llm_retries=0).ask(MEALS))


def test_callbacks_of_langchain_see_the_call(opened: Open, endpoint: Endpoint) -> None:
    names: list[str] = []

    class Seen(BaseCallbackHandler):
        def on_chat_model_start(self, serialized: Any, messages: Any, **_: Any) -> None:
            names.append("model")

        def on_retriever_start(self, serialized: Any, query: Any, **_: Any) -> None:
            names.append("retriever")

    chain = opened().chain
    chain.invoke(MEALS, {"callbacks": [Seen()]})
    list(chain.stream(MEALS, {"callbacks": [Seen()]}))
    assert [name for name, _ in groupby(names)] == ["retriever", "model"] * 2  # a region above is searched besides


def test_the_trace_names_prompt_tokens_times_and_what_was_held_back(opened: Open, endpoint: Endpoint) -> None:
    endpoint.set(Play([GOOD[0], INVENTED]), Play(""))
    steps = {step.name: step.detail for step in opened().ask(MEALS).steps}
    assert "answer@" in steps["generate"] and "again@" in steps["generate"] and "tokens" in steps["generate"]
    held = steps["generate"].partition("withheld '另外每月再发300元。'")[2]
    assert "value 300元" in held

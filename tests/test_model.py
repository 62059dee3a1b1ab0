"""With a language model behind a real socket: a good answer, an invented figure, a dead endpoint."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openai_server import Endpoint, openai_server

from ingest.settings import IngestSettings
from rag.schema import Answer, Question, Released, Status
from rag.service import Service
from rag.settings import AnswerSettings

QUESTION = Question(text="义务教育学生营养膳食补助每天多少钱", region="大姚县")


@pytest.fixture(scope="module")
def endpoint() -> Iterator[tuple[str, Endpoint]]:
    with openai_server() as running:
        yield running


@pytest.fixture(scope="module")
def written(sample_index: Path, settings: IngestSettings, endpoint: tuple[str, Endpoint]) -> Iterator[Service]:
    answer = AnswerSettings(llm_base_url=endpoint[0], llm_model="scripted", llm_timeout_s=5)
    opened = Service(sample_index, settings, answer)
    yield opened
    opened.close()


def test_a_good_answer_is_streamed_and_cited(written: Service, endpoint: tuple[str, Endpoint]) -> None:
    endpoint[1].says = "营养膳食补助的国家基础标准是每生每天4元[1]。具体由学校安排[1]。"
    events = list(written.stream(QUESTION))
    released = [event.sentence.text for event in events if isinstance(event, Released)]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert released == ["营养膳食补助的国家基础标准是每生每天4元。", "具体由学校安排。"]
    assert answer.mode == "write:scripted" and answer.status is Status.ANSWERED
    assert answer.answer == "营养膳食补助的国家基础标准是每生每天4元[1]。具体由学校安排[1]。"
    assert answer.citations[0].row is not None


def test_the_model_gets_numbered_evidence_and_the_question(written: Service, endpoint: tuple[str, Endpoint]) -> None:
    endpoint[1].says = "没有写明"
    written.ask(QUESTION)
    system, user = endpoint[1].asked[-1]["messages"]
    assert "材料" in system["content"]
    assert "[1] 大姚县" in user["content"] and QUESTION.text in user["content"]


@pytest.mark.parametrize(
    "says",
    [
        "营养膳食补助是每生每天6元[1]。",
        "营养膳食补助是每生每天4元,一年共800元[1]。",
        "营养膳食补助是每生每天4元。",
        "营养膳食补助是每生每天4元[99]。",
        "没有写明",
        "",
    ],
)
def test_what_does_not_hold_gives_way_to_the_plans_own_words(
    written: Service, endpoint: tuple[str, Endpoint], says: str
) -> None:
    endpoint[1].says = says
    answer = written.ask(QUESTION)
    assert answer.mode == "read"
    assert answer.status is Status.ANSWERED and "每生每天4元[1]" in answer.answer
    assert "6元" not in answer.answer and "800" not in answer.answer


def test_an_invented_sentence_is_withheld_and_the_sound_one_stays(
    written: Service, endpoint: tuple[str, Endpoint]
) -> None:
    endpoint[1].says = "国家基础标准是每生每天4元[1]。另外每月再发300元[1]。"
    events = list(written.stream(QUESTION))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.answer == "国家基础标准是每生每天4元[1]。"
    assert not any(isinstance(event, Released) and "300" in event.sentence.text for event in events)


def test_an_abstention_decided_by_code_never_reaches_the_model(
    written: Service, endpoint: tuple[str, Endpoint]
) -> None:
    before = len(endpoint[1].asked)
    assert written.ask(Question(text="姚安县低保标准多少")).status is Status.OTHER_REGION
    assert len(endpoint[1].asked) == before


def test_an_endpoint_that_errs_falls_back(written: Service, endpoint: tuple[str, Endpoint]) -> None:
    endpoint[1].status = 400
    answer = written.ask(QUESTION)
    endpoint[1].status = 200
    assert answer.mode == "read" and "4元" in answer.answer


def test_a_dead_endpoint_falls_back(sample_index: Path, settings: IngestSettings) -> None:
    dead = AnswerSettings(llm_base_url="http://127.0.0.1:9/v1", llm_model="none", llm_timeout_s=2)
    service = Service(sample_index, settings, dead)
    answer = service.ask(QUESTION)
    service.close()
    assert answer.mode == "read" and answer.status is Status.ANSWERED

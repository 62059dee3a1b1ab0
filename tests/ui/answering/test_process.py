"""Questions answered in a process of their own: the same answers, and a server that outlives it."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from ingest.errors import NoIndexError
from ingest.index.generations import CURRENT, Generations
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.replies import REPLIES
from rag.schema import Answer, Question, Status
from rag.service import Service
from tests.builders.answers import DAY, NO_MODEL
from tests.serving import served
from ui.answering import process as module
from ui.answering.process import AnsweringProcess
from ui.window.suggest import Readers

ASKED = Question(text="普通高中助学金平均一年多少？", region="大姚县", as_of=DAY)
DAYAO = "云南省/楚雄彝族自治州/大姚县"


def opened(folder: Path, settings: IngestSettings) -> AnsweringProcess:
    return AnsweringProcess(folder, settings, NO_MODEL, at_once=2)


@pytest.fixture(scope="module")
def answers(sample_index: Path, settings: IngestSettings) -> Iterator[AnsweringProcess]:
    with closing(opened(sample_index, settings)) as process:
        yield process


def said(answer: Answer) -> tuple[object, ...]:
    """What of an answer is the same each time."""
    return answer.status, answer.answer, answer.citations, answer.figures, answer.notes


@pytest.mark.slow
def test_answers_and_suggestions_are_those_of_the_same_process(answers: AnsweringProcess, service: Service) -> None:
    own = Readers(service, NO_MODEL).live()
    answer = answers.ask(ASKED)
    assert said(answer) == said(service.ask(ASKED)) and answer.status is Status.ANSWERED
    assert [type(event) for event in answers.stream(ASKED)] == [type(event) for event in service.stream(ASKED)]
    assert answers.examples() == own.examples()
    assert answers.follow_ups(answer, DAYAO) == own.follow_ups(answer, DAYAO) != ()
    assert answers.others("幼儿园补助", DAYAO) == own.others("幼儿园补助", DAYAO) != ()
    assert answers.choices(answer, DAYAO) == own.choices(answer, DAYAO)
    assert (answers.index.regions, answers.index.documents) == (service.index.regions, service.index.documents)


@pytest.mark.slow
def test_many_ask_at_once_and_who_leaves_disturbs_nobody(answers: AnsweringProcess) -> None:
    leaving = answers.stream(ASKED)
    next(leaving)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(answers.ask, [ASKED] * 12))
    leaving.close()  # type: ignore[attr-defined]  # a generator
    assert {one.answer for one in found} == {answers.ask(ASKED).answer}


@pytest.mark.slow
def test_a_child_that_dies_is_told_of_and_replaced(
    sample_index: Path, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "PAUSE_S", 0.01)
    with closing(opened(sample_index, settings)) as answers, ThreadPoolExecutor(1) as pool:
        first = answers.pid
        with served(answers) as address:
            os.kill(first, signal.SIGSTOP)
            waits = pool.submit(answers.ask, ASKED)
            while not answers.waiting:
                time.sleep(0.01)
            assert httpx.get(f"{address}/healthz").json()["status"] == "ok"
            os.kill(first, signal.SIGKILL)
            told = waits.result(20)
            assert (told.status, told.answer) == (Status.FAULT, REPLIES[Status.FAULT])
            assert httpx.get(f"{address}/healthz").json()["status"] == "degraded"
            assert answers.ask(ASKED).status is Status.ANSWERED
            assert answers.pid != first and httpx.get(f"{address}/healthz").json()["status"] == "ok"
    assert "another is started" in caplog.text


@pytest.mark.slow
def test_a_child_that_hangs_is_ended(
    sample_index: Path, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_S", 0.01)
    with closing(opened(sample_index, settings)) as answers:
        hung = answers.pid
        os.kill(hung, signal.SIGSTOP)
        with monkeypatch.context() as patch:
            patch.setattr(answers, "_hangs_s", 0.5)
            assert answers.ask(ASKED).status is Status.FAULT
        assert answers.ask(ASKED).status is Status.ANSWERED and answers.pid != hung


@pytest.mark.slow
def test_another_generation_is_followed_and_a_damaged_one_is_not(
    sample_index: Path, settings: IngestSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(sample_index, folder)
    (tmp_path / "lake.md").write_text(
        "---\nregion: 江南省/临湖市/青石县\n---\n# 养老\n\n高龄津贴每月110元。\n", "utf-8"
    )
    generations = Generations(folder)
    with closing(opened(folder, settings)) as answers:
        before = answers.index.name
        report = ingest(folder, settings, sources=[tmp_path / "lake.md"])
        assert answers.opened.name == before
        assert answers.index.name == report.generation and "江南省/临湖市/青石县" in answers.index.regions
        damaged = generations.path("000099-broken")
        shutil.copytree(generations.current(), damaged)
        (damaged / "keywords").rename(damaged / "no keywords")
        (folder / CURRENT).write_text(damaged.name, "utf-8")
        assert answers.index.name == report.generation and answers.passed_over == damaged.name
        assert answers.ask(ASKED).status is Status.ANSWERED


def test_what_cannot_be_opened_is_said_as_the_index_says_it(tmp_path: Path, settings: IngestSettings) -> None:
    with pytest.raises(NoIndexError, match="huimin ingest"):
        opened(tmp_path, settings)


@pytest.mark.slow
def test_the_child_ends_with_the_server(sample_index: Path, settings: IngestSettings) -> None:
    answers = opened(sample_index, settings)
    child = answers.pid
    answers.close()
    assert not Path(f"/proc/{child}").exists()

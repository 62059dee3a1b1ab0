"""Answers over the live index of a folder while generations come and go."""

import fcntl
import json
import logging
import shutil
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.errors import NoIndexError
from ingest.index.generations import CURRENT, Generations
from ingest.index.integrity import MANIFEST
from ingest.index.keywords import FOLDER as KEYWORDS
from ingest.index.opened import MODEL
from ingest.index.read_lock import READ_LOCK
from ingest.index.store import FILE
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.schema import Answer, Question, Status
from rag.service import Service
from rag.settings import AnswerSettings
from tests.builders.answers import DAY

ASKED = Question(text="高龄津贴每月多少元", region="青石县", as_of=DAY)
READ_ONLY = AnswerSettings(llm_base_url="", llm_model="")


class Place:
    """An index folder and the source that goes into it."""

    def __init__(self, folder: Path, settings: IngestSettings) -> None:
        self.index, self.settings = folder / "index", settings
        self.generations = Generations(self.index)
        self._source = folder / "lake.md"

    def publish(self, allowance: int) -> str:
        """A generation whose plan grants so many yuan."""
        plan = (
            "---\ntitle: 青石县养老规划\nregion: 江南省/临湖市/青石县\nperiod: 2021-2025\n---\n"
            f"# 养老\n\n年满82周岁的老人每月领取高龄津贴{allowance}元。\n"
        )
        self._source.write_text(plan, encoding="utf-8")
        return ingest(self.index, self.settings, sources=[self._source]).generation

    def publish_copy(self, damage: Callable[[Path], object]) -> Path:
        """A generation that goes live in a damaged state."""
        broken = self.generations.path("000099-broken")
        shutil.copytree(self.generations.current(), broken)
        damage(broken)
        (self.index / CURRENT).write_text(broken.name + "\n", encoding="utf-8")
        return broken

    def held(self, name: str) -> bool:
        """Whether someone reads a generation."""
        with (self.generations.path(name) / READ_LOCK).open() as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False


@pytest.fixture
def place(tmp_path: Path, settings: IngestSettings) -> Place:
    made = Place(tmp_path, settings)
    made.publish(110)
    return made


@pytest.fixture
def service(place: Place) -> Iterator[Service]:
    opened = Service(place.index, place.settings, READ_ONLY)
    yield opened
    opened.close()


def test_without_an_index_nothing_is_opened(tmp_path: Path, settings: IngestSettings) -> None:
    with pytest.raises(NoIndexError, match="huimin ingest"):
        Service(tmp_path, settings, READ_ONLY)


def test_the_live_generation_answers(service: Service) -> None:
    answer = service.ask(ASKED)
    assert answer.status is Status.ANSWERED and "110元" in answer.answer


def test_a_generation_published_meanwhile_answers_the_next_question(place: Place, service: Service) -> None:
    service.ask(ASKED)
    newer = place.publish(130)
    assert "130元" in service.ask(ASKED).answer
    assert service.index.name == newer


def test_a_rollback_is_followed(place: Place, service: Service) -> None:
    place.publish(130)
    service.ask(ASKED)
    place.generations.rollback()
    assert "110元" in service.ask(ASKED).answer


def test_the_old_generation_is_let_go_once_nobody_uses_it(place: Place, service: Service) -> None:
    older = service.index.name
    assert place.held(older)
    place.publish(130)
    service.ask(ASKED)
    assert not place.held(older)


def test_a_question_under_way_finishes_on_the_old_generation(place: Place, service: Service) -> None:
    older = service.index.name
    under_way = service.stream(ASKED)
    next(under_way)
    place.publish(130)
    assert "130元" in service.ask(ASKED).answer
    assert place.held(older)
    *_, answer = under_way
    assert isinstance(answer, Answer) and "110元" in answer.answer
    assert not place.held(older)


def test_the_old_generation_stays_until_its_last_question_is_done(place: Place, service: Service) -> None:
    older = service.index.name
    first, second = service.stream(ASKED), service.stream(ASKED)
    next(first), next(second)
    place.publish(130)
    service.ask(ASKED)
    list(first)
    assert place.held(older)
    *_, answer = second
    assert isinstance(answer, Answer) and "110元" in answer.answer
    assert not place.held(older)


def test_a_question_given_up_lets_the_old_generation_go(place: Place, service: Service) -> None:
    older = service.index.name
    under_way = service.stream(ASKED)
    assert isinstance(under_way, Generator)
    next(under_way)
    place.publish(130)
    service.ask(ASKED)
    under_way.close()
    assert not place.held(older)


def empty_manifest(generation: Path) -> None:
    (generation / MANIFEST).write_text("{}", encoding="utf-8")


def garbled_manifest(generation: Path) -> None:
    (generation / MANIFEST).write_text("{", encoding="utf-8")


def another_layout(generation: Path) -> None:
    manifest = json.loads((generation / MANIFEST).read_text(encoding="utf-8")) | {"layout": 99}
    (generation / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def garbled_store(generation: Path) -> None:
    (generation / FILE).write_bytes(b"no database at all, but long enough to look at" * 50)


def no_store(generation: Path) -> None:
    (generation / FILE).unlink()


def no_manifest(generation: Path) -> None:
    (generation / MANIFEST).unlink()


def no_keywords(generation: Path) -> None:
    shutil.rmtree(generation / KEYWORDS)


def no_model(generation: Path) -> None:
    shutil.rmtree(generation / MODEL)


@pytest.mark.parametrize(
    "damage",
    [
        no_manifest,
        garbled_manifest,
        another_layout,
        no_store,
        no_keywords,
        empty_manifest,
        garbled_store,
        no_model,
    ],
)
def test_a_generation_that_cannot_be_opened_leaves_the_old_one_serving(
    place: Place, service: Service, damage: Callable[[Path], object], caplog: pytest.LogCaptureFixture
) -> None:
    older = service.index.name
    place.publish_copy(damage)
    with caplog.at_level(logging.ERROR, logger="huimin"):
        answers = [service.ask(ASKED) for _ in range(2)]
    assert all("110元" in answer.answer for answer in answers)
    assert service.index.name == older
    assert len(caplog.records) == 1  # said once, not with every question


def test_after_one_that_cannot_be_opened_a_sound_one_is_taken(place: Place, service: Service) -> None:
    sound = place.publish(130)
    place.generations.rollback()
    service.ask(ASKED)
    place.publish_copy(no_store)
    service.ask(ASKED)
    place.generations.rollback(sound)
    assert "130元" in service.ask(ASKED).answer


def test_a_generation_that_cannot_be_opened_is_not_held(place: Place, service: Service) -> None:
    broken = place.publish_copy(no_store)
    service.ask(ASKED)
    assert not place.held(broken.name)


def test_a_lost_pointer_leaves_the_old_one_serving(place: Place, service: Service) -> None:
    (place.index / CURRENT).unlink()
    assert "110元" in service.ask(ASKED).answer


def test_many_may_ask_at_once_while_generations_change(place: Place, service: Service) -> None:
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(service.ask, ASKED) for _ in range(12)]
        place.publish(130)
        asked += [pool.submit(service.ask, ASKED) for _ in range(12)]
        answers = [one.result().answer for one in asked]
    assert all("110元" in answer or "130元" in answer for answer in answers)
    assert "130元" in answers[-1]


def test_close_lets_the_generation_go(place: Place) -> None:
    opened = Service(place.index, place.settings, READ_ONLY)
    name = opened.index.name
    opened.close()
    assert not place.held(name)

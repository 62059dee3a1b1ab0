"""What was asked in vain is kept masked, by the day, in no order, and only where an office wants it."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from rag.schema import Answer, Status
from tests.builders.answers import answer
from ui import inbox as module
from ui.api import feedback_routes
from ui.feedback import Feedback, Reason
from ui.inbox import FILE, Inbox, Why

DAY = date(2026, 11, 30)


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path, 30, lambda: DAY)


def declined(question: str, status: Status = Status.NOT_FOUND) -> Answer:
    return answer(question=question, status=status)


def test_it_is_off_where_nobody_wants_it_and_forgets_what_it_had(tmp_path: Path, inbox: Inbox) -> None:
    inbox.declined(declined("路灯谁来修？"), "")
    assert (tmp_path / FILE).exists()
    off = Inbox(tmp_path, 0)
    assert not (tmp_path / FILE).exists()
    off.declined(declined("路灯谁来修？"), "")
    off.rated(answer(), Reason.UNCLEAR)
    assert off.all() == () and [*tmp_path.iterdir()] == []


def test_a_question_is_kept_masked_with_its_day_and_nothing_else(tmp_path: Path, inbox: Inbox) -> None:
    inbox.declined(declined("我的电话13812345678，路灯谁来修？"), "江南省")
    (kept,) = inbox.all()
    assert kept.question == "我的电话〔电话号码〕，路灯谁来修？"
    assert (kept.day, kept.region, kept.why, kept.count) == ("2026-11-30", "江南省", Why.NOT_FOUND, 1)
    assert b"13812345678" not in (tmp_path / FILE).read_bytes()
    with sqlite3.connect(tmp_path / FILE) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(asked)")]
        assert columns == ["day", "region", "question", "why", "count"]
        with pytest.raises(sqlite3.OperationalError, match="rowid"):
            connection.execute("SELECT rowid FROM asked")


def test_a_question_that_comes_again_is_counted(inbox: Inbox) -> None:
    for _ in range(3):
        inbox.declined(declined("路灯谁来修？"), "")
    assert [one.count for one in inbox.all()] == [3]


@pytest.mark.parametrize("status", [*Status])
def test_only_what_was_asked_in_vain_is_kept(inbox: Inbox, status: Status) -> None:
    inbox.declined(declined("路灯谁来修？", status), "")
    in_vain = {"near", "not_found", "blank", "other_region", "out_of_scope", "needs_personal_data"}
    assert bool(inbox.all()) == (status in in_vain)


def test_an_answer_that_did_not_help_is_kept_once(inbox: Inbox) -> None:
    for reason in (Reason.WRONG_FIGURE, Reason.UNCLEAR, None):
        inbox.rated(answer(id="a"), reason)
    inbox.rated(answer(id="b"), None)
    assert {(one.why, one.count) for one in inbox.all()} == {(Why.WRONG_FIGURE, 1), (Why.OTHER, 1)}


def test_what_is_old_is_deleted_from_the_file(tmp_path: Path) -> None:
    first = Inbox(tmp_path, 30, lambda: DAY)
    first.declined(declined("路灯谁来修？"), "")
    assert Inbox(tmp_path, 30, lambda: DAY + timedelta(days=29)).all()
    assert Inbox(tmp_path, 30, lambda: DAY + timedelta(days=30)).all() == ()
    assert "路灯".encode() not in (tmp_path / FILE).read_bytes()


def test_a_day_brings_no_more_than_may_be_kept(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PER_DAY", 2)
    for question in ("一？", "二？", "三？", "一？"):
        inbox.declined(declined(question), "")
    assert {(one.question, one.count) for one in inbox.all()} == {("一？", 2), ("二？", 1)}


def test_a_full_disk_takes_nobody_their_answer(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    inbox = Inbox(tmp_path, 30)
    inbox.declined(declined("路灯谁来修？"), "")
    assert inbox.all() == ()


def test_the_file_is_the_servers_alone(tmp_path: Path, inbox: Inbox) -> None:
    inbox.declined(declined("路灯谁来修？"), "")
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_rating_that_says_no_reaches_it_and_one_that_says_yes_does_not(tmp_path: Path, inbox: Inbox) -> None:
    feedback = Feedback(tmp_path, 30)
    window: Any = SimpleNamespace(feedback=feedback, inbox=inbox)
    app = FastAPI()
    app.include_router(feedback_routes(window))
    client = TestClient(app)
    for key, helpful in (("a", True), ("b", False)):
        feedback.remember(answer(id=key, question=f"{key}的补助多少"))
        rating = {"answer": key, "helpful": helpful, "reason": "unclear"}
        assert client.post("/api/v1/feedback", json=rating).status_code == 204
    assert [(one.question, one.why) for one in inbox.all()] == [("b的补助多少", Why.UNCLEAR)]

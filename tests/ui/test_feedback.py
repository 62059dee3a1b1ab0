"""Feedback is stored with the answer's evidence, without anybody's numbers."""

import json
import sqlite3
import time
from pathlib import Path

import pytest

from tests.builders.answers import answer
from ui.feedback import FILE, REMEMBERED, Feedback, Rated, Reason


@pytest.fixture
def feedback(tmp_path: Path) -> Feedback:
    return Feedback(tmp_path, keep_days=30)


def stored(folder: Path) -> list[sqlite3.Row]:
    connection = sqlite3.connect(folder / FILE)
    connection.row_factory = sqlite3.Row
    rows = connection.execute("SELECT * FROM feedback").fetchall()
    connection.close()
    return rows


def test_a_rating_is_stored_with_the_evidence_of_the_answer(feedback: Feedback, tmp_path: Path) -> None:
    feedback.remember(answer())
    assert feedback.rate("a1", helpful=False, reason=Reason.WRONG_FIGURE, words="应该是420元") is Rated.KEPT
    (row,) = stored(tmp_path)
    assert (row["helpful"], row["reason"], row["words"]) == (0, "wrong_figure", "应该是420元")
    assert (row["said"], row["status"]) == ("每学期360元[1]。", "answered")
    assert json.loads(row["evidence"])["citations"][0]["quote"] == "每学期360元"


def test_personal_numbers_are_not_stored(feedback: Feedback, tmp_path: Path) -> None:
    feedback.remember(answer(question="我的电话13812345678，补助多少"))
    feedback.rate("a1", helpful=False, words="请回电 13812345678")
    assert b"13812345678" not in (tmp_path / FILE).read_bytes()
    assert stored(tmp_path)[0]["words"] == "请回电 〔电话号码〕"


def test_an_answer_that_was_never_given_cannot_be_rated(feedback: Feedback, tmp_path: Path) -> None:
    assert feedback.rate("a1", helpful=True) is Rated.UNKNOWN
    assert not (tmp_path / FILE).exists()


def test_a_second_rating_replaces_the_first(feedback: Feedback, tmp_path: Path) -> None:
    feedback.remember(answer())
    feedback.rate("a1", helpful=True)
    feedback.rate("a1", helpful=False, reason=Reason.UNCLEAR)
    assert [row["reason"] for row in stored(tmp_path)] == ["unclear"]


def test_old_feedback_is_deleted(feedback: Feedback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feedback.remember(answer(id="old"))
    feedback.rate("old", helpful=True)
    later = time.time() + 31 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    feedback.remember(answer(id="new"))
    feedback.rate("new", helpful=True)
    assert [row["answer"] for row in stored(tmp_path)] == ["new"]


def test_the_oldest_answers_are_forgotten_first(feedback: Feedback) -> None:
    for number in range(REMEMBERED + 1):
        feedback.remember(answer(id=str(number)))
    assert feedback.rate("0", helpful=True) is Rated.UNKNOWN
    assert feedback.rate("1", helpful=True) is Rated.KEPT


def test_a_day_brings_no_more_than_may_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feedback = Feedback(tmp_path, keep_days=30, per_day=2)
    for key in ("one", "two", "three"):
        feedback.remember(answer(id=key))
    assert [feedback.rate(key, helpful=True) for key in ("one", "two", "three")] == [Rated.KEPT, Rated.KEPT, Rated.FULL]
    assert feedback.rate("two", helpful=False) is Rated.KEPT  # another opinion is no other row
    later = time.time() + 86_401
    monkeypatch.setattr(time, "time", lambda: later)
    assert feedback.rate("three", helpful=True) is Rated.KEPT


def test_a_disk_without_room_is_no_fault_of_the_visitor(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    feedback = Feedback(tmp_path, keep_days=30)
    (tmp_path / FILE).mkdir()  # in its place nothing can be written
    feedback.remember(answer())
    assert feedback.rate("a1", helpful=True) is Rated.FULL and "cannot keep feedback" in caplog.text


def test_where_somebody_lives_is_not_stored(feedback: Feedback, tmp_path: Path) -> None:
    feedback.remember(answer(question="我住在南塔路12号，身份证532326 19520314 0010，补助多少"))
    feedback.rate("a1", helpful=False, words="加我微信wang_li88")
    kept = (tmp_path / FILE).read_bytes()
    assert not [told for told in ("南塔路", "0010", "wang_li88") if told.encode() in kept]

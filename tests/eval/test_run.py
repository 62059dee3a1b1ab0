"""A run asks every case once and writes everything to its folder."""

import json
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from scoring import answer, case, silent

import eval.run
from eval.run import run, run_folder
from rag.schema import Answer, Question, Status

DAY = date(2024, 6, 1)


class Scripted:
    """Answers every question alike, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        manifest = {"documents": {"lake.md": "hash"}, "embedding": {"model": "builtin"}, "passage_tokens": 220}
        self.index = SimpleNamespace(name="000001-test", manifest=manifest)

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        return answer(status=Status.NOT_FOUND) if question.text == "火箭?" else answer()


@pytest.fixture
def service() -> Scripted:
    return Scripted()


def done(service: Scripted, out: Path, *cases):
    return run(cases or (case(), silent(id="c2", question="火箭?")), service, out, DAY, lambda at, total: None)


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_writes_its_settings_answers_scores_and_summary(service: Scripted, tmp_path: Path) -> None:
    done(service, tmp_path / "runs" / "one")
    written = {path.name for path in (tmp_path / "runs" / "one").iterdir()}
    assert written == {"settings.json", "answers.jsonl", "scores.jsonl", "summary.json"}


def test_every_case_has_a_line_of_answers_and_of_scores(service: Scripted, tmp_path: Path) -> None:
    scores, _ = done(service, tmp_path)
    answers, lines = read_lines(tmp_path / "answers.jsonl"), read_lines(tmp_path / "scores.jsonl")
    assert (
        [one["case"] for one in answers] == [one["id"] for one in lines] == [one.id for one in scores] == ["c1", "c2"]
    )
    assert answers[0]["answer"] == "校车补助每学期360元[1]。"
    assert [one["right"] for one in lines] == [True, True]


def test_the_summary_is_that_of_the_scores(service: Scripted, tmp_path: Path) -> None:
    _, summary = done(service, tmp_path)
    written = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert written["accuracy"]["hits"] == summary.accuracy.hits == 2
    assert written["abstention"]["n"] == 1


def test_a_question_is_asked_with_its_region_history_and_day(service: Scripted, tmp_path: Path) -> None:
    said = [{"role": "user", "content": "校车有补助吗"}, {"role": "assistant", "content": "有。"}]
    done(service, tmp_path, case(history=said, region=None))
    (question,) = service.asked
    assert (question.text, question.region, question.as_of) == ("校车补助多少?", None, DAY)
    assert [(turn.role, turn.content) for turn in question.history] == [("user", "校车有补助吗"), ("assistant", "有。")]


def test_the_settings_say_what_was_run(service: Scripted, tmp_path: Path) -> None:
    done(service, tmp_path)
    written = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))
    assert (written["as_of"], written["cases"], written["index"]) == ("2024-06-01", 2, "000001-test")
    assert written["versions"]["langchain-core"] and written["documents"] == {"lake.md": "hash"}


def test_progress_is_told_from_the_first_to_the_last(service: Scripted, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    run([case(), case(id="c2")], service, tmp_path, DAY, lambda at, total: told.append((at, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]


class Noon(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz=None):
        return cls(2024, 6, 1, 12, 0, 5)


def test_a_run_folder_is_named_by_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eval.run, "datetime", Noon)
    assert run_folder(tmp_path) == tmp_path / "20240601-120005"


def test_a_second_run_in_the_same_second_gets_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: Scripted
) -> None:
    monkeypatch.setattr(eval.run, "datetime", Noon)
    done(service, run_folder(tmp_path))
    assert not run_folder(tmp_path).exists()

"""A run asks every case once, keeps everything in its folder, and can be scored again without asking."""

import json
from datetime import datetime
from pathlib import Path

import pytest

import eval.run
from eval.jsonl import save
from eval.run import Run, ask_all, run_folder, score_all
from ingest.errors import SourceError
from ingest.index.opened import Index
from rag.settings import AnswerSettings
from tests.builders.answers import DAY, NO_MODEL
from tests.builders.cases import lake_cases
from tests.openai_server import Play, openai_server


@pytest.fixture(scope="module")
def folder(lake: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over the lake plan. Tests leave its answers as they are."""
    out = tmp_path_factory.mktemp("runs") / "one"
    ask_all(lake_cases(), lake, out, settings=NO_MODEL, as_of=DAY)
    return out


@pytest.fixture(scope="module")
def done(folder: Path) -> Run:
    return score_all(folder)


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_keeps_what_was_asked_and_answered_and_its_scores(done: Run, folder: Path) -> None:
    written = {path.name for path in folder.iterdir()}
    asked = {"cases.jsonl", "answers.jsonl", "naive.jsonl", "lies.jsonl", "facts.jsonl", "settings.json"}
    assert written == asked | {"scores.jsonl", "summary.json"}
    ids = ["lake-1", "lake-2", "lake-3"]
    assert [one["case"] for one in read_lines(folder / "answers.jsonl")] == ids
    assert [one["id"] for one in read_lines(folder / "scores.jsonl")] == [score.id for score in done.scores] == ids


def test_answers_are_scored_and_the_naive_reader_beside(done: Run, folder: Path) -> None:
    assert [score.right for score in done.scores] == [True, True, True]
    assert done.scores[0].cited and done.scores[0].ranks["fused"] == 1
    assert (done.naive.abstention.hits, done.naive.abstention.n) == (0, 1)
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert (summary["accuracy"]["hits"], summary["recall"]["fused"]["5"]["n"]) == (3, 2)


def test_the_settings_say_what_was_run_and_no_key(lake: Index, tmp_path: Path) -> None:
    secret = AnswerSettings(llm_base_url="", llm_model="", llm_api_key="geheim")
    ask_all(lake_cases()[:1], lake, tmp_path, settings=secret, as_of=DAY)
    text = (tmp_path / "settings.json").read_text(encoding="utf-8")
    settings = json.loads(text)
    assert (settings["as_of"], settings["cases"], settings["index"]) == ("2024-06-01", 1, lake.name)
    assert settings["embedding"]["hash"] and settings["knowledge"] and settings["documents"]
    assert settings["versions"]["langchain-core"] and settings["answer"]["question_limit"]
    assert "geheim" not in text and "llm_api_key" not in text


def test_two_runs_get_the_same_scores(lake: Index, folder: Path, tmp_path: Path) -> None:
    ask_all(lake_cases(), lake, tmp_path, settings=NO_MODEL, as_of=DAY)
    first, second = score_all(folder), score_all(tmp_path)
    timed = {"latency_ms"}
    for one, other in zip(read_lines(folder / "scores.jsonl"), read_lines(tmp_path / "scores.jsonl"), strict=True):
        assert {key: one[key] for key in one if key not in timed} == {
            key: other[key] for key in other if key not in timed
        }
    assert first.lies == second.lies and first.facts == second.facts


def test_a_mended_question_is_scored_without_asking_again(folder: Path, tmp_path: Path) -> None:
    mended = [case.model_copy(update={"must": (("999元",),)}) if not case.abstain else case for case in lake_cases()]
    before = (folder / "answers.jsonl").read_bytes()
    assert [score.right for score in score_all(folder, mended).scores] == [False, True, False]
    assert (folder / "answers.jsonl").read_bytes() == before
    assert [score.right for score in score_all(folder).scores] == [True, True, True]


def test_questions_that_were_not_asked_are_not_scored(folder: Path) -> None:
    others = [case.model_copy(update={"id": f"other-{case.id}"}) for case in lake_cases()]
    with pytest.raises(SourceError, match="没有这些题"):
        score_all(folder, others)
    assert len(score_all(folder, [*others, lake_cases()[0]]).scores) == 1


def test_other_steps_may_stand_in_for_the_products(lake: Index, tmp_path: Path) -> None:
    ask_all(lake_cases(), lake, tmp_path, settings=NO_MODEL, as_of=DAY, steps=[])
    assert {score.status for score in score_all(tmp_path).scores} == {"fault"}


def test_a_folder_that_is_no_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"cases\.jsonl"):
        score_all(tmp_path)
    save(tmp_path / "cases.jsonl", lake_cases())
    with pytest.raises(SourceError, match=r"answers\.jsonl"):
        score_all(tmp_path)


def test_progress_is_told_from_the_first_to_the_last(lake: Index, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    ask_all(
        lake_cases(),
        lake,
        tmp_path,
        settings=NO_MODEL,
        as_of=DAY,
        steps=[],
        progress=lambda at, total: told.append((at, total)),
    )
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


class Noon(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz=None):
        return cls(2024, 6, 1, 12, 0, 5)


def test_a_run_folder_is_named_by_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eval.run, "datetime", Noon)
    assert run_folder(tmp_path) == tmp_path / "20240601-120005"


def test_a_second_run_in_the_same_second_gets_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eval.run, "datetime", Noon)
    run_folder(tmp_path).mkdir()
    assert not run_folder(tmp_path).exists()


def written_by(says: list[Play], lake: Index, out: Path) -> Run:
    """A run in which an endpoint that says these things in turn is asked besides."""
    with openai_server() as (address, endpoint):
        endpoint.set(*says)
        settings = AnswerSettings(llm_base_url=address, llm_model="scripted", llm_timeout_s=5, home=out)
        ask_all(lake_cases(), lake, out, settings=settings, as_of=DAY, with_model=True)
    return score_all(out)


SAYS = Play([{"text": "高龄津贴每月110元。", "sources": ["高龄津贴110元"]}, {"complete": True}])


def test_an_endpoint_is_asked_beside_and_the_answers_without_it_stay(lake: Index, done: Run, tmp_path: Path) -> None:
    run = written_by([SAYS], lake, tmp_path)
    assert run.model and (run.model.written, run.model.fell_back) == (3, 0)
    # the third asks for what no plan has: a model that says something else all the same answers it wrongly
    assert (run.model.summary.accuracy.hits, run.model.summary.accuracy.n) == (2, 3)
    assert {record.answer.mode for record in run.records.values()} == {"read"}
    assert [score.first for score in run.scores] == [score.first for score in done.scores]
    assert run.lies == done.lies
    assert json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))["answer"]["llm_model"] == "scripted"


def test_what_a_model_invents_never_counts_as_written(lake: Index, tmp_path: Path) -> None:
    run = written_by([Play([{"text": "高龄津贴每月999元。", "sources": ["高龄津贴110元"]}])], lake, tmp_path)
    assert run.model and run.model.written == 0 and run.model.summary.breaches == 0
    assert "999" not in "".join(record.answer.answer for record in run.model.records.values())


def test_a_dead_endpoint_is_counted_as_falling_back(lake: Index, tmp_path: Path) -> None:
    run = written_by([Play(status=400)], lake, tmp_path)
    assert run.model and (run.model.written, run.model.fell_back) == (0, 3)
    assert run.model.summary.accuracy.hits == 3


def test_a_configured_endpoint_is_not_asked_unless_told_to(lake: Index, tmp_path: Path) -> None:
    with openai_server() as (address, endpoint):
        settings = AnswerSettings(llm_base_url=address, llm_model="scripted", home=tmp_path)
        ask_all(lake_cases(), lake, tmp_path, settings=settings, as_of=DAY)
        assert not endpoint.asked
    assert score_all(tmp_path).model is None

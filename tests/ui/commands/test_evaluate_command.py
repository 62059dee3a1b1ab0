"""`huimin eval`: runs, scores, comparisons and the baseline from the command line; exit code 1 where the gate stops."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import ingest.settings
import rag.settings
from ingest.pipeline import ingest as ingest_files
from ingest.settings import IngestSettings
from tests.builders.plans import LAKE_DIGEST
from tests.indexes import Build
from tests.openai_server import Play, openai_server
from ui.cli import main

TITLE = "青石县“十四五”公共服务规划"
FLOORS = {"accuracy": 1, "given": 1, "cited": 1, "abstention": 1, "recall": 1, "wrong_abstention": 0}


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Huimin = Callable[..., Done]


@pytest.fixture
def huimin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Huimin:
    """Runs `huimin eval` in this process."""
    for settings in (ingest.settings, rag.settings):
        settings.load_settings.cache_clear()

    def run(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["huimin", "eval", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Done(code=int(left.value.code or 0), out=said.out, err=said.err)

    return run


@pytest.fixture(scope="module")
def lake(built: Build) -> Path:
    return built({"lake.md": LAKE_DIGEST})


def questions(**changed: Any) -> str:
    """One question to answer and one to decline."""
    case = {
        "id": "lake-1",
        "category": "figure",
        "region": "青石县",
        "history": [],
        "question": "高龄津贴每月多少元?",
        "answer": "每月110元。",
        "must": [["110元"]],
        "must_not": [],
        "evidence": {"document": TITLE, "place": "第二节 养老", "words": "高龄津贴110元"},
        "abstain": False,
        "phrasing": "official",
    } | changed
    silent = {"id": "lake-2", "abstain": True, "must": [], "evidence": None, "question": "火箭发射补贴多少?"}
    cases = (case, case | silent | {"category": "unanswerable", "answer": "没有写明。"})
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in cases)


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text(questions(), encoding="utf-8")
    return path


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    path = tmp_path / "gate.toml"
    floors = "".join(f"{name} = {value}\n" for name, value in FLOORS.items())
    path.write_text(f"[floors]\n{floors}[drops]\naccuracy = 0\ncited = 0\nrecall = 0\n", encoding="utf-8")
    return path


@pytest.fixture
def first(huimin: Huimin, lake: Path, sets: Path, gate: Path, tmp_path: Path) -> Path:
    """A run that reaches the gate."""
    done = huimin("run", sets, "--gate", gate, "--out", tmp_path / "first", "--index", lake)
    assert done.code == 0, done.out + done.err
    return tmp_path / "first"


def test_a_run_that_reaches_the_gate_shows_its_figures(first: Path, huimin: Huimin) -> None:
    done = huimin("score", first)
    assert done.code == 0 and "accuracy" in done.out and "naive" in done.out
    assert "altered figures withheld: 1/1" in done.out and "✗" not in done.out


def test_a_run_that_misses_the_gate_names_the_question_and_the_step(
    huimin: Huimin, lake: Path, sets: Path, gate: Path, tmp_path: Path
) -> None:
    sets.write_text(questions(must=[["999元"]]), encoding="utf-8")
    done = huimin("run", sets, "--gate", gate, "--out", tmp_path / "run", "--index", lake)
    assert done.code == 1
    assert "accuracy: 0.500" in done.err and "cited" not in done.err
    assert all(words in done.out for words in ("lake-1", "应有:999元", "110元", "位置对，取的内容不对"))
    assert "lake-2" not in done.out


def test_a_run_is_kept_in_the_home_when_no_folder_is_named(
    huimin: Huimin, lake: Path, sets: Path, gate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIMIN_HOME", str(tmp_path / "home"))
    huimin("run", sets, "--gate", gate, "--index", lake)
    (run,) = (tmp_path / "home" / "runs").iterdir()
    assert (run / "answers.jsonl").is_file()


@pytest.mark.parametrize("words", [["none.jsonl"], ["--gate", "none.toml"]], ids=["set", "gate"])
def test_a_set_or_gate_that_is_missing_is_an_unreadable_input(huimin: Huimin, lake: Path, words: list[str]) -> None:
    done = huimin("run", *words, "--index", lake)
    assert done.code == 3 and len(done.err.strip().splitlines()) == 1 and words[-1] in done.err


def test_a_folder_that_is_no_run_is_an_unreadable_input(huimin: Huimin, tmp_path: Path) -> None:
    for words in (["score", tmp_path], ["compare", tmp_path, tmp_path], ["accept", tmp_path, "--baseline", tmp_path]):
        done = huimin(*words)
        assert done.code == 3 and "cases.jsonl" in done.err


def test_a_run_is_scored_again_with_a_mended_set(huimin: Huimin, first: Path, sets: Path) -> None:
    sets.write_text(questions(must=[["999元"]]), encoding="utf-8")
    assert "999元" in huimin("score", first, sets).out


def test_a_fall_below_the_accepted_baseline_stops_a_run_and_the_question_is_marked(
    huimin: Huimin, lake: Path, first: Path, sets: Path, gate: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    assert huimin("accept", first, "--baseline", kept).out.count(str(kept)) == 3
    again = ("run", sets, "--gate", gate, "--index", lake, "--baseline", kept)
    assert huimin(*again, "--out", tmp_path / "same").code == 0
    sets.write_text(questions(must=[["999元"]]), encoding="utf-8")
    done = huimin(*again, "--smoke", "--out", tmp_path / "worse")
    assert done.code == 1 and "accuracy: 0.000, the baseline has 1.000" in done.err
    assert "✗ 退步 lake-1" in done.out


def test_an_altered_figure_of_the_corpus_stops_a_run_without_any_question_about_it(
    huimin: Huimin, first: Path, sets: Path, gate: Path, tmp_path: Path
) -> None:
    kept, source, index = tmp_path / "kept", tmp_path / "lake.md", tmp_path / "index"
    huimin("accept", first, "--baseline", kept)
    altered = LAKE_DIGEST.replace("860张", "680张")
    source.write_text(altered, encoding="utf-8")
    ingest_files(index, IngestSettings(), sources=[source])
    done = huimin("run", sets, "--gate", gate, "--index", index, "--baseline", kept, "--out", tmp_path / "run")
    assert done.code == 1
    assert "lake.md · 第二章 服务标准 / 第二节 养老: 860张 → 680张" in done.err and "accuracy" not in done.err


def test_two_runs_are_compared_with_both_texts(
    huimin: Huimin, lake: Path, first: Path, sets: Path, gate: Path, tmp_path: Path
) -> None:
    sets.write_text(questions(question="有几张养老床位?", must=[["860张"]]), encoding="utf-8")
    huimin("run", sets, "--gate", gate, "--out", tmp_path / "second", "--index", lake)
    done = huimin("compare", first, tmp_path / "second")
    assert done.code == 0 and "有变化 lake-1" in done.out
    assert "110元" in done.out and "860张" in done.out
    assert huimin("compare", first, first).out.startswith("变好 0，变差 0")


def test_a_new_question_comes_as_a_line_to_fill_in(huimin: Huimin) -> None:
    line = json.loads(huimin("new", "lake-9", "养老床位几张?").out)
    assert (line["id"], line["question"]) == ("lake-9", "养老床位几张?")
    assert line.keys() == json.loads(questions().splitlines()[0]).keys()


def test_a_model_is_asked_beside_and_what_turns_by_it_is_listed(
    huimin: Huimin, lake: Path, sets: Path, gate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says: list[dict[str, Any]] = [{"text": "高龄津贴面向老人。", "sources": ["高龄津贴110元"]}, {"complete": True}]
    with openai_server() as (address, endpoint):
        endpoint.set(Play(says))
        monkeypatch.setenv("HUIMIN_LLM_BASE_URL", address)
        monkeypatch.setenv("HUIMIN_LLM_MODEL", "scripted")
        done = huimin("run", sets, "--model", "--gate", gate, "--out", tmp_path / "run", "--index", lake)
    assert done.code == 0, done.out + done.err
    assert "大模型变差 lake-1" in done.out and "大模型:高龄津贴面向老人" in done.out
    assert "model: 2 of 2 answers written, 0 fell back" in done.out
    assert done.out.splitlines()[0].split()[-2:] == ["naive", "model"]


def test_a_model_that_is_not_configured_is_wrong_usage(huimin: Huimin, lake: Path, sets: Path) -> None:
    done = huimin("run", sets, "--model", "--index", lake)
    assert done.code == 2 and "HUIMIN_LLM_BASE_URL" in done.err and len(done.err.strip().splitlines()) == 1

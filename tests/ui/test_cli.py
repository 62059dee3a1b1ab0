"""The command line: what it prints, and the exit codes 0 done, 1 gate failed, 2 wrong usage, 3 unreadable input."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import ingest.settings
import rag.settings
from ingest.index.generations import CURRENT, Generations
from ingest.index.integrity import MANIFEST
from ingest.index.store import FILE
from tests.builders.office import body_xml, paragraph, run
from tests.builders.plans import LAKE
from tests.indexes import Build
from ui.cli import main

PINE = """---
title: 松岭市养老服务方案
region: 江南省/临湖市/松岭市
period: 2024-2026
---
# 补贴标准

80周岁以上老人每人每月领取高龄津贴80元。
"""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def huimin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, as the installed script does."""
    for settings in (ingest.settings, rag.settings):
        settings.load_settings.cache_clear()

    def run(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["huimin", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Done(code=int(left.value.code or 0), out=said.out, err=said.err)

    return run


@pytest.fixture(scope="module")
def lake(built: Build) -> Path:
    """An index with one invented plan; tests that change it take a copy."""
    return built({"lake.md": LAKE})


@pytest.fixture
def own(lake: Path, tmp_path: Path) -> Path:
    """A copy of the index for a test that changes it."""
    return shutil.copytree(lake, tmp_path / "own-index")


@pytest.fixture
def pine(tmp_path: Path) -> Path:
    path = tmp_path / "pine.md"
    path.write_text(PINE, encoding="utf-8")
    return path


def one_line(words: str) -> bool:
    return len(words.strip().splitlines()) == 1 and "Traceback" not in words


# ask


def test_a_question_is_answered_with_its_source(huimin: Run, lake: Path) -> None:
    done = huimin("ask", "高龄津贴每月多少元", "--as-of", "2024-06-01", "--index", lake)
    assert done.code == 0
    first, *rest = done.out.splitlines()
    assert first == "年满82周岁的老人每月领取高龄津贴110元[1]。"
    assert any("《青石县“十四五”公共服务规划》" in line and "原文" in line for line in rest)


def test_an_answer_as_json_keeps_the_contract(huimin: Run, lake: Path) -> None:
    answer = huimin("ask", "高龄津贴每月多少元", "--json", "--region", "青石县", "--index", lake).json()
    assert (answer["status"], answer["abstained"], answer["mode"]) == ("answered", False, "read")
    assert answer["citations"][0]["quote"] == "年满82周岁的老人每月领取高龄津贴110元。"


def test_the_trace_goes_beside_the_answer(huimin: Run, lake: Path) -> None:
    done = huimin("ask", "高龄津贴多少", "--trace", "--json", "--index", lake)
    assert done.json()["steps"]
    assert all(name in done.err for name in ("guard", "retrieve", "verify"))


def test_the_day_asked_about_decides_what_has_expired(huimin: Run, lake: Path) -> None:
    said = [huimin("ask", "高龄津贴多少", "--as-of", day, "--index", lake).out for day in ("2025-12-31", "2026-01-01")]
    assert ["已到期" in out for out in said] == [False, True]


def test_an_abstention_is_no_failure(huimin: Run, lake: Path) -> None:
    done = huimin("ask", "高龄津贴多少", "--region", "大姚县", "--json", "--index", lake)
    assert (done.code, done.json()["status"]) == (0, "other_region")


@pytest.mark.parametrize(
    "words",
    [
        ["ask", ""],
        ["ask"],
        ["ask", "问" * 1001],
        ["ask", "低保", "--as-of", "yesterday"],
        ["ask", "低保", "--colour"],
        ["ask", "低保", "--batch", "in.jsonl", "--out", "out.jsonl"],
        ["ask", "--batch", "in.jsonl"],
        ["ask", "--out", "out.jsonl"],
        ["serve", "--port", "0"],
        ["fly"],
        ["documents", "show", "d0"],
        ["documents", "withdraw", "d0"],
        ["index", "rollback"],
        ["index", "rollback", "--to", "000009"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_with_exit_code_2(huimin: Run, own: Path, words: list[str]) -> None:
    takes_index = words != ["fly"]
    done = huimin(*words, *(["--index", own] if takes_index else []))
    assert (done.code, done.out) == (2, "")
    assert done.err and "Traceback" not in done.err


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "低保"],
        ["ask", "--batch", "in.jsonl", "--out", "out.jsonl"],
        ["documents", "list"],
        ["documents", "show", "d0"],
        ["index", "list"],
        ["index", "check"],
        ["eval", "run"],
    ],
    ids=" ".join,
)
def test_without_an_index_one_line_says_how_to_make_it(huimin: Run, tmp_path: Path, words: list[str]) -> None:
    done = huimin(*words, "--index", tmp_path / "nowhere")
    assert (done.code, done.out) == (2, "")
    assert one_line(done.err) and "huimin ingest" in done.err


def test_an_index_of_other_settings_is_said_in_one_line(
    huimin: Run, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIMIN_EMBEDDING_MODEL", "some/model")
    done = huimin("ask", "低保", "--index", lake)
    assert done.code == 2 and one_line(done.err) and "some/model" in done.err


def test_a_broken_index_is_said_in_one_line(huimin: Run, own: Path) -> None:
    (Generations(own).current() / FILE).unlink()
    done = huimin("ask", "低保", "--index", own)
    assert done.code == 3 and one_line(done.err)


# ask --batch


def batch(path: Path, *items: object) -> Path:
    lines = [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in items]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_batch_gets_an_answer_a_line_in_its_order(huimin: Run, lake: Path, tmp_path: Path) -> None:
    questions = batch(
        tmp_path / "in.jsonl",
        {"id": "b", "question": "高龄津贴每月多少元", "history": []},
        "",
        {"id": "a", "question": "高龄津贴多少", "region": "大姚县"},
        {"id": 7, "question": "", "history": None},
    )
    done = huimin("ask", "--batch", questions, "--out", tmp_path / "out.jsonl", "--index", lake)
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert done.code == 0
    assert [(one["id"], one["status"]) for one in answers] == [
        ("b", "answered"),
        ("a", "other_region"),
        ("7", "refused"),
    ]


def test_a_line_of_a_batch_may_name_its_day(huimin: Run, lake: Path, tmp_path: Path) -> None:
    asked = {"id": "x", "question": "高龄津贴多少"}
    questions = batch(tmp_path / "in.jsonl", asked, asked | {"as_of": "2026-01-01"})
    huimin("ask", "--batch", questions, "--out", tmp_path / "out", "--as-of", "2025-01-01", "--index", lake)
    answers = [json.loads(line) for line in (tmp_path / "out").read_text(encoding="utf-8").splitlines()]
    assert [[note["kind"] for note in one["notes"]][-1] for one in answers] == ["region_inferred", "expired"]


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        [1],
        {"id": "a"},
        {"question": "低保"},
        {"id": "a", "question": "低保", "as_of": "soon"},
        {"id": "a", "question": "低保", "history": [{"role": "user"}]},
        {"id": "a", "question": "低保", "history": "before"},
    ],
    ids=["no json", "no object", "no question", "no id", "day", "turn", "history"],
)
def test_a_batch_line_that_cannot_be_read_is_named_before_anything_is_asked(
    huimin: Run, lake: Path, tmp_path: Path, broken: object
) -> None:
    questions = batch(tmp_path / "in.jsonl", {"id": "a", "question": "低保"}, broken)
    done = huimin("ask", "--batch", questions, "--out", tmp_path / "out.jsonl", "--index", lake)
    assert done.code == 3 and one_line(done.err) and "第 2 行" in done.err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_missing_batch_is_an_unreadable_input(huimin: Run, lake: Path, tmp_path: Path) -> None:
    done = huimin("ask", "--batch", tmp_path / "none.jsonl", "--out", tmp_path / "out.jsonl", "--index", lake)
    assert done.code == 3 and one_line(done.err) and "none.jsonl" in done.err


def test_an_out_file_that_cannot_be_written_is_said_in_one_line(huimin: Run, lake: Path, tmp_path: Path) -> None:
    questions = batch(tmp_path / "in.jsonl", {"id": "a", "question": "低保"})
    done = huimin("ask", "--batch", questions, "--out", tmp_path / "none" / "out.jsonl", "--index", lake)
    assert done.code == 2 and one_line(done.err)


# ingest


def test_an_ingest_reports_what_it_did(huimin: Run, own: Path, pine: Path) -> None:
    done = huimin("ingest", pine, "--index", own, "--json")
    report = done.json()
    assert done.code == 0 and report["published"] and report["skipped"] == []
    assert sorted((one["title"][:3], one["change"]) for one in report["documents"]) == [
        ("松岭市", "added"),
        ("青石县", "kept"),
    ]


def test_an_ingest_without_news_publishes_nothing(huimin: Run, own: Path, pine: Path) -> None:
    first = huimin("ingest", pine, "--index", own, "--json").json()
    again = huimin("ingest", pine, "--index", own, "--json").json()
    assert (again["published"], again["generation"]) == (False, first["generation"])


def test_an_ingest_shows_a_table(huimin: Run, own: Path, pine: Path) -> None:
    out = huimin("ingest", pine, "--index", own).out
    assert "松岭市" in out and "新增" in out and "已发布" in out


def test_a_skipped_input_is_said_and_the_rest_is_done(huimin: Run, own: Path, pine: Path) -> None:
    (pine.parent / "scan.pdf").write_bytes(b"%PDF-1.4")
    done = huimin("ingest", pine, pine.parent / "scan.pdf", "--index", own)
    assert done.code == 3
    assert "scan.pdf" in done.out.replace("\n", "") and "松岭市" in done.out
    assert len(huimin("documents", "list", "--json", "--index", own).json()) == 2


def test_what_of_a_word_file_was_not_read_is_said(huimin: Run, own: Path, tmp_path: Path) -> None:
    hidden = paragraph("护理补贴每人每月150元。", run("[red]9999元", "<w:vanish/>"))
    (tmp_path / "care.docx").write_bytes(body_xml(paragraph("松岭市护理补贴方案"), hidden))
    done = huimin("ingest", tmp_path / "care.docx", "--index", own)
    assert done.code == 0
    assert "care.docx：隐藏文字1处没有读，如“[red]9999元”" in "".join(done.out.split())


def test_a_missing_input_is_said_in_one_line(huimin: Run, own: Path, tmp_path: Path) -> None:
    done = huimin("ingest", tmp_path / "nowhere", "--index", own)
    assert done.code == 3 and one_line(done.err) and "nowhere" in done.err


def test_an_input_that_cannot_be_read_leaves_the_index_as_it_was(huimin: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    done = huimin("ingest", tmp_path / "empty.md", "--index", tmp_path / "index")
    assert done.code == 3 and one_line(done.err) and "empty.md" in done.err
    assert not (tmp_path / "index" / CURRENT).exists()


@pytest.mark.parametrize("title", ["松岭市[/]方案", "松岭市[red]方案"])
def test_a_title_in_brackets_is_shown_as_it_is(huimin: Run, own: Path, pine: Path, title: str) -> None:
    pine.write_text(PINE.replace("title: 松岭市养老服务方案", f"title: {title}"), encoding="utf-8")
    assert title in huimin("ingest", pine, "--index", own).out


def test_a_skipped_file_in_brackets_is_shown_as_it_is(huimin: Run, own: Path, pine: Path) -> None:
    scan = pine.parent / "[red]scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    assert "[red]scan.pdf" in huimin("ingest", pine, scan, "--index", own).out.replace("\n", "")


def test_a_listed_title_in_brackets_is_shown_as_it_is(huimin: Run, own: Path, pine: Path) -> None:
    pine.write_text(PINE.replace("title: 松岭市养老服务方案", "title: 松岭市[red]方案"), encoding="utf-8")
    huimin("ingest", pine, "--index", own, "--json")
    assert "松岭市[red]方案" in huimin("documents", "list", "--index", own).out


def test_training_anew_keeps_the_documents(huimin: Run, own: Path) -> None:
    before = huimin("documents", "list", "--json", "--index", own).json()
    done = huimin("train", "--index", own, "--json")
    assert done.code == 0 and done.json()["published"]
    assert huimin("documents", "list", "--json", "--index", own).json() == before


# documents and generations


def test_documents_are_listed_with_what_is_known_of_them(huimin: Run, lake: Path) -> None:
    (listed,) = huimin("documents", "list", "--json", "--index", lake).json()
    assert listed["title"] == "青石县“十四五”公共服务规划"
    assert (listed["region"], listed["number"]) == ("江南省/临湖市/青石县", "青政发〔2021〕7号")
    assert (listed["period"], listed["text_kind"]) == ("2021-2025", "original")


def test_documents_are_listed_in_a_table(huimin: Run, lake: Path) -> None:
    out = huimin("documents", "list", "--index", lake).out
    assert "青石县" in out and "原文" in out


def test_a_document_is_shown_with_its_outline(huimin: Run, lake: Path) -> None:
    (listed,) = huimin("documents", "list", "--json", "--index", lake).json()
    shown = huimin("documents", "show", listed["id"], "--json", "--index", lake).json()
    assert [section["title"] for section in shown["sections"]] == [
        "第一章 总体要求",
        "第二章 服务标准",
        "第一节 教育",
        "第二节 养老",
    ]
    out = huimin("documents", "show", listed["id"], "--index", lake).out
    assert "issuer: 青石县发展和改革局" in out and "第二节 养老" in out


def test_a_withdrawn_document_answers_no_more(huimin: Run, own: Path, pine: Path) -> None:
    huimin("ingest", pine, "--index", own, "--json")
    listed = huimin("documents", "list", "--json", "--index", own).json()
    gone = next(one["id"] for one in listed if one["title"].startswith("青石县"))
    assert huimin("documents", "withdraw", gone, "--index", own).code == 0
    (left,) = huimin("documents", "list", "--json", "--index", own).json()
    assert left["title"].startswith("松岭市")
    assert huimin("ask", "低保", "--region", "青石县", "--json", "--index", own).json()["status"] == "other_region"


def test_the_last_document_cannot_be_withdrawn(huimin: Run, own: Path) -> None:
    (listed,) = huimin("documents", "list", "--json", "--index", own).json()
    done = huimin("documents", "withdraw", listed["id"], "--index", own)
    assert done.code == 2 and one_line(done.err)
    assert huimin("documents", "list", "--json", "--index", own).json() == [listed]


def test_generations_are_listed_and_one_can_go_back(huimin: Run, own: Path, pine: Path) -> None:
    huimin("ingest", pine, "--index", own, "--json")
    before = huimin("index", "list", "--json", "--index", own).json()
    assert [(one["live"], one["counts"]["documents"]) for one in before] == [(False, 1), (True, 2)]
    assert before[0]["name"] in huimin("index", "rollback", "--index", own).out
    after = huimin("index", "list", "--json", "--index", own).json()
    assert [one["live"] for one in after] == [True, False]
    assert f"* {before[0]['name']}" in huimin("index", "list", "--index", own).out
    huimin("index", "rollback", "--to", before[1]["name"], "--index", own)
    assert huimin("index", "list", "--json", "--index", own).json() == before


def test_a_sound_index_passes_its_check(huimin: Run, lake: Path) -> None:
    done = huimin("index", "check", "--index", lake)
    assert done.code == 0 and "完整" in done.out


def test_a_broken_index_fails_its_check(huimin: Run, own: Path) -> None:
    (Generations(own).current() / FILE).unlink()
    done = huimin("index", "check", "--index", own)
    assert done.code == 3 and one_line(done.out) and f"缺少 {FILE}" in done.out
    assert one_line(done.err) and "huimin ingest" in done.err


def test_a_garbled_manifest_is_said_in_one_line(huimin: Run, own: Path) -> None:
    (Generations(own).current() / MANIFEST).write_text("{", encoding="utf-8")
    done = huimin("index", "list", "--index", own)
    assert done.code == 3 and one_line(done.out) and "清单已损坏" in done.out


# the script itself


def test_help_needs_no_heavy_import() -> None:
    heavy = ("torch", "chromadb", "gradio", "langchain_core", "sentence_transformers", "numpy")
    asked = f"import sys, ui.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("words", [[], ["documents"], ["index"], ["eval"]], ids=lambda words: " ".join(words) or "none")
def test_without_a_command_the_commands_are_listed(huimin: Run, words: list[str]) -> None:
    done = huimin(*words)
    assert "Commands" in done.out + done.err


def test_help_names_every_command(huimin: Run) -> None:
    out = huimin("--help").out
    assert all(name in out for name in ("ingest", "ask", "serve", "documents", "index", "eval", "train"))

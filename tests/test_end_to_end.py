"""From files to an answer: what a resident gets, and that every quote is cut from the document."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.schema import NoteKind, Question, Status
from rag.service import Service
from rag.settings import AnswerSettings
from tests.builders.plans import HILL, LAKE

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def two_regions(tmp_path_factory: pytest.TempPathFactory, settings: IngestSettings) -> Service:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "lake.md").write_text(LAKE, encoding="utf-8")
    (folder / "hill.txt").write_text(HILL, encoding="gb18030")
    index = tmp_path_factory.mktemp("index")
    report = ingest(index, settings, sources=[folder])
    assert {document.region for document in report.documents} == {"江南省/临湖市/青石县", ""}
    return Service(index, settings, AnswerSettings(llm_base_url="", llm_model=""))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("乡村校车补助标准是多少?", "每生每学期360元"),
        ("寄宿生早餐补助每天几元钱", "3.5元"),
        ("養老機構護理型床位占比到2025年目標是多少", "60%"),
        ("养老机构护理型床位占比2020年是多少", "41.5%"),
        ("到2025年要新建几所托育园", "12所"),
        ("高龄津贴每月多少钱", "110元"),
        ("乡村校车补助谁出钱", "县级财政"),
        ("寄宿生早餐补助给哪些学生", "寄宿小学生"),
    ],
)
def test_the_figure_of_the_right_row_is_answered(two_regions: Service, question: str, words: str) -> None:
    answer = two_regions.ask(Question(text=question, region="青石县", as_of=DAY))
    assert answer.status is Status.ANSWERED
    assert words in answer.answer


def test_every_quote_is_cut_from_the_document(two_regions: Service) -> None:
    for question in ("乡村校车补助标准是多少?", "现有养老床位多少张?"):
        answer = two_regions.ask(Question(text=question, region="青石县", as_of=DAY))
        document = two_regions.index.documents[answer.citations[0].document]
        for citation in answer.citations:
            assert citation.quote == document.text[citation.start : citation.end]
            assert all(cell.quote == document.text[cell.start : cell.end] for cell in citation.cells)


def test_a_blank_cell_is_said_to_be_blank(two_regions: Service) -> None:
    answer = two_regions.ask(Question(text="每千人口托位数2020年是多少", region="青石县", as_of=DAY))
    assert answer.status is Status.BLANK
    assert "空白" in answer.answer and answer.citations


def test_what_the_plan_does_not_say_is_not_answered(two_regions: Service) -> None:
    answer = two_regions.ask(Question(text="新能源汽车充电桩补贴多少钱", region="青石县", as_of=DAY))
    assert answer.status is Status.NOT_FOUND
    assert not answer.figures


def test_an_expired_plan_answers_and_is_marked(two_regions: Service) -> None:
    answer = two_regions.ask(Question(text="乡村校车补助多少", region="青石县", as_of=date(2026, 2, 1)))
    assert [note.kind for note in answer.notes] == [NoteKind.EXPIRED]


def test_a_region_without_a_plan_gets_no_other_regions_figure(two_regions: Service) -> None:
    answer = two_regions.ask(Question(text="大姚县高龄津贴每月多少钱", as_of=DAY))
    assert answer.status is Status.OTHER_REGION
    assert "110" not in answer.answer and not answer.citations


def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {"HUIMIN_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "ui.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.slow
def test_the_command_line_goes_the_whole_way(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = run("ingest", "--json", home=home)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["published"] and report["documents"] and not report["skipped"]
    answer = json.loads(run("ask", "义务教育学生营养膳食补助每天多少钱", "--json", home=home).stdout)
    assert answer["status"] == "answered" and "4元" in answer["answer"]
    assert answer["citations"][0]["text_kind"] == "digest"

    questions, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [{"id": "a", "question": "低保的钱谁出"}, {"id": "b", "question": "", "region": "大姚县"}]
    questions.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    done = run("ask", "--batch", str(questions), "--out", str(out), home=home)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(answer["id"], answer["status"]) for answer in answers] == [("a", "answered"), ("b", "refused")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ask", ""], 2, "请先写下"),
        (["ask", "问" * 10_000], 2, "10000"),
        (["ask", "低保", "--index", "nowhere"], 2, "huimin ingest"),
        (["ingest", "missing-folder"], 3, "missing-folder"),
        (["ask", "--batch", "missing.jsonl", "--out", "out.jsonl"], 2, "huimin ingest"),
    ],
)
def test_bad_input_gets_one_clear_line(words: list[str], code: int, said: str, tmp_path: Path) -> None:
    done = run(*words, home=tmp_path)
    assert done.returncode == code
    assert said in done.stderr and len(done.stderr.strip().splitlines()) == 1

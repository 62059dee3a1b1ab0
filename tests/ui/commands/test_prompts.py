"""`huimin ask --dump-prompt`, `huimin eval run --replay`, and how written answers are marked."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.replay import Replay
from ingest.settings import IngestSettings
from rag.schema import Question
from rag.service import Service
from rag.settings import AnswerSettings
from ui.cli import app
from ui.render import answer_text

MEALS = "义务教育学生营养膳食补助每天多少钱"
GOOD = {"text": "国家基础标准是每生每天4元。", "sources": ["每生每天4元"]}
BAD = {"text": "国家基础标准是每生每天6元。", "sources": ["每生每天4元"]}


def run(index: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["ask", *words, "--index", str(index)])
    return result.exit_code, result.stdout


def test_the_prompt_is_shown_instead_of_an_answer(sample_index: Path) -> None:
    code, shown = run(sample_index, MEALS, "--region", "大姚县", "--dump-prompt")
    assert code == 0 and MEALS in shown and "<材料>" in shown and "每生每天4元" in shown


def test_a_question_that_code_decides_has_no_prompt(sample_index: Path) -> None:
    _, shown = run(sample_index, "姚安县低保多少钱", "--dump-prompt")
    assert "不会发给大模型" in shown


def test_prompts_of_many_questions_are_json_lines(sample_index: Path, tmp_path: Path) -> None:
    batch = tmp_path / "in.jsonl"
    asked = [{"id": "1", "question": MEALS, "region": "大姚县"}, {"id": "2", "question": "姚安县低保多少钱"}]
    batch.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in asked), encoding="utf-8")
    code, shown = run(sample_index, "--batch", str(batch), "--dump-prompt")
    one, other = map(json.loads, shown.splitlines())
    assert code == 0 and MEALS in one["prompt"]["user"] and one["prompt"]["version"]
    assert other["id"] == "2" and other["prompt"] is None


def test_what_a_model_wrote_is_labelled_in_text_and_in_files(sample_index: Path, settings: IngestSettings) -> None:
    model = Replay([GOOD])
    service = Service(sample_index, settings, AnswerSettings(llm_base_url="", llm_model=""), model=model)
    answer = service.ask(Question(text=MEALS, region="大姚县"))
    service.close()
    assert "人工智能生成" in answer_text(answer)
    assert answer.as_json()["AIGC"]["Label"] == "1" and answer.as_json()["AIGC"]["ProduceID"] == answer.id
    read = replace(answer, mode="read")
    assert "人工智能生成" not in answer_text(read) and "AIGC" not in read.as_json()


@pytest.mark.parametrize(("line", "code", "told"), [(GOOD, 0, "good answers held 0 of 1"), (BAD, 1, "value 6元")])
def test_words_written_for_a_model_are_put_through_the_checks(
    sample_index: Path, tmp_path: Path, line: dict[str, object], code: int, told: str
) -> None:
    one = {"id": "c", "kind": "k", "good": True, "question": MEALS, "region": "大姚县", "says": [line]}
    (tmp_path / "cases.jsonl").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    done = CliRunner().invoke(app, ["eval", "run", "--replay", str(tmp_path), "--index", str(sample_index)])
    assert done.exit_code == code and told in done.stdout

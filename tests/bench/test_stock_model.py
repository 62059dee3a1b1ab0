"""The stock recipe with a model: scores and answers in our forms."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.stock_model import main
from ingest.errors import UsageError
from rag.generation.client import Allowance
from rag.generation.prompts import Prompt
from tests.builders.plans import LAKE
from tests.indexes import Build


@pytest.fixture(scope="module")
def lake(built: Build) -> Path:
    return built({"lake.md": LAKE})


class Says:
    name = "scripted"

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.prompts: list[Prompt] = []

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        self.prompts.append(prompt)
        yield self._answers.pop(0)


def test_answers_are_written_in_the_contract_declines_told(lake: Path, tmp_path: Path) -> None:
    asked = [
        {"id": "1", "question": "养老床位多少张", "history": [{"role": "user", "content": "青石县有养老院吗"}]},
        {"id": "2", "question": "火箭补贴多少"},
    ]
    (tmp_path / "in.jsonl").write_text(
        "\n".join(json.dumps(one, ensure_ascii=False) for one in asked), encoding="utf-8"
    )
    model = Says("到2025年养老床位达到1200张以上。", "内容里没有提到火箭补贴。")
    places = ["--index", str(lake), "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]
    main(places, model)
    one, other = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (one["id"], one["status"], other["status"]) == ("1", "answered", "not_found")
    assert one["citations"] and all(len(cited["quote"]) <= 400 for cited in one["citations"]) and not other["citations"]
    assert "青石县有养老院吗" in model.prompts[0].user


def test_sets_are_scored(lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {
        "id": "c1", "category": "figure", "region": "青石县", "history": [], "question": "养老床位多少张", "answer": "1200张",
        "must": [["1200张"]], "must_not": [],
        "evidence": {"document": "青石县", "place": "第一章", "words": "1200张"},
        "abstain": False, "phrasing": "everyday",
    }  # fmt: skip
    (tmp_path / "set.jsonl").write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
    main(["--index", str(lake), str(tmp_path / "set.jsonl")], Says("达到1200张以上。"))
    assert "1/1" in capsys.readouterr().out


def test_without_an_endpoint_it_says_what_to_set(lake: Path) -> None:
    with pytest.raises(UsageError, match="HUIMIN_LLM_BASE_URL"):
        main(["--index", str(lake)])

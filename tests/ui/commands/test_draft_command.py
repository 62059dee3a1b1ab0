"""`huimin draft`: a letter in, a marked draft out, with its sources and what staff must look into."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import ingest.settings
import rag.settings
from tests.builders.plans import LAKE_DIGEST
from tests.indexes import Build
from tests.openai_server import Endpoint, Play, openai_server
from ui.cli import main

LETTER = """县民政局:
您好!高龄津贴每月多少元?火箭发射补贴多少?我的电话是13812345678。
望答复。
"""

Huimin = Callable[..., tuple[int, str, str]]


@pytest.fixture
def huimin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Huimin:
    """Runs `huimin draft` in this process."""
    for settings in (ingest.settings, rag.settings):
        settings.load_settings.cache_clear()

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["huimin", "draft", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


@pytest.fixture(scope="module")
def lake(built: Build) -> Path:
    return built({"lake.md": LAKE_DIGEST.replace("period: 2021-2025", "period: 2021-2099")})


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="gb18030")
    return path


def test_a_draft_answers_by_points_names_its_sources_and_what_is_open(huimin: Huimin, lake: Path, letter: Path) -> None:
    code, draft, _ = huimin(letter, "--index", lake)
    assert code == 0 and draft.startswith("〔草稿") and "尊敬的来信人：" in draft
    first, second = draft.index("一、关于“高龄津贴每月多少元”"), draft.index("二、关于“火箭发射补贴多少”")
    assert "110元[1]" in draft[first:second] and "【待补充：" in draft[second:]
    assert "换个说法" not in draft and "12345" in draft
    assert "- 第 2 个问题：没有直接的规定，最相近的几处见来源[" in draft and "- 第 1 个问题：没有" not in draft
    assert "[1] 《青石县“十四五”公共服务规划》" in draft and "摘编(非官方原文)" in draft
    assert "人工智能生成" not in draft and "138" not in draft


def test_a_draft_is_written_to_a_file(huimin: Huimin, lake: Path, letter: Path, tmp_path: Path) -> None:
    code, out, _ = huimin(letter, "--index", lake, "--region", "青石县", "--out", tmp_path / "draft.txt")
    assert code == 0 and out == "" and "110元[1]" in (tmp_path / "draft.txt").read_text(encoding="utf-8")


def test_a_person_in_distress_comes_first(huimin: Huimin, lake: Path, letter: Path) -> None:
    letter.write_text("我活不下去了。\n高龄津贴每月多少元?", encoding="utf-8")
    _, draft, _ = huimin(letter, "--index", lake)
    assert "请先联系本人" in draft and draft.index("12356") < draft.index("110元")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    with openai_server() as (address, running):
        monkeypatch.setenv("HUIMIN_LLM_BASE_URL", address)
        monkeypatch.setenv("HUIMIN_LLM_MODEL", "scripted")
        yield running


def test_a_model_writes_by_the_draft_prompt_and_is_named(
    huimin: Huimin, lake: Path, letter: Path, endpoint: Endpoint
) -> None:
    endpoint.set(Play([{"text": "您家老人每月可以领取高龄津贴110元。", "sources": ["高龄津贴110元"]}]))
    _, draft, _ = huimin(letter, "--index", lake)
    assert "〔人工智能生成〕" in draft and "您家老人每月可以领取高龄津贴110元[1]。" in draft
    assert "高龄津贴每月多少元?" in endpoint.prompts("起草回信")[0]
    assert not any("13812345678" in str(asked) for asked in endpoint.asked)


def test_what_a_model_invents_stays_out_of_the_draft(
    huimin: Huimin, lake: Path, letter: Path, endpoint: Endpoint
) -> None:
    endpoint.set(Play([{"text": "高龄津贴每月999元,咨询电话0570-1234567。", "sources": ["高龄津贴110元"]}]))
    _, draft, _ = huimin(letter, "--index", lake)
    assert "110元[1]" in draft and "999" not in draft and "1234567" not in draft


@pytest.mark.parametrize(("words", "said"), [("县长:\n您好!\n谢谢!", "没有写要问的事"), ("问" * 20_001, "太长")])
def test_a_letter_that_holds_no_question_or_too_much_is_an_unreadable_input(
    huimin: Huimin, lake: Path, letter: Path, words: str, said: str
) -> None:
    letter.write_text(words, encoding="utf-8")
    code, _, err = huimin(letter, "--index", lake)
    assert code == 3 and said in err and len(err.strip().splitlines()) == 1


def test_a_letter_that_is_missing_is_an_unreadable_input(huimin: Huimin, lake: Path, tmp_path: Path) -> None:
    code, _, err = huimin(tmp_path / "none.txt", "--index", lake)
    assert code == 3 and "none.txt" in err


def test_a_place_that_cannot_be_written_is_wrong_usage(
    huimin: Huimin, lake: Path, letter: Path, tmp_path: Path
) -> None:
    code, _, err = huimin(letter, "--index", lake, "--out", tmp_path / "none" / "draft.txt")
    assert code == 2 and "draft.txt" in err

"""Words written for a model: which come through, and what stops them at the gate."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.gate import Replays, leaked
from eval.jsonl import load
from eval.replay import PLANS, Outcome, Replayed, outcomes, replay
from ingest.errors import SourceError
from ingest.settings import IngestSettings

SHIPPED = Path(__file__).resolve().parents[2] / "eval" / "replays"
DAY = date(2025, 6, 1)
MEALS = {"question": "义务教育学生营养膳食补助每天多少钱", "region": "大姚县"}
GOOD = {"text": "国家基础标准是每生每天4元。", "sources": ["每生每天4元"]}
BAD = {"text": "国家基础标准是每生每天6元。", "sources": ["每生每天4元"]}
ASKED = 90  # answers at least of the blind ones
HELD = 0.03  # share of them that may be held at the first try


def case(says: Sequence[dict[str, Any]], *, good: bool = True, **more: Any) -> Replayed:
    return Replayed.model_validate({"id": "c", "kind": "k", "good": good, "says": says} | MEALS | more)


@pytest.fixture(scope="module")
def come_of(sample_index: Path, settings: IngestSettings) -> Any:
    def run(*cases: Replayed) -> list[Outcome]:
        return list(outcomes(cases, sample_index, settings=settings, as_of=DAY))

    return run


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (case([GOOD]), True),
        (case([BAD]), False),
        (case([GOOD, BAD]), False),
        (case([BAD], then=[GOOD]), True),
        (case([{"complete": False}], status="refused"), False),
        (case([GOOD], status="partial"), False),
        (case([GOOD], good=False), True),
        (case([BAD], good=False), False),
        (case([BAD], good=False, leaks=["4元"]), True),
    ],
)
def test_a_case_is_shown_where_it_comes_through_as_it_is(come_of: Any, one: Replayed, shown: bool) -> None:
    (outcome,) = come_of(one)
    assert outcome.shown is shown and outcome.calls and not outcome.stale


def test_a_case_that_tests_nothing_is_told(come_of: Any) -> None:
    unasked = case([GOOD], question="姚安县低保多少钱", region=None)
    stale = case([GOOD | {"sources": ["没有这几个字"]}], good=False)
    found = come_of(unasked, stale)
    assert all(one.wrong for one in found)
    assert [line.split(": ")[1] for line in leaked(found, Replays(shown=0, held=1))] == [
        "the model was not asked",
        "没有这几个字",
    ]


def test_the_gate_stops_bad_ones_shown_and_too_many_good_ones_held(come_of: Any) -> None:
    found = come_of(case([GOOD]), case([BAD]), case([GOOD], good=False))
    assert leaked(found, Replays(shown=1, held=0.5)) == []
    shown, held = leaked(found, Replays(shown=0, held=0.4))
    assert "bad answer was shown" in shown and held.startswith("good answers held: 0.500")


def test_a_case_without_words_needs_a_status() -> None:
    with pytest.raises(ValueError, match="status"):
        case([{"complete": False}])
    assert case([{"complete": False}], status="not_found").texts == []


def test_cases_beside_plans_of_their_own_are_asked_over_these(
    tmp_path: Path, sample_index: Path, settings: IngestSettings
) -> None:
    (tmp_path / PLANS).mkdir()
    text = (SHIPPED / "invented" / PLANS / "bailu.md").read_text(encoding="utf-8")
    (tmp_path / PLANS / "bailu.md").write_text(text, encoding="utf-8")
    said = {"text": "最低生活保障标准是每人每月530元。", "sources": ["服务项目:最低生活保障"]}
    one = case([said], question="最低生活保障标准每人每月多少钱？", region="白鹭县")
    (tmp_path / "cases.jsonl").write_text(one.model_dump_json(), encoding="utf-8")
    found = replay(tmp_path, sample_index, settings=settings, as_of=DAY)
    assert [one.shown for one in found["cases.jsonl"]] == [True]


def test_a_folder_without_cases_is_an_error(tmp_path: Path, sample_index: Path, settings: IngestSettings) -> None:
    with pytest.raises(SourceError):
        replay(tmp_path, sample_index, settings=settings, as_of=DAY)


def test_answers_written_blind_come_through(come_of: Any) -> None:
    found = come_of(*load(SHIPPED / "sample" / "blind.jsonl", Replayed))
    held = [(one.case.id, one.answer) for one in found if not one.shown]
    assert len(found) >= ASKED and not any(one.stale or not one.calls for one in found)
    assert len(held) <= HELD * len(found), held

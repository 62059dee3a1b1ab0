"""How an answer is picked, step by step, and what a trace tells of it."""

import time

import pytest

from ingest.index.meaning import encode
from rag.extraction.extract import Extract
from rag.extraction.extraction import Extraction
from rag.extraction.steps import LONGEST, SHOWN, candidate_steps, deciding_steps, run
from rag.question.rewrite import rewrite
from rag.schema import Status
from tests.builders.answers import EqualWords, draft, prose
from tests.builders.plans import LAKE_REGION
from tests.rag.extraction.searches import candidates, parsed

HIT = prose("高龄津贴每月110元。高龄津贴按月发放。灯塔有8座。码头有9个。")
TEXT = "高龄津贴每月多少元"


def test_candidates_are_those_that_the_deciding_steps_pick_from() -> None:
    found = Extraction(draft=draft(TEXT, regions=(LAKE_REGION,), hits=(HIT,)), parsed=parsed(TEXT))
    before = run(candidate_steps(encode), found)
    assert [one.text for one in before.candidates] == [one.text for one in candidates(TEXT, HIT)]
    assert before.draft.status is None and before.chances == ()
    after = run(deciding_steps(), before)
    assert after.draft.status is Status.ANSWERED and len(after.chances) == len(before.candidates)


def test_a_trace_tells_what_each_step_left_and_the_likeliest_candidates() -> None:
    done = Extract(EqualWords())(rewrite(draft(TEXT, regions=(LAKE_REGION,), hits=(HIT,))))
    sure, steps, *best = done.detail.splitlines()
    assert sure.startswith("sure ")
    assert [part.split()[0] for part in steps.split(" · ")] == [
        name for name, _ in (*candidate_steps(encode), *deciding_steps())
    ]
    assert steps.startswith("spans 4 (") and "filters 2 (" in steps
    assert "高龄津贴每月110元" in best[0] and len(best) <= SHOWN
    chances = [float(line.split()[0]) for line in best]
    assert chances == sorted(chances, reverse=True)


def test_a_trace_tells_the_time_of_each_step_in_thousandths_and_cuts_what_is_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticks = iter(range(100))
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks) / 8)
    long = prose(f"高龄津贴每月110元，{'和别的补助' * 20}一起发放。")
    done = Extract(EqualWords())(rewrite(draft(TEXT, regions=(LAKE_REGION,), hits=(long,))))
    _, steps, *best = done.detail.splitlines()
    assert steps.count("(125.0 ms)") == len(steps.split(" · "))
    assert max(len(line) for line in best) == len("0.00 ") + LONGEST


def test_a_trace_shows_the_likeliest_alone() -> None:
    hits = [prose(f"高龄津贴每月{n}元。", key=f"d{n}") for n in range(100, 110)]
    done = Extract(EqualWords())(rewrite(draft(TEXT, regions=(LAKE_REGION,), hits=tuple(hits))))
    assert len(done.detail.splitlines()) == 2 + SHOWN


def test_a_step_leaves_what_it_was_given_as_it_is() -> None:
    found = Extraction(draft=draft(TEXT, regions=(LAKE_REGION,), hits=(HIT,)), parsed=parsed(TEXT))
    run((*candidate_steps(encode), *deciding_steps()), found)
    assert found.candidates == () and found.draft.status is None

"""How many calls questions cost, and why: read from the traces of their answers."""

import math
import time

import pytest

from eval.calls import count, lines
from eval.score import Score
from rag.generation.client import Allowance, Call
from rag.generation.trace import AGAIN, Held, Trace
from rag.schema import Answer, Step
from rag.verification.claims import Fault
from tests.builders.answers import answer
from tests.builders.cases import scored


def call(prompt: str, read: int = 1000) -> Call:
    return Call(prompt=prompt, version="a1b2c3d4", read=read, written=40, first_ms=1.0, ms=2.5)


def traced(*calls: Call, kept: int = 1, held: int = 0, searched: tuple[str, ...] = ()) -> Answer:
    trace = Trace(Allowance(deadline=time.monotonic(), tokens=1, calls=list(calls)), searched=searched, kept=kept)
    trace.held = [Held("校车补助361元。", (Fault("value", "361元"),))] * held
    return answer(
        "校车补助360元。", steps=(Step(name="extract", ms=1.0), Step(name="generate", ms=9.0, detail=str(trace)))
    )


ONE = traced(call("answer"))
HELD = traced(call("answer"), call(AGAIN, 1200), held=1)
LOOKED = traced(call("answer"), call("answer", 3000), searched=("养老床位",))
DECLINED = traced(call("answer"), kept=0)
UNASKED = answer("请问是哪个县？", steps=(Step(name="generate", ms=0.1, detail="decided without the model"),))


def scores(*due: bool) -> list[Score]:
    return [scored(abstain=not one) for one in due]


def test_of_what_the_first_evidence_answers_one_call_is_told_from_two() -> None:
    found = count([ONE, ONE, HELD, LOOKED, DECLINED, UNASKED], scores(*[True] * 6))
    assert (found.asked, found.one.hits, found.one.n) == (5, 2, 3)


def test_searches_for_what_no_plan_has_are_told_from_those_that_were_due() -> None:
    found = count([LOOKED, LOOKED, ONE], scores(True, False, True))
    assert (found.searched, found.searched_due) == (2, 1)


def test_tokens_are_those_of_all_calls_of_a_question() -> None:
    found = count([ONE, HELD, LOOKED], scores(True, True, True))
    assert (found.median_tokens, found.slow_tokens) == (2200, 4000)


def test_where_nothing_was_asked_there_is_no_figure() -> None:
    found = count([UNASKED], scores(True))
    assert found.asked == 0 and math.isnan(found.one.share) and math.isnan(found.median_tokens)


@pytest.mark.parametrize("words", ["one call for 1 of 2 that the first evidence answers (50.0%)", "median 1600"])
def test_the_counts_are_told_in_words(words: str) -> None:
    assert words in "\n".join(lines(count([ONE, HELD], scores(True, True))))

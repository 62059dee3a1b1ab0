"""A question that knows of two values gets both."""

import pytest

from rag.schema import Status
from tests.builders.answers import prose
from tests.rag.extraction.searches import first, read

HERE = prose("校车补助每生每学年1200元。", key="d1")
THERE = prose("附表：校车补助每生每学年1500元。", key="d2")


@pytest.mark.parametrize("question", ["校车补助每生每学年是1200还是1500元", "校车补助每生每学年多少元，前后写的不一样"])
def test_both_values_are_told_and_cited(question: str) -> None:
    done = read(question, HERE, THERE)
    assert done.status is Status.ANSWERED
    assert "1200元" in first(done) and "1500元" in first(done) and len(done.citations) == 2


def test_who_knows_of_no_other_value_gets_the_likeliest() -> None:
    done = read("校车补助每生每学年多少元", HERE, THERE)
    assert ("1200元" in first(done)) is not ("1500元" in first(done))


def test_another_thing_is_no_other_value() -> None:
    done = read("校车补助每生每学年是1200还是1500元", HERE, prose("灯塔修缮每座1500元。", key="d2"))
    assert "灯塔" not in first(done)


def test_a_place_that_tells_the_value_in_question_need_not_hold_as_much_of_it() -> None:
    table = prose("走读生 每生每学年1500元 按季。", section=("校车补助",), key="d2")
    done = read("山里娃娃坐校车的校车补助每生每学年是1200还是1500元", HERE, table)
    assert "1200元" in first(done) and "1500元" in first(done)

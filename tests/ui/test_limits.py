"""How often one visitor may ask, and who waits."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from ui.limits import FORGOTTEN, MOST_OF_ONE, PAID_OFF, PLAIN, VISITORS, Line, Place, RateLimit, TurnedAwayError


class Clock:
    """Stands still until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_visitor_may_ask_so_often_and_no_more(clock: Clock) -> None:
    limit = RateLimit(3, clock)
    assert [limit.allow("a") for _ in range(5)] == [True, True, True, False, False]


def test_visitors_do_not_use_up_each_others_questions(clock: Clock) -> None:
    limit = RateLimit(1, clock)
    assert [limit.allow(visitor) for visitor in ("a", "b", "a", "b")] == [True, True, False, False]


def test_questions_come_back_evenly(clock: Clock) -> None:
    limit = RateLimit(6, clock)
    for _ in range(6):
        limit.allow("a")
    clock.now += 9.9
    assert not limit.allow("a")
    clock.now += 0.2
    assert limit.allow("a") and not limit.allow("a")


def test_asking_in_vain_costs_nothing(clock: Clock) -> None:
    limit = RateLimit(1, clock)
    limit.allow("a")
    for _ in range(6):
        clock.now += 10.001
        allowed = limit.allow("a")
    assert allowed


def test_a_long_pause_saves_up_no_more_than_a_minutes_worth(clock: Clock) -> None:
    limit = RateLimit(2, clock)
    limit.allow("a")
    clock.now += 3600
    assert [limit.allow("a") for _ in range(3)] == [True, True, False]


def test_the_longest_unseen_are_forgotten_first(clock: Clock) -> None:
    limit = RateLimit(1, clock)
    limit.allow("old")
    for visitor in range(VISITORS - 1):
        limit.allow(str(visitor))
    assert not limit.allow("old")  # seen again just now
    limit.allow("new")
    assert not limit.allow("old")
    assert limit.allow("0")  # forgotten in favour of the new one


def test_visitors_at_the_same_time_share_one_count() -> None:
    limit = RateLimit(50, Clock())
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: limit.allow("a"), range(200)))
    assert sum(allowed) == 50


def ahead(place: Place | None) -> int:
    assert place is not None
    return asyncio.run(place.wait(0.01))


def test_who_comes_first_is_served_first() -> None:
    line = Line(at_once=1, longest=2)
    with line.place() as first:
        with line.place() as second, line.place() as third:
            assert (ahead(first), ahead(second), ahead(third)) == (0, 1, 2)
        with line.place() as fourth:
            assert ahead(fourth) == 1


def test_who_waits_is_called_when_one_is_done() -> None:
    line = Line(at_once=1, longest=2)

    async def both() -> int:
        done = line.place()
        done.__enter__()
        with line.place() as second:
            assert second is not None
            asyncio.get_running_loop().call_later(0.01, done.__exit__, None, None, None)
            return await second.wait(60)

    assert asyncio.run(both()) == 0


def test_a_line_is_busy_while_somebody_waits() -> None:
    line = Line(at_once=1, longest=1)
    with line.place():
        assert not line.busy
        with line.place():
            assert line.busy
    assert not line.busy


def test_one_visitor_fills_no_line() -> None:
    line = Line(at_once=2, longest=60)
    with ExitStack() as held:
        places = [held.enter_context(line.place("greedy")) for _ in range(MOST_OF_ONE + 1)]
        assert places[-1] is None and None not in places[:-1]
        assert ahead(places[0]) == 0 and ahead(places[1]) > 0  # one place of two is left for who has none
        assert ahead(held.enter_context(line.place("other"))) == 0
    assert not line.busy


def test_who_has_the_fewest_under_way_is_next() -> None:
    line = Line(at_once=2, longest=9)
    with line.place("a"), ExitStack() as done, line.place("a") as second:
        done.enter_context(line.place("b"))
        with line.place("c") as third:
            done.close()  # a place is free, and one who has none waits behind one who has
            assert ahead(third) == 0 and ahead(second) == 1


def test_who_took_less_of_late_comes_first_and_who_took_most_makes_room(clock: Clock) -> None:
    line = Line(at_once=1, longest=2, clock=clock)
    for visitor, seconds in (("greedy", 3.0), ("modest", 0.1)):
        with line.place(visitor):
            clock.now += seconds
    with line.place("first"), line.place("greedy") as greedy, line.place("modest"):
        assert [turn.visitor for turn in line.order()] == ["modest", "greedy"]
        with line.place("new"):
            assert [turn.visitor for turn in line.order()] == ["new", "modest"]
            with pytest.raises(TurnedAwayError):
                ahead(greedy)
            with line.place("greedy") as again:
                assert again is None
    assert not line.busy


def test_who_took_some_of_late_is_not_passed_by_newcomers_for_ever(clock: Clock) -> None:
    line = Line(at_once=1, longest=9, clock=clock)
    with line.place("returned"):
        clock.now += 0.3
    with line.place("first"), line.place("returned"):
        clock.now += 0.2 / PAID_OFF
        with line.place("in time"):
            clock.now += 0.2 / PAID_OFF
            with line.place("late"):
                assert [turn.visitor for turn in line.order()] == ["in time", "returned", "late"]


def test_what_was_taken_is_forgotten(clock: Clock) -> None:
    line = Line(at_once=1, longest=2, clock=clock)
    with line.place("a"):
        clock.now += 2
    assert line.taken("a") == 2
    clock.now += 1 / FORGOTTEN
    assert line.taken("a") == pytest.approx(1)
    clock.now += 2 / FORGOTTEN
    assert line.taken("a") == 0


def test_waiting_takes_nothing(clock: Clock) -> None:
    line = Line(at_once=1, longest=2, clock=clock)
    with line.place("a"), line.place("b"):
        clock.now += 5
    assert (line.taken("a"), line.taken("b")) == (5, 0)


def test_long_questions_of_equals_wait_until_short_ones_are_done(clock: Clock) -> None:
    line = Line(at_once=1, longest=9, clock=clock)
    with line.place("first"), line.place("a", PLAIN + 1) as long, line.place("b", PLAIN) as short:
        assert (ahead(short), ahead(long)) == (1, 2)


def test_a_full_line_takes_nobody_and_keeps_its_places() -> None:
    line = Line(at_once=1, longest=1)
    with line.place(), line.place() as second:
        with line.place() as third:
            assert third is None
        assert ahead(second) == 1

"""Stretches as one set."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.text.cover import Cover
from tests.builders.properties import PROPERTY

STRETCHES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda one: (one[0], one[0] + one[1])))


@PROPERTY
@given(STRETCHES, st.integers(-2, 40))
def test_a_place_is_held_where_one_of_them_holds_it(stretches: list[tuple[int, int]], place: int) -> None:
    assert Cover(stretches).holds(place) is any(start <= place < end for start, end in stretches)


@PROPERTY
@given(STRETCHES, st.integers(-2, 40), st.integers(1, 9))
def test_a_span_touches_where_one_of_them_touches_it(stretches: list[tuple[int, int]], start: int, size: int) -> None:
    expected = any(first < start + size and start < last for first, last in stretches)
    assert Cover(stretches).touches(start, start + size) is expected

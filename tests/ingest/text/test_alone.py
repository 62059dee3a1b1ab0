"""Words that stand by themselves somewhere in a text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.alone import LONGEST, stands_alone
from tests.builders.properties import PROPERTY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总则适用\n总则", True),
        ("总则适用\n1 总则 2", True),
        ("总则适用\n总则二", False),
        ("总则适用\n一总则", False),
        ("总则适用", False),
        ("总则 适用", False),
        ("总则 适用。总则。", True),
    ],
)
def test_signs_on_both_sides_make_words_stand_alone(text: str, expected: bool) -> None:
    assert stands_alone(text, "总则", 0) is expected


@PROPERTY
@given(st.text("甲乙 1。", max_size=60), st.integers(0, 50), st.integers(1, 6))
def test_it_is_what_a_search_would_find(text: str, at: int, size: int) -> None:
    words = text[at : at + size]
    found = re.finditer(rf"(?<![\u4e00-\u9fff])(?={re.escape(words)}(?![\u4e00-\u9fff]))", text)
    assert stands_alone(text, words, at) is (bool(words) and any(match.start() != at for match in found))


@pytest.mark.parametrize(("size", "expected"), [(LONGEST, True), (LONGEST + 1, False)])
def test_what_is_longer_than_a_title_does_not_stand_alone(size: int, expected: bool) -> None:
    words = "甲" * size
    assert stands_alone(f"{words}\n{words}", words, 0) is expected

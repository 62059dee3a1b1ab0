"""Slips of an input method: what an unknown pair of characters may have been meant as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question.homophones import Homophones
from tests.builders.properties import PROPERTY

PLANS = ("医保", "公租房", "托位", "低保", "床位", "校车", "长者", "增长")
PAIRS = frozenset(word[at : at + 2] for word in PLANS for at in range(len(word) - 1))


def meant(text: str) -> dict[str, tuple[str, ...]]:
    return dict(Homophones(PLANS, PAIRS.__contains__).meant(text))


@pytest.mark.parametrize(
    ("text", "slip", "word"),
    [
        ("医宝多少", "医宝", "医保"),
        ("地保多少", "地保", "低保"),
        ("公祖房", "公祖", "公租"),
        ("托味有几个", "托味", "托位"),
    ],
)
def test_an_unknown_pair_is_read_as_one_that_sounds_the_same(text: str, slip: str, word: str) -> None:
    assert word in meant(text)[slip]


@pytest.mark.parametrize("text", ["医保", "公租房", "校车床位"])
def test_what_plans_hold_is_no_slip(text: str) -> None:
    assert all(slip not in PAIRS for slip in meant(text))


def test_tones_do_not_matter() -> None:
    assert meant("意保") == {"意保": ("医保",)}


def test_a_character_is_tried_in_each_of_its_readings() -> None:
    assert meant("章者") == {"章者": ("长者",)}
    assert meant("增常") == {"增常": ("增长",)}


@pytest.mark.parametrize("text", ["", "医", "灯塔", "ab", "12", "医 宝", "医,宝", "a宝"])
def test_what_sounds_like_nothing_known_is_left_alone(text: str) -> None:
    assert meant(text) == {}


def test_two_slips_in_one_word_are_not_guessed() -> None:
    assert "医保" not in meant("意宝").get("意宝", ())


@PROPERTY
@given(st.text("医意保宝报地低底托位味 a，", max_size=12))
def test_a_reading_is_known_shares_a_character_and_stands_in_for_an_unknown_pair(text: str) -> None:
    for slip, words in meant(text).items():
        assert slip in text and slip not in PAIRS
        for word in words:
            assert word in PAIRS
            assert (word[0] == slip[0]) != (word[1] == slip[1])

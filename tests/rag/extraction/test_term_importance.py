"""Which words an answer holds: what an answer span lacks of them, and that likelier words weigh more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.extraction.ranker import Network
from rag.extraction.term_importance import FEATURES, PLAIN, TAGS, chances, term_features, term_inputs
from rag.question.answer_type import answer_type_of
from rag.question.parsed_question import ParsedQuestion
from rag.question.terms import Term


def told(held: list[list[list[float]]], expected: list[float]) -> list[dict[str, float]]:
    found = term_features(np.array(held, dtype=np.float32), np.array(expected, dtype=np.float32))
    return [dict(zip(FEATURES, map(float, row), strict=True)) for row in found]


def test_lacking_a_likely_word_costs_more_than_lacking_an_unlikely_one() -> None:
    whole, without_sure, without_unsure = told([[[1, 1]] * 2, [[0, 1]] * 2, [[1, 0]] * 2], [0.9, 0.2])
    assert whole["missing_expected"] == 0 < without_unsure["missing_expected"] < without_sure["missing_expected"]
    assert (
        whole["expected_overlap"] == pytest.approx(1)
        and without_sure["expected_overlap"] < without_unsure["expected_overlap"]
    )
    assert {one["missing_expected_everywhere"] for one in (whole, without_sure)} == {0}


def test_what_no_candidate_holds_is_missing_everywhere() -> None:
    one, other = told([[[1, 0]] * 2, [[0, 0]] * 2], [0.5, 0.9])
    assert one["missing_expected_everywhere"] == other["missing_expected_everywhere"] > 0
    assert other["missing_expected_most"] == one["missing_expected_most"] > 0


def test_a_question_without_words_has_nothing_missing() -> None:
    assert not term_features(np.zeros((3, 2, 0), dtype=np.float32), np.zeros(0, dtype=np.float32)).any()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.integers(1, 4))
def test_any_chances_give_finite_features(expected: list[float], count: int) -> None:
    held = np.zeros((count, 2, len(expected)), dtype=np.float32)
    assert np.isfinite(term_features(held, np.array(expected, dtype=np.float32))).all()


def test_words_are_told_by_weight_place_and_speech() -> None:
    terms = (Term("补贴", (), 2.0, 4), Term("3", (), 1.0, -1, known=False))
    parsed = ParsedQuestion(answer_type=answer_type_of("补贴多少元"), text="补贴多少元", terms=terms)
    found = term_inputs(parsed, np.zeros((2, 5), dtype=np.float32))
    assert found.shape == (2, PLAIN + len(TAGS) + 2 + 5)
    weight, share, of_heaviest, known = found[:, :4].T
    assert (weight == [2, 1]).all() and share.sum() == pytest.approx(1) and (of_heaviest == [1, 0.5]).all()
    assert (known == [1, 0]).all() and found[0, PLAIN : PLAIN + len(TAGS) + 1].sum() == 1


def test_each_word_is_told_by_fourteen_numbers() -> None:
    """Of 托育补贴多少元: the first word as it stands, another that a rewriting added (its start is below 0)."""
    asked = answer_type_of("托育补贴多少元")
    terms = (
        Term("托育", ("幼托",), 3.0, 0, rarity=0.5),
        Term("补", (), 1.0, -1, known=False, rarity=0.25),
        Term("2025年托育机构数", (), 2.0, 40),
    )
    parsed = ParsedQuestion(answer_type=asked, text="托育补贴多少元", terms=terms)
    found = term_inputs(parsed, np.full((3, 1), 9, dtype=np.float32))
    near = float(0 in asked.near)
    assert found[:, :PLAIN].tolist() == [
        pytest.approx([3, 3 / 6, 1, 1, 0.5, 2 / 4, 1, near, 0, 0, 0, 0.3, 0, 0]),
        pytest.approx([1, 1 / 6, 1 / 3, 0, 0.25, 1 / 4, 0, float(-1 in asked.near), 1, -1 / 20, 1 / 3, 0.3, 0, 1]),
        pytest.approx([2, 2 / 6, 2 / 3, 1, 0, 2, 0, 0, 0, 2, 2 / 3, 0.3, 1, 0]),
    ]
    assert found[:, -1].tolist() == [9, 9, 9]


def test_the_part_of_speech_is_that_of_the_last_word() -> None:
    parsed = ParsedQuestion(answer_type=answer_type_of("多少"), text="", terms=(Term("补贴", (), 1, 0),))
    (found,) = term_inputs(parsed, np.zeros((1, 0), dtype=np.float32))
    speech = dict(zip((*TAGS, "none", "whole"), found[PLAIN:], strict=True))
    assert {tag for tag, value in speech.items() if value} in ({"n", "whole"}, {"vn", "whole"}, {"v", "whole"})


def test_words_without_weight_are_told_all_the_same() -> None:
    parsed = ParsedQuestion(answer_type=answer_type_of("多少"), text="", terms=(Term("补贴", (), 0, 0),))
    assert term_inputs(parsed, np.zeros((1, 0), dtype=np.float32))[0, :3].tolist() == [0, 0, 0]


def test_what_is_missing_costs_by_how_surely_an_answer_holds_it() -> None:
    """Two words that an answer holds with 0.5 and 0.75; the span lacks both, its place the second."""
    (one,) = told([[[0, 0], [1, 0]]], [0.5, 0.75])
    half, quarter = np.log(2), np.log(4)
    assert one == pytest.approx(
        {
            "missing_expected": quarter / 3,
            "missing_expected_own": (half + quarter) / 3,
            "expected_overlap_own": 0,
            "expected_overlap": 0.4,
            "missing_expected_most": quarter / 3,
            "missing_expected_everywhere": quarter / 3,
        }
    )


def test_no_word_decides_alone_and_many_missing_ones_tell_no_more_than_some() -> None:
    (sure,) = told([[[0], [0]]], [1.0])
    assert sure["missing_expected_most"] == pytest.approx(-np.log(0.02) / 3)
    (many,) = told([[[0] * 9, [0] * 9]], [0.9] * 9)
    assert many["missing_expected"] == many["missing_expected_everywhere"] == pytest.approx(2)
    assert many["missing_expected_own"] == pytest.approx(8 / 3)
    (never,) = told([[[0], [0]]], [0.0])
    assert never["missing_expected_most"] == pytest.approx(-np.log(0.98) / 3)


def test_chances_follow_the_scores_of_words_and_kind() -> None:
    found = chances(
        lambda rows: rows.sum(axis=1), np.array([[1, 0], [0, -3]], dtype=np.float32), np.ones(1, dtype=np.float32)
    )
    assert found == pytest.approx([1 / (1 + np.exp(-2)), 1 / (1 + np.exp(2))])


def test_a_question_without_terms_has_no_inputs() -> None:
    parsed = ParsedQuestion(answer_type=answer_type_of("多少"), text="多少", terms=())
    assert term_inputs(parsed, np.zeros((0, 5), dtype=np.float32)).shape == (0, PLAIN + len(TAGS) + 2 + 5)


def test_without_knowledge_every_word_is_as_likely_as_not() -> None:
    found = chances(Network.zero(7), np.ones((3, 4), dtype=np.float32), np.ones(3, dtype=np.float32))
    assert (found == 0.5).all()

"""Which words an answer holds: what a reading lacks of them, and that surer words weigh more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.extraction.ranker import Network
from rag.extraction.term_importance import NAMES, PLAIN, TAGS, chances, of_words, surprises
from rag.question.answer_type import answer_type_of
from rag.question.parsed_question import ParsedQuestion
from rag.question.terms import Term


def told(held: list[list[list[float]]], expected: list[float]) -> list[dict[str, float]]:
    found = surprises(np.array(held, dtype=np.float32), np.array(expected, dtype=np.float32))
    return [dict(zip(NAMES, map(float, row), strict=True)) for row in found]


def test_lacking_a_sure_word_surprises_more_than_lacking_an_unsure_one() -> None:
    whole, without_sure, without_unsure = told([[[1, 1]] * 2, [[0, 1]] * 2, [[1, 0]] * 2], [0.9, 0.2])
    assert whole["missing_expected"] == 0 < without_unsure["missing_expected"] < without_sure["missing_expected"]
    assert (
        whole["expected_overlap"] == pytest.approx(1)
        and without_sure["expected_overlap"] < without_unsure["expected_overlap"]
    )
    assert {one["missing_expected_everywhere"] for one in (whole, without_sure)} == {0}


def test_what_no_candidate_holds_surprises_everywhere() -> None:
    one, other = told([[[1, 0]] * 2, [[0, 0]] * 2], [0.5, 0.9])
    assert one["missing_expected_everywhere"] == other["missing_expected_everywhere"] > 0
    assert other["missing_expected_most"] == one["missing_expected_most"] > 0


def test_a_question_without_words_surprises_nobody() -> None:
    assert not surprises(np.zeros((3, 2, 0), dtype=np.float32), np.zeros(0, dtype=np.float32)).any()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.integers(1, 4))
def test_any_chances_give_finite_signs(expected: list[float], count: int) -> None:
    held = np.zeros((count, 2, len(expected)), dtype=np.float32)
    assert np.isfinite(surprises(held, np.array(expected, dtype=np.float32))).all()


def test_words_are_told_by_weight_place_and_speech() -> None:
    terms = (Term("补贴", (), 2.0, 4), Term("3", (), 1.0, -1, known=False))
    parsed = ParsedQuestion(answer_type=answer_type_of("补贴多少元"), text="补贴多少元", terms=terms)
    found = of_words(parsed, np.zeros((2, 5), dtype=np.float32))
    assert found.shape == (2, PLAIN + len(TAGS) + 2 + 5)
    weight, share, of_heaviest, known = found[:, :4].T
    assert (weight == [2, 1]).all() and share.sum() == pytest.approx(1) and (of_heaviest == [1, 0.5]).all()
    assert (known == [1, 0]).all() and found[0, PLAIN : PLAIN + len(TAGS) + 1].sum() == 1


def test_a_question_without_terms_has_no_inputs() -> None:
    parsed = ParsedQuestion(answer_type=answer_type_of("多少"), text="多少", terms=())
    assert of_words(parsed, np.zeros((0, 5), dtype=np.float32)).shape == (0, PLAIN + len(TAGS) + 2 + 5)


def test_one_who_knows_nothing_is_half_sure_of_every_word() -> None:
    found = chances(Network.silent(7), np.ones((3, 4), dtype=np.float32), np.ones(3, dtype=np.float32))
    assert (found == 0.5).all()

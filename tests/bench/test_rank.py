"""Fitting and judging: right candidates gain, questions to decline hold back, and the shares add up."""

from dataclasses import fields, replace
from math import isnan

import numpy as np
import pytest

from bench.rank.examples import Example
from bench.rank.fit import MEMBERS, Fitted, fit, part_of, ranker_inputs
from bench.rank.judge import Outcome, at_duly_declined, by_kind, crossed, outcome, shares
from bench.rank.report import at_equal_declines, at_threshold, beside, curve
from rag.extraction.term_importance import PLAIN, chances
from tests.learning import CLEAR, example

# fitting


@pytest.fixture(scope="module")
def clear() -> Fitted:
    return fit(CLEAR)


def test_the_same_examples_give_the_same_weights(clear: Fitted) -> None:
    again = fit(CLEAR)
    for new, old in ((again.network, clear.network), (again.words, clear.words)):
        for one in fields(new):
            assert np.array_equal(getattr(new, one.name), getattr(old, one.name))


def test_once_fitted_questions_are_answered_rightly_and_declined_duly(clear: Fitted) -> None:
    found = [outcome(one, clear) for one in CLEAR]
    due, rest = [one for one in found if one.due], [one for one in found if not one.due]
    assert all(one.right for one in due)
    assert min(one.sure for one in due) > max(one.sure for one in rest)


def test_the_mean_of_an_ensemble_scores_as_its_members_do_on_average(clear: Fitted) -> None:
    units = clear.network.hidden.shape[1] // MEMBERS
    plain = ranker_inputs(CLEAR[0], clear.kinds, clear.words)
    whole = clear.network(plain)
    parts = [
        replace(
            clear.network,
            hidden=clear.network.hidden[:, at * units : (at + 1) * units],
            bias=clear.network.bias[at * units : (at + 1) * units],
            output=clear.network.output[at * units : (at + 1) * units] * MEMBERS,
        )(plain)
        for at in range(MEMBERS)
    ]
    assert np.allclose(whole, np.mean(parts, axis=0), atol=1e-4)


@pytest.mark.parametrize(
    ("one", "usable"),
    [
        (example({"clause_overlap": 1.0}), True),
        (example({"clause_overlap": 1.0}, right=None), True),
        (example({"clause_overlap": 1.0}, right=5), False),
        (example(), False),
    ],
    ids=["right", "to decline", "none right", "no candidate"],
)
def test_there_is_something_to_learn_where_one_is_right_or_none_may_be(one: Example, usable: bool) -> None:
    assert one.usable is usable


def test_what_cannot_be_learned_from_changes_nothing(clear: Fitted) -> None:
    found = fit([*CLEAR, example({"tense_match": 1.0}, right=7)])
    assert np.array_equal(found.network.hidden, clear.network.hidden)


def test_a_question_without_candidates_is_declined(clear: Fitted) -> None:
    assert outcome(example(), clear) == Outcome(0.0, right=False, due=True)


def test_words_that_answers_hold_are_told_from_those_that_they_do_not() -> None:
    """Each question has two words, told apart by their first input; the place of its answer holds the first."""
    telling = [
        replace(
            example({"clause_overlap": 0.9}, {"clause_overlap": 0.9}, right=at % 2, key=f"word-{at}"),
            words=np.eye(2, PLAIN, dtype=np.float32),
            held=np.array(
                [[[1, 0], [1, 0]], [[0, 1], [0, 1]]] if at % 2 == 0 else [[[0, 1], [0, 1]], [[1, 0], [1, 0]]]
            ),
        )
        for at in range(40)
    ]
    fitted = fit(telling)
    first, second = chances(fitted.words, telling[0].words, np.ones(1, dtype=np.float32))
    assert first > second
    assert all(outcome(one, fitted).right for one in telling)


# cross-validation


def test_every_question_is_judged_by_what_was_fitted_on_others() -> None:
    odd = example({"clause_overlap": 0.2}, {"clause_overlap": 0.9}, key="odd")  # against all others
    (found,) = [result for one, result in zip([*CLEAR, odd], crossed([*CLEAR, odd]), strict=True) if one is odd]
    assert not found.right and outcome(odd, fit([*CLEAR, *[odd] * 20])).right


def test_a_plan_of_its_own_is_judged_by_what_was_fitted_on_other_plans() -> None:
    odd = [
        replace(example({"clause_overlap": 0.2}, {"clause_overlap": 0.9}, key=f"odd-{at}"), plan="odd")
        for at in range(20)
    ]
    found = [result for one, result in zip([*CLEAR, *odd], crossed([*CLEAR, *odd], ["odd"]), strict=True) if one in odd]
    assert not any(one.right for one in found)


def test_a_question_falls_into_the_same_part_in_every_process() -> None:
    assert [part_of(key) for key in ("dy-001", "dy-002", "dy-010", "odd")] == [3, 1, 2, 3]


# what a threshold gives

OUTCOMES = [
    Outcome(0.9, right=True, due=True),
    Outcome(0.5, right=False, due=True),
    Outcome(0.3, right=False, due=False),
    Outcome(0.0, right=False, due=False),
]


@pytest.mark.parametrize(
    ("threshold", "answered", "right", "of_answered", "of_due", "wrongly", "duly"),
    [
        (0.2, 3 / 4, 2 / 4, 1 / 3, 1 / 2, 0, 1 / 2),
        (0.4, 2 / 4, 3 / 4, 1 / 2, 1 / 2, 0, 1),
        (0.6, 1 / 4, 3 / 4, 1, 1 / 2, 1 / 2, 1),
    ],
)
def test_shares_at_a_threshold(
    threshold: float, answered: float, right: float, of_answered: float, of_due: float, wrongly: float, duly: float
) -> None:
    found = shares(OUTCOMES, threshold)
    assert (found.questions, found.threshold) == (4, threshold)
    assert (found.answered, found.right, found.right_of_answered) == pytest.approx((answered, right, of_answered))
    assert (found.right_of_due, found.wrongly_declined, found.duly_declined) == pytest.approx((of_due, wrongly, duly))


def test_a_share_of_nothing_is_no_number() -> None:
    assert isnan(shares(OUTCOMES, 1.0).right_of_answered) and isnan(shares(OUTCOMES[:2], 0.2).duly_declined)


def test_fits_are_compared_at_the_lowest_threshold_that_declines_enough() -> None:
    assert at_duly_declined(OUTCOMES, 0.5).threshold == 0.01
    assert at_duly_declined(OUTCOMES, 0.85).threshold == 0.31
    assert at_duly_declined([Outcome(1.0, right=False, due=False)]).threshold == 1.0


def test_outcomes_by_kind_begin_with_the_most_frequent() -> None:
    known = [replace(example(), kind=kind) for kind in ("who", "amount", "amount", "amount")]
    found = by_kind(known, OUTCOMES)
    assert list(found) == ["amount", "who"] and found["who"] == OUTCOMES[:1]


def test_tables_tell_shares_in_percent() -> None:
    assert curve("some", OUTCOMES).splitlines()[4].split() == ["0.20", "75.0", "33.3", "50.0", "50.0", "0.0", "50.0"]
    assert at_threshold({"a": OUTCOMES}, 0.4).splitlines()[1].split() == ["a", "4", "75.0", "50.0", "0.0", "100.0"]
    assert at_equal_declines({"a": OUTCOMES}).splitlines()[1].split()[:3] == ["a", "4", "0.31"]
    assert beside({"a": {"shipped": OUTCOMES}}, 0.4).splitlines()[1].split()[:3] == ["a", "shipped", "4"]

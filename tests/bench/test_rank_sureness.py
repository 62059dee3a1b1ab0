"""The fit of sureness: it learns what tells right from wrong, and is judged by documents that it has not seen."""

import numpy as np

from bench.rank.sureness import Weighed, at_bounds, curve, fitted, left_out
from eval.cases import Case, Category
from rag.extraction.sureness import SIGNALS, Calibration
from tests.learning import case

KNOWN = np.random.default_rng(0)


def weighed(at: int, *, right: bool, category: Category = Category.FIGURE, given: bool = True) -> Weighed:
    """An answer of one of five documents, whose first signal tells whether it is right, most of the time."""
    values = KNOWN.normal(size=len(SIGNALS))
    values[0] += 3 if right else -3
    asked: Case = case("q" + str(at), "灯塔有几座", "8座").model_copy(update={"category": category})
    return Weighed(document=f"d{at % 5}", case=asked, signals=values, given=given, right=right and given)


ANSWERS = [weighed(at, right=bool(at % 3)) for at in range(200)]


def test_what_is_right_is_surer_on_documents_left_out() -> None:
    sure = left_out(ANSWERS)
    right = [likely for one, likely in zip(ANSWERS, sure, strict=True) if one.right]
    wrong = [likely for one, likely in zip(ANSWERS, sure, strict=True) if not one.right]
    assert len(sure) == len(ANSWERS) and min(sure) >= 0 and max(sure) <= 1
    assert np.mean(right) > np.mean(wrong) + 0.2


def test_conflicts_and_what_is_never_given_teach_nothing() -> None:
    odd = [weighed(at, right=False, category=Category.CONFLICT) for at in range(50)]
    never = [weighed(at, right=False, given=False) for at in range(50)]
    assert fitted([*ANSWERS, *odd, *never]).as_data() == fitted(ANSWERS).as_data()


def test_weights_are_kept_as_they_are_read() -> None:
    made = fitted(ANSWERS)
    again = Calibration.of(made.as_data())
    assert abs(again(ANSWERS[0].signals) - made(ANSWERS[0].signals)) < 1e-3


def test_the_curve_tells_what_is_given_and_right() -> None:
    sure = left_out(ANSWERS)
    assert "200 questions, 200 to be answered" in curve("all", ANSWERS, sure)
    given = len([one for one in sure if one >= 0.5])
    assert f"{0.5:>15.2f}{given:>7}" in at_bounds("all", ANSWERS, sure, (0.5,))

"""A lie is the right answer with one figure that the quote does not hold, and the figure check stops it."""

from dataclasses import replace

import pytest

from eval.liar import altered, tell
from ingest.index.opened import Index
from ingest.quantities.figures import missing
from rag.chain import answer_steps
from rag.schema import Draft, Status
from tests.builders.answers import DAY, NO_MODEL, citation
from tests.builders.cases import lake_cases


def test_a_lie_differs_from_the_answer_in_one_figure_that_is_not_cited() -> None:
    lie = altered("到2025年,每学期360元。", citation("到2025年,每学期360元，山区460元"))
    assert lie == "到2025年,每学期560元。"
    assert missing(lie, ["到2025年,每学期360元，山区460元"])


@pytest.mark.parametrize("answer", ["由县级财政负责。", "到2025年。"])
def test_without_a_figure_there_is_no_lie(answer: str) -> None:
    assert altered(answer, citation()) == ""


def test_the_answer_path_withholds_lies(lake: Index) -> None:
    lies = tell(lake_cases(), answer_steps(lake, NO_MODEL), DAY)
    assert [(lie.case, lie.shown) for lie in lies] == [("lake-1", False), ("lake-3", False)]
    assert all("110元" not in lie.text for lie in lies)


def test_a_path_without_the_figure_check_shows_them(lake: Index) -> None:
    unchecked = [step for step in answer_steps(lake, NO_MODEL) if step[0] != "verify"]
    assert [lie.shown for lie in tell(lake_cases(), unchecked, DAY)] == [True, True]


def test_a_question_that_is_declined_before_writing_gets_no_lie(lake: Index) -> None:
    def decline(draft: Draft) -> Draft:
        return replace(draft, status=Status.WHICH_REGION)

    steps = [(name, decline if name == "scope" else work) for name, work in answer_steps(lake, NO_MODEL)]
    assert tell(lake_cases(), steps, DAY) == []

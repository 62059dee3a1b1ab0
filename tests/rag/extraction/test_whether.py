"""With an answer go its verdict and what is excepted beside it."""

import pytest

from rag.extraction.candidates import Candidate
from rag.extraction.whether import with_exceptions
from rag.schema import Hit
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import candidates, parsed

BOARDING = "答：不算。寄宿指在学校宿舍住宿。"
DAY = "走读生每学年625元。低保边缘家庭不享受。另有校车。"


def best_of(question: str, words: str, *hits: Hit) -> Candidate:
    (one,) = [one for one in candidates(question, *hits) if one.text == words]
    return with_exceptions(one, parsed(question))


def test_the_verdict_of_an_answer_to_the_same_question_is_said() -> None:
    page = prose(BOARDING, section=("问：租房陪读算寄宿吗？",))
    done = best_of("租房陪读算不算寄宿", "寄宿指在学校宿舍住宿", page)
    assert done.text == "不算，寄宿指在学校宿舍住宿"
    assert done.span and page.document.text[slice(*done.span)].startswith("不算。")


def test_the_verdict_on_another_question_is_not() -> None:
    page = prose(BOARDING, section=("问：灯塔有船长？",))
    assert best_of("租房陪读算不算寄宿", "寄宿指在学校宿舍住宿", page).text == "寄宿指在学校宿舍住宿"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("走读生能领补助吗", "走读生每学年625元；低保边缘家庭不享受"),
        ("低保边缘家庭走读生多少", "走读生每学年625元；低保边缘家庭不享受"),
        ("走读生多少", "走读生每学年625元"),
    ],
)
def test_what_is_excepted_right_behind_goes_along_where_it_may_matter(question: str, told: str) -> None:
    assert best_of(question, "走读生每学年625元", prose(DAY)).text == told


def test_an_exception_on_another_line_is_of_something_else() -> None:
    page = prose("走读生每学年625元。\n灯塔不享受。")
    assert best_of("走读生能领补助吗", "走读生每学年625元", page).text == "走读生每学年625元"


def test_a_cell_that_leaves_out_whom_the_question_names_is_told() -> None:
    row = record(
        ("服务项目", "营养餐"), ("服务内容", "为试点地区(不含县城)学生提供营养餐"), ("服务标准", "每生每天4元")
    )
    words = "营养餐的服务标准：每生每天4元"
    assert best_of("县城里的娃有没有营养餐", words, row).text.endswith("为试点地区(不含县城)学生提供营养餐")
    assert best_of("乡下的娃有没有营养餐", words, row).text == words

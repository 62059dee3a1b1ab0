"""An answer is said in plain words, lists as lists, regions side by side; not a figure is changed."""

import pytest

from rag.schema import CitedFigure, Status
from tests.builders.answers import answer, citation, cited_cell, cited_row
from ui.window.saying import Said, also, plain, said

STANDARD = "寄宿生每学期500元；走读生每学期360元；孤儿全免。"


CELLS = (("服务项目", "校车补助"), ("服务标准", STANDARD), ("支出责任", "县级财政"), ("备注", "须在开学前申请"))
BUS = cited_row(cells=tuple(cited_cell(quote, column=column) for column, quote in CELLS))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("校车补助的服务标准：每学期360元[1]。", "校车补助，标准是：每学期360元[1]。"),
        ("校车补助的支出责任：县级财政[1]。", "校车补助的钱，这样出：县级财政[1]。"),
        ("校车补助的备注：须在开学前申请[1]。", "校车补助的备注：须在开学前申请[1]。"),
        ("别的补助的服务标准：每学期360元[1]。", "别的补助的服务标准：每学期360元[1]。"),
    ],
)
def test_the_column_of_a_row_is_said_in_plain_words(text: str, shown: str) -> None:
    assert plain(answer(text, citations=(BUS,))) == shown


def test_an_enumeration_is_a_list() -> None:
    (one,) = said(answer("包括：培训；介绍：工作；创业[1]。"))
    assert one == Said(words="包括：", items=("培训", "介绍：工作", "创业[1]。"))


def test_two_parts_stay_a_sentence_and_sentences_stay_in_order() -> None:
    shown = said(answer("补助：小学1元；初中2元[1]。没有别的[2]。"))
    assert [one.words for one in shown] == ["补助：小学1元；初中2元[1]。", "没有别的[2]。"]


def test_regions_stand_side_by_side_each_with_its_own_sources() -> None:
    cited = (citation(region="青石县"), citation(region="松岭市", n=2), citation(region="松岭市", n=3))
    (one,) = said(answer("青石县：每床5元；松岭市：每床6元[1][2][3]。", citations=cited))
    assert one.sides == (("青石县", "每床5元[1]"), ("松岭市", "每床6元[2][3]"))


def test_nothing_is_lost_however_it_is_shown() -> None:
    text = "甲：乙；丙；丁[1]。戊己庚。辛[1]！"
    assert "".join(one.words + "；".join(one.items) for one in said(answer(text))) == text


def test_other_cases_of_the_cell_and_its_conditions_are_told_besides() -> None:
    given = answer(
        "校车补助的服务标准：走读生每学期360元[1]。",
        citations=(BUS,),
        figures=(CitedFigure(text="360元", value="360", unit="元", citation=1),),
    )
    assert also(given) == (("服务标准", "寄宿生每学期500元"), ("服务标准", "孤儿全免"))


def test_nothing_is_told_besides_an_answer_without_an_amount_or_no_answer() -> None:
    assert also(answer("校车补助的支出责任：县级财政[1]。", citations=(BUS,), figures=())) == ()
    assert also(answer("没有直接的回答[1]。", citations=(BUS,), status=Status.NEAR)) == ()


def test_where_or_for_whom_alone_an_amount_is_is_told_besides() -> None:
    cells = (("服务项目", "校车补助"), ("服务内容", "在试点乡镇（不含县城），开行校车"), ("服务标准", "每学期360元"))
    bus = cited_row(cells=tuple(cited_cell(quote, column=column) for column, quote in cells))
    money = (CitedFigure(text="360元", value="360", unit="元", citation=1),)
    given = answer("校车补助的服务标准：每学期360元[1]。", citations=(bus,), figures=money)
    assert also(given) == (("服务内容", "在试点乡镇（不含县城），开行校车"),)

"""A question and a text: how much of one the other holds, and which figures can answer."""

import pytest

from ingest.text.fold import fold
from rag.question.parsed_question import ParsedQuestion
from rag.question.question_parser import QuestionParser
from rag.question.rewrite import rewrite
from tests.builders.answers import EqualWords, draft


def parsed(text: str) -> ParsedQuestion:
    return QuestionParser(EqualWords())(rewrite(draft(fold(text))))


def test_a_text_that_holds_all_of_a_question_has_its_whole_share() -> None:
    one = parsed("灯塔船长补助多少")
    assert one.share(one.degrees("补助灯塔的船长")) == pytest.approx(1)


def test_a_text_that_holds_more_of_a_question_has_a_greater_share() -> None:
    one = parsed("灯塔船长补助多少")
    shares = [float(one.share(one.degrees(text))) for text in ("食堂", "灯塔食堂", "灯塔船长食堂")]
    assert shares[0] == 0 and shares == sorted(set(shares))


def test_a_text_is_compared_folded() -> None:
    one = parsed("灯塔多少")
    assert one.share(one.degrees("燈塔")) == pytest.approx(1)


def test_a_question_without_words_shares_nothing_with_any_text() -> None:
    one = parsed("多少")
    assert one.share(one.degrees("灯塔")) == 0


def test_the_gap_is_what_the_heaviest_missing_word_weighs() -> None:
    one = parsed("灯塔船长补助多少")
    gaps = [one.gap(one.degrees(text)) for text in ("灯塔船长补助", "灯塔补助", "")]
    assert gaps[0] == pytest.approx(0) and 0 < gaps[1] <= gaps[2] <= 1


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("校车补助多少钱", "360元", ["360元"]),
        ("校车补助多少钱", "12所学校每生360元", ["360元"]),
        ("校车有多少", "12所学校每生360元", ["12所", "360元"]),
        ("校车补助多少", "12所学校每生360元", ["360元"]),
        ("80岁以上高龄津贴多少", "80岁以上每月110元", ["110元"]),
        ("床位多少", "2025年床位1200张", ["1200张"]),
        ("什么时候建成", "到2025年建成12所", ["2025年"]),
        ("校车补助多少钱", "由县里定", []),
    ],
)
def test_figures_that_can_answer_are_new_and_of_the_measure(question: str, text: str, found: list[str]) -> None:
    assert [figure.text for figure in parsed(question).answers(text)] == found


def test_a_figure_far_below_the_scale_that_is_asked_for_answers_nothing() -> None:
    assert [one.text for one in parsed("养老床位达到多少万张").answers("新增500张，共0.9万张、12000张")] == [
        "0.9万张",
        "12000张",
    ]
    assert [one.text for one in parsed("总投资多少亿元").answers("投资5000万元，其中200万元")] == ["5000万元"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每月15日前发放", []),
        ("3月底前办完", []),
        ("3个工作日内办完", ["3个"]),
        ("30日内报告", ["30日"]),
        ("等3个月", ["3个月"]),
    ],
)
def test_a_day_of_the_calendar_does_not_tell_how_long(text: str, found: list[str]) -> None:
    assert [one.text for one in parsed("灯塔审核要几天").answers(text)] == found


def test_its_own_words_are_those_without_the_question_before() -> None:
    after = QuestionParser(EqualWords())(draft(fold("船长呢"), earlier=fold("灯塔补助多少")))
    assert after.own == "船长呢" and after.text == "船长呢 灯塔补助多少"

"""Candidates: which cells and stretches of prose may answer, and what is kept of them."""

import pytest

from ingest.schema import RowKind
from rag.extraction.candidates import AnswerSpans
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import BUS, candidates


def test_each_cell_but_the_name_may_answer_in_a_sentence_with_its_row_and_column() -> None:
    assert [one.text for one in candidates("乡村校车补助", BUS)] == [
        "乡村校车补助的服务对象：乡村走读学生",
        "乡村校车补助的服务内容：提供校车",
        "乡村校车补助的服务标准：每生每学期360元",
        "乡村校车补助的支出责任：县级财政负责",
    ]


def test_a_term_answers_with_its_meaning() -> None:
    row = record(("名词", "互助养老"), ("释义", "由村组织老人互相照看的养老方式。"), kind=RowKind.TERM)
    assert [one.text for one in candidates("互助养老是什么意思", row)] == ["互助养老：由村组织老人互相照看的养老方式"]


def test_each_sentence_of_a_passage_may_answer() -> None:
    found = candidates("灯塔", prose("灯塔有8座。码头有9个；食堂有3个。"))
    assert [one.text for one in found] == ["灯塔有8座", "码头有9个", "食堂有3个"]


def test_a_heading_does_not_answer() -> None:
    found = candidates("灯塔", prose("一、灯塔建设\n灯塔有8座。", section=("一、灯塔建设",)))
    assert [one.text for one in found] == ["灯塔有8座"]


def test_without_hits_there_is_no_candidate() -> None:
    assert candidates("校车补助多少") == ()


def test_the_answer_spans_of_a_passage_are_cut_once_and_those_used_last_are_kept() -> None:
    spans = AnswerSpans(most=2)
    hits = [prose(f"灯塔有{n}座。", key=f"d{n}") for n in range(3)]
    first, second = spans(hits[0]), spans(hits[1])
    assert spans(hits[0]) is first
    spans(hits[2])
    assert spans(hits[0]) is first and spans(hits[1]) is not second


BEDS = record(
    ("指标", "床位占比"),
    ("单位", "%"),
    ("2020年", "41.5"),
    ("2025年目标", "60"),
    ("年均增长", "3.7"),
    ("属性", "约束性"),
    kind=RowKind.INDICATOR,
)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("床位占比2020年多少", ["床位占比2020年为41.5%"]),
        ("床位占比的属性是什么", ["床位占比属性为约束性"]),
        ("床位占比年均增长多少", ["床位占比年均增长为3.7%"]),
    ],
)
def test_of_an_indicator_the_columns_that_the_question_names_may_answer(question: str, texts: list[str]) -> None:
    assert [one.text for one in candidates(question, BEDS) if not one.also] == texts


def test_of_an_indicator_all_columns_may_answer_where_none_is_named() -> None:
    found = [one.text for one in candidates("床位占比多少", BEDS)]
    assert {"床位占比2020年为41.5%", "床位占比2025年目标为60%"} <= set(found)


def test_several_values_of_an_indicator_may_answer_where_several_are_asked_for() -> None:
    found = [one.text for one in candidates("床位占比2025年和以前分别多少", BEDS)]
    assert "床位占比2020年为41.5%，2025年目标为60%" in found
    assert "床位占比2020年为41.5%，2025年目标为60%" not in [one.text for one in candidates("床位占比2025年多少", BEDS)]


def test_columns_of_a_row_that_is_no_indicator_all_may_answer() -> None:
    row = record(("服务项目", "灯塔补贴"), ("服务标准", "8元"), ("2025年", "9元"))
    assert len(candidates("2025年灯塔补贴多少元", row)) == 2


def test_of_figures_side_by_side_the_one_that_is_asked_about_may_answer() -> None:
    hit = prose("补助为小学1000元，初中1250元。")
    assert "补助为初中1250元" in [one.text for one in candidates("初中补助多少元", hit)]
    assert "补助为初中1250元" not in [one.text for one in candidates("初中补助怎么样", hit)]


def test_a_result_keeps_the_words_that_it_was_computed_from() -> None:
    found = [one for one in candidates("床位数增加了多少张", prose("床位数从860张增加到1200张。")) if one.sum]
    assert [(one.words, one.text, one.sum) for one in found] == [
        ("床位数从860张增加到1200张", "床位数从860张增加到1200张，相差340张", "1200张 − 860张 = 340张")
    ]


def test_what_a_candidate_reads_out_is_its_last_cell() -> None:
    (one,) = [one for one in candidates("床位占比2020年多少", BEDS) if not one.also]
    assert one.cell and one.cell.column == "2020年" and one.span is None
    (of_prose,) = candidates("灯塔", prose("灯塔有8座。"))
    assert of_prose.cell is None and of_prose.span == (0, 6)

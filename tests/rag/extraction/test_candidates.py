"""Candidates: which cells and stretches of prose may answer, and what is kept of them."""

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

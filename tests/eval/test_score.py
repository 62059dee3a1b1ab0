"""What counts as right, cited, abstained and founded."""

from typing import Any

import pytest

from eval.matching import first_sentence
from eval.records import Record
from eval.score import HEAP, LONGEST_FIRST, breaches, score, unmarked
from rag.schema import Note, NoteKind, Status
from tests.builders.answers import answer, citation
from tests.builders.cases import case, found, record, silent


def got(*words: str, **changed: Any) -> Record:
    """The record of an answer."""
    return record(answer(*words, **changed))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("甲360元[1]。乙420元[2]。", "甲360元。"),
        ("甲是3.5元[1]。乙", "甲是3.5元。"),
        ("第一行\n第二行", "第一行\n"),
        ("有吗？有", "有吗？"),
        ("  只有一句", "只有一句"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_at_its_stop_and_loses_its_marks(text: str, first: str) -> None:
    marked = answer(text, citations=(citation(), citation(n=2)))
    assert first_sentence(unmarked(marked)) == first


def test_a_figure_in_brackets_stays_in_the_first_sentence() -> None:
    assert first_sentence(unmarked(answer("改造户数为[870][1]。"))) == "改造户数为[870]。"


def test_the_decisive_words_in_the_first_sentence_are_right() -> None:
    done = score(case(), got())
    assert (done.right, done.reason, done.cited, done.breaches) == (True, "", True, 0)


def test_any_writing_of_a_group_will_do() -> None:
    assert score(case(must=[["三百六十元", "360元"]]), got()).right


def test_every_group_must_be_there() -> None:
    done = score(case(must=[["360元"], ["山区"]]), got())
    assert not done.right and "山区" in done.reason


def test_decisive_words_in_a_later_sentence_are_late() -> None:
    assert not score(case(), got("补助按学期发放[1]。每学期360元[1]。")).right


def test_forbidden_words_in_the_first_sentence_are_wrong() -> None:
    done = score(case(), got("每学期360元,山区420元[1]。"))
    assert not done.right and "420元" in done.reason


def test_forbidden_words_in_a_later_sentence_are_not_held_against_it() -> None:
    assert score(case(), got("每学期360元[1]。山区420元[1]。")).right


def test_forbidden_figures_stand_on_digit_boundaries() -> None:
    assert score(case(must_not=["60元"]), got()).right


@pytest.mark.parametrize(("length", "right"), [(LONGEST_FIRST, True), (LONGEST_FIRST + 1, False)])
def test_a_first_sentence_may_be_so_long(length: int, right: bool) -> None:
    text = "360元" + "字" * (length - 5) + "。"
    assert len(first_sentence(text)) == length
    assert score(case(), got(text)).right is right


@pytest.mark.parametrize("status", [status for status in Status if status.abstained])
def test_abstaining_where_it_is_due_is_right(status: Status) -> None:
    done = score(silent(), got("没有写明。", status=status, citations=()))
    assert (done.right, done.abstain, done.abstained, done.cited) == (True, True, True, None)


def test_answering_where_the_plans_are_silent_is_wrong() -> None:
    done = score(silent(), got())
    assert not done.right and not done.abstained and done.reason


def test_abstaining_where_an_answer_was_due_is_wrong_whatever_the_words() -> None:
    done = score(case(), got(status=Status.NOT_FOUND))
    assert not done.right and "not_found" in done.reason


def test_what_must_not_be_said_spoils_an_abstention_too() -> None:
    done = score(silent(must_not=["420元"]), got("没有写明，邻县是420元。", status=Status.NOT_FOUND, citations=()))
    assert not done.right and done.abstained and "420元" in done.reason


@pytest.mark.parametrize(("beside", "right"), [(HEAP, True), (HEAP + 1, False)])
def test_a_first_sentence_may_hold_so_many_figures_that_nobody_asked_for(beside: int, right: bool) -> None:
    heap = "、".join(f"另有{at}户" for at in range(20, 20 + beside))
    done = score(case(), got(f"每学期360元,{heap}。"))
    assert done.right is right and ("20户" in done.reason) is not right


def test_figures_of_the_question_and_years_make_no_heap() -> None:
    asked = case(question="2024年5所学校7个班30名学生,校车补助多少?")
    assert score(asked, got("2024年5所学校7个班30名学生每学期360元,按2021-2025年规划。")).right


def test_the_citation_that_holds_the_evidence_is_looked_for() -> None:
    assert score(case(), got()).cited is True
    assert score(case(), got(citations=(citation("别的话", n=1), citation(n=2)))).cited is True
    assert score(case(), got(citations=())).cited is False
    assert score(silent(), got(status=Status.NOT_FOUND)).cited is None


def test_ranks_are_those_of_the_first_passage_with_the_evidence() -> None:
    passages = [found("别的话", ranks={"words": 1, "fused": 2}), found(ranks={"words": 2, "vector": 11, "fused": 1})]
    assert score(case(), record(answer(), *passages)).ranks == {"words": 2, "vector": None, "fused": 1}


def test_where_nothing_was_to_be_found_there_are_no_ranks() -> None:
    assert score(silent(), got()).ranks == {}
    assert score(case(), Record(case="c1", answer=answer())).ranks == {}


def test_figures_that_no_citation_holds_are_counted() -> None:
    assert breaches(answer("每学期361元,山区420元,共360元[1]。")) == 2


def test_marks_are_no_figures() -> None:
    citations = tuple(citation(n=n) for n in (1, 2, 3))
    assert breaches(answer("每学期360元[1][2][3]。", citations=citations)) == 0


def test_a_number_in_brackets_that_marks_no_citation_is_a_figure() -> None:
    assert breaches(answer("每学期360元[1][2]。")) == 1


def test_a_figure_written_otherwise_is_founded() -> None:
    assert breaches(answer("补助12000元[1]。", citations=(citation("补助1.2万元"),))) == 0


def test_phone_numbers_of_fixed_sentences_are_no_breach() -> None:
    assert breaches(answer("请拨打 12345。", status=Status.NOT_FOUND, citations=())) == 0


@pytest.mark.parametrize(
    ("kind", "text", "counted"),
    [
        (NoteKind.COMPUTED, "计算过程：360元 + 360元 = 720元。", 0),
        (NoteKind.COMPUTED, "计算过程：400元 + 320元 = 720元。", 1),
        (NoteKind.COUNT, "以上共 720元 项。", 0),
        (NoteKind.EXPIRED, "720元。", 1),
    ],
    ids=["a sum of cited figures", "a sum of others", "a count", "another note"],
)
def test_a_figure_may_stand_in_a_note_that_accounts_for_it(kind: NoteKind, text: str, counted: int) -> None:
    assert breaches(answer("共发720元[1]。", notes=(Note(kind=kind, text=text),))) == counted


def test_a_score_keeps_what_it_is_grouped_by() -> None:
    done = score(case(category="figure", phrasing="typo"), got(latency_ms=7.5))
    assert (done.id, done.category, done.phrasing, done.latency_ms) == ("c1", "figure", "typo", 7.5)
    assert (done.region, done.document, done.length) == ("青石县", "青石县公共服务规划", len(answer().answer))

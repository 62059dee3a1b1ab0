"""What counts as right, cited, abstained and founded."""

import pytest
from scoring import answer, case, citation, silent

from eval.score import LONGEST_FIRST, breaches, first_sentence, score, stands, unmarked
from rag.schema import CitedCell, Status


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("360元", "每学期360元"),
        ("360元", "每学期 360 元"),
        ("３６０元", "每学期360元"),
        ("5", "达到5。"),
        ("5", "达到5"),
        ("3.5元", "每天3.5元"),
        ("5%", "提高5％"),
        ("县级财政", "由县级财政负责"),
        ("WiFi", "提供wifi"),
    ],
)
def test_words_stand_in_a_text_however_they_are_set(words: str, text: str) -> None:
    assert stands(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("5", "95"),
        ("5", "5.2"),
        ("5", "0.5"),
        ("5", "50"),
        ("5%", "95%"),
        ("5元", "3.5元"),
        ("12", "12.5"),
        ("2025", "120256"),
        ("市级财政", "由县级财政负责"),
    ],
)
def test_a_figure_inside_another_does_not_stand(words: str, text: str) -> None:
    assert not stands(words, text)


def test_the_tail_of_a_separated_figure_does_not_stand() -> None:
    assert not stands("250元", "每年1,250元")


def test_a_figure_stands_with_or_without_separators() -> None:
    assert stands("1250元", "每年1,250元")


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
    done = score(case(), answer())
    assert (done.right, done.reason, done.cited, done.breaches) == (True, "", True, 0)


def test_any_writing_of_a_group_will_do() -> None:
    assert score(case(must=[["三百六十元", "360元"]]), answer()).right


def test_every_group_must_be_there() -> None:
    done = score(case(must=[["360元"], ["山区"]]), answer())
    assert not done.right and "山区" in done.reason


def test_decisive_words_in_a_later_sentence_are_late() -> None:
    assert not score(case(), answer("补助按学期发放[1]。每学期360元[1]。")).right


def test_forbidden_words_in_the_first_sentence_are_wrong() -> None:
    done = score(case(), answer("每学期360元,山区420元[1]。"))
    assert not done.right and "420元" in done.reason


def test_forbidden_words_in_a_later_sentence_are_not_held_against_it() -> None:
    assert score(case(), answer("每学期360元[1]。山区420元[1]。")).right


def test_forbidden_figures_stand_on_digit_boundaries() -> None:
    assert score(case(must_not=["60元"]), answer()).right


@pytest.mark.parametrize(("length", "right"), [(LONGEST_FIRST, True), (LONGEST_FIRST + 1, False)])
def test_a_first_sentence_may_be_so_long(length: int, right: bool) -> None:
    text = "360元" + "字" * (length - 5) + "。"
    assert len(first_sentence(text)) == length
    assert score(case(), answer(text)).right is right


@pytest.mark.parametrize("status", [status for status in Status if status.abstained])
def test_abstaining_where_it_is_due_is_right(status: Status) -> None:
    done = score(silent(), answer("没有写明。", status=status, citations=()))
    assert (done.right, done.abstain, done.abstained, done.cited) == (True, True, True, None)


def test_answering_where_the_plans_are_silent_is_wrong() -> None:
    done = score(silent(), answer())
    assert not done.right and not done.abstained and done.reason


def test_abstaining_where_an_answer_was_due_is_wrong_whatever_the_words() -> None:
    done = score(case(), answer(status=Status.NOT_FOUND))
    assert not done.right and "not_found" in done.reason


@pytest.mark.parametrize(
    ("changed", "cited"),
    [
        ({}, True),
        ({"quote": "每学期 360 元"}, True),
        ({"quote": "每学期36元"}, False),
        ({"title": "松岭市公共服务规划"}, False),
        ({"quote": "一学期发360元", "section": ("一、乡村校车补助",)}, True),
        ({"quote": "一学期发420元", "section": ("一、乡村校车补助",)}, False),
        ({"quote": "一学期发360元"}, False),
    ],
    ids=["words", "spaced", "another figure", "another plan", "named section", "named, no figure", "not named"],
)
def test_a_citation_holds_the_decisive_words_or_the_named_place_with_the_figure(changed: dict, cited: bool) -> None:
    assert score(case(), answer(citations=(citation(**changed),))).cited is cited


def test_a_row_is_named_by_one_of_its_cells() -> None:
    cell = CitedCell(column="服务项目", quote="乡村校车补助", start=0, end=6)
    cited = citation("乡村校车补助 | 一学期发360元", cells=(cell,))
    assert score(case(), answer(citations=(cited,))).cited is True


def test_one_citation_of_several_is_enough() -> None:
    assert score(case(), answer(citations=(citation("别的话", n=1), citation(n=2)))).cited is True


def test_an_answer_without_citations_is_not_cited() -> None:
    assert score(case(), answer(citations=())).cited is False


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


def test_a_score_keeps_what_it_is_grouped_by() -> None:
    done = score(case(category="figure", phrasing="typo"), answer(latency_ms=7.5))
    assert (done.id, done.category, done.phrasing, done.latency_ms) == ("c1", "figure", "typo", 7.5)

"""A draft's question taken apart: what it asks for, its words, and the figure that it only asks to confirm."""

import numpy as np
import pytest

from ingest.text.fold import fold
from rag.question.parsed_question import ParsedQuestion
from rag.question.question_parser import EARLIER, QuestionParser
from rag.question.rewrite import rewrite
from rag.schema import Draft, Question, Turn
from tests.builders.answers import DAY, EqualWords, draft, prose


def parsed(text: str) -> ParsedQuestion:
    return QuestionParser(EqualWords())(rewrite(draft(fold(text))))


def test_the_figure_to_confirm_is_what_is_asked_for_and_no_word_to_look_up() -> None:
    one = parsed("听说高龄津贴是每月80元")
    assert one.premise is not None and one.premise.text == "80元"
    assert one.answer_type.measure == {"元"} and one.known == ()
    assert not any("80" in term.words for term in one.terms)


def test_a_figure_beside_an_asked_one_is_known() -> None:
    one = parsed("80岁以上高龄津贴多少元")
    assert one.premise is None and [figure.text for figure in one.known] == ["80岁"]


def test_an_indicator_named_alone_asks_for_its_value() -> None:
    assert parsed("婴儿死亡率").answer_type.kind == "amount"


def test_words_of_the_question_before_weigh_less() -> None:
    turns = (Turn(role="user", content="小学寄宿生补助多少元"), Turn(role="assistant", content="每年1000元。"))
    before = rewrite(Draft(question=Question(text="那初中呢", as_of=DAY, history=turns), text="那初中呢"))
    one = QuestionParser(EqualWords())(before)
    weights = {term.words: term.weight for term in one.terms}
    alone = {term.words: term.weight for term in parsed("寄宿生补助多少元").terms}
    shared = weights.keys() & alone.keys()
    assert shared and all(weights[words] == pytest.approx(EARLIER * alone[words]) for words in shared)
    assert one.answer_type.measure == {"元"} and one.said == "每年1000元。"


def test_a_questions_meaning_has_length_one() -> None:
    assert np.linalg.norm(parsed("灯塔多少座").meaning) == pytest.approx(1)


def test_near_words_that_no_text_of_a_search_holds_are_left_out() -> None:
    one = parsed("灯塔多少座")
    assert all(term.near == () for term in one.narrowed([prose("码头。").passage.text]).terms)


def test_both_of_two_things_is_no_figure_to_confirm() -> None:
    assert parsed("高龄津贴和护理补贴两个都能拿吧?").premise is None

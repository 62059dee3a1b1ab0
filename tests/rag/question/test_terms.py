"""The words that carry a question: what they are, what plans may call them, what they weigh."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identity.lexicon import Mention, mentions
from ingest.text.fold import fold, tokens
from rag.question import terms as module
from rag.question.answer_type import carrying
from rag.question.terms import AROUND, Term, Terms, slips_in_names
from tests.builders.properties import PROPERTY, QUESTIONS


def terms(
    text: str,
    *,
    rarity: Callable[[str], float] = lambda token: 1.0,
    known: Callable[[str], bool] = lambda token: True,
    meant: Callable[[str], Sequence[tuple[str, tuple[str, ...]]]] = lambda text: (),
) -> tuple[Term, ...]:
    return Terms(rarity, known, meant)(text, carrying(text), mentions(text))


def words(text: str) -> list[str]:
    return [term.words for term in terms(text)]


def term(words: str, *others: str, weight: float = 1.0) -> Term:
    return Term(words, others, weight, 0)


# how far a text holds a term


@pytest.mark.parametrize("text", ["校车照管员", "乡村校车"])
def test_a_text_with_the_word_holds_it_wholly(text: str) -> None:
    assert term("校车").degree(text) == 1


def test_a_text_with_another_word_for_it_holds_it_almost() -> None:
    own, other = (term("娃", "儿童").degree(text) for text in ("娃", "儿童福利"))
    assert 0.5 < other <= own == 1


def test_a_text_with_a_part_of_the_word_holds_it_in_part() -> None:
    part, other, none = (term("养老床位", "养老机构床位").degree(text) for text in ("床位", "养老机构床位", "早餐"))
    assert none == 0 < part < other


def test_more_of_a_word_is_held_by_a_text_with_more_of_its_pairs() -> None:
    assert term("护理型床位").degree("护理床位") > term("护理型床位").degree("床位")


@pytest.mark.parametrize("text", ["", "园", "养园"])
def test_a_word_of_two_characters_is_not_held_in_part(text: str) -> None:
    assert term("校园").degree(text) == 0


# which words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("灯塔船长多少", ["灯塔", "船长"]),
        ("请问乡村的校车多少", ["乡村", "校车"]),
        ("社区和食堂有多少", ["社区", "食堂"]),
    ],
)
def test_the_words_that_say_something_are_found_in_order(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_concept_is_one_term_with_its_official_names() -> None:
    (found,) = terms("低保多少")
    assert (found.words, found.start) == ("低保", 0)
    assert "最低生活保障" in found.others


def test_a_residents_word_is_one_term_with_the_words_of_plans() -> None:
    (found,) = terms("娃娃多少")
    assert found.words == "娃娃" and "儿童" in found.others


def test_a_concept_comes_before_the_residents_words_inside_it() -> None:
    assert words("打预防针多少") == ["打预防针"]


def test_a_residents_word_across_two_others_is_none() -> None:
    assert "天天" not in words("今天天气怎么样")


def test_quoted_words_stay_together() -> None:
    assert words("“幼有善育”归谁管") == ["幼有善育"]


@pytest.mark.parametrize("text", ["一千个老人几张床", "每一千位居民几个医生", "一千人有几个", "每千老人几张"])
def test_so_many_for_a_thousand_is_the_plans_ratio(text: str) -> None:
    assert any("每千" in (found.words, *found.others) or "每千" in "".join(found.others) for found in terms(text))


def test_a_year_weighs_more_than_the_sign_behind_it() -> None:
    weights = {found.words: found.weight for found in terms("2025年的校车")}
    assert weights["2025"] > weights.get("年", 0)


@pytest.mark.parametrize("text", ["", "  ", "多少", "请问是多少呢?", "的"])
def test_a_question_of_asking_words_has_no_term(text: str) -> None:
    assert terms(text) == ()


# their weight


def test_a_rare_word_weighs_more() -> None:
    rare, common = terms("灯塔船长", rarity=lambda token: 5.0 if token == "灯塔" else 1.0)
    assert rare.weight > common.weight


def test_a_word_weighs_by_its_rarest_pair() -> None:
    (found,) = terms("“护理型床位”", rarity=lambda token: 5.0 if token == "理型" else 1.0)
    assert found.weight == 5


def test_a_word_that_no_passage_holds_weighs_less() -> None:
    unknown, known = terms("灯塔船长", known=lambda token: token not in tokens("灯塔"))
    assert unknown.weight < known.weight


def test_a_single_character_weighs_less_than_a_word() -> None:
    weights = {found.words: found.weight for found in terms("灯塔、井")}
    assert weights["井"] < weights["灯塔"]


def test_a_verb_weighs_less_than_a_noun() -> None:
    weights = {found.words: found.weight for found in terms("修理灯塔")}
    assert weights["修理"] < weights["灯塔"]


def test_a_word_with_a_common_other_word_weighs_like_that() -> None:
    (found,) = terms("娃娃", rarity=lambda token: 1.0 if token == "儿童" else 5.0)
    assert found.weight == 1


# slips


def test_a_slip_in_a_word_is_also_what_it_sounds_like() -> None:
    (found,) = terms("“灯踏船长”", meant=lambda text: [("灯踏", ("灯塔",))])
    assert (found.words, found.others) == ("灯踏船长", ("灯塔船长",))


def test_a_slip_that_no_dictionary_knows_is_one_term() -> None:
    (found,) = terms("医宝多少", meant=lambda text: [("医宝", ("医保",))])
    assert (found.words, found.others[0]) == ("医宝", "医保")
    assert "基本医疗保险" in found.others  # what plans call it


def test_a_slip_may_be_part_of_a_name_of_the_lexicon() -> None:
    (one,) = terms("抵保户", meant=lambda text: [("抵保", ("低保",))])
    assert one.words == "抵保户" and one.degree("低保对象") >= 0.5


def test_a_slip_may_be_cut_out_of_a_longer_word() -> None:
    assert [one.words for one in terms("抵保人", meant=lambda text: [("抵保", ("低保",))])] == ["抵保"]


def test_a_slip_means_only_what_a_dictionary_knows() -> None:
    found = terms("灯塔", meant=lambda text: [("灯塔", ("灯榻",))])
    assert [one.others for one in found] == [()]


def test_a_slip_inside_a_word_of_the_lexicon_is_understood() -> None:
    found = terms("公祖房多少", meant=lambda text: [("公祖", ("公租",)), ("祖房", ("租房",))])
    assert any(one.degree("公租房") >= 0.5 and "公祖" in one.words for one in found)


# of any question


@PROPERTY
@given(QUESTIONS.map(fold), st.booleans())
def test_terms_are_cut_from_the_question_in_order_and_none_overlaps(text: str, slips: bool) -> None:
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    found = terms(text, meant=lambda text: [(pair, ("医保",)) for pair in pairs] if slips else [])
    assert all(text[one.start : one.start + len(one.words)] == one.words for one in found)
    assert all(left.start + len(left.words) <= right.start for left, right in pairwise(found))


@PROPERTY
@given(QUESTIONS.map(fold))
def test_every_term_weighs_something_and_no_more_than_the_rarest_word(text: str) -> None:
    assert all(0 < one.weight <= 1 for one in terms(text))


@PROPERTY
@given(QUESTIONS.map(fold))
def test_a_question_holds_its_own_terms(text: str) -> None:
    assert all(one.degree(text) == 1 for one in terms(text))


def test_a_slip_that_stands_many_times_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def looked(text: str) -> tuple[Mention, ...]:
        looked_at.append(text)
        return ()

    monkeypatch.setattr(module, "mentions", looked)
    assert list(slips_in_names("不是不" * 300, [("不是", ("补助", "不时"))] * 300)) == []
    assert len(looked_at) == 2 and max(map(len, looked_at)) <= 2 * AROUND + 2


def test_a_slip_far_into_a_question_is_found_where_it_stands() -> None:
    text = "我" * 100 + "想问公祖房怎么申请"
    ((start, words, names),) = slips_in_names(text, [("公祖", ("公租",))])
    assert (text[start : start + 3], words) == ("公祖房", "公祖房") and "公租房" in names[0]

"""Which concepts of the lexicon a question names, and what it follows up on."""

import pytest

from ingest.identity.lexicon import official_names
from rag.question.guard import Guard
from rag.question.rewrite import SHORT, rewrite
from rag.schema import Draft, Question, Turn
from tests.builders.answers import draft


def named(text: str) -> list[tuple[str, str, str]]:
    return [(mention.words, mention.concept, mention.kind) for mention in rewrite(draft(text)).mentions]


@pytest.mark.parametrize(
    ("text", "words", "concept", "kind"),
    [
        ("低保多少钱", "低保", "minimum-living-guarantee", "everyday"),
        ("最低生活保障标准", "最低生活保障", "minimum-living-guarantee", "official"),
        ("住校补贴有多少", "住校补贴", "boarding-student-living-allowance", "everyday"),
        ("学前三年毛入园率是多少", "学前三年毛入园率", "preschool3-gross-enrolment", "official"),
    ],
)
def test_a_concept_is_known_by_residents_words_and_officially(text: str, words: str, concept: str, kind: str) -> None:
    assert named(text) == [(words, concept, kind)]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("居民医保", "resident-medical-insurance"),
        ("医保", "basic-medical-insurance"),
        ("重残低保", "severe-disabled-minimum-living"),
        ("低保边缘户", "low-income-margin-support"),
    ],
)
def test_the_longest_words_count(text: str, concept: str) -> None:
    assert [found for _, found, _ in named(text)] == [concept]


def test_all_that_is_named_is_noted_in_the_questions_order() -> None:
    done = rewrite(draft("住校补贴和低保能一起领吗"))
    assert [mention.words for mention in done.mentions] == ["住校补贴", "低保"]
    assert [done.text[mention.start : mention.end] for mention in done.mentions] == ["住校补贴", "低保"]
    assert done.detail == "住校补贴=boarding-student-living-allowance、低保=minimum-living-guarantee"


def test_a_question_in_traditional_characters_is_understood_once_it_is_folded() -> None:
    done = rewrite(Guard(60)(draft("學前三年毛入園率")))
    assert [mention.concept for mention in done.mentions] == ["preschool3-gross-enrolment"]


@pytest.mark.parametrize("text", ["", "乡村校车补助多少", "补助多少钱"])
def test_what_the_lexicon_does_not_know_is_left_alone(text: str) -> None:
    before = draft(text)
    assert rewrite(before) == before


def test_the_words_of_the_question_stay_as_they_are() -> None:
    done = rewrite(draft("吃低保每月多少钱"))
    assert done.text == done.question.text == "吃低保每月多少钱"


def test_a_concept_has_its_usual_official_name_first() -> None:
    (mention,) = rewrite(draft("低保")).mentions
    assert official_names(mention.concept)[0] == "最低生活保障"


# what a question follows up on


def after(text: str, *turns: tuple[str, str]) -> Draft:
    history = tuple(Turn(role=role, content=words) for role, words in turns)
    return rewrite(Draft(question=Question(text=text, history=history), text=text))


ASKED = ("user", "小学住校补贴多少钱")
ANSWERED = ("assistant", "每年1000元[1]。")


@pytest.mark.parametrize(
    "text",
    [
        "那初中呢",
        "初中呢?",
        "还有谁能领",
        "也给高中生发吗",
        "这笔钱谁出",
        "它归哪个部门管",
        "刚才说的是哪一年的标准呢",
        "谁出钱",
        "几月发",
    ],
)
def test_a_question_that_leans_on_the_last_one_carries_it(text: str) -> None:
    done = after(text, ASKED, ANSWERED)
    assert (done.earlier.removeprefix("小学"), done.text) == ("住校补贴多少钱", text)


@pytest.mark.parametrize(
    ("last", "text", "earlier"),
    [
        ("小学住校补贴多少钱", "那初中呢", "住校补贴多少钱"),
        ("86岁的老人每月高龄津贴多少", "那我爷爷97岁呢", "的老人每月高龄津贴多少"),
        ("城里吃低保的一年多少钱", "农村户口的呢", "吃低保的一年多少钱"),
        ("毛入学率2025年目标是多少", "2020年完成了多少", "毛入学率 是多少"),
        ("食堂面积160平方米补多少", "那不到150平方米呢", "食堂面积 补多少"),
        ("特困人员半护理每月多少", "全护理的呢", "特困人员 每月多少"),
        ("困难残疾人补贴二级一个月多少", "谁出这笔钱", "困难残疾人补贴二级一个月多少"),
    ],
)
def test_what_is_said_anew_is_no_longer_asked(last: str, text: str, earlier: str) -> None:
    assert after(text, ("user", last), ANSWERED).earlier == earlier


@pytest.mark.parametrize("text", ["低保多少钱", "要什么条件才可以申请养老服务补贴", "全县要新建多少所公办的幼儿园"])
def test_a_question_that_stands_alone_carries_none(text: str) -> None:
    assert after(text, ASKED, ANSWERED).earlier == ""


def test_a_short_question_leans_only_without_a_concept_of_its_own() -> None:
    assert len("高龄津贴多少") <= SHORT and after("高龄津贴多少", ASKED).earlier == ""
    assert after("一年多少", ASKED).earlier


@pytest.mark.parametrize("turns", [(), (ANSWERED,)])
def test_without_a_question_before_there_is_nothing_to_lean_on(turns: tuple[tuple[str, str], ...]) -> None:
    assert after("那初中呢", *turns).earlier == ""


def test_the_last_question_counts() -> None:
    assert after("那谁出钱", ASKED, ANSWERED, ("user", "高龄津贴多少"), ANSWERED).earlier == "高龄津贴多少"


@pytest.mark.parametrize(
    ("said", "earlier"), [("谢谢", "高龄津贴多少"), ("你是谁", "高龄津贴多少"), ("低保多少", "低保多少")]
)
def test_small_talk_is_nothing_to_lean_on(said: str, earlier: str) -> None:
    assert after("那谁出钱", ("user", "高龄津贴多少"), ANSWERED, ("user", said), ANSWERED).earlier == earlier
    assert after("那谁出钱", ("user", "你好"), ANSWERED).earlier == ""


def test_what_a_question_follows_up_on_is_folded() -> None:
    assert after("那初中呢", ("user", "農村　住校補貼")).earlier == "农村 住校补贴"


def test_a_short_question_with_words_of_its_own_stands_alone() -> None:
    assert after("养老床位要建多少张", ASKED, ANSWERED).earlier == ""

"""What asks nothing of the plans gets a kind word; what asks something never does."""

from dataclasses import replace

import pytest

from rag.question.guard import Guard
from rag.question.small_talk import FOREIGN, small_talk
from rag.replies import SMALL_TALK
from rag.schema import Status, Turn
from tests.builders.answers import draft


def kind(text: str) -> str | None:
    return small_talk(text, asked_before=False)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("你好", "greeting"),
        ("您好啊!", "greeting"),
        ("在吗?", "greeting"),
        ("hello", "greeting"),
        ("谢谢", "thanks"),
        ("好的,谢谢你", "thanks"),
        ("知道了", "thanks"),
        ("再见", "farewell"),
        ("你是谁?", "identity"),
        ("你是机器人吗", "identity"),
        ("你能干什么", "identity"),
        ("垃圾系统", "offence"),
        ("你个傻逼", "offence"),
        ("为什么", "nothing"),
        ("?", "nothing"),
        ("。。。", "nothing"),
        ("12", "nothing"),
        ("我想问个问题", "nothing"),
        ("how much is the pension for old people?", FOREIGN),
        ("老年人", None),
        ("你好,低保多少钱", None),
        ("谢谢,高龄津贴多少", None),
        ("为什么低保没发", None),
        ("垃圾怎么分类", None),
        ("什么是两免一补", None),
        ("婴儿死亡率", None),
        ("GDP", None),
        ("1+1等于几", None),
    ],
)
def test_only_the_whole_message_is_small_talk(text: str, wanted: str | None) -> None:
    assert kind(text) == wanted


@pytest.mark.parametrize("text", ["为什么", "多少", "还有呢", "怎么办"])
def test_after_a_question_a_bare_word_follows_up_on_it(text: str) -> None:
    assert kind(text) == "nothing" and small_talk(text, asked_before=True) is None


def test_a_sign_alone_asks_nothing_even_after_a_question() -> None:
    assert small_talk("??", asked_before=True) == "nothing"


def test_small_talk_is_settled_with_its_reply() -> None:
    done = Guard(100)(draft("你是谁"))
    assert done.status is Status.SMALL_TALK and done.status.abstained
    assert [sentence.text for sentence in done.sentences] == [SMALL_TALK["identity"]]


def test_the_guard_tells_whether_something_was_asked_before() -> None:
    before = draft("为什么")
    asked = Turn(role="user", content="低保多少钱")
    assert Guard(100)(before).status is Status.SMALL_TALK
    followed = replace(before, question=replace(before.question, history=(asked,)))
    assert Guard(100)(followed).status is None


def test_distress_comes_before_small_talk() -> None:
    assert Guard(100)(draft("不想活了")).status is Status.CRISIS

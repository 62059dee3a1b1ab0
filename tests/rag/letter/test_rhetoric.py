"""Questions that want no answer are no matters, whatever words they come in."""

import pytest

from ingest.index.meaning import encode
from rag.letter.matters import matters
from rag.letter.rhetoric import is_wanted

ANGRY = [
    "你们摸着胸口问一问，对得起谁？",
    "是要我们喝西北风过年吗？",
    "一帮大老爷，谁晓得我们的苦处？",
    "这就叫把群众放在心上？",
    "钱呢？钱让谁吃了？",
    "盖了那么多章，有一个顶事的吗？",
]
WANTING = [
    "我妈八十二了，高龄补贴一个月发多少？",
    "残疾人的护理补贴找哪个部门申请？",
    "我家孩子住校，一学期补多少伙食费？",
    "村里的卫生室明年还建不建？",
    "低保户看病能报几成？",
    "我们乡的敬老院能不能收外地老人？",
]


@pytest.mark.parametrize("question", ANGRY)
def test_a_question_in_anger_wants_no_answer(question: str) -> None:
    assert is_wanted([question], encode) == [False]


@pytest.mark.parametrize("question", WANTING)
def test_a_question_of_a_resident_wants_one(question: str) -> None:
    assert is_wanted([question], encode) == [True]


def test_anger_is_left_out_of_a_letter_and_what_is_asked_stays() -> None:
    letter = f"领导：\n{ANGRY[0]}{WANTING[0]}{ANGRY[1]}希望把村口的路修一修！"
    assert [one.text for one in matters(letter, encode)] == ["高龄补贴一个月发多少？", "希望把村口的路修一修！"]
    assert len(matters(letter)) > 2, "rules alone know less"


def test_a_letter_of_anger_alone_asks_nothing() -> None:
    assert matters("".join(ANGRY), encode) == ()


def test_where_meaning_is_not_to_be_had_all_is_wanted() -> None:
    assert is_wanted(ANGRY, lambda _: None) == [True] * len(ANGRY)
    assert is_wanted([], encode) == []

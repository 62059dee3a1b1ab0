"""Who thanks, complains or wants a person gets a kind word; who asks something beside it is answered."""

from dataclasses import replace

import pytest

from ingest.text.fold import fold
from rag.question.guard import Guard
from rag.question.remarks import remark
from rag.replies import SMALL_TALK
from rag.schema import Status
from tests.builders.answers import draft


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("谢谢，就是没得具体金额，有点失望", "complaint"),
        ("谢谢，就是太啰嗦了", "complaint"),
        ("谢谢你啊，就是听着有点啰嗦", "complaint"),
        ("你答的啥子哦，看不懂", "complaint"),
        ("你说的我听不懂", "complaint"),
        ("听不懂，说人话嘛", "complaint"),
        ("听不懂，说人话嘛，到底能领好多", "complaint"),
        ("字太小了看不清楚", "complaint"),
        ("没得用", "complaint"),
        ("不是我要问的", "complaint"),
        ("那好嘛，谢谢了", "thanks"),
        ("谢谢你哈", "thanks"),
        ("麻烦您了", "thanks"),
        ("我要投诉", "person"),
        ("我要投诉养老院乱收费", "person"),
        ("我要跟真人说话", "person"),
        ("转人工", "person"),
        ("有没得真人", "person"),
        ("喊个人来接电话嘛", "person"),
        ("我不会用手机，喊个人来接电话嘛", "person"),
        ("你给我回个电话", "person"),
    ],
)
def test_a_remark_is_no_question_whatever_its_tail(text: str, kind: str) -> None:
    assert remark(fold(text)) == kind
    done = Guard(100)(draft(text))
    assert done.status is Status.SMALL_TALK
    assert [sentence.text for sentence in done.sentences] == [SMALL_TALK[kind]]


@pytest.mark.parametrize(
    "text",
    [
        "谢谢，再问下低保多少钱",
        "谢谢，那小学呢",
        "谢谢，一个月发几次",
        "麻烦您了，低保多少钱",
        "看不懂，我问的是低保",
        "听不懂，那小学呢",
        "养老院乱收费去哪投诉",
        "我要投诉养老院乱收费，找哪个部门",
        "药品说明书看不懂怎么办",
        "眼睛看不清楚有没得补助",
        "办残疾证太麻烦了",
        "12333人工客服什么时候有人",
        "老人找人聊天有没得服务",
        "残疾人有什么补贴",
    ],
)
def test_what_is_left_of_a_remark_is_answered_where_it_names_something(text: str) -> None:
    assert remark(fold(text)) is None
    assert Guard(100)(draft(text)).status is None


@pytest.mark.parametrize("kind", ["complaint", "person"])
def test_who_was_not_helped_is_told_whom_to_call(kind: str) -> None:
    assert "12345" in SMALL_TALK[kind]


def test_a_letter_may_complain() -> None:
    asked = draft("我要投诉社区医院")
    assert Guard(100)(replace(asked, question=replace(asked.question, in_letter=True))).status is None
    assert Guard(100)(asked).status is Status.SMALL_TALK

"""Labelled lines of a guide are read out whole, of the one matter that a question names."""

from types import SimpleNamespace
from typing import Any

import pytest

from ingest.answer_spans import LONGEST_QUOTE
from ingest.identity.lexicon import mentions
from rag.extraction.guide import Guide
from rag.schema import Draft, Status
from tests.builders.answers import draft
from tests.builders.documents import document, section

REGION = "江南省/临湖市/青石县"
GUIDE = """1.高龄津贴办理
补贴标准：每月110元。
所需材料：①身份证；②户口簿；③银行卡。代办人另带身份证。
办理地点：村（社区）便民服务室。
办理流程：申请→登记→复核→打卡到户。
2.灯塔参观证
所需材料：照片2张。
办理时限：3个工作日。
"""


def asked(question: str, text: str = GUIDE, **changed: Any) -> Draft:
    guide, second = document(text, region=REGION), text.index("2.灯塔")
    held = (
        section(text.partition("\n")[0], level=1, start=0, end=second),
        section("2.灯塔参观证", level=1, start=second, end=len(text)),
    )
    index: Any = SimpleNamespace(documents={guide.id: guide}, store=SimpleNamespace(sections=lambda _document: held))
    values = {"regions": (REGION,), "mentions": mentions(question)} | changed
    return Guide(index)(draft(question, **values))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("办高龄津贴要带什么", "高龄津贴的所需材料：①身份证；②户口簿；③银行卡。代办人另带身份证"),
        ("高龄津贴去哪办？", "高龄津贴的办理地点：村（社区）便民服务室"),
        ("高龄津贴怎么申请", "高龄津贴的办理流程：申请→登记→复核→打卡到户"),
        ("灯塔参观证多久能办好", "灯塔参观证的办理时限：3个工作日"),
    ],
)
def test_a_line_is_read_out_whole(question: str, answer: str) -> None:
    found = asked(question)
    assert found.status is Status.ANSWERED and [one.text for one in found.sentences] == [answer]
    assert all(one.quote in GUIDE and one.quote.strip("。") in answer for one in found.citations)


def test_a_matter_is_known_by_what_people_call_it() -> None:
    text = GUIDE.replace("1.高龄津贴办理", "1.最低生活保障")
    assert {one.concept for one in mentions("低保")} == {one.concept for one in mentions("1.最低生活保障")}
    (sentence,) = asked("低保要哪些材料", text).sentences
    assert sentence.text.startswith("最低生活保障的所需材料：①身份证")


def test_several_things_asked_at_once_are_told_one_after_the_other() -> None:
    found = asked("高龄津贴去哪里办，带什么，怎么申请？")
    assert found.status is Status.ANSWERED and [one.cites for one in found.sentences] == [(1,), (2,), (3,)]


def test_what_the_guide_does_not_say_is_named() -> None:
    found = asked("灯塔参观证去哪里办，带什么？")
    assert found.status is Status.PARTIAL and found.sentences[-1].text == "问题里的“在哪里办”，在规划里没有找到。"


@pytest.mark.parametrize(
    ("question", "changed"),
    [
        ("高龄津贴每月多少钱，怎么申请", {}),  # an amount is asked for too
        ("灯塔参观证怎么申请", {}),  # no such line
        ("公租房要带什么", {}),  # no such matter
        ("要带什么", {}),  # none named
        ("高龄津贴和灯塔参观证要带什么", {"regions": (REGION, "江南省")}),  # of several regions
    ],
)
def test_anything_else_is_left_to_the_steps_that_follow(question: str, changed: dict[str, Any]) -> None:
    assert asked(question, **changed).status is None


def test_a_line_that_is_too_long_to_quote_is_left_too() -> None:
    assert asked("办高龄津贴要带什么", GUIDE.replace("③银行卡", "③" + "卡" * LONGEST_QUOTE)).status is None

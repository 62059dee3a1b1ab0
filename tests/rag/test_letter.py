"""Letters: what of one is a question, and answers whose citations are numbered through."""

from datetime import date
from typing import Any

import pytest

from eval.replay import Replay
from ingest.index.opened import Index
from rag.chain import AnswerChain, answer_steps
from rag.letter import in_distress, matters, region_of, reply_to
from rag.schema import Status
from rag.settings import AnswerSettings
from tests.builders.plans import LAKE_REGION, PINE_REGION

DAY = date(2024, 6, 1)
LETTER = """尊敬的县领导:
您好!我是青石县的村民,老人今年85岁。
1、高龄津贴每月多少元?
2、乡村校车补助每学期多少钱,由谁出钱?
另外,火箭发射补贴多少?
望尽快答复,谢谢!
此致
敬礼!
来信人:王五
2024年5月1日"""


@pytest.mark.parametrize(
    ("letter", "asked"),
    [
        ("校车补助多少钱?", ["校车补助多少钱?"]),
        ("请问一下,校车补助多少钱。谢谢!", ["请问一下,校车补助多少钱。"]),
        ("校车补助多少钱,由谁出钱?", ["校车补助多少钱", "由谁出钱?"]),
        ("听说校车补助有900元,是真的吗?", ["听说校车补助有900元,是真的吗?"]),
        ("(一)校车补助多少\n(二)高龄津贴怎么领", ["校车补助多少", "高龄津贴怎么领"]),
        ("1.5公里内有没有卫生室?", ["1.5公里内有没有卫生室?"]),
        ("校车补助多少?校车补助多少?", ["校车补助多少?"]),
        ("这几年收入不多。希望多建养老床位。", ["希望多建养老床位。"]),
        ("我们村的路坏了。", ["我们村的路坏了。"]),
        ("尊敬的王县长:\n您好!\n此致\n敬礼!", []),
        (" \n。", []),
    ],
)
def test_a_letter_is_parted_into_what_it_asks(letter: str, asked: list[str]) -> None:
    assert [matter.text for matter in matters(letter)] == asked


def test_a_whole_letter_keeps_its_questions_in_their_order() -> None:
    assert [matter.text for matter in matters(LETTER)] == [
        "高龄津贴每月多少元?",
        "乡村校车补助每学期多少钱",
        "由谁出钱?",
        "火箭发射补贴多少?",
    ]


def test_a_question_that_names_no_service_has_what_was_told_before_it_as_its_lead() -> None:
    named, leaning = matters("我家有老人。高龄津贴多少?我家孩子坐乡村校车。一学期补多少?")
    assert (named.lead, leaning.lead) == ("", "我家孩子坐乡村校车。")


def test_questions_stand_alone_unless_they_take_up_the_one_before() -> None:
    found = matters("高龄津贴多少?火箭发射多少?那校车呢?校车补助多少钱,由谁出钱,怎么领?")
    assert [matter.earlier for matter in found] == ["", "", "火箭发射多少?", "", "校车补助多少钱", "校车补助多少钱"]


@pytest.mark.parametrize(
    ("letter", "region"),
    [
        ("我是青石县人。", LAKE_REGION),
        ("我从松岭市搬到青石县。", None),
        ("高龄津贴多少?", None),
        ("我在北京打工。", None),
    ],
)
def test_the_one_region_that_a_letter_names_is_meant(letter: str, region: str | None) -> None:
    assert region_of(letter, [LAKE_REGION, PINE_REGION]) == region


def test_distress_is_seen_wherever_it_stands() -> None:
    assert in_distress("校车补助多少?\n我真的活不下去了。") and not in_distress(LETTER)


def test_every_question_is_answered_and_citations_are_numbered_through(index: Index) -> None:
    chain = AnswerChain(answer_steps(index, AnswerSettings(llm_base_url="", llm_model="")))
    reply = reply_to(LETTER, chain, region=LAKE_REGION, as_of=DAY)
    allowance, bus, payer, rocket = (point.answer for point in reply.points)
    assert [citation.n for citation in reply.citations] == [1, 2]
    assert "110元[1]" in allowance.answer and "360元" in bus.answer and bus.answer.endswith("[2]。")
    assert "县级财政" in payer.answer and payer.citations == bus.citations == (reply.citations[1],)
    assert {figure.citation for figure in bus.figures} == {2}
    assert rocket.status is Status.NOT_FOUND and not reply.by_model and not reply.distress


def test_with_a_model_a_question_that_the_reading_declines_is_read_by_it_too(index: Index) -> None:
    said: list[dict[str, Any]] = [
        {"text": "养老床位达到1200张以上。", "sources": ["养老床位达到1200张以上"]},
        {"complete": True},
    ]
    model = Replay(said)
    settings = AnswerSettings(llm_base_url="", llm_model="")
    chain = AnswerChain(answer_steps(index, settings, model, prompt="draft"))
    reply = reply_to("请问火箭发射补贴多少?", chain, region=LAKE_REGION, as_of=DAY)
    (point,) = reply.points
    assert [prompt.name for prompt in model.asked] == ["draft"]
    assert reply.by_model and point.answer.status is Status.ANSWERED and "1200张" in point.answer.answer


def test_a_region_that_was_chosen_comes_before_that_of_the_letter(index: Index) -> None:
    chain = AnswerChain(answer_steps(index, AnswerSettings(llm_base_url="", llm_model="")))
    letter = "我是青石县人。\n高龄津贴每月多少元?"
    here, there = (
        reply_to(letter, chain, region=region, as_of=DAY).points[0].answer.answer for region in (LAKE_REGION, "松岭市")
    )
    assert "110元" in here and "80元" in there

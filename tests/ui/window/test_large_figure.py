"""Large type shows the figure that was asked for, and nothing that could be taken for it."""

import pytest

from rag.schema import CitedFigure, Status
from tests.builders.answers import answer, citation
from ui.window.large_figure import large_figure


def large(question: str, text: str, figures: str, **changed: object) -> str:
    cited = tuple(CitedFigure(text=one, value="", unit="", citation=1) for one in figures.split())
    return "".join(large_figure(answer(text, question=question, figures=cited, **changed)))


@pytest.mark.parametrize(
    ("question", "text", "figures", "shown"),
    [
        ("助学金多少", "助学金为每生每年2000元[1]。", "2000元", "每生每年2000元"),
        ("住校一年补好多", "国家基础标准：每生每年初中1250元[1]。", "1250元", "每生每年1250元"),
        ("65岁老人体检几次", "65岁及以上的居民，每年得到1次体格检查[1]。", "65岁 1次", "每年1次"),
        ("几岁能领高龄津贴", "80岁以上老年人领取高龄津贴[1]。", "80岁", "80岁以上"),
        ("到2025年入园率多少", "到2025年，入园率不低于95%[1]。", "2025年 95%", "不低于95%"),
        ("新增托位多少", "2022年新增托位1500个[1]。", "2022年 1500个", "1500个"),
        ("涨了多少", "每月提高30元[1]。", "30元", "30元"),
        ("养老金一个月多少", "参加满15年的，每月领取103元[1]。", "15年 103元", "103元"),
    ],
)
def test_the_one_figure_of_the_measure_that_was_asked_for_stands_alone(
    question: str, text: str, figures: str, shown: str
) -> None:
    assert large(question, text, figures) == shown


@pytest.mark.parametrize(
    ("question", "text", "figures"),
    [
        ("住敬老院要不要钱", "服务对象：未满18周岁的未成年人[1]。", "18周岁"),
        ("高龄津贴是什么标准", "80岁以上老年人领取高龄津贴[1]。", "80岁"),
        ("高龄津贴多少钱", "80岁以上老年人领取高龄津贴[1]。", "80岁"),
        ("有哪些补助", "学有优教：幼儿资助；助学金（共计11项）[1]。", "11项"),
        ("孕妇有哪些免费服务", "得到1次孕早期检查和健康指导[1]。", "1次"),
        ("要检查几次", "得到1次孕早期检查、1次产后访视[1]。", "1次"),
        ("护理补贴呢", "重度护理补贴发放224.5万人次[1]。", "224.5万人次"),
        ("养老金多少钱", "基础养老金由每月75元提高到103元[1]。", "75元 103元"),
        ("养老金一个月多少钱", "基础养老金每月提高33元[1]。", "33元"),
        ("养老金到账没有", "养老金达到2460.91元[1]。", "2460.91元"),
        ("两样各领多少", "80岁以上老年人领取100元[1]。", "80岁 100元"),
        ("每人300元是多少", "每人每月300元[1]。", "300元"),
        ("补助多少", "县政府确定[1]。每人每年500元[1]。", "500元"),
        ("什么时候建成", "到2025年建成[1]。", "2025年"),
        ("补助多少", "每人每年500元[1]。", ""),
        ("残疾康复是什么标准", "给这些人：0-6岁残疾儿童[1]。", "0 6岁"),
    ],
)
def test_nothing_else_stands_in_large_type(question: str, text: str, figures: str) -> None:
    assert large(question, text, figures) == ""


def test_a_question_that_follows_up_asks_for_what_the_one_before_did() -> None:
    text = "每生每年小学1000元[1]。"
    assert large("那小学呢", text, "1000元", follows="初中一年补多少钱") == "每生每年1000元"
    assert large("那小学呢", text, "1000元", follows="初中谁出钱") == ""


def test_neither_of_two_regions_nor_what_is_near_stands_in_large_type() -> None:
    sides = (citation(region="青石县"), citation(region="松岭市", n=2))
    assert large("补助多少钱", "青石县：500元；松岭市：县政府确定[1][2]。", "500元", citations=sides) == ""
    assert large("补助多少钱", "补助500元[1]。", "500元", status=Status.NEAR) == ""

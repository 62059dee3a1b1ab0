"""Where a letter is from, and what staff must see in it."""

import pytest

from rag.letter.flags import FlagKind, flags
from rag.letter.letter import read
from tests.builders.plans import LAKE_REGION, PINE_REGION

DAYAO = "云南省/楚雄彝族自治州/大姚县"


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
    found = read(f"{letter}低保多少钱?", [LAKE_REGION, PINE_REGION])
    assert found.region == region and all(matter.region == region for matter in found.matters)


def test_a_town_tells_the_county() -> None:
    assert read("我是金碧镇的,低保多少钱?", [DAYAO, PINE_REGION]).region == DAYAO


def test_a_place_without_a_plan_is_flagged() -> None:
    (flag,) = read("我是北京市朝阳区的,低保多少钱?", [LAKE_REGION, PINE_REGION]).flags
    assert flag.kind is FlagKind.ELSEWHERE and "北京" in flag.quote


def test_a_chosen_region_is_that_of_every_matter() -> None:
    found = read("低保多少钱?高龄津贴多少?", [LAKE_REGION, PINE_REGION]).within(PINE_REGION)
    assert {matter.region for matter in found.matters} == {PINE_REGION}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("我真的活不下去了。", FlagKind.DISTRESS),
        ("活着没有什么意思，药都买好了。", FlagKind.DISTRESS),
        ("有时候想两个人一起走了算了。", FlagKind.DISTRESS),
        ("再不解决我就跟他们同归于尽。", FlagKind.THREAT),
        ("不然我就去省里上访!", FlagKind.PETITION),
        ("我和战友就坐火车上北京。", FlagKind.PETITION),
        ("我要找记者曝光。", FlagKind.MEDIA),
        ("我叫侄子发到抖音上。", FlagKind.MEDIA),
        ("请于15个工作日内答复。", FlagKind.DEADLINE),
        ("七日之内没有结果再说。", FlagKind.DEADLINE),
        ("我已经请了律师。", FlagKind.LEGAL),
        ("村支书冒领低保,我要举报。", FlagKind.DISCIPLINE),
        ("我家的低保被取消了。", FlagKind.PERSONAL),
    ],
)
def test_what_staff_must_see_is_quoted(words: str, kind: FlagKind) -> None:
    (flag,) = flags(f"您好。{words}谢谢。")
    assert flag.kind is kind and flag.quote in words and flag.remark


@pytest.mark.parametrize(
    "words",
    [
        "自杀干预热线是多少?",
        "信访局在哪里?",
        "低保多少钱?",
        "我家孩子上初中。",
        "药品目录准备好了吗？",
        "去北京怎么坐车？",
    ],
)
def test_plain_words_are_no_flags(words: str) -> None:
    assert flags(words) == ()

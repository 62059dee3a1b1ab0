"""Numbers in other writings are read as figures, rough ones must stand in the evidence, hidden characters nowhere."""

import pytest

from rag.verification.writings import readable
from tests.builders.claims import claim, held_by


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("伍拾肆个", "五十四个"),
        ("叁元", "三元"),
        ("三成", "30%"),
        ("三成五", "35%"),
        ("七成半", "75%"),
        ("三分之二", "66.67%"),
        ("四分之一", "25%"),
        ("一半", "50%"),
        ("十万分之十五", "15/10万"),
        ("零八七八六二二二三四五", "08786222345"),
    ],
)
def test_other_writings_are_read(said: str, read: str) -> None:
    assert readable(claim(said)) == read


@pytest.mark.parametrize("said", ["成立三成员小组", "一二三四级", "陆家镇", "二〇二五", "百分之五"])
def test_words_that_only_look_like_numbers_stay(said: str) -> None:
    assert readable(claim(said)) in (said, "2025")


def test_what_the_evidence_writes_alike_stays() -> None:
    assert readable(claim("三分之二的学校", "三分之二的学校")) == "三分之二的学校"


@pytest.mark.parametrize(
    "said",
    [
        "一千多元",
        "两千来元",
        "好几千元",
        "几百元",
        "上百元",
        "近千元",
        "数十元",
        "1000多元",
        "百余元",
        "两三百元",
        "3.2亿多元",
    ],
)
def test_a_rough_figure_must_stand_in_the_evidence(said: str) -> None:
    assert "unreadable" in held_by(f"补助{said}", "补助1000元")
    assert "unreadable" not in held_by(f"补助{said}", f"补助{said}")


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u2066", "\ufeff", "\u00ad"])
def test_a_hidden_character_is_held(character: str) -> None:
    assert "unreadable" in held_by(f"补助{character}1000元", "补助1000元")


def test_a_share_in_words_is_checked_as_a_figure() -> None:
    assert held_by("按标准的一半核定", "按标准的50%核定") == []
    assert held_by("按标准的三成核定", "按标准的50%核定") == ["value"]


def test_a_range_may_be_said_as_two_digits() -> None:
    assert held_by("可分两三档", "可分2-3档") == []
    assert held_by("可分三四档", "可分2-3档")


def test_more_than_and_thousandths_in_other_writings() -> None:
    assert held_by("每年服务100多万人次", "每年服务超过100万人次") == []
    assert held_by("每年服务100多万人次", "每年服务100万人次")
    assert held_by("死亡率在千分之4.5以下", "死亡率在4.5‰以下") == []

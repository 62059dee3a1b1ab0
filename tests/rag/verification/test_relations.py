"""Parts of a sentence stand to each other as in the evidence: part and whole, one of two or both, items of a list."""

import pytest

from tests.builders.claims import held_by

PUPILS = "全县在校学生共有34200人。在校学生中，小学生14600人、初中生8000人。"
CARDS = "医保参保人数达491万人。社保卡的持卡人数达到521万人。"
PAPERS = "办理须携带身份证和户口簿。"
HALLS = "公共体育设施免费开放。县文化馆、县图书馆和县博物馆要提升改造。"
LEVELS = "县、乡、村三级养老服务网络要健全。"


def test_a_part_is_told_as_a_part_in_the_evidence() -> None:
    assert held_by("持卡人数达到521万人，其中参保的有491万人", CARDS) == ["parts"]
    assert held_by("在校学生34200人，其中小学生14600人", PUPILS) == []


def test_parts_may_stand_in_one_sentence_or_row() -> None:
    assert held_by("总投资600万元，其中2025年前300万元", "总投资600万元，其中2025年前完成300万元。") == []


def test_figures_of_two_pieces_are_not_held_to_be_apart() -> None:
    assert held_by("持卡人数达到521万人，其中参保的有491万人", "持卡521万人。", "参保491万人。") == []


@pytest.mark.parametrize(
    "said", ["除了34200名在校学生以外，还有小学生14600人", "除34200名在校学生外，另有小学生14600人"]
)
def test_a_part_is_not_beside_its_whole(said: str) -> None:
    assert held_by(said, PUPILS) == ["parts"]


def test_two_wholes_may_stand_beside_each_other() -> None:
    assert held_by("除了491万人参保以外，还有521万人持卡", CARDS) == []


def test_both_are_not_one_of_two() -> None:
    assert held_by("办理须携带身份证或户口簿", PAPERS) == ["joined"]
    assert held_by("办理须携带户口簿和身份证", PAPERS) == []


def test_one_of_two_is_not_both() -> None:
    assert held_by("办理须携带身份证和户口簿", "办理须携带身份证或者户口簿。") == ["joined"]
    assert held_by("办理须携带身份证或户口簿", "办理须携带身份证或者户口簿。") == []


def test_what_the_evidence_says_both_ways_may_be_said_in_either() -> None:
    assert held_by("凭身份证或户口簿办理", f"{PAPERS}补办凭身份证或户口簿。") == []


def test_an_item_is_of_the_list() -> None:
    assert held_by("要改造的是县文化馆、县图书馆和县体育馆", HALLS) == ["listed"]
    assert held_by("要改造的是县文化馆、县图书馆和县博物馆", HALLS) == []


def test_an_item_may_be_said_by_a_near_word() -> None:
    quote = "孤儿、残疾儿童和流浪儿童得到救助。"
    assert held_by("孤儿、残疾儿童和流浪孩子得到救助", quote) == []


def test_a_list_of_two_is_none() -> None:
    assert held_by("县文化馆、县体育馆都要改造", HALLS) == []


def test_levels_are_those_of_the_evidence() -> None:
    assert held_by("省、县、乡三级网络要健全", LEVELS) == ["levels"]
    assert held_by("县乡村三级网络要健全", LEVELS) == held_by("县、乡两级网络要健全", LEVELS) == []

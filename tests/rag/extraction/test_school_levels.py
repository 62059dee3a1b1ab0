"""Stages of schooling that a question and a row name."""

import pytest

from rag.extraction.school_levels import of_another_level, school_levels


@pytest.mark.parametrize(
    ("asked", "name", "around", "another"),
    [
        ("幼儿园助学金一年多少", "普通高中国家助学金", "每生每年2000元", True),
        ("读初中住校补多少", "义务教育家庭经济困难学生生活补助", "", False),
        ("读职高免不免学费", "高中阶段资助", "", False),
        ("高中助学金多少", "中等职业教育国家助学金", "每生每年2000元", True),
        ("高中助学金多少", "中等职业教育国家助学金", "参照普通高中执行", False),
        ("小学和高中各补多少", "普通高中国家助学金", "", False),
        ("助学金多少", "普通高中国家助学金", "", False),
        ("大学生村官补多少", "普通高中国家助学金", "", False),
        ("幼儿园补多少", "高龄津贴", "", False),
    ],
)
def test_a_row_of_other_stages_is_told_apart(asked: str, name: str, around: str, another: bool) -> None:
    assert of_another_level(asked, name, around) is another


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("幼儿园", "学前"),
        ("高中", "普高"),
        ("中职", "职高 中专 技校 中等职业 职业学校"),
        ("大学", "本科 大专 专科生 高校 高等教育"),
    ],
)
def test_a_level_has_many_names(one: str, others: str) -> None:
    for other in others.split():
        assert school_levels(other) == school_levels(one) != frozenset(), other


def test_some_names_are_of_two_levels() -> None:
    assert school_levels("义务教育") == school_levels("小学和初中")
    assert school_levels("高中阶段") == school_levels("职业高中") == school_levels("普高和中职")

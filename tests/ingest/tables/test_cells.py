"""What a line of a lost table is taken for."""

import pytest

from ingest.tables.cells import ATTRIBUTES, HEADING, VALUE, is_unit_cell, is_worded


@pytest.mark.parametrize("words", ["98.5", "≥95", "[120]", "xx.x%", "1,200", "——", "/", "90以上"])
def test_a_figure_its_blank_and_a_dash_are_values(words: str) -> None:
    assert VALUE.fullmatch(words)


@pytest.mark.parametrize("words", ["预期性", "2025年", "入园率", "3所学校"])
def test_words_are_no_values(words: str) -> None:
    assert not VALUE.fullmatch(words)


@pytest.mark.parametrize(("words", "told"), [("万人次", True), ("张", True), ("1/10万", True), ("入园率", False)])
def test_a_unit_is_known_or_very_short(words: str, *, told: bool) -> None:
    assert is_unit_cell(words) is told


@pytest.mark.parametrize(("words", "told"), [("完成省州下达目标", True), ("应保尽保", True), ("养老床位", False)])
def test_a_target_may_be_words(words: str, *, told: bool) -> None:
    assert is_worded(words) is told


@pytest.mark.parametrize(
    "words",
    [
        *("目标", "任务", "应保尽保", "全覆盖", "提高", "下降", "控制", "达到", "完成", "动态", "保持", "持续", "改善"),
        *("不低于上年", "不高于上年", "稳定", "达标"),
    ],
)
def test_each_word_of_a_target_tells_it(words: str) -> None:
    assert is_worded(f"逐年{words}")


@pytest.mark.parametrize(
    "words",
    ["第一篇", "第二章 托育", "第十节", "一、托育", "(一)托育", "（十二）托育", "专栏1", "附件", "注：略", "注:略"],
)
def test_a_line_that_opens_something_new_is_a_heading(words: str) -> None:
    assert HEADING.match(words)


@pytest.mark.parametrize("words", ["第一", "一般", "（托育）", "注重", "床位"])
def test_other_lines_are_no_headings(words: str) -> None:
    assert not HEADING.match(words)


@pytest.mark.parametrize("words", ["预期性", "约束性", "指导性"])
def test_an_attribute_says_what_an_indicator_binds_to(words: str) -> None:
    assert ATTRIBUTES.fullmatch(words)


@pytest.mark.parametrize(("words", "told"), [("某某", True), ("某某某", False), ("平方米", True)])
def test_an_unknown_unit_has_two_characters_at_most(words: str, *, told: bool) -> None:
    assert is_unit_cell(words) is told

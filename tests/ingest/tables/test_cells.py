"""What a line of a lost table is taken for."""

import pytest

from ingest.tables.cells import VALUE, is_unit_cell, is_worded


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

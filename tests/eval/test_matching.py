"""Words in texts, and where a first sentence ends."""

import pytest

from eval.matching import first_sentence, stands


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("360元", "每学期360元"),
        ("360元", "每学期 360 元"),
        ("３６０元", "每学期360元"),
        ("5", "达到5。"),
        ("5", "达到5"),
        ("3.5元", "每天3.5元"),
        ("5%", "提高5％"),
        ("县级财政", "由县级财政负责"),
        ("WiFi", "提供wifi"),
        ("500人", "新增500名高技能人才"),
        ("1.2万元", "补助12000元"),
        ("两次", "每年2次"),
        ("百分之五", "提高5%"),
        ("供养率 % 38.1 55", "集中供养率\n%\n38.1\n55\n16.9"),
    ],
)
def test_words_stand_in_a_text_however_they_are_set(words: str, text: str) -> None:
    assert stands(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("5", "95"),
        ("5", "5.2"),
        ("5", "0.5"),
        ("5", "50"),
        ("5%", "95%"),
        ("5元", "3.5元"),
        ("12", "12.5"),
        ("2025", "120256"),
        ("市级财政", "由县级财政负责"),
        ("500人", "新增500套"),
        ("500", "新增五百人"),
        ("每3个月", "共3个月"),
        ("38.1 5", "38.1\n55"),
    ],
)
def test_a_figure_inside_another_does_not_stand(words: str, text: str) -> None:
    assert not stands(words, text)


def test_the_tail_of_a_separated_figure_does_not_stand() -> None:
    assert not stands("250元", "每年1,250元")


def test_a_figure_stands_with_or_without_separators() -> None:
    assert stands("1250元", "每年1,250元")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("甲360元。乙420元。", "甲360元。"),
        ("甲是3.5元。乙", "甲是3.5元。"),
        ("第一行\n第二行", "第一行\n"),
        ("有吗？有", "有吗？"),
        ("  只有一句", "只有一句"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_at_its_stop(text: str, first: str) -> None:
    assert first_sentence(text) == first

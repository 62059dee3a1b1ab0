"""Marks of notes stay apart from figures; powers and square metres stay what they are."""

import pytest

from ingest.formats.raised import raised, with_note_marks
from tests.builders.reading import parsed


@pytest.mark.parametrize(
    ("before", "words", "written"),
    [
        ("每月1100", "1", "[^1]"),
        ("每年5800", "[2]", "[^2]"),
        ("每户3万5千元", "①", "[^①]"),
        ("可上浮", "*", "[^*]"),
        ("新建2", "4", "[^4]"),
        ("补助10", "1", "[^1]"),
        ("绿地3万m", "2", "²"),
        ("体积5km", "3", "³"),
        ("约3.5×10", "4", "⁴"),
        ("约10", "4", "⁴"),
        ("每亩10", "-6", "⁻⁶"),
        ("110", "4", "[^4]"),
        ("商标", "TM", "TM"),
        ("签订协议", "a", "[^a]"),
    ],
)
def test_a_raised_mark_is_a_note_or_a_power(before: str, words: str, written: str) -> None:
    assert raised(before, words, linked=False) == written


def test_a_raised_link_is_always_a_note() -> None:
    assert raised("30m", "2", linked=True) == "[^2]"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("每月1100¹元", "每月1100[^1]元"),
        ("面积30m²", "面积30m²"),
        ("约10⁴户", "约10⁴户"),
        ("标准²为", "标准[^2]为"),
        ("| 总磷 | 0.27① |", "| 总磷 | 0.27[^①] |"),
        ("| 方案① | 5 |", "| 方案① | 5 |"),
    ],
)
def test_raised_digits_of_plain_text_too(text: str, written: str) -> None:
    assert with_note_marks(text) == written


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("<p>孤儿每人每月1100<sup>1</sup>元。</p>", "a.html"),
        ('<p>孤儿每人每月1100<span style="vertical-align:super">1</span>元。</p>', "a.html"),
        ("孤儿每人每月1100[^1]元。", "a.md"),
        ("孤儿每人每月1100^1^元。", "a.md"),
        ("孤儿每人每月1100<sup>1</sup>元。", "a.md"),
        ("孤儿每人每月1100¹元。", "a.txt"),
    ],
)
def test_a_note_is_no_part_of_the_figure(text: str, source: str) -> None:
    found = parsed(text, source)
    assert found.document.text.strip() == "孤儿每人每月1100元。"
    assert [quantity.text for quantity in found.quantities] == ["1100元"]

"""One spelling for matching, and the keyword tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.fold import fold, tokens
from tests.builders.properties import PROPERTY


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("３００元", "300元"),
        ("ＡＢＣ", "abc"),
        ("养老服務", "养老服务"),
        ("補助標準", "补助标准"),
        ("（試行）", "(试行)"),
        ("5％", "5%"),
        ("㎡", "m2"),
        ("破坏土壤", "破坏土壤"),
        ("破壞土壤", "破坏土壤"),
        ("", ""),
    ],
)
def test_width_case_and_traditional_characters_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@PROPERTY
@given(st.text())
def test_any_text_can_be_folded_and_cut(text: str) -> None:
    assert all(tokens(fold(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("托育园", ["托", "育", "园", "托育", "育园"]),
        ("园", ["园"]),
        ("3.5元", ["3.5", "元"]),
        ("12 345", ["12", "345"]),
        ("abc托", ["abc", "托"]),
        ("托,育", ["托", "育"]),
        ("——", []),
    ],
)
def test_tokens_are_characters_pairs_words_and_numbers(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@PROPERTY
@given(st.text(st.sampled_from("托育园补助服务")))
def test_a_run_of_characters_gives_each_and_each_pair(text: str) -> None:
    assert len(tokens(text)) == max(0, 2 * len(text) - 1)

"""Sums of a model, checked by arithmetic."""

import pytest

from rag.verification.sums import read_sum


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("360元×2=720元", 720),
        ("4元 × 200天 = 800元", 800),
        ("530元*12个月=6360元", 6360),
        ("1000元+1250元=2250元", 2250),
        ("1250元-1000元=250元", 250),
        ("(80元+150元)×12=2760元", 2760),
        ("650元÷2=325元", 325),
        ("1万元×3=3万元", 30000),
        ("1000元×50%=500元", 500),
        ("１０００元×２＝２０００元", 2000),
    ],
)
def test_a_sum_that_holds(text: str, value: int) -> None:
    found = read_sum(text)
    assert found is not None and found.result.value == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "720元",
        "720元=720元",
        "360元×2=700元",
        "360元×2=720元=721元",
        "360元/0=1元",
        "__import__('os')=1元",
        "9**9**9**9=1元",
        "360元×2≈720元",
        "请拨打360×2=720元",
        "(" * 60 + "1+1=2",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert read_sum(text) is None


@pytest.mark.parametrize(
    "text",
    ["3x4=12", "3X4=12", "12÷4=3", "5－2=3", "5−2=3", "5＋2=7", "5+2＝7", "1，000元+1元=1001元", "(2+3)×(4-1)=15"],
)
def test_signs_may_be_written_in_any_way(text: str) -> None:
    assert read_sum(text) is not None


@pytest.mark.parametrize("text", ["60%-41.5%=18.5%", "60%-41.5%=18.5个百分点", "41.5%+18.5个百分点=60%", "50%×50%=25%"])
def test_shares_are_computed_as_shares(text: str) -> None:
    assert read_sum(text) is not None


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("100元÷3=33.33元", True),
        ("100元÷3=33.34元", True),
        ("100元÷3=33.35元", False),
        ("100元÷3=33.3元", False),
        ("10元÷4=2.51元", False),
        ("1÷3=33.33%", True),
        ("1÷3=33.3%", False),
        ("1÷3=33.33个百分点", True),
        ("1÷3=33.3个百分点", False),
    ],
)
def test_a_quotient_may_be_rounded_to_hundredths(text: str, holds: bool) -> None:
    assert (read_sum(text) is not None) is holds


def test_what_was_computed_from_what() -> None:
    found = read_sum("360元×2=720元")
    assert found is not None
    assert [figure.text for figure in found.operands] == ["360元", "2"]
    assert (found.result.text, found.result.unit) == ("720元", "元")


@pytest.mark.parametrize(("length", "holds"), [(80, True), (81, False)])
def test_a_sum_has_at_most_80_characters(length: int, holds: bool) -> None:
    text = "1元+1元=2元"
    assert (read_sum(text.replace("=", " " * (length - len(text)) + "=")) is not None) is holds


@pytest.mark.parametrize(
    "text",
    [
        "7//2=3",
        "2**3=8",
        "-1+2=1",
        "(1+1=2",
        "1()+1=2",
        "1+1=2 2",
        "1+1=",
        "1+=1",
        "7%2=1",
        "1元÷(2-2)=1元",
        "1.2.3+1=2",
    ],
)
def test_what_is_no_plain_sum_is_none(text: str) -> None:
    assert read_sum(text) is None


def test_a_sum_of_one_figure_is_none() -> None:
    assert read_sum("720元=720元") is None
    assert read_sum("(720元)=720元") is None

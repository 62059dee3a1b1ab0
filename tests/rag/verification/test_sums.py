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
        "360元×2=720元=720元",
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

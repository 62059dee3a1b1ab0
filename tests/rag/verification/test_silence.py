"""What a sentence says its plan does not say: it affirms nothing, and must be true."""

import pytest

from tests.builders.claims import held_by

PAID = "35岁及以上的常住居民得到筛查、健康体检服务。"
FREE = "孕妇免费得到基本医疗保健服务。"
PLANNED = "市妇幼保健院力争建成筛查诊治中心。"
GROWN = "公办园的在园幼儿占比由33.36%提高到52.49%。"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("健康体检的服务没有写明是不是免费", PAID),
        ("没有说必须健康体检", PAID),
        ("规划说的是力争建成，没有说已经建成", PLANNED),
    ],
)
def test_what_is_not_said_may_be_named(text: str, quote: str) -> None:
    assert held_by(text, quote) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("孕妇的基本医疗保健服务，规划没有写免费", FREE),
        ("公办园的在园幼儿占多少，材料里没有给出数字", GROWN),
    ],
)
def test_what_is_said_is_not_missing(text: str, quote: str) -> None:
    assert "silence" in held_by(text, quote)


@pytest.mark.parametrize("text", ["健康体检服务免费，材料没有写金额", "健康体检服务是免费的"])
def test_what_stands_beside_a_silent_clause_is_checked(text: str) -> None:
    assert "stance" in held_by(text, PAID)

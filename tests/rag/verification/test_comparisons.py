"""What is compared is recomputed from figures that the sentence says or cites."""

import pytest

from tests.builders.claims import held_by, tabled

LIVING = "寄宿生生活补助每生每年小学1000元，初中1250元。"
BEDS = tabled(("指标", "养老床位占比"), ("单位", "%"), ("2020年完成", "38.1"), ("2025年目标", "55"))


@pytest.mark.parametrize(
    "said",
    [
        "初中比小学每年多250元",
        "小学比初中每年少250元",
        "初中的补助比小学高",
        "小学1000元比初中1250元低",
        "初中比小学高25%",
    ],
)
def test_a_comparison_that_holds_passes_without_a_sum(said: str) -> None:
    assert held_by(said, LIVING) == []


@pytest.mark.parametrize(
    "said", ["初中比小学每年少250元", "小学的补助比初中高", "初中1250元比小学1000元低", "初中比小学每年多300元"]
)
def test_a_comparison_the_wrong_way_is_held(said: str) -> None:
    assert "compared" in held_by(said, LIVING)


def test_a_comparison_that_nothing_shows_is_held() -> None:
    assert held_by("生活补助比往年高", LIVING) == ["compared"]


def test_a_comparison_of_the_evidence_may_be_repeated() -> None:
    assert held_by("补助标准比往年高", "补助标准比往年高") == []


def test_years_tell_the_sides_apart() -> None:
    assert held_by("养老床位占比2025年比2020年提高16.9个百分点", BEDS) == []
    assert "compared" in held_by("养老床位占比2025年比2020年提高17.9个百分点", BEDS)
    assert "compared" in held_by("养老床位占比2025年比2020年降低16.9个百分点", BEDS)


def test_a_way_between_two_figures_is_told_in_its_direction() -> None:
    quote = "床位从31.5张提高到36张，降低成本。"
    assert held_by("床位从31.5张提高到36张", quote) == []
    assert "compared" in held_by("床位从36张降低到36.5张", quote)


def test_an_amount_is_no_difference() -> None:
    assert held_by("非寄宿生比基础标准高50%", "非寄宿生按基础标准的50%核定") == ["change"]
    assert held_by("比上年增长5%", "比上年增长5%") == []


@pytest.mark.parametrize("words", ["占比55%", "比例高", "对比低", "比如高龄"])
def test_words_with_the_character_compare_nothing(words: str) -> None:
    assert held_by(words, words) == []


def test_figures_that_are_told_respectively_are_told_apart() -> None:
    quote = "2020年，城镇居民和农村居民人均可支配收入分别达到38600元和17200元。"
    assert held_by("2020年城镇居民人均可支配收入比农村居民多21400元", quote) == []
    assert "compared" in held_by("2020年农村居民人均可支配收入比城镇居民多21400元", quote)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("小学650元,初中850元,高200元", []),
        ("小学650元,初中850元,初中高200元", []),
        ("小学650元,初中850元,小学少200元", []),
        ("小学650元,初中850元,相差200元", []),
        ("小学650元,初中850元,相差300元", ["compared"]),
        ("小学650元,初中850元,小学高200元", ["compared"]),
        ("小学650元,初中850元,低200元", ["compared"]),
    ],
)
def test_by_how_much_two_amounts_differ_is_recomputed(said: str, fault: list[str]) -> None:
    assert [check for check in held_by(said, "小学650元，初中850元") if check == "compared"] == fault
    assert bool(held_by(said, "小学650元，初中850元")) is bool(fault)


def test_a_difference_that_the_evidence_says_is_taken_as_it_is() -> None:
    assert held_by("由85.7%提高到90%,提高4.24个百分点", "由85.7%提高到90%，提高4.24个百分点") == []


def test_a_life_expectancy_is_compared_like_any_amount() -> None:
    held = "人均预期寿命达80.3岁，国家平均水平为77.3岁"
    assert held_by("人均预期寿命80.3岁,比国家平均水平的77.3岁高3岁", held) == []
    assert held_by("人均预期寿命80.3岁,比国家平均水平的77.3岁高4岁", held)

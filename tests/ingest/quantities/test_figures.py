"""Figures: where they stand, what they are worth."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.quantities.figures import Figure, figures, is_unit, missing
from tests.builders.properties import PROPERTY

TEXTS = st.text(
    st.sampled_from("0123456789３．.,，％%‰ 〇零一二两三九十百千万亿第点之分元年个月岁公里米家级补\n"), max_size=30
)


def one(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("360元", "360", "元"),
        ("3.5元", "3.5", "元"),
        ("1,200张", "1200", "张"),
        ("12,345.6元", "12345.6", "元"),
        ("1，200元", "1200", "元"),
        ("３６０元", "360", "元"),
        ("２．５％", "2.5", "%"),
        ("1.2万元", "12000", "元"),
        ("3亿元", "300000000", "元"),
        ("5百万元", "5000000", "元"),
        ("60%", "60", "%"),
        ("5‰", "0.5", "%"),
        ("0.5个百分点", "0.5", "个百分点"),
        ("百分之五", "5", "%"),
        ("百分之九十五", "95", "%"),
        ("千分之五", "0.5", "%"),
        ("八十周岁", "80", "岁"),
        ("一千五百元", "1500", "元"),
        ("二十万元", "200000", "元"),
        ("二〇二五年", "2025", "年"),
        ("两档", "2", "档"),
        ("三年", "3", "年"),
        ("10块钱", "10", "元"),
        ("15天", "15", "日"),
        ("3公里", "3", "公里"),
        ("80 元", "80", "元"),
        ("300 000元", "300000", "元"),
        ("１　２００元", "1200", "元"),
        ("1　200 万元", "12000000", "元"),
        ("1 234 567.5元", "1234567.5", "元"),
        ("300 000", "300000", ""),
        ("3'600元", "3600", "元"),
        ("1’234’567元", "1234567", "元"),
        ("１，２５０元", "1250", "元"),
        ("3万5千元", "35000", "元"),
        ("3万5千", "35000", ""),
        ("1亿2000万元", "120000000", "元"),
        ("1亿2千万元", "120000000", "元"),
        ("3亿5百万元", "305000000", "元"),
        ("1 2 0 0 元", "1200", "元"),
        ("5 0 0元", "500", "元"),
        ("壹仟伍佰元", "1500", "元"),
        ("贰万叁仟零伍拾圆", "23050", "元"),
        ("伍元", "5", "元"),
        ("贰拾万元", "200000", "元"),
        ("42", "42", ""),
        ("007", "7", ""),
    ],
)
def test_a_figure_is_understood(text: str, value: str, unit: str) -> None:
    found = one(text)
    assert (found.value, found.unit, found.text) == (Decimal(value), unit, text)


@pytest.mark.parametrize(
    "text",
    [
        "一般",
        "统一",
        "第三章",
        "第十二条",
        "千万不要",
        "一次性",
        "一个",
        "一级二等幼儿园",
        "一人一档",
        "万家灯火",
        "三心二意",
        "",
        "元",
    ],
)
def test_words_that_count_nothing_hold_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("百分之十", "10", "%"),
        ("百分之百", "100", "%"),
        ("十元", "10", "元"),
        ("十年", "10", "年"),
        ("十岁", "10", "岁"),
    ],
)
def test_ten_and_a_hundred_are_figures(text: str, value: str, unit: str) -> None:
    assert (one(text).value, one(text).unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("百分之五点五", "5.5", "%"),
        ("三点五万元", "35000", "元"),
        ("九十八点六%", "98.6", "%"),
    ],
)
def test_a_decimal_may_be_written_in_words(text: str, value: str, unit: str) -> None:
    assert (one(text).value, one(text).unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["三亿五元", "一亿二户", "两千亿三个"])
def test_a_spoken_figure_of_hundred_millions_is_no_fault(text: str) -> None:
    assert len(figures(text)) <= 1


@pytest.mark.parametrize("text", ["3千米", "三千米"])
def test_a_unit_that_begins_like_a_scale_is_a_unit(text: str) -> None:
    assert one(text).same(one("3公里"))


@pytest.mark.parametrize("text", ["陆家街道", "伍家岗区", "000元", "叁"])
def test_names_and_ends_of_figures_are_none(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("床位 张 90 120", [90, 120]),
        ("2021 120", [2021, 120]),
        ("2,000～2,500元", [2000, 2500]),
        ("100元,200元", [100, 200]),
        ("3万5户", [30000, 5]),
        ("到2025年 300元", [2025, 300]),
    ],
)
def test_figures_side_by_side_stay_apart(text: str, values: list[int]) -> None:
    assert [figure.value for figure in figures(text)] == values


@pytest.mark.parametrize("text", ["2021 规划", "12\n第二行", "8 "])
def test_a_figure_does_not_end_in_a_blank(text: str) -> None:
    assert all(figure.text == figure.text.strip() for figure in figures(text))


def test_a_figure_does_not_reach_into_the_next_line() -> None:
    assert one("第12\n年度计划").unit == ""


def test_the_figures_of_a_sentence_come_in_its_order() -> None:
    found = figures("到2025年,每生每学期360元,增长4.6个百分点,覆盖一千二百户。")
    values = [(Decimal(2025), "年"), (Decimal(360), "元"), (Decimal("4.6"), "个百分点"), (Decimal(1200), "户")]
    assert [(figure.value, figure.unit) for figure in found] == values


@PROPERTY
@given(TEXTS)
def test_figures_are_cut_from_the_text_in_order_and_do_not_overlap(text: str) -> None:
    found = figures(text)
    assert [text[figure.start : figure.end] for figure in found] == [figure.text for figure in found]
    assert all(before.end <= after.start for before, after in pairwise(found))


@PROPERTY
@given(TEXTS)
def test_a_text_misses_none_of_its_own_figures(text: str) -> None:
    assert missing(text, [text]) == ()


@PROPERTY
@given(st.integers(0, 10**12), st.sampled_from(["元", "人", "%", ""]))
def test_separators_and_width_change_no_value(number: int, unit: str) -> None:
    wide = str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    assert {one(f"{form}{unit}").value for form in (str(number), f"{number:,}", wide)} == {Decimal(number)}


@PROPERTY
@given(st.integers(1, 9999), st.sampled_from(["万", "亿"]))
def test_a_scale_multiplies(number: int, scale: str) -> None:
    assert one(f"{number}{scale}元").value == number * {"万": 10**4, "亿": 10**8}[scale]


@PROPERTY
@given(st.integers(1, 9999).filter(lambda number: number % 10))
def test_chinese_numerals_mean_what_digits_mean(number: int) -> None:
    import cn2an

    assert one(f"{cn2an.an2cn(number)}元").same(one(f"{number}元"))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("1.2万元", "12000元", True),
        ("5‰", "0.5%", True),
        ("百分之五", "5％", True),
        ("360", "360元", True),
        ("360元", "360人", False),
        ("360元", "361元", False),
        ("82周岁", "82岁", True),
        ("3年", "3天", False),
    ],
)
def test_figures_are_the_same_by_value_and_unit(left: str, right: str, same: bool) -> None:
    assert one(left).same(one(right)) is same
    assert one(right).same(one(left)) is same


@pytest.mark.parametrize(
    ("text", "evidence", "absent"),
    [
        ("每月110元", ["高龄津贴110元"], []),
        ("每月110元", ["高龄津贴100元"], ["110元"]),
        ("每月110元,共12个月", ["110元"], ["12个月"]),
        ("补助1.2万元", ["12,000元"], []),
        ("没有数字", [], []),
        ("每月110元", [], ["110元"]),
    ],
)
def test_a_figure_without_evidence_is_named(text: str, evidence: list[str], absent: list[str]) -> None:
    assert [figure.text for figure in missing(text, evidence)] == absent


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("元", True), ("万元", True), ("万人次", True), (" % ", True), ("养老", False), ("", False), ("万", False)],
)
def test_a_unit_is_known_with_its_scale(words: str, is_one: bool) -> None:
    assert is_unit(words) is is_one


@pytest.mark.parametrize("words", ["元/人", "元/人·月", "‰"])
def test_a_unit_is_known_with_its_base(words: str) -> None:
    assert is_unit(words)


@pytest.mark.parametrize("words", ["统一人才评价标准", "全市统一项目清单", "唯一项目"])
def test_one_inside_a_word_is_no_figure(words: str) -> None:
    assert not figures(words)


def test_one_after_a_system_is_a_figure() -> None:
    assert [(str(one.value), one.unit) for one in figures("信息系统一季度更新")] == [("1", "季度")]


@pytest.mark.parametrize(("year", "told"), [(1899, False), (1900, True), (2100, True), (2101, False)])
def test_a_year_is_of_our_centuries(year: int, *, told: bool) -> None:
    assert one(f"{year}年").is_year is told
    assert not one(f"{year}元").is_year


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3百元", "300", "元"),
        ("3千元", "3000", "元"),
        ("3万元", "30000", "元"),
        ("3百万元", "3000000", "元"),
        ("3千万元", "30000000", "元"),
        ("3万亿元", "3000000000000", "元"),
        ("百分之五", "5", "%"),
        ("千分之五", "0.5", "%"),
        ("万分之五", "0.05", "%"),
        ("百分之一点五", "1.5", "%"),
        ("5%%", "5", "%"),
        ("半年", "0.5", "年"),
        ("半小时", "0.5", "小时"),
        ("半个月", "0.5", "月"),
        ("半天", "0.5", "日"),
        ("半个学期", "0.5", "学期"),
        ("一点五万元", "15000", "元"),
        ("三点二亿元", "320000000", "元"),
        ("两点五元", "2.5", "元"),
        ("二〇二五年", "2025", "年"),
        ("5\u3000元", "5", "元"),
        ("5\u00a0万\u00a0元", "50000", "元"),
        ("十人", "10", "人"),
        ("3 千瓦", "3", "千瓦"),
        ("3千米", "3", "公里"),
        ("3百米", "3", ""),
    ],
)
def test_scales_shares_halves_and_blanks(text: str, value: str, unit: str) -> None:
    (found, *_) = figures(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["半年制", "半个", "百元", "千人", "万户", "亿元", "百万元", "千万元", "第十二", "百分之"]
)
def test_other_words_of_number_hold_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize("text", ["1,2345元", "12,34元", "1,234,56元"])
def test_a_separator_parts_groups_of_three_digits(text: str) -> None:
    assert len(figures(text)) == 2


@pytest.mark.parametrize(
    ("words", "told"), [("1", True), ("1/10万", True), ("‰", True), ("万元", True), ("千百元", True), ("2", False)]
)
def test_a_unit_may_have_a_scale_or_be_a_share(words: str, *, told: bool) -> None:
    assert is_unit(words) is told


@pytest.mark.parametrize("text", ["1" * 41, "1" * 2_000_000, "1" + "亿" * 200_000, "一" * 100_000 + "元"])
def test_what_no_number_holds_is_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_a_long_figure_is_one() -> None:
    assert one("1" * 37 + "万元").text.endswith("万元")


@pytest.mark.parametrize("text", ["1 2元", "0 1 2元", "1 2 3 45元", "12 3 4元", "1 2 3", "1,2 3 4元", "1 2 3\n4元"])
def test_digits_with_blanks_between_are_one_figure_only_where_all_are(text: str) -> None:
    assert len(figures(text)) > 1

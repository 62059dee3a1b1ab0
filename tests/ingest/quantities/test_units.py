"""What a figure counts: every unit and its other writings, and the numerals inside words that count nothing."""

import pytest

from ingest.quantities.figures import figures, is_unit

# a unit and the other ways to write it; sentences below put a figure before each
UNITS = (
    "元=块钱=圆 %=％ 个百分点 年 岁=周岁 月=个月 日=天 小时 分钟 人=名=人次=位 次 户 套 个 所 家 处 张 项 档 种=类 级 倍"
    " 班=个班 公里=千米 平方米=㎡=m² 米 亩 公顷=hm² 平方公里=平方千米=km² 立方米 场=场次 件 册 台=台套=台（套）=台(套) 辆 条 支 座 片 间 幢=栋"
    " 门 部 份 例 对 届 门次 吨 公斤=千克 千瓦 学时=课时 周 季度 学期"
)
WRITINGS = [(unit.split("=")[0], writing) for unit in UNITS.split() for writing in unit.split("=")]


@pytest.mark.parametrize(("name", "writing"), WRITINGS)
def test_a_unit_is_read_in_each_of_its_writings(name: str, writing: str) -> None:
    (figure,) = figures(f"合计40{writing}。")
    assert (figure.text, figure.value, figure.unit) == (f"40{writing}", 40, name)
    assert is_unit(writing)


@pytest.mark.parametrize(
    "words",
    [
        *("统一年份", "唯一人选", "单一户型", "同一天", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级"),
        *("一次性", "一个样", "一种", "一级一等", "二级二等", "三级三等", "一类", "一家", "一人一档", "一处", "一张"),
        *("一项", "一名", "一位"),
    ],
)
def test_a_numeral_inside_a_word_counts_nothing(words: str) -> None:
    assert figures(f"全县{words}。") == ()


@pytest.mark.parametrize(
    "words", ["一年", "七年级", "两次", "两个", "两种", "四级", "两类", "两人", "两处", "两张", "两名"]
)
def test_a_numeral_before_a_unit_is_a_figure(words: str) -> None:
    assert [figure.text for figure in figures(f"全县{words}。")] == [
        words.removesuffix("级" if "年级" in words else " ")
    ]


@pytest.mark.parametrize("before", ["系", "传"])
def test_one_behind_a_word_that_ends_in_unity_is_a_figure(before: str) -> None:
    assert [figure.text for figure in figures(f"{before}统一季度")] == ["一季度"]

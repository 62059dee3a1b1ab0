"""What a figure is per: 530元 a month is not 530元 a year, however either is written."""

import pytest

from tests.builders.claims import held_by, prose, tabled

WRITINGS = {
    "每年": (
        *(f"每{whom}年" for whom in "人生户名个孩床所村对例站"),
        *(f"每{whom}每年" for whom in ("人", "生", "服务点", "幼儿园")),
        *("每学年", "每生学年", "全年", "按年", "人年", "户年", "生年", "年均", "年度人均"),
    ),
    "每学期": ("每生每学期", "学期"),
    "每月": (
        *(f"每{whom}月" for whom in "人生户名个孩"),
        *("每人每月", "每服务点月", "每个月", "按月", "月均", "月人均"),
    ),
    "每天": (
        *("每日", "每工作日", "按天", "按日"),
        *(f"每{whom}天" for whom in "人生户名"),
        *(f"每{whom}日" for whom in ("人", "服务点")),
    ),
    "每季度": ("每季", "季度"),
    "每周": ("每人每周",),
    "每千人": ("每千名居民", "千人"),
    "每万人": ("每万名居民", "万人口"),
    "每百人": ("每百名居民",),
}
"""A base by its plain writing, with others of the same base."""
BEHIND = {
    "每年": ("元/年", "元/学年", "元/人年", "元/生·年", "元/户.年", "元/床/年", "元一年", "元每年", "元按年发"),
    "每学期": ("元/学期", "元每学期"),
    "每月": ("元/月", "元/人·月", "元/户.月", "元/人/月", "元一个月", "元每人每月"),
    "每天": ("元/天", "元/日", "元/人·天", "元/生.日", "元/人/天", "元一天"),
}
"""A base by its plain writing, with what says it right behind a figure."""
EQUAL = [(plain, f"{other}补助500元") for plain, others in WRITINGS.items() for other in others]
EQUAL += [(plain, f"补助500{other}") for plain, others in BEHIND.items() for other in others]


def another(base: str) -> str:
    return "每月" if base == "每年" else "每年"


@pytest.mark.parametrize(("base", "quote"), EQUAL)
def test_one_base_may_be_written_in_many_ways(base: str, quote: str) -> None:
    assert held_by(f"{base}补助500元", quote) == []


@pytest.mark.parametrize(("base", "text"), EQUAL)
def test_a_figure_of_another_base_is_held(base: str, text: str) -> None:
    assert "base" in held_by(text, f"{another(base)}补助500元")


@pytest.mark.parametrize("text", ["一年补助500元", "一个月补助500元", "1个月补助500元", "一天补助500元"])
def test_a_stretch_of_time_that_is_written_as_a_figure_is_a_base_too(text: str) -> None:
    assert held_by(text, "每学期补助500元") == ["base"]


@pytest.mark.parametrize("base", ["每学期", "每季度", "每周", "每天"])
def test_rarer_bases_are_told_apart(base: str) -> None:
    assert held_by(f"{base}补助500元", "每月补助500元") == ["base"]


@pytest.mark.parametrize("text", ["一年级学生补助500元", "全年龄段补助500元"])
def test_a_grade_or_an_age_is_no_year(text: str) -> None:
    assert "base" not in held_by(text, "学生每月补助500元")


def test_a_sentence_need_not_say_what_a_figure_is_per() -> None:
    assert held_by("补助500元", "每月补助500元") == []


def test_a_base_may_stand_in_another_sentence_of_the_evidence() -> None:
    assert held_by("津贴每月500元", "津贴按月发放。标准为500元。") == []


def test_a_base_must_stand_somewhere_in_the_evidence() -> None:
    assert held_by("津贴每月500元", "津贴标准为500元。") == ["base"]


def test_a_figure_of_two_bases_needs_both() -> None:
    assert held_by("每千人每年补助500元", "每千人补助500元") == ["base"]
    assert held_by("每千人补助500元", "每千人每年补助500元") == []


def test_a_base_in_an_earlier_clause_holds_for_the_figure() -> None:
    assert held_by("每学期,补助500元", "每月补助500元") == ["base"]


def test_the_base_of_its_own_clause_comes_first() -> None:
    assert held_by("每年审核,每月补助500元", "每月补助500元") == []


def test_figures_in_a_row_share_what_they_are_per() -> None:
    quote = "每生每年小学1000元,初中1250元"
    assert held_by("初中每年1250元", quote) == []
    assert held_by("小学每学期1000元,初中1250元", quote) == ["base", "base"]


def test_figures_far_apart_do_not_share_what_they_are_per() -> None:
    text = "每月补助500元,此外对符合条件的困难学生一次性发放700元"
    assert held_by(text, "每月补助500元。对困难学生一次性发放700元。") == []


@pytest.mark.parametrize(("between", "checks"), [(14, ["base"]), (15, [])])
def test_how_far_apart_figures_share_what_they_are_per(between: int, checks: list[str]) -> None:
    words = f",{'困难学生另行发给慰问用的金额'[: between - 1]}"
    text = f"每月补助500元{words}700元"
    assert len(words) == between
    assert held_by(text, "每月补助500元", f"{words}700元") == checks


def test_figures_of_other_units_do_not_share_what_they_are_per() -> None:
    assert held_by("每天补助5元,共200人", "每天补助5元。享受补助的学生200人。") == []


def test_what_a_figure_is_per_may_stand_in_the_header_of_its_column() -> None:
    row = tabled(("服务项目", "早餐补助"), ("每天标准", "5元"))
    assert held_by("早餐补助每天5元", row) == []
    assert held_by("早餐补助每月5元", row) == ["base"]


def test_what_a_figure_is_per_may_stand_in_the_unit_of_its_row() -> None:
    row = tabled(("指标", "早餐补助"), ("单位", "元/天"), ("2025年目标", "5"))
    assert held_by("早餐补助每天5元", row) == []
    assert held_by("早餐补助每月5元", row) == ["base"]


def test_words_farther_behind_than_a_few_characters_say_nothing_of_a_figure() -> None:
    assert held_by("每月补助500元", "补助500元,由财政按月发放") == []
    assert held_by("学生补助500元用于伙食等项每月", "学生每年补助500元用于伙食等项") == []


def test_eight_characters_behind_a_figure_may_say_what_it_is_per() -> None:
    assert "base" in held_by("补助500元每幼儿园每工作日", "幼儿园每月补助500元")
    assert "base" not in held_by("补助500元每家幼儿园每工作日", "幼儿园每月补助500元")


def test_a_clause_behind_a_figure_says_nothing_of_it() -> None:
    assert "base" not in held_by("学生补助500元,每月发放", "学生每年补助500元")
    assert "base" not in held_by("学生补助500元每人,月底发放", "学生每年补助500元")


def test_one_year_counts_nothing() -> None:
    assert held_by("一年补助500元", prose("每年补助500元")) == []

"""What a document gets wrong or leaves open: conflicts, blanks, counts that do not add up."""

from dataclasses import replace
from typing import Any

import pytest

from ingest.audit import MOST_COMPARED, conflicts
from ingest.facts import facts
from ingest.schema import Quantity
from tests.builders.documents import quantity
from tests.builders.reading import parsed

RETENTION = "九年义务教育巩固率"
ONE = quantity()
TEXT = "前90%；后95%"  # ONE stands in the first sentence, what it is compared with in the second


def behind(one: Quantity) -> Quantity:
    """In the second sentence of TEXT."""
    return replace(one, start=6, end=9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (quantity("90"), quantity("95")),
        (quantity("90"), quantity("95", "≥")),
        (quantity("90"), quantity("95", ">")),
        (quantity("95"), quantity("90", "≤")),
        (quantity("95"), quantity("90", "<")),
        (quantity("90"), quantity("92", high="95")),
        (quantity("99", "≥"), quantity("99.5", "≥")),
    ],
)
def test_values_that_cannot_both_hold_are_a_conflict(one: Quantity, other: Quantity) -> None:
    (found,) = conflicts(TEXT, (one, behind(other)))
    assert (found.concept, found.one, found.other) == ("compulsory-retention", one, behind(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (quantity("90"), quantity("90")),
        (quantity("90"), quantity("90.0")),
        (quantity("99.5"), quantity("99", "≥")),
        (quantity("99", "≥"), quantity("99.5")),
        (quantity("4"), quantity("5", "≤")),
        (quantity("93"), quantity("92", high="95")),
    ],
)
def test_values_that_can_both_hold_are_none(one: Quantity, other: Quantity) -> None:
    assert conflicts(TEXT, (one, behind(other))) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"scope": "农村"},
        {"year": 2023},
        {"role": "baseline"},
        {"concept": "preschool3-gross-enrolment"},
        {"unit": "人"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_quantities_of_another_kind_are_not_compared(changed: dict[str, Any]) -> None:
    assert conflicts(TEXT, (ONE, behind(replace(quantity("95"), **changed)))) == ()


def test_quantities_of_another_base_are_not_compared() -> None:
    assert conflicts(TEXT, (replace(ONE, base="每千人口"), behind(replace(quantity("95"), base="每万人口")))) == ()


@pytest.mark.parametrize("changed", [{"concept": None}, {"year": None}, {"role": "standard"}, {"role": "change"}])
def test_what_is_not_pinned_down_is_not_compared(changed: dict[str, Any]) -> None:
    assert conflicts(TEXT, (replace(ONE, **changed), behind(replace(quantity("95"), **changed)))) == ()


@pytest.mark.parametrize("changed", [{"unit": ""}, {"base": "每千人口"}])
def test_a_unit_or_base_left_unsaid_does_not_hide_a_conflict(changed: dict[str, Any]) -> None:
    assert len(conflicts(TEXT, (ONE, behind(replace(quantity("95"), **changed))))) == 1


def test_a_change_within_one_sentence_is_no_conflict() -> None:
    assert conflicts("从90%调至95%。", (ONE, replace(quantity("95"), start=5, end=8))) == ()


def test_words_right_before_a_figure_are_its_subject_where_no_concept_is_known() -> None:
    text = "截至2020年末，新增从业人员平均受训时长达11.2年。截至2020年末，新增从业人员平均受训时长为13.5年。"
    found = parsed(text).conflicts
    assert [(one.concept, one.one.text, one.other.text) for one in found] == [
        ("新增从业人员平均受训时长", "11.2年", "13.5年")
    ]


def test_where_a_growth_of_the_past_began_is_not_compared() -> None:
    text = "# 成效\n\n公办园在园幼儿占比由33%提高到52%。\n\n2020年公办园在园幼儿占比达到52%。\n"
    assert parsed(text).conflicts == ()


def in_plan(one: str, other: str, period: str = "2021-2025") -> list[tuple[str, str]]:
    text = f"---\ntitle: 青石县规划\nperiod: {period}\n---\n# 一、目标\n\n{one}\n\n# 二、任务\n\n{other}\n"
    return [(found.one.text, found.other.text) for found in parsed(text).conflicts]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (f"到2025年，{RETENTION}达到90%。", f"到2025年，{RETENTION}达到95%以上。", [("90%", "95%")]),
        (f"到2025年，{RETENTION}达到99.5%。", f"到2025年，{RETENTION}达到99%以上。", []),
        (f"到2025年，农村{RETENTION}达到90%。", f"到2025年，全县{RETENTION}达到95%以上。", []),
        (f"到2023年，{RETENTION}达到90%。", f"到2025年，{RETENTION}达到95%以上。", []),
        (f"2020年，{RETENTION}达到90%。", f"到2025年，{RETENTION}达到95%以上。", []),
        ("到2025年，城镇登记失业率控制在4%以内。", "到2025年，城镇调查失业率控制在6%左右。", []),
    ],
    ids=["90 against 95 or more", "99.5 against 99 or more", "rural against all", "two years", "roles", "two rates"],
)
def test_sentences_of_one_plan_are_compared(one: str, other: str, found: list[tuple[str, str]]) -> None:
    assert in_plan(one, other) == found


def test_a_table_is_compared_with_the_prose() -> None:
    table = f"| 指标 | 单位 | 2020年 | 2025年目标 |\n|---|---|---|---|\n| {RETENTION} | % | 93 | 96 |"
    assert in_plan(table, f"到2025年，{RETENTION}达到97%。") == [("96", "97%")]


def test_a_target_without_a_year_is_that_of_the_last_year_of_the_plan() -> None:
    one, other = f"到2025年，{RETENTION}达到97%。", f"抓好控辍保学，{RETENTION}提高到96%。"
    assert in_plan(one, other) == [("97%", "96%")]
    assert in_plan(one, other, period="2021-2027") == []


# blanks


def blanks_of(words: str) -> list[str]:
    return [blank.text for blank in parsed(f"# 一、任务\n\n{words}\n").blanks]


@pytest.mark.parametrize(
    "blank",
    [
        "__万元",
        "○○张",
        "xx亩",
        "xx.x%",
        "xx%",
        "x.x‰",
        "XX个",
        "xx万元",
        "xx亿元",
        "x所",
        "20XX年",
        "20xx年",
        "20××年",
        "XXXX年",
        "××人",
        "xx ％",
    ],
)
def test_a_figure_left_open_is_a_blank(blank: str) -> None:
    assert blanks_of(f"建成后达到{blank}。") == [blank]


@pytest.mark.parametrize("words", ["XX省", "XX县民政局", "Maxx元", "附件xx", "2025年建成12个", "TAXX%", "x"])
def test_a_name_left_open_is_none(words: str) -> None:
    assert blanks_of(f"正文{words}。") == []


def test_a_blank_stands_in_the_text_and_its_section() -> None:
    found = parsed("# 一、目标\n\n前文。\n\n# 二、任务\n\n覆盖率达到xx.x%。\n")
    (blank,) = found.blanks
    (section,) = [one for one in found.sections if one.id == blank.section]
    assert found.document.text[blank.start : blank.end] == "xx.x%"
    assert section.title == "二、任务"


TABLE = "| 指标 | 单位 | 2020年 | 2025年目标 |\n|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("line", "blank"),
    [("助餐点 | 个 | | 45", "2020年"), ("助餐点 | 个 | 30 | ", "2025年目标"), ("助餐点 | 个 | 30 | xx个", "xx个")],
)
def test_a_value_that_an_indicator_lacks_is_a_blank_of_its_row(line: str, blank: str) -> None:
    found = parsed(f"{TABLE}| {line} |\n")
    (row,) = found.rows
    assert [(one.text, one.row) for one in found.blanks] == [(blank, row.id)]


@pytest.mark.parametrize("line", ["助餐点 | 个 | 30 | 45", "助餐点 | | 30 | 45", "助餐点 | 个 | —— | 应建尽建"])
def test_an_indicator_with_its_values_has_no_blank(line: str) -> None:
    assert parsed(f"{TABLE}| {line} |\n").blanks == ()


# counts


@pytest.mark.parametrize(("stated", "missing"), [("（共计2项）", 0), ("（共计5项）", 1), ("", 0)])
def test_a_list_that_has_another_number_of_items_is_found(stated: str, missing: int) -> None:
    table = f"| 服务领域 | 服务项目 |\n|---|---|\n| 教育 | 校车补助,早餐、午餐补助{stated} |\n"
    assert sum(fact.miscounted for fact in facts(parsed(table))) == missing


def test_an_indicator_contradicts_the_sentence_that_says_its_name() -> None:
    text = (
        "# 青石县规划（2021-2025年）\n\n到2025年，每千名老年人拥有养老床位达到36张。\n\n"
        "| 指标 | 单位 | 2020年 | 2025年 |\n|---|---|---|---|\n| 每千名老年人拥有养老床位 | 张 | 18.3 | 33 |\n"
    )
    assert [(one.one.text, one.other.text) for one in parsed(text).conflicts] == [("36张", "33")]


@pytest.mark.parametrize(
    ("other", "conflicting"), [("残疾儿童康复训练每人每年救助", True), ("残疾成人康复训练每人每年救助", False)]
)
def test_standards_conflict_where_their_clauses_are_the_same(other: str, conflicting: bool) -> None:
    text = f"# 青石县标准\n\n残疾儿童康复训练每人每年救助1.8万元。\n\n另有规定。{other}1.5万元。\n"
    assert bool(parsed(text).conflicts) is conflicting


@pytest.mark.parametrize(
    "sentence",
    [
        "人均预期寿命由2015年的76.8岁提高到78.3岁。",
        "人均预期寿命由2015年的76.8岁提高到2020年的78.3岁。",
        "人均预期寿命提高到78.3岁。",
    ],
)
def test_where_a_growth_began_contradicts_no_baseline(sentence: str) -> None:
    text = (
        f"# 青石县规划（2021-2025年）\n\n{sentence}\n\n"
        "| 指标 | 单位 | 2020年 | 2025年 |\n|---|---|---|---|\n| 人均预期寿命 | 岁 | 78.3 | 79.6 |\n"
    )
    assert not parsed(text).conflicts


def test_a_share_that_a_service_must_reach_is_held_against_the_target() -> None:
    text = "疫苗接种率稳定在95%以上。适龄儿童免疫规划疫苗接种率达到90%以上。"
    target = replace(quantity("95", "≥"), start=text.index("95"), end=text.index("95") + 3, concept="vaccination-rate")
    start = text.index("90")
    standard = replace(
        quantity("90", "≥"), start=start, end=start + 3, concept="immunization", role="standard", year=None
    )
    assert [one.concept for one in conflicts(text, (target, standard), plan_end=2025)] == ["vaccination-rate"]
    assert conflicts(text, (target, replace(standard, concept=None, unit="次")), plan_end=2025) == ()


@pytest.mark.parametrize("times", [2, MOST_COMPARED // 2, MOST_COMPARED + 1, 5 * MOST_COMPARED])
def test_one_other_value_contradicts_whatever_is_said_over_and_over(times: int) -> None:
    text = "前90%；" * times + "后95%"
    said = [replace(quantity("90"), start=5 * at, end=5 * at + 4) for at in range(times)]
    other = replace(quantity("95"), start=5 * times, end=5 * times + 4)
    (found,) = conflicts(text, (*said, other))
    assert (found.one, found.other) == (said[0], other)


def test_a_blank_is_of_the_first_row_that_holds_it() -> None:
    plan = parsed(
        "# 规划\n\n| 名称 | 数量 |\n| 甲 | xx张 |\n\n县里有xx张床。\n\n| 名称 | 数量 |\n| 乙 | 5张 |\n| 丙 | xx张 |\n"
    )
    rows = {row.id: row.name for row in plan.rows}
    assert [rows.get(blank.row or "") for blank in plan.blanks] == ["甲", None, "丙"]

"""Every quantity in its place: the column, the row, or the words around say what it is of."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.quantify import plan_end, plan_start
from ingest.schema import ParsedDocument, Quantity
from tests.builders.reading import parsed

FRONT = "---\ntitle: 青石县规划\nregion: 江南省/临湖市/青石县\nperiod: 2021-2025\n---\n# 第三章 主要任务\n\n"
INDICATORS = "| 指标 | 单位 | 2020年 | 2025年目标 |\n|---|---|---|---|\n"
RETENTION = "九年义务教育巩固率"


def read(words: str) -> tuple[Quantity, ...]:
    return parsed(FRONT + words).quantities


def indicator(line: str) -> tuple[Quantity, ...]:
    return read(f"{INDICATORS}| {line} |\n")


# indicators


def test_an_indicators_columns_give_year_and_role() -> None:
    found = indicator("助餐点 | 个 | 30 | 45")
    assert [(one.low, one.year, one.role) for one in found] == [(30, 2020, "baseline"), (45, 2025, "target")]


def test_an_indicators_row_gives_unit_and_concept() -> None:
    found = indicator(f"{RETENTION} | % | 93 | 96")
    assert {(one.unit, one.concept) for one in found} == {("%", "compulsory-retention")}


@pytest.mark.parametrize(
    ("name", "base"),
    [("每千人口托位数", "每千人口"), ("人均体育场地面积", "人均"), ("每百名老人床位数", "每百名老人"), ("托位数", "")],
)
def test_an_indicators_name_gives_its_base(name: str, base: str) -> None:
    assert {one.base for one in indicator(f"{name} | 个 | 2 | 4")} == {base}


def test_an_indicators_name_gives_its_scope() -> None:
    assert {one.scope for one in indicator("农村自来水普及率 | % | 80 | 90")} == {"农村"}


@pytest.mark.parametrize(
    ("value", "low", "comparator", "unit"),
    [("≥4.5", "4.5", "≥", "%"), ("90以上", "90", "≥", "%"), (">80.3", "80.3", ">", "%"), ("4‰以内", "4", "≤", "‰")],
)
def test_an_indicators_value_keeps_its_comparator(value: str, low: str, comparator: str, unit: str) -> None:
    target = indicator(f"签约率 | % | 2 | {value}")[-1]
    assert (target.low, target.comparator, target.unit) == (Decimal(low), comparator, unit)


@pytest.mark.parametrize("value", ["——", "应保尽保", ""])
def test_a_value_that_is_no_figure_is_no_quantity(value: str) -> None:
    assert [one.role for one in indicator(f"签约率 | % | 60 | {value}")] == ["baseline"]


def test_a_value_is_counted_once_though_a_share() -> None:
    assert [one.low for one in indicator("死亡率 | 1/10万 | 14/10万 | 12/10万")] == [14, 12]


# standards


def test_figures_of_a_standards_cell_are_standards_with_a_base() -> None:
    table = "| 服务项目 | 服务对象 | 服务标准 |\n|---|---|---|\n| 高龄津贴 | 独居老人 | 每人每月80元 |\n"
    (one,) = read(table)
    assert (one.low, one.base, one.role, one.concept) == (80, "每人每月", "standard", "advanced-age-allowance")


def test_every_cell_of_a_standard_but_its_name_is_read() -> None:
    table = "| 服务项目 | 服务对象 | 服务标准 |\n|---|---|---|\n| 12岁儿童体检 | 13岁以下儿童 | 每年2次 |\n"
    assert [one.text for one in read(table)] == ["13岁", "2次"]


def test_a_quantity_of_a_row_knows_its_row() -> None:
    found = parsed(f"{FRONT}{INDICATORS}| 助餐点 | 个 | 30 | 45 |\n")
    assert {one.row for one in found.quantities} == {found.rows[0].id}


# prose


def test_a_sentence_gives_the_concept_named_before_the_figure() -> None:
    (one,) = read(f"到2025年，{RETENTION}达到96%。")
    assert (one.low, one.year, one.role, one.concept, one.row) == (96, 2025, "target", "compulsory-retention", None)


def test_each_figure_takes_the_name_right_before_it() -> None:
    found = read(f"到2025年，学前三年毛入园率达80%、{RETENTION}达96%。")
    assert [one.concept for one in found] == ["preschool3-gross-enrolment", "compulsory-retention"]


def test_a_name_does_not_reach_past_a_subject_of_its_own() -> None:
    found = read(f"到2025年，{RETENTION}达96%、校车乘坐率达80%。")
    assert [one.concept for one in found] == ["compulsory-retention", None]


def test_what_respectively_shares_out_has_no_concept() -> None:
    found = read(f"到2025年，学前三年毛入园率和{RETENTION}分别达80%和96%。")
    assert [(one.low, one.concept) for one in found] == [(80, None), (96, None)]


def test_a_figure_inside_a_name_is_no_quantity() -> None:
    found = read("到2025年，3岁以下婴幼儿托位总数达到420个。")
    assert [one.text for one in found] == ["420个"]


def test_a_figure_inside_a_name_does_not_cost_the_base() -> None:
    (one,) = read("到2025年，每千人口拥有3岁以下婴幼儿托位数达到4.2个。")
    assert one.base == "每千人口"


@pytest.mark.parametrize(
    ("place", "scope"), [("农村", "农村"), ("城镇", "城镇"), ("全县", ""), ("城乡", "城乡"), ("", "")]
)
def test_words_before_the_figure_give_the_scope(place: str, scope: str) -> None:
    (one,) = read(f"到2025年，{place}{RETENTION}达到96%。")
    assert one.scope == scope


def test_a_heading_on_the_past_makes_baselines() -> None:
    (one,) = parsed(FRONT.replace("主要任务", "发展基础") + "建成助餐点45个。").quantities
    assert one.role == "baseline"


def document() -> ParsedDocument:
    table = f"{INDICATORS}| 助餐点 | 个 | 30 | ≥45 |\n"
    return parsed(f"{FRONT}到2025年，{RETENTION}达到96%以上，培训3—5人。\n\n{table}\n死亡率控制在4‰以内。\n")


def test_quantities_are_cut_from_the_text() -> None:
    found = document()
    assert len(found.quantities) == 5
    assert [found.document.text[one.start : one.end] for one in found.quantities] == [
        one.text for one in found.quantities
    ]


def test_quantities_come_in_reading_order() -> None:
    starts = [one.start for one in document().quantities]
    assert starts == sorted(starts)


def test_a_definition_of_the_glossary_has_quantities_too() -> None:
    text = "# 青石县规划\n\n名词解释\n〔1〕“80·50攻坚”:指2020年普惠性幼儿园覆盖率达到80%、公办园占比达到50%。\n"
    assert [(one.text, one.year) for one in parsed(text).quantities if one.unit] == [("80%", 2020), ("50%", 2020)]


@pytest.mark.parametrize("scope", ["农村", "乡村", "城镇", "城市", "城乡", "民族地区", "贫困"])
def test_each_scope_is_told_before_a_figure_and_in_a_name(scope: str) -> None:
    (one,) = read(f"到2025年，{scope}{RETENTION}达到96%。")
    assert one.scope == scope
    assert {found.scope for found in indicator(f"{scope}自来水普及率 | % | 80 | 90")} == {scope}


def test_scopes_are_told_once_and_in_order() -> None:
    (one,) = read(f"到2025年，城镇和农村、农村和城镇的{RETENTION}达到96%。")
    assert one.scope == "农村城镇"


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("每百人床位数", "每百人"),
        ("每万户宽带数", "每万户"),
        ("每千名老年人床位数", "每千名老年人"),
        ("每百户家庭轿车数", "每百户"),
        ("生均校舍面积", "生均"),
        ("户均收入", "户均"),
        ("每千常住人口托位数", "每千常住人口"),
    ],
)
def test_a_name_gives_the_base_of_its_values(name: str, base: str) -> None:
    assert {one.base for one in indicator(f"{name} | 个 | 2 | 4")} == {base}


def test_a_value_of_a_column_without_a_year_has_none() -> None:
    found = read("| 指标 | 单位 | 现状 | 目标 |\n|---|---|---|---|\n| 助餐点 | 个 | 30 | 45 |\n")
    assert [(one.year, one.role) for one in found] == [(None, "baseline"), (None, "target")]


def test_of_a_value_with_two_figures_the_first_counts() -> None:
    assert [one.low for one in indicator("助餐点 | 个 | 30 | 45个、其中新建20个")] == [30, 45]


def test_each_sentence_of_a_standards_cell_is_read_in_its_place() -> None:
    table = "| 服务项目 | 服务对象 | 服务标准 |\n|---|---|---|\n| 助餐 | 独居老人 | 每月80元。每年体检2次。 |\n"
    assert [(one.text, one.base) for one in read(table)] == [("80元", "每月"), ("2次", "每年")]


@pytest.mark.parametrize(("own", "concept"), [("校车", "compulsory-retention"), ("校车等", None)])
def test_three_characters_before_a_figure_name_a_subject_of_their_own(own: str, concept: str | None) -> None:
    found = read(f"到2025年，{RETENTION}达96%、{own}80%。")
    assert [one.concept for one in found] == ["compulsory-retention", concept]


def test_of_two_names_before_a_figure_the_last_is_meant() -> None:
    (one,) = read(f"到2025年，学前三年毛入园率和{RETENTION}达到96%。")
    assert one.concept == "compulsory-retention"


@pytest.mark.parametrize("mark", "，,。；;")
def test_a_name_holds_within_its_clause(mark: str) -> None:
    assert [one.concept for one in read(f"到2025年，提高{RETENTION}{mark}达到96%。")] == [None]


def test_an_account_of_the_past_ends_with_its_paragraph() -> None:
    text = "全县已建成床位80张。新增托位20个。\n\n新增食堂5个。"
    assert [(one.low, one.role) for one in read(text)] == [(80, "baseline"), (20, "baseline"), (5, "target")]
    text = "新建床位80张。新增托位20个。\n\n全县已建成食堂5个。"
    assert [one.role for one in read(text)] == ["target", "target", "baseline"]


@pytest.mark.parametrize(("period", "span"), [("2021-2025", (2021, 2025)), ("2021", (2021, 2021)), ("", (None, None))])
def test_the_period_of_a_plan_gives_its_first_and_last_year(period: str, span: tuple[int | None, int | None]) -> None:
    one = replace(document().document, period=period, text="本方案自印发之日起施行。")
    assert (plan_start(one), plan_end(one)) == span


def test_a_plan_without_a_period_starts_with_the_one_it_names() -> None:
    assert plan_start(replace(document().document, period="", text="“十四五”时期")) == 2021


def test_what_respectively_shares_out_has_no_concept_in_a_sentence_without_a_comma_either() -> None:
    assert [one.concept for one in read(f"学前三年毛入园率和{RETENTION}分别达80%和96%。")] == [None, None]

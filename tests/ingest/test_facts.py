"""Facts: rows, conflicts and blanks as plain records, in the shape that the command line promises."""

from typing import Any

import pytest

from ingest.facts import Fact, facts
from ingest.schema import FactKind, ParsedDocument
from tests.builders.reading import parsed

RETENTION = "九年义务教育巩固率"
TEXT = f"""---
title: 青石县公共服务规划
region: 江南省/临湖市/青石县
period: 2021-2025
---
前言。

# 第一章 目标

到2025年，{RETENTION}达到90%。建成食堂xx个。

| 指标 | 单位 | 2020年 | 2025年目标 | 属性 |
|---|---|---|---|---|
| 助餐点 | 个 | 30 | ≥45 | 预期性 |

# 第二章 服务

到2025年，{RETENTION}达到95%以上。

| 服务项目 | 服务对象 | 服务内容 | 服务标准 | 支出责任 |
|---|---|---|---|---|
| 高龄津贴 | 独居老人 | 发放津贴 | 每人每月80元 | 县级财政负责 |

| 服务领域 | 服务项目 |
|---|---|
| 教育 | 校车补助,早餐、午餐补助（共计2项） |

各乡镇如下。

| 乡镇 | 驻地 |
|---|---|
| 柳河镇 | 北街 |

# 第三章 分工

专栏 部门责任分工
1.校车补助（县教育局负责）

专栏2 重点工程
1.校车工程：购置校车30辆。

# 名词解释

〔1〕长者卡：老人乘车用的卡。
"""
COMMON = ["kind", "region", "document", "section", "name", "concept", "fields"]


@pytest.fixture(scope="module")
def plan() -> ParsedDocument:
    return parsed(TEXT)


@pytest.fixture(scope="module")
def found(plan: ParsedDocument) -> list[Fact]:
    return list(facts(plan))


def only(found: list[Fact], kind: FactKind) -> Fact:
    (one,) = [fact for fact in found if fact.kind is kind]
    return one


@pytest.mark.parametrize("kind", FactKind)
def test_every_kind_of_fact_is_given(found: list[Fact], kind: FactKind) -> None:
    assert only(found, kind).name


def test_a_table_of_no_known_kind_is_no_fact(found: list[Fact]) -> None:
    assert not any("柳河镇" in fact.name for fact in found)


def test_conflicts_and_blanks_come_last(found: list[Fact]) -> None:
    assert [fact.kind for fact in found[-2:]] == [FactKind.CONFLICT, FactKind.BLANK]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (FactKind.STANDARD, []),
        (FactKind.INDICATOR, ["unit", "baseline", "target"]),
        (FactKind.DUTY, []),
        (FactKind.TERM, []),
        (FactKind.PROJECT, []),
        (FactKind.SERVICE_LIST, ["items", "stated"]),
        (FactKind.CONFLICT, []),
        (FactKind.BLANK, []),
    ],
)
def test_a_fact_has_the_keys_of_its_kind(found: list[Fact], kind: FactKind, more: list[str]) -> None:
    data = only(found, kind).as_json()
    assert set(data) == {*COMMON, *more, "places"}
    assert all(set(place) == {"section", "quote", "start", "end"} for place in data["places"])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            FactKind.STANDARD,
            {
                "kind": "standard",
                "region": "青石县",
                "document": "青石县公共服务规划",
                "section": ["第二章 服务"],
                "name": "高龄津贴",
                "concept": "advanced-age-allowance",
                "fields": {
                    "服务对象": "独居老人",
                    "服务内容": "发放津贴",
                    "服务标准": "每人每月80元",
                    "支出责任": "县级财政负责",
                },
            },
        ),
        (
            FactKind.INDICATOR,
            {
                "name": "助餐点",
                "unit": "个",
                "baseline": {"year": 2020, "text": "30"},
                "target": {"year": 2025, "text": "≥45"},
            },
        ),
        (FactKind.SERVICE_LIST, {"name": "教育", "items": ["校车补助", "早餐、午餐补助"], "stated": 2}),
        (FactKind.DUTY, {"name": "校车补助", "fields": {"牵头单位": "县教育局"}}),
        (FactKind.PROJECT, {"name": "校车工程", "fields": {"内容": "购置校车30辆。"}}),
        (FactKind.TERM, {"name": "长者卡", "fields": {"释义": "老人乘车用的卡。"}}),
        (FactKind.BLANK, {"name": "xx个", "fields": {"空白": "xx个"}, "section": ["第一章 目标"]}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fact_says_what_the_plan_says(found: list[Fact], kind: FactKind, expected: dict[str, Any]) -> None:
    data = only(found, kind).as_json()
    assert {key: data[key] for key in expected} == expected


def test_a_conflict_shows_both_values_and_both_places(found: list[Fact]) -> None:
    fact = only(found, FactKind.CONFLICT)
    assert fact.concept == "compulsory-retention"
    assert list(fact.fields.values()) == ["90%", "≥95%"]
    assert [(place.section, place.quote) for place in fact.places] == [
        (("第一章 目标",), f"到2025年，{RETENTION}达到90%"),
        (("第二章 服务",), f"到2025年，{RETENTION}达到95%以上"),
    ]


def test_a_blank_cell_is_named_by_its_row() -> None:
    table = "| 指标 | 单位 | 2020年 | 2025年目标 |\n|---|---|---|---|\n| 助餐点 | 个 | | 45 |\n"
    blank = only(list(facts(parsed(table))), FactKind.BLANK)
    assert (blank.name, blank.fields) == ("助餐点", {"空白": "2020年"})


@pytest.mark.parametrize(("column", "year"), [("2025年目标", 2025), ("目标", None)])
def test_a_value_carries_the_year_of_its_column(column: str, year: int | None) -> None:
    table = f"| 指标 | 单位 | {column} |\n|---|---|---|\n| 助餐点 | 个 | 45 |\n"
    assert only(list(facts(parsed(table))), FactKind.INDICATOR).target == {"year": year, "text": "45"}


def test_an_indicator_without_a_baseline_says_so() -> None:
    table = "| 指标 | 单位 | 2025年目标 |\n|---|---|---|\n| 助餐点 | 个 | 45 |\n"
    assert only(list(facts(parsed(table))), FactKind.INDICATOR).baseline is None


def test_a_fact_of_the_first_section_names_it() -> None:
    table = "一、目标\n| 指标 | 单位 | 目标 |\n| 助餐点 | 个 | 45 |\n二、任务\n正文。\n"
    assert only(list(facts(parsed(table, "plan.txt"))), FactKind.INDICATOR).section == ("一、目标",)


def test_quotes_are_cut_from_the_document(plan: ParsedDocument, found: list[Fact]) -> None:
    places = [place for fact in found for place in fact.places]
    assert all(place.quote == plan.document.text[place.start : place.end] != "" for place in places)

"""`huimin facts`: a table for people, JSONL and CSV for programs."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ingest.schema import FactKind
from tests.indexes import Build
from ui.cli import app

RETENTION = "九年义务教育巩固率"
PLAN = f"""---
title: 松岭市公共服务规划
region: 江南省/临湖市/松岭市
period: 2021-2025
---
前言。

# 第一章 目标

到2025年，{RETENTION}达到90%。建成食堂xx个。

| 指标 | 单位 | 2020年 | 2025年目标 |
|---|---|---|---|
| 助餐点 | 个 | 30 | 45 |
| 托育园 | 所 | 3 | [9] |

# 第二章 服务

到2025年，{RETENTION}达到95%以上。

| 服务项目 | 服务对象 | 服务内容 | 服务标准 | 支出责任 |
|---|---|---|---|---|
| 高龄津贴 | 独居老人 | 发放津贴，上门慰问 | 每人每月80元 | 市级财政负责 |

| 服务领域 | 服务项目 |
|---|---|
| 教育 | 校车补助,早餐、午餐补助（共计2项） |

# 名词解释

〔1〕长者卡：老人乘车用的卡。
"""
COMMON = {"kind", "region", "document", "section", "name", "concept", "fields", "places"}
KEYS = {
    "standard": COMMON,
    "indicator": COMMON | {"unit", "baseline", "target"},
    "term": COMMON,
    "conflict": COMMON,
    "blank": COMMON,
}


@pytest.fixture(scope="module")
def pine(built: Build) -> Path:
    """An index with one invented plan. Tests leave it as it is."""
    return built({"pine.md": PLAN})


def said(index: Path, *options: str) -> str:
    done = CliRunner().invoke(app, ["facts", *options, "--index", str(index)], env={"COLUMNS": "200"})
    assert done.exit_code == 0, done.output
    return done.stdout


def lines(index: Path, *options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(index, "--format", "jsonl", *options).splitlines()]


def records(index: Path, *options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(said(index, "--format", "csv", *options), newline="")))


# JSONL


@pytest.mark.parametrize(("kind", "keys"), KEYS.items())
def test_a_line_has_the_keys_of_the_contract(pine: Path, kind: str, keys: set[str]) -> None:
    found = lines(pine, "--kind", kind)
    assert found
    assert all(set(fact) == keys for fact in found)


def test_a_service_list_has_its_items_besides(pine: Path) -> None:
    (fact,) = lines(pine, "--kind", "service_list")
    assert set(fact) >= COMMON
    assert (fact["items"], fact["stated"]) == (["校车补助", "早餐、午餐补助"], 2)


def test_a_standard_is_written_in_full(pine: Path) -> None:
    (fact,) = lines(pine, "--kind", "standard")
    assert fact["places"].pop()["quote"].startswith("高龄津贴")
    assert fact == {
        "kind": "standard",
        "region": "松岭市",
        "document": "松岭市公共服务规划",
        "section": ["第二章 服务"],
        "name": "高龄津贴",
        "concept": "advanced-age-allowance",
        "fields": {
            "服务对象": "独居老人",
            "服务内容": "发放津贴，上门慰问",
            "服务标准": "每人每月80元",
            "支出责任": "市级财政负责",
        },
        "places": [],
    }


def test_an_indicator_has_unit_baseline_and_target(pine: Path) -> None:
    fact = next(fact for fact in lines(pine, "--kind", "indicator") if fact["name"] == "助餐点")
    assert (fact["unit"], fact["baseline"], fact["target"]) == (
        "个",
        {"year": 2020, "text": "30"},
        {"year": 2025, "text": "45"},
    )


def test_a_conflict_has_both_places(pine: Path) -> None:
    (fact,) = lines(pine, "--kind", "conflict")
    assert [place["section"] for place in fact["places"]] == [["第一章 目标"], ["第二章 服务"]]


def test_places_have_a_quote_and_its_span(pine: Path) -> None:
    for fact in lines(pine):
        for place in fact["places"]:
            assert set(place) == {"section", "quote", "start", "end"}
            assert len(place["quote"]) == place["end"] - place["start"] > 0


def test_without_a_kind_all_are_listed(pine: Path) -> None:
    by_kind = [fact for kind in FactKind for fact in lines(pine, "--kind", kind)]
    assert sorted(map(repr, lines(pine))) == sorted(map(repr, by_kind))
    assert {fact["kind"] for fact in by_kind} == {*KEYS, "service_list"}


def test_a_kind_that_the_plans_lack_gives_no_line(pine: Path) -> None:
    assert said(pine, "--kind", "duty", "--format", "jsonl") == ""


def test_chinese_is_written_as_it_is(pine: Path) -> None:
    assert "长者卡" in said(pine, "--kind", "term", "--format", "jsonl")


# CSV


def test_csv_has_a_column_for_each_field(pine: Path) -> None:
    (record,) = records(pine, "--kind", "standard")
    assert record == {
        "kind": "standard",
        "region": "松岭市",
        "document": "松岭市公共服务规划",
        "section": "第二章 服务",
        "name": "高龄津贴",
        "concept": "advanced-age-allowance",
        "unit": "",
        "服务对象": "独居老人",
        "服务内容": "发放津贴，上门慰问",
        "服务标准": "每人每月80元",
        "支出责任": "市级财政负责",
    }


def test_csv_has_a_record_for_each_fact(pine: Path) -> None:
    assert [(one["kind"], one["name"]) for one in records(pine)] == [(one["kind"], one["name"]) for one in lines(pine)]


def test_csv_of_nothing_is_its_header(pine: Path) -> None:
    assert said(pine, "--kind", "duty", "--format", "csv").split() == ["kind,region,document,section,name,concept,unit"]


# table


def test_a_table_is_the_default(pine: Path) -> None:
    out = said(pine, "--kind", "standard")
    assert all(words in out for words in ("高龄津贴", "松岭市", "服务标准：每人每月80元", "第二章 服务"))


@pytest.mark.parametrize(("kind", "count"), [("indicator", 2), ("standard", 1), ("duty", 0)])
def test_a_table_ends_with_the_count(pine: Path, kind: str, count: int) -> None:
    assert said(pine, "--kind", kind).splitlines()[-1] == f"共 {count} 条"


def test_brackets_of_a_plan_are_no_markup(pine: Path) -> None:
    assert "[9]" in said(pine, "--kind", "indicator", "--format", "table")


# usage


@pytest.mark.parametrize("options", [["--kind", "poem"], ["--format", "xml"]])
def test_an_unknown_kind_or_format_is_wrong_usage(pine: Path, options: list[str]) -> None:
    assert CliRunner().invoke(app, ["facts", *options, "--index", str(pine)]).exit_code == 2

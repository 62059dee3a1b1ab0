"""What people change in a letter is told, and what they say in other words is not."""

from dataclasses import replace

import pytest

from rag.letter.live_check import FindingKind, check
from tests.builders.answers import citation

SOURCES = {
    "group": "独生子女伤残家庭的夫妻每人每月350元，独生子女死亡家庭的夫妻每人每月450元",
    "base": "社会工作者按每千名老人1名、每百张床位1名配备",
    "house": "低保标准为每人每月610元",
    "unit": "服务半径不超过5公里",
    "duty": "城镇登记失业率（青石县人力资源和社会保障局负责）控制在4.2%以内",
    "edition": "按《基本公共卫生服务规范（第三版）》每年随访4次",
    "number": "规划的索引号为dyx002-/2022-0601001",
    "sum": "城镇新增就业五年累计1.58万人",
}
TRUE = [
    ("group", "独生子女伤残家庭的夫妻，每人每月可领取350元。"),
    ("base", "社会工作者按每千名老人1名配备。"),
    ("house", "低保标准为每位居民每月610元。"),
    ("unit", "服务半径控制在5公里以内。"),
    ("duty", "城镇登记失业率由县人力资源和社会保障局负责，控制在4.2%以内。"),
    ("edition", "按《基本公共卫生服务规范（第三版）》，每年随访4次。"),
    ("number", "规划的索引号为dyx002-/2022-0601001。"),
    ("sum", "五年来城镇新增就业累计1.58万人。"),
]
CHANGED = [
    ("group", "独生子女死亡家庭的夫妻，每人每月可领取350元。", "死亡"),
    ("base", "社会工作者按每百名老人1名配备。", "每百名"),
    ("house", "低保标准为每户每月610元。", "每户"),
    ("unit", "服务半径控制在5里以内。", "5"),
    ("duty", "城镇登记失业率由县发展和改革局负责，控制在4.2%以内。", "县发展和改革局"),
    ("edition", "按《基本公共卫生服务规范（第二版）》，每年随访4次。", "第二版"),
    ("number", "规划的索引号为dyx002-/2022-0610001。", "dyx002-/2022-0610001"),
]
TOLD = {1: "青石县公共服务规划 青石县发展和改革局"}


def wrong(kind: str, text: str) -> list[str]:
    found = check(text, (replace(citation(SOURCES[kind]), n=1),), told=TOLD)
    return [text[one.start : one.end] for one in found if one.kind is not FindingKind.SUPPORTED]


@pytest.mark.parametrize("kind, text", TRUE)
def test_what_a_source_says_in_other_words_is_not_told(kind: str, text: str) -> None:
    assert wrong(kind, text) == []


@pytest.mark.parametrize("kind, text, words", CHANGED)
def test_a_change_is_told(kind: str, text: str, words: str) -> None:
    assert any(words in one or one in words for one in wrong(kind, text))


def test_another_edition_is_told_with_that_of_the_source() -> None:
    found = check(CHANGED[5][1], (replace(citation(SOURCES["edition"]), n=1),))
    assert [one.says for one in found if one.kind is FindingKind.CONTRADICTED] == ["第三版"]


def test_a_sentence_without_marks_is_held_against_the_sources_that_are_like_it() -> None:
    others = [replace(citation(f"第{n}小学建校舍{n}00平方米"), n=n + 2) for n in range(1, 60)]
    sources = (replace(citation(SOURCES["house"]), n=1), *others)
    found = check("低保标准为每人每月610元。", sources)
    assert [(one.kind, one.source) for one in found] == [(FindingKind.SUPPORTED, 1)]

"""Shares of levels of government."""

import pytest

from ingest.schema import RowKind
from rag.extraction.levels import asked_levels, level_of, with_levels
from tests.builders.answers import record
from tests.rag.extraction.searches import candidates, only, parsed

SHARES = record(("项目", "高龄津贴"), ("省级", "50%"), ("市级", "20%"), ("县级", "30%"), kind=RowKind.OTHER)


def test_the_levels_asked_about_are_told_together() -> None:
    question = "高龄津贴县里出几成,市里出几成"
    one = only(candidates(question, SHARES), "县级")
    assert with_levels(one, parsed(question)).text == "高龄津贴的县级：30%；高龄津贴的市级：20%"


def test_one_level_is_told_alone() -> None:
    one = only(candidates("高龄津贴县里出几成", SHARES), "县级")
    assert with_levels(one, parsed("高龄津贴县里出几成")) is one


@pytest.mark.parametrize(
    ("text", "levels"),
    [("中央出多少,省里出多少", {"central", "province"}), ("我们县自己出几成", {"county"}), ("县城的低保", set())],
)
def test_levels_that_a_question_names(text: str, levels: set[str]) -> None:
    assert asked_levels(text) == levels


@pytest.mark.parametrize(
    ("column", "level"), [("中央财政", "central"), ("州级", "city"), ("县（市、区）", "county"), ("金额", "")]
)
def test_levels_that_columns_are_of(column: str, level: str) -> None:
    assert level_of(column) == level

"""Projects of a box."""

import pytest

from ingest.records.projects import find_projects
from ingest.schema import RowKind
from tests.ingest.record_helpers import found, pairs, stand_in_text

BOX = "第二章 教育\n正文。\n专栏2 重点工程|\n1.校车工程 购置校车30辆，更新12辆。 2.食堂改造 改造食堂9个。|\n"


def test_items_of_a_box_on_one_line_are_projects() -> None:
    assert [(one.kind, one.name, pairs(one)["内容"]) for one in found(find_projects, BOX)] == [
        (RowKind.PROJECT, "校车工程", "购置校车30辆，更新12辆。"),
        (RowKind.PROJECT, "食堂改造", "改造食堂9个。"),
    ]


def test_items_of_a_box_on_lines_of_their_own_are_projects() -> None:
    text = "专栏2 重点工程\n1.校车工程：购置校车30辆。\n2.食堂改造：改造食堂9个。\n第三章 养老\n"
    assert [one.name for one in found(find_projects, text)] == ["校车工程", "食堂改造"]


def test_items_on_the_line_of_the_box_itself_are_projects() -> None:
    text = "专栏2 重点工程 1.校车工程：购置校车30辆；2.食堂改造,改造食堂9个。\n第三章 养老\n"
    assert [one.name for one in found(find_projects, text)] == ["校车工程", "食堂改造"]


@pytest.mark.parametrize("text", ["一、任务\n1.校车工程：购置校车30辆。\n", "专栏2 重点工程\n正文。\n"])
def test_without_a_box_or_an_item_there_is_no_project(text: str) -> None:
    assert found(find_projects, text) == []


def test_cells_stand_in_the_text() -> None:
    assert stand_in_text(find_projects, BOX)

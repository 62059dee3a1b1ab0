"""What stands in a table and in none of its rows can be found all the same."""

import pytest

from tests.builders.reading import parsed

TABLE = "| 指标 | 单位 | 目标 |\n|---|---|---|\n| 床位 | 张 | 12 |\n"


def prose(line: str) -> list[str]:
    found = parsed(f"{TABLE}{line}\n| 托位 | 个 | 9 |\n")
    return [found.document.text[one.start : one.end] for one in found.passages if one.row is None]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("| 注：含乡镇敬老院 |  |  |", ["注：含乡镇敬老院"]),
        ("|  | 张 | 新增60 |", ["新增60"]),
        ("| 全县养老服务机构的床位按年度统计 |  |  |", ["全县养老服务机构的床位按年度统计"]),
        ("| 老有所养 |  |  |", []),
        ("| 2025年指标 |  |  |", []),
        ("|  |  | 60 |", []),
    ],
)
def test_notes_and_figures_are_read_and_names_of_groups_are_not(line: str, words: list[str]) -> None:
    assert prose(line) == words

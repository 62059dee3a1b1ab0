"""Which cell is the baseline and which the target, whatever the columns are called."""

import pytest

from ingest.records.indicators import baseline, target
from tests.builders.reading import parsed


@pytest.mark.parametrize(
    ("header", "cells", "values"),
    [
        ("指标 | 2020年 | 2025年", "床位 | 1 | 2", ("1", "2")),
        ("指标 | 2025年目标 | 2020年实际", "床位 | 2 | 1", ("1", "2")),
        ("指标 | 目标（2025年） | 目标（2030年）", "床位 | 2 | 3", ("2", "3")),
        ("指标 | 现状（2020年） | 目标（2025年） | 目标（2030年）", "床位 | 1 | 2 | 3", ("1", "3")),
        ("指标 | 2020年 | 2025年 | 2025年累计增长", "床位 | 1 | 2 | 9", ("1", "2")),
    ],
)
def test_years_and_words_of_the_columns_tell(header: str, cells: str, values: tuple[str, str]) -> None:
    ruler = "|---" * (header.count("|") + 1)
    (row,) = parsed(f"| {header} |\n{ruler}|\n| {cells} |\n").rows
    assert tuple(cell.text if (cell := read(row)) else "" for read in (baseline, target)) == values


def test_two_header_lines_give_the_years_of_targets() -> None:
    page = (
        "<table><tr><td rowspan=2>指标</td><td rowspan=2>2020年</td><td colspan=2>目标</td></tr>"
        "<tr><td>2025年</td><td>2030年</td></tr><tr><td>床位</td><td>1</td><td>2</td><td>3</td></tr></table>"
    )
    (row,) = parsed(page, "plan.html").rows
    assert [cell.text if cell else "" for cell in (baseline(row), target(row))] == ["1", "3"]

"""One plan saved in every format is understood alike."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ingest.inputs import Input
from ingest.parse import parse
from ingest.schema import ParsedDocument, RowKind
from ingest.settings import IngestSettings
from tests.builders.libreoffice import CONVERTED, INSTALLED
from tests.builders.office import FORMATS, INDICATORS, PROSE, STANDARDS, TITLE, Saved
from tests.builders.pdf import PLAN_PDF

CELLS = 0.98  # share of cells that a reader must give
SAVED = [
    *(pytest.param(saved, id=saved.file) for saved in (*FORMATS, PLAN_PDF)),
    *(pytest.param(saved, id=saved.file, marks=[INSTALLED, pytest.mark.slow]) for saved in CONVERTED),
]
FIGURE = re.compile(r"\d+(?:\.\d+)?")


@cache
def parsed(saved: Saved) -> ParsedDocument:
    settings = IngestSettings.model_validate({"home": Path("unused")})
    return parse(Input(source=saved.file, data=saved.data()), settings)


def rows_of(plan: ParsedDocument, kind: RowKind) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in plan.rows if row.kind is kind]


@pytest.mark.parametrize("saved", SAVED)
def test_cells_are_those_of_the_plan(saved: Saved) -> None:
    plan = parsed(saved)
    wanted = [STANDARDS[1:], INDICATORS[1:]]
    found = [rows_of(plan, RowKind.STANDARD), rows_of(plan, RowKind.INDICATOR)]
    cells = [(table, at, cell) for table, rows in enumerate(wanted) for at, row in enumerate(rows) for cell in row]
    right = sum(at < len(found[table]) and cell in found[table][at] for table, at, cell in cells)
    assert right >= CELLS * len(cells), found
    assert [len(rows) for rows in found] == [3, 4]


@pytest.mark.parametrize("saved", SAVED)
def test_every_figure_is_there_and_no_other(saved: Saved) -> None:
    words = " ".join(
        [TITLE, *(words for _, words in PROSE), *(cell for row in (*STANDARDS, *INDICATORS) for cell in row)]
    )
    assert Counter(FIGURE.findall(parsed(saved).document.text)) == Counter(FIGURE.findall(words))


@pytest.mark.parametrize("saved", SAVED)
def test_the_outline_and_the_title_are_those_of_the_plan(saved: Saved) -> None:
    plan = parsed(saved)
    titles = [section.title for section in plan.sections[1:] if section.title != "正文"]
    assert titles == [words for level, words in PROSE if level] + ["第三章 服务标准", "第四章 主要指标"]
    assert (plan.document.title, plan.document.period) == (TITLE, "2021-2025")


@pytest.mark.parametrize("saved", SAVED)
def test_values_are_the_same_in_every_format(saved: Saved) -> None:
    values = [
        Counter((q.text, q.low, q.unit, q.base, q.role) for q in parsed(one).quantities) for one in (FORMATS[0], saved)
    ]
    assert values[0] == values[1]

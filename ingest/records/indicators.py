"""Which cells of an indicator's row hold its baseline and its target, whatever the columns are called."""

import re

from ingest.schema import Cell, Row
from ingest.tables.headers import BASELINE, DATED, TARGET

YEAR = re.compile(r"20\d\d")


def baseline(row: Row) -> Cell | None:
    """The value of the year before the plan (现状, 完成), else of the earliest year."""
    said = next((cell for cell in row.cells if BASELINE.search(cell.column)), None)
    dated = _dated(row)
    return said or (dated[0] if dated and dated[0] is not target(row) else None)


def target(row: Row) -> Cell | None:
    """The value that the plan aims at (目标), of several of these the latest year's; else of the latest year."""
    aims = [cell for cell in row.cells if TARGET.search(cell.column)]
    said = max(aims, key=lambda cell: max(YEAR.findall(cell.column), default=""), default=None)
    dated = [cell for cell in _dated(row) if not BASELINE.search(cell.column)]
    return said or (dated[-1] if dated else None)


def _dated(row: Row) -> list[Cell]:
    """Cells of columns with a year, by year; growth over years is none."""
    found = [(match.group()[-4:], cell) for cell in row.cells if (match := DATED.match(cell.column))]
    return [cell for _, cell in sorted(found, key=lambda pair: pair[0])]

"""Rows of a pipe table that lack their first cell, a group's name given once, and so stand one column too far left."""

import math
from collections.abc import Sequence
from statistics import mean

from ingest.quantities.figures import figures
from ingest.tables.cells import HAN
from ingest.tables.grid import GridCell

MARGIN = 0.5  # by which the shifted placement must fit better
LENGTH_WEIGHT = 0.4  # of the logarithm of a cell's length against its column's
Row = tuple[GridCell, ...]


def shifted_back(rows: Sequence[Row]) -> list[Row]:
    """Rows with an empty last cell, moved right by one where they fit the columns of the whole rows better so."""
    whole = [row for row in rows if all(cell.text for cell in row)]
    if not whole:
        return list(rows)
    columns = [_Column([row[at].text for row in whole]) for at in range(len(rows[0]))]
    groups = {row[0].text for row in whole}
    # a row under a group's own name without a last cell tells that others may lack it too
    optional = any(row[0].text in groups and not row[-1].text and not _is_short(row) for row in rows)
    mended: list[Row] = []
    for row in rows:
        # a row of a single cell is a group's title, not a record
        record = sum(bool(cell.text) for cell in row) >= max(2, len(row) - 2)
        grouped = bool(mended) and HAN.search(mended[-1][0].text) is not None
        moved = (mended[-1][0], *row[:-1]) if grouped and record and not row[-1].text and row[0].text else row
        better = moved is not row and _fit(moved[1:], columns[1:]) > _fit(row, columns) + MARGIN
        known = columns[-1].closed and moved[-1].text in columns[-1].texts
        better = better and (known or not optional or _is_short(row))
        mended.append(moved if better else row)
    return mended


def _is_short(row: Row) -> bool:
    """Whether its last cell was filled up, for the line had fewer: it stands right at the end of what does."""
    return len(row) > 1 and row[-1].start == row[-2].end


class _Column:
    """What the cells of a column are like."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = set(texts)
        self.closed = len(self.texts) * 2 <= len(texts)  # a closed set of words: 预期性, 约束性
        self.length = mean(len(text) for text in texts)
        self.numeric = mean(_is_number(text) for text in texts)


def _fit(row: Sequence[GridCell], columns: Sequence[_Column]) -> float:
    """Likeness of a row's cells to their columns, summed; the higher the better."""
    return sum(_likeness(cell.text, column) for cell, column in zip(row, columns, strict=True))


def _likeness(text: str, column: _Column) -> float:
    if not text:
        return -1.0
    known = 1.0 if text in column.texts else -1.0 if column.closed else 0.0
    numeric = column.numeric if _is_number(text) else -column.numeric
    return known + numeric - LENGTH_WEIGHT * abs(math.log((len(text) + 1) / (column.length + 1)))


def _is_number(text: str) -> bool:
    found = figures(text)
    return bool(found) and len(text) <= 2 * sum(len(figure.text) for figure in found)

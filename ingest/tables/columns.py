"""Columns that stand beside each other and belong apart: the same ones several times over, two tables in one frame."""

from collections.abc import Sequence
from itertools import groupby

from ingest.quantities.figures import figures
from ingest.tables.cells import HAN, VALUE
from ingest.tables.grid import GridCell
from ingest.tables.header_lines import MOST_LINES, headed

Header = tuple[GridCell, ...]
Rows = list[tuple[GridCell, ...]]
FEWEST = 2  # columns of a table; tables in one frame
MOST_TIMES = 4  # times that the same columns stand beside each other
MOSTLY = 0.5  # share of a column's filled cells that are names, or figures


def without_empty(rows: Sequence[Sequence[GridCell]]) -> list[list[GridCell]]:
    """Lines of one width without the columns that hold nothing at all, which only set others apart."""
    if len({len(row) for row in rows}) != 1:
        return [list(row) for row in rows]
    filled = [at for at, column in enumerate(zip(*rows, strict=True)) if any(cell.text for cell in column)]
    return [[row[at] for at in filled] for row in rows]


def one_below_the_other(header: Header, rows: Rows) -> tuple[Header, Rows]:
    """A table whose columns are there several times over (乡镇 | 金额 | 乡镇 | 金额) with each record by itself."""
    names = [cell.text for cell in header]
    for times in range(FEWEST, MOST_TIMES + 1):
        width = len(names) // times
        if width >= FEWEST and names == names[:width] * times and len(set(names[:width])) == width:
            parts = [part for row in rows for part in _parts(row, width)]
            return header[:width], [part for part in parts if any(cell.text for cell in part)]
    return header, rows


def in_one_frame(lines: Sequence[Sequence[GridCell]], padded: Rows) -> list[tuple[Header, Rows]]:
    """Tables side by side below a line that names each (停车收费 | 幼儿园收费): every one has names of its own in its
    first column and figures behind them. Nothing where it is one table. `padded` are all lines at the header's width.
    """
    if len(lines) <= FEWEST:
        return []
    top, width = [cell.text for cell in lines[0]], len(lines[0])
    groups = [list(places) for _, places in groupby(range(width), key=lambda at: _name_over(top, at))]
    if len(groups) < FEWEST or min(map(len, groups)) < FEWEST or not all(top[places[0]] for places in groups):
        return []
    header, count = headed(lines[: MOST_LINES + FEWEST])
    if count < FEWEST:
        return []
    found: list[tuple[Header, Rows]] = []
    for places in groups:
        rows = [tuple(row[at] for at in places) for row in padded[count:]]
        rows = [row for row in rows if any(cell.text for cell in row)]
        columns = list(zip(*rows, strict=True))
        if not columns or not _names(columns[0]) or not any(map(_tell, columns[1:])):
            return []
        found.append((tuple(header[at] for at in places), rows))
    return found


def _parts(row: Sequence[GridCell], width: int) -> list[tuple[GridCell, ...]]:
    """A line's records; the figures of one that is named at the line's beginning (合计) may stand at its end."""
    parts = [tuple(row[at : at + width]) for at in range(0, len(row), width)]
    first, last = parts[0], parts[-1]
    named_only = first[0].text and not any(cell.text for part in (first, *parts[1:-1]) for cell in part[1:])
    if named_only and not last[0].text and not any(part[0].text for part in parts[1:]):
        return [(first[0], *last[1:])]
    return parts


def _name_over(top: Sequence[str], at: int) -> str:
    """The name that stands over a column: its own, or that of the cell before which goes over it."""
    while at and not top[at]:
        at -= 1
    return top[at]


def _names(column: Sequence[GridCell]) -> bool:
    """Whether a column's cells are mostly words that are no figures."""
    filled = [cell.text for cell in column if cell.text]
    named = sum(HAN.search(words) is not None and not _is_figure(words) for words in filled)
    return named > MOSTLY * len(filled)


def _tell(column: Sequence[GridCell]) -> bool:
    """Whether a column's cells are mostly figures."""
    filled = [cell.text for cell in column if cell.text]
    return bool(filled) and sum(map(_is_figure, filled)) > MOSTLY * len(filled)


def _is_figure(words: str) -> bool:
    return VALUE.fullmatch(words) is not None or any(one.text == words for one in figures(words))

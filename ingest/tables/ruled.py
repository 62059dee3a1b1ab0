"""Tables of plain text set with blanks between rules of dashes, one row a line, as letters and e-mails set them.

------------------------
年龄段        金额
------------------------
80—84周岁     40元/月
------------------------
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.tables.cells import VALUE
from ingest.tables.grid import GridCell, Table
from ingest.text.lines import Line, text_lines

RULE = re.compile(r"[-—–─━=＝_*]{6,}(?:\s+[-—–─━=＝_*]{3,})*")
WORDS = re.compile(r"\S+")
LONGEST_HEADER = 16  # characters of a column's name
MOST_COLUMNS = 9
SENTENCE = re.compile(r"[。；;！!？?]")


def find_ruled_tables(text: str) -> tuple[Table, ...]:
    """Every header between two rules with the rows below it, each of as many cells, up to the next rule."""
    lines = text_lines(text)
    rules = [at for at, line in enumerate(lines) if RULE.fullmatch(line.text)]
    tables = []
    for upper, lower in pairwise(rules):
        if lower - upper != 2:
            continue
        end = next((at for at in rules if at > lower), len(lines))
        table = _table(lines, upper, lower, end)
        if table:
            tables.append(table)
    return tuple(tables)


def _table(lines: Sequence[Line], upper: int, lower: int, end: int) -> Table | None:
    """The table whose header stands between two rules; none where a line has other cells than the header names."""
    header = _cells(lines[upper + 1])
    rows = [_cells(line) for line in lines[lower + 1 : end]]
    if not 2 <= len(header) <= MOST_COLUMNS or not rows or any(len(row) != len(header) for row in rows):
        return None
    if any(len(cell.text) > LONGEST_HEADER or VALUE.fullmatch(cell.text) for cell in header):
        return None
    if any(SENTENCE.search(line.text) for line in lines[upper + 1 : end]):
        return None
    last = lines[end].end if end < len(lines) else lines[end - 1].end
    return Table(header=tuple(header), rows=tuple(map(tuple, rows)), start=lines[upper].start, end=last)


def _cells(line: Line) -> list[GridCell]:
    return [GridCell(m.group(), line.start + m.start(), line.start + m.end()) for m in WORDS.finditer(line.text)]

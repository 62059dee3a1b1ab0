"""Tables without lines: rows of short pieces that stand one under the other, with room between all their columns.

Careful: what may be prose in columns, a list or a signature is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from ingest.formats.layout.cells import FULL, words_in
from ingest.formats.layout.lines import Line
from ingest.formats.layout.opens import heading_rank
from ingest.formats.layout.page import Stroke
from ingest.formats.layout.stacked import Cell, rows_within
from ingest.formats.layout.table import Table

ROOM = 0.6  # ems between two columns at least
FEWEST_ROWS = 3  # lines of two pieces or more; two where there are three columns or more
LONGEST_CELL = 60  # characters of a piece
APART = 2.6  # ems from one line to the next; what is further off is no part of the table
LEADING = 1.25  # times the usual distance of lines from which on a new row begins
ACROSS = 0.7  # of a table's width that a rule takes which parts its rows
LEADERS = re.compile(r"[.．…·‥]{2,}")
"""Dots that lead to a page's number."""


@dataclass(slots=True)
class _Block:
    """Visual lines of a table as far as they are read, each of its pieces."""

    lines: list[list[Line]] = field(default_factory=list)

    @property
    def several(self) -> int:
        return sum(len(line) > 1 for line in self.lines)


def aligned_tables(lines: Sequence[Sequence[Line]], rules: Sequence[Stroke]) -> list[Line | Table]:
    """Visual lines from top to bottom, those of tables as tables. `rules` are level lines of the page."""
    found: list[Line | Table] = []
    block = _Block()
    for line in lines:
        if block.lines and not _fits(block, line):
            found += _closed(block, rules)
            block = _Block()
        block.lines.append(list(line))
    return found + _closed(block, rules)


def _fits(block: _Block, line: Sequence[Line]) -> bool:
    """Whether a line leaves at least two columns of the block apart, and belongs to it."""
    last = block.lines[-1]
    far = line[0].base - last[0].base > APART * max(line[0].size, last[0].size)
    if far or any(LEADERS.search(one.text) for one in line):
        return False
    if not block.several:
        return len(last) > 1
    before, after = _columns(block.lines), _columns([*block.lines, line])
    if len(after) < 2 or len(after) < len(before):
        return False
    return len(line) > 1 or _is_more_of(line[0], last[0], before)


def _is_more_of(line: Line, last: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a single piece may be one of a cell, and no heading under the table."""
    opens = heading_rank(line.text) is not None and line.left <= columns[0][0] + line.size
    return not opens and abs(line.size - last.size) < 1.0 and len(line.text) <= LONGEST_CELL


def _columns(lines: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Stretches of the page's width that hold words, with room between them."""
    found: list[tuple[float, float]] = []
    for piece in sorted((one for line in lines for one in line), key=lambda one: one.left):
        if found and piece.left - found[-1][1] < ROOM * piece.size:
            found[-1] = (found[-1][0], max(found[-1][1], piece.right))
        else:
            found.append((piece.left, piece.right))
    return found


def _closed(block: _Block, rules: Sequence[Stroke]) -> list[Line | Table]:
    """A block as a table, with the single lines at its end behind it, or as its lines."""
    lines = block.lines
    behind: list[list[Line]] = []
    while lines and len(lines[-1]) == 1 and not _goes_on(lines):
        behind.insert(0, lines[-1])
        lines = lines[:-1]
    columns = _columns(lines)
    several = sum(len(line) > 1 for line in lines)
    fewest = FEWEST_ROWS if len(columns) == 2 else FEWEST_ROWS - 1
    if len(columns) < 2 or several < fewest or any(len(one.text) > LONGEST_CELL for line in lines for one in line):
        return [as_one(line) for line in block.lines]
    table = _table(lines, columns, rules)
    return [*([table] if table else map(as_one, lines)), *map(as_one, behind)]


def as_one(line: Sequence[Line]) -> Line:
    """The pieces of a visual line as one."""
    if len(line) == 1:
        return line[0]
    return Line(
        text=" ".join(one.text for one in line),
        left=line[0].left,
        right=line[-1].right,
        top=min(one.top for one in line),
        bottom=max(one.bottom for one in line),
        base=line[0].base,
        size=max(one.size for one in line),
        strong=all(one.strong for one in line),
    )


def _goes_on(lines: Sequence[Sequence[Line]]) -> bool:
    """Whether the single piece at the end goes on a full one above it."""
    one = lines[-1][0]
    columns = _columns(lines)
    edge = _edge(columns, one)
    above = [piece for line in lines[:-1] for piece in line if _column(columns, piece) == _column(columns, one)]
    return bool(above) and _column(columns, one) > 0 and edge - above[-1].right <= (FULL + ROOM) * one.size


def _column(columns: Sequence[tuple[float, float]], piece: Line) -> int:
    return max((at for at, (left, _) in enumerate(columns) if piece.left >= left - 0.5), default=0)


def _edge(columns: Sequence[tuple[float, float]], piece: Line) -> float:
    """Up to where a piece's column reaches: the next one, or the last one's own end."""
    at = _column(columns, piece)
    return columns[at + 1][0] if at + 1 < len(columns) else columns[at][1]


def _table(
    lines: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]], rules: Sequence[Stroke]
) -> Table | None:
    rows: list[list[list[Line]]] = []
    filled: list[list[Line]] = [[] for _ in columns]
    breaks = _breaks(lines, columns, rules)
    for line, begins in zip(lines, breaks, strict=True):
        if begins and any(filled):
            rows.append(filled)
            filled = [[] for _ in columns]
        for piece in line:
            filled[_column(columns, piece)].append(piece)
    rows.append(filled)
    if len(rows) < 2:
        return None
    edges = [*(left for left, _ in columns[1:]), columns[-1][1]]
    parted = [row for at, cells in enumerate(rows) for row in _parted(cells, columns, first=at == 0)]
    words = [[words_in(cell, edge) for cell, edge in zip(row, edges, strict=True)] for row in parted]
    bands = _bands(parted, _across(rules, columns))
    pieces = [piece for line in lines for piece in line]
    return Table(
        rows=_grouped(words, bands),
        xs=(*(left for left, _ in columns), columns[-1][1]),
        top=min(piece.top for piece in pieces),
        bottom=max(piece.bottom for piece in pieces),
        size=pieces[0].size,
        goes_on=(False,) * len(columns),
    )


def _parted(
    cells: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]], *, first: bool
) -> list[list[Sequence[Line]]]:
    """The rows of what stands between two rules; the last column reaches as far as nobody knows."""
    rights = [*(left for left, _ in columns[1:]), inf]
    return rows_within(
        [
            Cell(lines=lines, left=left, right=right)
            for lines, (left, _), right in zip(cells, columns, rights, strict=True)
        ],
        first=first,
    )


def _breaks(
    lines: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]], rules: Sequence[Stroke]
) -> list[bool]:
    """Of each line whether a row begins with it: by rules where they part the lines, by wider gaps where there are
    some, else where not all of its pieces go on full ones above."""
    bases = [line[0].base for line in lines]
    between = [at for at in _across(rules, columns) if bases[0] < at < bases[-1]]
    if len(between) >= FEWEST_ROWS:
        return [True, *(any(a < at < b for at in between) for a, b in pairwise(bases))]
    gaps = [b - a for a, b in pairwise(bases)]
    usual = min(gaps, default=0.0)
    wide = [gap > LEADING * usual for gap in gaps]
    if any(wide[1:]) and not all(wide):  # one below the header alone is that of a table of three lines
        return [True, *wide]
    begins = [True]
    last: dict[int, Line] = {_column(columns, piece): piece for piece in lines[0]}
    for line in lines[1:]:
        at = {_column(columns, piece): piece for piece in line}
        goes_on = all(
            column in last and _edge(columns, last[column]) - last[column].right <= (FULL + ROOM) * piece.size
            for column, piece in at.items()
        )
        begins.append(not goes_on or len(at) > 0.75 * len(columns) > 1.5)
        last = last | at if goes_on else at
    return begins


def _bands(rows: Sequence[Sequence[Sequence[Line]]], rules: Sequence[float]) -> list[int]:
    """How many rules lie between the first row and each row."""
    found: list[int] = []
    for row in rows:
        bases = [one.base for cell in row[1:] for one in cell] or [one.base for one in row[0]]
        found.append(sum(at < max(bases) for at in rules))
    return [one - found[0] for one in found]


def _across(rules: Sequence[Stroke], columns: Sequence[tuple[float, float]]) -> list[float]:
    """Heights of the rules that lie across most of a table."""
    return [rule.at for rule in rules if rule.end - rule.start > ACROSS * (columns[-1][1] - columns[0][0])]


def _grouped(rows: Sequence[Sequence[str]], bands: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Rows with the first cell of the group that they belong to: it stands on the group's first row only, or on any
    where rules part the groups. `bands` says of each row how many rules part it from the first."""
    found = [tuple(row) for row in rows]
    if len(rows[0]) < FEWEST_ROWS or len(rows) < FEWEST_ROWS:
        return tuple(found)
    for band in range(1, bands[-1] + 1) if bands[-1] > 1 else ():
        places = [at for at, one in enumerate(bands) if one == band]
        named = [found[at][0] for at in places if found[at][0]]
        if len(named) == 1 and all(all(found[at][1:]) for at in places):
            for at in places:
                found[at] = (named[0], *found[at][1:])
    if rows[1][0]:
        for at in range(2, len(found)):
            if not found[at][0] and all(found[at][1:]) and (bands[at] == bands[at - 1] or bands[-1] < 2):
                found[at] = (found[at - 1][0], *found[at][1:])
    return tuple(found)

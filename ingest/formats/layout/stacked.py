"""Rows of a table that no line parts: between two rules several cells have lines at the same heights.

A line of a record stands beside those of the others; what wraps in its cell does not. What groups such rows stands once
beside them, mostly in the middle: each of them has its words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from ingest.formats.layout.cells import DIGIT, FULL, PADDING, room
from ingest.formats.layout.lines import Line

SAME_HEIGHT = 2.0  # points
FEWEST_SHORT = 3  # lines at equal heights that are rows by themselves; two are also a header's in a narrow column
LONGEST_VALUE = 12  # characters
VALUE = re.compile(
    r"(?!(?:19|20)\d\d(?:[年.．\-/].*)?$)[约≥≤<>＜＞¥￥+\-−±]?\d[^（(]*"  # years head columns, dates wrap
)
MARK = re.compile(r"[^\w\s（(]{1,4}|[暂]?[无免缺]收?")
"""What stands in a place instead of a figure."""
OPEN = re.compile(r".[,，.．、\-－~～至/／]$")
"""The end of a line whose figure, date or list goes on."""
TOKEN = re.compile(r"[\d.,%A-Za-z]+|.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Lines of a cell between two rules, and where it lies; `inf` at the right where no wall tells."""

    lines: Sequence[Line]
    left: float
    right: float
    alone: bool = True
    """Whether it covers nothing but the place between these rules."""


Rows = list[list[Sequence[Line]]]
"""For each row the lines of each cell."""


def rows_within(cells: Sequence[Cell], *, first: bool) -> Rows:
    """The rows that stand between two rules: mostly one. `first`: these are the table's first, which head columns."""
    beside = _side_by_side(cells)
    if beside:
        heights = [line.base for line in cells[beside[0]].lines]
        if _is_all_short(cells, beside, heights) or (not first and _are_records(cells, beside)):
            parted = [_parted(cell.lines, heights, leads=at < beside[0]) for at, cell in enumerate(cells)]
            return [[lines[row] for lines in parted] for row in range(len(heights))]
    return [[cell.lines for cell in cells]]


def _side_by_side(cells: Sequence[Cell]) -> list[int]:
    """Which cells have their lines at the same heights, two lines or more; the most that do."""
    several = [at for at, cell in enumerate(cells) if cell.alone and len(cell.lines) > 1]
    found = [[other for other in several if _alike(cells[at].lines, cells[other].lines)] for at in several]
    best = max(found, key=lambda one: (len(one), len(cells[one[0]].lines)), default=[])
    return best if len(best) > 1 else []


def _alike(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    return len(lines) == len(others) and all(
        abs(one.base - other.base) <= SAME_HEIGHT for one, other in zip(lines, others, strict=True)
    )


def _is_all_short(cells: Sequence[Cell], beside: Sequence[int], heights: Sequence[float]) -> bool:
    """Whether most lines end far before their cell's edge, and no cell has a line elsewhere."""
    if len(heights) < FEWEST_SHORT or not all(cell.alone for cell in cells):
        return False
    if not all(_at(line, heights) is not None for cell in cells for line in cell.lines):
        return False
    short = [
        sum(cells[at].right - line.right > FULL * line.size + PADDING for line in cells[at].lines) for at in beside
    ]
    return sum(count > len(heights) / 2 for count in short) > 1


def _are_records(cells: Sequence[Cell], beside: Sequence[int]) -> bool:
    """Whether one cell has a figure in each line, and no words were wrapped in the others."""
    valued = [at for at in beside if _is_valued(cells[at].lines)]
    parted = [at for at in beside if _is_parted(cells[at])]
    return bool(valued) and len(parted) > 1 and all(at in parted or at in valued for at in beside)


def _is_valued(lines: Sequence[Line]) -> bool:
    words = [line.text for line in lines]
    values = [len(one) <= LONGEST_VALUE and VALUE.fullmatch(one) is not None for one in words]
    return 2 * sum(values) >= len(words) and all(
        value or MARK.fullmatch(one) for value, one in zip(values, words, strict=True)
    )


def _is_parted(cell: Cell) -> bool:
    """Whether every line ends though more of the next would have had room."""
    pairs = zip(cell.lines, cell.lines[1:], strict=False)
    return all(
        room(one, cell.right - cell.left) >= _width(next_one) and not OPEN.search(one.text) for one, next_one in pairs
    )


def _width(line: Line) -> float:
    """Points of what a line begins with and that a line break does not part."""
    match = TOKEN.match(line.text)
    token = match[0] if match else ""
    return line.size * (DIGIT * len(token) if token.isascii() else 1.0)


def _parted(lines: Sequence[Line], heights: Sequence[float], *, leads: bool) -> list[Sequence[Line]]:
    """A cell's lines by rows; all of them in every row where they stand for all."""
    places = [_at(line, heights) for line in lines]
    grouping = leads and lines and (len(lines) == 1 or _is_in_the_middle(lines, heights))
    if grouping or (None in places and len(lines) < len(heights)):
        return [lines] * len(heights)
    if None in places:  # more lines than rows: each belongs to the row that began last
        starts = [max((at for at, y in enumerate(heights) if y <= one.base + SAME_HEIGHT), default=0) for one in lines]
        return [[one for one, at in zip(lines, starts, strict=True) if at == row] for row in range(len(heights))]
    return [[one for one, at in zip(lines, places, strict=True) if at == row] for row in range(len(heights))]


def _is_in_the_middle(lines: Sequence[Line], heights: Sequence[float]) -> bool:
    middle = mean(line.base for line in lines)
    return len(lines) < len(heights) and abs(middle - mean(heights)) <= SAME_HEIGHT


def _at(line: Line, heights: Sequence[float]) -> int | None:
    return next((at for at, height in enumerate(heights) if abs(line.base - height) <= SAME_HEIGHT), None)

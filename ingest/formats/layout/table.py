"""A table of a page, its cells filled with words: every place has those of the cell that covers it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.formats.blocks import Across
from ingest.formats.layout.lines import Line, as_line, joined, visual_lines
from ingest.formats.layout.opens import OPENS
from ingest.formats.layout.page import Run
from ingest.formats.layout.ruled import Grid, split_at_walls

ENDS = "。；;：:！!？?"
FULL = 1.3  # ems from a line's end to its cell's edge up to which the line is full
PADDING = 6.0  # points between a cell's words and its edge
FEWEST_SPLIT = 3  # lines at equal heights in two cells that are rows without lines between them
SAME_HEIGHT = 2.0  # points


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of equal length. `goes_on` says of each column whether its last cell covers more than the last row."""

    rows: tuple[tuple[str, ...], ...]
    xs: tuple[float, ...]
    """Edges of the columns."""
    top: float
    bottom: float
    size: float
    """The em of its words."""
    goes_on: tuple[bool, ...] = ()
    pages: tuple[int, ...] = ()
    """Of each row."""

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]


def ruled_table(grid: Grid, runs: Sequence[Run]) -> tuple[Table | None, list[Run]]:
    """The table that lies in a grid, and the runs that lie outside it. None where fewer than two cells have words."""
    inside: dict[int, list[Run]] = {}
    outside: list[Run] = []
    for run in runs:
        if run.right < grid.left or run.left > grid.right or not grid.top <= run.middle <= grid.bottom:
            outside.append(run)
            continue
        for cell, part in split_at_walls(run, grid):
            if cell is None:
                outside.append(part)
            else:
                inside.setdefault(cell, []).append(part)
    lines = {cell: [as_line(line) for line in visual_lines(parts)] for cell, parts in inside.items()}
    lines = {cell: [line for line in found if line.text] for cell, found in lines.items()}
    if sum(map(bool, lines.values())) < 2:
        return None, list(runs)
    edges = _right_edges(grid)
    rows = [row for owners in grid.owner for row in _rows(owners, grid, lines, edges)]
    last = grid.owner[-1]
    above = grid.owner[-2] if len(grid.owner) > 1 else ()
    sizes = [line.size for found in lines.values() for line in found]
    table = Table(
        rows=tuple(rows),
        xs=grid.xs,
        top=grid.top,
        bottom=grid.bottom,
        size=sorted(sizes)[len(sizes) // 2],
        goes_on=tuple(bool(above) and above[column] == cell for column, cell in enumerate(last)),
    )
    return table, outside


def _rows(
    owners: Sequence[int], grid: Grid, lines: Mapping[int, list[Line]], edges: Mapping[int, float]
) -> Iterator[tuple[str, ...]]:
    """The rows that stand between two level lines of a grid: mostly one."""
    cells = list(dict.fromkeys(owners))
    alone = all(sum(cell in others for others in grid.owner) == 1 for cell in cells)
    heights = _rows_within([(lines.get(cell, []), edges[cell]) for cell in cells]) if alone else []
    for height in heights or [None]:
        words = {
            cell: words_in((one for one in lines.get(cell, []) if height is None or _at(one, height)), edges[cell])
            for cell in cells
        }
        yield tuple(
            Across(words[cell]) if column and owners[column - 1] == cell else words[cell]
            for column, cell in enumerate(owners)
        )


def words_in(lines: Iterable[Line], edge: float) -> str:
    """The words of a cell whose right edge is at `edge`, as one line."""
    words, full = "", True
    for line in lines:
        starts_anew = words[-1:] in ENDS or OPENS.match(line.text)
        apart = not full and words and (starts_anew or (words[-1].isdigit() and line.text[0].isdigit()))
        words = f"{words} {line.text}" if apart else joined(words, line.text)
        full = edge - line.right <= FULL * line.size + PADDING
    return words


def _right_edges(grid: Grid) -> dict[int, float]:
    return {cell: grid.xs[column + 1] for owners in grid.owner for column, cell in enumerate(owners)}


def _rows_within(cells: Sequence[tuple[list[Line], float]]) -> list[float | None]:
    """The heights of rows that stand in one without lines between them: two cells or more have lines at the same
    heights, none of which fills its cell, and no cell has a line elsewhere. Empty where it is one row."""
    filled = [(lines, edge) for lines, edge in cells if lines]
    most = max((len(lines) for lines, _ in filled), default=0)
    if most < FEWEST_SPLIT:
        return []
    heights = next([line.base for line in lines] for lines, _ in filled if len(lines) == most)
    alike = 0
    for lines, edge in filled:
        if not all(any(abs(line.base - height) <= SAME_HEIGHT for height in heights) for line in lines):
            return []
        short = sum(edge - line.right > FULL * line.size + PADDING for line in lines)
        alike += len(lines) == most and short > len(lines) / 2
    return [*heights] if alike >= 2 else []


def _at(line: Line, height: float) -> bool:
    return abs(line.base - height) <= SAME_HEIGHT

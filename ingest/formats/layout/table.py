"""A table of a page, its cells filled with words: every place has those of the cell that covers it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.formats.blocks import Across
from ingest.formats.layout.cells import words_in
from ingest.formats.layout.lines import Line, as_line, visual_lines
from ingest.formats.layout.page import Run
from ingest.formats.layout.ruled import Grid, split_at_walls
from ingest.formats.layout.stacked import Cell, rows_within


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
    rows = [row for at in range(len(grid.owner)) for row in _rows(at, grid, lines)]
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


def _rows(at: int, grid: Grid, lines: Mapping[int, list[Line]]) -> Iterator[tuple[str, ...]]:
    """The rows that stand between two level lines of a grid: mostly one."""
    owners = grid.owner[at]
    numbers = list(dict.fromkeys(owners))
    edges = {cell: (grid.xs[owners.index(cell)], grid.xs[_last(owners, cell) + 1]) for cell in numbers}
    cells = [
        Cell(
            lines=lines.get(cell, []),
            left=edges[cell][0],
            right=edges[cell][1],
            alone=sum(cell in others for others in grid.owner) == 1,
        )
        for cell in numbers
    ]
    for row in rows_within(cells, first=at == 0):
        words = {
            number: words_in(found, cell.right, cell.right - cell.left)
            for number, cell, found in zip(numbers, cells, row, strict=True)
        }
        yield tuple(
            Across(words[cell]) if column and owners[column - 1] == cell else words[cell]
            for column, cell in enumerate(owners)
        )


def _last(owners: Sequence[int], cell: int) -> int:
    return max(column for column, owner in enumerate(owners) if owner == cell)

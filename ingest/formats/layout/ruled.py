"""Tables by their lines: strokes to a grid, places that no line parts to cells that span."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.formats.layout.page import Run, Stroke

SAME = 2.5  # points within which strokes lie on one line; two of a double line are no further apart
REACH = 4.0  # points that a stroke may end short of another that it meets
COVERED = 0.6  # of a place's side that a wall takes at least
OPEN_SIDE = 6.0  # points beyond the outermost wall from which on level lines tell one more column
SMALLEST_SIDE = 4.0  # points; a line is no lower, a column no narrower
MOST_STROKES = 20_000  # of a page, once those on one line are joined
MOST_MEETINGS = 1_000_000  # pairs of a level and an upright stroke


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Lines of a table: `xs` and `ys` part it into places, `owner[row][column]` is the number of the cell there."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell that a point lies in."""
        if not (self.left <= x <= self.right and self.top <= y <= self.bottom):
            return None
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        return self.owner[row][column]


def grids_of(strokes: Sequence[Stroke]) -> list[Grid]:
    """The tables that strokes draw, the smallest first; boxes of one column are none."""
    level = _joined(stroke for stroke in strokes if stroke.level)
    upright = _joined(stroke for stroke in strokes if not stroke.level)
    if len(level) + len(upright) > MOST_STROKES or len(level) * len(upright) > MOST_MEETINGS:
        return []
    found = [grid for group in _meeting(level, upright) if (grid := _grid(*group)) is not None]
    return sorted(found, key=lambda grid: (grid.right - grid.left) * (grid.bottom - grid.top))


def level_rules(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Level lines of a page, those on one line joined."""
    return _joined(stroke for stroke in strokes if stroke.level)


def split_at_walls(run: Run, grid: Grid) -> Iterator[tuple[int | None, Run]]:
    """The parts of a run by the cell that they stand in; None outside."""
    cells = [grid.cell_at((left + right) / 2, run.middle) for left, right in run.edges]
    start = 0
    for at in range(1, len(cells) + 1):
        if at == len(cells) or cells[at] != cells[start]:
            yield cells[start], run.part(start, at)
            start = at


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes on one line that touch, as one each."""
    found: list[Stroke] = []
    line: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda one: one.at):
        if line and stroke.at - line[0].at > SAME:
            found += _along(line)
            line = []
        line.append(stroke)
    return found + _along(line)


def _along(line: list[Stroke]) -> list[Stroke]:
    if not line:
        return []
    at = sum(one.at for one in line) / len(line)
    found: list[Stroke] = []
    for stroke in sorted(line, key=lambda one: one.start):
        if found and stroke.start <= found[-1].end + SAME:
            last = found.pop()
            found.append(Stroke(level=last.level, at=at, start=last.start, end=max(last.end, stroke.end)))
        else:
            found.append(Stroke(level=stroke.level, at=at, start=stroke.start, end=stroke.end))
    return found


def _meeting(level: list[Stroke], upright: list[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Groups of strokes that meet."""
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for h, one in enumerate(level):
        for v, other in enumerate(upright, start=len(level)):
            if one.start - REACH <= other.at <= one.end + REACH and other.start - REACH <= one.at <= other.end + REACH:
                parent[root(h)] = root(v)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for at, stroke in enumerate((*level, *upright)):
        groups.setdefault(root(at), ([], []))[at >= len(level)].append(stroke)
    return (group for group in groups.values() if len(group[0]) > 1 and group[1])


def _grid(level: list[Stroke], upright: list[Stroke]) -> Grid | None:
    ys = _places(one.at for one in level)
    left, right = min(one.start for one in level), max(one.end for one in level)
    top, bottom = ys[0], ys[-1]
    upright = list(upright)
    for edge in (left, right):
        if all(abs(one.at - edge) > OPEN_SIDE for one in upright):
            upright.append(Stroke(level=False, at=edge, start=top, end=bottom))
    xs = _places(one.at for one in upright)
    if len(xs) < 3 or len(ys) < 2:
        return None
    return Grid(xs=tuple(xs), ys=tuple(ys), owner=_owners(xs, ys, level, upright))


def _places(values: Iterable[float]) -> list[float]:
    """Where lines lie, those side by side as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SMALLEST_SIDE:
            found.append(value)
    return found


def _owners(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Stroke], upright: Sequence[Stroke]
) -> tuple[tuple[int, ...], ...]:
    """Numbers of cells by place: those that no wall parts have one number."""
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(columns * rows))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    beside = [[one for one in upright if abs(one.at - x) <= SMALLEST_SIDE] for x in xs]
    below = [[one for one in level if abs(one.at - y) <= SMALLEST_SIDE] for y in ys]
    for row in range(rows):
        for column in range(columns):
            at = row * columns + column
            if column + 1 < columns and not _walled(beside[column + 1], ys[row], ys[row + 1]):
                parent[root(at + 1)] = root(at)
            if row + 1 < rows and not _walled(below[row + 1], xs[column], xs[column + 1]):
                parent[root(at + columns)] = root(at)
    return tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))


def _walled(strokes: Sequence[Stroke], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(one.end, end) - max(one.start, start)) for one in strokes)
    return covered >= COVERED * (end - start)

"""Places on a page: what matrices do to points, figures of straight lines as strokes and areas."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.formats.layout.page import Area, Stroke

THIN = 3.0  # points; an area no wider is a line
SHORTEST = 3.0  # points of a line that counts
LEVEL = 1.0  # points by which the ends of a level or upright side may differ

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Point = tuple[float, float]


def figure(points: Sequence[Point], *, stroked: bool) -> tuple[list[Stroke], Area | None]:
    """The strokes of a figure of straight lines, and the area that it fills where it is no thin line itself."""
    area = around(points)
    wide, high = area.right - area.left, area.bottom - area.top
    if min(wide, high) <= THIN:
        return ([along(area)] if max(wide, high) >= SHORTEST else []), None
    return ([*sides(points)] if stroked else []), area


def sides(points: Sequence[Point]) -> Iterator[Stroke]:
    """The level and upright sides of a figure."""
    for one, other in pairwise(points):
        area = around([one, other])
        wide, high = area.right - area.left, area.bottom - area.top
        if min(wide, high) <= LEVEL and max(wide, high) >= SHORTEST:
            yield along(area)


def along(area: Area) -> Stroke:
    """The line that a thin area is, along its longer side."""
    if area.right - area.left >= area.bottom - area.top:
        return Stroke(level=True, at=(area.top + area.bottom) / 2, start=area.left, end=area.right)
    return Stroke(level=False, at=(area.left + area.right) / 2, start=area.top, end=area.bottom)


def around(points: Sequence[Point]) -> Area:
    """The area that points span."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))


def times(one: Matrix, other: Matrix) -> Matrix:
    """What does `one` first."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """Where a matrix puts a point (8.3.3 of ISO 32000; OFD writes it alike)."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

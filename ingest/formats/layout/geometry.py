"""Places on a page: what matrices do to points, figures of straight lines as strokes and areas."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.formats.layout.page import Area, Stroke

SHORTEST = 3.0  # points of a line that counts
LEVEL = 1.0  # points by which the ends of a level or upright side may differ

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


def sides(points: Sequence[Point]) -> Iterator[Stroke]:
    """The level and upright sides of a figure."""
    for one, other in pairwise(points):
        area = around([one, other])
        wide, high = area.right - area.left, area.bottom - area.top
        if min(wide, high) <= LEVEL and max(wide, high) >= SHORTEST:
            yield stroke(area, level=wide >= high)


def stroke(area: Area, *, level: bool) -> Stroke:
    if level:
        return Stroke(level=True, at=(area.top + area.bottom) / 2, start=area.left, end=area.right)
    return Stroke(level=False, at=(area.left + area.right) / 2, start=area.top, end=area.bottom)


def around(points: Sequence[Point]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))


def times(one: Matrix, other: Matrix) -> Matrix:
    """What does `one` first."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

"""From a file's own coordinates to the page as it is seen: its box, how it is turned, points from the top left."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.layout.letters import UPRIGHT, Way
from ingest.formats.layout.page import Area, Stroke

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`box` is (left, bottom, right, top) of what is shown, `quarters` how often the file turns it clockwise, `way`
    where its lines lead then; it is turned on until that is to the right."""

    box: tuple[float, float, float, float]
    quarters: int
    way: Way = UPRIGHT

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height as the file turns it."""
        left, bottom, right, top = self.box
        return (top - bottom, right - left) if self.quarters % 2 else (right - left, top - bottom)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as it is read."""
        width, height = self.shown
        return (height, width) if self.way[1] else (width, height)

    def seen_at(self, x: float, y: float) -> Point:
        """A point of the file as it stands on the page that is seen."""
        left, bottom, right, top = self.box
        width, height = self.shown
        match self.quarters:
            case 0:
                x, y = x - left, top - y
            case 1:
                x, y = y - bottom, x - left
            case 2:
                x, y = right - x, y - bottom
            case _:
                x, y = top - y, right - x
        match self.way:
            case (0, -1):
                return height - y, x
            case (0, 1):
                return y, width - x
            case (-1, 0):
                return width - x, height - y
        return x, y

    def way_of(self, dx: float, dy: float) -> Point:
        """A direction of the file as it is seen."""
        (x0, y0), (x1, y1) = self.seen_at(0, 0), self.seen_at(dx, dy)
        return x1 - x0, y1 - y0


def stroke_in(area: Area) -> Stroke:
    """The line that a thin area is, along its longer side."""
    if area.right - area.left >= area.bottom - area.top:
        return Stroke(level=True, at=(area.top + area.bottom) / 2, start=area.left, end=area.right)
    return Stroke(level=False, at=(area.left + area.right) / 2, start=area.top, end=area.bottom)


def around(points: Sequence[Point]) -> Area:
    """The area that points span."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """What places something within something that is placed itself."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """A point where a matrix of PDF (8.3.3 of ISO 32000) puts it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

"""From a file's own coordinates to the page as it is seen: its box, how it is turned, points from the top left."""

from dataclasses import dataclass

from ingest.formats.layout.geometry import Point
from ingest.formats.layout.letters import UPRIGHT, Way


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

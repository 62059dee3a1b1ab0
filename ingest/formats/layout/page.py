"""What a page shows as values: runs of characters, straight strokes, areas. Points from its top left corner, y down."""

from dataclasses import dataclass, replace
from functools import cached_property


@dataclass(frozen=True, kw_only=True)
class Run:
    """Characters side by side in one look: `edges` are (left, right) of each, `base` their baseline, `size` an em."""

    text: str
    edges: tuple[tuple[float, float], ...]
    base: float
    size: float
    font: str = ""
    strong: bool = False
    """Whether it is bold, or in a face that is drawn so."""

    @cached_property
    def left(self) -> float:
        return self.edges[0][0]

    @cached_property
    def right(self) -> float:
        return self.edges[-1][1]

    @property
    def top(self) -> float:
        return self.base - 0.85 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.15 * self.size

    @property
    def middle(self) -> float:
        """Of its height."""
        return self.base - 0.35 * self.size

    def part(self, start: int, end: int) -> "Run":
        """Some of its characters."""
        return replace(self, text=self.text[start:end], edges=self.edges[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A straight line, level or upright: `at` is its y or x, it reaches from `start` to `end` along the other axis."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A filled rectangle or a picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        return max(self.right - self.left, 0.0) * max(self.bottom - self.top, 0.0)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it is seen, turned so that most of its words stand upright."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...]
    pictures: tuple[Area, ...] = ()

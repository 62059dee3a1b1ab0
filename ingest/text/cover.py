"""Stretches of a text as one set, asked whether a place or a span is in it."""

from bisect import bisect_right
from collections.abc import Iterable


class Cover:
    """The union of stretches (start, end); they may overlap."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, place: int) -> bool:
        """Whether a place stands in one of them."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]

    def touches(self, start: int, end: int) -> bool:
        """Whether a span shares a place with one of them, or has an empty one within it."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

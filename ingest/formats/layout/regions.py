"""The order in which a page is read: columns one after the other, what crosses them in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.formats.layout.lines import Line
from ingest.formats.layout.opens import OPENS
from ingest.formats.layout.table import Table

Item = Line | Table
FEWEST_LINES = 4  # of a column; a row of a table counts as one
NARROWEST = 0.2  # of the page's text that a column takes at least
FILLED = 0.55  # of a column's width that its usual line takes
GUTTER = 0.9  # ems between two columns at least
SHORTEST = 8  # characters of a usual line of a column
DEEPEST = 3  # columns of columns


@dataclass(slots=True)
class Part:
    """A stretch of a page from top to bottom, over its whole width or in a column of it."""

    items: list[Item] = field(default_factory=list)
    column: bool = False


def parts_of(items: Sequence[Item], depth: int = 0) -> list[Part]:
    """Parts of a page in reading order."""
    ordered = sorted(items, key=lambda one: (one.top, one.left))
    found = _gutter(ordered) if depth < DEEPEST else None
    if found is None:
        return [Part(ordered, depth > 0)] if ordered else []
    parts = [Part(column=depth > 0)]
    band: list[Item] = []
    for item in [*ordered, None]:
        if item is not None and not item.left < found < item.right:
            band.append(item)
            continue
        leading = _heading_of(band, item)
        if columns := _columns(band[: len(band) - len(leading)], found, depth):
            parts += [*columns, Part([*leading], depth > 0)]
        else:
            parts[-1].items += band
        band = []
        if item is not None:
            parts[-1].items.append(item)
    return [part for part in parts if part.items]


def _heading_of(band: Sequence[Item], item: Item | None) -> list[Item]:
    """The line at the end of a band that opens what crosses the columns below it."""
    last = band[-1] if band else None
    if not isinstance(last, Line) or not isinstance(item, Line) or not OPENS.match(last.text):
        return []
    alone = last.top > max((one.bottom for one in band[:-1]), default=0.0)
    return [last] if alone and (last.strong or last.size > item.size) else []


def _columns(band: list[Item], gutter: float, depth: int) -> list[Part]:
    """A band of a page as its columns, none where it has none."""
    left = [one for one in band if one.right <= gutter]
    right = [one for one in band if one.left >= gutter]
    if not _is_column(left) or not _is_column(right):
        return []
    return [*parts_of(left, depth + 1), *parts_of(right, depth + 1)]


def _is_column(items: Sequence[Item]) -> bool:
    """Whether items are prose of one column, or tables with what stands above and below them."""
    lines = [one for one in items if isinstance(one, Line)]
    if len(lines) < len(items):
        return True
    if len(lines) < FEWEST_LINES:
        return False
    width = max(one.right for one in lines) - min(one.left for one in lines)
    usual = median(one.right - one.left for one in lines)
    return usual >= FILLED * width and median(len(one.text) for one in lines) >= SHORTEST


def _gutter(items: Sequence[Item]) -> float | None:
    """Where most lines on either side leave room from top to bottom; None where that is nowhere."""
    if sum(map(_weight, items)) < 2 * FEWEST_LINES:
        return None
    left, right = min(one.left for one in items), max(one.right for one in items)
    em = median(one.size for one in items)
    best: tuple[int, float] = (0, 0.0)
    tried: list[float] = []
    for start in sorted(one.left for one in items):
        share = (start - left) / max(right - left, 1.0)
        if (tried and start - tried[-1] < em) or not NARROWEST < share < 1 - NARROWEST:
            continue
        tried.append(start)
        at = start - GUTTER * em / 2
        beside = sum(_weight(one) for one in items if one.right <= at - GUTTER * em / 2)
        behind = sum(_weight(one) for one in items if one.left >= start - 1.0)
        across = sum(map(_weight, items)) - beside - behind
        weight = min(beside, behind) - across
        if min(beside, behind) >= FEWEST_LINES and weight > best[0]:
            best = (weight, at)
    return best[1] if best[0] else None


def _weight(item: Item) -> int:
    """How many lines an item counts as."""
    return 1 if isinstance(item, Line) else len(item.rows)

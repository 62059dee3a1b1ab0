"""Which sections hold an offset: looked up, not searched for, since a text may have as many headings as lines."""

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass

from ingest.schema import Section

FEW = 50  # sections that are searched as fast as looked up
KEPT = 8  # outlines whose stretches are kept


@dataclass(frozen=True, slots=True)
class _Stretches:
    """From `starts[n]` up to the next one the section `inner[n]` is the innermost; `above` leads from each one to the
    place of the one around it."""

    sections: tuple[Section, ...]
    starts: tuple[int, ...]
    inner: tuple[int, ...]
    above: tuple[int, ...]


_known: OrderedDict[int, _Stretches] = OrderedDict()


def innermost(sections: tuple[Section, ...], offset: int) -> Section:
    """The deepest section that holds an offset; the first section holds the whole document."""
    if len(sections) <= FEW:
        return max(
            (s for s in sections if s.start <= offset < s.end), key=lambda s: (s.start, s.level), default=sections[0]
        )
    found = _stretches(sections)
    at = bisect_right(found.starts, offset) - 1
    return sections[found.inner[at]] if at >= 0 and offset < sections[0].end else sections[0]


def holding(sections: tuple[Section, ...], offset: int) -> list[Section]:
    """All sections that hold an offset, in reading order."""
    if len(sections) <= FEW:
        return [s for s in sections if s.start <= offset < s.end]
    found = _stretches(sections)
    at = bisect_right(found.starts, offset) - 1
    chain: list[Section] = []
    if at < 0 or offset >= sections[0].end:
        return chain
    place = found.inner[at]
    while place >= 0:
        chain.append(sections[place])
        place = found.above[place]
    return chain[::-1]


def _stretches(sections: tuple[Section, ...]) -> _Stretches:
    """Of these very sections; the last outlines asked for are kept."""
    known = _known.get(id(sections))
    if known is not None and known.sections is sections:
        return known
    made = _swept(sections)
    _known[id(sections)] = made  # holds the sections, whose id stays theirs as long as it is kept
    while len(_known) > KEPT:
        _known.popitem(last=False)
    return made


def _swept(sections: tuple[Section, ...]) -> _Stretches:
    """From the first section on: each ends within the one around it, and none begins before the last one did."""
    starts: list[int] = []
    inner: list[int] = []
    above = [-1] * len(sections)
    stack: list[int] = []

    def stands(at: int, place: int) -> None:
        if starts and starts[-1] == at:
            inner[-1] = place
        else:
            starts.append(at)
            inner.append(place)

    for place, section in enumerate(sections):
        while stack and sections[stack[-1]].end <= section.start:
            over = sections[stack.pop()].end
            stands(over, stack[-1] if stack else 0)
        if section.end <= section.start:
            continue
        above[place] = stack[-1] if stack else -1
        stack.append(place)
        stands(section.start, place)
    while len(stack) > 1:
        over = sections[stack.pop()].end
        stands(over, stack[-1])
    return _Stretches(sections, tuple(starts), tuple(inner), tuple(above))

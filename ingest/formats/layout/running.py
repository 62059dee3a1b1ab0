"""What runs along all pages at one place: headers, footers, page numbers. It is no part of the text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.formats.layout.lines import Line
from ingest.formats.layout.sheets import Sheet

EDGE = 0.13  # of a page's height at its top and foot in which such lines stand; the margin of a letter is 0.125
OUTERMOST = 3  # lines from the top or foot
MARGIN = 0.085  # of a page's height in which nothing but such lines stands, if it is small and far from the text
FAR, SMALLER = 2.5, 0.93  # ems from the text, times its size
SAME_PLACE = 6.0  # points
APART, OTHER_SIZE = 1.9, 0.6  # ems from the text, points; lines of a letter stand 1.75 ems apart
FIGURE = re.compile(r"\d+|[〇一二三四五六七八九十]+")
FEW_PAGES = 8  # up to here two pages that agree are enough, beyond three
NUMBER = re.compile(
    r"[\s\-—–·•~_|]*(?:第\s*)?(\d{1,4}|[ivxlc]{1,6}|[〇一二三四五六七八九十百]{1,5})(?:\s*页)?"
    r"(?:\s*[,，/／|共]*\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-—–·•~_|]*",
    re.IGNORECASE,
)
DRESSED = re.compile(r"[-—–·•~]\s*\d{1,4}\s*[-—–·•~]|第\s*\d{1,4}\s*页|\d{1,4}\s*/\s*\d{1,4}$", re.IGNORECASE)
BARE = re.compile(r"\s*(\d{1,4})\s*")


@dataclass(frozen=True, slots=True)
class _Place:
    sheet: int
    line: Line
    at_top: bool


def without_running(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[str]]:
    """Pages without their running lines, and these."""
    edges = [place for at, sheet in enumerate(sheets) for place in _edges(at, sheet)]
    found_running = (*_repeated(edges, sheets), *_numbers(edges, sheets), *_small(edges, sheets))
    running = {(place.sheet, id(place.line)) for place in found_running}
    found = [
        replace(
            sheet,
            regions=tuple(
                replace(region, items=tuple(one for one in region.items if (at, id(one)) not in running))
                for region in sheet.regions
            ),
        )
        for at, sheet in enumerate(sheets)
    ]
    return found, [place.line.text for place in edges if (place.sheet, id(place.line)) in running]


def _edges(at: int, sheet: Sheet) -> Iterator[_Place]:
    lines = sorted(sheet.lines, key=lambda line: line.base)
    for line in lines[:OUTERMOST]:
        if line.bottom <= EDGE * sheet.height:
            yield _Place(at, line, at_top=True)
    for line in lines[-OUTERMOST:]:
        if line.top >= (1 - EDGE) * sheet.height:
            yield _Place(at, line, at_top=False)


def _repeated(edges: Sequence[_Place], sheets: Sequence[Sheet]) -> Iterator[_Place]:
    """Lines of equal words, whatever their figures, at one place on several pages, apart from the text."""
    alike: dict[tuple[str, bool], list[_Place]] = defaultdict(list)
    for place in edges:
        alike[FIGURE.sub("#", place.line.text.replace(" ", "")), place.at_top].append(place)
    fewest = 2 if len(sheets) <= FEW_PAGES else 3
    for places in alike.values():
        for place in places:
            near = {other.sheet for other in places if abs(other.line.base - place.line.base) <= SAME_PLACE}
            if len(near) >= fewest and _is_apart(place, sheets[place.sheet]):
                yield place


def _is_apart(place: _Place, sheet: Sheet) -> bool:
    """Whether a line stands further from the text than the text's lines from each other, or in other letters."""
    line = place.line
    inward = [other for other in sheet.lines if (other.base > line.base) == place.at_top and other is not line]
    if not inward:
        return True
    near = min(inward, key=lambda other: abs(other.base - line.base))
    return abs(near.size - line.size) > OTHER_SIZE or abs(near.base - line.base) >= APART * line.size


def _numbers(edges: Sequence[_Place], sheets: Sequence[Sheet]) -> Iterator[_Place]:
    """Numbers that stand alone at a page's edge: dressed as its number, or counting on from page to page."""
    bare: dict[int, list[_Place]] = defaultdict(list)
    for place in edges:
        words = place.line.text
        if not NUMBER.fullmatch(words) or not _is_outermost(place, sheets[place.sheet]):
            continue
        if DRESSED.search(words):
            yield place
        elif match := BARE.fullmatch(words):
            bare[int(match[1]) - sheets[place.sheet].number].append(place)
    for places in bare.values():
        if len(places) > 1 or len(sheets) == 1:
            yield from places


def _small(edges: Sequence[_Place], sheets: Sequence[Sheet]) -> Iterator[_Place]:
    """Lines in a page's margin, smaller than what follows and far from it."""
    for place in edges:
        sheet, line = sheets[place.sheet], place.line
        inner = [other for other in sheet.lines if abs(other.base - line.base) > line.size / 2]
        if not inner or not _is_outermost(place, sheet):
            continue
        near = min(inner, key=lambda other: abs(other.base - line.base))
        usual = median(other.size for other in inner)
        far = abs(near.base - line.base) >= FAR * line.size
        margin = line.bottom <= MARGIN * sheet.height if place.at_top else line.top >= (1 - MARGIN) * sheet.height
        if margin and far and line.size <= SMALLER * usual:
            yield place


def _is_outermost(place: _Place, sheet: Sheet) -> bool:
    bases = [line.base for line in sheet.lines]
    return place.line.base <= min(bases) + 1 if place.at_top else place.line.base >= max(bases) - 1

"""What is drawn on a page of PDFium besides words: straight strokes, areas, places of pictures (never decoded)."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as c

from ingest.formats.layout.geometry import IDENTITY, Matrix, Point, around, figure, moved, times
from ingest.formats.layout.page import Area, Stroke
from ingest.formats.layout.seen import FAINT, Colour, is_pale
from ingest.formats.pdf_frame import Frame

MOST_OBJECTS = 60_000  # strokes and areas of a page; a map drawn in lines has more than any table
DEEPEST = 8  # forms within forms
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))  # of a picture, in its own measure


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page besides words."""

    strokes: list[Stroke] = field(default_factory=list)
    grounds: list[Area] = field(default_factory=list)
    """Areas that are not white."""
    pictures: list[Area] = field(default_factory=list)
    too_many: bool = False
    """Whether there was more than any table has, so that no stroke was kept."""


def drawn_on(page: Any, frame: Frame, first: int) -> Drawn:
    """All of its `first` objects, or no stroke where it is more than any table has."""
    drawn = Drawn()
    objects = _objects(page, lambda of: min(first, c.FPDFPage_CountObjects(of)), c.FPDFPage_GetObject, IDENTITY, 0)
    for count, (thing, matrix) in enumerate(objects):
        if count >= MOST_OBJECTS or len(drawn.strokes) > MOST_OBJECTS:
            return Drawn(pictures=drawn.pictures, grounds=drawn.grounds, too_many=True)
        kind = c.FPDFPageObj_GetType(thing)
        if kind == c.FPDF_PAGEOBJ_IMAGE:
            placed = times(_own(thing), matrix)
            drawn.pictures.append(around([frame.seen_at(*moved(placed, x, y)) for x, y in CORNERS]))
        elif kind == c.FPDF_PAGEOBJ_PATH:
            _path(thing, times(_own(thing), matrix), frame, drawn)
    return drawn


def colour(thing: Any) -> Colour:
    """Of what fills it; black where it is a pattern."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not thing or not c.FPDFPageObj_GetFillColor(thing, *parts):
        return 0, 0, 0, 255
    return parts[0].value, parts[1].value, parts[2].value, parts[3].value


def _path(thing: Any, placed: Matrix, frame: Frame, drawn: Drawn) -> None:
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(thing, fill, stroked)
    if not (fill.value or stroked.value):
        return
    for points in _lines_of(thing):
        strokes, area = figure([frame.seen_at(*moved(placed, x, y)) for x, y in points], stroked=bool(stroked.value))
        drawn.strokes += strokes
        if area and fill.value:
            shown = colour(thing)
            if not is_pale(shown) and shown[3] > FAINT:
                drawn.grounds.append(area)


def _own(thing: Any) -> Matrix:
    """What places an object within what holds it."""
    own = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(thing, own)
    return own.a, own.b, own.c, own.d, own.e, own.f


def _objects(
    parent: Any, count: Callable[..., int], get: Callable[..., Any], matrix: Matrix, depth: int
) -> Iterator[tuple[Any, Matrix]]:
    """Objects of a page, those in forms among them, each with what places it."""
    for at in range(count(parent)):
        thing = get(parent, at)
        if c.FPDFPageObj_GetType(thing) != c.FPDF_PAGEOBJ_FORM:
            yield thing, matrix
        elif depth < DEEPEST:
            inner = times(_own(thing), matrix)
            yield from _objects(thing, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, inner, depth + 1)


def _lines_of(path: Any) -> Iterator[list[Point]]:
    """The points of each part of a path that consists of straight lines."""
    points: list[Point] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(c.FPDFPath_CountSegments(path), MOST_OBJECTS)):
        segment = c.FPDFPath_GetPathSegment(path, at)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == c.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        straight = straight and kind != c.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if straight and len(points) > 1:
        yield points

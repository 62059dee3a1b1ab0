"""What every layout of a table is made of: cells with spans, the table as a grid, and the lines of a text."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridCell:
    """Words at `start`..`end` of the clean text; a cell over two lines holds their words without the break."""

    text: str
    start: int
    end: int


Line = GridCell
"""A line of a text, blanks around it left out."""


@dataclass(frozen=True, slots=True)
class Table:
    """`header` and each of `rows` have the same number of cells; `start`..`end` is the table's span."""

    header: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    start: int
    end: int


def text_lines(text: str) -> list[Line]:
    """The lines of a text that hold words, blanks around them left out."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            found.append(Line(words, start, start + len(words)))
    return found


def blank_cell(at: int) -> GridCell:
    """An empty cell at an offset."""
    return GridCell("", at, at)

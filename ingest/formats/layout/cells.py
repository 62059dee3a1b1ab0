"""The words of a cell: its lines as one, with a blank where the line break parts what is not one word or figure."""

import re
from collections.abc import Iterable
from math import inf

from ingest.formats.layout.lines import Line, joined
from ingest.formats.layout.opens import OPENS

ENDS = "。；;：:！!？?"
FULL = 1.3  # ems from a line's end to its cell's edge up to which the line is full
PADDING = 6.0  # points between a cell's words and its edge
DIGIT = 0.5  # ems of a digit
FIGURE = re.compile(r"[约≥≤<>＜＞¥￥+\-−±]?(\d[\d,，.．]*)")
"""A line that is a figure and nothing else."""
DIGITS = re.compile(r"\d+")


def words_in(lines: Iterable[Line], edge: float, width: float = inf) -> str:
    """The words of a cell whose right edge is at `edge`, as one line. `width` is that between its walls, where it has
    such: without them nobody can tell a figure that is broken from two figures."""
    words, full = "", True
    before: Line | None = None
    for line in lines:
        starts_anew = words[-1:] in ENDS or OPENS.match(line.text)
        apart = not full and words and (starts_anew or (words[-1].isdigit() and line.text[0].isdigit()))
        if apart or (before is not None and are_two_figures(before, line, width)):
            words = f"{words} {line.text}"
        else:
            words = joined(words, line.text)
        full = edge - line.right <= FULL * line.size + PADDING
        before = line
    return words


def are_two_figures(before: Line, line: Line, width: float) -> bool:
    """Whether a line that is a figure alone ends with it, though the next begins with a digit: the cell has room for
    more of it, or what follows is as long, as a figure's rest is not."""
    figure = FIGURE.fullmatch(before.text)
    rest = DIGITS.match(line.text)
    if figure is None or rest is None or figure[1][-1] in ",，.．":
        return False
    return room(before, width) >= DIGIT * before.size or len(rest[0]) >= len(figure[1])


def room(line: Line, width: float) -> float:
    """Points that a line leaves in a cell of this width, wherever in it the line stands."""
    return width - 2 * PADDING - (line.right - line.left)

"""The lines of a text, with where they stand."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Words at `start`..`end` of a text, blanks around them left out."""

    text: str
    start: int
    end: int


def text_lines(text: str) -> list[Line]:
    """The lines of a text that hold words."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            found.append(Line(words, start, start + len(words)))
    return found

"""Headings of a Word file whose writer used no styles for them: larger, bolder or counted lines between the text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.layout.headings import levels_of, title_places
from ingest.formats.layout.opens import CLOSED
from ingest.formats.layout.paragraphs import Body, Paragraph

COUNTED = (
    ("一二三四五六七八九十", re.compile(r"([一二三四五六七八九十])[ \u3000]+(\S{2,30})")),
    ("壹贰叁肆伍陆柒捌玖拾", re.compile(r"([壹贰叁肆伍陆柒捌玖拾])[ \u3000、.．]+(\S{2,30})")),
)
"""一　总则: a numeral that only a blank parts from its heading; a heading where such lines count on. The mark of 一、
is told by the text, that of 壹、 here."""
FEWEST_COUNTED = 2
LETTERHEAD = re.compile(r"文件|令|公告|通报")
"""How the large words end that stand above the number of an official letter: they name the office."""
NUMBER = re.compile(r".{0,20}[〔\[【(（]\s?\d{4}\s?[〕\]】)）]\s?第?\s?\d{1,5}\s?号.{0,20}")
NEAR_TOP = 6  # paragraphs within which that number stands
USUAL_SIZE = 10.5  # points, of a file that says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A paragraph outside of tables: where it begins in what was written down, and how it looks. `size` in points."""

    start: int
    words: str
    size: float
    strong: bool
    centred: bool


def headings_of(said: Sequence[Said]) -> tuple[dict[int, int], str]:
    """The levels of headings by where they begin, and what the file is called; nothing where nothing tells."""
    said = said[_below_letterhead(said) :]
    paragraphs = [Paragraph(one.words, one.size, one.strong, [(0, 1)], one.centred) for one in said]
    if not paragraphs:
        return {}, ""
    sizes = Counter[float]()
    for one in said:
        sizes[one.size] += len(one.words)
    body = Body(size=sizes.most_common(1)[0][0], leading=1.0)
    title = title_places(paragraphs, body)
    levels = levels_of(paragraphs, body)
    deepest = max(levels.values(), default=0)
    for at in _counted(said):
        if at not in title:
            levels.setdefault(at, deepest + 1)
    return {said[at].start: level for at, level in levels.items()}, "".join(said[at].words for at in title)


def _below_letterhead(said: Sequence[Said]) -> int:
    """Where a document begins below the name of its office and its number."""
    for at, one in enumerate(said[:NEAR_TOP]):
        if NUMBER.fullmatch(one.words) and any(LETTERHEAD.search(above.words[-3:]) for above in said[:at]):
            return at + 1
    return 0


def _counted(said: Sequence[Said]) -> list[int]:
    """Lines that a numeral begins, where these count from one on."""
    return max((_counted_by(said, numerals, mark) for numerals, mark in COUNTED), key=len)


def _counted_by(said: Sequence[Said], numerals: str, mark: re.Pattern[str]) -> list[int]:
    found: list[int] = []
    for at, one in enumerate(said):
        match = mark.fullmatch(one.words)
        if match and not CLOSED.search(match[2]) and match[1] == numerals[min(len(found), len(numerals) - 1)]:
            found.append(at)
    return found if len(found) >= FEWEST_COUNTED else []

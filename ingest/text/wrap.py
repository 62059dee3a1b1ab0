"""Line breaks within sentences, as conversion from PDF leaves them.

Such a text has lines of nearly one length, most of which end in the midst of a sentence; page numbers stand between
them. Where a text is of this kind, the breaks that cut a sentence are found; others part paragraphs, headings, cells.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.text.lines import text_lines

SENTENCE_ENDS = "。；！？;!?:："
GOES_ON = "，、,"  # after these also a line of half the length goes on
# what begins a heading, an item, a note, a field or a row
OPENS = re.compile(
    r"第[〇零一二三四五六七八九十百\d]{1,4}[篇编章节条款部]|[(（]?[〇零一二三四五六七八九十]{1,3}[)）、]|[(（]\d{1,2}[)）]"
    r"|\d{1,3}[.．、](?!\d)|\d{1,3}\s|[①-⑳●■◆▲○·•☆★※|]|[-—–]{2}|[〔\[【<#]|[\u4e00-\u9fff]{0,4}专栏|附[件录表注]|表\s*\d"
    r"|注[:：\d]|[\u4e00-\u9fff]{2,8}[:：]"
)
ROW = re.compile(r"\||\t|\S {2,}\S|(?:^|\s)[^\s，。；]*\d[^\s，。；]*\s+[^\s，。；]*\d[^\s，。；]*(?:\s|$)")
PAGE_NUMBER = re.compile(r"(?:[-—–]+ *)?(\d{1,4})(?: *[-—–]+)?")
SHORTEST = 15  # characters of a line that is counted
NARROWEST, WIDEST = 20, 64  # characters of a full line
LONGEST = 2 * WIDEST  # characters, narrow ones among them
FULL = 0.8  # share of the usual length from which on a line is full
ALIKE = 0.7  # share of the lines that end within a sentence that are full, in a wrapped text
MANY, COMMON = 12, 0.15  # such lines in a wrapped text, and their share of all lines
PAGE = 12  # lines between two page numbers at least


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    indented: bool

    @property
    def length(self) -> float:
        """In characters as wide as a Han character."""
        return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in self.words)

    @property
    def goes_on(self) -> bool:
        """Whether it may end within a sentence."""
        return len(self.words) <= LONGEST and self.words[-1] not in SENTENCE_ENDS and not ROW.search(self.words)


def broken(text: str) -> Iterator[tuple[int, int]]:
    """Spans that are to go where a text was wrapped: breaks within sentences, with what stands between, and page
    numbers."""
    lines = _lines(text)
    pages = set(_pages(lines))
    prose = [line for at, line in enumerate(lines) if at not in pages]
    beside = [(one, other) for one, other in pairwise(prose) if _adjacent(text, one, other)]
    usual = _usual_length(beside, len(lines))
    if not usual:
        return
    for at in pages:
        yield lines[at].start, lines[at].end
    for one, other in beside:
        if _cut(one, other, usual):
            yield one.end, other.start


def _lines(text: str) -> list[_Line]:
    return [
        _Line(line.start, line.end, line.text, indented=text[line.start - 1 : line.start] not in ("", "\n"))
        for line in text_lines(text)
    ]


def _pages(lines: Sequence[_Line]) -> list[int]:
    """Which lines are page numbers: each one more than the last, with a page of lines between."""
    chain: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        match = PAGE_NUMBER.fullmatch(line.words)
        if match is None:
            continue
        number = int(match[1])
        if chain and number == chain[-1][1] + 1 and at - chain[-1][0] > PAGE:
            chain.append((at, number))
        elif len(chain) < 2:  # where it begins is not sure yet
            chain = [(at, number)]
    return [at for at, _ in chain] if len(chain) > 1 else []


def _adjacent(text: str, one: _Line, other: _Line) -> bool:
    """Whether nothing stands between two lines, or a page's end."""
    between = text[one.end : other.start]
    return between.count("\n") == 1 or bool(between.strip())


def _usual_length(beside: Sequence[tuple[_Line, _Line]], lines: int) -> float:
    """Of a full line of a wrapped text; 0 where the text was not wrapped."""
    cut = [
        one.length
        for one, other in beside
        if one.goes_on and len(one.words) >= SHORTEST and not OPENS.match(other.words)
    ]
    if len(cut) < max(MANY, COMMON * lines):
        return 0.0
    usual = median(cut)
    alike = sum(FULL * usual <= length <= usual / FULL for length in cut)
    return usual if alike >= ALIKE * len(cut) and NARROWEST <= usual <= WIDEST else 0.0


def _cut(one: _Line, other: _Line, usual: float) -> bool:
    """Whether a sentence goes on from one line to the next."""
    if not one.goes_on or OPENS.match(other.words) or (other.indented and not one.indented):
        return False
    if one.words[-1].isascii() and other.words[0].isascii() and one.words[-1].isalpha():
        return False  # two words of English
    return one.length >= FULL * usual * (0.5 if one.words[-1] in GOES_ON else 1)

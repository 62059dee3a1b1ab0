"""Any other table that came out one cell a line: below a caption a header, then lines whose kind repeats as it is wide.

What the columns mean is not known; that numbers stand in the same places of every row tells that they are rows.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.tables.cells import HEADING, VALUE, WORDS
from ingest.tables.grid import GridCell, Table
from ingest.text.cover import Cover
from ingest.text.lines import Line, text_lines

CAPTION = re.compile(
    r"(?:附?表|附件|专栏)\s*[〇一二三四五六七八九十\d]*(?:[-—–]\d+)?(?:\s|[:：]|$)|.*(?:表|一览|清单|情况|对照)(?:[(（][^()（）]*[)）])?$"
)
IN_UNITS = re.compile(r"[(（]?(?:计量)?单位\s*[:：]\s*([^\s()（）]{1,8})[)）]?")
SENTENCE = re.compile(r"[。；;！!？?]")
NARROWEST, WIDEST = 2, 9  # columns
LONGEST_HEADER, LONGEST_CELL = 12, 40  # characters
KEPT = 4096  # lines that are remembered for what they are: each is looked at for several widths
FEWEST = 3  # rows that make a pattern


def find_flat_grids(text: str, known: Sequence[Table]) -> tuple[Table, ...]:
    """Tables below a caption, outside those that are `known`."""
    covered = Cover((table.start, table.end) for table in known)
    lines = [line for line in text_lines(text) if not covered.holds(line.start)]
    tables = []
    at = 0
    while at < len(lines):
        table = _below(lines, at + 1) if CAPTION.match(lines[at].text) else None
        if table:
            tables.append(table)
            at = next((later for later in range(at, len(lines)) if lines[later].start >= table.end), len(lines))
        else:
            at += 1
    return tuple(tables)


def _below(lines: Sequence[Line], at: int) -> Table | None:
    """The table whose header begins at line `at`, or behind the line that tells its units; the width that explains most
    lines."""
    told = IN_UNITS.fullmatch(lines[at].text) if at < len(lines) else None
    unit = told[1] if told else ""
    at += bool(told)
    best: list[Sequence[Line]] = []
    if at >= len(lines) or CAPTION.match(lines[at].text):
        return None
    for width in range(1, WIDEST + 1):
        if at + width > len(lines) or not _may_head(lines[at + width - 1].text):
            break
        if width < NARROWEST:
            continue
        header = lines[at : at + width]
        rows = _repeating(lines, at + width, [line.text for line in header])
        if len(rows) >= FEWEST and len(rows) * width > len(best) * (len(best[0]) if best else 0):
            best = [header, *rows]
    if not best:
        return None
    header, *rows = best
    valued = [any(_kind(row[at].text) for row in rows) for at in range(len(header))]
    cells = tuple(
        GridCell(f"{line.text}({unit})" if unit and value else line.text, line.start, line.end)
        for line, value in zip(header, valued, strict=True)
    )
    return Table(header=cells, rows=tuple(map(tuple, rows)), start=header[0].start, end=rows[-1][-1].end)


@lru_cache(maxsize=KEPT)
def _may_head(words: str) -> bool:
    return len(words) <= LONGEST_HEADER and not _is_value(words) and not SENTENCE.search(words) and not _opens(words)


@lru_cache(maxsize=KEPT)
def _is_value(words: str) -> bool:
    return VALUE.fullmatch(words.lstrip("-—–−")) is not None or not words.strip("-—–−")


def _repeating(lines: Sequence[Line], begin: int, header: list[str]) -> list[Sequence[Line]]:
    """Rows from line `begin` on, as wide as the header, as long as numbers and words alternate as in the first; the
    header of the next page is left out. None where no column is all numbers or the first is (unless it counts them)."""
    width = len(header)
    rows: list[Sequence[Line]] = []
    first: list[bool | None] = []
    counted = True
    for at in range(begin, len(lines) - width + 1, width):
        row = lines[at : at + width]
        if rows and [line.text for line in row] == header:
            continue
        kinds = [_kind(line.text) for line in row]
        if any(len(line.text) > LONGEST_CELL or SENTENCE.search(line.text) or _opens(line.text) for line in row):
            break
        first = first or kinds
        if any(None not in (one, other) and one is not other for one, other in zip(kinds, first, strict=True)):
            if not (first[0] and counted and row[0].text == str(len(rows) + 1)):
                break  # rows that are counted are rows, whether their values are figures (<1) or words (下降15%)
        else:
            first = [other if one is None else one for one, other in zip(first, kinds, strict=True)]
        rows.append(row)
        counted = counted and row[0].text == str(len(rows))
        if None not in first and not _is_pattern(first, counted=counted):
            return []
    return rows if _is_pattern(first, counted=counted) else []


def _is_pattern(kinds: Sequence[bool | None], *, counted: bool) -> bool:
    """Whether numbers stand in some columns and words in others, the first among these unless it counts the rows."""
    return any(kinds) and not all(kinds) and not (kinds[0] and not counted)


@lru_cache(maxsize=KEPT)
def _kind(words: str) -> bool | None:
    """Whether a cell is a number; None of one that may stand among numbers and among words."""
    return None if WORDS.fullmatch(words) else _is_value(words)


@lru_cache(maxsize=KEPT)
def _opens(words: str) -> bool:
    """Whether a line opens something new: a heading, another table."""
    return HEADING.match(words) is not None or (CAPTION.match(words) is not None and words[0] in "表附专")

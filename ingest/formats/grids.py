"""The cells of a sheet as lines and tables: what stands alone above and below a table is its title, unit and notes."""

import re
from collections.abc import Iterator, Sequence

from ingest.formats.blocks import Blocks, once_across, stands_alone

NOTE = re.compile(r"(?:注|备注|说明|附注|资料来源|数据来源|填表|制表|单位负责人)\s*\d*\s*[:：]")
LONG_CELL = 40  # characters of a cell that stands alone below a table from which on it is a note
SHORTEST_TITLE, LONGEST_TITLE = 5, 60  # characters
NO_TITLE = re.compile(r"附[件表]\s*[〇一二三四五六七八九十\d]*\s*[:：]?$|.{0,6}单位\s*[:：]|.{2,8}[:：]|[(（].*[)）]$")

Row = Sequence[str]


def write_grid(out: Blocks, rows: Sequence[Row], apart: Sequence[bool]) -> None:
    """Write a sheet's rows, all of one length; before those of `apart` there are empty ones."""
    used = [at for at in range(len(rows[0])) if any(row[at] for row in rows)] if rows else []
    block: list[list[str]] = []
    for row, begins in zip(rows, apart, strict=True):
        if begins and block:
            _write_block(out, block)
            block = []
        if any(row):
            block.append([row[at] for at in used])
    if block:
        _write_block(out, block)


def title_of(rows: Sequence[Row]) -> str:
    """What a sheet is called by the rows above its table; empty where nothing tells."""
    for row in rows:
        if not stands_alone(row):
            return ""
        title = "".join(next(filter(None, row)).split())
        if SHORTEST_TITLE <= len(title) <= LONGEST_TITLE and not NO_TITLE.match(title) and title[-1] not in "。；;":
            return title
    return ""


def _write_block(out: Blocks, rows: Sequence[Row]) -> None:
    first, last = 0, len(rows)
    while first < last and stands_alone(rows[first]):
        first += 1
    while last > first and _is_note(rows[last - 1]):
        last -= 1
    if first == len(rows):
        last = first
    for words in _lines(rows[:first]):
        out.line(words)
    if first < last:
        out.table(once_across(_trimmed(rows[first:last])))
    for words in _lines(rows[last:]):
        out.line(words)


def _is_note(row: Row) -> bool:
    words = next(filter(None, row), "")
    return stands_alone(row) and (NOTE.match(words) is not None or len(words) >= LONG_CELL)


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    return (next(filter(None, row)) for row in rows)


def _trimmed(rows: Sequence[Row]) -> list[list[str]]:
    """Without the columns left and right of a table."""
    filled = [at for row in rows for at, words in enumerate(row) if words]
    return [list(row[min(filled) : max(filled) + 1]) for row in rows]

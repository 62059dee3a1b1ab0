"""Blocks that look like a table and gave no row: lines between pipes, or short lines below the caption of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.schema import Row
from ingest.tables.grid import Table
from ingest.text.cover import Cover
from ingest.text.lines import Line, text_lines

CAPTION = re.compile(r"附?表\s*[〇一二三四五六七八九十\d]+(?:[-—–.]\d+)?(?:\s|[:：]|$)")
FEWEST = 3  # piped lines that look like a table
SHORT, MANY = 20, 8  # characters of a line, and how many of such below a caption look like cells
SHOWN = 20  # characters of its first line that are told


@dataclass(frozen=True, slots=True)
class Missed:
    """The first words of such a block, and the line of the text that it begins in (from 1)."""

    words: str
    line: int


def missed_tables(text: str, tables: Sequence[Table], rows: Sequence[Row]) -> tuple[Missed, ...]:
    """Such blocks in the text's order. What says what the document is (索引号 …) has no rows and is none."""
    of_rows = Cover((row.start, row.end) for row in rows)
    gave = [table for table in tables if not table.rows or of_rows.touches(table.start, table.end)]
    read = Cover([*((row.start, row.end) for row in rows), *((table.start, table.end) for table in gave)])
    lines = text_lines(text)
    found = [Missed(block[0].text[:SHOWN], text.count("\n", 0, block[0].start) + 1) for block in _blocks(lines, read)]
    return tuple(found)


def _blocks(lines: Sequence[Line], read: Cover) -> Iterator[Sequence[Line]]:
    at = 0
    while at < len(lines):
        size = _piped(lines, at) or _captioned(lines, at)
        block = lines[at : at + size]
        if block and not read.touches(block[0].start, block[-1].end):
            yield block
        at += max(1, size)


def _piped(lines: Sequence[Line], at: int) -> int:
    end = at
    while end < len(lines) and _has_cells(lines[end].text):
        end += 1
    return end - at if end - at >= FEWEST else 0


def _has_cells(line: str) -> bool:
    """Whether it has two cells, of which one at least has words."""
    words = sum(bool(cell.strip()) for cell in line.split("|"))
    return words > 1 or (words == 1 and line.count("|") > 1)


def _captioned(lines: Sequence[Line], at: int) -> int:
    if not CAPTION.match(lines[at].text):
        return 0
    below = lines[at + 1 : at + 1 + MANY]
    cells = len(below) == MANY and all(len(one.text) <= SHORT and one.text[-1] not in "。；;" for one in below)
    return 1 + MANY if cells else 0

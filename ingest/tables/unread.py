"""What stands in a table and in none of its rows: notes, rows without a name. It is read as prose, cell by cell."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.quantities.figures import figures
from ingest.schema import Cell, Section
from ingest.tables.grid import Table
from ingest.text.cover import Cover

LONGEST_GROUP = 14  # characters of words that only name a group of rows, or belong to a header
NOTE = re.compile(r"注|备注|说明|※")
PIECE = re.compile(r"[^|\n]+")


def unread(
    text: str, tables: Sequence[Table], cells: Iterable[Cell], sections: Sequence[Section]
) -> Iterator[tuple[int, int]]:
    """Spans of words in tables that no cell, header or heading holds, where they tell something: a figure, a note, or
    at length."""
    held = Cover(
        [
            *((section.start, section.start + len(section.title)) for section in sections if section.level),
            *((cell.start, cell.end) for cell in cells if cell.text),
            *((cell.start, cell.end) for table in tables for cell in table.header if cell.text),
        ]
    )
    for table in tables:
        names = ["".join(cell.text.split()) for cell in table.header]
        heads = {*names, *(part for name in names for part in re.split("[（）()]", name))}
        for piece in PIECE.finditer(text, table.start, table.end) if table.rows else ():
            words = piece.group().strip()
            start = piece.start() + len(piece.group()) - len(piece.group().lstrip())
            if not words or "".join(words.split()) in heads or held.touches(start, start + len(words)):
                continue
            figured = re.search("[\u4e00-\u9fff]", words) and not all(one.is_year for one in figures(words))
            if len(words) > LONGEST_GROUP or NOTE.match(words) or figured:
                yield start, start + len(words)

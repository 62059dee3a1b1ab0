"""Cells over several lines: a line break that cuts a sentence goes, any other stays in the cell's words.

What a layout joined wrongly must not become one figure or one sentence: only Han on both sides are put together.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.tables.grid import GridCell, Table

BREAK = re.compile(r"\s*\n\s*")
ENDED = re.compile(r"[^\u4e00-\u9fff、，,：:]$|[元岁年月日人次项个天]$")  # how a line ends that is not cut
OPENED = re.compile(
    r"[^\u4e00-\u9fff、，。；]|[省市县区州][\u4e00-\u9fff]{1,10}(?:局|委|办|财政|中心|院|会|政府)(?:\s|$)"
)
"""How a line begins that goes on with none: a figure, a bracket, an office by itself."""


def breaks_in(text: str, tables: Sequence[Table]) -> tuple[tuple[int, int], ...]:
    """Spans of the breaks that cut a sentence, in the text's order; of cells between whose lines nothing stands."""
    found: set[tuple[int, int]] = set()
    for cell in (cell for table in tables for row in table.rows for cell in row):
        words = text[cell.start : cell.end]
        if "\n" in words and _is_joined(words, cell):
            for match in BREAK.finditer(words):
                if not (ENDED.search(words[: match.start()]) or OPENED.match(words[match.end() :])):
                    found.add((cell.start + match.start(), cell.start + match.end()))
    return tuple(sorted(found))


def as_they_stand(text: str, tables: Sequence[Table]) -> tuple[Table, ...]:
    """Tables whose cells over several lines have these breaks in their words, as the text has them."""
    return tuple(
        replace(table, rows=tuple(tuple(_standing(text, cell) for cell in row) for row in table.rows))
        for table in tables
    )


def _standing(text: str, cell: GridCell) -> GridCell:
    words = text[cell.start : cell.end]
    return GridCell(words, cell.start, cell.end) if "\n" in words and _is_joined(words, cell) else cell


def _is_joined(words: str, cell: GridCell) -> bool:
    """Whether a cell's words are those of its lines, with nothing else between these."""
    return BREAK.sub("", words) == "".join(cell.text.split("\n"))

"""What every finder of records in running text gives: a record with its cells, and what marks an item of a list."""

import re
from dataclasses import dataclass

from ingest.schema import Cell, RowKind

TASK = "事项"  # the column that names a duty
MARK = re.compile(
    r"^\s*(?:第\S+?[篇章节]|[(（][一二三四五六七八九十]+[)）]?|[一二三四五六七八九十]+[)）、]|\d+[.．、])\s*"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A record found in running text; `key` is the offset of its name."""

    kind: RowKind
    name: str
    cells: tuple[Cell, ...]
    key: int
    span: tuple[int, int] | None = None
    """What is quoted for it, where its cells stand far apart."""


def matched_cell(column: str, match: re.Match[str], group: int) -> Cell:
    """The words of a group of a match as a cell, blanks around them left out."""
    words = match[group].strip()
    start = match.start(group) + match[group].index(words)
    return Cell(column=column, text=words, start=start, end=start + len(words))

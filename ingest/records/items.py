"""The items of a service list's cell, and how many it says it has."""

import re

from ingest.quantities.figures import figures
from ingest.schema import Cell

STATED = re.compile(
    r"[。;；,，]?\s*(?:[(（]|(?<=[。;；,，]))\s*(?:共|共计|合计|总计)\s*(\d+|[一二三四五六七八九十]+)\s*"
    r"(?:项(?:服务|内容)?|个(?:服务)?项目)\s*[)）]?\s*。?\s*$"
)
"""The end of a list that counts itself: (共9项), ;合计十二项. Not the last item's own count: 新建站点共3个."""


def list_items(cell: Cell) -> tuple[tuple[Cell, ...], int | None]:
    """Items of a list cell and how many it says it has.

    Items are parted by , or ; and may hold 、 themselves; where that does not give the stated number, 、 parts them.
    """
    match = STATED.search(cell.text)
    stated = int(figures(f"{match[1]}项")[0].value) if match else None
    words = cell.text[: match.start()] if match else cell.text
    by_comma = _parted(words, r"[,，;；。]", cell)
    if stated is not None and len(by_comma) != stated:
        by_all = _parted(words, r"[,，;；。、]", cell)
        if len(by_all) == stated:
            return by_all, stated
    return by_comma, stated


def _parted(words: str, marks: str, cell: Cell) -> tuple[Cell, ...]:
    """Pieces between marks, those inside quotes and brackets left alone."""
    pieces, depth, start = [], 0, 0
    for at, character in enumerate([*words, "\0"]):
        depth += character in "(（《“"
        depth -= character in ")）》”"
        if character == "\0" or (depth <= 0 and re.match(marks, character)):
            piece = words[start:at].strip()
            if piece:
                offset = cell.start + start + words[start:at].index(piece)
                pieces.append(Cell(column=cell.column, text=piece, start=offset, end=offset + len(piece)))
            start = at + 1
    return tuple(pieces)

"""CSV: one row a line; what parts the cells is told by the lines themselves."""

import csv
from collections import Counter

from ingest.bounds import check_cells
from ingest.formats.blocks import Blocks
from ingest.formats.grids import Grid, title_of, write_grid
from ingest.schema import Source

DELIMITERS = ",;\t|，"
LOOKED_AT = 50  # lines by which the delimiter is told
LONGEST_CELL = 100_000  # characters
MOST_COLUMNS = 2_000


def read_csv(text: str) -> Source:
    """Raises `ValueError` on a cell of no end and on more cells than any plan has."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = []
        cells = 0
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter(text)):
            cells += len(row)
            check_cells(cells)
            if len(row) > MOST_COLUMNS:
                raise ValueError(f"有一行超过 {MOST_COLUMNS} 格，不像一张表格")
            rows.append([" ".join(cell.split()) for cell in row])
    except csv.Error as error:
        raise ValueError(f"有一格超过 {LONGEST_CELL} 字，或引号没有成对") from error
    width = max(map(len, rows), default=0)
    check_cells(width * len(rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    filled = [any(row) for row in padded]
    out = Blocks()
    numbers = [at for at, has_words in enumerate(filled) if has_words]
    grid = Grid(
        rows=[padded[at] for at in numbers],
        numbers=[at + 1 for at in numbers],
        columns=[*range(1, width + 1)],
        apart=[not (at and filled[at - 1]) for at in numbers],
    )
    title = title_of(grid.rows)
    write_grid(out, grid, "", title=title)
    return out.source({"title": title} if title else {})


def delimiter(text: str) -> str:
    """The character that parts the first lines into the same number of cells most often, and into most cells."""
    lines = [line for line in text.split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]
    best, score = ",", (0, 0)
    for mark in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader([line[:LONGEST_CELL] for line in lines], delimiter=mark))
        width, count = max(((w, n) for w, n in widths.items() if w > 1), key=lambda pair: pair[1], default=(0, 0))
        if (count, width) > score:
            best, score = mark, (count, width)
    return best

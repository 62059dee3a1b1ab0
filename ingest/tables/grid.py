"""What every layout of a table is made of: cells with spans, and the table as a grid."""

from dataclasses import dataclass

from ingest.text.lines import Line

GridCell = Line
"""Words at `start`..`end` of the clean text; a cell over two lines holds their words without the break."""


@dataclass(frozen=True, slots=True)
class Table:
    """`header` and each of `rows` have the same number of cells; `start`..`end` is the table's span. One that says what
    the document is (索引号 …) has no rows."""

    header: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    start: int
    end: int


def blank_cell(at: int) -> GridCell:
    """An empty cell at an offset."""
    return GridCell("", at, at)

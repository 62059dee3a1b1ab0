"""Tables of Word as grids: what is deleted is out, merged cells stand in every place, turned tables are upright."""

from collections.abc import Callable, Iterator, Sequence
from xml.etree.ElementTree import Element

from ingest.bounds import check_cells
from ingest.formats.blocks import Across, Blocks
from ingest.formats.word_elements import (
    DELETED,
    MOST_COLUMNS,
    all_text,
    columns_of,
    count_of,
    is_merged_left,
    unwrapped,
)

UPWARDS, TURNED = {"btLr"}, {"btLr", "tbRl"}  # ways that the words of a cell may run

Rows = Sequence[tuple[Element, Sequence[Element]]]
"""The rows of a table, each with its cells."""


def rows_of(table: Element, out: Blocks) -> Rows:
    """Those that are not deleted; of the others is told."""
    rows = _kept(table, "w.tr", "w.trPr/w.del", out)
    return [(row, list(_kept(row, "w.tc", "w.tcPr/w.cellDel", out))) for row in rows]


def is_frame(rows: Rows) -> bool:
    """Whether a table only frames what is in it: it has one column."""
    return max((sum(columns_of(cell) for cell in cells) for _, cells in rows), default=0) <= 1


def grid_of(rows: Rows, words_in: Callable[[Element], str]) -> list[list[str]]:
    """The words of every place, as they are read. Raises `ValueError` where they are more than any plan has."""
    grid: list[list[str]] = []
    size = 0
    for row, cells in rows:
        grid.append(_places(row, cells, grid[-1] if grid else [], words_in))
        size += len(grid[-1])
        check_cells(size)
    return _upright(grid, _direction(rows))


def _places(
    row: Element, cells: Sequence[Element], above: Sequence[str], words_in: Callable[[Element], str]
) -> list[str]:
    """The words of every place of a row; a cell that goes on from the row above has its words."""
    before = row.find("w.trPr/w.gridBefore")
    places = [""] * (min(count_of(before), MOST_COLUMNS) if before is not None else 0)
    for cell in cells:
        at, across = len(places), columns_of(cell)
        merged = cell.find("w.tcPr/w.vMerge")
        goes_on = merged is not None and merged.get("w.val", "continue") != "restart"
        words = above[at] if goes_on and at < len(above) else words_in(cell)
        words = Across(places[-1]) if is_merged_left(cell) and places else str(words)
        places += [words, *[Across(words)] * (across - 1)]
        if len(places) > MOST_COLUMNS:
            raise ValueError(f"有一张表格超过 {MOST_COLUMNS} 列，不像一份文件")
    return places


def _kept(parent: Element, name: str, deleted: str, out: Blocks) -> Iterator[Element]:
    """Rows of a table or cells of a row that are not deleted."""
    for node in unwrapped(parent, out):
        if node.tag == name:
            if node.find(deleted) is None:
                yield node
            else:
                out.leave_out(DELETED, all_text(node))


def _direction(rows: Rows) -> str:
    """How all words of a table are turned (btLr, tbRl), where they are."""
    found = {
        turned.get("w.val", "") if (turned := cell.find("w.tcPr/w.textDirection")) is not None else ""
        for _, cells in rows
        for cell in cells
        if all_text(cell).strip()
    }
    return found.pop() if len(found) == 1 else ""


def _upright(grid: Sequence[Sequence[str]], direction: str) -> list[list[str]]:
    """A grid as it is read: one whose words all run upwards or downwards is turned."""
    if direction not in TURNED or len({len(row) for row in grid}) != 1:
        return [list(row) for row in grid]
    if direction in UPWARDS:
        return [list(column) for column in zip(*reversed(grid), strict=True)]
    return [list(column) for column in zip(*grid, strict=True)][::-1]

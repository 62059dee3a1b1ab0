"""Cells of a grid."""

from ingest.tables.grid import blank_cell


def test_an_empty_cell_keeps_its_place() -> None:
    cell = blank_cell(7)
    assert (cell.text, cell.start, cell.end) == ("", 7, 7)

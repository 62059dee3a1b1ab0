"""Cells that only say that another one holds here too: 同上, 〃, 同左."""

import re
from dataclasses import replace

from ingest.tables.grid import GridCell, Table

ABOVE = re.compile(r"(?:内容|标准)?[同如]上(?:栏|行|格|表|所述|一行|一栏|一格)?[。.]?|同前|[〃″”“\"＂]{1,2}|''|[↑⇧]")
BESIDE = re.compile(r"同左(?:栏|列)?")


def without_dittos(table: Table) -> Table:
    """The table with the words and the place of the cell that each such cell speaks of; without one it stays."""
    rows: list[tuple[GridCell, ...]] = []
    for row in table.rows:
        cells: list[GridCell] = []
        for at, cell in enumerate(row):
            above = rows[-1][at] if rows else None
            if above and above.text and ABOVE.fullmatch(cell.text):
                cells.append(above)
            elif cells and cells[-1].text and BESIDE.fullmatch(cell.text):
                cells.append(cells[-1])
            else:
                cells.append(cell)
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))

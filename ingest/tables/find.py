"""All tables of a text, by one list of layouts. A new layout is one file with one finder and one line here."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from ingest.tables.ditto import without_dittos
from ingest.tables.flat_grids import find_flat_grids
from ingest.tables.flat_indicators import find_flat_indicators
from ingest.tables.flat_standards import find_flat_standards
from ingest.tables.grid import Table
from ingest.tables.pipes import find_pipe_tables
from ingest.tables.ruled import find_ruled_tables
from ingest.tables.spaced_indicators import find_spaced_indicators
from ingest.tables.units import with_units

LAYOUTS: tuple[Callable[[str], tuple[Table, ...]], ...] = (
    find_pipe_tables,
    find_ruled_tables,
    find_flat_standards,
    find_flat_indicators,
    find_spaced_indicators,
)
OTHERWISE: tuple[Callable[[str, Sequence[Table]], tuple[Table, ...]], ...] = (find_flat_grids,)
"""Layouts by which only what is in none of the tables found so far may be one."""


def find_tables(text: str) -> tuple[Table, ...]:
    """Tables of a clean text, by layout and in its order within each."""
    found = tuple(table for find in LAYOUTS for table in find(text))
    for find_other in OTHERWISE:
        found += find_other(text, found)
    ends = sorted(table.end for table in found)
    told = map(without_dittos, found)
    return tuple(with_units(one, text, ends[at - 1] if (at := bisect_right(ends, one.start)) else 0) for one in told)

"""All records of running text, by one list of finders. A new kind is one file with one finder and one line here."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.records.duties import find_duties
from ingest.records.labelled import find_labelled
from ingest.records.listed import Listed
from ingest.records.projects import find_projects
from ingest.records.row_types import make_row
from ingest.records.terms import find_terms
from ingest.schema import Row, Section

FINDERS: tuple[Callable[[str, tuple[Section, ...]], Iterator[Listed]], ...] = (
    find_terms,
    find_projects,
    find_duties,
    find_labelled,
)
"""Of two records of one kind in one place, the first finder's counts."""


def listed_rows(text: str, sections: tuple[Section, ...]) -> tuple[Row, ...]:
    """Terms, projects, duties and records with labelled fields that stand in running text."""
    found = [one for find in FINDERS for one in find(text, sections)]
    distinct = {(one.kind, one.key): one for one in reversed(found)}  # an item of a box may have labelled fields too
    rows = {one: make_row(one.kind, one.name, one.cells, one.key, sections) for one in reversed(distinct.values())}
    return tuple(replace(row, start=one.span[0], end=one.span[1]) if one.span else row for one, row in rows.items())

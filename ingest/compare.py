"""The rows of two parses held against each other: a digest and its original, a plan before and after a change."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.quantities.figures import figures
from ingest.schema import Row, RowKind
from ingest.text.fold import fold

LIST_MARK = re.compile(r"(?:^|(?<=[。；;：:\s]))\d{1,2}[.．、](?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row that only one side has (`column` empty), or a cell whose figures differ."""

    kind: RowKind
    name: str
    column: str
    ours: str
    theirs: str


def differences(ours: Iterable[Row], theirs: Iterable[Row]) -> Iterator[Difference]:
    """What rows of the same kind and name do not share; wording may differ, figures may not.

    Where several rows have one name, each is paired with the other side's row most like it.
    """
    left, right = _by_name(ours), _by_name(theirs)
    for kind, name in sorted(left.keys() | right.keys()):
        own, other = left[kind, name], right[kind, name]
        for row in own:
            if not other:
                yield Difference(kind=kind, name=row.name, column="", ours="有", theirs="没有")
                continue
            partner = min(other, key=lambda candidate: len(list(_cells(row, candidate))))
            other.remove(partner)
            yield from _cells(row, partner)
        for row in other:
            yield Difference(kind=kind, name=row.name, column="", ours="没有", theirs="有")


def _by_name(rows: Iterable[Row]) -> defaultdict[tuple[RowKind, str], list[Row]]:
    named: defaultdict[tuple[RowKind, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind is not RowKind.OTHER:
            named[row.kind, _plain(row.name)].append(row)
    return named


def _cells(ours: Row, theirs: Row) -> Iterator[Difference]:
    """Cells whose figures differ; a column that one side lacks has none."""
    columns = dict.fromkeys(cell.column for row in (ours, theirs) for cell in row.cells)
    for column in columns:
        one, other = (cell.text if (cell := row.cell(column)) else "" for row in (ours, theirs))
        if _figures(one) != _figures(other):
            yield Difference(kind=ours.kind, name=ours.name, column=column, ours=one, theirs=other)


def _figures(text: str) -> Counter[tuple[str, str]]:
    return Counter((str(figure.value.normalize()), figure.unit) for figure in figures(LIST_MARK.sub("", text)))


def _plain(name: str) -> str:
    return "".join(character for character in fold(name) if character.isalnum())

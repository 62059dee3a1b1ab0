"""What a document gets wrong or leaves open: quantities that cannot both hold, counts that do not add up, blanks."""

import re
from collections.abc import Iterator
from itertools import combinations

from ingest.rows import innermost
from ingest.schema import Blank, Conflict, Document, Quantity, Row, RowKind, Section

PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])(?:20[xX×]{2}\s*年|[xX×]{4}\s*年|[xX×]{1,4}(?:[.．][xX×]{1,3})?\s*(?:[%％‰]|万?(?:元|人|个|所|张|项|家|户|套|名|次|年|处)|亿元))"
)
COMPARED = ("baseline", "target")  # standards differ by whom they are for, changes by since when


def conflicts(quantities: tuple[Quantity, ...]) -> tuple[Conflict, ...]:
    """Pairs of one concept that cannot both hold; of several equal pairs the first."""
    by_subject: dict[tuple[object, ...], list[Quantity]] = {}
    for one in quantities:
        if one.concept and one.role in COMPARED and one.year:
            subject = (one.concept, one.role, one.year, one.scope)
            by_subject.setdefault(subject, []).append(one)
    found = []
    for group in by_subject.values():
        for one, other in combinations(group, 2):
            if _same_measure(one, other) and not _compatible(one, other):
                found.append(Conflict(document=one.document, concept=str(one.concept), one=one, other=other))
                break
    return tuple(found)


def blanks(document: Document, sections: tuple[Section, ...], rows: tuple[Row, ...]) -> tuple[Blank, ...]:
    """Placeholders in the text, and values that an indicator lacks."""
    found = [
        Blank(
            document=document.id,
            section=innermost(sections, match.start()).id,
            row=next((row.id for row in rows if row.start <= match.start() < row.end), None),
            text=match.group(),
            start=match.start(),
            end=match.end(),
        )
        for match in PLACEHOLDER.finditer(document.text)
    ]
    return (*found, *_empty_cells(rows))


def _empty_cells(rows: tuple[Row, ...]) -> Iterator[Blank]:
    for row in rows:
        if row.kind is RowKind.INDICATOR:
            for cell in (row.baseline, row.target):
                if cell is not None and not cell.text:
                    yield Blank(
                        document=row.document,
                        section=row.section,
                        row=row.id,
                        text=cell.column,
                        start=row.start,
                        end=row.end,
                    )


def _same_measure(one: Quantity, other: Quantity) -> bool:
    units = not one.unit or not other.unit or one.unit == other.unit
    bases = not one.base or not other.base or one.base[:3] == other.base[:3]
    return units and bases


def _compatible(one: Quantity, other: Quantity) -> bool:
    """Whether one can hold together with the other: 99.5 with 99以上, but not 90 with 95以上."""
    return _admits(one, other) or _admits(other, one)


def _admits(rule: Quantity, value: Quantity) -> bool:
    if rule.comparator in ("≥", ">"):
        return value.low >= rule.low
    if rule.comparator in ("≤", "<"):
        return value.high <= rule.high
    return rule.low <= value.low and value.high <= rule.high

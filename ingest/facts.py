"""What an index knows as plain records: rows by kind, conflicts, blanks; the shape of `huimin facts`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.records.indicators import baseline, target
from ingest.schema import Cell, FactKind, ParsedDocument, Quantity, Row, RowKind
from ingest.text.nesting import innermost


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fact stands: heading path, the exact words, their span in the document's clean text."""

    section: tuple[str, ...]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One record. Indicators have unit, baseline and target (year, text), service lists items and stated count."""

    kind: FactKind
    region: str
    document: str
    section: tuple[str, ...]
    name: str
    concept: str | None
    fields: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    baseline: dict[str, Any] | None = None
    target: dict[str, Any] | None = None
    items: tuple[str, ...] = ()
    stated: int | None = None
    places: tuple[Place, ...] = ()

    @property
    def miscounted(self) -> bool:
        """Whether a service list states another number of items than it has."""
        return self.stated is not None and self.stated != len(self.items)

    def as_json(self) -> dict[str, Any]:
        """The keys that the kind has."""
        data: dict[str, Any] = {
            "kind": self.kind,
            "region": self.region,
            "document": self.document,
            "section": list(self.section),
            "name": self.name,
            "concept": self.concept,
            "fields": self.fields,
        }
        if self.kind is FactKind.INDICATOR:
            data |= {"unit": self.unit, "baseline": self.baseline, "target": self.target}
        if self.kind is FactKind.SERVICE_LIST:
            data |= {"items": list(self.items), "stated": self.stated}
        places = [{"section": list(p.section), "quote": p.quote, "start": p.start, "end": p.end} for p in self.places]
        return data | {"places": places}


def facts(parsed: ParsedDocument) -> Iterator[Fact]:
    """All facts of a document in reading order, conflicts and blanks last."""
    for row in parsed.rows:
        if row.kind is not RowKind.OTHER:
            yield _of_row(parsed, row)
    for conflict in parsed.conflicts:
        pair = (conflict.one, conflict.other)
        yield Fact(
            kind=FactKind.CONFLICT,
            region=parsed.document.region_name,
            document=parsed.document.title,
            section=_path(parsed, conflict.one.start),
            name=conflict.concept,
            concept=conflict.concept,
            fields={f"{one.role} {one.year} ({at})": f"{one.comparator}{one.text}" for at, one in enumerate(pair, 1)},
            places=tuple(_place(parsed, *_around(parsed, one)) for one in pair),
        )
    for blank in parsed.blanks:
        start, end = _sentence(parsed, blank.start, blank.end)
        yield Fact(
            kind=FactKind.BLANK,
            region=parsed.document.region_name,
            document=parsed.document.title,
            section=_path(parsed, blank.start),
            name=next((row.name for row in parsed.rows if row.id == blank.row), blank.text),
            concept=None,
            fields={"空白": blank.text},
            places=(_place(parsed, start, end),),
        )


def _of_row(parsed: ParsedDocument, row: Row) -> Fact:
    return Fact(
        kind=FactKind(row.kind),
        region=parsed.document.region_name,
        document=parsed.document.title,
        section=_path(parsed, row.start),
        name=row.name,
        concept=row.concept,
        fields={cell.column: cell.text for cell in row.cells if cell.text != row.name},
        unit=row.unit,
        baseline=_value(baseline(row)),
        target=_value(target(row)),
        items=tuple(item.text for item in row.items),
        stated=row.stated,
        places=(_place(parsed, row.start, row.end),),
    )


def _value(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    digits = "".join(character for character in cell.column if character.isdigit())[:4]
    return {"year": int(digits) if len(digits) == 4 else None, "text": cell.text}


def _around(parsed: ParsedDocument, quantity: Quantity) -> tuple[int, int]:
    row = next((row for row in parsed.rows if row.id == quantity.row), None)
    return (row.start, row.end) if row else _sentence(parsed, quantity.start, quantity.end)


def _sentence(parsed: ParsedDocument, start: int, end: int) -> tuple[int, int]:
    """The line or sentence around a span."""
    text = parsed.document.text
    left = max(text.rfind(mark, 0, start) for mark in "。；;\n") + 1
    right = min((at for at in (text.find(mark, end) for mark in "。；;\n") if at >= 0), default=len(text))
    return left, right


def _path(parsed: ParsedDocument, offset: int) -> tuple[str, ...]:
    return innermost(parsed.sections, offset).path


def _place(parsed: ParsedDocument, start: int, end: int) -> Place:
    return Place(section=_path(parsed, start), quote=parsed.document.text[start:end], start=start, end=end)

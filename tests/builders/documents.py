"""What ingest makes of a plan: documents, sections, rows, passages, quantities."""

from decimal import Decimal
from typing import Any

from ingest.records.row_types import make_row
from ingest.schema import Cell, Document, Passage, Quantity, Row, RowKind, Section, TextKind
from tests.builders.plans import LAKE_REGION

TITLE = "青石县公共服务规划"


def document(text: str = "每学期360元", **changed: Any) -> Document:
    """A document that is nothing but its text."""
    values: dict[str, Any] = {
        "id": "d1",
        "title": TITLE,
        "issuer": "",
        "region": LAKE_REGION,
        "number": "",
        "index_number": "",
        "date": "",
        "period": "2021-2025",
        "source": "lake.md",
        "text_kind": TextKind.ORIGINAL,
        "content_hash": "",
        "text": text,
        "origin": ((0, 0, len(text)),),
    }
    return Document(**values | changed)


def section(title: str = "", **changed: Any) -> Section:
    """A heading below the root; without a title the root itself."""
    values: dict[str, Any] = {
        "id": f"d1.{title or 'root'}",
        "document": "d1",
        "level": 1 if title else 0,
        "title": title,
        "path": (title,) if title else (),
        "start": 0,
        "end": 0,
    }
    return Section(**values | changed)


def cell(text: str = "乡村校车补助", *, column: str = "服务项目", start: int = 0) -> Cell:
    return Cell(column=column, text=text, start=start, end=start + len(text))


def row(*cells: tuple[str, str], kind: RowKind = RowKind.STANDARD, document: str = "d1") -> Row:
    """A row of (column, text), understood as ingest does; the first cell names it."""
    made, at = [], 0
    for column, text in cells:
        made.append(cell(text, column=column, start=at))
        at += len(text) + 1
    root = section(id=f"{document}.root", document=document, end=len(row_text(*cells)))
    return make_row(kind, cells[0][1], tuple(made), 0, (root,))


def row_text(*cells: tuple[str, str]) -> str:
    """The text that `row` counts its spans in."""
    return "|".join(text for _, text in cells)


def passage(text: str, **changed: Any) -> Passage:
    """A passage that is the whole text of its document."""
    values: dict[str, Any] = {"document": "d1", "row": None, "start": 0, "end": len(text), "text": text} | changed
    return Passage(**{"id": f"{values['document']}.p0", "section": f"{values['document']}.root"} | values)


def quantity(low: str = "90", comparator: str = "", high: str = "", **changed: Any) -> Quantity:
    """A share of the nine years of school that a plan aims at."""
    values: dict[str, Any] = {
        "document": "d1",
        "section": "d1.root",
        "row": None,
        "text": "90%",
        "start": 0,
        "end": 3,
        "low": Decimal(low),
        "high": Decimal(high or low),
        "unit": "%",
        "base": "",
        "comparator": comparator,
        "year": 2025,
        "role": "target",
        "concept": "compulsory-retention",
        "scope": "",
    }
    return Quantity(**values | changed)

"""`huimin facts`: what the index knows, as a table for people, as JSONL or CSV for programs."""

import csv
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ingest.index.generations import Generations
from ingest.schema import FactKind

if TYPE_CHECKING:
    from ingest.facts import Fact


class Format(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def run_facts(folder: Path, kind: FactKind | None, style: Format) -> None:
    """Print the facts of all documents, of one kind or of all."""
    from ingest.facts import facts
    from ingest.index.store import Store

    with closing(Store(Generations(folder).whole())) as store:
        parsed = [store.parsed(document.id) for document in store.documents()]
    found = [fact for one in parsed for fact in facts(one) if kind is None or fact.kind is kind]
    if style is Format.JSONL:
        for fact in found:
            typer.echo(json.dumps(fact.as_json(), ensure_ascii=False))
    elif style is Format.CSV:
        _csv(found)
    else:
        _table(found)


def _csv(found: "Sequence[Fact]") -> None:
    columns = list(dict.fromkeys(column for fact in found for column in fact.fields))
    writer = csv.writer(sys.stdout)
    writer.writerow(["kind", "region", "document", "section", "name", "concept", "unit", *columns])
    for fact in found:
        own = [fact.fields.get(column, "") for column in columns]
        path = " / ".join(fact.section)
        writer.writerow([fact.kind, fact.region, fact.document, path, fact.name, fact.concept or "", fact.unit, *own])


def _table(found: "Sequence[Fact]") -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Column, Table

    table = Table("种类", "地区", Column("名称", overflow="fold"), Column("内容", overflow="fold"), "位置")
    for fact in found:
        words = "\n".join(f"{name}：{text}" for name, text in fact.fields.items() if text)
        if fact.miscounted:
            words += f"\n注意：原文写共 {fact.stated} 项，实际列了 {len(fact.items)} 项"
        place = fact.section[-1] if fact.section else ""
        table.add_row(fact.kind, escape(fact.region), escape(fact.name), escape(words), escape(place))
    console = Console()
    console.print(table)
    console.print(f"共 {len(found)} 条", highlight=False)

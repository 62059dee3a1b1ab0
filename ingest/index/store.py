"""`knowledge.sqlite3`: the truth of a generation. Written once while it is built, read whole into memory ever after."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import IndexBrokenError, IndexMismatchError, UsageError, why
from ingest.index.embedding import Vectors
from ingest.index.integrity import LAYOUT
from ingest.schema import (
    Blank,
    Cell,
    Conflict,
    Document,
    ParsedDocument,
    Passage,
    Quantity,
    Row,
    RowKind,
    Section,
    SheetLine,
    TextKind,
)

FILE = "knowledge.sqlite3"
Keys = NDArray[np.uint64]
TABLES = """
CREATE TABLE documents (id TEXT PRIMARY KEY, parse_key TEXT NOT NULL, title TEXT, issuer TEXT, region TEXT,
    region_inferred INTEGER, number TEXT, index_number TEXT, date TEXT, period TEXT, source TEXT UNIQUE,
    text_kind TEXT, content_hash TEXT, text TEXT, origin TEXT, starts TEXT, ends TEXT, repeals TEXT, is_trial INTEGER,
    is_over INTEGER, pages TEXT, sheet_lines TEXT, scans TEXT,
    footnotes TEXT) STRICT;
CREATE TABLE sections (id TEXT PRIMARY KEY, document TEXT REFERENCES documents, level INTEGER, title TEXT, path TEXT,
    start INTEGER, end INTEGER) STRICT;
CREATE TABLE rows (id TEXT PRIMARY KEY, document TEXT REFERENCES documents, section TEXT REFERENCES sections,
    kind TEXT, name TEXT, cells TEXT, start INTEGER, end INTEGER, unit TEXT, items TEXT, stated INTEGER,
    concept TEXT) STRICT;
CREATE TABLE passages (id TEXT PRIMARY KEY, document TEXT REFERENCES documents, section TEXT REFERENCES sections,
    row TEXT REFERENCES rows, start INTEGER, end INTEGER, text TEXT) STRICT;
CREATE TABLE quantities (document TEXT REFERENCES documents, section TEXT REFERENCES sections, row TEXT REFERENCES rows,
    text TEXT, start INTEGER, end INTEGER, low TEXT, high TEXT, unit TEXT, base TEXT, comparator TEXT, year INTEGER,
    role TEXT, concept TEXT, scope TEXT) STRICT;
CREATE TABLE conflicts (document TEXT REFERENCES documents, concept TEXT, one TEXT, other TEXT) STRICT;
CREATE TABLE blanks (document TEXT REFERENCES documents, section TEXT REFERENCES sections, row TEXT REFERENCES rows,
    text TEXT, start INTEGER, end INTEGER) STRICT;
CREATE TABLE said (document TEXT PRIMARY KEY REFERENCES documents, made_of TEXT NOT NULL, keys BLOB NOT NULL) STRICT;
CREATE TABLE notes (document TEXT REFERENCES documents, text TEXT) STRICT;
CREATE TABLE embeddings (passage TEXT PRIMARY KEY REFERENCES passages, vector BLOB NOT NULL) STRICT;
CREATE TABLE repeats (passage TEXT PRIMARY KEY REFERENCES passages, why TEXT NOT NULL) STRICT;
CREATE INDEX sections_by_document ON sections (document, start);
CREATE INDEX passages_by_document ON passages (document, start);
CREATE INDEX rows_by_document ON rows (document, start);
CREATE INDEX quantities_by_document ON quantities (document, start);
"""


LISTED = ("origin", "repeals", "pages", "sheet_lines", "scans", "footnotes")  # of a document, as JSON
OF_A_DOCUMENT = dict.fromkeys(
    ("sections", "rows", "passages", "quantities", "conflicts", "blanks", "notes", "said"), "document"
) | {"documents": "id"}
"""Tables that a parse fills, each with the column that names the document."""


class StoreWriter:
    """Fills a new store; leaving the context makes it whole. Raises `UsageError` where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        """A store that is there already is written on."""
        with _writing():
            is_new = not (folder / FILE).exists()
            self._connection = sqlite3.connect(folder / FILE)
            if is_new:
                self._connection.executescript(f"PRAGMA user_version = {LAYOUT};{TABLES}")

    def __enter__(self) -> "StoreWriter":
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        with closing(self._connection), _writing():
            if failed is None:
                self._connection.commit()

    def add(self, parsed: ParsedDocument, parse_key: str) -> None:
        document = _record(parsed.document)
        del document["replaced_by"]  # other documents of the index tell
        document["sheet_lines"] = [
            (one.start, one.sheet, one.row, " ".join(one.columns)) for one in document["sheet_lines"]
        ]
        listed = {name: json.dumps(document[name], ensure_ascii=False) for name in LISTED}
        self._insert("documents", [{**document, **listed, "parse_key": parse_key}])
        self._insert("sections", ({**_record(s), "path": json.dumps(s.path)} for s in parsed.sections))
        self._insert("rows", ({**_record(r), "cells": _cells(r.cells), "items": _cells(r.items)} for r in parsed.rows))
        self._insert("passages", map(_record, parsed.passages))
        self._insert("quantities", map(_quantity_record, parsed.quantities))
        self._insert("blanks", map(_record, parsed.blanks))
        self._insert("notes", ({"document": parsed.document.id, "text": note} for note in parsed.notices))
        for conflict in parsed.conflicts:
            pair = {name: json.dumps(_quantity_record(getattr(conflict, name))) for name in ("one", "other")}
            self._insert("conflicts", [{**_record(conflict), **pair}])

    def copy(self, folder: Path, documents: Collection[str]) -> None:
        """Documents (by id) of a published store with all that was understood in them, as they stand there."""
        with _writing():
            self._connection.commit()  # a store is attached between transactions
            self._connection.execute("ATTACH DATABASE ? AS last", [f"{(folder / FILE).absolute()}"])
            for table, column in OF_A_DOCUMENT.items():
                found = f"INSERT INTO main.{table} SELECT * FROM last.{table} WHERE {column} = ? ORDER BY rowid"
                self._connection.executemany(found, [[document] for document in documents])
            self._connection.commit()
            self._connection.execute("DETACH DATABASE last")

    def remove(self, documents: Collection[str]) -> None:
        """Documents (by id) with all that was understood in them, and what was made of the passages of all."""
        with _writing():
            self._connection.execute("DELETE FROM repeats")
            self._connection.execute("DELETE FROM embeddings")
            for table, column in OF_A_DOCUMENT.items():
                self._connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [[one] for one in documents])

    def add_said(self, document: str, made_of: str, keys: Keys) -> None:
        """Keys (texts,) of what a document says that is compared with questions in meaning, and what they rest on."""
        record = (document, made_of, keys.astype("<u8").tobytes())
        with _writing():
            self._connection.execute("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", record)

    def add_vectors(self, vectors: Mapping[str, Vectors]) -> None:
        """Passage id to its unit vector (dimensions,)."""
        records = ((key, vector.astype("<f4").tobytes()) for key, vector in vectors.items())
        with _writing():
            self._connection.executemany("INSERT INTO embeddings VALUES (?, ?)", records)

    def add_repeats(self, marked: Mapping[str, str]) -> None:
        """Passages that are not searched, and why."""
        with _writing():
            self._connection.executemany(
                "INSERT INTO repeats VALUES (?, ?)", [(key, str(why)) for key, why in marked.items()]
            )

    def _insert(self, table: str, records: Iterable[dict[str, Any]]) -> None:
        for record in records:
            names, marks = ", ".join(f'"{name}"' for name in record), ", ".join("?" * len(record))
            with _writing():
                self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(record.values()))


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise UsageError(f"索引数据库写不进去（{error}），请检查磁盘空间和权限") from error


class Store:
    """Reads a published store. Safe to share between threads: nothing is ever written to it.

    It is read whole when it is opened, some 0.6 MB a plan: what becomes of the file later changes no answer. With
    `whole=False` it is read as it is asked, by an ingest that holds the build lock.

    Raises `IndexMismatchError` where another version of Huimin wrote it.
    """

    def __init__(self, folder: Path, *, whole: bool = True) -> None:
        try:
            with (folder / FILE).open("rb") as file:
                data = file.read() if whole else b""
        except OSError as error:
            raise IndexBrokenError(
                f"索引 {str(folder)!r} 的 {FILE} 读不出（{why(error)}），请运行 huimin index rollback 或 huimin ingest"
            ) from error
        self._connection = sqlite3.connect(":memory:" if whole else folder / FILE, check_same_thread=False)
        if whole:
            self._connection.deserialize(data)
        self._connection.row_factory = sqlite3.Row
        if self._rows("PRAGMA user_version")[0][0] != LAYOUT:
            self.close()
            raise IndexMismatchError("索引由其他版本的惠民问答建立，请重新运行 huimin ingest")

    def close(self) -> None:
        self._connection.close()

    def documents(self) -> tuple[Document, ...]:
        """All documents, by title."""
        return tuple(map(_document, self._rows("SELECT * FROM documents ORDER BY title, id")))

    def regions(self) -> dict[str, str]:
        """Document id to the path of its region."""
        return {row["id"]: row["region"] for row in self._rows("SELECT id, region FROM documents")}

    def hashes(self) -> dict[str, str]:
        """Source to content hash of all documents, in the order they were written."""
        return {
            row["source"]: row["content_hash"]
            for row in self._rows("SELECT source, content_hash FROM documents ORDER BY rowid")
        }

    def document(self, key: str) -> Document:
        return _document(self._one("documents", key))

    def section(self, key: str) -> Section:
        return _section(self._one("sections", key))

    def sections(self, document: str) -> tuple[Section, ...]:
        """Sections of a document in reading order."""
        found = self._rows("SELECT * FROM sections WHERE document = ? ORDER BY start, level", document)
        return tuple(map(_section, found))

    def row(self, key: str) -> Row:
        return _row(self._one("rows", key))

    def rows(self) -> tuple[Row, ...]:
        """All rows in reading order."""
        return tuple(map(_row, self._rows("SELECT * FROM rows ORDER BY document, start")))

    def passages(self) -> tuple[Passage, ...]:
        """All passages that are searched, in the order that the keyword index counts them in."""
        searched = "SELECT * FROM passages WHERE id NOT IN (SELECT passage FROM repeats) ORDER BY document, start, id"
        return tuple(map(_passage, self._rows(searched)))

    def repeats(self, document: str) -> tuple[tuple[Passage, str], ...]:
        """Passages of a document that are not searched, and why."""
        found = self._rows(
            "SELECT passages.*, repeats.why AS why FROM passages JOIN repeats ON repeats.passage = passages.id"
            " WHERE document = ? ORDER BY start",
            document,
        )
        return tuple((_passage(row), row["why"]) for row in found)

    def vectors(self) -> dict[str, Vectors]:
        """Passage id to its unit vector (dimensions,)."""
        found = self._rows("SELECT passage, vector FROM embeddings")
        return {r["passage"]: np.frombuffer(r["vector"], dtype="<f4") for r in found}

    def parse_keys(self) -> dict[str, str]:
        """Document id to the key that its parse was made with."""
        return {r["id"]: r["parse_key"] for r in self._rows("SELECT id, parse_key FROM documents")}

    def parsed(self, key: str) -> ParsedDocument:
        """A document with all that was understood in it."""
        of = "WHERE document = ? ORDER BY start, id"
        return ParsedDocument(
            document=self.document(key),
            sections=tuple(map(_section, self._rows(f"SELECT * FROM sections {of}", key))),
            rows=tuple(map(_row, self._rows(f"SELECT * FROM rows {of}", key))),
            passages=tuple(map(_passage, self._rows(f"SELECT * FROM passages {of}", key))),
            quantities=self.quantities(key),
            conflicts=self.conflicts(key),
            blanks=self.blanks(key),
            notices=self.notes(key),
        )

    def with_passages(self, key: str) -> ParsedDocument:
        """A document with its passages and nothing else."""
        found = self._rows("SELECT * FROM passages WHERE document = ? ORDER BY start, id", key)
        return ParsedDocument(
            document=self.document(key),
            sections=(),
            rows=(),
            passages=tuple(map(_passage, found)),
            quantities=(),
            conflicts=(),
            blanks=(),
        )

    def said(self, document: str) -> tuple[str, Keys] | None:
        """What `StoreWriter.add_said` kept of a document."""
        found = self._rows("SELECT made_of, keys FROM said WHERE document = ?", document)
        return (found[0]["made_of"], np.frombuffer(found[0]["keys"], dtype="<u8")) if found else None

    def quantities(self, document: str) -> tuple[Quantity, ...]:
        """Quantities of a document in reading order."""
        found = self._rows("SELECT * FROM quantities WHERE document = ? ORDER BY start", document)
        return tuple(_quantity(dict(row)) for row in found)

    def conflicts(self, document: str) -> tuple[Conflict, ...]:
        """Pairs of quantities of a document that cannot both hold."""
        found = self._rows("SELECT * FROM conflicts WHERE document = ?", document)
        return tuple(
            Conflict(
                document=row["document"],
                concept=row["concept"],
                one=_quantity(json.loads(row["one"])),
                other=_quantity(json.loads(row["other"])),
            )
            for row in found
        )

    def blanks(self, document: str) -> tuple[Blank, ...]:
        """What a document leaves open."""
        return tuple(Blank(**dict(row)) for row in self._rows("SELECT * FROM blanks WHERE document = ?", document))

    def notes(self, document: str) -> tuple[str, ...]:
        """What of a document's file was not read."""
        found = self._rows("SELECT text FROM notes WHERE document = ? ORDER BY rowid", document)
        return tuple(row["text"] for row in found)

    def sizes(self, document: str) -> dict[str, int]:
        """Numbers of a document's sections, rows and passages."""
        return {
            table: int(self._rows(f"SELECT count(*) AS n FROM {table} WHERE document = ?", document)[0]["n"])
            for table in ("sections", "rows", "passages")
        }

    def counts(self) -> dict[str, int]:
        """Number of records by table."""
        names = (
            "documents",
            "sections",
            "rows",
            "passages",
            "quantities",
            "conflicts",
            "blanks",
            "embeddings",
            "repeats",
        )
        return {name: int(self._rows(f"SELECT count(*) AS n FROM {name}")[0]["n"]) for name in names}

    def _rows(self, query: str, *values: str) -> list[sqlite3.Row]:
        try:
            with closing(self._connection.execute(query, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            raise IndexBrokenError(f"索引数据库已损坏（{error}），请运行 huimin index rollback") from error

    def _one(self, table: str, key: str) -> sqlite3.Row:
        found = self._rows(f"SELECT * FROM {table} WHERE id = ?", key)
        if not found:
            raise KeyError(key)
        return found[0]


def _record(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _values(row: sqlite3.Row, **changed: Any) -> dict[str, Any]:
    return {name: row[name] for name in row.keys() if name != "parse_key"} | changed  # noqa: SIM118  Row is no dict


def _document(row: sqlite3.Row) -> Document:
    runs = {name: tuple(tuple(run) for run in json.loads(row[name])) for name in ("origin", "pages", "footnotes")}
    flags = {name: bool(row[name]) for name in ("region_inferred", "is_trial", "is_over")}
    plain = {name: tuple(json.loads(row[name])) for name in ("repeals", "scans")}
    lines = tuple(
        SheetLine(start=start, sheet=sheet, row=number, columns=tuple(columns.split(" ")))
        for start, sheet, number, columns in json.loads(row["sheet_lines"])
    )
    kind = TextKind(row["text_kind"])
    return Document(**_values(row, text_kind=kind, sheet_lines=lines, **plain, **runs, **flags))


def _section(row: sqlite3.Row) -> Section:
    return Section(**_values(row, path=tuple(json.loads(row["path"]))))


def _row(row: sqlite3.Row) -> Row:
    cells, items = (tuple(Cell(**cell) for cell in json.loads(row[name])) for name in ("cells", "items"))
    return Row(**_values(row, kind=RowKind(row["kind"]), cells=cells, items=items))


def _cells(cells: tuple[Cell, ...]) -> str:
    return json.dumps([asdict(cell) for cell in cells], ensure_ascii=False)


def _quantity_record(quantity: Quantity) -> dict[str, Any]:
    return _record(quantity) | {"low": str(quantity.low), "high": str(quantity.high)}


def _quantity(record: dict[str, Any]) -> Quantity:
    return Quantity(**record | {"low": Decimal(record["low"]), "high": Decimal(record["high"])})


def _passage(row: sqlite3.Row) -> Passage:
    return Passage(**{name: value for name, value in _values(row).items() if name != "why"})

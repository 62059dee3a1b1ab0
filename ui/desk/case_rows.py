"""A case between its values and the rows of the store: each function works within a transaction of its caller's."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from ingest.clock import today
from rag.letter.flags import Flag, FlagKind
from ui.desk.change import Change, ChangedError, GoneError
from ui.desk.store import Connection, Row
from ui.desk.values import Case, Matter, Part, Source, State, citation_data, citation_of

SELECT = """
SELECT cases.*, owners.shown AS owner_name, changers.shown AS changed_name FROM cases
JOIN users AS owners ON owners.id = cases.owner JOIN users AS changers ON changers.id = cases.changed_by
"""


def free_number(connection: Connection, number: str) -> str:
    """A number that no case has."""
    taken = {row[0] for row in connection.execute("SELECT number FROM cases")}
    if number and number not in taken:
        return number
    stem = number or today().strftime("%Y%m%d")
    return next(made for n in range(1, len(taken) + 2) if (made := f"{stem}-{n:02}") not in taken)


def case_in(connection: Connection, case: int) -> Case:
    row = connection.execute(f"{SELECT} WHERE cases.id = ?", (case,)).fetchone()
    if row is None:
        raise GoneError(case)
    return case_of(row)


def unchanged_in(connection: Connection, case: int, change: Change) -> Case:
    found = case_in(connection, case)
    if found.version != change.version:
        raise ChangedError(found)
    return found


def forget_approval(connection: Connection, case: int) -> None:
    connection.execute('DELETE FROM evidence WHERE "case" = ?', (case,))
    connection.execute('DELETE FROM replies WHERE "case" = ?', (case,))


def write_case(connection: Connection, case: Case, now: float, change: Change) -> None:
    connection.execute(
        "UPDATE cases SET number = ?, subject = ?, region = ?, received = ?, due = ?, state = ?, owner = ?, "
        "version = version + 1, changed = ?, changed_by = ?, matters = ?, flags = ?, parts = ?, text = ?, "
        "text_version = ?, written_by = ?, submitted_by = ?, approved_by = ?, approved = ? WHERE id = ?",
        (
            case.number,
            case.subject,
            case.region,
            case.received,
            case.due,
            case.state,
            case.owner,
            now,
            change.user,
            _json(case.matters),
            _json(case.flags),
            _json(case.parts),
            case.text,
            case.text_version,
            case.written_by,
            case.submitted_by,
            case.approved_by,
            case.approved,
            case.id,
        ),
    )


def put_source(connection: Connection, case: int, source: Source) -> None:
    connection.execute(
        'INSERT INTO sources ("case", n, citation, hash, is_dropped) VALUES (?, ?, ?, ?, ?)',
        (
            case,
            source.n,
            _citation_json(source),
            source.hash,
            int(source.is_dropped),
        ),
    )


def put_evidence(connection: Connection, case: int, source: Source) -> None:
    connection.execute(
        'INSERT INTO evidence ("case", n, document, hash, citation) VALUES (?, ?, ?, ?, ?)',
        (case, source.n, source.citation.document, source.hash, _citation_json(source)),
    )


def note_event(connection: Connection, case: int, now: float, change: Change, text: str | None) -> None:
    connection.execute(
        'INSERT INTO events ("case", at, user, kind, remark, text) VALUES (?, ?, ?, ?, ?, ?)',
        (case, now, change.user, change.kind, change.remark, text),
    )


def _json(values: Iterable[Matter | Flag | Part]) -> str:
    return json.dumps([asdict(value) for value in values], ensure_ascii=False)


def _citation_json(source: Source) -> str:
    return json.dumps(citation_data(source.citation), ensure_ascii=False)


def source_of(row: Row) -> Source:
    return Source(
        citation=citation_of(json.loads(row["citation"])), hash=row["hash"], is_dropped=bool(row["is_dropped"])
    )


def case_of(row: Row) -> Case:
    values = {name: row[name] for name in Case.__dataclass_fields__}
    values |= {
        "state": State(row["state"]),
        "matters": tuple(Matter(**one) for one in json.loads(row["matters"])),
        "flags": tuple(Flag(**one | {"kind": FlagKind(one["kind"])}) for one in json.loads(row["flags"])),
        "parts": tuple(
            Part(**one | {"remarks": tuple(one["remarks"]), "gaps": tuple(one["gaps"])})
            for one in json.loads(row["parts"])
        ),
    }
    return Case(**values)

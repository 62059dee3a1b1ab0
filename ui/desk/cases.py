"""Cases in the store: written as a whole under a version, so that of two people who change one the second is told."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ingest.clock import today
from rag.letter.flags import Flag, FlagKind
from ui.desk.paragraphs import paragraphs_about
from ui.desk.store import Connection, Row, Store
from ui.desk.values import Case, Did, Event, Matter, Part, Reply, Source, State, citation_data, citation_of

SELECT = """
SELECT cases.*, owners.shown AS owner_name, changers.shown AS changed_name FROM cases
JOIN users AS owners ON owners.id = cases.owner JOIN users AS changers ON changers.id = cases.changed_by
"""
MOST_LISTED = 200  # cases on a page; a search finds the others
HARD = "%_\\"  # what LIKE reads otherwise


class ChangedError(Exception):
    """Somebody else changed the case since it was read."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


class GoneError(Exception):
    """There is no such case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who does what to a case, and on which version of it they look."""

    user: int
    version: int
    kind: Did
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases are listed. `states` empty: all; `words` are looked for in number, subject and owner's name."""

    states: tuple[State, ...] = ()
    words: str = ""
    owner: int | None = None
    overdue_on: str = ""
    """A day: those only that were due before it."""


class Cases:
    """Thread-safe."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store, self._clock = store, clock

    def add(self, letter: str, *, subject: str, number: str, region: str, received: str, due: str, user: int) -> int:
        """The id of a new case. An empty number gets the next one of the day; one that is taken gets a suffix."""
        now = self._clock()
        with self._store.writing() as connection:
            case = connection.execute(
                "INSERT INTO cases (number, subject, letter, region, received, due, state, owner, version, changed, "
                "changed_by, matters, flags, parts, text, written_by) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, '[]', '[]', '[]', '', '')",
                (_free(connection, number), subject, letter, region, received, due, State.NEW, user, now, user),
            ).lastrowid
            assert case is not None
            _note(connection, case, now, Change(user=user, version=0, kind=Did.CAME), None)
        return case

    def find(self, case: int) -> Case:
        """Raises `GoneError`."""
        with self._store.reading() as connection:
            return _found(connection, case)

    def listed(self, wanted: Wanted) -> tuple[Case, ...]:
        """The open ones first, by the day that they are due; then the done ones, the latest first."""
        where, values = ["1"], list[Any]()
        if wanted.states:
            where.append(f"state IN ({', '.join('?' * len(wanted.states))})")
            values += wanted.states
        if wanted.owner is not None:
            where.append("owner = ?")
            values.append(wanted.owner)
        if wanted.overdue_on:
            where.append("due < ? AND state != ?")
            values += [wanted.overdue_on, State.SENT]
        for word in wanted.words.split():
            like = "%" + "".join(f"\\{one}" if one in HARD else one for one in word) + "%"
            where.append("(number LIKE ? ESCAPE '\\' OR subject LIKE ? ESCAPE '\\' OR owners.shown LIKE ? ESCAPE '\\')")
            values += [like] * 3
        order = f"(state = '{State.SENT}'), CASE WHEN state = '{State.SENT}' THEN -changed ELSE 0 END, due, cases.id"
        with self._store.reading() as connection:
            rows = connection.execute(
                f"{SELECT} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT {MOST_LISTED}",
                values,
            ).fetchall()
        return tuple(map(_case, rows))

    def count(self) -> dict[State, int]:
        """How many cases of each state."""
        with self._store.reading() as connection:
            rows = connection.execute("SELECT state, COUNT(*) AS n FROM cases GROUP BY state").fetchall()
        return {State(row["state"]): row["n"] for row in rows}

    def change(self, case: int, change: Change, **values: Any) -> Case:
        """The case with new values of its fields. Raises `ChangedError` where its version is another by now."""
        return self.rewrite(case, change, sources=None, **values)

    def rewrite(self, case: int, change: Change, *, sources: Iterable[Source] | None, **values: Any) -> Case:
        """The same, with other sources in the place of those it had, where any are given."""
        now = self._clock()
        with self._store.writing() as connection:
            before = _unchanged(connection, case, change)
            after = replace(before, **values)
            if after.text != before.text:
                after = replace(after, text_version=before.text_version + 1)
            _write(connection, after, now, change)
            if sources is not None:
                connection.execute('DELETE FROM sources WHERE "case" = ?', (case,))
                for source in sources:
                    _put(connection, case, source)
            if after.text != before.text or change.kind is Did.SUBMITTED:
                connection.execute('DELETE FROM unsaved WHERE "case" = ? AND user = ?', (case, change.user))
            _note(connection, case, now, change, after.text if after.text != before.text else None)
            return _found(connection, case)

    def approve(self, case: int, change: Change, evidence: Iterable[Source], *, day: str) -> Case:
        """Approved: what it rests on is kept as it is now, and its parts as replies to find again."""
        now = self._clock()
        with self._store.writing() as connection:
            before = _unchanged(connection, case, change)
            after = replace(before, state=State.APPROVED, approved_by=change.user, approved=day)
            _write(connection, after, now, change)
            _forget_approval(connection, case)
            for source in evidence:
                connection.execute(
                    'INSERT INTO evidence ("case", n, document, hash, citation) VALUES (?, ?, ?, ?, ?)',
                    (case, source.n, source.citation.document, source.hash, _citation_json(source)),
                )
            for position, part in enumerate(after.parts):
                if text := paragraphs_about(part.text, after.text):
                    region = after.matters[position].region if position < len(after.matters) else after.region
                    connection.execute(
                        'INSERT INTO replies ("case", position, question, region, text) VALUES (?, ?, ?, ?, ?)',
                        (case, position, part.question, region, text),
                    )
            _note(connection, case, now, change, None)
            return _found(connection, case)

    def reopen(self, case: int, change: Change) -> Case:
        """To be changed again; what was kept at its approval is forgotten, the history is not."""
        now = self._clock()
        with self._store.writing() as connection:
            before = _unchanged(connection, case, change)
            after = replace(before, state=State.RETURNED, submitted_by=None, approved_by=None, approved="")
            _write(connection, after, now, change)
            _forget_approval(connection, case)
            _note(connection, case, now, change, None)
            return _found(connection, case)

    def writers(self, case: int) -> frozenset[int]:
        """Who ever changed the reply, or had it drafted."""
        with self._store.reading() as connection:
            rows = connection.execute(
                'SELECT DISTINCT user FROM events WHERE "case" = ? AND text IS NOT NULL', (case,)
            ).fetchall()
        return frozenset(row["user"] for row in rows)

    def keep_reasons(self, case: int, user: int, reasons: Mapping[str, str]) -> None:
        """In the place of those that were given before."""
        with self._store.writing() as connection:
            connection.execute('DELETE FROM reasons WHERE "case" = ?', (case,))
            for key, reason in reasons.items():
                connection.execute(
                    'INSERT INTO reasons ("case", finding, reason, user, at) VALUES (?, ?, ?, ?, ?)',
                    (case, key, reason, user, self._clock()),
                )

    def reasons(self, case: int) -> dict[str, str]:
        """By the key of what they are for."""
        with self._store.reading() as connection:
            rows = connection.execute('SELECT finding, reason FROM reasons WHERE "case" = ?', (case,)).fetchall()
        return {row["finding"]: row["reason"] for row in rows}

    def evidence(self, case: int) -> tuple[Source, ...]:
        """What an approved reply rests on, as it was when it was approved."""
        with self._store.reading() as connection:
            rows = connection.execute('SELECT *, 0 AS is_dropped FROM evidence WHERE "case" = ? ORDER BY n', (case,))
            return tuple(map(_source, rows))

    def replies(self) -> tuple[Reply, ...]:
        """Parts of all approved replies, the latest first."""
        with self._store.reading() as connection:
            rows = connection.execute(
                'SELECT replies.*, cases.number, cases.approved FROM replies JOIN cases ON cases.id = replies."case" '
                "ORDER BY cases.approved DESC, cases.id DESC, position"
            ).fetchall()
        return tuple(Reply(**{name: row[name] for name in Reply.__dataclass_fields__}) for row in rows)

    def sources(self, case: int) -> tuple[Source, ...]:
        """In the order of their numbers, dropped ones among them."""
        with self._store.reading() as connection:
            rows = connection.execute('SELECT * FROM sources WHERE "case" = ? ORDER BY n', (case,)).fetchall()
        return tuple(_source(row) for row in rows)

    def history(self, case: int) -> tuple[Event, ...]:
        """What was done, the first first."""
        with self._store.reading() as connection:
            rows = connection.execute(
                'SELECT events.*, users.shown FROM events JOIN users ON users.id = events.user WHERE "case" = ? '
                "ORDER BY events.id",
                (case,),
            ).fetchall()
        return tuple(
            Event(at=row["at"], user=row["shown"], kind=Did(row["kind"]), remark=row["remark"], text=row["text"])
            for row in rows
        )

    def note(self, case: int, user: int, kind: Did, remark: str = "") -> None:
        """Something was done that changes nothing of the case."""
        with self._store.writing() as connection:
            _note(connection, case, self._clock(), Change(user=user, version=0, kind=kind, remark=remark), None)

    def keep_unsaved(self, case: int, user: int, text: str, version: int) -> None:
        """What somebody has typed and not saved; what is as it was saved is not kept."""
        with self._store.writing() as connection:
            saved = connection.execute("SELECT text FROM cases WHERE id = ?", (case,)).fetchone()
            if saved is None or saved["text"] == text:
                connection.execute('DELETE FROM unsaved WHERE "case" = ? AND user = ?', (case, user))
                return
            connection.execute(
                'INSERT OR REPLACE INTO unsaved ("case", user, text, version, at) VALUES (?, ?, ?, ?, ?)',
                (case, user, text, version, self._clock()),
            )

    def unsaved(self, case: int, user: int) -> tuple[str, int] | None:
        """The text that somebody left unsaved, and the version that it was written on."""
        with self._store.reading() as connection:
            row = connection.execute(
                'SELECT text, version FROM unsaved WHERE "case" = ? AND user = ?', (case, user)
            ).fetchone()
        return (row["text"], row["version"]) if row else None

    def forget_unsaved(self, case: int, user: int) -> None:
        with self._store.writing() as connection:
            connection.execute('DELETE FROM unsaved WHERE "case" = ? AND user = ?', (case, user))


def _free(connection: Connection, number: str) -> str:
    """A number that no case has."""
    taken = {row[0] for row in connection.execute("SELECT number FROM cases")}
    if number and number not in taken:
        return number
    stem = number or today().strftime("%Y%m%d")
    return next(made for n in range(1, len(taken) + 2) if (made := f"{stem}-{n:02}") not in taken)


def _found(connection: Connection, case: int) -> Case:
    row = connection.execute(f"{SELECT} WHERE cases.id = ?", (case,)).fetchone()
    if row is None:
        raise GoneError(case)
    return _case(row)


def _unchanged(connection: Connection, case: int, change: Change) -> Case:
    found = _found(connection, case)
    if found.version != change.version:
        raise ChangedError(found)
    return found


def _forget_approval(connection: Connection, case: int) -> None:
    connection.execute('DELETE FROM evidence WHERE "case" = ?', (case,))
    connection.execute('DELETE FROM replies WHERE "case" = ?', (case,))


def _write(connection: Connection, case: Case, now: float, change: Change) -> None:
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


def _put(connection: Connection, case: int, source: Source) -> None:
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


def _note(connection: Connection, case: int, now: float, change: Change, text: str | None) -> None:
    connection.execute(
        'INSERT INTO events ("case", at, user, kind, remark, text) VALUES (?, ?, ?, ?, ?, ?)',
        (case, now, change.user, change.kind, change.remark, text),
    )


def _json(values: Iterable[Matter | Flag | Part]) -> str:
    return json.dumps([asdict(value) for value in values], ensure_ascii=False)


def _citation_json(source: Source) -> str:
    return json.dumps(citation_data(source.citation), ensure_ascii=False)


def _source(row: Row) -> Source:
    return Source(
        citation=citation_of(json.loads(row["citation"])), hash=row["hash"], is_dropped=bool(row["is_dropped"])
    )


def _case(row: Row) -> Case:
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

"""Cases in the store: written as a whole under a version, so that of two people who change one the second is told."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ui.desk.case_rows import (
    SELECT,
    case_in,
    case_of,
    forget_approval,
    free_number,
    note_event,
    put_evidence,
    put_source,
    source_of,
    unchanged_in,
    write_case,
)
from ui.desk.change import Change
from ui.desk.paragraphs import paragraphs_about
from ui.desk.store import Store
from ui.desk.values import Case, Did, Event, Reply, Source, State

MOST_LISTED = 200  # cases on a page; a search finds the others
HARD = "%_\\"  # what LIKE reads otherwise


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
                (free_number(connection, number), subject, letter, region, received, due, State.NEW, user, now, user),
            ).lastrowid
            assert case is not None
            note_event(connection, case, now, Change(user=user, version=0, kind=Did.CAME), None)
        return case

    def find(self, case: int) -> Case:
        """Raises `GoneError`."""
        with self._store.reading() as connection:
            return case_in(connection, case)

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
        return tuple(map(case_of, rows))

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
            before = unchanged_in(connection, case, change)
            after = replace(before, **values)
            if after.text != before.text:
                after = replace(after, text_version=before.text_version + 1)
            write_case(connection, after, now, change)
            if sources is not None:
                connection.execute('DELETE FROM sources WHERE "case" = ?', (case,))
                for source in sources:
                    put_source(connection, case, source)
            if after.text != before.text or change.kind is Did.SUBMITTED:
                connection.execute('DELETE FROM unsaved WHERE "case" = ? AND user = ?', (case, change.user))
            note_event(connection, case, now, change, after.text if after.text != before.text else None)
            return case_in(connection, case)

    def approve(self, case: int, change: Change, evidence: Iterable[Source], *, day: str) -> Case:
        """Approved: what it rests on is kept as it is now, and its parts as replies to find again."""
        now = self._clock()
        with self._store.writing() as connection:
            before = unchanged_in(connection, case, change)
            after = replace(before, state=State.APPROVED, approved_by=change.user, approved=day)
            write_case(connection, after, now, change)
            forget_approval(connection, case)
            for source in evidence:
                put_evidence(connection, case, source)
            for position, part in enumerate(after.parts):
                if text := paragraphs_about(part.text, after.text):
                    region = after.matters[position].region if position < len(after.matters) else after.region
                    connection.execute(
                        'INSERT INTO replies ("case", position, question, region, text) VALUES (?, ?, ?, ?, ?)',
                        (case, position, part.question, region, text),
                    )
            note_event(connection, case, now, change, None)
            return case_in(connection, case)

    def reopen(self, case: int, change: Change) -> Case:
        """To be changed again; what was kept at its approval is forgotten, the history is not."""
        now = self._clock()
        with self._store.writing() as connection:
            before = unchanged_in(connection, case, change)
            after = replace(before, state=State.RETURNED, submitted_by=None, approved_by=None, approved="")
            write_case(connection, after, now, change)
            forget_approval(connection, case)
            note_event(connection, case, now, change, None)
            return case_in(connection, case)

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
            return tuple(map(source_of, rows))

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
        return tuple(source_of(row) for row in rows)

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
            note_event(connection, case, self._clock(), Change(user=user, version=0, kind=kind, remark=remark), None)

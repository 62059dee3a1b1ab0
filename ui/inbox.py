"""What was asked in vain, for staff to act on. Off unless an office turns it on.

Kept are the question with personal data masked, the region that was chosen, why it was in vain, and the day. No
session, no time of day, and no order: a question that comes again on a day is counted.
"""

import logging
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from ingest import clock
from rag.schema import Answer
from ui.feedback import Reason
from ui.privacy import mask

log = logging.getLogger("huimin")

FILE = "inbox.sqlite3"
LONGEST = 200  # characters of a question
PER_DAY = 1_000  # different questions of a day; what comes then is not kept
REMEMBERED = 2_000  # answers whose rating is counted once
TABLE = """
CREATE TABLE IF NOT EXISTS asked (day TEXT NOT NULL, region TEXT NOT NULL, question TEXT NOT NULL, why TEXT NOT NULL,
    count INTEGER NOT NULL, PRIMARY KEY (day, region, question, why)) STRICT, WITHOUT ROWID
"""


class Why(StrEnum):
    """Why a question was asked in vain: the status that declined it, or the reason of a rating."""

    NEAR = "near"
    NOT_FOUND = "not_found"
    BLANK = "blank"
    OTHER_REGION = "other_region"
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_PERSONAL_DATA = "needs_personal_data"
    OFF_TOPIC = "off_topic"
    WRONG_FIGURE = "wrong_figure"
    UNCLEAR = "unclear"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class InVain:
    """A question of a day (YYYY-MM-DD); `region` is a path, empty where none was chosen."""

    day: str
    region: str
    question: str
    why: Why
    count: int


class Inbox:
    """Thread-safe. Where it is off nothing is kept, and what was kept before is deleted."""

    def __init__(self, folder: Path, keep_days: int, today: Callable[[], date] = clock.today) -> None:
        """`keep_days`: 0 turns it off."""
        self._path, self.days, self._today = folder / FILE, keep_days, today
        self._rated: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        if not keep_days:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def declined(self, answer: Answer, region: str) -> None:
        """Keep the question of an answer that is none."""
        if answer.status in {*Why}:
            self._keep(answer.question, region, Why(answer.status))

    def rated(self, answer: Answer, reason: Reason | None) -> None:
        """Keep the question of an answer that did not help, once."""
        with self._lock:
            known = answer.id in self._rated
            self._rated[answer.id] = None
            if len(self._rated) > REMEMBERED:
                self._rated.popitem(last=False)
        if not known and not answer.abstained:
            self._keep(answer.question, "", Why(reason or Why.OTHER))

    def all(self) -> tuple[InVain, ...]:
        """The latest day first; nothing where it cannot be read."""
        if not self.days or not self._path.exists():
            return ()
        try:
            with self._lock, closing(self._opened()) as connection, connection:
                self._forget_old(connection)
                rows = connection.execute("SELECT day, region, question, why, count FROM asked ORDER BY day DESC")
                return tuple(
                    InVain(day=day, region=region, question=question, why=Why(why), count=count)
                    for day, region, question, why, count in rows
                )
        except (OSError, sqlite3.Error) as error:
            log.error("cannot read %s: %s", self._path, error)
            return ()

    def forget(self, region: str, questions: Iterable[str]) -> None:
        """What somebody has dealt with, on whatever day it was asked. Raises `OSError` or `sqlite3.Error`."""
        with self._lock, closing(self._opened()) as connection, connection:
            connection.executemany(
                "DELETE FROM asked WHERE region = ? AND question = ?", [(region, one) for one in questions]
            )

    def _keep(self, question: str, region: str, why: Why) -> None:
        if not self.days or not question.strip():
            return
        day, words = self._today().isoformat(), " ".join(mask(question).split())[:LONGEST]
        try:
            with self._lock, closing(self._opened()) as connection, connection:
                self._forget_old(connection)
                key = (day, region, words, why)
                told = "UPDATE asked SET count = count + 1 WHERE day = ? AND region = ? AND question = ? AND why = ?"
                if connection.execute(told, key).rowcount:
                    return
                of_day = connection.execute("SELECT COUNT(*) FROM asked WHERE day = ?", (day,)).fetchone()[0]
                if of_day < PER_DAY:
                    connection.execute("INSERT INTO asked VALUES (?, ?, ?, ?, 1)", key)
        except (OSError, sqlite3.Error) as error:  # a visitor gets their answer whatever the disk does
            log.error("cannot keep what was asked in vain in %s: %s", self._path, error)

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        connection = sqlite3.connect(self._path)
        connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
        connection.execute(TABLE)
        return connection

    def _forget_old(self, connection: sqlite3.Connection) -> None:
        first = self._today() - timedelta(days=self.days - 1)
        connection.execute("DELETE FROM asked WHERE day < ?", (first.isoformat(),))

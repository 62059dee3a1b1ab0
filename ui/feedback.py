"""What visitors think of answers: kept in SQLite with the answer and its evidence, personal numbers masked."""

import json
import logging
import sqlite3
import threading
import time
from collections import OrderedDict
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from rag.schema import Answer
from ui.privacy import mask

log = logging.getLogger("huimin")

FILE = "feedback.sqlite3"
DAY_S = 86_400
REMEMBERED = 2_000  # answers that can still be rated; the oldest are forgotten first
TABLE = """
CREATE TABLE IF NOT EXISTS feedback (id INTEGER PRIMARY KEY, at REAL NOT NULL, answer TEXT NOT NULL UNIQUE,
    helpful INTEGER NOT NULL, reason TEXT NOT NULL, words TEXT NOT NULL, status TEXT NOT NULL, question TEXT NOT NULL,
    said TEXT NOT NULL, evidence TEXT NOT NULL) STRICT
"""


class Reason(StrEnum):
    """Why an answer did not help."""

    OFF_TOPIC = "off_topic"
    WRONG_FIGURE = "wrong_figure"
    UNCLEAR = "unclear"
    OTHER = "other"


class Rated(StrEnum):
    """What became of a rating."""

    KEPT = "kept"
    UNKNOWN = "unknown"  # no such answer was given lately
    FULL = "full"  # as many as a day may bring, or a disk without room


class Feedback:
    """Thread-safe. Only answers that this server gave lately can be rated; a second rating replaces the first."""

    def __init__(self, folder: Path, keep_days: int, per_day: int = 1_000) -> None:
        self._path, self._keep_s, self._per_day = folder / FILE, keep_days * DAY_S, per_day
        self._recent: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, answer: Answer) -> None:
        """From now on the answer can be rated by its id, which nobody can guess."""
        with self._lock:
            self._recent[answer.id] = answer
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)

    def remembered(self, answer_id: str) -> Answer | None:
        """An answer that was given lately."""
        with self._lock:
            return self._recent.get(answer_id)

    def rate(self, answer_id: str, *, helpful: bool, reason: Reason | None = None, words: str = "") -> Rated:
        """Store it, where the answer is known and the day's ratings are not yet as many as may be kept."""
        with self._lock:
            answer = self._recent.get(answer_id)
            if answer is None:
                return Rated.UNKNOWN
            try:
                return self._store(answer, helpful, reason, words)
            except (OSError, sqlite3.Error) as error:
                log.error("cannot keep feedback in %s: %s", self._path, error)
                return Rated.FULL

    def _store(self, answer: Answer, helpful: bool, reason: Reason | None, words: str) -> Rated:
        now, data = time.time(), answer.as_json()
        evidence = {name: data[name] for name in ("citations", "figures", "notes", "mode")}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.execute(TABLE)
            connection.execute("DELETE FROM feedback WHERE at < ?", (now - self._keep_s,))
            today = "SELECT COUNT(*) FROM feedback WHERE at > ? AND answer != ?"
            if connection.execute(today, (now - DAY_S, answer.id)).fetchone()[0] >= self._per_day:
                return Rated.FULL
            connection.execute(
                "INSERT OR REPLACE INTO feedback (at, answer, helpful, reason, words, status, question, said, evidence)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    now,
                    answer.id,
                    int(helpful),
                    reason or "",
                    mask(words),
                    answer.status,
                    mask(answer.question),
                    mask(answer.answer),
                    json.dumps(evidence, ensure_ascii=False),
                ),
            )
        return Rated.KEPT

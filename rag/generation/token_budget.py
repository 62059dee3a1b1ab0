"""Tokens that the model read and wrote today, kept in a file that the programs of one home share."""

import fcntl
import json
import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ingest.clock import today

log = logging.getLogger("huimin")

FILE = "model-tokens.json"


class TokenBudget:
    """`spend` adds; a new day begins at nothing. A file that cannot be read counts as a new day."""

    def __init__(self, home: Path, today: Callable[[], date] = today) -> None:
        self._file = home / FILE
        self._today = today
        self._unwritten = 0
        self._lock = threading.Lock()

    def spent(self) -> int:
        """Tokens of today."""
        try:
            return self._of_today(self._file.read_text(encoding="utf-8")) + self._unwritten
        except (OSError, UnicodeDecodeError):
            return self._unwritten

    def spend(self, tokens: int) -> None:
        """Add to today's. Where the file cannot be written (a full disk, a read-only folder) the log says so and
        this process goes on counting by itself."""
        with self._lock:
            self._unwritten += tokens
            try:
                self._add(self._unwritten)
            except OSError as error:
                log.error("cannot keep count of the model's tokens in %s: %s", self._file, error.strerror)
            else:
                self._unwritten = 0

    def _add(self, tokens: int) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            total = self._of_today(file.read()) + tokens
            file.truncate(0)
            json.dump({"day": self._today().isoformat(), "tokens": total}, file)

    def _of_today(self, text: str) -> int:
        try:
            kept = json.loads(text)
            return int(kept["tokens"]) if kept["day"] == self._today().isoformat() else 0
        except (ValueError, KeyError, TypeError, RecursionError):
            return 0

"""What somebody has typed at a reply and not saved, for a browser that closes and for two who write."""

import time
from collections.abc import Callable

from ui.desk.store import Store


class Unsaved:
    """Thread-safe."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store, self._clock = store, clock

    def keep(self, case: int, user: int, text: str, version: int) -> None:
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

    def find(self, case: int, user: int) -> tuple[str, int] | None:
        """The text that somebody left unsaved, and the version that it was written on."""
        with self._store.reading() as connection:
            row = connection.execute(
                'SELECT text, version FROM unsaved WHERE "case" = ? AND user = ?', (case, user)
            ).fetchone()
        return (row["text"], row["version"]) if row else None

    def forget(self, case: int, user: int) -> None:
        with self._store.writing() as connection:
            connection.execute('DELETE FROM unsaved WHERE "case" = ? AND user = ?', (case, user))

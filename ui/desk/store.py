"""Where the desk keeps all: one SQLite file, `desk.sqlite3`, apart from the index. The one door to it.

Its tables are made by the numbered files of `migrations/`, each once and in order; what is made stays as it is.
"""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from ingest.errors import UsageError

FILE = "desk.sqlite3"
WAITS_S = 10.0  # for another that writes
NUMBER = re.compile(r"(\d{4})-.*\.sql")
KEPT = "before-restore"  # how the copy of what a restore replaced is called
Connection = sqlite3.Connection
Row = sqlite3.Row


class Store:
    """Thread-safe: a connection for each use. Raises `UsageError` where the file cannot be opened or is newer."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE
        try:
            home.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            with closing(_opened(self.path)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                _migrate(connection)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"打不开 {str(self.path)!r}：{error}") from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment."""
        with closing(_opened(self.path)) as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside; undone where an error is raised."""
        with closing(_opened(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def backup(self, to: Path) -> None:
        """A whole copy, while the server runs. Raises `UsageError` where it cannot be written or is there already."""
        if to.exists():
            raise UsageError(f"{str(to)!r} 已经存在，请换一个文件名")
        try:
            to.touch(mode=0o600)
            with closing(_opened(self.path)) as source, closing(sqlite3.connect(to)) as target:
                source.backup(target)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"不能写入 {str(to)!r}：{error}") from error

    def restore(self, copy: Path) -> Path:
        """Put a copy in the place of what is there, also while the server runs; where that is kept. Whoever is logged
        in is so no more. Raises `UsageError` on a file that is no whole copy of a desk, and changes nothing."""
        kept = self.path.with_name(f"{FILE}.{KEPT}-{time.strftime('%Y%m%d-%H%M%S')}")
        if not copy.is_file():
            raise UsageError(f"没有 {str(copy)!r} 这个文件")
        try:
            with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as source:
                whole = source.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                tables = {row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
                if not whole or not {"users", "cases"} <= tables or _version(source) > _latest():
                    raise UsageError(f"{str(copy)!r} 不是这个版本的工作台备份，或者已经损坏")
                self.backup(kept)
                with closing(_opened(self.path)) as target:
                    source.backup(target)
                    target.execute("PRAGMA journal_mode = WAL")
                    _migrate(target)
                    target.execute("DELETE FROM logins")
        except sqlite3.Error as error:
            raise UsageError(f"{str(copy)!r} 不是工作台的备份：{error}") from error
        return kept


def _opened(path: Path) -> Connection:
    connection = sqlite3.connect(path, timeout=WAITS_S, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _migrate(connection: Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > _latest():
            raise UsageError(f"{FILE} 由更新的版本写成，请升级惠民问答")
        for number, script in _migrations():
            if number > version:
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _latest() -> int:
    return max(number for number, _ in _migrations())


def _migrations() -> list[tuple[int, str]]:
    """(number, script) in order."""
    folder = files("ui.desk") / "migrations"
    found = ((NUMBER.fullmatch(one.name), one) for one in folder.iterdir())
    return sorted((int(match[1]), one.read_text(encoding="utf-8")) for match, one in found if match)


def _statements(script: str) -> Iterator[str]:
    part = ""
    for line in script.splitlines():
        part += f"{line}\n"
        if sqlite3.complete_statement(part):
            yield part
            part = ""

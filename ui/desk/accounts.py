"""Accounts of staff: who they are, what they may do."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ingest.errors import UsageError
from ui.desk import passwords
from ui.desk.store import Row, Store

NAME = re.compile(r"[A-Za-z0-9_.-]{2,40}")
LONGEST_SHOWN = 40  # characters of the name that others read


class Role(StrEnum):
    """What somebody may do. An account may have several."""

    DRAFTER = "drafter"
    APPROVER = "approver"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. `shown` is the name that others read."""

    id: int
    name: str
    shown: str
    roles: frozenset[Role]
    is_disabled: bool = False

    def may(self, roles: Iterable[Role]) -> bool:
        """Whether it has one of the roles."""
        return not self.is_disabled and bool(self.roles & frozenset(roles))


class Accounts:
    """Thread-safe."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, name: str, password: str, roles: Iterable[Role], shown: str = "") -> User:
        """Raises `UsageError` on a name that is taken or none, a password that is easily guessed, or without roles."""
        if not NAME.fullmatch(name):
            raise UsageError("账号名用 2 到 40 个字母、数字或 _ . - 写成")
        held = frozenset(roles)
        if not held:
            raise UsageError("请至少给一个角色：drafter（起草）、approver（审核）或 editor（规划）")
        passwords.check(password, name)
        kept = passwords.hashed(password)
        with self._store.writing() as connection:
            if connection.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone():
                raise UsageError(f"已经有名为 {name!r} 的账号")
            connection.execute(
                "INSERT INTO users (name, shown, password, roles, created) VALUES (?, ?, ?, ?, ?)",
                (name, (shown or name)[:LONGEST_SHOWN], kept, " ".join(sorted(held)), time.time()),
            )
        return self.named(name)

    def named(self, name: str) -> User:
        """Raises `UsageError` where nobody is called so."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise UsageError(f"没有名为 {name!r} 的账号，可用 huimin user list 查看")
        return user_of(row)

    def all(self) -> tuple[User, ...]:
        with self._store.reading() as connection:
            return tuple(map(user_of, connection.execute("SELECT * FROM users ORDER BY name")))

    def change_password(self, name: str, password: str) -> None:
        """Whoever is logged in with the account is so no more. Raises `UsageError`."""
        user = self.named(name)
        passwords.check(password, user.name)
        kept = passwords.hashed(password)
        with self._store.writing() as connection:
            connection.execute("UPDATE users SET password = ? WHERE id = ?", (kept, user.id))
            connection.execute("DELETE FROM logins WHERE user = ?", (user.id,))

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """What an account has done stays under its name. Raises `UsageError`."""
        user = self.named(name)
        with self._store.writing() as connection:
            connection.execute("UPDATE users SET is_disabled = ? WHERE id = ?", (int(disabled), user.id))
            connection.execute("DELETE FROM logins WHERE user = ?", (user.id,))

    def authenticated(self, name: str, password: str) -> User | None:
        """The account, where the password is right and it may be used. A wrong name takes as long as a wrong
        password."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()
        is_right = passwords.is_right(password, row["password"] if row else "")
        user = user_of(row) if row else None
        return user if user and is_right and not user.is_disabled else None


def user_of(row: Row) -> User:
    """From a row of the table."""
    return User(
        id=row["id"],
        name=row["name"],
        shown=row["shown"],
        roles=frozenset(map(Role, row["roles"].split())),
        is_disabled=bool(row["is_disabled"]),
    )

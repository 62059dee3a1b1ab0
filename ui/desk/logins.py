"""Who is logged in: a random token in a cookie, of which only a hash is kept, and the token of its forms (CSRF)."""

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from ui.desk.accounts import User, user_of
from ui.desk.store import Store

COOKIE = "huimin_desk"
PATH = "/staff"
TOKEN_BYTES = 32
TOKEN = re.compile(rf"(?:^|;)\s*{COOKIE}=([A-Za-z0-9_-]{{43}})\s*(?:;|$)")  # 32 bytes in base64
MINUTE_S, HOUR_S = 60.0, 3600.0
NOTED_S = 30.0  # a use is noted no more often


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Somebody who is logged in; `csrf` must come with what their forms send."""

    user: User
    csrf: str

    def is_from_our_form(self, token: str) -> bool:
        return hmac.compare_digest(self.csrf.encode(), token.encode())


class Logins:
    """Thread-safe. A login ends when it was not used for some minutes, and after some hours in any case."""

    def __init__(
        self, store: Store, *, idle_minutes: int, most_hours: int, clock: Callable[[], float] = time.time
    ) -> None:
        self._store, self._clock = store, clock
        self._idle_s, self._most_s = idle_minutes * MINUTE_S, most_hours * HOUR_S

    def begin(self, user: User) -> str:
        """The token for the browser. Logins that are over are forgotten."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._clock()
        with self._store.writing() as connection:
            connection.execute(
                "DELETE FROM logins WHERE seen < ? OR began < ?", (now - self._idle_s, now - self._most_s)
            )
            connection.execute(
                "INSERT INTO logins (token, user, csrf, began, seen) VALUES (?, ?, ?, ?, ?)",
                (_hash(token), user.id, secrets.token_urlsafe(TOKEN_BYTES), now, now),
            )
        return token

    def find(self, token: str) -> Login | None:
        """The login that a token stands for, and that it was used now; None where it is over or never was."""
        if not token:
            return None
        now = self._clock()
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT users.*, logins.csrf, logins.seen FROM logins JOIN users ON users.id = logins.user "
                "WHERE token = ? AND seen >= ? AND began >= ? AND is_disabled = 0",
                (_hash(token), now - self._idle_s, now - self._most_s),
            ).fetchone()
        if row is None:
            return None
        if now - row["seen"] > NOTED_S:
            with self._store.writing() as connection:
                connection.execute("UPDATE logins SET seen = ? WHERE token = ?", (now, _hash(token)))
        return Login(user=user_of(row), csrf=row["csrf"])

    def end(self, token: str) -> None:
        with self._store.writing() as connection:
            connection.execute("DELETE FROM logins WHERE token = ?", (_hash(token),))


def token_in(cookies: str) -> str:
    """The token in a `Cookie` header; empty where there is none."""
    found = TOKEN.search(cookies)
    return found[1] if found else ""


def cookie(token: str, *, secure: bool) -> str:
    """The `Set-Cookie` header; an empty token ends it. Strict: nothing elsewhere leads in with it."""
    ends = "" if token else "; Max-Age=0"
    return f"{COOKIE}={token}; Path={PATH}; HttpOnly; SameSite=Strict{ends}{'; Secure' if secure else ''}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Sessions that nobody else can guess: gradio's own are drawn by the page and held by nothing.

A visitor's browser gets a random mark as a cookie. What gradio is told as the session is computed from the mark and the
page's session with a secret of this process, so the same name from another browser leads to another conversation."""

import hashlib
import hmac
import re
import secrets
from collections import OrderedDict

COOKIE = "huimin_visitor"
MOST_UNREAD = 6  # a page that is opened makes two calls before it reads
REMEMBERED = 20_000  # sessions; the longest silent are forgotten first
MARK_BYTES = 24
MARK = re.compile(rf"(?:^|;)\s*{COOKIE}=\"?([A-Za-z0-9_-]{{32}})\"?\s*(?:;|$)")  # 24 bytes in base64


class Sessions:
    """The sessions of one process; after a restart all are new."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._unread: OrderedDict[str, int] = OrderedDict()  # session -> calls since its stream was last opened

    def name(self, owner: str, session: str) -> str:
        """What gradio is told, 32 hexadecimal digits. `owner` is the visitor's mark, or the address where the browser
        keeps no cookies."""
        return hmac.new(self._secret, f"{owner}\n{session}".encode(), hashlib.sha256).hexdigest()[:32]

    def called(self, session: str) -> bool:
        """Note a call of a session; False where it has made too many without reading what came of them. Gradio keeps
        every message until it is read."""
        unread = self._unread.pop(session, 0)
        self._unread[session] = min(unread + 1, MOST_UNREAD + 1)
        if len(self._unread) > REMEMBERED:
            self._unread.popitem(last=False)
        return unread < MOST_UNREAD

    def read(self, session: str) -> bool:
        """Note that a session's stream is opened; False where the session never called."""
        if session not in self._unread:
            return False
        self._unread[session] = 0
        return True


def new_mark() -> str:
    """A mark for a visitor who has none."""
    return secrets.token_urlsafe(MARK_BYTES)


def mark_in(cookies: str) -> str:
    """The mark in a `Cookie` header; empty where there is none of ours."""
    found = MARK.search(cookies)
    return found[1] if found else ""


def cookie(mark: str, *, secure: bool) -> str:
    """The `Set-Cookie` header. Lax: a link from elsewhere leads back to the conversation, a form elsewhere does not."""
    return f"{COOKIE}={mark}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"

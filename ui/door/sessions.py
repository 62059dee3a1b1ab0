"""Sessions that nobody else can guess: gradio's own are drawn by the page and held by nothing.

A visitor's browser gets a random mark as a cookie. What gradio is told as the session is computed from the mark and the
page's session with a secret of this process, so the same name from another browser leads to another conversation."""

import hashlib
import hmac
import re
import secrets

COOKIE = "huimin_visitor"
MARK_BYTES = 24
MARK = re.compile(rf"(?:^|;)\s*{COOKIE}=\"?([A-Za-z0-9_-]{{32}})\"?\s*(?:;|$)")  # 24 bytes in base64


class Sessions:
    """The sessions of one process; after a restart all are new."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def name(self, owner: str, session: str) -> str:
        """What gradio is told, 32 hexadecimal digits. `owner` is the visitor's mark, or the address where the browser
        keeps no cookies."""
        return hmac.new(self._secret, f"{owner}\n{session}".encode(), hashlib.sha256).hexdigest()[:32]


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

"""Passwords: argon2id by argon2-cffi, the one door to it, and what a password must be."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ingest.errors import UsageError

SHORTEST, LONGEST = 10, 200  # characters; NIST SP 800-63B asks for length, not for kinds of characters
FEW = 4  # different characters are no password
AT_ONCE = 2  # each takes 64 MiB and half a tenth of a second (RFC 9106, second recommendation)
_PLACES = threading.Semaphore(AT_ONCE)
NAMED = 4  # characters of an account's name that must not be in it; shorter ones are in many words
COMMON = ("password", "12345678", "qwerty", "huimin", "admin")


def check(password: str, name: str) -> None:
    """Raises `UsageError` on a password that is easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"密码要有 {SHORTEST} 到 {LONGEST} 个字符")
    plain = password.lower()
    named = len(name) >= NAMED and name.lower() in plain
    if named or len(set(plain)) < FEW or any(word in plain for word in COMMON):
        raise UsageError("这个密码太容易猜到，请换一个（不要含账号名，不要用常见的词或同一个字符）")


def hashed(password: str) -> str:
    with _PLACES:
        return _hasher().hash(password)


def is_right(password: str, kept: str) -> bool:
    """Whether a password is the one that was hashed. `kept` may be empty, for a name that nobody has: it takes as
    long."""
    with _PLACES:
        try:
            return _hasher().verify(kept or _nobody(), password[: LONGEST + 1]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash("nobody has this one")

"""How labels of originals are compared: by the hash of a folded text, so that no sentence of theirs is kept here."""

import hashlib
import unicodedata


def folded(text: str) -> str:
    """Width, space, punctuation and case folded away."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if unicodedata.category(c)[0] not in "PSZC").lower()


def text_hash(text: str) -> str:
    """First 16 hex digits of SHA-256 of the folded text; empty for an empty one."""
    plain = folded(text)
    return hashlib.sha256(plain.encode()).hexdigest()[:16] if plain else ""

"""Messages that ask nothing of the plans: a greeting, thanks, who are you, a bare 为什么, insults, another script."""

import re
import tomllib
from functools import cache
from importlib.resources import files

SIGNS = re.compile(r"[\W_]+")
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[^\W\d_]{2,}")
FOREIGN, FOREIGN_WORDS = "foreign", 2  # kind, and words without a Chinese character from which on it is a sentence
LEANING = "nothing"  # kind that is a question all the same where one was asked before: 为什么, 还有呢


def small_talk(text: str, *, asked_before: bool) -> str | None:
    """The kind of small talk that a folded message is, None where it asks something. After another question a bare
    word may follow up on that."""
    bare = SIGNS.sub("", text)
    for kind, pattern in kinds().items():
        if pattern.fullmatch(bare):
            return None if kind == LEANING and asked_before and HAN.search(bare) else kind
    if not HAN.search(text) and len(WORD.findall(text)) >= FOREIGN_WORDS:
        return FOREIGN
    return None


@cache
def kinds() -> dict[str, re.Pattern[str]]:
    """The pattern that the whole message must match, by kind."""
    data = tomllib.loads((files("rag.question") / "data" / "small_talk.toml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(f"(?:{one})" for one in patterns)) for kind, patterns in data.items()}

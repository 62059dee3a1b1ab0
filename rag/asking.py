"""What a question asks for, and which of its words carry it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.divisions import named
from ingest.fold import tokens

BEFORE, AFTER = 6, 3  # characters before and behind the asking words that say what is asked


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, the headers that tell it (the best first), and the kinds of rows that can."""

    kind: str
    columns: tuple[str, ...]
    rows: frozenset[str]
    focus: frozenset[str]
    """Tokens right beside the asking words: of 项目年度投资是多少 those of 年度投资."""


def asked(text: str) -> Asked:
    """What a folded question is after."""
    kind, at = next((kind, match) for kind in _data()["asked"] if (match := re.search(kind["pattern"], text)))
    beside = f"{text[max(0, at.start() - BEFORE) : at.start()]} {text[at.end() : at.end() + AFTER]}"
    return Asked(kind["kind"], tuple(kind["columns"]), frozenset(kind["rows"]), frozenset(tokens(beside)))


def content(text: str, regions: Iterable[str] = ()) -> frozenset[str]:
    """Tokens of a folded question that carry it: without what asks, and the regions that it or `regions` names."""
    asking = next(match for kind in _data()["asked"] if (match := re.search(kind["pattern"], text)))
    text = f"{text[: asking.start()]} {text[asking.end() :]}"
    for words in (*(words for words, _ in named(text)), *sorted(regions, key=len, reverse=True)):
        text = text.replace(words, " ")
    stop = set(_data()["stop"])
    return frozenset(token for token in tokens(_filler().sub(" ", text)) if not set(token) <= stop)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rag") / "data" / "asking.toml").read_text(encoding="utf-8"))


@cache
def _filler() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_data()["filler"], key=len, reverse=True)))

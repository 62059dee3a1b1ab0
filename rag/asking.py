"""What a question asks for, and which of its words carry it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.divisions import named


@dataclass(frozen=True, slots=True)
class Asked:
    """`kind` is payer, who, what, amount or any; `columns` are the headers that tell it, the best first."""

    kind: str
    columns: tuple[str, ...]


def asked(text: str) -> Asked:
    """What a folded question is after."""
    found = next(kind for kind in _data()["asked"] if re.search(kind["pattern"], text))
    return Asked(found["kind"], tuple(found["columns"]))


def content(text: str, regions: Iterable[str] = ()) -> str:
    """A folded question without words of asking, regions that it names, and the names of `regions`."""
    for words in (*(words for words, _ in named(text)), *sorted(regions, key=len, reverse=True)):
        text = text.replace(words, " ")
    return _filler().sub(" ", text)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rag") / "data" / "asking.toml").read_text(encoding="utf-8"))


@cache
def _filler() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_data()["filler"], key=len, reverse=True)))

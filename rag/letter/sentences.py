"""A letter's sentences, and of what kind each is: courtesy, complaint, question, wish. Kinds: `data/letter.toml`."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.text.fold import fold

SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;”’]*")
CLAUSE = re.compile(r"[^,，。！!？?；;\n]+[,，。！!？?；;”’]*")


def sentences(letter: str) -> Iterator[str]:
    """Sentences that say anything, without the mark that numbers them, in their order."""
    for match in SENTENCE.finditer(letter):
        sentence = re.sub(pattern("mark"), "", match.group()).strip()
        if any(character.isalnum() for character in sentence):
            yield sentence


def clauses(sentence: str) -> list[str]:
    """Stretches between commas, each with its sign."""
    return CLAUSE.findall(sentence)


def is_of(kind: str, text: str) -> bool:
    return pattern(kind).search(fold(text)) is not None


def asks(clause: str) -> bool:
    """Whether a clause asks for something, and not in form only or in anger."""
    return is_of("asks", clause) and not is_of("complains", clause) and not is_of("tells", clause)


def is_complaint(sentence: str) -> bool:
    """Whether a sentence has words of anger, and no clause that asks for something."""
    return is_of("complains", sentence) and not any(map(asks, clauses(sentence)))


def pattern(kind: str) -> re.Pattern[str]:
    return _patterns()[kind]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    named = {name: one for name, one in data().items() if name not in ("flag", "groups")}
    return {name: re.compile(one if isinstance(one, str) else "|".join(one)) for name, one in named.items()}


@cache
def data() -> dict[str, Any]:
    return tomllib.loads((files("rag.letter") / "data" / "letter.toml").read_text(encoding="utf-8"))

"""What staff must see in a letter before they answer it: danger, petitions, deadlines, law, a case of one's own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ingest.text.fold import fold
from rag.letter.sentences import data, sentences

LONGEST = 60  # characters of a sentence that is quoted


class FlagKind(StrEnum):
    DISTRESS = "distress"
    THREAT = "threat"
    PETITION = "petition"
    MEDIA = "media"
    DEADLINE = "deadline"
    LEGAL = "legal"
    DISCIPLINE = "discipline"
    PERSONAL = "personal"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One thing to look into, the letter's words for it, and what to do."""

    kind: FlagKind
    quote: str
    remark: str


def flags(letter: str) -> tuple[Flag, ...]:
    """Each kind once, by the first sentence that has it; the gravest first, as they stand in the data."""
    told = list(sentences(letter))
    return tuple(_found(told))


def _found(told: list[str]) -> Iterator[Flag]:
    for kind, said, remark in _kinds():
        for sentence in told:
            if match := said.search(fold(sentence)):
                start = max(0, match.start() - LONGEST // 2)
                yield Flag(kind=kind, quote=sentence[start : start + LONGEST], remark=remark)
                break


@cache
def _kinds() -> tuple[tuple[FlagKind, re.Pattern[str], str], ...]:
    return tuple((FlagKind(one["kind"]), re.compile("|".join(one["said"])), one["remark"]) for one in data()["flag"])

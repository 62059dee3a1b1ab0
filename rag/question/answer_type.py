"""What a question asks for, and which of its words carry it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.identity.divisions import named
from ingest.quantities.figures import unit_name

COUNTED = re.compile(r"(?:几|多少|好多)(个?)[百千万亿]?([\u4e00-\u9fff]{0,3})")
WAYS = ("way", "materials", "address", "contact", "hours")  # kinds of questions about how to get something done
BEFORE, AFTER = 6, 3  # characters before and behind the question words that say what is asked


class Computes(StrEnum):
    """What is to be computed from the plan's figures."""

    NOTHING = ""
    DIFFERENCE = "difference"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class AnswerType:
    """What is asked for, the headers that tell it (the best first), and the kinds of rows that can."""

    kind: str
    columns: tuple[str, ...]
    rows: frozenset[str]
    near: range
    """Offsets right before and behind the question words: of 项目年度投资是多少 those of 年度投资."""
    measure: frozenset[str] = frozenset()
    """Units of the figure that is asked for: 元 of 多少钱; none where the question does not tell."""
    unit: str = ""
    """The very unit that the question names: 家 of 多少家."""
    several: bool = False
    """Whether more than one figure is asked for: 分别, 从多少到多少."""
    direction: str = ""
    """Where the money goes that is asked about: pays, gets or nothing where it is not said or both."""
    computes: Computes = Computes.NOTHING


def answer_type_of(text: str) -> AnswerType:
    """What a folded question is after."""
    kind, at = next((kind, match) for kind in _data()["answer_type"] if (match := re.search(kind["pattern"], text)))
    measures = _measures(text)
    return AnswerType(
        kind=kind["kind"],
        columns=tuple(kind["columns"]),
        rows=frozenset(kind["rows"]),
        near=range(at.start() - BEFORE, at.end() + AFTER),
        measure=frozenset().union(*measures),
        unit=_unit(text),
        several=len(measures) > 1 or re.search(_data()["several"], text) is not None,
        direction=direction(text, "question"),
        computes=_computes(text),
    )


def _computes(text: str) -> Computes:
    return next(
        (Computes(kind) for kind, words in _data()["computes"].items() if re.search(words, text)), Computes.NOTHING
    )


def _measures(text: str) -> list[frozenset[str]]:
    """Units of the measures that the question's words ask for, by the first pattern of the same words: of
    领多久,每月多少钱 those of times and of money."""
    taken: list[tuple[int, int]] = []
    found = []
    for one in _data()["measure"]:
        match = re.search(one["pattern"], text)
        if match and not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            found.append(frozenset(one["units"]))
    return found


def _unit(text: str) -> str:
    """The unit behind the question words: 月 of 多少个月, 个 of 多少个社区."""
    match = COUNTED.search(text)
    if match is None:
        return ""
    behind = [match[2][:size] for size in range(len(match[2]), 0, -1)]
    return next((unit for words in (*behind, match[1]) if (unit := unit_name(words))), "")


def direction(text: str, side: str) -> str:
    """Whether a folded `question` or `answer` speaks of paying or of getting; empty for neither or both."""
    found = [name for name, patterns in _data()["direction"].items() if re.search(patterns[side], text)]
    return found[0] if len(found) == 1 else ""


def is_premise(text: str) -> bool:
    """Whether a folded question asks if something is so: 听说…, …对吗."""
    return re.search(_data()["premise"], text) is not None


def carrying(text: str, regions: Iterable[str] = ()) -> str:
    """A folded question with what asks, fillers, and the regions that it or `regions` names blanked out; its length
    stays."""
    start, end = next(match.span() for kind in _data()["answer_type"] if (match := re.search(kind["pattern"], text)))
    for words in (*(words for words, _ in named(text)), *sorted(regions, key=len, reverse=True)):
        text = text.replace(words, " " * len(words))
    text = _filler().sub(lambda match: " " * len(match.group()), text)
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rag.question") / "data" / "answer_types.toml").read_text(encoding="utf-8"))


@cache
def _filler() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_data()["filler"], key=len, reverse=True)))

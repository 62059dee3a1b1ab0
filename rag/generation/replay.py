"""Models that reach no endpoint: one notes the prompts that it would get, one says what a file has for it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rag.generation.client import Allowance
from rag.generation.prompts import Prompt

BLOCK = re.compile(r"^\[(\d+)\] (.*?)(?=^\[\d+\] |\Z)", re.MULTILINE | re.DOTALL)


class Recorder:
    """Says nothing; `prompts` are those that were sent."""

    name = "recorder"

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        self.prompts.append(prompt)
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was written as a model's answer to a question. A source may be named by words of its own."""

    question: str
    says: tuple[dict[str, Any], ...]
    region: str | None = None
    as_of: date | None = None

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "Said":
        """Raises `KeyError`, `TypeError` or `ValueError`."""
        day = date.fromisoformat(found["as_of"]) if found.get("as_of") else None
        says = tuple(dict(line) for line in found["says"])
        return cls(question=str(found["question"]), says=says, region=found.get("region"), as_of=day)

    @property
    def texts(self) -> list[str]:
        return [line["text"] for line in self.says if "text" in line]


class Replay:
    """Says the lines of `says` to the prompt `answer`, nothing to others; `asked` is that prompt, if it came."""

    name = "replay"

    def __init__(self) -> None:
        self._says: Sequence[Mapping[str, Any]] = ()
        self.asked: Prompt | None = None

    @property
    def says(self) -> Sequence[Mapping[str, Any]]:
        return self._says

    @says.setter
    def says(self, lines: Sequence[Mapping[str, Any]]) -> None:
        self._says, self.asked = lines, None

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        if prompt.name == "answer":
            self.asked = prompt
            for line in numbered(self.says, prompt.user):
                yield json.dumps(line, ensure_ascii=False) + "\n"


def numbered(says: Sequence[Mapping[str, Any]], user: str) -> list[dict[str, Any]]:
    """Lines with the numbers that their sources have in a prompt: of those that hold the words the longest, else 0."""
    blocks = {int(number): "".join(words.split()) for number, words in BLOCK.findall(user)}

    def number(source: int | str) -> int:
        words = "".join(str(source).split())
        return (
            source
            if isinstance(source, int)
            else max((n for n in blocks if words in blocks[n]), key=lambda n: len(blocks[n]), default=0)
        )

    return [
        {**line, "sources": [number(source) for source in line["sources"]]} if "sources" in line else dict(line)
        for line in says
    ]

"""Models that reach no endpoint: one notes the prompts that it would get, one says what a file has for it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rag.model import Allowance
from rag.prompts import Prompt

BLOCK = re.compile(r"^\[(\d+)\] (.*?)(?=^\[\d+\] |\Z)", re.MULTILINE | re.DOTALL)


class Recorder:
    """Says nothing; `prompts` are those that were sent."""

    name = "recorder"

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        self.prompts.append(prompt)
        yield from ()


class Replay:
    """Says the lines of `says` to the prompt `answer`, nothing to others. A source may be named by words of its own."""

    name = "replay"

    def __init__(self) -> None:
        self.says: Sequence[Mapping[str, Any]] = ()

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        if prompt.name == "answer":
            for line in numbered(self.says, prompt.user):
                yield json.dumps(line, ensure_ascii=False) + "\n"


def numbered(says: Sequence[Mapping[str, Any]], user: str) -> list[dict[str, Any]]:
    """Lines with the numbers that their sources have in a prompt; words that no source holds get number 0."""
    blocks = {int(number): "".join(words.split()) for number, words in BLOCK.findall(user)}

    def number(source: int | str) -> int:
        words = "".join(str(source).split())
        return source if isinstance(source, int) else next((n for n, block in blocks.items() if words in block), 0)

    return [
        {**line, "sources": [number(source) for source in line["sources"]]} if "sources" in line else dict(line)
        for line in says
    ]

"""A model that reaches no endpoint and says nothing: it notes the prompts that it would get."""

from collections.abc import Iterator

from rag.generation.client import Allowance
from rag.generation.prompts import Prompt


class Recorder:
    """`prompts` are those that were sent."""

    name = "recorder"

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        self.prompts.append(prompt)
        yield from ()

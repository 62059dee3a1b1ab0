"""A page as lines, each with what it stands in."""

import re
from dataclasses import dataclass

LINE = re.compile(r"[^\n]*\n|[^\n]+")
"""A line with its line break, or the last one without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An element that begins a line: its parent's place in the list (-1: none), its tag, and its class and id."""

    parent: int
    tag: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line of a page with its line break: characters within links, its block's place, its level as a heading or 0."""

    text: str
    linked: int
    block: int
    level: int

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def is_row(self) -> bool:
        return self.text.startswith("| ")

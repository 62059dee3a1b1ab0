"""The whole list that a passage stands in: all rows of its table, or all passages of its section, in the plan's order.

A question for 哪些, 几项 or 各多少 wants all of them, of which retrieval finds those that fit its words best.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib.resources import files

from ingest.index.opened import Index
from ingest.schema import Passage, RowKind
from rag.schema import Hit

FIRST = 3  # hits of a region among which the list is looked for
LONGEST = 40  # passages; what is longer is a chapter, not a list
Key = tuple[str, str, str]


def wants_list(text: str, *, several: bool = False) -> bool:
    """Whether a folded question asks for all of something; of `several` regions 各 and 分别 ask for each of these."""
    return any(_patterns()[kind].search(text) for kind in ("asks", *(() if several else ("each",))))


class WholeLists:
    """Tables and sections of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._keys: dict[str, Key] = {}

    @cached_property
    def _lists(self) -> Mapping[Key, Sequence[Passage]]:
        """All passages by list; it takes two look-ups for each, so it waits for the first question that needs it."""
        lists: defaultdict[Key, list[Passage]] = defaultdict(list)
        for passage in self._index.passages:
            lists[self._key(passage)].append(passage)
        return lists

    def __call__(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The first list of some hits, best first; empty where none of the first is of one."""
        for hit in hits[:FIRST]:
            found = self._lists[self._key(hit.passage)]
            if 1 < len(found) <= LONGEST:
                return tuple(self._hit(hit, passage) for passage in sorted(found, key=lambda one: one.start))
        return ()

    def _key(self, passage: Passage) -> Key:
        """What passages of one list share: a kind, and the section; of boxes with a heading each that above."""
        if passage.id not in self._keys:
            row = self._index.store.row(passage.row) if passage.row else None
            section = self._index.store.section(passage.section)
            above = row and row.kind is RowKind.PROJECT
            path = section.path[:-1] if above else section.path
            self._keys[passage.id] = (passage.document, " / ".join(path), row.kind if row else "")
        return self._keys[passage.id]

    def _hit(self, hit: Hit, passage: Passage) -> Hit:
        row = self._index.store.row(passage.row) if passage.row else None
        section = self._index.store.section(passage.section).path
        return replace(hit, passage=passage, section=section, row=row)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads((files("rag.retrieval") / "data" / "lists.toml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(patterns)) for kind, patterns in data.items()}

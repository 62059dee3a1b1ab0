"""How far candidates, their sentences and what they are about hold the words of the question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rag.extraction.candidates import Candidate
from rag.extraction.observed import Degrees, Search
from rag.question.parsed_question import ParsedQuestion
from rag.schema import Hit


@dataclass(frozen=True)
class Overlaps:
    """How far all candidates of a search hold the question's terms: (candidates, terms) each, from 0 to 1. `own`: in
    their words; `around`: there, in their sentence or in what it is about; `meant_`: by words near in meaning too."""

    candidates: Sequence[Candidate]
    search: Search

    @property
    def parsed(self) -> ParsedQuestion:
        return self.search.parsed

    @cached_property
    def passage(self) -> Degrees:
        return self._held(self.parsed.degrees, [one.hit.passage.text for one in self.candidates])

    @cached_property
    def own(self) -> Degrees:
        return self._held(self.parsed.degrees, [one.words for one in self.candidates])

    @cached_property
    def around(self) -> Degrees:
        return self._around(self.parsed.degrees, self.own)

    @cached_property
    def name(self) -> Degrees:
        return self._held(self.parsed.degrees, self._names)

    @cached_property
    def meant_own(self) -> Degrees:
        return self._held(self.parsed.meant, [one.words for one in self.candidates])

    @cached_property
    def meant_around(self) -> Degrees:
        return self._around(self.parsed.meant, self.meant_own)

    @cached_property
    def meant_name(self) -> Degrees:
        return self._held(self.parsed.meant, self._names)

    def _around(self, degrees: Callable[[str, Degrees], Degrees], own: Degrees) -> Degrees:
        sentences = [f"{one.answer_span.sentence} {one.answer_span.before}" for one in self.candidates]
        contexts = [self.search.contexts[id(one.hit)] for one in self.candidates]
        return np.maximum(np.maximum(own, self._held(degrees, sentences)), self._held(degrees, contexts))

    def _held(self, degrees: Callable[[str, Degrees], Degrees], texts: Sequence[str]) -> Degrees:
        return np.array([degrees(text, whole) for text, whole in zip(texts, self._wholes, strict=True)])

    @cached_property
    def _names(self) -> list[str]:
        return [one.hit.name for one in self.candidates]

    @cached_property
    def _wholes(self) -> list[Degrees]:
        """Of each candidate what all that its hit's spans are made of holds; what that lacks none of them holds."""
        hits = {id(one.hit): one.hit for one in self.candidates}
        held = {key: self.parsed.meant(_whole(hit, self.search.contexts[key])) for key, hit in hits.items()}
        return [held[id(one.hit)] for one in self.candidates]


def _whole(hit: Hit, context: str) -> str:
    """All that a hit's spans, their sentences and contexts are made of."""
    columns = [cell.column for cell in hit.row.cells] if hit.row else []
    return " ".join((hit.passage.text, context, hit.name, *columns))

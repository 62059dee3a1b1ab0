"""With a model: where the evidence does not answer, the model's own search words are looked up, once.

They are only looked up with; they are never shown and decide nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.identity.divisions import named
from ingest.quantities.figures import missing
from ingest.text.fold import fold
from rag.schema import Draft
from rag.verification.patterns import TALK

LONGEST = 200  # characters of all search words


class SecondLook:
    """Runs the retrieval again on other words, in the same regions."""

    def __init__(self, retrieve: Callable[[Draft], Draft]) -> None:
        self._retrieve = retrieve

    def __call__(self, draft: Draft, search: Sequence[str]) -> Draft | None:
        """The draft with the hits of the search words; None where they may not be searched for or bring nothing new."""
        text = fold(" ".join(search))
        said = "\n".join(turn.content for turn in draft.question.history)
        if not text or not _same_matter(text, fold(f"{said}\n{draft.question.text}")):
            return None
        found = self._retrieve(replace(draft, text=text, earlier="", mentions=()))
        known = {hit.passage.id for hit in draft.hits}
        fresh = tuple(hit for hit in found.hits if hit.passage.id not in known)
        return replace(draft, hits=(*fresh, *draft.hits)) if fresh else None


def _same_matter(text: str, asked: str) -> bool:
    """Whether search words bring in no figure, no place and no talk of their own."""
    places = {words for words, _ in named(text)}
    known = {words for words, _ in named(asked)}
    return len(text) <= LONGEST and not missing(text, (asked,)) and places <= known and not TALK.search(text)

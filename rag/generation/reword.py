"""With a model: a question that the plans seem silent on is put into their words once, and looked up again.

The model's words are only looked up with; they are never shown and decide nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.identity.divisions import named
from ingest.quantities.figures import missing
from ingest.text.fold import fold
from rag.generation.client import Allowance, Model
from rag.generation.json_stream import objects
from rag.generation.prompts import fenced, fill
from rag.schema import Draft, Status
from rag.verification.patterns import TALK

LONGEST = 200  # characters of a reworded question
TURNS = 4  # of the conversation that the model is shown


class Reword:
    """Runs the steps of the answer path again on the reworded question."""

    def __init__(self, steps: Sequence[Callable[[Draft], Draft]]) -> None:
        self._steps = tuple(steps)

    def __call__(self, draft: Draft, model: Model, allowance: Allowance) -> Draft | None:
        """The draft of the reworded question; None where that finds nothing either. Raises `ModelError`."""
        turns = draft.question.history[-TURNS:]
        said = "\n".join(f"{turn.role}:{turn.content}" for turn in turns)
        prompt = fill("rewrite", history=fenced(said), question=fenced(draft.question.text))
        reworded = [found.get("question") for found in objects(model.stream(prompt, allowance))]
        text = next((fold(words) for words in reworded if isinstance(words, str)), "")
        if not text or text == draft.text or not _same_matter(text, fold(f"{said}\n{draft.question.text}")):
            return None
        fresh = replace(draft, text=text, status=None, sentences=(), citations=(), notes=())
        for step in self._steps:
            if fresh.status not in (None, Status.ANSWERED):
                return None
            fresh = step(fresh)
        return fresh if fresh.status is Status.ANSWERED and fresh.citations else None


def _same_matter(text: str, asked: str) -> bool:
    """Whether a reworded question brings in no figure, no place and no talk of its own."""
    places = {words for words, _ in named(text)}
    known = {words for words, _ in named(asked)}
    return len(text) <= LONGEST and not missing(text, (asked,)) and places <= known and not TALK.search(text)

"""What the steps of extraction pass on: one region's draft, its question taken apart, and the candidates so far."""

from dataclasses import dataclass

from rag.extraction.candidates import Candidate
from rag.question.parsed_question import ParsedQuestion
from rag.schema import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """An answer that is being picked; each step returns a changed copy."""

    draft: Draft
    """Of one region; its hits, the best first, are those that may answer."""
    parsed: ParsedQuestion
    candidates: tuple[Candidate, ...] = ()
    chances: tuple[float, ...] = ()
    """That each candidate is the answer, once they are ranked."""
    sureness: float | None = None
    """Of the likeliest, where it was weighed before another cell of its row took its place."""

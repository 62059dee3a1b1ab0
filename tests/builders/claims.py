"""Sentences of a model, the evidence that they cite, and which checks of the gate hold them."""

from typing import Any

from ingest.text.fold import fold
from rag.schema import CitedCell, Evidence
from rag.verification.checker import ClaimChecker
from rag.verification.claims import Claim, Fault
from tests.builders.answers import citation
from tests.builders.plans import LAKE_REGION


def prose(quote: str, *, n: int = 1, region: str = LAKE_REGION, **cited: Any) -> Evidence:
    """Running text, in a document without period and headings unless they are given."""
    plain = {"n": n, "title": "", "period": "", "section": ()}
    return Evidence(citation=citation(quote, **plain | cited), region=region)


def tabled(*cells: tuple[str, str], concept: str | None = None, **cited: Any) -> Evidence:
    """A row of (column, text), whose first cell names it."""
    made = tuple(CitedCell(column=column, quote=text, start=0, end=len(text)) for column, text in cells)
    found = prose(" | ".join(text for _, text in cells), row="d1.row", cells=made, **cited)
    return Evidence(citation=found.citation, region=found.region, name=cells[0][1], concept=concept)


def claim(text: str, *cited: Evidence | str, beside: tuple[Evidence | str, ...] = (), **changed: Any) -> Claim:
    """A sentence that cites evidence; `beside` it stands what was offered and is not cited. A text is prose."""
    own = tuple(prose(one, n=n) if isinstance(one, str) else one for n, one in enumerate(cited, 1))
    others = tuple(prose(one, n=n) if isinstance(one, str) else one for n, one in enumerate(beside, len(own) + 1))
    changed["question"] = fold(changed.get("question", ""))
    return Claim(text=text, cited=own, offered=own + others, **changed)


def faults(text: str, *cited: Evidence | str, **changed: Any) -> tuple[Fault, ...]:
    """What speaks against a sentence over the evidence that it cites, but for the check of every word: sentences of tests
    are short of words (`unsaid` asks that one)."""
    return ClaimChecker(off={"wording"}).faults(claim(text, *cited, **changed))


def held_by(text: str, *cited: Evidence | str, **changed: Any) -> list[str]:
    """The checks that hold a sentence; none means that it passes."""
    return [fault.check for fault in faults(text, *cited, **changed)]


def unsaid(text: str, *cited: Evidence | str, **changed: Any) -> list[str]:
    """Words of a sentence that its evidence does not say."""
    found = ClaimChecker().faults(claim(text, *cited, **changed))
    return [fault.words for fault in found if fault.check == "wording"]

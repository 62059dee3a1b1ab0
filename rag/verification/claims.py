"""A sentence of a model that is to be checked, and what a check finds against it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.quantities.figures import Figure
from rag.schema import Evidence

Near = Callable[[str], Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence to be checked, with all that it may be checked against."""

    text: str
    sum: str = ""
    cited: tuple[Evidence, ...]
    offered: tuple[Evidence, ...]
    question: str
    """Folded."""
    noted: tuple[Figure, ...] = ()
    """Figures that code has computed and noted."""
    disputed: tuple[Decimal, ...] = ()
    """Values of one thing on which the plan contradicts itself."""
    near: Near | None = None
    """Tells the words of the index that are near to one in meaning, each with how near (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A check that failed and the words that failed it."""

    check: str
    words: str = ""

"""What asking one case gave, as it is kept in a run folder: enough to score again without asking."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.schema import TextKind
from rag.schema import Answer

LEGS = ("words", "vector", "fused")
DEEPEST = 10  # ranks of a leg that are kept and measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage that retrieval found, and its rank by leg among those of its region.

    `handed`: whether it was among those that the answer was made from.
    """

    title: str
    section: tuple[str, ...]
    name: str
    """Of its row; empty for prose."""
    text: str
    kind: TextKind
    ranks: Mapping[str, int]
    handed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One case's answer and what was found for it: nothing where the question was settled before."""

    case: str
    answer: Answer
    found: tuple[Found, ...] = ()

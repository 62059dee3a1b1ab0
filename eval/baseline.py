"""The stored baseline: what each question of the shipped sets got when a run was last accepted."""

from collections.abc import Iterable
from dataclasses import dataclass

from eval.score import Score

DEPTH = 5  # of the passages among which the evidence should be


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One question's result; `first` is the first sentence of its answer.

    `cited` and `found` (the evidence among the first passages) are None where there was no evidence.
    """

    id: str
    right: bool
    cited: bool | None
    found: bool | None
    status: str
    first: str


def kept(scores: Iterable[Score]) -> list[Kept]:
    """Scores as the baseline holds them."""
    return [
        Kept(id=s.id, right=s.right, cited=s.cited, found=_found(s), status=s.status, first=s.first) for s in scores
    ]


def _found(score: Score) -> bool | None:
    return None if score.abstain else (score.ranks.get("fused") or DEPTH + 1) <= DEPTH

"""Two runs held against each other, question by question."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from eval.matching import folded
from eval.run import Run

Verdict = Literal["better", "worse", "changed", "only here", "only there"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question that two runs answer differently, with both texts."""

    id: str
    verdict: Verdict
    question: str
    before: str
    after: str


def changes(old: Run, new: Run) -> Iterator[Change]:
    """Questions whose verdict, status or first sentence differs, in the order of the older run."""
    before = {score.id: score for score in old.scores}
    after = {score.id: score for score in new.scores}
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        verdict: Verdict | None = None
        if one is None or other is None:
            verdict = "only there" if one is None else "only here"
        elif one.right != other.right:
            verdict = "better" if other.right else "worse"
        elif (one.status, folded(one.first)) != (other.status, folded(other.first)):
            verdict = "changed"
        if verdict:
            yield Change(
                id=key,
                verdict=verdict,
                question=(old.cases | new.cases)[key].question,
                before=old.records[key].answer.answer if one else "",
                after=new.records[key].answer.answer if other else "",
            )

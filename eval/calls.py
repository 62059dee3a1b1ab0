"""What a configured model cost by question: how many calls and why, and tokens of the prompts.

Of questions that the first evidence answers one call should be enough: a second one means that sentences were held. A
second call for other evidence, since the first held nothing, is counted apart.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from eval.report import SLOW, Share, share
from eval.score import Score
from rag.generation.trace import AGAIN, Told, told
from rag.schema import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Counts of questions that were put to the model."""

    asked: int
    one: Share
    """Settled by one call, of those that the first evidence answers: whose first reply says a sentence."""
    searched: int
    """Asked a second time with other evidence."""
    searched_due: int
    """Of these, those that the plans do answer."""
    median_tokens: float
    """Read by the model for a question, over all its calls; NaN where none was asked."""
    slow_tokens: float
    """The same, within which 95 % of the questions stay."""


def count(answers: Sequence[Answer], scores: Sequence[Score]) -> Calls:
    """`scores` are those of the answers, in their order."""
    asked = [(found, score) for answer, score in zip(answers, scores, strict=True) if (found := _told(answer))]
    answered = [found for found, _ in asked if not found.searched and (found.kept or found.withheld)]
    searched = [score for found, score in asked if found.searched and len(found.calls) > 1]
    tokens = sorted(sum(call.read for call in found.calls) for found, _ in asked)
    return Calls(
        asked=len(asked),
        one=share(all(call.prompt != AGAIN for call in found.calls) for found in answered),
        searched=len(searched),
        searched_due=sum(not score.abstain for score in searched),
        median_tokens=median(tokens) if tokens else math.nan,
        slow_tokens=tokens[math.ceil(SLOW * len(tokens)) - 1] if tokens else math.nan,
    )


def lines(calls: Calls) -> list[str]:
    """The counts as they are printed."""
    one = calls.one
    return [
        f"{calls.asked} questions put to the model; one call for {one.hits} of {one.n} that the first evidence answers "
        f"({100 * one.share:.1f}%)",
        f"{calls.searched} asked again with other evidence, {calls.searched_due} of them to be answered",
        f"tokens of the prompts of a question: median {calls.median_tokens:.0f}, 95 % within {calls.slow_tokens:.0f}",
    ]


def _told(answer: Answer) -> Told | None:
    """What the trace of an answer tells of its writing; None where no call was made."""
    found = (told(step.detail) for step in answer.steps if step.name == "generate")
    return next((one for one in found if one and one.calls), None)

"""What comes of questions under fitted weights: right, wrong or declined, at a threshold of confidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.rank.examples import Example
from bench.rank.fit import PARTS, Fitted, fit, part_of
from rag.extraction.ranker import confidence

NAN = float("nan")
DULY = 0.85  # share of what must be declined at which fits are compared (docs/experiments.md)
STEPS = 100  # thresholds tried between 0 and 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """The likeliest candidate of one question, and how sure it is."""

    sure: float
    """Confidence, 0 to 1; 0 where no answer comes of it."""
    right: bool
    due: bool
    """Whether the question is to be answered at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of questions at one threshold, from 0 to 1; NaN where there are none to take a share of."""

    questions: int
    threshold: float
    answered: float
    right: float
    """Rightly answered or duly declined, of all."""
    right_of_answered: float
    right_of_due: float
    wrongly_declined: float
    """Of those that are to be answered."""
    duly_declined: float
    """Of those that are to be declined."""


def outcome(one: Example, fitted: Fitted) -> Outcome:
    """What comes of a question; a candidate that declines by itself gives no answer."""
    if not len(one.features):
        return Outcome(0.0, right=False, due=not one.unanswerable)
    found = fitted.chances(one)
    best = int(found.argmax())
    sure = confidence([float(chance) for chance in found])
    if one.unanswerable and one.right[best]:
        sure = 0.0
    return Outcome(sure, right=bool(one.right[best]), due=not one.unanswerable)


@dataclass(frozen=True, slots=True)
class Folds:
    """Fits that each lack one part of the questions: the plans `whole` are dealt out one by one, other questions
    singly, each with all its examples."""

    whole: tuple[str, ...]
    fits: tuple[Fitted, ...]

    @classmethod
    def of(cls, known: Sequence[Example], whole: Iterable[str] = ()) -> "Folds":
        """Fits anew `PARTS` times."""
        dealt = cls(tuple(whole), ())
        parts = [dealt.part(one.plan, one.case.id) for one in known]
        fits = (fit([one for one, p in zip(known, parts, strict=True) if p != left]) for left in range(PARTS))
        return replace(dealt, fits=tuple(fits))

    def part(self, plan: str, case: str) -> int:
        """Which part a question of a plan falls into."""
        return self.whole.index(plan) % PARTS if plan in self.whole else part_of(case)

    def unseen(self, plan: str, case: str) -> Fitted:
        """The fit that did not see a question, nor its plan where that is one of `whole`."""
        return self.fits[self.part(plan, case)]

    def outcomes(self, known: Iterable[Example]) -> list[Outcome]:
        """Of each example by what was fitted on the others (cross-validation)."""
        return [outcome(one, self.unseen(one.plan, one.case.id)) for one in known]


def crossed(known: Sequence[Example], whole: Iterable[str] = ()) -> list[Outcome]:
    """Outcomes of each part of the examples by what was fitted on the others."""
    return Folds.of(known, whole).outcomes(known)


def shares(outcomes: Sequence[Outcome], threshold: float) -> Shares:
    """What is given from a threshold on."""
    due = [one for one in outcomes if one.due]
    rest = [one for one in outcomes if not one.due]
    given = [one for one in outcomes if one.sure >= threshold]
    right = sum(one.right for one in given if one.due)
    declined = sum(one.sure < threshold for one in rest)
    return Shares(
        questions=len(outcomes),
        threshold=threshold,
        answered=_share(len(given), len(outcomes)),
        right=_share(right + declined, len(outcomes)),
        right_of_answered=_share(right, len(given)),
        right_of_due=_share(right, len(due)),
        wrongly_declined=_share(sum(one.sure < threshold for one in due), len(due)),
        duly_declined=_share(declined, len(rest)),
    )


def at_duly_declined(outcomes: Sequence[Outcome], share: float = DULY) -> Shares:
    """At the lowest threshold that declines this share of what must be declined; at 1 where none does."""
    tried = (shares(outcomes, step / STEPS) for step in range(STEPS + 1))
    return next((one for one in tried if one.duly_declined >= share), shares(outcomes, 1.0))


def by_kind(known: Sequence[Example], outcomes: Sequence[Outcome]) -> Mapping[str, list[Outcome]]:
    """Outcomes by the kind of answer type, the most frequent first."""
    found: dict[str, list[Outcome]] = {}
    for one, result in zip(known, outcomes, strict=True):
        found.setdefault(one.kind, []).append(result)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else NAN

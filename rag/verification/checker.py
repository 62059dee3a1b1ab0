"""The figure gate: what a written sentence says must stand in the evidence that it cites, or it is not released.

Every figure is matched with figures of the cited evidence, check by check stricter (`figure_checks.py`); then the
sentence as a whole is checked (`sentence_checks.py`). Asking again and replacing are left to `rag/generation`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.quantities.figures import Figure, figures
from ingest.text.fold import fold_same_length
from rag.verification.allowances import allowed
from rag.verification.claims import Claim, Fault, Near
from rag.verification.comparisons import comparisons, differences
from rag.verification.figure_checks import CONTRAST, FITS, siblings
from rag.verification.figures_in_context import FigureInContext, bases, figures_in_context, figures_of, pairs, words_of
from rag.verification.patterns import EXACT
from rag.verification.sentence_checks import CHECKS
from rag.verification.sums import Sum, read_sums
from rag.verification.writings import readable

MONTHS = Decimal(12)  # the one figure that a sum may take from nowhere, from a monthly amount to a year's
DIVIDED = re.compile("[÷/]")  # 12个月÷4: how often within a year
SHARE = ("%", "个百分点")
SUM = "sum"  # the check of what a sentence computes
GENERAL = ("stance", "wording")  # checks of any word: what a check before them names too is not told twice
ALL = (*CHECKS, *FITS, SUM)


@dataclass(frozen=True, slots=True)
class ClaimChecker:
    """All checks but those switched `off` (to measure what each is good for)."""

    off: Collection[str] = field(default_factory=frozenset)
    near: Near | None = None
    """What tells near words; without it a word stands by itself, by the lexicon or by our own lists."""

    def faults(self, claim: Claim) -> tuple[Fault, ...]:
        """What speaks against a sentence; nothing means that it may be released."""
        claim = replace(claim, text=readable(claim), near=claim.near or self.near)
        found = [fault for name, check in CHECKS.items() if name not in self.off for fault in check(claim, name)]
        found += self._unfounded(claim)
        return tuple(fault for fault in found if not _told(fault, found))

    def _unfounded(self, claim: Claim) -> Iterable[Fault]:
        plain = fold_same_length(claim.text)
        exact = [match.span() for pattern in EXACT.values() for match in pattern.finditer(plain)]
        known = [one for evidence in claim.cited for one in figures_of(evidence)]
        computed = _computed(claim, known, trusting="sum" in self.off)
        by = [one.difference for one in comparisons(claim) if one.difference and one.holds]
        by += [one for one, right in differences(claim.text, claim.sum) if right]
        for one in figures_in_context(claim.text):
            if any(start <= one.figure.start < end for start, end in exact) or one.figure in computed:
                continue
            if allowed(one, claim, known) or any(one.figure == other.figure for other in by):
                continue
            if any(one.figure.same(figure) for figure in claim.noted) or one.is_base:
                continue
            left = known
            for name, fits in FITS.items():
                if name in self.off or (one.figure.is_year and name != "value"):
                    continue
                left = [other for other in left if fits(one, other, claim)]
                if not left:
                    yield Fault("sum" if claim.sum and name == "value" else name, one.figure.text)
                    break


def _told(fault: Fault, found: Iterable[Fault]) -> bool:
    """Whether a check that knows more names the words of a general one too: 公众 of an account 公众号."""
    if fault.check not in GENERAL:
        return False
    less = GENERAL[GENERAL.index(fault.check) :]
    return any(fault.words in other.words for other in found if other.check not in less)


def _computed(claim: Claim, known: list[FigureInContext], *, trusting: bool) -> tuple[Figure, ...]:
    """Figures of a sentence that its sum founds: the result, and what the sum takes from the question."""
    said = figures(claim.text)
    if trusting and claim.sum:
        return said
    computed: list[Figure] = []
    for found in read_sums(claim.sum):
        earlier = tuple(computed)
        if not _founded(found, claim, known, earlier):
            return ()
        computed += _results(found, said, claim, known)
    return tuple(computed)


def _results(found: Sum, said: Sequence[Figure], claim: Claim, known: Sequence[FigureInContext]) -> Iterator[Figure]:
    """Figures of a sentence that one sum founds; a difference of shares is in points of them."""
    bare = not found.result.unit and not any(operand.unit for operand in found.operands)  # 36-31.5=4.5
    units = SHARE if found.result.unit in SHARE else (found.result.unit,)
    yield from (figure for figure in said if figure.value == found.result.value and (bare or figure.unit in units))
    asked = figures(claim.question)
    lent = [
        figure
        for figure in found.operands
        if any(map(figure.same, asked)) and not any(figure.same(one.figure) for one in known)
    ]
    yield from (figure for figure in said if any(map(figure.same, lent)))


def _founded(found: Sum, claim: Claim, known: list[FigureInContext], earlier: Sequence[Figure]) -> bool:
    """Whether every operand stands in the cited evidence, in the question or is the result of an earlier sum; 12 where
    the evidence speaks of months."""
    given = [one.figure for one in known if not one.figure.is_year] + list(figures(claim.question)) + list(earlier)
    per = frozenset().union(*(bases(words_of(evidence)) for evidence in claim.cited))
    monthly = "month" in per or ("year" in per and DIVIDED.search(claim.sum) is not None)
    in_source = [figure for figure in found.operands if any(figure.same(one.figure) for one in known)]
    return (
        bool(in_source)
        and all(_meant(operand, found, claim, known) for operand in in_source)
        and all(
            any(operand.same(figure) for figure in given) or (operand.value == MONTHS and monthly)
            for operand in found.operands
        )
    )


def _meant(operand: Figure, found: Sum, claim: Claim, known: Sequence[FigureInContext]) -> bool:
    """Whether what a sum takes is what the sentence names, and not what stands beside it: 高中4759人 for 小学."""
    said, taken = pairs(claim.text), [figure.value for figure in found.operands]
    return any(
        not any(
            (its := near.label - one.label)
            and near.figure.value not in taken
            and len(its & said) >= CONTRAST * len(its)
            and not (one.label - near.label) & said
            for near in siblings(one)
        )
        for one in known
        if one.figure.same(operand)
    )

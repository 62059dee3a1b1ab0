"""What a sentence compares is recomputed from figures that it says or cites, whether or not the model wrote the sum.

Each side is the figure that stands in it, or the one of the evidence that its year and its words belong to.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.quantities.figures import Figure, figures
from ingest.text.fold import fold_same_length
from rag.question.scope import own_names
from rag.verification.claims import Claim, Fault
from rag.verification.figures_in_context import (
    RANKS,
    FigureInContext,
    figures_in_context,
    figures_of,
    pairs,
    respective,
    words_of,
)
from rag.verification.patterns import BASES
from rag.verification.statements import STATEMENTS
from rag.verification.sums import read_sums

WORDS = STATEMENTS["compared"]
SPLIT = re.compile(r"[，,。；;：:]")
SIDE = r"[^，,。；;：:]"
THAN = re.compile(
    rf"(?P<one>{SIDE}*?){WORDS['than']}(?P<other>{SIDE}{{1,24}}?)(?:(?P<more>{WORDS['more']})|(?P<less>{WORDS['less']}))"
    r"(?![于校中低等])(?:了|出)?(?P<behind>[^，,。；;：:]{0,12})"
)
FROM_TO = re.compile(
    rf"[由从](?P<one>{SIDE}{{1,16}}?)(?:(?P<more>{WORDS['rise']})|(?P<less>{WORDS['fall']}))[到至为](?P<other>{SIDE}{{1,12}})"
)
BY = re.compile(
    rf"(?P<who>{SIDE}{{0,16}}?)(?:(?P<more>{WORDS['more_by']})|(?P<less>{WORDS['less_by']})|(?P<apart>{WORDS['apart']}))"
    r"(?:了|出)?(?:约|大约)?$"
)
REFERENCE, AGAINST_BEHIND = re.compile(WORDS["reference"]), re.compile(WORDS["against_behind"])
SHARE = ("%", "个百分点")
YEARS_OLD = "岁"  # an amount only where nothing else is: of a life expectancy
OWN = 3  # what a year or a rank of a figure weighs, beside a pair of characters


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides, which is said to be the greater, and the difference that is said, if any."""

    words: str
    more: bool
    one: Decimal | None
    other: Decimal | None
    difference: FigureInContext | None

    @property
    def known(self) -> bool:
        return self.one is not None and self.other is not None

    @property
    def holds(self) -> bool:
        """Whether both sides are known, and direction and difference are as said."""
        if self.one is None or self.other is None:
            return False
        by = self.one - self.other if self.more else self.other - self.one
        return by > 0 and (self.difference is None or self.difference.figure.value in (by, _in_percent(by, self.other)))


def comparisons(claim: Claim) -> tuple[Compared, ...]:
    """A 比 B of a sentence."""
    text = fold_same_length(claim.text)
    said = figures_in_context(text)
    known = [one for evidence in claim.cited for one in figures_of(evidence)]
    found = []
    for match in THAN.finditer(text):
        behind = [one for one in said if match.start("behind") <= one.figure.start < match.end("behind")]
        difference = behind[0] if behind else None
        unit = difference.figure.unit if difference else ""
        before = text[: match.end("one")]
        one, other = _only(match["one"]), _only(match["other"])
        if one is None and other is not None:
            one = _last(before, other)
        if one is not None and other is not None:
            sides: tuple[Decimal | None, Decimal | None] = (one.value, other.value)
        elif one is None and other is None and pairs(match["one"]):
            sides = _meant(match["one"], match["other"], known, unit)
            if None in sides:
                sides = (_of_region(match["one"], text, claim), _of_region(match["other"], text, claim))
        else:
            latest = one or _last(before, None)
            sides = (latest.value if latest else None, _of_year(match["other"], known, latest))
        found.append(Compared(match.group(), bool(match["more"]), *sides, difference))
    return tuple(found)


def differences(text: str, sum: str = "") -> tuple[tuple[FigureInContext, bool], ...]:
    """Figures by which one amount of a sentence is more or less than another (小学650元,初中850元,高200元), each with
    whether it is, and so by the one that is said to be the greater. Amounts of the `sum` count as told: of two that
    it takes one off the other, the one that is left may be said to be the more."""
    plain = fold_same_length(text)
    said = [one for one in figures_in_context(plain) if not (one.figure.is_year or one.is_base)]
    found = []
    for at, one in enumerate(said):
        match = BY.search(SPLIT.split(plain[: one.figure.start])[-1])
        others = [other for other in said[:at] if _comparable(one.figure, other.figure)][-2:]
        if match and not match["less"] and _by_sum(one, match["who"], sum, plain):
            found.append((one, True))
            continue
        if match and len(others) == 2 and not re.search(WORDS["than"], match["who"]):
            first, second = others
            by = second.figure.value - first.figure.value
            right = abs(by) == one.figure.value or _in_percent(abs(by), first.figure.value) == one.figure.value
            if not match["apart"] and by:
                named = _score(match["who"], first) - _score(match["who"], second)
                from_second = named > 0 if named else _is_reference(second, first, plain)
                ahead = by < 0 if from_second else by > 0
                right = right and ahead is bool(match["more"])
            found.append((one, right))
    return tuple(found)


def _by_sum(one: FigureInContext, who: str, sum: str, text: str) -> bool:
    """Whether a sum gives a figure as what a greater amount is more than a lesser one that is told against: what it was
    before, or is compared with."""
    for found in read_sums(sum):
        if len(found.operands) == 2 and found.result.value == one.figure.value and found.result.value > 0:
            greater, lesser = found.operands
            said = {f.figure.value: f for f in figures_in_context(text) if f.figure != one.figure}
            if {greater.value, lesser.value} <= set(said):
                more, less = said[greater.value], said[lesser.value]
                who = re.split(r"\d\S*?(?=的)|\d+", who)[-1]
                return _score(who, more) >= _score(who, less) and not _is_reference(more, less, text)
    return False


def _is_reference(one: FigureInContext, other: FigureInContext, text: str) -> bool:
    """Whether a figure is what another is told against: 原先是180元, 和2020年的10.35年相比, 在98.9%的基础上."""
    clause = SPLIT.split(text[: one.figure.start])[-1]
    if REFERENCE.search(clause) or AGAINST_BEHIND.match(text[one.figure.end :]):
        return True
    return bool(one.year and other.year and one.year < other.year)


def _comparable(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} == set(SHARE)


def compared(claim: Claim, check: str) -> Iterable[Fault]:
    """A comparison that does not hold, or that nothing shows; and a way from one figure to another, told backwards."""
    held = "\n".join(map(words_of, claim.cited))
    for one in comparisons(claim):
        if (one.difference and _turned(one, claim)) or (
            not one.holds and (one.known or not (one.difference or re.search(WORDS["than"], held)))
        ):
            yield Fault(check, one.words)
    stated = [one.figure for evidence in claim.cited for one in figures_of(evidence)]
    for told, right in differences(claim.text, claim.sum):
        if not right and (claim.sum or not any(map(told.figure.same, stated))):
            yield Fault(check, told.figure.text)
    for match in FROM_TO.finditer(fold_same_length(claim.text)):
        ends = [_only(match[side]) for side in ("one", "other")]
        if ends[0] and ends[1] and (ends[0].value < ends[1].value) != bool(match["more"]):
            yield Fault(check, match.group())


def _turned(one: Compared, claim: Claim) -> bool:
    """Whether the sum of a difference takes first what belongs to the side that is said to be the less."""
    by = one.difference.figure.value if one.difference else None
    before = fold_same_length(claim.text).split(one.words)[0] + one.words
    *earlier, own = SPLIT.split(re.split(WORDS["than"], before)[0] if re.search(WORDS["than"], before) else before)
    subject = own if bases_aside(own) else "".join(earlier[-1:])
    if figures(subject):
        return False  # which side is meant is told by its figure
    known = [figure for evidence in claim.cited for figure in figures_of(evidence)]
    for found in read_sums(claim.sum):
        if found.result.value != by or len(found.operands) != 2:
            continue
        first, second = (
            max((_score(subject, other) for other in known if other.figure.same(operand)), default=0)
            for operand in found.operands
        )
        if first != second:
            return (first > second) is not one.more
    return False


def bases_aside(words: str) -> frozenset[str]:
    """Pairs of characters that say more than what a figure is per: nothing of 每人每月."""
    for pattern in BASES.values():
        words = pattern.sub(" ", words)
    return pairs(re.sub("每[人生户名]", " ", words))


def moves(claim: Claim) -> bool:
    """Whether a sentence says from which figure to which something goes, or how two compare that it says or cites."""
    text = fold_same_length(claim.text)
    ways = ((_only(match["one"]), _only(match["other"])) for match in FROM_TO.finditer(text))
    return any(one and other for one, other in ways) or any(one.holds for one in comparisons(claim))


def _meant(
    words: str, against: str, known: Sequence[FigureInContext], unit: str
) -> tuple[Decimal | None, Decimal | None]:
    """The two figures of one unit that two sides belong to; None where that is open."""
    amounts = [one for one in known if _is_amount(one) and (unit in ("", "%") or _of_unit(one, unit))]
    fits: dict[tuple[Decimal, Decimal], int] = {}
    for one in amounts:
        for other in amounts:
            own, its = _score(words, one), _score(against, other)
            if own and its and one.figure.value != other.figure.value and one.figure.unit == other.figure.unit:
                much = own + its - _score(words, other) - _score(against, one)
                key = one.figure.value, other.figure.value
                fits[key] = max(much, fits.get(key, much))
    best = [key for key, much in fits.items() if much == max(fits.values())]
    return best[0] if len(best) == 1 else (None, None)


def _score(words: str, one: FigureInContext) -> int:
    """How much of some words a figure's own words, its year and its ranks hold."""
    said = figures(words)
    years = {int(figure.value) for figure in said if figure.is_year}
    ranks = {f"{figure.value}{figure.unit}" for figure in said if figure.unit in RANKS}
    if years and one.year not in years:
        return 0
    return OWN * bool(years) + OWN * len(ranks & one.label) + len(pairs(words) & (respective(one) or one.label))


def _of_region(words: str, text: str, claim: Claim) -> Decimal | None:
    """The one amount of a region that some words name, in the year that the sentence or the question names; where there
    is a sum, of those that it takes."""
    evidence = [one for one in claim.cited if any(name in words for name in own_names(one.region))]
    years = {int(figure.value) for figure in (*figures(text), *figures(claim.question)) if figure.is_year}
    operands = [operand for found in read_sums(claim.sum) for operand in found.operands]
    known = [one for piece in evidence for one in figures_of(piece) if _is_amount(one)]
    known = [one for one in known if not years or one.year in years]
    if operands:
        known = [one for one in known if any(operand.value == one.figure.value for operand in operands)]
    values = {one.figure.value for one in known}
    return values.pop() if len(values) == 1 else None


def _of_year(words: str, known: Sequence[FigureInContext], latest: Figure | None) -> Decimal | None:
    """The figure of the year that some words name, in the unit of another."""
    years = {int(figure.value) for figure in figures(words) if figure.is_year}
    unit = latest.unit if latest else ""
    values = {one.figure.value for one in known if one.year in years and _is_amount(one) and _of_unit(one, unit)}
    return values.pop() if len(values) == 1 else None


def _is_amount(one: FigureInContext) -> bool:
    return not (one.figure.is_year or one.is_base or one.figure.unit in RANKS) and one.piece[1] >= 0


def _of_unit(one: FigureInContext, unit: str) -> bool:
    return not unit or one.figure.unit == unit or not one.figure.unit or {one.figure.unit, unit} <= set(SHARE)


def _only(words: str) -> Figure | None:
    """The one amount of some words."""
    found = [one.figure for one in figures_in_context(words) if not (one.figure.is_year or one.is_base)]
    found = [figure for figure in found if figure.unit]
    found = [figure for figure in found if figure.unit not in RANKS] or [one for one in found if one.unit == YEARS_OLD]
    return found[0] if len(found) == 1 else None


def _last(before: str, like: Figure | None) -> Figure | None:
    """The last amount that was said, in the unit of another."""
    said = [one for one in figures_in_context(before) if not (one.figure.is_year or one.is_base)]
    ranks = [unit for unit in RANKS if like is None or unit != like.unit]
    said = [one for one in said if one.figure.unit not in ranks and (like is None or _of_unit(one, like.unit))]
    return said[-1].figure if said else None


def _in_percent(by: Decimal, whole: Decimal) -> Decimal | None:
    return (by * 100 / whole).quantize(Decimal("0.1")).normalize() if whole else None

"""The figure gate: what a written sentence says must stand in the sources that it cites, or it is not released.

Every figure is matched with figures of the cited sources, step by step stricter (`FITS`); then the sentence as a whole
is checked (`CHECKS`). It leaves asking again and replacing to `write`.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.identity.divisions import named
from ingest.identity.lexicon import mentions
from ingest.quantities.figures import Figure, figures
from ingest.text.fold import fold, fold_same_length
from rag.generation.evidence import Source
from rag.question.scope import names
from rag.verification.figures_in_context import FigureInContext, bases, figures_in_context, figures_of, pairs, words_of
from rag.verification.patterns import ABOUT_PLANS, DENIAL, DENIED, EXACT, TALK
from rag.verification.sums import Sum, read_sum

MIN_WORDS = 0.35  # share of a sentence's character pairs that its sources or the question hold
FEW_WORDS = 6  # character pairs; a sentence of fewer says next to nothing but its figures
NAMED = 0.6  # share of a row's name that must be said to name it
CLEARLY = 0.25  # by which another row must be named better to be the one that is meant
CONTRAST = 0.5  # share of what sets another figure apart that must be said to mean that one
MONTHS = Decimal(12)  # the one figure that a sum may take from nowhere, from a monthly amount to a year's


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence to be checked, with all that it may be checked against."""

    text: str
    sum: str = ""
    cited: tuple[Source, ...]
    offered: tuple[Source, ...]
    question: str
    """Folded."""
    noted: tuple[Figure, ...] = ()
    """Figures that code has computed and noted."""
    disputed: tuple[Decimal, ...] = ()
    """Values of one thing on which the plan contradicts itself."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A check that failed and the words that failed it."""

    check: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ClaimChecker:
    """All checks but those switched `off` (to measure what each is good for)."""

    off: Collection[str] = field(default_factory=frozenset)

    def faults(self, claim: Claim) -> tuple[Fault, ...]:
        """What speaks against a sentence; nothing means that it may be released."""
        found = [fault for name, check in CHECKS.items() if name not in self.off for fault in check(claim, name)]
        return (*found, *self._unfounded(claim))

    def _unfounded(self, claim: Claim) -> Iterable[Fault]:
        plain = fold_same_length(claim.text)
        exact = [match.span() for pattern in EXACT.values() for match in pattern.finditer(plain)]
        known = [one for source in claim.cited for one in figures_of(source)]
        computed = _computed(claim, known, trusting="sum" in self.off)
        for one in figures_in_context(claim.text):
            if any(start <= one.figure.start < end for start, end in exact) or one.figure in computed:
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


def _value(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    return one.figure.value == other.figure.value


def _unit(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    """Equal units; a figure of a source without one (3—5万人, 65、75元) fits where the next words are no other unit."""
    if one.figure.unit and other.figure.unit:
        return one.figure.unit == other.figure.unit
    if not one.figure.unit and not other.figure.unit:
        return not one.follows or not other.follows or one.follows == other.follows
    if not one.figure.unit:
        return not one.follows
    return not other.follows and _shares_unit(one, other)


def _shares_unit(one: FigureInContext, other: FigureInContext) -> bool:
    """Whether a bare figure stands in one piece with one of the unit: the start of a range, an item of a list."""
    return other.source is not None and any(
        near.piece == other.piece and near.figure.unit == one.figure.unit for near in figures_of(other.source)
    )


def _base(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    if not one.base:
        return True
    around = other.base or (bases(words_of(other.source)) if other.source else frozenset())
    return one.base <= around


def _bound(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    return one.bound == other.bound


def _year(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """The year that the sentence names, else the question, else the latest; words for the present free the choice."""
    if other.year is None:
        return True
    if one.year:
        return one.year == other.year
    asked = {int(figure.value) for figure in figures(claim.question) if figure.is_year}
    if asked:
        return other.year in asked
    latest = max(near.year or 0 for near in _siblings(other))
    return other.year == latest or one.past


def _label(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Not about what a figure beside it is about: 小学1000元,初中1250元."""
    asked = pairs(claim.question)
    for near in _siblings(other):
        own, its = other.label - near.label, near.label - other.label
        if near.figure.value == other.figure.value or (one.year == other.year != near.year and one.year):
            continue
        if own and not its and len(own & (one.label | asked)) < CONTRAST * len(own):
            return False  # what holds for some is not said of all: 360元;山区学生420元
        for said in (one.label, asked):
            if own & said:
                break
            if its and len(its & said) >= CONTRAST * len(its):
                return False
    return True


def _row(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Not of a row when the sentence, or else the question, names another row that was offered."""
    source = other.source
    if source is None or not source.name:
        return True
    for text in (fold(one.before), fold(claim.text), claim.question):
        if any(_means_other(rival, source, text) for rival in claim.offered if rival.name and rival != source):
            return False
        if _naming(source, text, frozenset()) >= NAMED:
            return True
    return True


def _means_other(rival: Source, source: Source, text: str) -> bool:
    """Whether a text names the rival by words that the source does not hold, and the source not as well."""
    held = pairs(fold(source.citation.quote))
    theirs = _naming(rival, text, held)
    own = _naming(source, text, pairs(fold(rival.name)))
    return theirs >= NAMED and own < min(NAMED, theirs - CLEARLY)


def _naming(source: Source, text: str, common: frozenset[str]) -> float:
    """How far a text names a row by words of which some are not `common`: by its concept, or by a share of its name."""
    named_by = [mention.words for mention in mentions(text) if source.concept and mention.concept == source.concept]
    if any(pairs(words) - common for words in named_by):
        return 1.0
    name = pairs(fold(source.name)) - common
    return len(name & pairs(text)) / len(name) if name else 0.0


def _place(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Of the region that is named last before it, where the sources are of several."""
    words = fold_same_length(claim.text)[: one.figure.start]
    regions = {source.region for source in claim.offered}
    last = {region: max((words.rfind(name) for name in _own_names(region)), default=-1) for region in regions}
    nearest = max(last.values(), default=-1)
    return nearest < 0 or (other.source is not None and last[other.source.region] == nearest)


def _own_names(region: str) -> set[str]:
    """Names of a region itself, without those above it."""
    return set(names(region)) - set(names(region.rpartition("/")[0]))


FITS: dict[str, Callable[[FigureInContext, FigureInContext, Claim], bool]] = {
    "value": _value,
    "unit": _unit,
    "base": _base,
    "bound": _bound,
    "year": _year,
    "label": _label,
    "row": _row,
    "place": _place,
}


def _siblings(figures_in_context: FigureInContext) -> list[FigureInContext]:
    """Figures of the same unit that stand with one in its sentence or row, itself among them."""
    if figures_in_context.source is None:
        return [figures_in_context]
    in_row = bool(figures_in_context.source.citation.cells)
    return [
        near
        for near in figures_of(figures_in_context.source)
        if near.figure.unit == figures_in_context.figure.unit
        and not near.figure.is_year
        and near.piece[1] >= 0
        and (in_row or near.piece == figures_in_context.piece)
    ] or [figures_in_context]


def _computed(claim: Claim, known: list[FigureInContext], *, trusting: bool) -> tuple[Figure, ...]:
    """Figures of a sentence that its sum founds: the result, and what the sum takes from the question."""
    said = figures(claim.text)
    if trusting and claim.sum:
        return said
    found = read_sum(claim.sum) if claim.sum else None
    if not found or not _founded(found, claim, known):
        return ()
    result = [figure for figure in said if (figure.value, figure.unit) == (found.result.value, found.result.unit)]
    return (*result, *(figure for figure in said if any(figure.same(operand) for operand in found.operands)))


def _founded(found: Sum, claim: Claim, known: list[FigureInContext]) -> bool:
    """Whether every operand stands in a cited source or in the question; 12 where a source speaks of months."""
    given = [one.figure for one in known if not one.figure.is_year] + list(figures(claim.question))
    monthly = any("month" in bases(words_of(source)) for source in claim.cited)
    in_source = [figure for figure in found.operands if any(figure.same(one.figure) for one in known)]
    return bool(in_source) and all(
        any(operand.same(figure) for figure in given) or (operand.value == MONTHS and monthly)
        for operand in found.operands
    )


def _cited(claim: Claim, check: str) -> Iterable[Fault]:
    if not claim.cited:
        yield Fault(check)


def _exact(claim: Claim, check: str) -> Iterable[Fault]:
    """Dates, document numbers, telephone numbers, addresses: letter by letter, spaces aside."""
    held = "\n".join("".join(words_of(source).split()) for source in claim.cited)
    known = {match.group() for match in EXACT[check].finditer(held)}  # 530元 holds no number to call
    for match in EXACT[check].finditer(fold_same_length(claim.text)):
        words = "".join(match.group().split())
        if words not in known and (check == "phone" or words not in held):
            yield Fault(check, match.group())


def _region(claim: Claim, check: str) -> Iterable[Fault]:
    """Places that the sentence names are those of its sources, or stand in their words."""
    text = fold(claim.text)
    own = {name for source in claim.cited for name in names(source.region)}
    held = fold("".join(map(words_of, claim.cited)))
    places = {words for words, _ in named(text)}
    places |= {name for source in claim.offered for name in names(source.region) if name in text}
    for place in sorted(places):
        if place not in held and not any(place in name or name in place for name in own):
            yield Fault(check, place)


def _negation(claim: Claim, check: str) -> Iterable[Fault]:
    """What the evidence denies is not affirmed, unless a cited source does, and what is affirmed is not denied."""
    text, held = fold_same_length(claim.text), "\n".join(map(words_of, claim.cited))
    around = "\n".join(map(words_of, claim.offered))
    for words in sorted(_denied(around) - _denied(text)):
        if words in text and not _affirmed(held, words):
            yield Fault(check, words)
    for words in sorted(_denied(text) - _denied(held)):
        if words in held:
            yield Fault(check, words)
    for match in DENIAL.finditer(held):
        turned = re.search(f"{match[1]}(.{{0,3}}?){match[2]}", text)
        if turned and not DENIED.search(turned[1]):
            yield Fault(check, turned.group())


def _denied(text: str) -> set[str]:
    """The two characters behind every denial."""
    ends = [match.end() for match in DENIED.finditer(text)]
    return {words for at in ends if len(words := text[at : at + 2]) == 2 and pairs(words)}


def _affirmed(text: str, words: str) -> bool:
    """Whether a text also says the words without a denial before them."""
    ends = {match.end() for match in DENIED.finditer(text)}
    at = text.find(words)
    while at >= 0:
        if at not in ends:
            return True
        at = text.find(words, at + 1)
    return False


def _both(claim: Claim, check: str) -> Iterable[Fault]:
    values = {figure.value for figure in figures(claim.text)}
    if values & set(claim.disputed) and not set(claim.disputed) <= values:
        yield Fault(check, "、".join(f"{value:f}" for value in claim.disputed))


def _words(claim: Claim, check: str) -> Iterable[Fault]:
    said = pairs(ABOUT_PLANS.sub(" ", fold(claim.text)))
    held = pairs(fold("\n".join(map(words_of, claim.cited)))) | pairs(claim.question)
    if claim.cited and len(said) >= FEW_WORDS and len(said & held) < MIN_WORDS * len(said):
        yield Fault(check)


def _talk(claim: Claim, check: str) -> Iterable[Fault]:
    if match := TALK.search(fold(claim.text)):
        yield Fault(check, match.group())


CHECKS: dict[str, Callable[[Claim, str], Iterable[Fault]]] = {
    "cited": _cited,
    "date": _exact,
    "number": _exact,
    "phone": _exact,
    "link": _exact,
    "region": _region,
    "negation": _negation,
    "both": _both,
    "words": _words,
    "talk": _talk,
}
ALL = (*CHECKS, *FITS, "sum")

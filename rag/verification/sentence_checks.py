"""Whether a sentence as a whole holds: what it says letter by letter, where, what it affirms, whether it is an answer.

A new check is one function and one line in `CHECKS`.
"""

import re
from collections.abc import Callable, Iterable

from ingest.identity.divisions import named
from ingest.quantities.figures import figures
from ingest.text.fold import fold, fold_same_length
from rag.question.scope import names
from rag.verification.claims import Claim, Fault
from rag.verification.comparisons import compared
from rag.verification.conditions import enough, everyone
from rag.verification.crossings import crossed
from rag.verification.figures_in_context import pairs, words_of
from rag.verification.patterns import DENIAL, DENIED, EXACT, TALK
from rag.verification.relations import joined, levels, listed, parts
from rag.verification.silence import affirmed
from rag.verification.statement_checks import (
    actors,
    alternatives,
    grades,
    opposed,
    refusal,
    roles,
    silence,
    stance,
    tense,
)
from rag.verification.wording import unknown, wording
from rag.verification.writings import unreadable

WIDER = re.compile(r"全([省国])(?!的?\d)")  # told of a figure, where the evidence is a county's
PERIOD = re.compile("十[一二三四五六]五")
SILENT_PLAN = re.compile("(?:没有|没|未)(?:写|提|规定|明确|说明|列|载)")


def _cited(claim: Claim, check: str) -> Iterable[Fault]:
    if not claim.cited:
        yield Fault(check)


def _exact(claim: Claim, check: str) -> Iterable[Fault]:
    """Dates, document numbers, telephone numbers, addresses: letter by letter, spaces aside."""
    held = "\n".join("".join(words_of(evidence).split()) for evidence in claim.cited)
    known = {match.group() for match in EXACT[check].finditer(held)}  # 530元 holds no number to call
    for match in EXACT[check].finditer(fold_same_length(claim.text)):
        words = "".join(match.group().split())
        if words not in known and (check == "phone" or words not in held):
            yield Fault(check, match.group())


def _region(claim: Claim, check: str) -> Iterable[Fault]:
    """Places that the sentence names are those of its evidence, or stand in its words; another that was offered may be
    named to say, without a figure, that its plan is silent."""
    text = fold(claim.text)
    own = {name for evidence in claim.cited for name in names(evidence.region)}
    held = fold("".join(map(words_of, claim.cited)))
    places = {words for words, _ in named(text)}
    places |= {name for evidence in claim.offered for name in names(evidence.region) if name in text}
    offered = {name for evidence in claim.offered for name in names(evidence.region)}
    silent = [clause for clause in re.split("[,，;；。]", text) if SILENT_PLAN.search(clause) and not figures(clause)]
    quoted = fold("".join(evidence.citation.quote + evidence.citation.title for evidence in claim.cited))
    for match in WIDER.finditer(text) if claim.cited and figures(text) else ():
        if match[1] not in quoted:
            yield Fault(check, match.group())
    for place in sorted(places):
        if place in offered and any(place in clause for clause in silent):
            continue
        if place not in held and not any(place in name or name in place for name in own):
            yield Fault(check, place)


def _period(claim: Claim, check: str) -> Iterable[Fault]:
    """A five-year period that a sentence names is one of its evidence, where that names any."""
    held = fold("".join(map(words_of, claim.cited)))
    quoted = PERIOD.search(fold("".join(evidence.citation.quote for evidence in claim.cited)))
    for match in PERIOD.finditer(fold(claim.text)):
        if quoted and match.group() not in held:
            yield Fault(check, match.group())


def _negation(claim: Claim, check: str) -> Iterable[Fault]:
    """What the evidence denies is not affirmed, unless what is cited does, and what is affirmed is not denied."""
    text, held = affirmed(fold_same_length(claim.text)), "\n".join(map(words_of, claim.cited))
    around = "\n".join(map(words_of, claim.offered))
    for words in sorted(_denied(around) - _denied(text)):
        if words in text and not _affirmed(held, words):
            yield Fault(check, words)
    for words in sorted(_denied(text) - _denied(held)):
        if words in held and words[0] != "是":
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
    """Of two values that contradict each other both are said; not of two that semicolons of one line keep apart."""
    values, disputed = {figure.value for figure in figures(claim.text)}, set(claim.disputed)
    lines = [line for evidence in claim.cited for line in re.split(r"[。\n]", evidence.citation.quote)]
    apart = any(
        disputed <= {value for part in parts for value in part} and not any(disputed <= part for part in parts)
        for line in lines
        if (parts := [{figure.value for figure in figures(part)} for part in re.split("[；;]", line)])
    )
    if values & disputed and not disputed <= values and not apart:
        yield Fault(check, "、".join(f"{value:f}" for value in claim.disputed))


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
    "period": _period,
    "negation": _negation,
    "both": _both,
    "talk": _talk,
    "wording": wording,
    "stance": stance,
    "tense": tense,
    "roles": roles,
    "actors": actors,
    "opposed": opposed,
    "unknown": unknown,
    "grades": grades,
    "refusal": refusal,
    "silence": silence,
    "alternatives": alternatives,
    "crossed": crossed,
    "parts": parts,
    "joined": joined,
    "listed": listed,
    "levels": levels,
    "enough": enough,
    "everyone": everyone,
    "compared": compared,
    "unreadable": unreadable,
}

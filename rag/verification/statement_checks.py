"""Whether what a sentence says beyond its figures stands in the evidence: its words, what it turns or narrows, and
whether it takes a plan for a fact.

What counts as near, plain or turned stands in `data/statements.toml`. Each function is one line in `CHECKS` of
`sentence_checks.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.identity.lexicon import mentions, official_names, reworded
from ingest.quantities.figures import figures
from ingest.text.fold import fold
from ingest.text.split import sentences
from rag.question.scope import names
from rag.question.terms import words_with_tags
from rag.schema import Citation, CitedCell
from rag.verification.claims import Claim, Fault
from rag.verification.comparisons import moves
from rag.verification.figures_in_context import bases, words_of
from rag.verification.statements import STATEMENTS

PLAIN = frozenset(STATEMENTS["words"]["plain"].split())
NEAR: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split()) for line in STATEMENTS["words"]["near"].splitlines() if line.strip()
)
SILENCE = re.compile(STATEMENTS["silence"]["words"])
DONE = re.compile(STATEMENTS["tense"]["done"])
HELD_DONE = re.compile(STATEMENTS["tense"]["held_done"])
PLANNED = re.compile(STATEMENTS["tense"]["planned"])
AHEAD = re.compile(STATEMENTS["tense"]["ahead"])
REVIEW = re.compile(STATEMENTS["tense"]["review"])
TARGET = re.compile(STATEMENTS["tense"]["target"])
ROLES = re.compile(rf"([\u4e00-\u9fff]{{2,16}}?)(?:{STATEMENTS['roles']['words']})")
ROLE = re.compile(STATEMENTS["roles"]["words"])
EXCLUDED = (
    re.compile(STATEMENTS["excluded"]["out"] + r"([\u4e00-\u9fff]{2})"),
    re.compile(r"([\u4e00-\u9fff]{2,4}?)" + STATEMENTS["excluded"]["behind"]),
)
ACTOR = re.compile(r"([\u4e00-\u9fff]{1,12}?)(" + STATEMENTS["actors"]["ends"] + ")")
BEFORE_ACTOR = re.compile("[由归找向到去的和与及对是请经让或有为报]")
LEVELED = re.compile("[省市州县区乡镇街][^省市州县区乡镇街]{0,8}$")
LEVELS = "省市州县区乡镇街村"
OFFICE = "局厅委办会部门人民级一二三四两各"  # characters that most offices have
OPPOSED = tuple(tuple(re.compile(side) for side in pair) for pair in STATEMENTS["opposed"]["pairs"])
WIDENED = tuple(tuple(re.compile(side) for side in pair) for pair in STATEMENTS["opposed"]["widened"])
RISKY = re.compile(STATEMENTS["near_in_meaning"]["never"])
REFUSAL = re.compile(STATEMENTS["refusal"]["said"])
BOUNDED = re.compile(STATEMENTS["refusal"]["held"])
OR_PAID = re.compile(STATEMENTS["refusal"]["either"])
DIGITS = "〇一二三四五六七八九"
GRADES = re.compile("[一二三四五六七八九](?:(?:[、至到和及—~-]|以及)?[一二三四五六七八九])*年级")
NEAR_VERB, NEAR_NOUN = STATEMENTS["near_in_meaning"]["verb"], STATEMENTS["near_in_meaning"]["noun"]
DENIED_AT_ALL = re.compile("[不没未无非]|(?<![免消])除")
HAN = re.compile(r"[\u4e00-\u9fff]")
SILENT = ("u", "p", "c", "y", "e", "o", "r", "x", "w", "h", "k", "m", "q")  # tags of words that say nothing alone
GLUE = "和与及或由向在对到从的为是按把将"  # characters that the dictionary may take for the start of a word
NOUNS = tuple(STATEMENTS["words"]["bound_tags"])
EVERY_YEAR = frozenset({"year"})  # figures of plans are a year's where nothing else is said
MOST_ASKED = 3  # words of a sentence for which near ones are looked up: each costs some 10 ms
RUNS, LEAST_RUN = "namvjbg", 3  # tags and length of a run of single characters that may be a word of its own
COVERED = 0.65  # share of the characters of a word of three and more that must stand in the evidence side by side
CLAUSE = re.compile(r"[，,。；;\n]")
AGENCY = re.compile("[局委办厅部院所站会]$|财政$|政府$|中心$|部门$")
PERSONAL = re.compile("[您你]")


@dataclass(frozen=True, slots=True)
class Stance:
    """Words that turn or narrow what is said, and what the evidence must say for them."""

    said: re.Pattern[str]
    held: re.Pattern[str]
    unless: re.Pattern[str] | None
    moved: bool
    """Whether figures that go from one to another say it as well."""


STANCES = tuple(
    Stance(
        re.compile(one["said"]),
        re.compile(one["held"]),
        re.compile(one["unless"]) if "unless" in one else None,
        one.get("moved", False),
    )
    for one in STATEMENTS["stance"]
)


def wording(claim: Claim, check: str) -> Iterable[Fault]:
    """Every word that says something stands in the cited evidence, by itself, by the lexicon or as a near word.

    The question may lend words that are no nouns; nouns only where the sentence says what the plan does not, or speaks
    of the person who asks.
    """
    if not claim.cited:
        return
    text, held = fold(claim.text), _around(claim)
    lent = bool(SILENCE.search(text) or PERSONAL.search(text))
    at, asked_of = 0, 0
    for word, tag in words_with_tags(text):
        start, at = at, at + len(word)
        if (
            len(HAN.findall(word)) != len(word)
            or len(word) < 2
            or tag[:1] in SILENT
            or word in PLAIN
            or (word[0] == "每" and bases(word) - EVERY_YEAR <= bases(held))
            or figures(word)
        ):
            continue
        asked = word in claim.question and (lent or tag not in NOUNS)
        cut = text[max(0, start - 1) : at + 1]
        if not asked and not _stands(word, held, cut):
            asked_of += 1
            if asked_of > MOST_ASKED or not _is_near(word, tag, held, claim):
                yield Fault(check, word)


def unknown(claim: Claim, check: str) -> Iterable[Fault]:
    """A run of single characters that is no word of the dictionary (五险一金) stands in evidence or question."""
    text, held = fold(claim.text), f"{_held(claim)}\n{claim.question}"
    spans = [(figure.start, figure.end) for figure in figures(text)]
    run, nouns, at = "", 0, 0
    for word, tag in (*words_with_tags(text), ("", "x")):
        start, at = at, at + len(word)
        single = len(word) == 1 and HAN.match(word) and tag[:1] in RUNS
        if single and not any(begin <= start < end for begin, end in spans):
            run, nouns = run + word, nouns + (tag[:1] != "v")
            continue
        stands = any(run[step : step + 2] in held for step in range(len(run) - 1))
        if claim.cited and len(run) >= LEAST_RUN and nouns > 1 and not stands:
            yield Fault(check, run)
        run, nouns = "", 0


def _is_near(word: str, tag: str, held: str, claim: Claim) -> bool:
    """Whether a word of the evidence means nearly the same: of nouns very nearly, since 初中 is near 小学 too; never
    where the word is one of those that make a difference."""
    if claim.near is None or RISKY.search(word):
        return False
    least = NEAR_NOUN if tag in NOUNS or tag[:1] == "n" else NEAR_VERB
    return any(share >= least and other in held and not RISKY.search(other) for other, share in claim.near(word))


def stance(claim: Claim, check: str) -> Iterable[Fault]:
    """What ends, narrows, widens, raises or lowers, binds or frees does so in the evidence too."""
    text, held = fold(claim.text), _held(claim)
    for one in STANCES:
        said = one.said.search(text)
        computed = one.moved and (bool(claim.noted or claim.sum) or moves(claim))
        stands = computed or one.held.search(held) or one.said.search(held) or (one.unless and one.unless.search(text))
        if claim.cited and said and not stands:
            yield Fault(check, said.group())
    for match in (match for pattern in EXCLUDED for match in pattern.finditer(held)):
        if match[1] in text and not DENIED_AT_ALL.search(text):
            yield Fault(check, match[1])


def actors(claim: Claim, check: str) -> Iterable[Fault]:
    """An office that a sentence names stands in the evidence, at least by most of its characters in one place."""
    places = [clause for text in _cells_and_text(claim) for clause in CLAUSE.split(fold(text))]
    places += [fold(" ".join((one.citation.title, *one.citation.section, *names(one.region)))) for one in claim.cited]
    for match in ACTOR.finditer(fold(claim.text)):
        office = BEFORE_ACTOR.split(match[1])[-1] + match[2]
        office = leveled.group() if (leveled := LEVELED.search(office)) else office
        if claim.cited and not any(_names_office(office, place) for place in places):
            yield Fault(check, office)


def grades(claim: Claim, check: str) -> Iterable[Fault]:
    """Years of a school that a sentence names are those of the evidence, ranges and lists spelled out."""
    known = _grades(_held(claim))
    for clause in CLAUSE.split(fold(claim.text)):
        if known and not DENIED_AT_ALL.search(clause):
            yield from (Fault(check, f"{DIGITS[grade]}年级") for grade in sorted(_grades(clause) - known))


def _grades(text: str) -> set[int]:
    """一到三年级, 一、二年级: 1 to 3, 1 and 2."""
    found: set[int] = set()
    for match in GRADES.finditer(text):
        named = [DIGITS.index(digit) for digit in match.group() if digit in DIGITS]
        found |= set(range(named[0], named[-1] + 1)) if re.search("[至到—~-]", match.group()) else set(named)
    return found


def refusal(claim: Claim, check: str) -> Iterable[Fault]:
    """不能 as the answer to 能…吗 needs a denial or a bound in the evidence."""
    said = REFUSAL.match(fold(claim.text))
    if claim.cited and said and not BOUNDED.search(_held(claim)):
        yield Fault(check, said.group())


def alternatives(claim: Claim, check: str) -> Iterable[Fault]:
    """免费 is not all where the evidence has 免费或低收费."""
    text, held = fold(claim.text), _around(claim)
    for match in OR_PAID.finditer(held):
        if match[1] in text and held.count(match[1]) == 1 and match[2] not in text and "或" not in text:
            yield Fault(check, match[1])


def opposed(claim: Claim, check: str) -> Iterable[Fault]:
    """What a sentence says of a figure is not the opposite of what its evidence says there: 新增 of what is 撤并."""
    text, held = fold(claim.text), "\n".join(_beside(claim))
    for said, other in (*OPPOSED, *(pair[::-1] for pair in OPPOSED), *WIDENED):
        match = said.search(text)
        if match and not other.search(text) and other.search(held) and not said.search(held):
            yield Fault(check, match.group())


def roles(claim: Claim, check: str) -> Iterable[Fault]:
    """Who leads and who assists is who does so in the evidence."""
    clauses = [clause for text in _cells_and_text(claim) for clause in CLAUSE.split(fold(text))]
    for match in ROLES.finditer(fold(claim.text)):
        role = ROLE.search(match.group())
        agency = re.split("[由是和与]", match[1])[-1]
        beside = [clause for clause in clauses if role and role.group() in clause]
        if beside and AGENCY.search(agency) and not any(_names_office(agency, clause) for clause in beside):
            yield Fault(check, match.group())


def _cells_and_text(claim: Claim) -> Iterable[str]:
    """Each cell behind its column; running text as it is."""
    for evidence in claim.cited:
        cells = evidence.citation.cells
        yield from [f"{cell.column}:{cell.quote}" for cell in cells] or [evidence.citation.quote]


def _names_office(office: str, place: str) -> bool:
    """Whether a place names an office, maybe in a longer form: of 市住建局 市 and, in this order, 住 and 建."""
    level = office[:1] if office[:1] in LEVELS else ""
    own = [character for character in office[len(level) :] if character not in OFFICE]
    return level in place and re.search(".{0,4}?".join(own), place) is not None


def tense(claim: Claim, check: str) -> Iterable[Fault]:
    """What is planned is not told as done."""
    text = fold(claim.text)
    said = DONE.search(text)
    if said and claim.cited and not any(map(_is_done, _places(claim))):
        yield Fault(check, said.group())
    ahead = AHEAD.search(text)
    if ahead and claim.cited and all(_is_review(one.citation) for one in claim.cited):
        yield Fault(check, ahead.group())


def _is_review(citation: Citation) -> bool:
    """Whether running text stands in the part of a plan that says what was reached, and plans nothing itself."""
    return bool(
        not citation.cells
        and REVIEW.search(fold(" ".join(citation.section)))
        and not AHEAD.search(fold(citation.quote))
    )


def _held(claim: Claim) -> str:
    """All that the cited evidence says, with the names of its regions."""
    regions = (name for evidence in claim.cited for name in names(evidence.region))
    return fold("\n".join((*map(words_of, claim.cited), *regions)))


def _beside(claim: Claim) -> Iterable[str]:
    """Of running text the sentences of the figures that are said, of rows their cells; nothing where none is found."""
    values = {figure.value for figure in figures(claim.text) if not figure.is_year}
    for evidence in claim.cited:
        citation = evidence.citation
        if citation.cells:
            yield from (fold(f"{cell.column}:{cell.quote}") for cell in citation.cells[:1])
        spans = [] if citation.cells else sentences(citation.quote)
        texts = [*(citation.quote[start:end] for start, end in spans), *(cell.quote for cell in citation.cells)]
        yield from (fold(words) for words in texts if values & {figure.value for figure in figures(words)})


def _around(claim: Claim) -> str:
    """Of running text the sentences of the figures that are said, each with the one before it, and what stands over
    them; all of it where no figure is found in one of them."""
    values = {figure.value for figure in figures(claim.text) if not figure.is_year}
    found = []
    for evidence in claim.cited:
        citation = evidence.citation
        spans = list(sentences(citation.quote))
        said = [
            at
            for at, (start, end) in enumerate(spans)
            if not citation.cells and values & {figure.value for figure in figures(citation.quote[start:end])}
        ]
        parts = [citation.quote[spans[max(0, at - 1)][0] : spans[at][1]] for at in said] or [words_of(evidence)]
        found += [*parts, citation.title, citation.period, *citation.section, *names(evidence.region)]
    return fold("\n".join(found))


def _stands(word: str, held: str, cut: str = "") -> bool:
    """Whether a text holds a word, or what stands for it; `cut` is the word with the characters beside it, of which the
    dictionary may have taken the one before for another word (学|前段)."""
    recut = len(word) == 2 and cut[1:3] == word and cut[:2] in held and word[1] in held
    if recut or word in held or (word[0] in GLUE and (word[1:] in held or word[1:] in PLAIN)):
        return True
    if any(word in group and any(other in held for other in group) for group in NEAR):
        return True
    if any(other in held for other in otherwise(word)):
        return True
    if len(word) < 3:
        return False
    halves = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    if any(all(half in PLAIN or _stands(half, held) for half in both) for both in halves):
        return True
    covered = {at + step for at in range(len(word) - 1) if word[at : at + 2] in held for step in (0, 1)}
    return len(covered) >= COVERED * len(word)


@cache
def otherwise(word: str) -> tuple[str, ...]:
    """What the lexicon has for a word: what plans call it, and names of the concept that it names."""
    plan = [fold(other) for _, everyday, others in reworded(word) if everyday == word for other in others]
    called = [fold(name) for one in mentions(word) if one.words == word for name in official_names(one.concept)]
    return (*plan, *called)


def _places(claim: Claim) -> Iterable[CitedCell | str]:
    """Cells of the figures that a sentence says, else all; of running text the whole."""
    values = {figure.value for figure in figures(claim.text) if not figure.is_year}
    for evidence in claim.cited:
        cells = evidence.citation.cells
        if not cells:
            yield evidence.citation.quote
        said = [cell for cell in cells if values & {figure.value for figure in figures(cell.quote)}]
        yield from said or cells


def _is_done(place: CitedCell | str) -> bool:
    """Whether a cell or a text says that something is done, or at least not that it is only planned."""
    if isinstance(place, CitedCell):
        column = fold(place.column)
        return not TARGET.search(column) if figures(place.quote) else bool(HELD_DONE.search(fold(place.quote)))
    words = fold(place)
    return "已" in words or not PLANNED.search(words)

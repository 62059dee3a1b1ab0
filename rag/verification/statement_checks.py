"""Whether what a sentence says beyond its figures and single words stands in the evidence: what it turns or narrows,
whom it names, and whether it takes a plan for a fact.

What counts as turned stands in `data/statements.toml`. Each function is one line in `CHECKS` of
`sentence_checks.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.quantities.figures import figures
from ingest.text.fold import fold
from ingest.text.split import sentences
from rag.question.scope import names
from rag.question.terms import words_with_tags
from rag.schema import Citation, CitedCell
from rag.verification.claims import Claim, Fault
from rag.verification.comparisons import moves
from rag.verification.figures_in_context import CAME_FROM, FigureInContext, figures_of
from rag.verification.held import around_figures, beside_figures, held_text, places_of_figures
from rag.verification.silence import SILENT, affirmed, unsaid
from rag.verification.statements import STATEMENTS
from rag.verification.wording import PLAIN

Opposed = tuple[re.Pattern[str], re.Pattern[str]]
DONE = re.compile(STATEMENTS["tense"]["done"])
HELD_DONE = re.compile(STATEMENTS["tense"]["held_done"])
PLANNED = re.compile(STATEMENTS["tense"]["planned"])
AHEAD = re.compile(STATEMENTS["tense"]["ahead"])
REVIEW = re.compile(STATEMENTS["tense"]["review"])
STILL = re.compile(STATEMENTS["tense"]["still"])
NOW = re.compile(STATEMENTS["tense"]["now"])
TARGET = re.compile(STATEMENTS["tense"]["target"])
ROLES = re.compile(rf"([\u4e00-\u9fff]{{2,16}}?)(?:{STATEMENTS['roles']['words']})")
ROLE = re.compile(STATEMENTS["roles"]["words"])
EXCLUDED = (
    re.compile(STATEMENTS["excluded"]["out"] + STATEMENTS["excluded"]["others"] + r"([\u4e00-\u9fff]{2})"),
    re.compile(r"([\u4e00-\u9fff]{2,4}?)" + STATEMENTS["excluded"]["behind"]),
)
ACTOR = re.compile(r"([\u4e00-\u9fff]{1,12}?)(" + STATEMENTS["actors"]["ends"] + ")")
BEFORE_ACTOR = re.compile("[由归找向到去的和与及对是请经让或有为报]")
LEVELED = re.compile("[省市州县区乡镇街][^省市州县区乡镇街]{0,8}$")
LEVELS = "省市州县区乡镇街村"
OFFICE = "局厅委办会部门人民级一二三四两各"  # characters that most offices have
OPPOSED = tuple(tuple(re.compile(side) for side in pair) for pair in STATEMENTS["opposed"]["pairs"])
CHANGED = re.compile(r"[由从].{0,16}?\d[^，。；]{0,12}?[到至为]\D{0,4}\d")
MOVED = next(pair for pair in OPPOSED if pair[0].search("提高") and pair[1].search("降低"))
WIDENED = tuple(tuple(re.compile(side) for side in pair) for pair in STATEMENTS["opposed"]["widened"])
GETS, FUNDS, PAID_OUT = (re.compile(STATEMENTS["funds"][name]) for name in ("gets", "held", "paid"))
REFUSAL = re.compile(STATEMENTS["refusal"]["said"])
BOUNDED = re.compile(STATEMENTS["refusal"]["held"])
OR_PAID = re.compile(STATEMENTS["refusal"]["either"])
DIGITS = "〇一二三四五六七八九"
GRADES = re.compile("[一二三四五六七八九](?:(?:[、至到和及—~-]|以及)?[一二三四五六七八九])*年级")
NUMBER = re.compile("数字|多少|数据|比例|百分")
MOST_ALIKE = 2  # nouns that must stand together for a sentence to be about the same
OPEN = re.compile("[哪几怎]|多少|什么")  # 没有写从哪一年起免费
UNMENTIONED = re.compile(STATEMENTS["silence"]["unmentioned"])
LONGEST_MENTION = 6  # characters of what is said not to be mentioned
CASE = re.compile(STATEMENTS["tense"]["case"])
DENIED_AT_ALL = re.compile("[不没未无非]|(?<![免消])除")
CLAUSE = re.compile(r"[，,。；;\n]")
AGENCY = re.compile("[局委办厅部院所站会]$|财政$|政府$|中心$|部门$")


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


def stance(claim: Claim, check: str) -> Iterable[Fault]:
    """What ends, narrows, widens, raises or lowers, binds or frees does so in the evidence too."""
    text, held = affirmed(fold(claim.text)), held_text(claim)
    for one in STANCES:
        said = one.said.search(text)
        computed = one.moved and (bool(claim.noted or claim.sum) or moves(claim))
        stands = computed or one.held.search(held) or one.said.search(held) or (one.unless and one.unless.search(text))
        if claim.cited and said and not stands:
            yield Fault(check, said.group())
    for match in (match for pattern in EXCLUDED for match in pattern.finditer(held)):
        if match[1] in text and not DENIED_AT_ALL.search(text):
            yield Fault(check, match[1])


def funds(claim: Claim, check: str) -> Iterable[Fault]:
    """What schools or works are given (公用经费650元) is not told as what people get."""
    text = affirmed(fold(claim.text))
    known = _figures_of_text(claim)
    for match in GETS.finditer(text):
        got = next((figure for figure in figures(text) if figure.start >= match.end() and not figure.is_year), None)
        places = [fold(one.segment) for one in known if got and one.figure.same(got)]
        if places and all(FUNDS.search(place) and not PAID_OUT.search(place) for place in places):
            yield Fault(check, match.group())


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
    known = _grades(held_text(claim))
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


def silence(claim: Claim, check: str) -> Iterable[Fault]:
    """What turns or narrows a statement is not said to be missing where the evidence has it: 没有写免费."""
    held = held_text(claim)
    yield from (Fault(check, words) for words in _told_after_all(claim))
    yield from (Fault(check, words) for words in _mentioned(claim, held))
    for words in unsaid(claim):
        if OPEN.search(words):
            continue
        for one in STANCES:
            said = one.said.search(words)
            if claim.cited and said and said.group() in held and "的" not in words[said.end() :]:
                yield Fault(check, said.group())


def _mentioned(claim: Claim, held: str) -> Iterable[str]:
    """What is said not even to be mentioned (没有提到听力), where the evidence mentions it."""
    for clause in CLAUSE.split(fold(claim.text)):
        match = SILENT.search(clause)
        words = clause[match.end() :].strip("“”的") if match and UNMENTIONED.search(match.group()) else ""
        if 1 < len(words) <= LONGEST_MENTION and words in held and not OPEN.search(words):
            yield words


def _told_after_all(claim: Claim) -> Iterable[str]:
    """What is said to have no figure, where a sentence of the evidence has one with all its nouns."""
    clauses = CLAUSE.split(fold(claim.text))
    for at, clause in enumerate(clauses):
        if not (match := SILENT.search(clause)) or not NUMBER.search("".join(clauses[max(0, at - 1) : at + 1])):
            continue
        about = clauses[at - 1] if at else clause
        nouns = [
            word for word, tag in words_with_tags(about) if tag[:1] in "nvb" and len(word) > 1 and word not in PLAIN
        ]
        for evidence in claim.cited:
            quote = fold(evidence.citation.quote)
            for start, end in () if evidence.citation.cells else sentences(quote):
                told = quote[start:end]
                if len(nouns) >= MOST_ALIKE and all(noun in told for noun in nouns) and figures(told):
                    yield match.group()
                    return


def refusal(claim: Claim, check: str) -> Iterable[Fault]:
    """不能 as the answer to 能…吗 needs a denial or a bound in the evidence."""
    said = REFUSAL.match(fold(claim.text))
    if claim.cited and said and not BOUNDED.search(held_text(claim)):
        yield Fault(check, said.group())


def alternatives(claim: Claim, check: str) -> Iterable[Fault]:
    """免费 is not all where the evidence has 免费或低收费."""
    text, held = fold(claim.text), around_figures(claim)
    for match in OR_PAID.finditer(held):
        if match[1] in text and held.count(match[1]) == 1 and match[2] not in text and "或" not in text:
            yield Fault(check, match[1])


def opposed(claim: Claim, check: str) -> Iterable[Fault]:
    """What a sentence says of a figure is not the opposite of what its evidence says there: 新增 of what is 撤并."""
    text, held = fold(claim.text), "\n".join(beside_figures(claim))
    risen = _risen(claim)
    yield from (Fault(check, words) for words in _turned(claim))
    for said, other in (*OPPOSED, *(pair[::-1] for pair in OPPOSED), *WIDENED):
        match = said.search(text)
        if (said, other) in risen:
            continue
        if match and not other.search(text) and other.search(held) and not said.search(held):
            yield Fault(check, match.group())


def _turned(claim: Claim) -> Iterable[str]:
    """Of each clause with one figure the way that it goes, where the words right before that figure in the evidence say
    the other: 提高到1% of 降至1%."""
    known = _figures_of_text(claim)
    for clause in CLAUSE.split(affirmed(fold(claim.text))):
        said = [figure for figure in figures(clause) if not figure.is_year]
        for way, other in (MOVED, MOVED[::-1]) if len(said) == 1 else ():
            match = way.search(clause[: said[0].start])
            places = [CLAUSE.split(one.before)[-1] for one in known if one.figure.same(said[0])]
            if match and places and all(other.search(place) and not way.search(place) for place in places):
                yield match.group()


def _risen(claim: Claim) -> tuple[Opposed, ...]:
    """The pair of words that two figures bear out, told one behind the other (从966元调到1320元,涨了)."""
    said = [figure for figure in figures(claim.text) if not figure.is_year]
    if len(said) < 2 or said[0].unit != said[1].unit or not CHANGED.search(claim.text):
        return ()
    values = [figure.value for figure in said[:2]]
    texts = [text for evidence in claim.cited for text in (evidence.citation.quote, *_quotes(evidence.citation))]
    told = [[figure.value for figure in figures(text) if not figure.is_year] for text in texts]
    if not any(values == own[at : at + 2] for own in told for at in range(len(own))):
        return ()
    more, less = MOVED
    return ((more, less) if said[0].value < said[1].value else (less, more),)


def _quotes(citation: Citation) -> Iterable[str]:
    return (cell.quote for cell in citation.cells)


def roles(claim: Claim, check: str) -> Iterable[Fault]:
    """Who leads and who assists is who does so in the evidence."""
    clauses = [clause for text in _cells_and_text(claim) for clause in CLAUSE.split(fold(text))]
    for match in ROLES.finditer(fold(claim.text)):
        role = ROLE.search(match.group())
        agency = re.split("[由是和与]", match[1])[-1]
        beside = [clause for clause in clauses if role and role.group() in clause]
        if beside and AGENCY.search(agency) and not any(_names_office(agency, clause) for clause in beside):
            yield Fault(check, match.group())


def _figures_of_text(claim: Claim) -> list[FigureInContext]:
    """The figures of what is cited, without those of its titles and headers."""
    return [one for evidence in claim.cited for one in figures_of(evidence) if one.piece[1] >= 0]


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
    text = "，".join(part for part in CLAUSE.split(affirmed(fold(claim.text))) if not CASE.search(part))
    said = DONE.search(text)
    if said and claim.cited and not any(map(_is_done, places_of_figures(claim))):
        yield Fault(check, said.group())
    yield from (Fault(check, words) for words in _as_now(claim))
    ahead = AHEAD.search(text)
    if ahead and claim.cited and all(_is_review(one.citation) for one in claim.cited):
        yield Fault(check, ahead.group())


def _as_now(claim: Claim) -> Iterable[str]:
    """Words for the present in a clause whose figure the evidence has only as what is planned."""
    for clause in CLAUSE.split(affirmed(fold(claim.text))):
        said = {figure.value for figure in figures(clause) if not figure.is_year}
        now = NOW.search(clause)
        if not now or not said or AHEAD.search(clause) or TARGET.search(clause):
            continue
        known = _figures_of_text(claim)
        known = [one for one in known if one.figure.value in said and not one.figure.is_year]
        if known and all(map(_is_planned, known)):
            yield now.group()


def _is_planned(one: FigureInContext) -> bool:
    """Whether the words around a figure, or its column, say that it is still to be reached."""
    if CAME_FROM.search(one.before):
        return False
    cells = one.evidence.citation.cells if one.evidence else ()
    if cells and TARGET.search(fold(cells[one.piece[1]].column)):
        return True
    return bool(STILL.search(fold(one.segment)))


def _is_review(citation: Citation) -> bool:
    """Whether running text stands in the part of a plan that says what was reached, and plans nothing itself."""
    return bool(
        not citation.cells
        and REVIEW.search(fold(" ".join(citation.section)))
        and not AHEAD.search(fold(citation.quote))
    )


def _is_done(place: CitedCell | str) -> bool:
    """Whether a cell or a text says that something is done, or at least not that it is only planned."""
    if isinstance(place, CitedCell):
        column = fold(place.column)
        if figures(place.quote) and STILL.search(fold(place.quote)) and not HELD_DONE.search(fold(place.quote)):
            return False
        return not TARGET.search(column) if figures(place.quote) else bool(HELD_DONE.search(fold(place.quote)))
    words = fold(place)
    return "已" in words or not PLANNED.search(words)

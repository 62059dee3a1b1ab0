"""What people change in a letter and a model does not: checks beside those of `rag/verification`, for edited sentences.

Each holds the words of a sentence against those of its sources and names what they have otherwise.
"""

import re
from collections.abc import Iterator

from ingest.quantities.figures import Figure, figures
from rag.letter.sentences import data
from rag.verification.claims import Claim, Fault

CENTRE = re.compile("[省市州县区镇乡][\u4e00-\u9fff]{1,8}?(?:中心|公司|医院|学校|大队)")
EDITION = re.compile(r"第[一二三四五六七八九十\d]{1,3}版")
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z/.-]{5,}")
PER_MANY = re.compile("每[十百千万]+(?P<measure>[名人张个户所家床])")
PER_ONE = {
    "person": re.compile("每(?:一)?(?:人|名|位|生|个(?:人|孩子|老人|学生))"),
    "household": re.compile("每(?:一)?个?(?:户|家)"),
}
OFFICE = re.compile("[局厅]|委员会|办公室|财政|政府|部门|单位|联合会|残联|妇联|中心|[卫医学法]院|派出所")
DUTY = re.compile("负责|牵头|承担|主管|责任(?:单位|部门)|组织实施|落实")
GOES_ON = "的、以左及和至到或起为是者在由等内上下前后间"  # characters behind a figure that name no unit
NAMED_NEAR = 40  # characters before a figure in which the group that it is of is named
SPAN = re.compile("(?:过去|近|未来|今后|前|后|这)[三五十]年|[三五十]年(?:来|内|间|以来|期)")


def edit_faults(claim: Claim, held: str, known: str) -> Iterator[Fault]:
    """`held`: the words of what is cited; `known`: what else is known of it. Both are folded and without blanks, as the
    claim's text is."""
    text = "".join(claim.text.split())
    for pattern, check in ((CENTRE, "actors"), (EDITION, "edition"), (CODE, "code")):
        for match in pattern.finditer(text):
            words = match.group().rstrip(".-/")
            sought = words[1:] if check == "actors" else words
            is_code = check != "code" or (any(map(str.isdigit, words)) and re.search("[A-Za-z/]", words))
            if is_code and sought.lower() not in f"{held}{known}".lower():
                yield Fault(check, words)
    yield from _other_years(claim, text)
    yield from _other_bases(text, held)
    yield from _other_units(text, held)
    yield from _other_groups(text, held)


def is_said_of_duty(claim: Claim, held: str) -> bool:
    """Whether an office is said to be in charge, where the source itself names who is: that it is the issuer counts
    for nothing then."""
    return bool(DUTY.search(claim.text) and DUTY.search(held) and OFFICE.search(held))


def is_span(figure: Figure, text: str) -> bool:
    """近五年, 五年内: the period of a plan, which no source need count."""
    return any(match.start() <= figure.start < match.end() for match in SPAN.finditer(text))


def same_kind(check: str, held: str) -> str:
    """What a source has of the kind that a fault is of: its edition, its code."""
    if check not in ("edition", "code"):
        return ""
    found = [match.group() for match in (EDITION if check == "edition" else CODE).finditer(held)]
    return next((one for one in found if check == "edition" or re.search("[A-Za-z/]", one)), "")


def _other_years(claim: Claim, text: str) -> Iterator[Fault]:
    """A year that only the title or the period of a source has, where what is quoted has another."""
    told = {figure.value for one in claim.cited for figure in figures(one.citation.quote) if figure.is_year}
    for figure in figures(text):
        if figure.is_year and told and figure.value not in told:
            yield Fault("year", figure.text)


def _other_bases(text: str, held: str) -> Iterator[Fault]:
    """每户 of 每人, 每百名 of 每千名."""
    if not figures(text):
        return
    for match in PER_MANY.finditer(text):
        rivals = [one.group() for one in PER_MANY.finditer(held) if one["measure"] == match["measure"]]
        if rivals and match.group() not in rivals:
            yield Fault("base", match.group())
    for kind, pattern in PER_ONE.items():
        rival = next(other for name, other in PER_ONE.items() if name != kind)
        said = pattern.search(text)
        if said and rival.search(held) and not pattern.search(held):
            yield Fault("base", said.group())


def _other_units(text: str, held: str) -> Iterator[Fault]:
    """5里 of 5公里: what follows a figure that has no unit we know, where the source says it with another word."""
    for figure in figures(text):
        follows = text[figure.end : figure.end + 1]
        if figure.unit or figure.is_year or not "\u4e00" <= follows <= "\u9fff" or follows in GOES_ON:
            continue
        there = [held[match.end() : match.end() + 1] for match in _said(figure, held)]
        if there and all(one.isalpha() and one not in GOES_ON and one != follows for one in there):
            yield Fault("unit", f"{figure.text}{follows}")


def _other_groups(text: str, held: str) -> Iterator[Fault]:
    """死亡 of 伤残: groups that the figure of a source is told of by the word nearest before it."""
    for figure in figures(text):
        if figure.is_year:
            continue
        places = [match.start() for match in _said(figure, held)]
        for pair in data()["groups"]["apart"]:
            said = _nearest(pair, text[: figure.start])
            theirs = [_nearest(pair, held[:at]) for at in places]
            if said and theirs and all(one and one != said for one in theirs):
                yield Fault("label", said)


def _said(figure: Figure, held: str) -> Iterator[re.Match[str]]:
    """Where a source says the very figure."""
    return re.finditer(rf"(?<![\d.]){re.escape(figure.text)}(?![\d.])", held)


def _nearest(words: list[str], before: str) -> str:
    """Which of some words stands last in what is told right before a figure; empty where none does."""
    near = before[-NAMED_NEAR:]
    at, word = max(((near.rfind(word), word) for word in words), default=(-1, ""))
    return word if at >= 0 else ""

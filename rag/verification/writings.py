"""Numbers in other writings than digits: rewritten so that every check reads them, or named as unreadable.

伍拾肆个 becomes 五十四个, 三成 30%, 三分之二 66.67%, 十万分之十五 15/10万, a run of Han digits Arabic ones.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from ingest.quantities.figures import any_unit, figures
from ingest.text.fold import fold, fold_same_length
from rag.verification.claims import Claim, Fault
from rag.verification.figures_in_context import words_of
from rag.verification.silence import SILENT
from rag.verification.statements import STATEMENTS

WORDS = STATEMENTS["writings"]
VAGUE = re.compile("|".join(one.replace("UNIT", any_unit()) for one in WORDS["vague"]))
TENTHS, FRACTION = re.compile(WORDS["tenths"]), re.compile(WORDS["fraction"])
PER_THOUSAND = re.compile(WORDS["per_thousand"])
MORE = re.compile(r"(\d+(?:\.\d+)?)([百千万亿]?)[多余]([万亿]?)")
PER_HUNDRED_THOUSAND, HALF = re.compile(WORDS["per_hundred_thousand"]), re.compile(WORDS["half"])
CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿")
CAPITAL_RUN = re.compile(
    "[壹贰叁肆伍陆柒捌玖拾佰仟萬億]{2,}(?:零?[壹贰叁肆伍陆柒捌玖拾佰仟萬億]+)*|[壹贰叁肆伍陆柒捌玖](?=[元圆成万亿])"
)
PAIR = re.compile(f"([一两二三四五六七八])([二三四五六七八九])(?={any_unit()})")
CLAUSE = re.compile("[，,。；;：:]")
WRONG = re.compile(STATEMENTS["compared"]["wrong"])
DIGITS = "零一二三四五六七八九"
DIGIT_RUN = re.compile("[零〇一二三四五六七八九]{4,}")  # 零八七八六二二: a number that is read digit by digit
HIDDEN = ("Cf", "Co", "Cn", "Cs")  # categories of characters that nobody sees


def readable(claim: Claim) -> str:
    """The sentence with its numbers as other checks read them; what its evidence writes alike stays as it is."""
    held = _held(claim)
    text = CAPITAL_RUN.sub(lambda match: match.group().translate(CAPITALS), claim.text)
    text = DIGIT_RUN.sub(_in_digits, text)

    def unless_held(pattern: re.Pattern[str], written: str) -> str:
        return pattern.sub(lambda match: match.group() if match.group() in held else _written(match), written)

    text = MORE.sub(lambda match: _more(match, held), text)
    text = PAIR.sub(lambda match: _range(match, held), text)
    for pattern in (PER_THOUSAND, PER_HUNDRED_THOUSAND, FRACTION, TENTHS, HALF):
        text = unless_held(pattern, text)
    return text


def in_digits(text: str) -> str:
    """A text with shares in other writings as digits: 八成 as 80%."""
    for pattern in (PER_THOUSAND, PER_HUNDRED_THOUSAND, FRACTION, TENTHS, HALF):
        text = pattern.sub(_written, text)
    return text


def unreadable(claim: Claim, check: str) -> Iterable[Fault]:
    """Figures that are only roughly said must stand in the evidence so; hidden characters must not stand anywhere."""
    held = _held(claim)
    text = fold(claim.text)
    for match in VAGUE.finditer(text):
        denied = match.group() in claim.question and _is_denied(text, match)
        if match.group() not in held and not denied and not _rounds(match, text, claim):
            yield Fault(check, match.group())
    for character in claim.text:
        if unicodedata.category(character) in HIDDEN:
            yield Fault(check, unicodedata.name(character, "?"))
            return


def _is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether a clause says that something is not so, or the one behind it that the plan is silent."""
    before, behind = CLAUSE.split(text[: match.start()])[-1], CLAUSE.split(text[match.end() :])
    return bool(WRONG.search(before) or SILENT.search(behind[0]) or (len(behind) > 1 and SILENT.search(behind[1])))


def _rounds(match: re.Match[str], text: str, claim: Claim) -> bool:
    """Whether 十三万七千多套 is a figure that the sentence says as well, without its last digits."""
    whole = match.group().rstrip("多余")
    if whole == match.group():
        return False
    said = figures(f"{whole}{text[match.end() :]}")[:1]
    unit, value = (said[0].unit, said[0].value) if said else ("", Decimal(0))
    step = Decimal(10) ** (len(f"{value:f}".split(".")[0]) - len(f"{value:f}".split(".")[0].rstrip("0")))
    return value > 0 and any(one.unit == unit and value < one.value < value + step for one in figures(text))


def _held(claim: Claim) -> str:
    return fold("\n".join(map(words_of, claim.cited)))


def _in_digits(match: re.Match[str]) -> str:
    digits = [DIGITS.index(one) for one in match.group().replace("〇", "零")]
    if all(other - one == 1 for one, other in pairwise(digits)):
        return match.group()  # 一二三四: a row of ranks
    return "".join(map(str, digits))


def _more(match: re.Match[str], held: str) -> str:
    """100多万 as 超过100万, where the evidence writes 超过100万 or 100万以上."""
    amount = re.escape(f"{match[1]}{match[2]}{match[3]}")
    bounded = re.search(rf"(?:超过?|突破|逾|多于){amount}(?!\d)|(?<!\d){amount}[^，。；]{{0,4}}以上", held)
    return f"超过{match[1]}{match[2]}{match[3]}" if bounded else match.group()


def _range(match: re.Match[str], held: str) -> str:
    """两三档 as 2-3档, where the evidence writes it so."""
    one, other = (DIGITS.index(digit.replace("两", "二")) for digit in match.groups())
    found = re.search(f"{one}(?:[-—~～]|至|到){other}(?!\\d)", held)
    return found.group() if found else match.group()


def _written(match: re.Match[str]) -> str:
    if match.re is HALF:
        return "50%"
    if match.re is TENTHS:
        tenth = _number(match[1]) * 10 + (_number(match[2]) if match[2] else 5 if match[3] else 0)
        return f"{tenth}%"
    if match.re is PER_THOUSAND:
        return f"{match[1] if match[1][0].isdigit() else _number(match[1])}‰"
    if match.re is PER_HUNDRED_THOUSAND:
        return f"{_number(match[1])}/10万"
    whole, share = _number(match[1]), _number(match[2])
    return f"{share * 100 / whole:.4g}%" if whole else match.group()


def _number(words: str) -> Decimal:
    """Of Arabic or Han digits; 0 where they are none."""
    found = figures(f"{fold_same_length(words)}元")
    return found[0].value if found else Decimal(0)

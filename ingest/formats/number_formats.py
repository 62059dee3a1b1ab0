"""Numbers of a spreadsheet as its number formats show them: 12.50%, 1,234, 2025年3月.

The codes are those of ECMA-376 (18.8.30 and 18.8.31, the built-in ones as a Chinese Excel has them). What a code does
that is not known here leaves the number plain: a figure may look other than on screen, it is never another figure.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from ingest.formats.han_numbers import in_han, numeral

GENERAL, TEXT = "General", "@"
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: '"¥"#,##0;"¥"-#,##0',
    43: "#,##0.00;-#,##0.00", 44: '"¥"#,##0.00;"¥"-#,##0.00', 45: "mm:ss", 49: TEXT,
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
LONGEST_CODE = 255  # characters that Excel allows
SIGNIFICANT = 11  # digits that `General` shows
MOST_PLACES = 30  # behind the point that Excel allows
MOST_DIGITS = 25  # of a number; larger ones are no figures of a plan
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<blank>.)|\*(?P<filled>.)|\[\$(?P<currency>[^\]\-]*)[^\]]*\]'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)|(?P<number>[0#?][0#?,]*\.?[0#?]*,*|\.[0#?]+)"
    r"|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
GROUP = re.compile(r"0+,*")  # a holder of digits that other characters may part from the next
CONDITION = re.compile(r"\[[<>=]")
IN_HAN = re.compile(r"\[DBNum([12])\]", re.IGNORECASE)
"""A whole number or a date in Han numerals, those of 2 as money is written in full."""
CONTEXT = Context(prec=60)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_DAY = 2_958_465  # 9999-12-31


def shown(value: str, code: str, *, from_1904: bool = False) -> str:
    """A number (`value`, as a file holds it) as its format shows it; empty where the format hides it."""
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return value.strip()
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        return value.strip()
    if len(code) > LONGEST_CODE or CONDITION.search(code):
        return _plain(number)
    sections = _sections(code)
    section, own_sign = sections[0], False
    if number < 0 and len(sections) > 1:
        section, own_sign = sections[1], True
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if section.strip().lower() in ("general", "@") or (section == "" and len(sections) == 1):
        return _plain(number)
    return _by_section(number, section, own_sign=own_sign, from_1904=from_1904)


def _by_section(number: Decimal, section: str, *, own_sign: bool, from_1904: bool) -> str:
    tokens = [(match.lastgroup or "other", match) for match in TOKEN.finditer(section)]
    kinds = [kind for kind, _ in tokens]
    script = int(han[1]) if (han := IN_HAN.search(section)) else 0
    if "general" in kinds:
        words = numeral(int(abs(number)), script) if script and number == int(number) else _plain(abs(number))
        sign = "-" if number < 0 and not own_sign else ""
        return f"{sign}{''.join(_literal(kind, match, words) for kind, match in tokens)}".strip()
    if "date" in kinds or any(k == "bracket" and m["bracket"].lower().strip("hms") == "" for k, m in tokens):
        return _date(number, tokens, from_1904=from_1904, script=script)
    return _number(number, tokens, own_sign=own_sign)


def shown_text(words: str, code: str) -> str:
    """Words as their format shows them: @"村" behind 关垭 makes 关垭村."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[0] if len(sections) == 1 else ""
    if len(code) > LONGEST_CODE or "@" not in re.sub(r'"[^"]*"', "", section):
        return words
    tokens = [(match.lastgroup or "other", match) for match in TOKEN.finditer(section)]
    if any(kind not in ("quoted", "escaped", "blank", "filled", "bracket", "other") for kind, _ in tokens):
        return words
    parts = (words if kind == "other" and match.group() == "@" else _literal(kind, match, "") for kind, match in tokens)
    return "".join(parts)


def _literal(kind: str, match: re.Match[str], general: str) -> str:
    """What a part of a code shows that is no place of digits."""
    if kind == "general":
        return general
    if kind in ("quoted", "escaped", "currency"):
        return match[kind]
    return match.group() if kind in ("other", "percent") else ""


def _sections(code: str) -> list[str]:
    """The parts for positive and negative numbers, zero and text; a semicolon in quotes parts nothing."""
    parts, at = [""], 0
    for match in re.finditer(r'"[^"]*"|[\\!].|;', code):
        if match.group() == ";":
            parts[-1] += code[at : match.start()]
            parts.append("")
            at = match.end()
    parts[-1] += code[at:]
    return parts


def _plain(number: Decimal) -> str:
    if number == number.to_integral_value():
        return str(int(number))
    places = max(SIGNIFICANT - 1 - max(number.adjusted(), 0), 0)
    words = f"{_rounded(number, places):f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-min(places, MOST_PLACES)), rounding=ROUND_HALF_UP, context=CONTEXT)


def _number(number: Decimal, tokens: list[tuple[str, re.Match[str]]], *, own_sign: bool) -> str:
    holders = [match.group() for kind, match in tokens if kind == "number"]
    others = "".join(match.group() for kind, match in tokens if kind == "other")
    if any(mark in others for mark in "Ee/@") or (len(holders) > 1 and not all(map(GROUP.fullmatch, holders))):
        return _plain(number)  # fractions, powers of ten
    groups = iter(_groups(abs(number), holders)) if len(holders) > 1 else None
    words = ""
    for kind, match in tokens:
        if kind == "number" and groups:
            words += next(groups)
        elif kind == "number":
            size = number * 100 ** sum(other == "percent" for other, _ in tokens)
            words += _digits(abs(size), match.group())
        elif kind in ("quoted", "escaped", "currency"):
            words += match[kind]
        elif kind in ("percent", "other"):
            words += match.group()
    sign = "-" if number < 0 and not own_sign and holders and any(digit in words for digit in "123456789") else ""
    return f"{sign}{words}".strip()


def _groups(number: Decimal, holders: Sequence[str]) -> list[str]:
    """The digits of a whole number over groups that other characters part: 0!.0, shows ten thousands with one place.
    The last groups are full, the first has what is left."""
    scale = len(holders[-1]) - len(holders[-1].rstrip(","))
    sizes = [len(holder.rstrip(",")) for holder in holders]
    digits = f"{_rounded(number / Decimal(1000) ** scale, 0):f}".rjust(sum(sizes), "0")
    ends = [len(digits) - sum(sizes[at + 1 :]) for at in range(len(sizes))]
    return [digits[(ends[at - 1] if at else 0) : end] for at, end in enumerate(ends)]


def _digits(number: Decimal, holder: str) -> str:
    whole, _, after = holder.partition(".")
    scale = len(holder) - len(holder.rstrip(","))
    after = after.rstrip(",")
    number = number / Decimal(1000) ** scale
    words = f"{_rounded(number, len(after)):f}"
    digits, _, places = words.partition(".")
    least = whole.count("0")
    digits = digits.lstrip("0").rjust(least, "0")
    if "," in whole.rstrip(","):
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
    kept = len(after.rstrip("#?"))
    places = places[:kept] + places[kept:].rstrip("0")
    return f"{digits}.{places}" if places else digits or ("0" if not after else "")


def _date(number: Decimal, tokens: list[tuple[str, re.Match[str]]], *, from_1904: bool, script: int) -> str:
    if not 0 <= number <= LAST_DAY or any(
        kind == "bracket" and match["bracket"].lower() in ("h", "hh") for kind, match in tokens
    ):
        return _plain(number)
    moment = (EPOCH_1904 if from_1904 else EPOCH) + timedelta(seconds=round(float(number) * 86400))
    halves = any(kind == "half" for kind, _ in tokens)
    codes = [match.group().lower() if kind == "date" else "" for kind, match in tokens]
    named = [code for code in codes if code]
    words, at = "", -1
    for kind, match in tokens:
        if kind == "date":
            at += 1
            code = named[at]
            before, behind = named[at - 1][0] if at else "", named[at + 1][0] if at + 1 < len(named) else ""
            minute = code[0] == "m" and len(code) <= 2 and (before == "h" or behind == "s")
            part = f"{moment.minute:0{len(code)}d}" if minute else _moment(moment, code, halves=halves)
            words += in_han(part, script, singly=code[0] in "ye") if script and part.isdigit() else part
        elif kind == "half":
            words += ("上午", "下午")[moment.hour >= 12] if "午" in match.group() else ("AM", "PM")[moment.hour >= 12]
        elif kind in ("quoted", "escaped", "currency"):
            words += match[kind]
        elif kind in ("other", "percent"):
            words += match.group() if match.group() not in ";@" else ""
    return words.strip()


def _moment(moment: datetime, code: str, *, halves: bool) -> str:
    size = len(code)
    match code[0]:
        case "y" | "e":
            return f"{moment.year % 100:02d}" if code[0] == "y" and size <= 2 else str(moment.year)
        case "m":
            return MONTHS[moment.month - 1] if size > 2 else f"{moment.month:0{size}d}"
        case "d":
            return f"{moment.day:0{size}d}" if size <= 2 else "日一二三四五六"[int(moment.strftime("%w"))]
        case "a":
            day = "日一二三四五六"[int(moment.strftime("%w"))]
            return f"星期{day}" if size > 3 else day
        case "h":
            hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
            return f"{hour:0{min(size, 2)}d}"
        case _:
            return f"{moment.second:0{min(size, 2)}d}"

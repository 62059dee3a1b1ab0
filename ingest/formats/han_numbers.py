"""Whole numbers in Han numerals, as Word counts its lists and spreadsheets show them: in everyday ones (1) or those of
money in full (2)."""

DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖"}
PLACES = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
GROUPS = ("", "万", "亿", "万亿", "亿亿")


def in_han(digits: str, script: int, *, singly: bool) -> str:
    """Digits of a date: a year's one by one, 二〇二五; others as a number, 十七."""
    if singly:
        return "".join(DIGITS[script][int(digit)] for digit in digits)
    words = numeral(int(digits), script)
    return words[1:] if script == 1 and words.startswith("一十") else words


def numeral(number: int, script: int) -> str:
    """58900: 五万八千九百. Numbers from 10²⁰ on stay in digits."""
    if number >= 10 ** (4 * len(GROUPS)):
        return str(number)
    words, gap = "", False
    for at in reversed(range(len(GROUPS))):
        group = number // 10 ** (4 * at) % 10_000
        if not group:
            gap = gap or bool(words)
            continue
        gap = bool(words) and (gap or group < 1000)
        words += group_in_han(group, script, zero=DIGITS[script][0], gap=gap) + GROUPS[at]
        gap = False
    return words or DIGITS[script][0]


def group_in_han(number: int, script: int, *, zero: str, gap: bool = False) -> str:
    """Up to four digits, with `zero` for those that are left out between others; `gap`: such stand before them."""
    words = ""
    for at in reversed(range(4)):
        digit = number // 10**at % 10
        if not digit:
            gap = gap or bool(words)
            continue
        words += (zero if gap else "") + DIGITS[script][digit] + PLACES[script][at]
        gap = False
    return words

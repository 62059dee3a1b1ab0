"""What stands below a document: who issued it and when, as offices sign (落款)."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

DATE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
CHINESE_DATE = re.compile(
    r"([一二][〇○零O0一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*([一二三四五六七八九十]{1,3})\s*日"
)
STAMP = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
DIGITS = {one: str(at) for at, one in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "O": "0"}
ORGAN = re.compile(
    r"[\u4e00-\u9fff（）()、“”]{2,34}?(?:人民政府|政府|管委会|管理委员会|委员会|领导小组|指挥部|办公室|办公厅|联合会|总工会|残联|妇联|协会"
    r"|[局厅部委署院]|中心|支队|总队|分局|大队|[处所])"
)
SIGNED = re.compile(rf"(?:{ORGAN.pattern})(?:[\s、，,]+(?:{ORGAN.pattern}))*")
NEAR = 6  # lines above a date within which those who sign stand
LONGEST = 90  # characters of a line of such names
ENDING = re.compile(r"\s*(?:[（(]?(?:印发|发布)[)）]?|[（(]此件(?:主动)?公开(?:发布)?[)）])?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """`issuers` in their order; `date` as YYYY-MM-DD. Both may be empty."""

    issuers: tuple[str, ...] = ()
    date: str = ""


def signature(lines: Sequence[str]) -> Signature:
    """The first place where a line that is a date stands right below lines that are names of offices; else nothing."""
    for at, line in enumerate(lines):
        day = date_in(line)
        if not day or not _is_date(line):
            continue
        names: list[str] = []
        for above in reversed(lines[max(0, at - NEAR) : at]):
            found = organs(above)
            if not found:
                break
            names[:0] = found
        if names:
            return Signature(issuers=tuple(dict.fromkeys(names)), date=day)
    return Signature()


def organs(line: str) -> tuple[str, ...]:
    """The offices that a line names, where it holds nothing else."""
    words = line.strip(" |")
    if not 3 < len(words) <= LONGEST or not SIGNED.fullmatch(words):
        return ()
    return tuple(one for one in re.split(r"[\s、，,]+", words) if one)


def date_in(text: str) -> str:
    """The first date that a text writes, as YYYY-MM-DD; empty where it writes none that is one."""
    found = [(match.start(), match.groups()) for pattern in (DATE, STAMP) if (match := pattern.search(text))]
    if match := CHINESE_DATE.search(text):
        found.append(
            (match.start(), ("".join(DIGITS.get(one, one) for one in match[1]), _number(match[2]), _number(match[3])))
        )
    for _, (year, month, day) in sorted(found):
        with suppress(ValueError):
            return date(int(year), int(month), int(day)).isoformat()
    return ""


def _is_date(line: str) -> bool:
    """Whether a line holds a date and nothing else."""
    words = line.strip(" |")
    match = DATE.match(words) or CHINESE_DATE.match(words)
    return match is not None and ENDING.fullmatch(words[match.end() :]) is not None


def _number(words: str) -> str:
    tens, ten, ones = words.partition("十")
    digits = "〇一二三四五六七八九"
    if not ten:
        return str(digits.index(words))
    return str((digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0))

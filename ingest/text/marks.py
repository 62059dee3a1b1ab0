"""What a heading looks like: the marks that Chinese plans number headings with, boxes, and a heading as found."""

import re
from dataclasses import dataclass

NUMERAL = "[〇零一二三四五六七八九十百]+"
# (level, mark), the levels by GB/T 9704-2012 inside a section (一、 (一) 1. (1)), 篇 章 节 above them
PART, CHAPTER, SECTION, FIRST, SECOND, THIRD, FOURTH = range(1, 8)
MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART, re.compile(rf"第{NUMERAL}[篇编](?!制)\s*|第{NUMERAL}部分\s*")),
    (CHAPTER, re.compile(rf"第{NUMERAL}章\s*")),
    (SECTION, re.compile(rf"第{NUMERAL}节\s*")),
    (FIRST, re.compile(rf"{NUMERAL}、\s*")),
    (
        SECOND,
        re.compile(
            rf"[(（]{NUMERAL}[)）]\s*|(?<![\u4e00-\u9fff]){NUMERAL}[)）]\s*|[(（]{NUMERAL}(?=[\u4e00-\u9fff]{{2}})"
        ),
    ),
    (THIRD, re.compile(r"\d{1,2}[.．、](?!\d)\s*")),
    (FOURTH, re.compile(r"[(（]\d{1,2}[)）]\s*")),
    (
        FIRST,
        re.compile(
            r"附件\s*+[〇一二三四五六七八九十\d]*\s*+[:：]\s*+(?=\S)|附件\s*+[〇一二三四五六七八九十\d]*$|(?:附[件录表]?\s*+[〇一二三四五六七八九十\d]*\s*+[:：]?\s*+)?(?:名词|术语)解释$"
        ),
    ),
)
BOX = re.compile(r"[\u4e00-\u9fff]{0,4}专栏\s*[〇零一二三四五六七八九十\d]*(?:[-—–]\d+)?[\s:：]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading at `start`..`end` of the clean text; nothing stands there where it was lost (`start` = `end`)."""

    start: int
    end: int
    level: int
    title: str
    stop: int | None = None
    """Where the section ends at the latest; None: where the next heading of its level stands."""


def number_of(heading: Heading) -> int | None:
    """The number in the mark of a heading above `THIRD`; None of other headings and marks."""
    mark = re.match(f"[第(（]?({NUMERAL})", heading.title) if heading.level < THIRD else None
    return NUMBERS.get(mark[1]) if mark else None


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones]}"


DIGITS = ("", *"一二三四五六七八九")
NUMBERS = {_numeral(number): number for number in range(1, 100)}

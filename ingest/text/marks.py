"""What a heading looks like: the marks that Chinese plans number headings with, boxes, and a heading as found."""

import re
from dataclasses import dataclass

NUMERAL = "[〇零一二三四五六七八九十百]+"
# (level, mark), the levels by GB/T 9704-2012 inside a section (一、 (一) 1. (1)), 篇 章 节 above them
PART, CHAPTER, SECTION, FIRST, SECOND, THIRD, FOURTH, QUESTION = range(1, 9)
MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (PART, re.compile(rf"第{NUMERAL}[篇编](?!制)\s*|第{NUMERAL}部分\s*")),
    (CHAPTER, re.compile(rf"第{NUMERAL}章\s*")),
    (SECTION, re.compile(rf"第{NUMERAL}节\s*")),
    (FIRST, re.compile(rf"{NUMERAL}、\s*|§\s?\d{{1,2}}(?![\d.．])\s*(?=[\u4e00-\u9fff])")),
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
            r"附件?\s*+[〇一二三四五六七八九十\d]*\s*+[:：]\s*+(?=\S)|附件\s*+[〇一二三四五六七八九十\d]*$|(?:附[件录表]?\s*+[〇一二三四五六七八九十\d]*\s*+[:：]?\s*+)?(?:名词|术语)解释$"
        ),
    ),
)
COUNTED = rf"(?:{NUMERAL}|\d{{1,3}})"
ARTICLE = re.compile(
    rf"第\s?{COUNTED}\s?条(?:之{NUMERAL})?(?:\s?[【\[（(](?=[\u4e00-\u9fff、]{{2,20}}[】\]）)])[^】\]）)\n]+[】\]）)])?"
    r"(?=[\s:：]|$|(?![的至和与或、到所中内第，,。；;件款]|规定|以[上下外])[\u4e00-\u9fff])",
    re.MULTILINE,
)
"""An article of a rule, with the title in brackets that some have: 第七条 【救助标准】. 第七条规定的 speaks of one."""
ASKED = re.compile(r"(?:问|[Qq])\s*\d{0,3}\s*[:：](?=\s*\S)[^\n]{2,80}(?=\n\s*+(?:答|[Aa])\s*\d{0,3}\s*[:：])")
"""A question of a sheet of questions and answers (问：…, on the next line 答：…): it heads its answer."""
ANSWERED = re.compile(r"(?:答|[Aa])\s*\d{0,3}\s*[:：]\s*")
BOX = re.compile(r"[\u4e00-\u9fff]{0,4}专栏\s*[〇零一二三四五六七八九十\d]*(?:[-—–]\d+)?[\s:：]*")


LABEL = re.compile(
    rf"第\s?(?P<count>{COUNTED})\s?(?P<kind>[篇编章节条])(?![件课目])(?P<of>之{NUMERAL})?"
    rf"|第\s?(?P<part>{COUNTED})\s?部分"
    rf"|(?P<named>专栏|附件|附表|附图|表|图)\s?(?P<number>{COUNTED})(?:(?P<dash>[-—–])(?P<sub>\d+))?(?![\d个项张年月])"
)
"""What a part of a document is called by: 第七条, 第二章, 专栏3, 附件1, 表2, 图1."""
CAPTION = re.compile(
    rf"^[ \t|]*(?P<caption>附?[表图]\s?{COUNTED}(?:[-—–]\d+)?(?=[\s:：（(|]|[\u4e00-\u9fff])"
    r"[^\n。；;！？|]{0,50})[ \t|]*$",
    re.MULTILINE,
)
"""A line that says what a table or a picture is called: 表2 补助标准."""


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
    hundreds, below = divmod(number, 100)
    tens, ones = divmod(below, 10)
    if hundreds:
        zero = "零" if below and not tens else ""
        return f"{DIGITS[hundreds]}百{zero}{DIGITS[tens]}{'十' if tens else ''}{DIGITS[ones]}"
    return f"{DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{DIGITS[ones]}"


DIGITS = ("", *"一二三四五六七八九")
NUMBERS = {_numeral(number): number for number in range(1, 1000)}


def labels(words: str) -> tuple[str, ...]:
    """What parts of a document words name, each in one writing: 条7 of 第七条 and of 第7条."""
    return tuple(_label(match) for match in LABEL.finditer(words))


def label_of(title: str) -> str:
    """What a heading is called by; empty where it has no such label."""
    match = LABEL.search(title) if title[:1] in "第附表图" else LABEL.search(title[:12]) if BOX.match(title) else None
    return _label(match) if match and (match.start() == 0 or match["named"]) else ""


def _label(match: re.Match[str]) -> str:
    if match["part"]:
        return f"部分{_value(match['part'])}"
    if match["kind"]:
        return f"{match['kind']}{_value(match['count'])}{match['of'] or ''}"
    sub = f"-{match['sub']}" if match["sub"] else ""
    named = match["named"][1:] if match["named"] in ("附表", "附图") else match["named"]
    return f"{named}{_value(match['number'])}{sub}"


def _value(written: str) -> int:
    """The number of a label, 0 where it is written as no plan does."""
    return int(written) if written.isdigit() else NUMBERS.get(written, 0)

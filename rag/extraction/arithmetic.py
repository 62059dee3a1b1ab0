"""Figures put together as a question asks: what two differ by, what they make up, what a month's make in a year.

The sentence gains its result, and the sum is told beside it, so that everybody can check it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from ingest.quantities.figures import SCALES, Figure
from rag.question.answer_type import Computes
from rag.question.parsed_question import ParsedQuestion

MOST = 4  # figures that are added up
PER = re.compile(r"每(?:人|生|户)?每?(学?年|月|天|日|学期)|[/／](?:人|生|户)?[·.•]?(学?年|月|天|日|学期)")
EACH = re.compile(r"每人|每位|每名|[/／]人|人均")
YEARLY = re.compile(r"一年|全年|每年|整年|年(?:共|总)")
TOGETHER = re.compile(r"两口|夫妻|夫妇|([两二三四五六七八九2-9])(?:个|口)(?:人|老|娃|孩)|(仨)|俩")
PERSONS = dict(zip("二三四五六七八九23456789", (*range(2, 10), *range(2, 10)), strict=True)) | {"两": 2, "仨": 3}
MONTHLY = re.compile(r"(?:一个?|每个?|个)月")
MONTHS = 12
GREW = re.compile(r"比(?:上年|上一年|去年|上年度|20\d\d年)[^，,。；;]{0,4}?(增加|提高|增长|减少|下降|降低)了?$")
GREW_ASKED = re.compile(r"[新净]增|增[加长添]")
FROM_TO = re.compile(r"[从由较比].{1,40}[到至]|20\d\d年.+20\d\d年|基期|现状|；", re.DOTALL)
"""What two figures of one thing are told by; of 新增就业27.98万人,再就业6.57万人 neither grew from the other."""
BEFORE_THAT = re.compile(r"去年|上年|原来|之前|以前|20\d\d年")
EVERY = re.compile(r"[各每]$")  # of 共13次, 满月、3月龄各一次 the last is part of the first
AMONG = re.compile(r"其中")  # the same
DAYS = re.compile(r"(\d+)\s*天")  # on which a day's amount is paid
ANY = "个"  # which counts anything
MEASURES = ("元", "小时", "分钟", "年", "月", "天", "平方米", "米", "公里", "岁")
SHARE = "%"
NAMES = ("级", "岁")  # units of what names a group, not of an amount
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Combined:
    """A sentence with a result, and how that was computed: 6540元 − 4200元 = 2340元."""

    text: str
    sum: str


def combined(text: str, parsed: ParsedQuestion) -> Iterator[Combined]:
    """A sentence with each result that the question may be after; none where it asks for none, or where its figures
    cannot be put together."""
    counted = [one for one in parsed.answers(text) if one.unit and one.unit not in NAMES]
    found = [one for one in counted if not EVERY.search(text[: one.start])]
    unit = parsed.answer_type.unit
    if unit and any(one.unit in MEASURES if unit == ANY else one.unit not in (unit, SHARE) for one in found):
        return
    if not found or len({figure.unit for figure in found}) > 1 or len(periods(text)) > 1:
        return
    match parsed.answer_type.computes:
        case Computes.DIFFERENCE if len(found) == 2 and (not GREW_ASKED.search(parsed.text) or FROM_TO.search(text)):
            yield _difference(text, found[0], found[1])
        case Computes.TOTAL if 2 <= len(found) <= MOST and found[0].unit != SHARE and not AMONG.search(text):
            yield _total(text, found)
    if len(found) == 2 and BEFORE_THAT.search(parsed.text) and (grew := GREW.search(text[: found[1].start])):
        yield _before(text, found[0], found[1], grew[1])
    if len(found) != 1:
        return
    together = TOGETHER.search(parsed.text) if EACH.search(text) else None
    if together and parsed.answer_type.computes is Computes.TOTAL:
        persons = PERSONS.get(together[1] or together[2], 2)
        if found[0].unit == "元" and periods(text) == {"月"} and YEARLY.search(parsed.text):
            yield _times(text, found[0], persons, MONTHS, word="全年合计")
            return
        yield _times(text, found[0], persons, word="合计")
    days = DAYS.findall(text)
    if found[0].unit == "元" and periods(text) & {"天", "日"} and len(days) == 1 and YEARLY.search(parsed.text):
        yield _times(text, found[0], int(days[0]), word="全年合计")
    if found[0].unit == "元" and periods(text) == {"月"} and YEARLY.search(parsed.text):
        yield _times(text, found[0], MONTHS, word="全年合计")
    if found[0].unit == "元" and periods(text) == {"年"} and MONTHLY.search(parsed.text):
        yield _monthly(text, found[0])


def periods(text: str) -> set[str]:
    """The times that its figures are for: 月 of 每人每月."""
    return {one or other for one, other in PER.findall(text)}


def _difference(text: str, one: Figure, other: Figure) -> Combined:
    more, less = (one, other) if one.value >= other.value else (other, one)
    unit = "个百分点" if one.unit == SHARE else one.unit
    result = written(more.value - less.value, unit, (more, less))
    return Combined(f"{_stem(text)}，相差{result}", f"{more.text} − {less.text} = {result}")


def _total(text: str, found: Sequence[Figure]) -> Combined:
    result = written(sum((figure.value for figure in found), Decimal(0)), found[0].unit, found)
    return Combined(f"{_stem(text)}，合计{result}", f"{' + '.join(figure.text for figure in found)} = {result}")


def _times(text: str, figure: Figure, *counts: int, word: str) -> Combined:
    result = written(figure.value * prod(counts), figure.unit, (figure,))
    return Combined(f"{_stem(text)}，{word}{result}", f"{' × '.join((figure.text, *map(str, counts)))} = {result}")


def _monthly(text: str, figure: Figure) -> Combined:
    value = (figure.value / MONTHS).quantize(CENT)
    result = written(value, figure.unit, ())
    return Combined(f"{_stem(text)}，平均每月{result}", f"{figure.text} ÷ {MONTHS} = {result}")


def _before(text: str, now: Figure, change: Figure, word: str) -> Combined:
    """What a value was before it grew or fell: 252元, 比上年增加17元."""
    fell = word in ("减少", "下降", "降低")
    result = written(now.value + change.value if fell else now.value - change.value, now.unit, (now, change))
    return Combined(f"{_stem(text)}，原来为{result}", f"{now.text} {'+' if fell else '−'} {change.text} = {result}")


def _stem(text: str) -> str:
    return text.rstrip("。；;，, ")


def written(value: Decimal, unit: str, like: Sequence[Figure]) -> str:
    """A value with its unit, in 万 or 亿 where all figures that it is made of are."""
    scale = next((mark for mark in "亿万" if like and all(mark in figure.text for figure in like)), "")
    return f"{(value / SCALES[scale] if scale else value).normalize():f}{scale}{unit}"

"""Whether an answer span is for somebody like the one who asks: 85岁 lies in 80—89周岁, 七年 in 满5年不足10年."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.quantities.comparators import Comparator, any_word
from ingest.quantities.figures import figures
from ingest.text.fold import fold

AGE = "岁"
UNITS = (AGE, "年", "月", "人", "级")
TO = r"\s*(?:[-—–~～]+|至|到)\s*"
SPAN = re.compile(
    rf"(\d+(?:\.\d+)?)(?:周?(岁)|(年|月|级)|个(月))?(?:以上|\(含\))?{TO}(?:不满|未满)?(\d+(?:\.\d+)?)(?:周?(岁)|(年|级)|个(月))"
)
FROM = re.compile(any_word("people", "before", Comparator.AT_LEAST) + r"(\d+)(?:周?(岁)|个?(月)|(年))")
ABOVE = re.compile(
    r"(\d+)(?:周?(岁)|个?(月)|(年))[^,，。;；、\d]{0,4}?(?:及|含)?(?:\(含[^)]*\))?"
    + any_word("people", "after", Comparator.AT_LEAST)
)
BELOW = re.compile(
    any_word("people", "before", Comparator.BELOW)
    + r"(\d+)(?:周?(岁)|个?(月)|(年))|(\d+)(?:周?(岁)|个?(月)|(年))(?:及|含)?(?:\(含[^)]*\))?"
    + any_word("people", "after", Comparator.AT_MOST)
)
# an age without its unit: 我爷85了, 快90的老人
BARE_AGE = re.compile(
    r"(?:爷|奶|姥|公|婆|爸|妈|爹|娘|父亲|母亲|老人|老头|老太|阿嬷|舅|姑|叔|伯|姨|岳父|岳母|今年|都|快|满|刚过)[^\d,，。?？]{0,3}(\d{2,3})(?=[了咧啦哩呢咯喽,，。?？!的]|$|高龄|多)"
)
SPELLED = re.compile(r"[二三四五六七八九]?十[一二三四五六七八九](?=[了咧啦哩呢咯喽岁,，。?？!的]|周岁|$|高龄)")
# an age that is given by its ten: 八十多的老人, 六十几岁, 等她过了九十呢
TENS = re.compile(
    r"(?:([二三四五六七八九])十|([2-9])0)[多几来](?:周?岁|的?老|了|$)|[过满上]了?([二三四五六七八九])十(?=[了的呢,，。?？]|$)"
)
DIGITS = "〇一二三四五六七八九"
HUNDRED = re.compile(r"百岁|过百|满百")
Range = tuple[float, float, str]


def asker_facts(question: str) -> tuple[tuple[float, str], ...]:
    """(value, unit) of what a folded question says of the one it is about."""
    found = [(float(one.value), one.unit) for one in figures(question) if one.unit in UNITS and not one.is_year]
    question = SPELLED.sub(lambda match: f"{_tens(match.group())}", question)
    if not any(unit == "岁" for _, unit in found):
        found += [(float(match[1]), "岁") for match in BARE_AGE.finditer(question)]
    if not any(unit == "岁" for _, unit in found):
        tens = (m[1] or m[2] or m[3] for m in TENS.finditer(question))
        found += [(10.0 * (DIGITS.index(ten) if ten in DIGITS else int(ten)) + 1, "岁") for ten in tens]
    if HUNDRED.search(question) and not any(unit == "岁" and value >= 100 for value, unit in found):
        found.append((100.0, "岁"))
    return tuple(found)


def _tens(spelled: str) -> int:
    """92 of 九十二."""
    tens, ones = spelled.split("十")
    return 10 * (DIGITS.index(tens) if tens else 1) + DIGITS.index(ones)


def eligible(known: Iterable[tuple[float, str]], text: str) -> float:
    """1 where a range of the text holds what was said, -1 where it has ranges of that unit and none does, else 0."""
    ranges = _ranges(text)
    verdicts = []
    for value, unit in known:
        same = _narrow([(low, high) for low, high, of in ranges if of == unit])
        if same:
            verdicts.append(1.0 if any(low <= value <= high for low, high in same) else -1.0)
    return min(verdicts, default=0.0)


def _narrow(ranges: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Ranges without those that only open a list: of 80岁以上老人: 80至89岁60元 the second."""
    return [
        (low, high)
        for low, high in ranges
        if not any((low, high) != other and low <= other[0] and other[1] <= high for other in ranges)
    ]


@lru_cache(maxsize=50_000)
def _ranges(text: str) -> tuple[Range, ...]:
    return tuple(_found(fold(text)))


def _found(text: str) -> Iterator[Range]:
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        ours = not any(start < match.end() and match.start() < end for start, end in taken)
        if ours:
            taken.append(match.span())
        return ours

    for match in SPAN.finditer(text):
        unit = next((one for one in match.groups()[5:] if one), "")
        if free(match):
            yield float(match[1]), float(match[5]), unit
    lows, highs = [], []
    for match in FROM.finditer(text):
        lows.append((match.start(), float(match[1]), _unit(match)))
    for match in ABOVE.finditer(text):
        if free(match):
            lows.append((match.start(), float(match[1]), _unit(match)))
    for match in BELOW.finditer(text):
        if free(match):
            value = match[1] or match[5]
            highs.append((match.start(), float(value), _unit(match)))
    for at, low, unit in lows:
        high = next((value for place, value, of in highs if of == unit and at < place <= at + 14), float("inf"))
        yield low, high, unit
    for at, high, unit in highs:
        if not any(of == unit and place < at <= place + 14 for place, _, of in lows):
            yield 0.0, high, unit


def _unit(match: re.Match[str]) -> str:
    return next((one for one in match.groups() if one in UNITS), "")

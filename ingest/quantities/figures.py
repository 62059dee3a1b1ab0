"""Figures in Chinese text, as written and as understood: value and unit after width, separators, 万/亿, ‰, 一二三.

Where a figure stands matters as much as what it says, so every figure carries its span.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from math import prod

SCALES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
BLANKS = r"[ \u3000\u00a0]"
DIGIT = "[0-9０-９]"
THIN = r"[ \u3000\u00a0\u2009\u202f]"  # blanks that part groups of three: 300 000
GROUPED = rf"{DIGIT}{{1,3}}(?:(?:[,，]{DIGIT}{{3}})+|(?:['’‘＇`´]{DIGIT}{{3}})+)(?!{DIGIT})(?:[.．]{DIGIT}+)?"
SPACED = (
    rf"(?<![0-9０-９.,，])(?<![0-9０-９.,，]{THIN})[1-9１-９]{DIGIT}{{0,2}}(?:{THIN}{DIGIT}{{3}})+(?!{DIGIT})"
    rf"(?:[.．]{DIGIT}+)?"
)
APART = rf"(?<![0-9０-９.,，])(?<![0-9０-９.,，]{THIN})[1-9１-９](?:{THIN}{DIGIT}){{2,}}(?!{THIN}?{DIGIT})"  # 1 2 0 0元
PLAIN = rf"{DIGIT}+(?:[.．]{DIGIT}+)?"
HAN = "[〇零一二两三四五六七八九十百千万亿]"
HAN_NUMBER = rf"{HAN}+(?:点{HAN}+)?"
CAPITAL = "[零〇壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億]"
# a single one may be a name (陆家, 伍家岗), unless money or a scale follows
CAPITALS = rf"(?<!{CAPITAL})(?:[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]{CAPITAL}+|[壹贰貳叁參肆伍陆陸柒捌玖](?=[元圆]))"
ORDINARY = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億", "一二二三三四五六六七八九十百千万亿")
LONGEST = 40  # characters of a figure; what is longer measures nothing, and no number holds it
FRACTIONS = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}  # to percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure in a text. `value` is exact and free of 万/亿; `unit` is the unit's name, empty where none follows."""

    text: str
    start: int
    end: int
    value: Decimal
    unit: str

    @property
    def is_year(self) -> bool:
        """2025年: a date, not an amount."""
        return self.unit == "年" and 1900 <= self.value <= 2100

    def same(self, other: "Figure") -> bool:
        """Equal values, and units that agree or are not both given."""
        return self.value == other.value and (not self.unit or not other.unit or self.unit == other.unit)


@lru_cache(maxsize=20_000)
def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a text in its order. 百分之五 and 5‰ come out as percent, 1.2万元 as 12000 元."""
    found = []
    for match in _grammar().finditer(text):
        if match.end() - match.start() > LONGEST:
            continue
        number, scale, unit = _parts(match)
        if number is None:
            continue
        value = number
        for character in scale:
            value *= SCALES[character]
        value += _rest(match)
        if unit in ("‰", "%%"):
            value, unit = value / 10, "%"
        found.append(
            Figure(
                text=match.group(), start=match.start(), end=match.end(), value=value.normalize(), unit=unit_name(unit)
            )
        )
    return tuple(found)


def is_unit(words: str) -> bool:
    """Whether words are a unit, with or without 万/亿 before and a base after it (万人次, 元/人, ‰)."""
    plain = words.strip().split("/")[0]
    return plain in ("‰", "1") or plain in _units() or plain.lstrip("万亿千百") in _units()


def missing(text: str, evidence: Iterable[str]) -> tuple[Figure, ...]:
    """Figures of `text` that stand in none of the evidence."""
    known = [figure for source in evidence for figure in figures(source)]
    return tuple(figure for figure in figures(text) if not any(figure.same(other) for other in known))


def _parts(match: re.Match[str]) -> tuple[Decimal | None, str, str]:
    """Number, scale and unit of a match; no number where it counts nothing."""
    if match["skip"] is not None:
        return None, "", ""
    if match["half"]:
        return Decimal("0.5"), "", match["half_unit"]
    if match["spaced"] or match["arabic"]:
        return _of_digits(match)
    if words := match["share"]:
        number = _chinese(words)
        return (None if number is None else number * FRACTIONS[match["whole"]]), "", "%"
    if words := match["capital"]:
        return _chinese(words.translate(ORDINARY)), "", match["capital_unit"]
    words = match["han"]
    counted = words == "十" or words not in SCALES  # 每千人口, 万家灯火: a base or a figure of speech
    return (_chinese(words) if counted else None), "", match["han_unit"]


def _of_digits(match: re.Match[str]) -> tuple[Decimal | None, str, str]:
    if match["spaced"]:
        return _arabic(match["spaced"]), match["spaced_scale"] or "", match["spaced_unit"] or ""
    if re.fullmatch("[0０]{2,}", match["arabic"]):
        return None, "", ""  # the end of a figure whose beginning was not understood
    return _arabic(match["arabic"]), match["scale"] or "", match["unit"] or ""


def _arabic(written: str) -> Decimal:
    """The value of digits, whatever parts their groups."""
    return Decimal(re.sub(r"[^\d.]", "", unicodedata.normalize("NFKC", written)))


def _rest(match: re.Match[str]) -> Decimal:
    """What smaller scales add: 5千 of 3万5千, 2000万 of 1亿2000万, 2千万 of 1亿2千万."""
    added = Decimal(0)
    for digits, scales in re.findall(rf"({PLAIN})([千百]?万|[千百])", match["rest"] or ""):
        added += _arabic(digits) * prod(SCALES[scale] for scale in scales)
    return added


def _chinese(words: str) -> Decimal | None:
    import cn2an

    if len(words) > 1 and set(words) <= set(SCALES):
        return None  # 千万, 百亿: a figure of speech
    if words in SCALES:
        return SCALES[words]
    if scaled := re.fullmatch(rf"({HAN}+点{HAN}+?)([十百千万亿])", words):
        number = _chinese(scaled[1])
        return None if number is None else number * SCALES[scaled[2]]
    try:
        return Decimal(str(cn2an.cn2an(words.replace("〇", "零"), "smart")))
    except (ValueError, KeyError):  # cn2an raises either on what it cannot read
        return None


@cache
def _units() -> dict[str, str]:
    """Every writing of a unit to the unit's name."""
    data = tomllib.loads((files("ingest.quantities") / "data" / "units.toml").read_text(encoding="utf-8"))
    return {writing: unit["name"] for unit in data["units"] for writing in (unit["name"], *unit["same"])}


def unit_name(writing: str) -> str:
    """The name of a unit in any of its writings; empty for none."""
    return _units().get(writing, "")


def any_unit() -> str:
    """A pattern of every writing of a unit, the longest first."""
    return "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))


@cache
def _grammar() -> re.Pattern[str]:
    data = tomllib.loads((files("ingest.quantities") / "data" / "units.toml").read_text(encoding="utf-8"))
    units = any_unit()
    skipped = "|".join(data["not_figures"])
    return re.compile(
        rf"(?P<skip>第{HAN}+|{skipped})"
        rf"|(?P<whole>[百千万])分之(?P<share>{HAN_NUMBER})"
        rf"|(?P<capital>{CAPITALS})(?P<capital_unit>{units})"
        rf"|(?P<han>(?<!{HAN}){HAN_NUMBER}(?<!千(?=[米瓦])))(?P<han_unit>{units})"
        rf"|(?P<half>半)个?(?P<half_unit>年|小时|月|天|学期)(?!制)"
        rf"|(?P<spaced>\A{SPACED}(?=\Z)|(?:{SPACED}|{APART})(?={BLANKS}?(?:[百千万亿]|‰|{units})))"
        rf"(?:{BLANKS}?(?P<spaced_scale>[百千万亿]+(?![米瓦克])))?(?:{BLANKS}?(?P<spaced_unit>‰|{units}))?"
        rf"|(?P<arabic>{GROUPED}|{PLAIN})(?:{BLANKS}?(?P<scale>[百千万亿]+(?![米瓦克]))"
        rf"(?P<rest>(?:(?<=万){DIGIT}[千百](?![米瓦克])|(?<=亿){DIGIT}{{1,4}}(?:[.．]{DIGIT}+)?[千百]?万))?)?"
        rf"(?:{BLANKS}?(?P<unit>‰|{units}))?"
    )

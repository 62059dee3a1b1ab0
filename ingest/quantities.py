"""Figures in Chinese text, as written and as understood: value and unit after width, separators, 万/亿, ‰, 一二三.

Where a figure stands matters as much as what it says, so every figure carries its span.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

SCALES = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
DIGIT = "[0-9０-９]"
ARABIC = rf"{DIGIT}{{1,3}}(?:[,，]{DIGIT}{{3}})+(?![0-9０-９])(?:[.．]{DIGIT}+)?|{DIGIT}+(?:[.．]{DIGIT}+)?"
HAN = "[〇零一二两三四五六七八九十百千万亿]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure in a text. `value` is exact and free of 万/亿; `unit` is the unit's name, empty where none follows."""

    text: str
    start: int
    end: int
    value: Decimal
    unit: str

    def same(self, other: "Figure") -> bool:
        """Equal values, and units that agree or are not both given."""
        return self.value == other.value and (not self.unit or not other.unit or self.unit == other.unit)


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a text in its order. 百分之五 and 5‰ come out as percent, 1.2万元 as 12000 元."""
    found = []
    for match in _grammar().finditer(text):
        number, scale, unit = _parts(match)
        if number is None:
            continue
        value = number
        for character in scale:
            value *= SCALES[character]
        if unit in ("‰", "%%"):
            value, unit = value / 10, "%"
        found.append(
            Figure(text=match.group(), start=match.start(), end=match.end(), value=value.normalize(), unit=_name(unit))
        )
    return tuple(found)


def is_unit(words: str) -> bool:
    """Whether words are a unit, with or without 万/亿 before and 次 or a base after it (万人次, 元/人)."""
    return words.strip().lstrip("万亿千百") in _units() or words.strip() in _units()


def missing(text: str, evidence: Iterable[str]) -> tuple[Figure, ...]:
    """Figures of `text` that stand in none of the evidence."""
    known = [figure for source in evidence for figure in figures(source)]
    return tuple(figure for figure in figures(text) if not any(figure.same(other) for other in known))


def _parts(match: re.Match[str]) -> tuple[Decimal | None, str, str]:
    if words := match["percent"]:
        return _chinese(words), "", "%"
    if words := match["han"]:
        return _chinese(words), "", match["han_unit"]
    if match["skip"] is not None:
        return None, "", ""
    plain = unicodedata.normalize("NFKC", match["arabic"]).replace(",", "")
    return Decimal(plain), match["scale"] or "", match["unit"] or ""


def _chinese(words: str) -> Decimal | None:
    import cn2an

    if set(words) <= set(SCALES):
        return None  # 千万, 百亿: a figure of speech
    try:
        return Decimal(str(cn2an.cn2an(words.replace("〇", "零"), "smart")))
    except ValueError:
        return None


@cache
def _units() -> dict[str, str]:
    """Every writing of a unit to the unit's name."""
    data = tomllib.loads((files("ingest") / "data" / "units.toml").read_text(encoding="utf-8"))
    return {writing: unit["name"] for unit in data["units"] for writing in (unit["name"], *unit["same"])}


def _name(unit: str) -> str:
    return _units().get(unit, "")


@cache
def _grammar() -> re.Pattern[str]:
    data = tomllib.loads((files("ingest") / "data" / "units.toml").read_text(encoding="utf-8"))
    units = "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))
    skipped = "|".join(map(re.escape, data["not_figures"]))
    return re.compile(
        rf"(?P<skip>第{HAN}+|{skipped})"
        rf"|百分之(?P<percent>{HAN}+)"
        rf"|(?P<han>(?<!{HAN}){HAN}+)(?P<han_unit>{units})"
        rf"|(?P<arabic>{ARABIC})\s?(?P<scale>[百千万亿]*)\s?(?P<unit>‰|{units})?"
    )

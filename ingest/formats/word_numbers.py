"""The labels of Word's numbered lists (一、 （一） 1.), which stand in no text but are counted while it is shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.han_numbers import DIGITS, group_in_han

HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
CIRCLED = 20  # the last number that has a circled character: ①-⑳
LEVELS = 9  # of a list in Word
MOST = 9999  # the largest number that is written in Han digits


def label(number: int, form: str) -> str:
    """A number as a form of ECMA-376 (ST_NumberFormat) writes it; in plain digits where a form is not known."""
    if form in SILENT:
        return ""
    return FORMS.get(form, str)(number) if 0 < number <= MOST else str(number)


def _counted(number: int) -> str:
    """十一, 二十, 一百零五."""
    words = group_in_han(number, 1, zero="零")
    return words[1:] if 10 <= number < 20 else words


def _legal(number: int) -> str:
    return group_in_han(number, 2, zero="零")


def _roman(number: int) -> str:
    words = ""
    for value, letters in ROMAN:
        words += letters * (number // value)
        number %= value
    return words


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9)


def _from(first: str) -> Callable[[int], str]:
    """One character a number, as far as there are any."""
    return lambda number: chr(ord(first) + number - 1) if number <= CIRCLED else str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _digit_by_digit(number: int) -> str:
    return "".join(DIGITS[1][int(digit)] for digit in str(number))


SILENT = ("bullet", "none")
FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"), _counted
    ),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "taiwaneseCounting"), _digit_by_digit),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①")),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
    "decimalEnclosedParen": _from("⑴"),
    "decimalZero": "{:02d}".format,
    "ideographTraditional": lambda number: HEAVENLY[(number - 1) % 10],
    "ideographZodiac": lambda number: EARTHLY[(number - 1) % 12],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    words: str = ""
    start: int = 1
    legal: bool = False
    """Whether all numbers of its label are plain digits."""
    style: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    """What each level has reached; shared by all lists of one abstract one."""


class Numbering:
    """The lists of a document, counting while it is read from top to bottom."""

    def __init__(self, root: Element | None) -> None:
        abstract: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        for one in root.iter("w.abstractNum") if root is not None else ():
            abstract[one.get("w.abstractNumId", "")] = _List({_at(lvl): _level(lvl) for lvl in one.iter("w.lvl")})
        for num in root.iter("w.num") if root is not None else ():
            of = num.find("w.abstractNumId")
            base = abstract.get(of.get("w.val", "") if of is not None else "")
            if base is None:
                continue
            key = num.get("w.numId", "")
            self._lists[key] = _overridden(base, num)
            for at, level in base.levels.items():
                if level.style:
                    self._by_style.setdefault(level.style, (key, at))

    def place(self, style: str) -> tuple[str, int] | None:
        """The list and level that a paragraph style is numbered by."""
        return self._by_style.get(style)

    def next(self, key: str, at: int) -> str:
        """The label of the next paragraph of a list at a level; empty where it has none."""
        of = self._lists.get(key)
        level = of.levels.get(at) if of else None
        if of is None or level is None:
            return ""
        of.counts[at] = of.counts[at] + 1 if at in of.counts else level.start
        for below in [other for other in of.counts if other > at]:
            del of.counts[below]
        words = level.words
        for up in range(LEVELS):
            if f"%{up + 1}" in words:
                other = of.levels.get(up, level)
                number = of.counts.setdefault(up, other.start)
                words = words.replace(f"%{up + 1}", label(number, "decimal" if level.legal else other.form))
        return words if level.form != "bullet" else ""


def _at(level: Element) -> int:
    return _number(level.get("w.ilvl"), 0)


def _level(node: Element) -> _Level:
    legal = node.find("w.isLgl")
    return _Level(
        form=_value(node, "w.numFmt", "decimal"),
        words=_value(node, "w.lvlText", ""),
        start=_number(_value(node, "w.start", "1"), 1),
        legal=legal is not None and legal.get("w.val", "1") not in ("0", "false"),
        style=_value(node, "w.pStyle", ""),
    )


def _overridden(base: _List, num: Element) -> _List:
    """The list itself, or one that counts by itself where it begins anew or has levels of its own."""
    overrides = num.findall("w.lvlOverride")
    if not overrides:
        return base
    levels: dict[int, _Level] = dict(base.levels)
    for one in overrides:
        at = _at(one)
        level = _level(own) if (own := one.find("w.lvl")) is not None else levels.get(at, _Level())
        begin = one.find("w.startOverride")
        start = _number(begin.get("w.val"), level.start) if begin is not None else level.start
        levels[at] = _Level(level.form, level.words, start, level.legal, level.style)
    return _List(levels)


def _value(node: Element, name: str, otherwise: str) -> str:
    found = node.find(name)
    return found.get("w.val", otherwise) if found is not None else otherwise


def _number(words: str | None, otherwise: int) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 6 else otherwise


def numbered_by(properties: Element | None) -> tuple[str, int] | None:
    """The list (its id, 0 for none) and the level that properties of a paragraph or style name."""
    found = properties.find("w.numPr") if properties is not None else None
    if found is None:
        return None
    key, at = found.find("w.numId"), found.find("w.ilvl")
    if key is None:
        return None
    return key.get("w.val", "0"), _number(at.get("w.val") if at is not None else None, 0)


def without_none(place: tuple[str, int] | None) -> tuple[str, int] | None:
    """Nothing for the list 0, by which a paragraph leaves the list of its style."""
    return place if place and place[0] != "0" else None

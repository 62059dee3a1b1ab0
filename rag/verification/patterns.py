"""What the checks know of Chinese, read from `data/patterns.toml`; bounds come from the table of comparators."""

import re
import tomllib
from importlib.resources import files
from typing import Any

from ingest.quantities.comparators import Comparator, any_word

_DATA: dict[str, Any] = tomllib.loads(
    (files("rag.verification") / "data" / "patterns.toml").read_text(encoding="utf-8")
)

EXACT = {kind: re.compile("|".join(patterns)) for kind, patterns in _DATA["exact"].items()}
DOWN, UP = (Comparator.AT_MOST, Comparator.BELOW), (Comparator.AT_LEAST, Comparator.ABOVE)
REACH = r"[^，,。；;\d]{0,6}$"  # from a bound's word to its figure
FARTHER = r"(?:要|应|得|能|可|需|须|会)[^，,。；;\d]{0,12}$"  # the same, where a verb of its own stands between
BOUNDS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "down": (
        re.compile(any_word("checks", "before", *DOWN) + REACH),
        re.compile(
            r"\s*(?:[\u4e00-\u9fff、]{0,6})?(?:及)?(?:或者?更[低少小短]|" + any_word("checks", "after", *DOWN) + ")"
        ),
    ),
    "up": (
        re.compile(f"(?:{any_word('checks', 'before', *UP)}(?:{REACH}|{FARTHER})|(?<!不)超$)"),
        re.compile(
            r"\s*(?:[(（][^()（）]{1,8}[)）])?(?:及|\(含\)|（含）)?(?:[\u4e00-\u9fff]{0,2})?(?:及)?"
            + f"(?:或者?更[高多大长]|{any_word('checks', 'after', *UP)})"
        ),
    ),
}
"""Words that bound a figure from above (down) and from below (up): before it in its clause, and right behind it."""
BASES = {kind: re.compile(pattern) for kind, pattern in _DATA["base"].items()}
TALK = re.compile("|".join(_DATA["talk"]["patterns"]))
DENIED = re.compile(f"(?!{_DATA['negation']['not']}){_DATA['negation']['words']}")
DENIAL = re.compile(rf"([\u4e00-\u9fff]{{2}}){DENIED.pattern}([\u4e00-\u9fff]{{2}})")
"""The two characters before a denial and what it denies."""
PAST = re.compile(_DATA["tense"]["past"])
UNITS_OF_NAMES = {unit: re.compile(pattern) for unit, pattern in _DATA["units_of_names"].items()}
CHANGED = re.compile(_DATA["change"]["said"])
GROWN = re.compile(_DATA["change"]["held"])

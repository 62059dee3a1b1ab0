"""The gate's knowledge of Chinese, read from `data/patterns.toml`."""

import re
import tomllib
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(
    (files("rag.verification") / "data" / "patterns.toml").read_text(encoding="utf-8")
)

EXACT = {kind: re.compile("|".join(patterns)) for kind, patterns in _DATA["exact"].items()}
BOUNDS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    way: (re.compile(words["before"]), re.compile(words["after"])) for way, words in sorted(_DATA["bound"].items())
}
BASES = {kind: re.compile(pattern) for kind, pattern in _DATA["base"].items()}
TALK = re.compile("|".join(_DATA["talk"]["patterns"]))
DENIED = re.compile(f"(?!{_DATA['negation']['not']}){_DATA['negation']['words']}")
DENIAL = re.compile(rf"([\u4e00-\u9fff]{{2}}){DENIED.pattern}([\u4e00-\u9fff]{{2}})")
"""The two characters before a denial and what it denies."""
ABOUT_PLANS = re.compile(_DATA["speech"]["about_plans"])
PAST = re.compile(_DATA["tense"]["past"])

"""What sites print around any text, told by the words alone; `data/chrome.toml` holds them."""

import re
import tomllib
from functools import cache
from importlib.resources import files

BESIDE = 2  # signs in one line of who keeps a site, where one alone says nothing
LONGEST_SAID = 200  # characters of a line that says such


def site_kind(words: str) -> str:
    """What of a site a line is: trail, tools, neighbours, related, counters, makers,
    owners, footer; empty where nothing."""
    if not words or len(words) > LONGEST_SAID:
        return ""
    packed = re.sub(r"\s", "", words)
    patterns = _patterns()
    for kind in ("trail", "tools", "neighbours", "related", "counters", "makers", "owners"):
        if patterns[kind].fullmatch(packed):
            return kind
    beside = 0 if "。" in packed else len({*patterns["footer_beside"].findall(packed)})
    return "footer" if patterns["footer"].search(packed) or beside >= BESIDE else ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads((files("ingest.formats") / "data" / "chrome.toml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(words), re.IGNORECASE) for kind, words in data.items()}

"""The style sheets that a page brings along: what they say of elements that they hide, strike or colour."""

import re
from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
TELLING = re.compile(
    r"display|visibility|opacity|line-through|font-size|(?<![\w-])color|background|text-indent|overflow|clip",
    re.IGNORECASE,
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ELSEWHERE = re.compile(
    r"@(?:media|supports|keyframes|font-face|page)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE
)
SIMPLE = re.compile(r"[\w\-.#*\s>\[\]=\"']{1,120}")  # selectors that hold whatever a visitor does: no :hover
MOST_WORK = 50_000_000  # rules times characters of the page that they are tried on
MOST_FOUND = 20_000  # elements that rules speak of


def style_of_elements(tree: LexborHTMLParser, size: int) -> dict[int, str]:
    """By an element's `mem_id`, what the sheets say of it, later rules behind earlier ones. Sheets that are for print
    or some screens only are left aside."""
    said: defaultdict[int, str] = defaultdict(str)
    found = 0
    most = MOST_WORK // max(size, 1)
    for sheet in tree.css("style"):
        if (sheet.attributes.get("media") or "all").strip().lower() not in ("all", "screen", ""):
            continue
        plain = ELSEWHERE.sub("", COMMENT.sub("", sheet.text()))
        for number, rule in enumerate(RULE.finditer(plain)):
            if number >= most or found >= MOST_FOUND:
                break
            if not TELLING.search(rule[2]):
                continue
            for selector in rule[1].split(","):
                if SIMPLE.fullmatch(selector.strip() or ":"):
                    for node in _chosen(tree, selector.strip()):
                        said[node] += f"{rule[2]};"
                        found += 1
    return dict(said)


def _chosen(tree: LexborHTMLParser, selector: str) -> list[int]:
    try:
        return [node.mem_id for node in tree.css(selector)]
    except SelectolaxError:
        return []

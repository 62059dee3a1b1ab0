"""Markup that no parser should be given: elements within elements without end, tags with thousands of attributes.

What a parser does with such a page takes the square of its length; a look at its tags takes one pass.
"""

import re

MOST_OPEN = 2000  # elements that are open at once, far more than are read, and few enough for a parser
MOST_WORDS = 500  # words of a tag, each attribute at least one
LONG_TAG = 5000  # characters of a tag that is looked at for its words
LONGEST_WORD = 60  # characters; longer ones are pictures written out
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)")
# elements that end by themselves, where they are left open
ENDING = {
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "br", "hr", "img",
    "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr",
}  # fmt: skip
RAW = {"script", "style"}  # what stands in these is no markup
RAW_END = re.compile(r"</(?:script|style)", re.IGNORECASE)


def check_markup(text: str) -> None:
    """Raises `ValueError` on such markup."""
    depth = reached = 0
    for tag in TAG.finditer(text):
        if tag.start() < reached:
            continue
        if len(tag[3]) > LONG_TAG and sum(len(word) < LONGEST_WORD for word in tag[3].split()) > MOST_WORDS:
            raise ValueError(f"网页的一个标签有超过 {MOST_WORDS} 个属性，不像一份文件")
        name = tag[2].lower()
        if name in RAW and not tag[1]:
            end = RAW_END.search(text, tag.end())
            reached = end.start() if end else len(text)
        if name not in ENDING and not tag[3].endswith("/"):
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MOST_OPEN:
            raise ValueError(f"网页有超过 {MOST_OPEN} 个标签没有结束，不像一份文件")

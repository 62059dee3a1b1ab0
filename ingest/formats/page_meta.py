"""What a page says of itself in its `<title>`, its `<meta>` and its first heading."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from ingest.formats.page_lines import PageLine
from ingest.formats.site_words import site_kind

SITE = re.compile("(?:网|网站|平台|政府信息公开|政务公开|信息公开专栏)$")
LONGEST_TITLE = 300  # characters of a page's title
META = {
    "articletitle": "article_title", "og:title": "article_title", "dc.title": "article_title",
    "pubdate": "published", "publishdate": "published", "publishtime": "published",
    "article:published_time": "published", "contentsource": "origin", "sitename": "site",
}  # fmt: skip
"""What sites of offices call it (GB/T 37017 for the first letters of government sites), in lower case, to our name."""


def meta_of(tree: LexborHTMLParser, lines: Sequence[PageLine]) -> dict[str, str]:
    """By our names: page_title, article_title, published, origin, site, heading."""
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        value = " ".join((attributes.get("content") or "").split())
        if name in META and value and len(value) <= LONGEST_TITLE:
            found.setdefault(META[name], value)
    title = tree.css_first("title")
    words = " ".join(title.text().split()) if title is not None else ""
    if title is not None and len(words) <= LONGEST_TITLE:
        found["page_title"] = words
    headings = [words for line in lines if line.level == 1 and not site_kind(words := line.words)]
    if heading := _own_heading(headings, f"{found.get('article_title', '')} {words}"):
        found["heading"] = heading
    return found


def _own_heading(headings: Sequence[str], titles: str) -> str:
    """The first heading that the page's titles hold too, else the first that names no site."""
    short = [words for words in headings if len(words) <= LONGEST_TITLE]
    known = [words for words in short if "".join(words.split()) in "".join(titles.split())]
    return next(iter(known or [words for words in short if not SITE.search(words)]), "")

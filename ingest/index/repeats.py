"""Passages that stand on many pages of one site, or in two copies of one text: a mark on them, decided at publish.

A parse knows its own page only. What repeats over the pages of a site at their edges is the site's; of equal passages
of one region that hold as long, one is found. Marked passages stay in the truth and are not searched.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import PurePath

from ingest.schema import Document, ParsedDocument, Passage
from ingest.text.fold import fold

PAGES = frozenset({".html", ".htm"})
FEWEST = 5  # pages of a site that tell what repeats
SHARE = 0.3  # of a site's pages on which the site's own words stand; sub-sites have menus of their own
EDGE = 3  # passages at a page's top or end among which a site's words stand
LONGEST = 300  # characters of such words
SENTENCE = re.compile(r"[。！？]")


class Repeat(StrEnum):
    """Why a passage is not searched."""

    SITE = "site"
    COPY = "copy"


def repeats(parsed: Sequence[ParsedDocument]) -> dict[str, Repeat]:
    """By passage id."""
    found = dict.fromkeys(_of_sites(parsed), Repeat.SITE)
    return found | dict.fromkeys(_copies(parsed, found), Repeat.COPY)


def _of_sites(parsed: Sequence[ParsedDocument]) -> Iterator[str]:
    """Short words without a sentence at the edges of many pages of a folder."""
    sites: defaultdict[str, list[ParsedDocument]] = defaultdict(list)
    for one in parsed:
        path = PurePath(one.document.source)
        if path.suffix.lower() in PAGES:
            sites[str(path.parent)].append(one)
    for pages in sites.values():
        if len(pages) < FEWEST:
            continue
        edges = [_edge(page) for page in pages]
        counts = Counter(words for edge in edges for words in set(edge.values()))
        least = max(FEWEST, SHARE * len(pages))
        yield from (key for edge in edges for key, words in edge.items() if counts[words] >= least)


def _edge(page: ParsedDocument) -> dict[str, str]:
    """The words of passages at a page's edges that may be the site's, by passage."""
    ends = [*page.passages[:EDGE], *page.passages[-EDGE:]]
    words = {passage.id: fold(page.document.text[passage.start : passage.end]).strip() for passage in ends}
    return {key: text for key, text in words.items() if len(text) <= LONGEST and not SENTENCE.search(text)}


def _copies(parsed: Sequence[ParsedDocument], marked: Mapping[str, Repeat]) -> Iterator[str]:
    """All but one of the passages that are equal, with what they stand under, in documents of one region and time."""
    documents = {one.document.id: one.document for one in parsed}
    equal: defaultdict[tuple[str, ...], list[Passage]] = defaultdict(list)
    for one in parsed:
        for passage in one.passages:
            if passage.id not in marked:
                equal[(*_kind(one.document), passage.text)].append(passage)
    for same in equal.values():
        if len({passage.document for passage in same}) > 1:
            first = max(same, key=lambda passage: (documents[passage.document].date, passage.document)).document
            yield from (passage.id for passage in same if passage.document != first)


def _kind(document: Document) -> tuple[str, ...]:
    return (document.region, document.title, document.period, document.starts, document.ends)

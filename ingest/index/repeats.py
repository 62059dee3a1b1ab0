"""Passages that stand on many pages of one site, or in two copies of one text: a mark on them, decided at publish.

A parse knows its own page only. What repeats over the pages of a site at their edges is the site's; of equal passages
of one region that hold as long, those of one document are found. Marked passages stay in the truth, unsearched.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from pathlib import PurePath

from ingest.schema import Document, ParsedDocument
from ingest.text.fold import fold

PAGES = frozenset({".html", ".htm"})
FEWEST = 5  # pages of a site that tell what repeats
SHARE = 0.3  # of a site's pages on which the site's own words stand; sub-sites have menus of their own
EDGE = 3  # passages at a page's top or end among which a site's words stand
LONGEST = 300  # characters of such words
MOST_EQUAL = 10  # of one document that are searched; a plan says the same twice, a filled page a thousand times
Place = tuple[str, str, str]
"""A document's date, its id, the id of a passage."""
SENTENCE = re.compile(r"[。！？]")


class Repeat(StrEnum):
    """Why a passage is not searched."""

    SITE = "site"
    COPY = "copy"


def repeats(parsed: Iterable[ParsedDocument]) -> dict[str, Repeat]:
    """By passage id. One document after the other is looked at; of its words the hashes are kept."""
    sites: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    equal: defaultdict[bytes, list[Place]] = defaultdict(list)
    for one in parsed:
        path = PurePath(one.document.source)
        if path.suffix.lower() in PAGES:
            sites[str(path.parent)].append(_edge(one))
        for passage in one.passages:
            words = repr((*_kind(one.document), passage.text)).encode()
            equal[blake2b(words, digest_size=16).digest()].append((one.document.date, one.document.id, passage.id))
    found = dict.fromkeys(_of_sites(sites), Repeat.SITE)
    return found | dict.fromkeys(_copies(equal, found), Repeat.COPY)


def _of_sites(sites: Mapping[str, Sequence[dict[str, str]]]) -> Iterator[str]:
    """Short words without a sentence at the edges of many pages of a folder. `sites`: the edges of its pages."""
    for edges in sites.values():
        if len(edges) < FEWEST:
            continue
        counts = Counter(words for edge in edges for words in set(edge.values()))
        least = max(FEWEST, SHARE * len(edges))
        yield from (key for edge in edges for key, words in edge.items() if counts[words] >= least)


def _edge(page: ParsedDocument) -> dict[str, str]:
    """The words of passages at a page's edges that may be the site's, by passage."""
    ends = [*page.passages[:EDGE], *page.passages[-EDGE:]]
    words = {passage.id: fold(page.document.text[passage.start : passage.end]).strip() for passage in ends}
    return {key: text for key, text in words.items() if len(text) <= LONGEST and not SENTENCE.search(text)}


def _copies(equal: Mapping[bytes, Sequence[Place]], marked: Mapping[str, Repeat]) -> Iterator[str]:
    """Passages that are equal, with what they stand under, in documents of one region and time: all but the latest
    document's, and of these what it says too often."""
    for places in equal.values():
        same = [place for place in places if place[2] not in marked]
        if len(same) > 1:
            latest = max((date, document) for date, document, _ in same)
            yield from (key for date, document, key in same if (date, document) != latest)
            yield from [key for date, document, key in same if (date, document) == latest][MOST_EQUAL:]


def _kind(document: Document) -> tuple[str, ...]:
    return (document.region, document.title, document.period, document.starts, document.ends)

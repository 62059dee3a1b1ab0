"""Headings by how they look: larger or bolder than the text around them. Which have numbers is told by the text."""

import re
from collections.abc import Sequence

from ingest.formats.layout.opens import CLOSED, HEADINGS, heading_rank
from ingest.formats.layout.paragraphs import Body, Paragraph

LARGER = 1.1  # times the size of the text's letters
TITLE_SIZE = 1.2
LONGEST = 45  # characters
FEW_STRONG = 0.35  # share of a document's characters up to which bold ones stand out
DEEPEST = 6
NEAR_TOP = 10  # paragraphs within which a document says what it is called
LONGEST_TITLE = 120  # characters
DECIMAL = re.compile(r"\d{1,2}((?:[.．]\d{1,2}){0,4})[.．]?\s*(?=[\u4e00-\u9fff])")
"""2.1 面积标准: each point nests deeper."""


def levels_of(paragraphs: Sequence[Paragraph], body: Body) -> dict[int, int]:
    """Level by place in the list, 1 the highest; none where numbers tell all headings that stand out."""
    everything = sum(len(one.words) for one in paragraphs)
    strong = sum(len(one.words) for one in paragraphs if one.strong)
    stands_out = strong <= FEW_STRONG * everything
    title = set(title_places(paragraphs, body))
    found = [
        at
        for at, one in enumerate(paragraphs)
        if at not in title
        and 2 <= len(one.words) <= LONGEST
        and not CLOSED.search(one.words)
        and any("\u4e00" <= character <= "\u9fff" for character in one.words)
        and (one.size >= LARGER * body.size or (one.strong and stands_out and one.size >= body.size))
    ]
    ranks = {at: heading_rank(paragraphs[at].words) for at in found}
    if all(rank is not None for rank in ranks.values()):
        return {}
    ranks = {at: _decimal_rank(paragraphs[at].words) if rank is None else rank for at, rank in ranks.items()}
    by_size: dict[float, list[int]] = {}
    for at in found:
        if (rank := ranks[at]) is not None:
            by_size.setdefault(_size(paragraphs[at]), []).append(rank)
    keys = {}
    for at in found:
        size, rank = _size(paragraphs[at]), ranks[at]
        keys[at] = (-size, rank if rank is not None else min(by_size.get(size, [0])))
    order = sorted(set(keys.values()))
    return {at: min(order.index(key) + 1, DEEPEST) for at, key in keys.items()}


def _decimal_rank(words: str) -> int | None:
    """The rank of a decimal number that a line begins with, below the other marks; None without one."""
    found = DECIMAL.match(words)
    return len(HEADINGS) + len(re.findall(r"[.．]", found[1])) if found else None


def title_places(paragraphs: Sequence[Paragraph], body: Body) -> list[int]:
    """Which of the first paragraphs are the document's title: the largest, those that follow each other."""
    top = [at for at, one in enumerate(paragraphs[:NEAR_TOP]) if one.pages[0][1] == paragraphs[0].pages[0][1]]
    largest = max((_size(paragraphs[at]) for at in top), default=0.0)
    if largest < TITLE_SIZE * body.size:
        return []
    first = next(at for at in top if _size(paragraphs[at]) == largest)
    if heading_rank(paragraphs[first].words) is not None:
        return []
    found = []
    for at in top[first:]:
        if _size(paragraphs[at]) != largest or heading_rank(paragraphs[at].words) is not None:
            break
        found.append(at)
    return found if sum(len(paragraphs[at].words) for at in found) <= LONGEST_TITLE else []


def _size(paragraph: Paragraph) -> float:
    return float(round(paragraph.size))

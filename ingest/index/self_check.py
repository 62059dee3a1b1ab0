"""Whether passages find themselves by their words. What many others are like proves nothing and is passed over."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from ingest.index.keywords import KeywordIndex
from ingest.schema import Passage
from ingest.text.fold import fold, tokens

SELF_TEST = 20  # passages that must find themselves, by each leg, before a generation may go live
MOST_TESTED = 200  # passages, one a document, that must find themselves by words before anything is written
SELF_RANK = 10  # among so many: equal passages of two documents tie
SELF_SHARE = 1e-3  # of a score that rounding may add
ALIKE = 0.7  # share of a passage's tokens in another from which on that one may stand before it


def sample(passages: Sequence[Passage]) -> list[int]:
    """Places of passages spread over an index."""
    return [*range(0, len(passages), max(1, len(passages) // SELF_TEST))]


def one_a_document(passages: Sequence[Passage]) -> list[int]:
    """Places of passages, the longest of each document, of so many documents at most."""
    longest: dict[str, int] = {}
    for at, passage in enumerate(passages):
        if len(passage.text) > len(passages[longest.get(passage.document, at)].text):
            longest[passage.document] = at
        longest.setdefault(passage.document, at)
    places = [*longest.values()]
    return places[:: -(-len(places) // MOST_TESTED)] if places else []


def lost(passages: Sequence[Passage], keywords: KeywordIndex, places: Sequence[int]) -> Iterator[Passage]:
    """Those of the places before which too many stand that are not like them."""
    for at in places:
        text = passages[at].text
        scores = keywords.scores(text)
        if not scores.any():
            continue  # not one token is known
        better = np.flatnonzero(scores > scores[at] * (1 + SELF_SHARE))
        if scores[at] <= 0 or (len(better) >= SELF_RANK and _many_unlike(passages, text, better.tolist())):
            yield passages[at]


def _many_unlike(passages: Sequence[Passage], text: str, places: Sequence[int]) -> bool:
    """Whether too many of the passages hold few of a text's tokens."""
    own = set(tokens(fold(text)))
    unlike = (at for at in places if len(own & set(tokens(fold(passages[at].text)))) < ALIKE * len(own))
    return len([*islice(unlike, SELF_RANK)]) >= SELF_RANK

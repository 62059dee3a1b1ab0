"""Whether words stand by themselves somewhere in a text: between signs that are no Han characters, as in a table of
contents or a caption. Every place where such words can begin is sorted once a text, so that each look-up is short."""

from bisect import bisect_left
from functools import lru_cache

from ingest.text.fold import HAN

LONGEST = 48  # characters of words that are told apart; a title has at most 40
FIRST_HAN, BEHIND_HAN = "\u4e00", "\ua000"
LAST = "\U0010ffff"


def stands_alone(text: str, words: str, at: int) -> bool:
    """Whether words stand by themselves elsewhere in the text than at `at`. Longer words than a title has do not."""
    if not words or len(words) > LONGEST:
        return False
    places = _openings(text)

    def before(key: str) -> int:
        return bisect_left(places, key, key=lambda place: text[place : place + len(key)])

    first, last = before(words), before(words + LAST)
    going_on = before(words + BEHIND_HAN) - before(words + FIRST_HAN)
    here = not _is_han(text, at - 1) and text.startswith(words, at) and not _is_han(text, at + len(words))
    return last - first - going_on > here


def _is_han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and HAN.match(text, at) is not None


@lru_cache(maxsize=1)
def _openings(text: str) -> list[int]:
    """Where no Han character stands before, in the order of what follows."""
    places = [at for at in range(len(text)) if not at or not FIRST_HAN <= text[at - 1] < BEHIND_HAN]
    return sorted(places, key=lambda at: text[at : at + LONGEST + 1])

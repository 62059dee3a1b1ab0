"""Where a heading ends that the text below it is glued to: 第二章 面临形势从国内看…"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from ingest.text.alone import stands_alone

REFERENCE = re.compile(r"[的至和与或、到所中内]|规定|以[上下外]")  # 第一章的规定 speaks of a chapter, it opens none
MIN_GUESSED = 4  # characters of a title that only what follows it tells
MAX_GLUED = 24  # characters of a title whose end must be guessed
# weights of what speaks for an end
USUAL = 3.0  # the words are a usual title
ALONE = 2.0  # the words stand by themselves elsewhere: in the table of contents, above a box
LONGEST_ALONE = 16  # characters of such words
PARTED = 1.5  # a blank follows
OPENED = 1.4  # words follow that sentences open with and titles do not go on with
VERB = 0.8  # words follow that sentences open with
OFF, USUAL_LENGTH = 0.02, 8  # what each character more or less than usual titles have costs


def glued_title(text: str, at: int, rest: str) -> int:
    """Length of the title at `at` that the following text is glued to; 0 where no end of it can be told."""
    if REFERENCE.match(rest):
        return 0
    limit = re.match(r"[^。；;,，:：\n]*", rest)
    reach = min(MAX_GLUED, limit.end() if limit else 0)
    titles, openings, verbs = _knowledge()
    best, length = 0.0, 0
    opened = False  # a sentence has begun before: what follows it is no part of the title
    for size in range(2, reach + 1):
        words, after = rest[:size], rest[size:]
        opens = size >= MIN_GUESSED and after.startswith(openings)
        features = (
            USUAL * (words.strip() in titles),
            ALONE * (MIN_GUESSED <= size <= LONGEST_ALONE and stands_alone(text, words, at)),
            PARTED * (after[:1] == " "),
            OPENED * (opens and not opened),
            VERB * (size >= MIN_GUESSED and not opened and after.startswith(verbs)),
        )
        score = sum(features) - OFF * abs(size - USUAL_LENGTH)
        if any(features) and score > best:
            best, length = score, size
        opened = opened or opens
    return length


def is_guessed(text: str, start: int, end: int) -> bool:
    """Whether the end of the title `start`..`end` (without its mark) is a guess: text is glued to it, and at most a
    verb tells where that begins."""
    titles, openings, _ = _knowledge()
    if not re.match(r"[\u4e00-\u9fff“]", text[end : end + 1]):
        return False
    words = text[start:end]
    return not (text.startswith(openings, end) or words in titles or stands_alone(text, words, start))


@cache
def _knowledge() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    data = tomllib.loads((files("ingest.text") / "data" / "headings.toml").read_text(encoding="utf-8"))
    return frozenset(data["titles"]), tuple(data["openings"]), tuple(data["verbs"])

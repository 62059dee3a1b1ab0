"""One spelling of a text for matching: width, case and traditional characters folded; and its keyword tokens."""

import re
import unicodedata
from functools import cache

HAN = re.compile(r"[\u4e00-\u9fff]+")
RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+|\d+(?:\.\d+)?")


@cache
def _converter() -> "object":
    from opencc import OpenCC

    return OpenCC("t2s")


def fold(text: str) -> str:
    """NFKC, lower case, simplified characters. For matching only: offsets do not carry over."""
    plain = unicodedata.normalize("NFKC", text).lower()
    if _is_simplified(plain):  # 破坏土壤 holds 坏土, which the converter would read as 坯土
        return plain
    return str(_converter().convert(plain))  # type: ignore[attr-defined]  # opencc ships no types


def _is_simplified(text: str) -> bool:
    """Whether all Han characters are those of GB 2312."""
    try:
        "".join(HAN.findall(text)).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def tokens(folded: str) -> list[str]:
    """Character uni- and bigrams of Han runs, words and numbers whole (the best way tried, docs/experiments.md)."""
    found: list[str] = []
    for run in RUN.findall(folded):
        if run[0] >= "\u3400":
            found += run
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(run)
    return found


def fold_same_length(text: str) -> str:
    """Width and case folded character by character, so that offsets stay as they are."""
    return "".join(plain if len(plain := unicodedata.normalize("NFKC", c).lower()) == 1 else c for c in text)

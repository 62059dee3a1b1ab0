"""Words in texts as scoring sees them: width, blanks and separators folded, figures on digit boundaries."""

import re
import unicodedata


def folded(text: str) -> str:
    """Without width, case, blanks and separators of thousands."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text: 5 does not stand in 95 or 5.2."""
    wanted, where = folded(words), folded(text)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\.?\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, where) is not None


def first_sentence(text: str) -> str:
    """Up to the first full stop, or the first line."""
    return re.split(r"(?<=[。！？!?\n])", text.strip(), maxsplit=1)[0]

"""Words in texts as scoring sees them: width, blanks and separators folded, figures on digit boundaries or by value."""

import re
import unicodedata

from ingest.quantities.figures import figures


def folded(text: str) -> str:
    """Without width, case, blanks and separators of thousands."""
    return re.sub(r"\s", "", _plain(text))


def _plain(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", text).lower())


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text: 5 does not in 95 or 5.2, a figure with its unit does however it is written.

    So 500人 stands in 500名, 1.2万元 in 12000元.
    """
    wanted, where = folded(words), _plain(text)
    before = r"(?<![\d.])" if wanted[:1].isdigit() else ""
    after = r"(?!\.?\d)" if wanted[-1:].isdigit() else ""
    if wanted not in re.sub(r"\s", "", where):  # with blanks left out two cells of figures touch: only a first look
        return _counted(words, text)
    spelled = r"\s*".join(map(re.escape, wanted))
    return re.search(before + spelled + after, where) is not None or _counted(words, text)


def _counted(words: str, text: str) -> bool:
    """Whether words that are one figure with a unit have their equal in a text."""
    found = figures(words)
    if len(found) != 1 or found[0].text != words.strip() or not found[0].unit:
        return False
    return any((one.value, one.unit) == (found[0].value, found[0].unit) for one in figures(text))


def first_sentence(text: str) -> str:
    """Up to the first full stop, or the first line."""
    return re.split(r"(?<=[。！？!?\n])", text.strip(), maxsplit=1)[0]

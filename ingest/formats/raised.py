"""Raised characters: the mark of a note stays apart from the figure before it; powers and square metres stay."""

import re

NOTE_MARK = re.compile(r"\[\^[^\[\]\s^]{1,12}\]")
"""How the mark of a note is written in a source's text; no part of the clean text."""
SUPERSCRIPTS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
LABEL = re.compile(r"[\[(（【〔［]?\s*((?:注|脚注|附注)?\s*\d{0,3}|[*＊※†‡#]{1,3}|[①-⑳]|[a-zA-Z])\s*[\])）】〕］]?")
POWER = re.compile(r"-?[−-]?\d{1,2}")
BASE_TEN = re.compile(r"(?<![\d.,，])10$")
TIMES_TEN = re.compile(r"[×xX*·✕]\s*10$")
LEAST_POWER = 3  # of ten that is written so without a factor before it: 10⁴; less is a note to ten
# written with the character itself: a figure's or a word's note; 10⁴ is a power, a letter's (m², R²) is no note
WRITTEN = re.compile(r"(?<=[\d\u4e00-\u9fff%％‰）)”])[¹²³⁰⁴-⁹]{1,3}(?=[^\da-zA-Z]|$)")

# a circled figure behind a word that a sentence's mark or end follows is a note's; one that words follow counts a list;
# at the end of a cell it is a note's behind a figure
CIRCLED = re.compile(
    r"(?<=[\d\u4e00-\u9fff%％‰）)”])[①-⑳](?=[。，；、,;)）|]|[ \t]*$)|(?<=[\d%％‰])[①-⑳](?=[ \t]*\|)", re.MULTILINE
)
IN_CELL = re.compile(r"(?<=[\d%％‰])[①-⑳]$")


def raised(before: str, words: str, *, linked: bool) -> str:
    """How raised words are written behind `before`: as powers, as the mark of a note, or as they are."""
    if not linked and POWER.fullmatch(words) and _has_power(before.rstrip(), words):
        return words.translate(SUPERSCRIPTS)
    label = LABEL.fullmatch(words)
    if label is None or not label[1]:
        return words
    return f"[^{''.join(label[1].split())}]"


def _has_power(before: str, words: str) -> bool:
    if re.search("[A-Za-zμΩ㎡㎞]$", before):
        return True
    return bool(BASE_TEN.search(before)) and (TIMES_TEN.search(before) is not None or abs(int(words)) >= LEAST_POWER)


def with_note_marks(text: str) -> str:
    """The same text, its notes marked with raised digits or circled ones written as marks of notes."""
    return CIRCLED.sub(r"[^\g<0>]", WRITTEN.sub(lambda match: _marked(text, match), text))


def with_cell_mark(words: str) -> str:
    """The words of a cell, the circled figure behind its own figure as the mark of a note: 0.27①."""
    return IN_CELL.sub(r"[^\g<0>]", words)


def _marked(text: str, match: re.Match[str]) -> str:
    before = text[max(0, match.start() - 4) : match.start()]
    number = match.group().translate(PLAIN)
    return match.group() if _has_power(before, number) else f"[^{number}]"

"""Source text to clean text. Only deletes characters or folds one to one, and keeps a map back to the source."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.schema import Source
from ingest.text.wrap import broken

# deleted wherever they stand: zero-width and control characters, soft hyphens, private use, byte order marks
DELETED = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]|\r(?=\n)"
)
FOLDED = {"\u00a0": " ", "\u3000": " ", "\t": " "} | dict.fromkeys("\r\u2028\u2029\x0b\x0c\x85", "\n")
# look-alikes of Han characters that PDF exports leave behind (Kangxi radicals, compatibility ideographs)
LOOKALIKE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
SPACES = re.compile(
    r"[ \t\u00a0\u3000]{2,}|[ \t\u00a0\u3000]+(?=\r?\n|\Z)|(?<=\n)[ \t\u00a0\u3000]+|\A[ \t\u00a0\u3000]+"
)
# a page number alone on its line, dressed as such: a bare number may be a cell of a table
PAGE_NUMBER = re.compile(
    r"(?m)^[ \t\u3000]*(?:[-—–]+[ \t]*\d{1,4}[ \t]*[-—–]+"
    r"|第[ \t]*\d{1,4}[ \t]*页(?:[ \t,，/]*共[ \t]*\d{1,4}[ \t]*页)?)[ \t\u3000]*(?=\r?$)"
)
EMPTY_PIPES = re.compile(r"(?m)^(?=[^\n|]*\|)[ \t\u00a0\u3000|]++(?=\r?$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """`origin` has runs (start in clean, start in source, length); `headings` are in clean offsets."""

    text: str
    origin: tuple[tuple[int, int, int], ...]
    headings: tuple[tuple[int, int], ...]


def clean(source: Source) -> Cleaned:
    """Fold look-alike characters, drop what carries no words. Never moves or adds a character."""
    text = source.text
    drop = bytearray(len(text))
    for start, end in source.marks:
        drop[start:end] = b"\x01" * (end - start)
    for pattern in (DELETED, SPACES, EMPTY_PIPES, PAGE_NUMBER):
        for match in pattern.finditer(text):
            keep = 1 if pattern is SPACES and len(match.group()) > 1 and _inside_line(text, match) else 0
            for at in range(match.start() + keep, match.end()):
                drop[at] = 1
    for start, end in (*_within_figures(text), *broken(text)):
        drop[start:end] = b"\x01" * (end - start)
    characters: list[str] = []
    origin: list[tuple[int, int, int]] = []
    clean_at: dict[int, int] = {}
    wanted = {offset for offset, _ in source.headings}
    run_source = run_clean = -1
    for at, character in enumerate(text):
        if at in wanted:
            clean_at[at] = len(characters)
        if drop[at]:
            continue
        if run_source < 0 or at != run_source + (len(characters) - run_clean):
            if run_source >= 0:
                origin.append((run_clean, run_source, len(characters) - run_clean))
            run_source, run_clean = at, len(characters)
        characters.append(_fold(character))
    if run_source >= 0:
        origin.append((run_clean, run_source, len(characters) - run_clean))
    headings = tuple((clean_at[offset], level) for offset, level in source.headings if offset in clean_at)
    return Cleaned(text="".join(characters), origin=tuple(origin), headings=headings)


def _within_figures(text: str) -> Iterator[tuple[int, int]]:
    """Page numbers with their line breaks that cut a figure of a sentence in two: 每人每月3 / — 4 — / 20元."""
    for match in PAGE_NUMBER.finditer(text):
        begin = len(text[: match.start()].rstrip())
        end = len(text) - len(text[match.end() :].lstrip())
        line = text[text.rfind("\n", 0, begin) + 1 : begin]
        if re.search(r"[\u4e00-\u9fff]\d+$", line) and re.match(r"\d+[\u4e00-\u9fff%％‰]", text[end : end + 12]):
            yield begin, end


def source_offset(origin: tuple[tuple[int, int, int], ...], offset: int) -> int:
    """Where a character of the clean text stands in the source's text. Raises `ValueError` outside the text."""
    for clean_start, source_start, length in origin:
        if clean_start <= offset < clean_start + length:
            return source_start + offset - clean_start
    raise ValueError(f"offset {offset!r} is outside the clean text")


def _inside_line(text: str, match: re.Match[str]) -> bool:
    before = match.start() > 0 and text[match.start() - 1] != "\n"
    after = match.end() < len(text) and text[match.end()] not in "\r\n"
    return before and after


def _fold(character: str) -> str:
    if character in FOLDED:
        return FOLDED[character]
    if LOOKALIKE.match(character):
        folded = unicodedata.normalize("NFKC", character)
        return folded if len(folded) == 1 else character
    return character

"""Source text to clean text. Only deletes characters or folds one to one, and keeps a map back to the source."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ingest.schema import SheetLine, Source
from ingest.text.wrap import broken

# deleted wherever they stand: zero-width and control characters, soft hyphens, private use, byte order marks
DELETED = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]|\r(?=\n)"
)
FOLDED = {"\u00a0": " ", "\u3000": " ", "\t": " "} | dict.fromkeys("\r\u2028\u2029\x0b\x0c\x85", "\n")
FOLDS = str.maketrans(FOLDED)
# look-alikes of Han characters that PDF exports leave behind (Kangxi radicals, compatibility ideographs)
LOOKALIKE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
SPACES = re.compile(rf"{BLANK}{{2,}}|{BLANK}+(?=\r?\n|\Z)|(?<=\n){BLANK}+|\A{BLANK}+")
LONG_GAP = re.compile(rf"{BLANK}{{9,}}")  # blanks that only what was deleted between them had kept apart
# a page number alone on its line, dressed as such: a bare number may be a cell of a table
PAGE_NUMBER = re.compile(
    r"(?m)^[ \t\u3000]*(?:[-—–]+[ \t]*\d{1,4}[ \t]*[-—–]+"
    r"|第[ \t]*\d{1,4}[ \t]*页(?:[ \t,，/]*共[ \t]*\d{1,4}[ \t]*页)?)[ \t\u3000]*(?=\r?$)"
)
KEPT = re.compile(rb"\x00+")
LONGEST_CUT = 100  # characters of a line before a page number that tell whether a figure is cut
EMPTY_PIPES = re.compile(r"(?m)^(?=[^\n|]*\|)[ \t\u00a0\u3000|]++(?=\r?$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """`origin` has runs (start in clean, start in source, length); the other places are in clean offsets."""

    text: str
    origin: tuple[tuple[int, int, int], ...]
    headings: tuple[tuple[int, int], ...]
    pages: tuple[tuple[int, int], ...] = ()
    sheet_lines: tuple[SheetLine, ...] = ()
    scans: tuple[int, ...] = ()


def clean(source: Source) -> Cleaned:
    """Fold look-alike characters, drop what carries no words. Never moves or adds a character."""
    text = source.text
    drop = bytearray(len(text))
    for start, end in source.marks:
        drop[start:end] = b"\x01" * (end - start)
    for pattern in (DELETED, SPACES, EMPTY_PIPES, PAGE_NUMBER):
        for match in pattern.finditer(text):
            keep = 1 if pattern is SPACES and len(match.group()) > 1 and _inside_line(text, match) else 0
            drop[match.start() + keep : match.end()] = b"\x01" * (match.end() - match.start() - keep)
    for start, end in (*_within_figures(text), *broken(text)):
        drop[start:end] = b"\x01" * (end - start)
    runs = _kept(drop)
    kept = "".join(text[start:end] for start, end in runs)
    if gaps := [match.span() for match in LONG_GAP.finditer(kept)]:
        _drop_gaps(drop, runs, gaps)
        runs = _kept(drop)
        kept = "".join(text[start:end] for start, end in runs)
    begins = list(accumulate((end - start for start, end in runs), initial=0))
    origin = tuple((begin, start, end - start) for begin, (start, end) in zip(begins, runs, strict=False))
    starts = [start for start, _ in runs]
    headings, pages = (
        tuple((_clean_offset(offset, runs, starts, begins), value) for offset, value in places)
        for places in (source.headings, source.pages)
    )
    return Cleaned(
        text=_folded(kept),
        origin=origin,
        headings=headings,
        pages=pages,
        sheet_lines=_moved(source.sheet_lines, runs, starts, begins),
        scans=source.scans,
    )


def _kept(drop: bytearray) -> list[tuple[int, int]]:
    """Spans of what is not dropped."""
    return [match.span() for match in KEPT.finditer(drop)]


def _drop_gaps(drop: bytearray, runs: list[tuple[int, int]], gaps: list[tuple[int, int]]) -> None:
    """Drop all of each gap of the kept text but its first blank."""
    at = begin = 0
    for first, last in gaps:
        for place in range(first + 1, last):
            while begin + runs[at][1] - runs[at][0] <= place:
                begin += runs[at][1] - runs[at][0]
                at += 1
            drop[runs[at][0] + place - begin] = 1


def _clean_offset(offset: int, runs: list[tuple[int, int]], starts: list[int], begins: list[int]) -> int:
    """Where an offset of the source stands in the clean text; of what is dropped, where what follows it stands."""
    at = bisect_right(starts, offset) - 1
    return begins[at] + min(offset - starts[at], runs[at][1] - starts[at]) if at >= 0 else 0


def _moved(
    lines: tuple[SheetLine, ...], runs: list[tuple[int, int]], starts: list[int], begins: list[int]
) -> tuple[SheetLine, ...]:
    return tuple(replace(line, start=_clean_offset(line.start, runs, starts, begins)) for line in lines)


def _within_figures(text: str) -> Iterator[tuple[int, int]]:
    """Page numbers with their line breaks that cut a figure of a sentence in two: 每人每月3 / — 4 — / 20元."""
    for match in PAGE_NUMBER.finditer(text):
        begin, end = match.span()
        while begin and text[begin - 1].isspace():
            begin -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        line = text[max(begin - LONGEST_CUT, text.rfind("\n", 0, begin) + 1) : begin]
        if re.search(r"[\u4e00-\u9fff]\d+$", line) and re.match(r"\d+[\u4e00-\u9fff%％‰]", text[end : end + 12]):
            yield begin, end


def without(cleaned: Cleaned, spans: Sequence[tuple[int, int]]) -> Cleaned:
    """The clean text without some more of its spans, which come in its order and do not overlap."""
    drop = bytearray(len(cleaned.text))
    for start, end in spans:
        drop[start:end] = b"\x01" * (end - start)
    runs = _kept(drop)
    begins = list(accumulate((end - start for start, end in runs), initial=0))
    origin: list[tuple[int, int, int]] = []
    at = 0
    for begin, (start, end) in zip(begins, runs, strict=False):
        place = start
        while place < end:
            first, source, length = cleaned.origin[at]
            if first + length <= place:
                at += 1
                continue
            size = min(end, first + length) - place
            origin.append((begin + place - start, source + place - first, size))
            place += size
    starts = [start for start, _ in runs]
    headings, pages = (
        tuple((_clean_offset(offset, runs, starts, begins), value) for offset, value in places)
        for places in (cleaned.headings, cleaned.pages)
    )
    text = "".join(cleaned.text[start:end] for start, end in runs)
    return replace(
        cleaned,
        text=text,
        origin=tuple(origin),
        headings=headings,
        pages=pages,
        sheet_lines=_moved(cleaned.sheet_lines, runs, starts, begins),
    )


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


def _folded(text: str) -> str:
    return LOOKALIKE.sub(_ordinary, text.translate(FOLDS))


def _ordinary(match: re.Match[str]) -> str:
    folded = unicodedata.normalize("NFKC", match.group())
    return folded if len(folded) == 1 else match.group()

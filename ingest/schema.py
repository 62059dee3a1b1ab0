"""The nouns of Huimin as values: what a plan is made of once it has been read. No behaviour beyond small views."""

from dataclasses import dataclass
from enum import StrEnum


class TextKind(StrEnum):
    """Where a document's words come from; shown beside every quote."""

    ORIGINAL = "original"
    DIGEST = "digest"
    OCR = "ocr"


class RowKind(StrEnum):
    """What a row of a table records."""

    STANDARD = "standard"
    INDICATOR = "indicator"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file's text as its reader saw it.

    `headings` are (offset, level) of lines that the format marks as headings, `marks` are (start, end) of markup
    that carries no words.
    """

    text: str
    meta: dict[str, str]
    headings: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One plan, notice or list as published. `text` is the clean text that all spans of the document count in."""

    id: str
    title: str
    issuer: str
    region: str
    """Path in the division tree, 云南省/楚雄彝族自治州/大姚县; empty where the text does not say."""
    number: str
    index_number: str
    date: str
    period: str
    """Years that the plan covers, 2021-2025; empty where it does not say."""
    source: str
    text_kind: TextKind
    content_hash: str
    text: str
    origin: tuple[tuple[int, int, int], ...]
    """Runs (start in `text`, start in the source's text, length) that lead every span back to the source."""

    @property
    def region_name(self) -> str:
        return self.region.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A node of the outline. `start`..`end` holds its heading, its text and its subsections."""

    id: str
    document: str
    level: int
    title: str
    path: tuple[str, ...]
    """Headings from the top down to this one."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a row: its column's header and its own span and words."""

    column: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record of a table, with the headers that give its cells their meaning."""

    id: str
    document: str
    section: str
    kind: RowKind
    name: str
    cells: tuple[Cell, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is embedded and retrieved: a stretch of one section's prose, or one row. `text` is what gets indexed."""

    id: str
    document: str
    section: str
    row: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A document with everything that was understood in it, in reading order."""

    document: Document
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]

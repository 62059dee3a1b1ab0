"""The nouns of Huimin as values: what a plan is made of once it has been read. No behaviour beyond small views."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class TextKind(StrEnum):
    """Where a document's words come from; shown beside every quote."""

    ORIGINAL = "original"
    DIGEST = "digest"
    OCR = "ocr"


class RowKind(StrEnum):
    """What a row of a table or list records."""

    STANDARD = "standard"
    """服务项目, 服务对象, 服务内容, 服务标准, 支出责任"""
    INDICATOR = "indicator"
    """指标, 单位, baseline and target, 属性"""
    DUTY = "duty"
    """事项, 牵头单位, 配合单位"""
    TERM = "term"
    """名词, 释义"""
    PROJECT = "project"
    """项目, 内容"""
    SERVICE_LIST = "service_list"
    """服务领域, 服务项目"""
    OTHER = "other"


class FactKind(StrEnum):
    """Kinds of rows, and what the audit of a document finds."""

    STANDARD = "standard"
    INDICATOR = "indicator"
    DUTY = "duty"
    TERM = "term"
    PROJECT = "project"
    SERVICE_LIST = "service_list"
    CONFLICT = "conflict"
    BLANK = "blank"


class Omission(StrEnum):
    """Why words of a file are no content."""

    HIDDEN = "hidden"
    """A reader of the page cannot see them."""
    DELETED = "deleted"
    """They are struck out."""
    COMMENT = "comment"
    """Who wrote the file noted them for himself."""
    CHROME = "chrome"
    """They belong to the site: menus, trails, lists of other pages, who keeps it."""
    FIELD = "field"
    """They say what the document is (索引号, 发布日期), and are kept as that."""
    ELSEWHERE = "elsewhere"
    """They are a copy of another file that the document is linked to, as it was once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Words of a file that are no content."""

    text: str
    why: Omission


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """Where a line of the text stands in a sheet: its row, and the letters of its cells' columns (B, C, AA)."""

    start: int
    """Where the line begins in the text."""
    sheet: str
    """Empty where the file has no named sheets."""
    row: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlace:
    """A cell or a range of cells: B7, B7:F7."""

    sheet: str
    cells: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file's text as its reader saw it.

    `headings` are (offset, level) of lines that the format marks as headings, `marks` are (start, end) of markup
    that carries no words, `left_out` is what the file holds besides. `pages` are (offset, number) where a page of the
    file begins, or its words go on; none of a format without pages. `sheet_lines` are the lines that stand in sheets.
    """

    text: str
    meta: dict[str, str]
    notes: tuple[str, ...] = ()
    """What of the file was not read, in words for the user."""
    headings: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    sheet_lines: tuple[SheetLine, ...] = ()
    scans: tuple[int, ...] = ()
    """Numbers of the pages whose words were recognised in a picture."""


def is_expired(period: str, day: date) -> bool:
    """Whether the last year of a period (2021-2025, 2024) is over."""
    return period[-4:].isdigit() and int(period[-4:]) < day.year


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One plan, notice or list as published. `text` is the clean text that all spans of the document count in."""

    id: str
    title: str
    issuer: str
    region: str
    """Path in the division tree, 云南省/楚雄彝族自治州/大姚县; x市 where the text leaves it open, else empty."""
    region_inferred: bool = False
    """Whether the region was concluded rather than read."""
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
    pages: tuple[tuple[int, int], ...] = ()
    """(start in `text`, number) of the file's pages in the order of `text`: a number stands twice where notes of a page
    stand at the end. Empty where the format has no pages."""
    sheet_lines: tuple[SheetLine, ...] = ()
    """Lines of `text` that stand in sheets, in its order."""
    scans: tuple[int, ...] = ()
    """Numbers of the pages whose words were recognised in a picture."""
    footnotes: tuple[tuple[int, int, int], ...] = ()
    """(where a mark stood in `text`, where its note starts, where it ends), by the marks' places."""
    starts: str = ""
    """The day from which it holds (YYYY-MM-DD), where it says so."""
    ends: str = ""
    """The last day on which it holds, where it says so or a label does."""
    repeals: tuple[str, ...] = ()
    """Titles of documents that it ends."""
    is_trial: bool = False
    """Whether it calls itself 试行 or 暂行."""
    is_over: bool = False
    """Whether a label says that it holds no more."""
    replaced_by: str = ""
    """Title of the document of the same index that holds in its place; not stored, see `identity/standing.py`."""

    @property
    def region_name(self) -> str:
        return self.region.rsplit("/", 1)[-1]

    def page(self, offset: int) -> int | None:
        """The page of the file on which a character of `text` stands."""
        at = bisect_right(self.pages, offset, key=lambda page: page[0]) - 1
        return self.pages[at][1] if at >= 0 else None

    def kind(self, offset: int) -> TextKind:
        """Where the words at a character of `text` come from."""
        return TextKind.OCR if self.scans and self.page(offset) in self.scans else self.text_kind

    def place(self, start: int, end: int) -> SheetPlace | None:
        """The cells of the file that hold a stretch of `text`; None where they are no cells of one sheet."""
        first, last = (self._cell(offset) for offset in (start, max(start, end - 1)))
        if first is None or last is None or first.sheet != last.sheet:
            return None
        cells = first.cells if first == last else f"{first.cells}:{last.cells}"
        return SheetPlace(sheet=first.sheet, cells=cells)

    def _cell(self, offset: int) -> SheetPlace | None:
        at = bisect_right(self.sheet_lines, offset, key=lambda line: line.start) - 1
        if at < 0:
            return None
        line = self.sheet_lines[at]
        if "\n" in self.text[line.start : offset]:
            return None
        column = min(max(self.text.count("|", line.start, offset) - 1, 0), len(line.columns) - 1)
        return SheetPlace(sheet=line.sheet, cells=f"{line.columns[column]}{line.row}")


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
    """One record of a table or list, with the headers that give its cells their meaning."""

    id: str
    document: str
    section: str
    kind: RowKind
    name: str
    cells: tuple[Cell, ...]
    start: int
    end: int
    unit: str = ""
    """Of an indicator, or what a name ends with: 城市低保（元/月）."""
    items: tuple[Cell, ...] = ()
    """Of a service list."""
    stated: int | None = None
    """How many items a service list says it has (共9项)."""
    concept: str | None = None
    """The lexicon's id of what the row is about."""

    def cell(self, *columns: str) -> Cell | None:
        """The first of the columns that the row has, with or without a unit in brackets: 服务标准（元/月）."""
        for column in columns:
            for cell in self.cells:
                if cell.column == column or cell.column.startswith((f"{column}（", f"{column}(")):
                    return cell
        return None


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
class Quantity:
    """A figure as written and as understood, in its place. A single value has low = high."""

    document: str
    section: str
    row: str | None
    text: str
    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    base: str
    """What it is per: 每千人口, 每生每年."""
    comparator: str
    """≥ > ≤ < ≈ or nothing."""
    year: int | None
    role: str
    """baseline, target, standard, change or other."""
    concept: str | None
    scope: str
    """农村, 城镇 …: the part of the region that it speaks of, where the words say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two quantities of one document with the same concept, base, scope, year and role that cannot both hold."""

    document: str
    concept: str
    one: Quantity
    other: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A figure that the document leaves open: x, xx.x%, 20XX年, or an empty cell of an indicator."""

    document: str
    section: str
    row: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A document with everything that was understood in it, in reading order."""

    document: Document
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]
    quantities: tuple[Quantity, ...]
    conflicts: tuple[Conflict, ...]
    blanks: tuple[Blank, ...]
    notices: tuple[str, ...] = ()
    """What somebody should look at: what of the file was not read, tables that gave no row."""

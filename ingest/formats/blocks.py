"""What office files are written down as: lines, headings, tables between pipes, and what the reader has to tell."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.bounds import check_cells
from ingest.formats.raised import NOTE_MARK, with_cell_mark
from ingest.schema import LeftOut, Omission, SheetLine, Source

BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0\u3000]+")
BROKEN_THOUSANDS = re.compile(r"(?<=\d[,，])\s*\n\s*(?=\d{3}(?!\d))")
# characters that show nothing: soft hyphens, zero-width, direction marks, tags, variation of nothing
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
MOST_CHARACTERS = 5_000_000  # of all that is written down; merged cells can make a file's text much longer
MOST_KEPT = 200_000  # characters of words that are not read and are kept to be looked at
OMISSIONS = {
    "修订中删除的文字": Omission.DELETED,
    "划掉的文字": Omission.DELETED,
    "页眉、页脚和页码": Omission.CHROME,
    "目录": Omission.CHROME,
    "水印": Omission.CHROME,
    "批注、印章等注释": Omission.COMMENT,
}
"""What the reasons of the readers are among those of every format; the others say that words are not seen."""
LONGEST_LINE = 500  # characters of words that were given letter by letter and are kept as one
LONGEST_TITLE = 45  # characters
TITLE = re.compile(r"[\u4e00-\u9fff（《“〔\d][^。；;！？:：]*[表册单书账录案](?:[（(][^（）()]{1,12}[)）])?")
"""How the first row of a form that is one table names it."""
LONGEST_SHOWN = 30  # characters of hidden words that are told


Place = tuple[str, int, tuple[str, ...]]
"""The name of a sheet, a row of it, and the letters of the columns of the row's cells."""


class Across(str):
    """The words of a cell in a place that it covers and that is not its first in the row."""

    __slots__ = ()


class Blocks:
    """Collects a document block by block; nothing is written that cannot be seen."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._headings: list[tuple[int, int]] = []
        self._pages: list[tuple[int, int]] = []
        self._sheet_lines: list[SheetLine] = []
        self._scans: list[int] = []
        self._notes: list[str] = []
        self._left_out: Counter[str] = Counter()
        self._samples: dict[str, str] = {}
        self._kept: list[tuple[str, str]] = []
        self._kept_length = 0
        self._cells = 0
        self._invisible = 0
        self._named = ""

    def page(self, number: int, *, after: int = 0) -> None:
        """A page of the file begins with what is written next, or `after` so many characters of it."""
        if not self._pages or self._pages[-1][1] != number:
            self._pages.append((self._length + after, number))

    @property
    def scans(self) -> tuple[int, ...]:
        """Numbers of the pages whose words were recognised."""
        return tuple(self._scans)

    @property
    def length(self) -> int:
        """Characters that were written so far."""
        return self._length

    def mark(self, levels: Mapping[int, int]) -> None:
        """Lines that begin at such places are headings after all, of such levels."""
        self._headings = sorted([*self._headings, *levels.items()])

    def scan(self, number: int) -> None:
        """The words of a page were recognised in a picture."""
        self._scans.append(number)

    def line(self, words: str, *, level: int = 0, place: Place | None = None) -> None:
        """A paragraph; its own line breaks are kept. `level`: of a heading, 0 for none."""
        seen = self._visible(words)
        lines = [line for piece in seen.split("\n") if (line := BLANKS.sub(" ", piece).strip())]
        if level and lines:
            self._headings.append((self._length, level))
            lines = [" ".join(lines)]
        for line in lines:
            self._at(place)
            self._put(f"{line}\n")

    def table(self, rows: Sequence[Sequence[str]], pages: Sequence[int] = (), places: Sequence[Place] = ()) -> None:
        """A grid: every place has the words of the cell that covers it; `pages` and `places` are those of its rows.
        Raises `ValueError` where it is too large."""
        width = max(map(len, rows), default=0)
        self._cells += width * len(rows)
        check_cells(self._cells)
        for at, row in enumerate(rows):
            self._check(sum(map(len, row)))
            cells = [with_cell_mark(in_line(self._visible(words))) for words in row]
            if any(cells):
                if not self._length and len(row) > 1 and stands_alone(row):
                    self._named = _title_in(cells)
                if pages:
                    self.page(pages[at])
                self._at(places[at] if places else None)
                self._put("| " + " | ".join(cells) + " |" + " |" * (width - len(cells)) + "\n")
        self._put("\n")

    def tell(self, note: str) -> None:
        """Say what was not read, once."""
        if note not in self._notes:
            self._notes.append(note)

    def leave_out(self, why: str, words: str) -> None:
        """Words that are not read, counted by why; the first of them are shown."""
        plain = in_line(INVISIBLE.sub("", words))
        if plain:
            self._keep(why, plain)
            self._left_out[why] += 1
            self._samples.setdefault(why, plain[:LONGEST_SHOWN])

    def source(self, meta: dict[str, str]) -> Source:
        """All of it."""
        text = "".join(self._parts)
        notes = [f"{why} {count} 处没有读，如“{self._samples[why]}”" for why, count in self._left_out.items()]
        if self._invisible:
            notes.append(f"去掉了 {self._invisible} 个看不见的字符")
        if self._named and not {"title", "page_title"} & meta.keys():
            meta = meta | {"title": self._named}
        return Source(
            text=text,
            meta=meta,
            notes=(*self._notes, *notes),
            headings=tuple(self._headings),
            left_out=tuple(LeftOut(text=words, why=OMISSIONS.get(why, Omission.HIDDEN)) for why, words in self._kept),
            marks=tuple(match.span() for match in NOTE_MARK.finditer(text)),
            pages=tuple(self._pages),
            sheet_lines=tuple(self._sheet_lines),
            scans=tuple(self._scans),
        )

    def _at(self, place: Place | None) -> None:
        if place is not None:
            sheet, row, columns = place
            self._sheet_lines.append(SheetLine(start=self._length, sheet=sheet, row=row, columns=columns))

    def _keep(self, why: str, words: str) -> None:
        """Words that some readers give letter by letter are kept as one."""
        self._kept_length += len(words)
        if self._kept_length > MOST_KEPT:
            return
        if len(words) == 1 and self._kept and self._kept[-1][0] == why and len(self._kept[-1][1]) < LONGEST_LINE:
            self._kept[-1] = (why, self._kept[-1][1] + words)
        else:
            self._kept.append((why, words))

    def _check(self, more: int) -> None:
        if self._length + more > MOST_CHARACTERS:
            raise ValueError(f"文字超过 {MOST_CHARACTERS // 10_000} 万字，请拆成几个文件")

    def _put(self, words: str) -> None:
        self._check(len(words))
        self._parts.append(words)
        self._length += len(words)

    def _visible(self, words: str) -> str:
        seen, count = INVISIBLE.subn("", words)
        self._invisible += count
        return seen


def in_line(words: str) -> str:
    """A cell's words as one line. A pipe of its own would part it and becomes a wide one; a figure that a narrow cell
    breaks at its thousands (1, / 250) is whole."""
    words = BROKEN_THOUSANDS.sub("", words)
    return BLANKS.sub(" ", words.replace("|", "｜")).strip()


def _title_in(row: Sequence[str]) -> str:
    """What a form is called whose first row, over all columns, says so; empty where it says something else."""
    words = next(cell for cell in row if cell)
    return words if len(words) <= LONGEST_TITLE and TITLE.fullmatch(words) else ""


def stands_alone(row: Sequence[str]) -> bool:
    """Whether a row holds the words of one cell, over however many columns."""
    return sum(bool(words.strip()) and not isinstance(words, Across) for words in row) == 1


def once_across(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """A grid in which a row of one cell over all columns has its words in the first place only: it groups the rows
    below or is a note, and no record of equal cells."""
    return [
        [row[0], *("" for _ in row[1:])] if len(row) > 1 and all(row) and stands_alone(row) else list(row)
        for row in rows
    ]

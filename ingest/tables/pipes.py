"""Pipe tables, whatever the format they came from: one row a line, its cells parted by |."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.bounds import check_cells
from ingest.formats.metadata import is_metadata
from ingest.quantities.figures import figures, is_unit
from ingest.tables.cells import VALUE, WORDS
from ingest.tables.columns import Header, Rows, in_one_frame, one_below_the_other, without_empty
from ingest.tables.grid import GridCell, Table, blank_cell
from ingest.tables.header_lines import MOST_LINES, YEAR, headed, names_below, names_columns
from ingest.tables.headers import HEADS, OPENING, plain
from ingest.tables.sideways import headless, is_label, sideways
from ingest.tables.units import STATED

LINE = re.compile(r"[^\n]+")
MIN_COLUMNS = 2
LONGEST_GROUP = 14  # characters of a line between rows that names a group (幼有所育) or tells the page
CONTINUED = re.compile(
    r"(?:附?表\s*[〇一二三四五六七八九十\d.—–-]*\s*)?[(（]?(?:续上?表?|接上[页表]|续[前上]页)\s*[〇一二三四五六七八九十\d.—–-]*[)）]?"
    r"(?:\s*[\u4e00-\u9fff]{2,30})?"
)
"""What stands above the rest of a table on its next page: 续表, 表1（续）, （续上表）, 续表2 服务标准."""
NO_GROUP = re.compile(r"[。；;！!？?,，:：]|^[附图]?表|表$|^专栏|^附件|^注")
APART = "\n\n\n"
"""Ends what stands above a table of which its file says that it is another than the one before."""
LONGEST_NAME = 14  # characters of a column's name
MOSTLY = 0.5  # share of a line's cells that are known as names of columns
LOOKED_AT = 8  # rows above a line that tell which columns have figures
CORNER = "名称"
"""What the column of names is called below an empty corner."""


def find_pipe_tables(text: str) -> tuple[Table, ...]:
    """Runs of lines with at least two piped cells and one row under a header; a line of bare pipes is none.

    A group's name on a line of its own parts no table, a row broken over two lines is one, and a table that goes on
    behind 续表 goes on under its header. Raises `ValueError` where their cells are more than any plan has.
    """
    tables: list[Table] = []
    cells_found = 0
    run = _Run()
    lines = [(line, cells) for line in LINE.finditer(text) if (cells := _cells_of(line))]
    for at, (line, cells) in enumerate(lines):
        between = text[run.end : line.start()] if run.rows else ""
        following = lines[at + 1][1] if at + 1 < len(lines) else None
        words = " ".join(between.strip(" |\n").split())
        continues = CONTINUED.fullmatch(words) is not None
        if run.rows and (continues or run.may_group(words, cells)) and run.begins_again(cells, continues):
            run.again, run.end = 1, line.end()  # the header once more
            continue
        if run.rows and continues and len(cells) == len(run.rows[0]):
            run.add(cells, line, between)
            continue
        if run.again and not words and run.repeats(cells):
            run.again, run.end = run.again + 1, line.end()
            continue
        run.again = 0
        if run.rows and run.ends_before(cells, between, following):
            tables += _tables(text, run, cells_found)
            cells_found += len(run.rows) * len(run.rows[0])
            run = _Run()
        if joined := _joined(run.rows, cells, text):
            run.rows[-1] = joined
            run.end = line.end()
        else:
            run.add(cells, line, between)
    return tuple(tables + _tables(text, run, cells_found))


@dataclass(slots=True)
class _Run:
    """Lines of one table as far as they are read."""

    rows: list[list[GridCell]] = field(default_factory=list)
    start: int = 0
    end: int = -1
    close: bool = False
    """Whether some of its rows follow each other without an empty line."""
    again: int = 0
    """How many lines of its header the line before was the last of, where a page repeats it."""

    def add(self, cells: list[GridCell], line: re.Match[str], between: str) -> None:
        if not self.rows:
            self.start = line.start()
        self.close = self.close or (bool(self.rows) and between == "\n")
        self.rows.append(cells)
        self.end = line.end()

    def repeats(self, cells: list[GridCell]) -> bool:
        """Whether a line is the header's next one, behind those that a page has repeated."""
        return self.again < min(len(self.rows), MOST_LINES) and (
            _same(cells, self.rows[self.again]) and self.again < self._header()
        )

    def may_group(self, words: str, cells: list[GridCell]) -> bool:
        """Whether a table may go on behind such words: there are none, or they name the group of the rows below."""
        return not words or (
            len(words) <= LONGEST_GROUP and not NO_GROUP.search(words) and len(cells) == len(self.rows[0])
        )

    def begins_again(self, cells: list[GridCell], continues: bool) -> bool:
        """Whether a line is the header's first once more, as above the rows of a new page or group. Lines that
        continue a table say so; elsewhere its words have to be names, and records to stand between."""
        if not _same(cells, self.rows[0]):
            return False
        names = {cell.text for cell in cells if cell.text}
        if not continues and (len(names) < MIN_COLUMNS or any(VALUE.fullmatch(one) for one in names)):
            return False
        return continues or len(self.rows) > self._header()

    def ends_before(self, cells: list[GridCell], between: str, following: list[GridCell] | None) -> bool:
        """Whether a line belongs to another table: behind words that name no group, with a header's words, or behind
        an empty line, of another width as the line under it is, or with a header's word where rows stand close."""
        words = between.strip(" |\n")
        width = len(self.rows[0])
        if not self.may_group(words, cells) or (words and self._heads(cells)):
            return True
        if self._opens(cells) or self._names_others(cells, between):
            return True
        if words or between.count("\n") < 2 or len(self.rows) < MIN_COLUMNS or following is None:
            return False
        if len(cells) != width:
            return len(following) == len(cells) and all(cell.text for cell in cells)
        known = any(plain(cell.text) in HEADS for cell in cells)
        return self.close and ((known and not any(VALUE.fullmatch(cell.text) for cell in cells)) or self._heads(cells))

    def _header(self) -> int:
        """How many lines the header has."""
        return headed(self.rows[: MOST_LINES + MIN_COLUMNS])[1]

    def _heads(self, cells: list[GridCell]) -> bool:
        """Whether a line behind words or an empty line names other columns: no figure in two where rows have some."""
        last = self.rows[self._header() :][-LOOKED_AT:]
        told = [[bool(figures(row[at].text)) for row in last if at < len(row)] for at in range(len(cells))]
        figured = [at for at, found in enumerate(told) if found and all(found)]
        return (
            len(figured) >= MIN_COLUMNS
            and all(cell.text for cell in cells)
            and not any(figures(cells[at].text) or VALUE.fullmatch(cells[at].text) for at in figured)
            and not any(WORDS.fullmatch(cells[at].text) for at in figured)
        )

    def _names_others(self, cells: list[GridCell], between: str) -> bool:
        """Whether a line behind words, which may fill a row of their own, or an empty line is names of other columns:
        it holds no figure, and most of them are known as such, or the reader of the file set it apart. Records have to
        stand before it."""
        alone = sum(bool(cell.text) for cell in self.rows[-1]) == 1
        if not (between.strip(" |\n") or alone or between.count("\n") > 1):
            return False
        words = [cell.text for cell in cells]
        if not all(words) or len({*words}) < len(words) or max(map(len, words)) > LONGEST_NAME:
            return False
        if any(figures(one) or VALUE.fullmatch(one) for one in words):
            return False
        known = sum(map(is_label, words))
        told = (self.close and between.endswith(APART)) or (known >= MIN_COLUMNS and known >= MOSTLY * len(words))
        return told and any(sum(bool(cell.text) for cell in row) > 1 for row in self.rows[self._header() :])

    def _opens(self, cells: list[GridCell]) -> bool:
        """Whether a line has a header's words, not only those that cells over several lines of this header repeat."""
        known = [at for at, cell in enumerate(cells) if plain(cell.text) in OPENING]
        if len(known) < MIN_COLUMNS or (len(self.rows) == 1 and names_columns(self.rows[0], cells)):
            return False
        words, last = [cell.text for cell in cells], [cell.text for cell in self.rows[-1]]
        return words == last or any(at >= len(last) or words[at] != last[at] for at in known)


def _same(one: list[GridCell], other: list[GridCell]) -> bool:
    return [cell.text for cell in one] == [cell.text for cell in other]


def _joined(run: list[list[GridCell]], cells: list[GridCell], text: str) -> list[GridCell]:
    """The last row and this line as one row of the header's width, where that row broke off; else nothing.

    Broken behind a pipe the cells add up; broken within a cell they are one more, and its two halves become one.
    """
    if len(run) < MIN_COLUMNS:
        return []
    last, width = run[-1], len(run[0])
    piped = "|" in text[last[-1].end : cells[0].start]
    if piped and len(last) + len(cells) == width:
        return [*last, *cells]
    if not piped and len(last) + len(cells) == width + 1:
        half, other = last[-1], cells[0]
        return [*last[:-1], GridCell(half.text + other.text, half.start, other.end), *cells[1:]]
    return []


def _cells_of(line: re.Match[str]) -> list[GridCell]:
    """The cells of a line, none where it is no row of a table."""
    if "|" not in line.group():
        return []
    cells = _cells(line.group(), line.start())
    return cells if len(cells) >= MIN_COLUMNS and any(cell.text for cell in cells) else []


def _cells(line: str, offset: int) -> list[GridCell]:
    """Cells of one line; outer pipes delimit nothing, an empty cell keeps its place."""
    body_start = len(line) - len(line.lstrip())
    body = line.strip()
    if body.startswith("|"):
        body, body_start = body[1:], body_start + 1
    body = body.removesuffix("|")
    cells = []
    at = offset + body_start
    for piece in body.split("|"):
        words = piece.strip()
        start = at + (len(piece) - len(piece.lstrip()) if words else 0)
        cells.append(GridCell(words, start, start + len(words)))
        at += len(piece) + 1
    return cells


def _tables(text: str, run: _Run, cells_found: int) -> list[Table]:
    """The table of a run, or those that stand side by side in it, without the lines above the header that fill one
    cell: its title, its unit."""
    rows = run.rows
    while rows and _is_title(rows[0], run.rows):
        rows = rows[1:]
    if is_metadata([[cell.text for cell in row] for row in run.rows]):
        return [Table(header=tuple(run.rows[0]), rows=(), start=run.start, end=run.end)]
    if len(rows) < MIN_COLUMNS:
        return []
    check_cells(cells_found + len(rows) * len(rows[0]))
    start = run.start if rows is run.rows else text.rfind("\n", 0, rows[0][0].start) + 1
    return [
        Table(header=header, rows=tuple(body), start=start, end=run.end)
        for header, body in _read(text, without_empty(rows))
        if body
    ]


def _is_title(line: list[GridCell], rows: list[list[GridCell]]) -> bool:
    """Whether a line above a header is what the table is called, or its unit, or both in two cells."""
    words = {cell.text for cell in line if cell.text}
    if sum(bool(cell.text) for cell in line) < MIN_COLUMNS:
        return True
    width = max(len({cell.text for cell in row}) for row in rows[:MOST_LINES])
    return len(words) <= MIN_COLUMNS < width and any(STATED.match(one) for one in words)


def _read(text: str, rows: list[list[GridCell]]) -> Iterator[tuple[Header, Rows]]:
    """The header and the records of each table of these lines."""
    if beside := sideways(rows) or headless(rows):
        yield beside
        return
    if not rows[0][0].text and not _names_a_corner(rows) and not names_below(rows):
        return
    padded = [_padded(text, cells, len(rows[0])) for cells in rows]
    if apart := in_one_frame(rows, padded):
        yield from apart
        return
    header, lines = headed(rows)
    if not header[0].text:
        header = (replace(header[0], text=CORNER), *header[1:])
    yield one_below_the_other(header, padded[lines:])


def _names_a_corner(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a first line names all columns but the one of the names below: an empty corner, then 2024年 | 2025年."""
    names = [cell.text for cell in rows[0][1:]]
    values = any(is_unit(one) or (VALUE.fullmatch(one) and not YEAR.fullmatch(one)) for one in names)
    named = sum(bool(row[0].text) for row in rows[1:])
    return all(names) and len(names) >= MIN_COLUMNS and not values and 2 * named >= len(rows) - 1


def _padded(text: str, cells: list[GridCell], width: int) -> tuple[GridCell, ...]:
    """A row of the header's width: short ones are filled up, what is beyond the last column belongs to it."""
    end = cells[-1].end
    if len(cells) > width and (beyond := [cell for cell in cells[width - 1 :] if cell.text]):
        start, stop = beyond[0].start, beyond[-1].end
        return (*cells[: width - 1], GridCell(text[start:stop], start, stop))
    return (*cells[:width], *(blank_cell(end) for _ in range(width - len(cells))))

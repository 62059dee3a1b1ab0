"""The cells of a sheet as lines and tables: what stands alone above and below a table is its title, unit and notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.formats.blocks import Blocks, Place, once_across, stands_alone

NOTE = re.compile(r"(?:注|备注|说明|附注|资料来源|数据来源|填表|制表|单位负责人)\s*\d*\s*[:：]")
LONG_CELL = 40  # characters of a cell that stands alone below a table from which on it is a note
SHORTEST_TITLE, LONGEST_TITLE = 5, 60  # characters
NO_TITLE = re.compile(
    r"第\d+页|附[件表]\s*[〇一二三四五六七八九十\d]*\s*[:：]?$|.{0,6}单位\s*[:：]|.{2,8}[:：]|[(（].*[)）]$"
)
SHORTEST_CAPTION = 2  # characters
MOST_ABOVE = 4  # rows of one cell above a table among which its heading is; more are a text of their own
FEWEST_COLUMNS = 2  # of each of two tables that stand beside each other
FIGURE = re.compile(r"[-+]?[\d,.]+%?")
HAN = re.compile(r"[\u4e00-\u9fff]")
LETTERS = 26  # of the alphabet by which columns are named

Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of a sheet that hold words, all of one length. `numbers`: of each row, `columns`: of each place, both
    from 1 as the sheet counts. `apart`: whether an empty row stands before a row."""

    rows: list[list[str]]
    numbers: list[int]
    columns: list[int]
    apart: list[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Rows that follow each other, with their numbers, and the names of their columns."""

    sheet: str
    rows: list[list[str]]
    numbers: list[int]
    columns: tuple[str, ...]

    def place(self, at: int) -> Place:
        return self.sheet, self.numbers[at], self.columns

    def cut(self, first: int, last: int) -> "_Block":
        """Some of the rows without the columns left and right of what they hold."""
        some = replace(self, rows=self.rows[first:last], numbers=self.numbers[first:last])
        filled = [at for row in some.rows for at, words in enumerate(row) if words]
        return some.columns_of(min(filled), max(filled) + 1) if filled else some

    def columns_of(self, left: int, right: int) -> "_Block":
        return replace(self, rows=[row[left:right] for row in self.rows], columns=self.columns[left:right])

    def without_gaps(self) -> "_Block":
        """Without the columns that hold nothing."""
        used = [at for at in range(len(self.columns)) if any(row[at] for row in self.rows)]
        rows = [[row[at] for at in used] for row in self.rows]
        return replace(self, rows=rows, columns=tuple(self.columns[at] for at in used))

    @property
    def has_table(self) -> bool:
        return sum(not stands_alone(row) for row in self.rows) > 1

    def parts(self) -> "Iterator[_Block]":
        """Runs of rows that hold words."""
        for has_words, group in groupby(range(len(self.rows)), key=lambda at: any(self.rows[at])):
            if has_words:
                found = [*group]
                yield self.cut(found[0], found[-1] + 1)


def write_grid(out: Blocks, grid: Grid, sheet: str, *, title: str = "", level: int = 1) -> None:
    """Write a sheet's rows. `level`: of the headings that stand above its tables; what is the `title` of the whole
    file is none."""
    if not grid.rows:
        return
    writer = _Writer(out, title, level)
    all_columns = range(grid.columns[0], grid.columns[-1] + 1)
    places = {number: at for at, number in enumerate(grid.columns)}
    kept = [number for number in all_columns if number in places or number - 1 in places]  # one for each gap
    whole = _Block(
        sheet=sheet,
        rows=[[row[places[number]] if number in places else "" for number in kept] for row in grid.rows],
        numbers=grid.numbers,
        columns=tuple(map(column_name, kept)),
    )
    starts = [at for at, apart in enumerate(grid.apart) if apart or at == 0]
    blocks = [whole.cut(first, stop) for first, stop in pairwise([*starts, len(grid.rows)])]
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        writer.block(block, leads=following is not None and following.has_table)


def column_name(number: int) -> str:
    """28 → AB."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def title_of(rows: Sequence[Row]) -> str:
    """What a sheet is called by the rows above its table; empty where nothing tells."""
    for row in rows:
        if not stands_alone(row):
            return ""
        title = "".join(next(filter(None, row)).split())
        if SHORTEST_TITLE <= len(title) <= LONGEST_TITLE and not NO_TITLE.match(title) and title[-1] not in "。；;":
            return title
    return ""


class _Writer:
    """Writes the blocks of a sheet down."""

    def __init__(self, out: Blocks, title: str, level: int) -> None:
        self._out, self._title, self._level = out, title, level

    def block(self, block: _Block, *, leads: bool = False) -> None:
        """Rows without an empty one between them; tables side by side come one after the other. `leads`: whether a
        table is what comes next."""
        rows = block.rows
        first, last = 0, len(rows)
        while first < last and stands_alone(rows[first]):
            first += 1
        while last > first and _is_note(rows[last - 1]):
            last -= 1
        if first == len(rows):
            last = first
        has_heading = first > MOST_ABOVE or (first == last and not leads)
        for at in range(first):
            is_heading = (
                not has_heading and is_caption(words := words_of(rows[at])) and self._title != "".join(words.split())
            )
            self._line(block, at, level=self._level if is_heading else 0)
            has_heading = has_heading or is_heading
        if first < last:
            tables = side_by_side(block.cut(first, last))
            for table in tables:
                if len(tables) > 1:
                    for part in table.parts():
                        self.block(part)
                else:
                    self._table(table.without_gaps())
        for at in range(last, len(rows)):
            self._line(block, at)

    def _table(self, block: _Block) -> None:
        self._out.table(once_across(block.rows), places=[block.place(at) for at in range(len(block.rows))])

    def _line(self, block: _Block, at: int, *, level: int = 0) -> None:
        """The one cell of a row that holds words."""
        column = next(place for place, words in enumerate(block.rows[at]) if words)
        place = (block.sheet, block.numbers[at], (block.columns[column],))
        self._out.line(block.rows[at][column], level=level, place=place)


def side_by_side(block: _Block) -> list[_Block]:
    """The tables that stand beside each other with an empty column between them; one where nothing tells so."""
    used = [any(row[at] for row in block.rows) for at in range(len(block.columns))]
    for gap in (at for at, has_words in enumerate(used) if not has_words):
        left, right = block.columns_of(0, gap), block.columns_of(gap + 1, len(used))
        if _are_tables(left, right):
            return [*side_by_side(left), *side_by_side(right)]
    return [block]


def _are_tables(left: _Block, right: _Block) -> bool:
    """Whether two parts of a block are tables of their own: each has its caption above, both have one header, or the
    rows of one end before those of the other, which names its own."""
    if min(len(left.columns), len(right.columns)) < FEWEST_COLUMNS:
        return False
    heads = [part.rows[0] for part in (left, right)]
    if all(sum(map(bool, row)) == 1 for row in heads):
        return True
    if [words for words in heads[0] if words] == [words for words in heads[1] if words]:
        return True
    filled = [[any(row) for row in part.rows] for part in (left, right)]
    named = all(row[0] and not FIGURE.fullmatch(row[0]) for row in right.rows if any(row))
    return filled[0] != filled[1] and all(map(bool, heads[1])) and named


def words_of(row: Row) -> str:
    """The first words of a row."""
    return next(filter(None, row), "")


def is_caption(words: str) -> bool:
    """Whether words that stand alone above a table name it; a unit, a note and a sentence do not."""
    plain = "".join(words.split())
    if not SHORTEST_CAPTION <= len(plain) <= LONGEST_TITLE or plain[-1] in "。；;：:":
        return False
    return not NO_TITLE.match(plain) and not NOTE.match(plain) and HAN.search(plain) is not None


def _is_note(row: Row) -> bool:
    words = words_of(row)
    return stands_alone(row) and (NOTE.match(words) is not None or len(words) >= LONG_CELL)

"""Indicator tables that came out one row a line, their cells parted by blanks, as PDFs leave them: 2 入园率 % 90 93.
A name may go on in the next line, with its unit and values behind; a group stands on a line of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tables.cells import ATTRIBUTES, HEADING, INTEGER, MIN_HEADERS, VALUE, is_unit_cell, is_worded
from ingest.tables.grid import GridCell, Table, blank_cell
from ingest.tables.headers import ATTRIBUTE, GROUP, INDICATOR, INDICATOR_COLUMNS, NUMBER, UNIT
from ingest.tables.headers import VALUE as VALUE_HEADER
from ingest.text.lines import Line, text_lines

LONGEST_HEADER = 12  # characters
SENTENCE_MARKS = "。；;，"
LONGEST_ROW = 5  # lines
GROWTH = re.compile("增长|增速")  # over years, a column of its own beside that of a year


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell or a part of one, and which line it stands on."""

    cell: Line
    line: int


def find_spaced_indicators(text: str) -> tuple[Table, ...]:
    """Every header line with the rows below it, up to a heading or a sentence."""
    lines = text_lines(text)
    tables = []
    at = 0
    while at < len(lines):
        values, size = _header(lines, at)
        if values:
            rows, size_of_rows = _rows(lines, at + size, len(values))
            if rows:
                start, end = lines[at].start, lines[at + size - 1].end
                names = [NUMBER, GROUP, INDICATOR, UNIT, *values, ATTRIBUTE]
                reached = max(cell.end for row in rows for cell in row)
                header = tuple(GridCell(name, start, end) for name in names)
                tables.append(Table(header=header, rows=rows, start=start, end=reached))
                size += size_of_rows
        at += max(1, size)
    return tuple(tables)


def _pieces(line: Line, at: int) -> list[_Piece]:
    found, start = [], line.start
    for words in line.text.split():
        start = line.start + line.text.index(words, start - line.start)
        found.append(_Piece(Line(words, start, start + len(words)), at))
        start += len(words)
    return found


def _header(lines: Sequence[Line], at: int) -> tuple[list[str], int]:
    """The columns of values below a header that begins at a line with several cells, and its lines; none where there
    is no such header."""
    kinds: list[str] = []
    values: list[str] = []
    size = 0
    for line in lines[at : at + LONGEST_ROW]:
        words = line.text.split()
        if not all(
            one in INDICATOR_COLUMNS or (VALUE_HEADER.search(one) and len(one) <= LONGEST_HEADER) for one in words
        ):
            break
        if not size and len(words) < MIN_HEADERS:
            break
        for one in words:
            if one in INDICATOR_COLUMNS:
                kinds.append(INDICATOR_COLUMNS[one])
            elif (
                values and one[:2] != "20" and values[-1].endswith("年") and not GROWTH.search(one)
            ):  # 2020年 / 基期值 on two lines
                values[-1] += one
            else:
                values.append(one)
        size += 1
    return (values, size) if len(values) > 1 and INDICATOR in kinds else ([], 0)


def _rows(lines: Sequence[Line], begin: int, width: int) -> tuple[tuple[tuple[GridCell, ...], ...], int]:
    """Rows of so many values from line `begin` on, and over how many lines they reach. Behind a sentence (a note at the
    end of a page) only the row with the next number goes on."""
    rows: list[tuple[GridCell, ...]] = []
    record: list[_Piece] = []
    group = Line("", 0, 0)
    reached = first = 0
    interrupted = False
    for at in range(len(lines) - begin):
        line = lines[begin + at]
        if HEADING.match(line.text) or at - first >= LONGEST_ROW:
            break
        if any(mark in line.text for mark in SENTENCE_MARKS):
            interrupted, record = True, []
            continue
        record += _pieces(line, at)
        group, row = _row(record, width, group)
        if row is None:
            continue
        if interrupted and not (rows and _follows(rows[-1][0].text, row[0].text)):
            break
        rows.append(row)
        record, reached, first, interrupted = [], at + 1, at + 1, False
    return tuple(rows), reached


def _follows(number: str, later: str) -> bool:
    return number.isdigit() and later.isdigit() and int(later) == int(number) + 1


def _row(record: Sequence[_Piece], width: int, group: Line) -> tuple[Line, tuple[GridCell, ...] | None]:
    """The row that is whole with the last piece, if it is; and the group that holds from here on."""
    cells = [piece.cell for piece in record]
    attribute = cells.pop() if ATTRIBUTES.fullmatch(cells[-1].text) else None
    values = cells[len(cells) - width :]
    if len(cells) <= width or not all(VALUE.fullmatch(one.text) or is_worded(one.text) for one in values):
        return group, None
    if attribute is None and not all(VALUE.fullmatch(one.text) for one in values):
        return group, None
    named = list(record[: len(cells) - width])
    numbered = next(
        (at for at, one in enumerate(named) if INTEGER.fullmatch(one.cell.text) and _opens(named, at)), None
    )
    if numbered is not None and len(named) > numbered + 1:
        number = named[numbered].cell
        above, named = named[:numbered], named[numbered + 1 :]
        group = above[-1].cell if above else group
    else:
        number = blank_cell(named[0].cell.start)
    unit = named.pop().cell if len(named) > 1 and is_unit_cell(named[-1].cell.text) else blank_cell(values[0].start)
    name = _joined([piece.cell for piece in named])
    row = (number, group if group.text else blank_cell(name.start), name, unit, *values)
    return group, (*row, attribute or blank_cell(values[-1].start))


def _opens(pieces: Sequence[_Piece], at: int) -> bool:
    """Whether a piece is the first of its line."""
    return at == 0 or pieces[at - 1].line < pieces[at].line


def _joined(parts: Sequence[Line]) -> Line:
    return Line("".join(one.text for one in parts), parts[0].start, parts[-1].end)

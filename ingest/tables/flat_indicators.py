"""Indicator tables that came out one cell a line: records end with their attribute (预期性, 约束性).

A group's name stands on its first record only, a number before or after the name, a unit only sometimes; one numbered
record may hold several indicators, whose values then come column by column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.tables.cells import ATTRIBUTES, HEADING, INTEGER, MIN_HEADERS, SHORT_UNIT, VALUE, is_unit_cell, is_worded
from ingest.tables.grid import GridCell, Table, blank_cell
from ingest.tables.headers import ATTRIBUTE, GROUP, INDICATOR, INDICATOR_COLUMNS, NUMBER, UNIT, plain
from ingest.tables.headers import VALUE as VALUE_HEADER
from ingest.text.lines import Line, text_lines

LONGEST_HEADER = 16  # characters of the header of a column of values
FIRST_GROUP = re.compile(r"[(（]?一[)）、]")
NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十]+[)）、]")
KEPT = 4096  # lines that are remembered for what they are: each is looked at several times
LONGEST_HEADER_RUN = 20  # lines
LONGEST_RECORD = 9  # lines, with the name of its group


@dataclass(frozen=True, slots=True)
class _Header:
    values: tuple[Line, ...]
    size: int
    start: int


def find_flat_indicators(text: str) -> tuple[Table, ...]:
    """Every run of indicator header cells with the records below it, up to a heading or a note."""
    lines = text_lines(text)
    tables = []
    at = 0
    while at < len(lines):
        header = _header(lines, at)
        if header is None:
            at += 1
            continue
        end = first = at + header.size
        grouped = first < len(lines) and FIRST_GROUP.match(lines[first].text) is not None
        while end < len(lines) and (not HEADING.match(lines[end].text) or (grouped and _groups(lines, end))):
            end += 1
        if rows := _rows(lines[first:end], len(header.values)):
            names = [NUMBER, GROUP, INDICATOR, UNIT, *(plain(v.text) for v in header.values), ATTRIBUTE]
            cells = tuple(GridCell(name, header.start, lines[at].end) for name in names)
            reached = max(cell.end for row in rows for cell in row)
            tables.append(Table(header=cells, rows=rows, start=header.start, end=reached))
        at = end
    return tuple(tables)


def _groups(lines: Sequence[Line], at: int) -> bool:
    """Whether a numbered line names a group of records (一、学前教育): one ends soon after it, no sentence between."""
    if not NUMBERED.match(lines[at].text):
        return False
    record = lines[at : at + LONGEST_RECORD]
    ends = next((n for n, line in enumerate(record) if ATTRIBUTES.fullmatch(line.text)), None)
    return ends is not None and not any(mark in line.text for line in record[:ends] for mark in "。；;")


def _header(lines: Sequence[Line], at: int) -> _Header | None:
    """The header run from line `at` on; 指标 and 属性 on two lines are one header."""
    kinds: list[str] = []
    values: list[Line] = []
    size = 0
    for line in lines[at : at + LONGEST_HEADER_RUN]:
        column = _column(line.text)
        if column is None:
            break
        if column:
            kinds.append(column)
        else:
            values.append(line)
        size += 1
    if len(values) < 2 or INDICATOR not in kinds or len(kinds) + len(values) < MIN_HEADERS:
        return None
    return _Header(tuple(values), size, lines[at].start)


@lru_cache(maxsize=KEPT)
def _column(text: str) -> str | None:
    """The usual name of the column that a line heads, empty for one of values; None where it heads none."""
    words = plain(text)
    if words in INDICATOR_COLUMNS:
        return INDICATOR_COLUMNS[words]
    valued = len(words) <= LONGEST_HEADER and VALUE_HEADER.search(words) and not VALUE.fullmatch(words)
    return "" if valued else None


def _rows(lines: Sequence[Line], width: int) -> tuple[tuple[GridCell, ...], ...]:
    rows: list[tuple[GridCell, ...]] = []
    record: list[Line] = []
    group = Line("", 0, 0)
    for line in lines:
        if not ATTRIBUTES.fullmatch(line.text):
            record.append(line)
            continue
        group, made = _record(record, group, line, width)
        rows += made
        record = []
    return tuple(rows)


def _record(
    record: Sequence[Line], group: Line, attribute: Line, width: int
) -> tuple[Line, list[tuple[GridCell, ...]]]:
    """The rows of one record, and the group that holds from here on."""
    first = _first_value([line.text for line in record])
    if first == len(record) and len(record) > 1 and is_worded(record[-1].text):
        first -= 1  # a target in words, and no baseline
    if first > 1 and len(record[first - 1].text) <= SHORT_UNIT and is_worded(record[first - 1].text):
        first -= 1  # so short that it is no name: a baseline in words
    values, before = list(record[first:]), list(record[:first])
    number = next((line for line in before if INTEGER.fullmatch(line.text)), None)
    texts = [line for line in before if line is not number]
    if number is None and len(values) == width + 1 and INTEGER.fullmatch(values[0].text):
        number, values = values[0], values[1:]
    unit = texts.pop() if len(texts) > 1 and is_unit_cell(texts[-1].text) else None
    if not texts or not values:
        return group, []
    several = next((n for n in range(len(texts), 1, -1) if len(values) == n * width), 1)
    names, above = texts[-several:], texts[:-several]
    group = above[-1] if above else group
    rows = []
    for at, name in enumerate(names):
        own = values[at :: len(names)] if several > 1 else values
        cells = [
            number or blank_cell(name.end),
            group if group.text else blank_cell(name.end),
            name,
            unit or blank_cell(name.end),
        ]
        rows.append((*cells, *_columns(own, width, name), attribute))
    return group, rows


def _first_value(record: Sequence[str]) -> int:
    """Where the values of a record begin: at a value behind a name, with no name after it that could own it."""
    valued = [VALUE.fullmatch(words) is not None for words in record]
    name = valued.index(False) if False in valued else len(record)
    # looked at from the end: names that may own a value, whether all words are targets, how many values follow
    owned, worded, values = False, True, 0
    first = len(record)
    for at in range(len(record) - 1, name, -1):
        if not valued[at]:
            owned = owned or is_unit_cell(record[at])
            worded = worded and is_worded(record[at])
            continue
        values += 1
        if owned:
            continue
        # a whole number before words: the number of the record, unless values end with these words
        last = not valued[-1] and values <= 1 and at == len(record) - 2
        if not INTEGER.fullmatch(record[at]) or worded or last:
            first = at
    return first


def _columns(values: Sequence[Line], width: int, name: Line) -> list[GridCell]:
    """Values under their columns. A single value is the target: plans set targets for what they never measured."""
    if len(values) == 1 and width > 1:
        return [blank_cell(name.end), values[0], *(blank_cell(name.end) for _ in range(width - 2))]
    return [*values[:width], *(blank_cell(name.end) for _ in range(width - len(values)))]

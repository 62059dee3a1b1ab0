"""Tables whose names stand beside their values (受理部门 | 县民政局): a label and what it says, in turns.

With a label that names the matter (事项名称) a short one is a record whose columns are its labels; any other gives a
record a label. Behind labels with several values each (年龄段 | 80岁 | 90岁, 标准 | 60元 | 120元, 发放 | 按季 | 按月)
each column of values is a record. A first column may name groups of lines.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.quantities.figures import figures
from ingest.tables.cells import VALUE
from ingest.tables.grid import GridCell
from ingest.tables.headers import GROUP, HEADS, LABELS, NAMING_LABELS, NUMBER, SAYS, plain
from ingest.tables.units import parted

LONGEST_LABEL = 14  # characters
LEAST_LABELS = 0.6  # share of the places of labels that hold one
MOST_VALUES = 0.34  # share of the places of values that look like a label
LEAST_TURNED = 3  # columns, and lines, of a table of labels with several values each
LEAST_HEADLESS = 2  # lines of a table without names above
LONGEST_RECORD = 600  # characters that are read as one record
DENIES = re.compile("[不无免未]")
"""How an answer begins that ends as a label does: 不收费."""
MATTER, SAID = "事项", "内容"
"""What the columns of a record a label are called."""
Pair = tuple[GridCell, GridCell]
Lines = list[tuple[GridCell, ...]]


def sideways(rows: Sequence[Sequence[GridCell]]) -> tuple[tuple[GridCell, ...], Lines] | None:
    """Header and records of such a table; None where it is none."""
    if _is_turned(rows):
        columns = list(zip(*rows, strict=True))
        return columns[0], columns[1:]
    if _is_grouped(rows) and (inner := sideways([row[1:] for row in rows])) and inner[0][0].text == MATTER:
        groups = {cell.start: row[0] for row in rows for cell in row[1:]}
        at = rows[0][0].start
        return (GridCell(GROUP, at, at), *inner[0]), [(groups[label.start], label, said) for label, said in inner[1]]
    lines = [_pairs(row) for row in rows]
    found = [pair for line in lines for pair in line]
    if len(rows) < 2 or not all(lines) or not _says(lines[0]):
        return None
    told = sum(is_label(label.text) for label, _ in found)
    if told < LEAST_LABELS * len(found) or sum(is_label(value.text) for _, value in found) > MOST_VALUES * len(found):
        return None
    named = next((at for at, (label, _) in enumerate(found) if plain(label.text) in NAMING_LABELS), None)
    distinct = len({plain(label.text) for label, _ in found}) == len(found)
    if named is not None and distinct and sum(len(value.text) for _, value in found) <= LONGEST_RECORD:
        found.insert(0, found.pop(named))
        return tuple(label for label, _ in found), [tuple(value for _, value in found)]
    at = found[0][0].start
    return (GridCell(MATTER, at, at), GridCell(SAID, at, at)), [pair for pair in found if pair[1].text]


def _is_grouped(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a first column only names groups of lines: it says the same in lines one below the other, and no label
    that one of these has."""
    if min(map(len, rows)) < LEAST_TURNED or len(rows) < 2:
        return False
    names = [row[0].text for row in rows]
    again = sum(one == other for one, other in pairwise(names))
    return again > 0 and all(names) and not any(is_label(one) for one in names)


def headless(rows: Sequence[Sequence[GridCell]]) -> tuple[tuple[GridCell, ...], Lines] | None:
    """Header and records of a table without a line of names: of names with a figure each, or of numbered lines from 1
    on; None where a line of names is there."""
    width = len(rows[0])
    if any(len(row) != width for row in rows) or len(rows) < LEAST_HEADLESS:
        return None
    at = rows[0][0].start
    filled = [row for row in rows if sum(bool(cell.text) for cell in row) > 1]
    if width == len((MATTER, SAID)) and all(_is_told(row[1].text) and not _is_figure(row[0].text) for row in filled):
        return (GridCell(MATTER, at, at), GridCell(SAID, at, at)), [tuple(row) for row in filled]
    if width > len((MATTER, SAID)) and [row[0].text for row in rows] == [str(n) for n in range(1, len(rows) + 1)]:
        names = (NUMBER, *(f"第{n}栏" for n in range(2, width + 1)))
        return tuple(GridCell(name, at, at) for name in names), [tuple(row) for row in rows]
    return None


def _is_told(words: str) -> bool:
    """Whether words tell a figure with what it counts, no year alone: 每户2000元."""
    return any(one.unit and not one.is_year for one in figures(words)) and not parted(words)[1]


def _is_turned(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether labels stand before several values each: every row is of one kind, figures or words, and no column is."""
    if len({len(row) for row in rows}) != 1 or len(rows[0]) < LEAST_TURNED or len(rows) < LEAST_TURNED:
        return False
    if not all(is_label(parted(plain(row[0].text))[0]) for row in rows) or any(is_label(c.text) for c in rows[0][1:]):
        return False
    kinds = [[_is_figure(cell.text) for cell in row[1:]] for row in rows]
    return all(len(set(row)) == 1 for row in kinds) and len({row[0] for row in kinds}) > 1


def _is_figure(words: str) -> bool:
    """Whether it tells a figure: 60, 每月120元, 不低于3%."""
    return VALUE.fullmatch(words) is not None or bool(figures(words))


def _pairs(row: Sequence[GridCell]) -> list[Pair]:
    """A line's labels with what each says, which may go over several columns; nothing where it has no such turns."""
    cells = [cell for at, cell in enumerate(row) if at < 2 or not cell.text or cell.text != row[at - 1].text]
    while len(cells) > 2 and not cells[-1].text and not cells[-2].text:
        cells = cells[:-2]
    if len(cells) % 2 or not all(cell.text for cell in cells[::2]):
        return []
    return list(zip(cells[::2], cells[1::2], strict=True))


def _says(line: Sequence[Pair]) -> bool:
    """Whether a table's first line is labels with what they say, and no names of columns."""
    return all(
        is_label(label.text)
        and bool(value.text)
        and not (is_label(value.text) or parted(plain(value.text))[1] or _is_year(value.text))
        for label, value in line
    )


def is_label(words: str) -> bool:
    """Whether words name what stands beside or below them: 受理部门, 服务对象, 联系电话."""
    bare = plain(words).rstrip(":：")
    if not 1 < len(bare) <= LONGEST_LABEL or VALUE.fullmatch(bare) or any(mark in bare for mark in "。；;，,、"):
        return False
    return not DENIES.match(bare) and (bare in HEADS or bare in LABELS or SAYS.search(bare) is not None)


def _is_year(words: str) -> bool:
    found = figures(words)
    return len(found) == 1 and found[0].is_year and len(plain(words)) <= len(found[0].text) + 2

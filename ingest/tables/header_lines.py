"""Headers of several lines: which lines under the first name columns too, and what the columns are called by all."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.quantities.figures import figures, is_unit
from ingest.tables.cells import VALUE
from ingest.tables.grid import GridCell
from ingest.tables.headers import BASELINE, HEADS, TARGET, plain

MOST_LINES = 4
BRACKETED = re.compile(r"(.*?)\s*[(（]\s*(?:单位\s*[:：]?\s*)?([^()（）]+)[)）]$", re.S)
GROWTH = re.compile("增长|增速")
YEAR = re.compile(r"(?:19|20)\d\d")
LETTERS = ("甲", "乙", "丙", "丁", "戊", "栏次", "行次")
UNIT_WORDS = ("单位", "计量单位")
FEWEST_COUNTED = 4  # columns of a line that only numbers them, where no letter tells
MOSTLY_AGAIN = 0.5  # share of a line's cells that say again what stands above them
FEWEST = 2  # names that a line gives to the columns under one cell


def headed(run: Sequence[Sequence[GridCell]]) -> tuple[tuple[GridCell, ...], int]:
    """The columns' names, and how many lines at the top of a table give them."""
    lines = [_spread(run[0])]
    while len(lines) < min(MOST_LINES, len(run) - 1) and _goes_on(lines, run[len(lines)], run[len(lines) + 1 :]):
        lines.append(_spread(run[len(lines)], lines[-1]))
    lowest = [line.text for line in lines[-1]]
    times, known = Counter(lowest), _known(lines)
    columns = []
    for at in range(len(lines[0])):
        alone = times[lowest[at]] == 1 and (
            _contradicts(lowest[at], [line[at].text for line in lines[:-1]]) or known[at]
        )
        columns.append(_named([line[at] for line in lines[-1 if alone else 0 :]]))
    count = len(lines)
    if count < len(run) - 1 and (units := _units(run[count], lowest)):
        columns = [_measured(name, unit) for name, unit in zip(columns, units, strict=True)]
        count += 1
    if count < len(run) - 1 and _only_counts(run[count]):
        count += 1
    return tuple(columns), count


def names_below(run: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a first line only says what several columns have in common, each of which the second one names."""
    first = run[0]
    if len(run) <= FEWEST or len(run[1]) != len(first) or not all(cell.text for cell in run[1]):
        return False
    shared = any(one.text and one.text == other.text for one, other in pairwise(first))
    return shared and _goes_on([_spread(first)], run[1], run[2:])


def names_columns(header: Sequence[GridCell], below: Sequence[GridCell]) -> bool:
    """Whether the line right under a header's first goes on with the names of its columns."""
    return _goes_on([_spread(header)], below)


def _contradicts(name: str, above: Sequence[str]) -> bool:
    """Whether a column is another value than the names above it say: 2020年现状 or 年均增长 under 规划目标."""
    told = [{role for role in (BASELINE, TARGET) if role.search(words)} for words in (name, *above)]
    return any(roles and (roles.isdisjoint(told[0]) if told[0] else bool(GROWTH.search(name))) for roles in told[1:])


def _known(lines: Sequence[Sequence[GridCell]]) -> list[bool]:
    """Which columns are called by the lowest line alone: where it has a usual name for each that shares the name above,
    or that is one itself. Below 罚款额度 个人 is none, and 单位 no unit."""
    lowest = [plain(cell.text) in HEADS for cell in lines[-1]]
    if len(lines) == 1:
        return lowest
    found: list[bool] = []
    for name, group in groupby(range(len(lowest)), key=lambda at: plain(lines[-2][at].text)):
        places = list(group)
        told = name in HEADS or all(lowest[at] for at in places)
        found += [told and lowest[at] for at in places]
    return found


def _units(line: Sequence[GridCell], above: Sequence[str]) -> list[str]:
    """The unit of each column, empty for none, of a line that says nothing else than `above`, names that go over both;
    of any other line nothing."""
    if len(line) != len(above):
        return []
    words = ["" if cell.text == name else _bare(cell.text) for cell, name in zip(line, above, strict=True)]
    if not (words[0] == "" or plain(words[0]) in UNIT_WORDS):
        return []
    told = [one for one in words[1:] if one]
    if not told or not all(is_unit(one) and not one[0].isdigit() for one in told):
        return []
    return ["", *words[1:]]


def _bare(words: str) -> str:
    """Words without brackets around all of them."""
    match = re.fullmatch(r"[(（]([^()（）]+)[)）]", words.strip())
    return match[1].strip() if match else words.strip()


def _measured(name: GridCell, unit: str) -> GridCell:
    told = BRACKETED.fullmatch(name.text)
    return name if not unit or (told and is_unit(told[2])) else replace(name, text=f"{name.text}（{unit}）")


def _only_counts(line: Sequence[GridCell]) -> bool:
    """Whether a line numbers the columns: 甲 乙 1 2 3, as in a statistician's table."""
    words = [_bare(cell.text) for cell in line]
    letters = next((at for at, one in enumerate(words) if one not in LETTERS), len(words))
    numbers = words[letters:]
    counted = len(numbers) >= FEWEST and numbers == [str(at) for at in range(1, len(numbers) + 1)]
    return counted and (letters > 0 or len(numbers) >= FEWEST_COUNTED)


def _goes_on(
    lines: Sequence[Sequence[GridCell]], below: Sequence[GridCell], records: Sequence[Sequence[GridCell]] = ()
) -> bool:
    """Whether a line gives names to columns that share theirs so far, and to no other: elsewhere it is empty, or says
    the name again that a cell over several lines has. It may name others too where such a cell or the `records` under
    it tell that it is none itself."""
    width = len(lines[0])
    if len(below) != width:
        return False
    so_far = [tuple(line[at].text for line in lines) for at in range(width)]
    again = [at for at in range(width) if below[at].text and below[at].text == so_far[at][-1]]
    if again and MOSTLY_AGAIN * width <= len(again) < width:
        return True  # cells that go over both lines
    over = {at for at in range(width) if so_far[at] in (so_far[at - 1 : at] + so_far[at + 1 : at + 2])}
    named = {at for at in range(width) if below[at].text and at not in again}
    words = [below[at].text for at in named]
    if len(named) < FEWEST or not over & named:
        return False
    if not named <= over:
        return over <= named and _is_no_record(below, over, again, records)
    if 0 in named and not over <= named:
        return False  # words under a first column of two: rather the first record
    told = bool(again) and len(again) == width - len(over)
    return told or not any(VALUE.fullmatch(one) for one in words) or all(YEAR.fullmatch(one) for one in words)


def _is_no_record(
    line: Sequence[GridCell], over: Collection[int], again: Sequence[int], records: Sequence[Sequence[GridCell]]
) -> bool:
    """Whether a line is names without a figure, each but once, and either a cell above goes over it (`again`) or the
    records have figures in all the columns that one cell above goes `over`."""
    words = [cell.text for cell in line]
    if not all(words) or len({*words}) < len(words) or any(figures(one) or VALUE.fullmatch(one) for one in words):
        return False
    below = [row for row in records[:MOST_LINES] if len(row) == len(line) and sum(bool(cell.text) for cell in row) > 1]
    return bool(again) or (bool(below) and all(figures(row[at].text) for row in below for at in over))


def _spread(line: Sequence[GridCell], above: Sequence[GridCell] = ()) -> tuple[GridCell, ...]:
    """A cell over several columns names each of them; under `above` an empty one only those that share that name. Where
    a name stands in each column that its cell goes over, an empty cell has none."""
    told = not above and any(one.text and one.text == other.text for one, other in pairwise(line))
    named: list[GridCell] = []
    for at, cell in enumerate(line):
        shared = bool(named) and not told and (not above or above[at].text == above[at - 1].text)
        if cell.text or not shared:
            named.append(cell)
        else:
            named.append(GridCell(named[-1].text, cell.start, cell.end))
    return tuple(named)


def _named(cells: Sequence[GridCell]) -> GridCell:
    """What a column is called by its lines: 目标 over 2025年 is 目标（2025年）; the unit of any of them stands last."""
    words: list[str] = []
    unit = ""
    for cell in cells:
        bare = cell.text
        if (match := BRACKETED.fullmatch(bare)) and is_unit(match[2]):
            bare, unit = match[1], match[2]
        if len(cells) == 1:
            return cell
        if bare and bare not in words:
            words.append(bare)
    name = words[0] if words else ""
    for lower in words[1:]:
        name += f"（{lower}）"
    return GridCell(f"{name}（{unit}）" if unit else name, cells[0].start, max(cell.end for cell in cells))

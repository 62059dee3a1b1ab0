"""Tables of service standards that came out one cell a line, read by weighing which column each line belongs to.

A copy of a web page or a PDF often loses the table and keeps its cells, each on a line of its own. What is left to go
by is the run of header cells, the order of columns, and what cells of each column are like (`data/headers.toml`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.tables.cells import HEADING, MIN_HEADERS
from ingest.tables.grid import GridCell, Table, blank_cell
from ingest.tables.headers import HEADERS, STANDARD_COLUMNS, StandardColumn, plain
from ingest.text.lines import Line, text_lines

CHAPTERED = re.compile(r"第[〇零一二三四五六七八九十百]+([篇章节])")
# costs of the alignment, in units of one speaking word
CONTINUED = 2.5  # a line goes on with the cell of the line before
CONTINUED_MID = 0.5  # the same where the line before broke off within a sentence
CONTINUED_UNSURE = 1.0  # the same where the line before does not end as cells of its column do
CONTINUED_NAME = 4.0  # the same for the name of a service: two short lines are rather two names
TAIL = 0.5  # a line after the table's end
ENDED = -1  # the state behind the table's end
GROUP = 1.2  # a line stands between rows as a group heading
GROUP_NAMED = 0.2  # the same where the line is called as groups are
LONGEST_GROUP = 14  # characters of a group heading
EMPTY = 6.0  # a cell is missing
TOO_LONG = 3.0  # a cell is longer than its column's cells are
ENDS = re.compile(r"[。;；!！?？)）》”]$")
BREAKS_OFF = re.compile(r"[不的和与由为及或在对将把被向从以于并、，,:：(（“《]$")
# how the second line of a broken cell begins: punctuation, or the tail of a word and punctuation
MID = re.compile(r"[、,，。;；:：)）》”]|[\u4e00-\u9fff]{1,3}[、,，;；]|[\u4e00-\u9fff]{1,6}[。)）]")
PUNCTUATED = re.compile(r"[。;；，,！？!?]")
GROUP_LIKE = re.compile(r"(?:服务|保障|救助|福利|优抚|事业|领域|类|方面|有所[\u4e00-\u9fff]|有[良颐宜善优]\S)$")
# the nine areas of the national standard, numbered between the rows of one table
AREA = re.compile(
    r"(?:第[一二三四五六七八九十]+[章节类]|[(（]?[一二三四五六七八九十]+[)）、])\s*"
    r"(?:[幼学劳病老住弱军文体][\u4e00-\u9fff]{0,2}有[\u4e00-\u9fff]{1,2}|优军[\u4e00-\u9fff]{0,6}|文体?[\u4e00-\u9fff]{0,6}(?:服务|保障))"
)
TITLE_LIKE = re.compile(r"(?:表|一览|情况|清单|目录|汇总)$|指标$|规划|20\d\d")


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    cells: StandardColumn

    def whole(self, words: str) -> bool:
        """Whether a cell may end so."""
        return self.cells.ends is None or self.cells.ends.search(words) is not None


COLUMNS = {header.name: _Column(header.name, header.standard) for header in HEADERS if header.standard}


def find_flat_standards(text: str) -> tuple[Table, ...]:
    """Standards tables by their run of header cells; each reaches to the next heading of the outline."""
    lines = text_lines(text)
    tables: list[Table] = []
    at = 0
    above = ""  # the mark of the last heading that is a part, chapter or section
    while at < len(lines):
        columns = _header(lines, at)
        if not columns:
            above = _chapter(lines[at].text) or above
            at += 1
            continue
        end = at + len(columns)
        while end < len(lines) and not _closes(lines[end].text, above) and not _header(lines, end):
            end += 1
        body = lines[at + len(columns) : end]
        below = next(filter(None, (_chapter(line.text) for line in reversed(body))), above)
        if rows := _aligned(body, columns):
            header = tuple(GridCell(c.name, ln.start, ln.end) for c, ln in zip(columns, lines[at:], strict=False))
            tables.append(Table(header=header, rows=rows, start=header[0].start, end=rows[-1][-1].end))
        at, above = end, below
    return tuple(tables)


def _closes(words: str, above: str) -> bool:
    """Whether a line is a heading that ends a table; a numbered area of services (一、幼有所育) groups its rows, unless
    it is the next chapter or section (第四节 病有所医) after the one `above` that the table stands in."""
    if HEADING.match(words) is None:
        return False
    return AREA.fullmatch(words) is None or (bool(above) and _chapter(words) == above)


def _chapter(words: str) -> str:
    """节 of a heading that is a part, chapter or section by its mark; empty for none."""
    mark = CHAPTERED.match(words)
    return mark[1] if mark else ""


def _header(lines: Sequence[Line], at: int) -> list[_Column]:
    """The columns whose headers stand from line `at` on, one a line; empty where there are too few."""
    found: list[_Column] = []
    for line in lines[at : at + len(COLUMNS)]:
        column = COLUMNS.get(STANDARD_COLUMNS.get(plain(line.text), ""))
        if column is None or column in found:
            break
        found.append(column)
    return found if len(found) >= MIN_HEADERS else []


def _aligned(lines: Sequence[Line], columns: Sequence[_Column]) -> tuple[tuple[GridCell, ...], ...]:
    """Lines to rows at the least cost, by dynamic programming over (lines used, column of the last cell)."""
    width = len(columns)
    # state: column of the last line (width - 1 is a row's end); value: cost, and how it was reached
    best: list[dict[int, tuple[float, int, str]]] = [{width - 1: (0.0, -1, "")}]
    for at, line in enumerate(lines):
        misfits = [_misfit(line.text, column) for column in columns]
        now: dict[int, tuple[float, int, str]] = {}

        def offer(
            column: int, cost: float, before: int, how: str, now: dict[int, tuple[float, int, str]] = now
        ) -> None:
            if column not in now or cost < now[column][0]:
                now[column] = (cost, before, how)

        for last, (cost, _, how) in best[at].items():
            if last == ENDED:
                offer(ENDED, cost + TAIL, ENDED, "group")
                continue
            following = (last + 1) % width
            offer(following, cost + misfits[following], last, "cell")
            before = lines[at - 1].text if at else ""
            if at and how != "group":
                offer(last, cost + _continued(before, line.text, columns[last], last), last, "more")
            whole = not BREAKS_OFF.search(before) and (how == "group" or columns[-1].whole(before))
            if last == width - 1 and (whole or not at):
                if len(line.text) <= LONGEST_GROUP and not PUNCTUATED.search(line.text):
                    offer(last, cost + (GROUP_NAMED if GROUP_LIKE.search(line.text) else GROUP), last, "group")
                if TITLE_LIKE.search(line.text) and not PUNCTUATED.search(line.text):
                    offer(ENDED, cost + GROUP, last, "group")
            if following == width - 1:  # the last cell is missing: this line opens the next row
                offer(0, cost + EMPTY + misfits[0], last, "skip")
        best.append(now)
    ends = [state for state in (width - 1, ENDED) if state in best[-1]]
    if not ends:
        return ()
    return _rows(lines, _path(best, min(ends, key=lambda state: best[-1][state][0])), width)


def _path(best: list[dict[int, tuple[float, int, str]]], column: int) -> list[tuple[int, str]]:
    steps: list[tuple[int, str]] = []
    for states in reversed(best[1:]):
        _, before, how = states[column]
        steps.append((column, how))
        column = before
    return steps[::-1]


def _rows(lines: Sequence[Line], path: Sequence[tuple[int, str]], width: int) -> tuple[tuple[GridCell, ...], ...]:
    rows: list[list[GridCell]] = []
    more: list[Line] = []  # lines that the last cell goes on in
    for line, (column, how) in zip(lines, path, strict=True):
        if how == "group":
            continue
        if how == "more" and rows and rows[-1]:
            more.append(line)
            continue
        _go_on(rows, more)
        if column == 0:
            if rows and len(rows[-1]) < width:
                rows[-1].append(blank_cell(rows[-1][-1].end))
            rows.append([])
        if rows:
            rows[-1].append(line)
    _go_on(rows, more)
    return tuple(tuple(row) for row in rows if len(row) == width)


def _go_on(rows: list[list[GridCell]], more: list[Line]) -> None:
    """Give the last cell the lines that go on with it."""
    if more:
        last = rows[-1][-1]
        rows[-1][-1] = GridCell("".join((last.text, *(line.text for line in more))), last.start, more[-1].end)
        more.clear()


def _misfit(words: str, column: _Column) -> float:
    """How badly a line fits a column: words that speak against it, less those that speak for it."""
    cost = sum(1.0 for pattern in column.cells.unlike if pattern.search(words))
    cost -= sum(1.0 for pattern in column.cells.like if pattern.search(words)) / max(1, len(column.cells.like)) * 2
    return cost + (TOO_LONG if len(words) > column.cells.longest else 0.0)


def _continued(before: str, line: str, column: _Column, at: int) -> float:
    """What it costs that a line goes on with the cell of the line before: little where that broke off in a sentence."""
    if BREAKS_OFF.search(before):
        return CONTINUED_MID
    if not column.whole(before):
        return CONTINUED_UNSURE
    if not ENDS.search(before) and MID.match(line):
        return CONTINUED_MID
    return CONTINUED_NAME if at == 0 else CONTINUED

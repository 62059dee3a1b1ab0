"""Pipe tables, whatever the format they came from: one row a line, its cells parted by |."""

import re

from ingest.bounds import check_cells
from ingest.tables.grid import GridCell, Table, blank_cell
from ingest.tables.headers import OPENING, plain

LINE = re.compile(r"[^\n]+")
MIN_COLUMNS = 2
LONGEST_GROUP = 14  # characters of a line between rows that names a group (幼有所育) or tells the page
NO_GROUP = re.compile(r"[。；;！!？?,，:：]|^[附图]?表|表$|^专栏|^附件|^注")


def find_pipe_tables(text: str) -> tuple[Table, ...]:
    """Runs of lines with at least two piped cells and one row under a header; a line of bare pipes is none.

    A group's name on a line of its own parts no table, and a row broken over two lines is one. Raises
    `ValueError` where their cells are more than any plan has.
    """
    tables: list[Table] = []
    cells_found = 0
    run: list[list[GridCell]] = []
    start = last_end = -1
    for line in LINE.finditer(text):
        if "|" not in line.group():
            continue
        cells = _cells(line.group(), line.start())
        if len(cells) < MIN_COLUMNS or not any(cell.text for cell in cells):
            continue
        between = text[last_end : line.start()].strip(" |\n") if run else ""
        if run and ((between and not _goes_on(between, cells, run)) or _is_header(cells)):
            tables += _table(run, start, last_end, cells_found)
            cells_found += len(run) * len(run[0])
            run = []
        start = start if run else line.start()
        if joined := _joined(run, cells, text):
            run[-1] = joined
        else:
            run.append(cells)
        last_end = line.end()
    return tuple(tables + _table(run, start, last_end, cells_found))


def _goes_on(between: str, cells: list[GridCell], run: list[list[GridCell]]) -> bool:
    """Whether a table goes on behind other words: one short line, and a row as wide as the header."""
    return len(between) <= LONGEST_GROUP and not NO_GROUP.search(between) and len(cells) == len(run[0])


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


def _is_header(cells: list[GridCell]) -> bool:
    """Whether a line opens another table right below the last one."""
    return sum(plain(cell.text) in OPENING for cell in cells) >= MIN_COLUMNS


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


def _table(run: list[list[GridCell]], start: int, end: int, cells_found: int) -> list[Table]:
    if len(run) < MIN_COLUMNS or not run[0][0].text or sum(bool(cell.text) for cell in run[0]) < MIN_COLUMNS:
        return []
    check_cells(cells_found + len(run) * len(run[0]))
    header = _spread(run[0])
    width = len(header)
    body = run[1:]
    if below := _second(run[0], body[0]):
        header, body = below, body[1:]
    rows = [_padded(cells, width) for cells in body]
    return [Table(header=header, rows=tuple(rows), start=start, end=end)]


def _second(header: list[GridCell], line: list[GridCell]) -> tuple[GridCell, ...]:
    """A header of two lines as one: below a cell over several columns stand their names; else nothing."""
    spread = _spread(header)
    over = {at for at, cell in enumerate(header) if not cell.text or (at + 1 < len(header) and not header[at + 1].text)}
    filled = {at for at, cell in enumerate(line) if cell.text}
    if len(line) != len(header) or len(filled) < MIN_COLUMNS or not filled <= over or 0 in filled:
        return ()
    return tuple(line[at] if at in filled else cell for at, cell in enumerate(spread))


def _spread(header: list[GridCell]) -> tuple[GridCell, ...]:
    """A header over several columns names each of them."""
    named: list[GridCell] = []
    for cell in header:
        named.append(cell if cell.text or not named else GridCell(named[-1].text, cell.start, cell.end))
    return tuple(named)


def _padded(cells: list[GridCell], width: int) -> tuple[GridCell, ...]:
    """A row of the header's width: short ones are filled up, what is beyond the last column belongs to it."""
    end = cells[-1].end
    if len(cells) > width and (beyond := [cell for cell in cells[width - 1 :] if cell.text]):
        last = GridCell(" | ".join(cell.text for cell in beyond), beyond[0].start, beyond[-1].end)
        return (*cells[: width - 1], last)
    return (*cells[:width], *(blank_cell(end) for _ in range(width - len(cells))))

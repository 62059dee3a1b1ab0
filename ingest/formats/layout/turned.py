"""Tables that go on over a page's end: put together under one header."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.formats.layout.cells import FIGURE
from ingest.formats.layout.paragraphs import Block
from ingest.formats.layout.table import Table

SAME_EDGE = 6.0  # points between the edges of columns of one table on two pages
MOST_HEADER = 3  # lines of a header that may come again


def over_pages(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with the parts of a table on following pages as one."""
    table: Table | None = None
    for block in blocks:
        if table is not None and isinstance(block, Table) and _goes_on(table, block):
            table = _together(table, block)
            continue
        if table is not None:
            yield table
        table = block if isinstance(block, Table) else None
        if table is None:
            yield block
    if table is not None:
        yield table


def _goes_on(table: Table, other: Table) -> bool:
    return (
        other.pages[0] == table.pages[-1] + 1
        and len(other.xs) == len(table.xs)
        and all(abs(one - two) <= SAME_EDGE for one, two in zip(_columns(table), _columns(other), strict=True))
    )


def _columns(table: Table) -> list[float]:
    """Edges from the first on: the same table may stand elsewhere on the back of a sheet."""
    return [x - table.xs[0] for x in table.xs]


def _together(table: Table, other: Table) -> Table:
    rows = list(other.rows)
    pages = list(other.pages)
    again = _header_again(table.rows, rows)
    rows, pages = rows[again:], pages[again:]
    above = list(table.rows)
    if rows and not again and any(above[-1]) and _is_rest(above[-1], rows[0], table.goes_on):
        above[-1] = tuple(_with_rest(one, more) for one, more in zip(above[-1], rows[0], strict=True))
        rows, pages = rows[1:], pages[1:]
    elif rows:
        rows = _filled(rows, above[-1])
    return replace(
        table,
        rows=(*above, *rows),
        pages=(*table.pages, *pages),
        goes_on=other.goes_on,
        bottom=other.bottom,
    )


def _header_again(rows: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]) -> int:
    """How many lines at the top are those of the table's header once more."""
    count = 0
    while count < min(MOST_HEADER, len(rows), len(others)) and _same(rows[count], others[count]):
        count += 1
    return count


def _same(row: Sequence[str], other: Sequence[str]) -> bool:
    return any(row) and [one.replace(" ", "") for one in row] == [one.replace(" ", "") for one in other]


def _with_rest(one: str, more: str) -> str:
    """A cell with its rest from the next page; a plain string also where one cell covers several places."""
    return type(one)(f"{one}{more}") if more else one


def _is_rest(last: Sequence[str], row: Sequence[str], goes_on: Sequence[bool]) -> bool:
    """Whether a page's first row is what did not fit of the last one before: few of its cells have words, or its first
    one has none and covered one row only."""
    filled = [at for at, words in enumerate(row) if words]
    if not filled or len(filled) == len(row):
        return False
    if any(not last[at] or _are_two_figures(last[at], row[at]) for at in filled):
        return False
    if len(filled) <= len(row) / 2 and row[0] == "":
        return not (len(row) <= 3 and any(goes_on))
    blank = [at for at, words in enumerate(row) if not words]
    prefix = blank == list(range(len(blank)))
    return bool(row[0] == "" and not prefix and not goes_on[0])


def _are_two_figures(one: str, more: str) -> bool:
    """Whether a cell that is a figure meets one that begins with a figure: no row is cut within one."""
    figure = FIGURE.fullmatch(one)
    return figure is not None and one[-1].isdigit() and more[:1].isdigit()


def _filled(rows: Sequence[tuple[str, ...]], last: Sequence[str]) -> list[tuple[str, ...]]:
    """Rows whose first cells go on from the page before have its words: no row's first cell is empty there."""
    first = rows[0]
    count = next((at for at, words in enumerate(first) if words), 0)
    found = []
    going = True
    for row in rows:
        going = going and not any(row[:count]) and any(row[count:])
        found.append((*last[:count], *row[count:]) if going and count else row)
    return found

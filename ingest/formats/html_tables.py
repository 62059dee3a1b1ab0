"""Tables of HTML as grids: each cell's words stand in every place that it covers.

A table that only lays out a page is none, and one that says what the document is (索引号 …) becomes lines of its own;
what a cell's words are is for `html.py` to say.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingest.formats.metadata import is_metadata, pairs

MAX_SPAN = 60  # columns or rows; a hostile colspan="1000000" must not fill the memory
FEW_ROWS = 3  # rows of a table that may lay out a page by what its cells hold
MANY_BLOCKS = 6  # paragraphs of a cell that is a part of a page
LONG_CELL = 800  # characters of such a cell
LEAST_TURNED = 3  # columns of a table whose rows name themselves; of two it is labels with what they say
HEADINGS = "h1, h2, h3, h4, h5, h6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spanning:
    """A cell's words, and over how many rows and columns it goes."""

    words: str
    down: int = 1
    across: int = 1
    names: bool = False
    """Whether the page says that it names what stands beside or below it (`th`)."""


def own_rows(table: LexborNode) -> list[list[LexborNode]]:
    """The cells of a table row by row, without those of tables inside it."""
    return [[cell for cell in row.css("td, th") if _of(cell, table)] for row in table.css("tr") if _of(row, table)]


def caption_of(table: LexborNode) -> LexborNode | None:
    return next((node for node in table.css("caption") if _of(node, table)), None)


def inner_tables(cell: LexborNode, table: LexborNode) -> list[LexborNode]:
    """Tables right inside a cell of a table, not those inside these."""
    return [node for node in cell.css("table") if node.mem_id != table.mem_id and _of(node, table)]


def is_layout(table: LexborNode, rows: Sequence[Sequence[LexborNode]]) -> bool:
    """Whether a table only says where things stand on a page: it has one column, or says so itself, or its words stand
    mostly in tables inside it, or it is a few cells that hold parts of a page."""
    if (table.attributes.get("role") or "").strip() in ("presentation", "none"):
        return True
    if max(map(len, rows), default=0) <= 1:
        return True
    cells = [cell for row in rows for cell in row]
    inner = [node for cell in cells for node in inner_tables(cell, table)]
    if inner and 2 * sum(len(node.text()) for node in inner) > sum(len(cell.text()) for cell in cells):
        return True
    return len(rows) <= FEW_ROWS and any(_is_page(cell) for cell in cells)


def span(cell: LexborNode, name: str) -> int:
    """Rows or columns that a cell goes over, 1 where its attribute makes no sense; 0 rows are all that follow."""
    value = cell.attributes.get(name) or "1"
    if (name, value) == ("rowspan", "0"):
        return MAX_SPAN
    digits = value if value.isascii() and value.isdigit() else "1"
    return min(max(int(digits[:4]), 1), MAX_SPAN)


def titles(rows: Sequence[Sequence[LexborNode]]) -> int:
    """How many rows at the top are one cell over all columns: they are what the table is called, or its unit."""
    width = max((sum(span(cell, "colspan") for cell in row) for row in rows), default=0)
    count = 0
    for row in rows:
        if not (len(row) == 1 and width > 1 and span(row[0], "colspan") >= width and span(row[0], "rowspan") == 1):
            break
        count += 1
    return count


def table_lines(rows: Sequence[Sequence[Spanning]]) -> Iterator[str]:
    """A table row by row between pipes, or label by label where it says what the document is; all with line ends."""
    filled = _filled(rows)
    if _is_turned(rows):
        filled = [list(column) for column in zip(*filled, strict=True)]
    if is_metadata(filled):
        yield from (f"{label}：{words}\n" for row in filled for label, words in pairs(row))
        return
    yield from ("| " + " | ".join(row) + " |\n" for row in filled)


def _is_turned(rows: Sequence[Sequence[Spanning]]) -> bool:
    """Whether every row names itself and no row names the columns: each of these is a record."""
    widths = {sum(cell.across for cell in row) for row in rows}
    named = all([cell.names for cell in row] == [True] + [False] * (len(row) - 1) for row in rows)
    whole = all(cell.down == 1 for row in rows for cell in row) and all(row[0].across == 1 for row in rows if row)
    return named and whole and len(widths) == 1 and min(widths) >= LEAST_TURNED and len(rows) > 1


def _filled(rows: Sequence[Sequence[Spanning]]) -> list[list[str]]:
    """Every place with the words of the cell that covers it. A cell over a whole row that is no title keeps to its
    first place: it groups the rows below or is a note, and no record of equal cells."""
    width = max((sum(cell.across for cell in row) for row in rows), default=0)
    pending: dict[int, tuple[int, str]] = {}  # column -> (rows still to fill, words) of cells that span rows
    found: list[list[str]] = []
    for row in rows:
        cells: list[str] = []
        fill = _filler(pending, cells)
        alone = len(row) == 1 and row[0].across >= width > 1
        for cell in row:
            fill()
            for at in range(cell.across):
                words = cell.words if at == 0 or not alone else ""
                if cell.down > 1:
                    pending[len(cells)] = (cell.down - 1, words)
                cells.append(words)
        fill()
        if any(cells):
            found.append(cells)
    return found


def _filler(pending: dict[int, tuple[int, str]], cells: list[str]) -> Callable[[], None]:
    def fill() -> None:
        while (held := pending.get(len(cells))) is not None:
            left, words = held
            if left == 1:
                del pending[len(cells)]
            else:
                pending[len(cells)] = (left - 1, words)
            cells.append(words)

    return fill


def _is_page(cell: LexborNode) -> bool:
    if cell.css_first(HEADINGS) is not None:
        return True
    return len(cell.css("p, div, li")) >= MANY_BLOCKS and len(cell.text()) >= LONG_CELL


def _of(node: LexborNode, table: LexborNode) -> bool:
    """Whether a row, cell or table belongs to this table, not to one inside it."""
    parent = node.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent is not None and parent.mem_id == table.mem_id

"""Tables drawn with characters, as rows between pipes: grids (+---+), simple tables (words under dashes), lines parted
by tabs. A cell over several lines becomes one; elsewhere the text stays as it is, and so do its lines.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

BORDER = re.compile(r"[ \t]*\+(?:[-=:]{2,}\+)+[ \t]*")
BORDERED = re.compile(r"[ \t]*[|+].*[|+][ \t]*")
DASHES = re.compile(r"[ \t]*-{2,}(?: +-{2,})+[ \t]*")
RULE = re.compile(r"[ \t]*-{6,}[ \t]*")
LONGEST_CELL = 200  # characters of a cell between tabs; longer ones are paragraphs
LONGEST_TABLE = 2000  # lines
MIN_ROWS = {2: 3}  # lines parted by tabs that make a table, by its columns
FEW_ROWS = 2  # of other widths
WIDE_BLANKS = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\u3000[ \u00a0\u3000]*")
SHORT_CELL = 30  # characters of a cell between blanks
LABELLED = re.compile(r"[:：。；;]|[.…·]{3}")
FIGURE = re.compile(r"[-—+±≥≤<>]?\s?[\d０-９]|[-—/无]$")
FEWEST_ENDS, MOST_ENDS = 2, 0.8  # rows below the header, share of them whose last cell is a figure
HAN = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’"
PIPE = "｜"  # what a pipe within a cell becomes
Lines = Sequence[str]
Found = tuple[int, list[list[str]]]


def piped(text: str) -> str:
    """The text with such tables as rows between pipes, and `\\|` as a character of its own."""
    if not re.search(r"\\\||\t|^[ \t]*\+[-=]|^[ \t]*--", text, re.MULTILINE):
        return text
    lines = text.replace("\\|", PIPE).split("\n")
    out: list[str] = []
    at = 0
    while at < len(lines):
        size, rows = next((found for find in FINDERS if (found := find(lines, at))[0]), (0, []))
        if size:
            out += ["", *("| " + " | ".join(row) + " |" for row in rows), ""]
        else:
            out.append(lines[at])
        at += max(1, size)
    return "\n".join(out)


def _grid(lines: Lines, at: int) -> Found:
    """A grid of + and -, whose cells may go over lines and rows: a border that is open under a cell does not end it."""
    if not BORDER.fullmatch(lines[at].rstrip("\r")):
        return 0, []
    end = at
    while end < min(len(lines), at + LONGEST_TABLE) and BORDERED.fullmatch(lines[end].rstrip("\r")):
        end += 1
    edges = _edges(lines[at].rstrip("\r"))
    width = len(edges) - 1
    rows: list[list[str]] = []
    row = [""] * width
    for line in lines[at + 1 : end]:
        pieces = _pieces(line.rstrip("\r").strip(), edges)
        if pieces is None:
            return 0, []
        closed = [re.fullmatch(r"[-=:]{2,}", piece.strip()) is not None for piece in pieces]
        if not any(closed):
            row = [_joined(words, piece) for words, piece in zip(row, pieces, strict=True)]
            continue
        if any(row):
            rows.append(row)
        row = ["" if done else _joined(words, piece) for words, piece, done in zip(row, pieces, closed, strict=True)]
    return (end - at, rows) if len(rows) > 1 else (0, [])


def _edges(border: str) -> list[int]:
    """The columns on the screen in which a border has its crosses."""
    return [at for at, character in enumerate(border.strip()) if character == "+"]


def _pieces(line: str, edges: Sequence[int]) -> list[str] | None:
    """A line's words column by column: by its pipes, where they are as many as the border's crosses; else by where they
    stand on the screen, those of a cell over several columns in each of them. None where they stand elsewhere."""
    parts = [part.strip() for part in re.split(r"[|+]", line)[1:-1]]
    width = len(edges) - 1
    if len(parts) == width:
        return parts
    starts = {_width(line[: match.start()]): match.start() for match in re.finditer(r"[|+]", line)}
    if not starts.keys() <= set(edges) or edges[0] not in starts or edges[-1] not in starts:
        return None
    filled: list[str] = []
    for part, (left, right) in zip(parts, zip(sorted(starts), sorted(starts)[1:], strict=False), strict=True):
        filled += [part] * (edges.index(right) - edges.index(left))
    return filled


def _simple(lines: Lines, at: int) -> Found:
    """Words under a line of dashes that tells the columns, up to an empty line; rows parted by empty lines up to a
    closing line of dashes, where one opens the table."""
    closed = RULE.fullmatch(lines[at].rstrip("\r")) is not None
    first = at + closed
    under = next((n for n in range(first, min(first + 4, len(lines))) if DASHES.fullmatch(lines[n].rstrip("\r"))), -1)
    if under <= first - (not closed) or under == first or any(not line.strip() for line in lines[first:under]):
        return 0, []
    if not closed and under != at + 1:
        return 0, []
    edges = [(m.start(), m.end()) for m in re.finditer("-+", lines[under])]
    rows: list[list[str]] = [[""] * len(edges)]
    for line in lines[first:under]:
        rows[0] = [_joined(words, piece) for words, piece in zip(rows[0], _cut(line, edges), strict=True)]
    end, opened = under + 1, False
    while end < min(len(lines), at + LONGEST_TABLE):
        line = lines[end].rstrip("\r")
        if RULE.fullmatch(line) or DASHES.fullmatch(line):
            end += 1
            break
        if not line.strip():
            if not closed:
                break
            opened = False
        elif opened:
            rows[-1] = [_joined(words, piece) for words, piece in zip(rows[-1], _cut(line, edges), strict=True)]
        else:
            rows.append(_cut(line, edges))
            opened = closed
        end += 1
    return (end - at, rows) if len(rows) > 1 and all(any(row) for row in rows) else (0, [])


def _cut(line: str, edges: Sequence[tuple[int, int]]) -> list[str]:
    """A line's words under each run of dashes: parted by two blanks or more where they are as many, else by where they
    stand on the screen."""
    parts = [part for part in re.split(r"[ \t]{2,}", line.strip()) if part]
    if len(parts) == len(edges):
        return [part.replace("|", PIPE) for part in parts]
    cells = [""] * len(edges)
    for match in re.finditer(r"\S+(?: \S+)*", line):
        middle = _width(line[: match.start()])
        column = max((n for n, (start, _) in enumerate(edges) if start <= middle), default=0)
        cells[column] = _joined(cells[column], match.group().replace("|", PIPE))
    return cells


def _tabbed(lines: Lines, at: int) -> Found:
    """Lines one under the other with as many tabs, as a sheet is copied; without words that a sentence ends."""
    cells = between_tabs(lines[at])
    if sum(map(bool, cells)) < 2:
        return 0, []
    rows = [cells]
    while at + len(rows) < len(lines) and len(row := between_tabs(lines[at + len(rows)])) == len(cells):
        rows.append(row)
    return (len(rows), rows) if is_table_of_tabs(rows) else (0, [])


def is_table_of_tabs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether lines of as many cells each are enough to be a table."""
    return len(rows) >= MIN_ROWS.get(len(rows[0]), FEW_ROWS)


def between_tabs(line: str) -> list[str]:
    """The cells of a line that tabs part; none of another."""
    plain = line.rstrip("\r\n ")
    if "\t" not in plain or "|" in plain:
        return []
    cells = [cell.strip() for cell in plain.split("\t")]
    return cells if cells[0] and all(len(cell) <= LONGEST_CELL for cell in cells) else []


def between_blanks(line: str) -> list[str]:
    """The cells of a line that several blanks part; none of another, and none of a line that a form leaves to fill."""
    plain = line.strip()
    if "|" in plain or "\t" in plain:
        return []
    cells = WIDE_BLANKS.split(plain)
    return cells if len(cells) > 1 and all(len(one) <= SHORT_CELL and not LABELLED.search(one) for one in cells) else []


def is_table_of_blanks(rows: Sequence[Sequence[str]]) -> bool:
    """Whether lines of as many cells each are a table: a header without figures, and rows that end in figures."""
    ends = [FIGURE.search(row[-1]) is not None for row in rows[1:]]
    return len(ends) >= FEWEST_ENDS and not FIGURE.match(rows[0][-1]) and sum(ends) >= MOST_ENDS * len(ends)


def _joined(words: str, more: str) -> str:
    """A cell's lines as one, a blank only between words that are no Han."""
    more = more.strip().replace("|", PIPE)
    if not words or not more:
        return words or more
    han = re.match(f"[{HAN}]", more) or re.search(f"[{HAN}]$", words)
    return f"{words}{more}" if han else f"{words} {more}"


def _width(text: str) -> int:
    """Columns that a text takes on the screen."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


FINDERS: tuple[Callable[[Lines, int], Found], ...] = (_grid, _simple, _tabbed)


def html_tables(text: str, read: Callable[[str], str]) -> Iterator[str]:
    """The text with the tables that are written in HTML as `read` reads each, from its first tag to its last."""
    reached = depth = begin = 0
    for tag in re.finditer(r"<(/?)table\b[^>]*>", text, re.IGNORECASE):
        if not tag[1]:
            begin = begin if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield text[reached:begin]
                yield f"\n\n{read(text[begin : tag.end()])}\n"
                reached = tag.end()
    yield text[reached:]

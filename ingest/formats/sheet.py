"""One sheet of a workbook, as a stream: its cells as they are shown; hidden rows and columns are told, not read."""

import re
from dataclasses import dataclass, field

from ingest.bounds import check_cells
from ingest.formats.blocks import Across, Blocks
from ingest.formats.grids import Grid
from ingest.formats.office_xml import stream
from ingest.formats.workbook_styles import WorkbookStyles

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet, by the standard
MOST_MERGED = 50_000  # ranges of a sheet
MOST_WORDS = 5_000_000  # characters of a sheet's cells
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
TRUE = ("1", "true")
ERRORS = "有公式的结果是错误值"
HIDDEN = "看不见的单元格"


@dataclass(slots=True)
class _Cell:
    column: int
    kind: str = "n"
    style: int = 0
    value: list[str] = field(default_factory=list)
    has_formula: bool = False


class SheetReader:
    """Reads one sheet after another of one workbook; what is not read is told."""

    def __init__(self, strings: list[str], styles: WorkbookStyles, out: Blocks) -> None:
        self._strings, self._styles, self._out = strings, styles, out

    def read(self, data: bytes, part: str, name: str) -> Grid:
        """Raises `ValueError` on more cells than any plan has."""
        sheet = _Sheet(self._strings, self._styles, self._out, name)
        stream(data, part, start=sheet.start, end=sheet.end, text=sheet.text)
        return sheet.grid()


class _Sheet:
    def __init__(self, strings: list[str], styles: WorkbookStyles, out: Blocks, name: str) -> None:
        self._strings, self._styles, self._out, self._name = strings, styles, out, name
        self._cells: dict[tuple[int, int], str] = {}
        self._hidden_columns: set[int] = set()
        self._hidden_rows: set[int] = set()
        self._merged: list[tuple[int, int, int, int]] = []
        self._row = self._column = 0
        self._cell: _Cell | None = None
        self._taking = False
        self._phonetic = 0
        self._words = 0
        self._unread = {"rows": set[int](), "columns": set[int]()}
        self._without_result = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "x.col":
                if attributes.get("hidden") in TRUE:
                    last = min(_int(attributes.get("max")), MOST_COLUMNS)
                    self._hidden_columns |= {*range(_int(attributes.get("min")), last + 1)}
            case "x.row":
                self._row = _int(attributes.get("r")) or self._row + 1
                self._column = 0
                if self._row > MOST_ROWS:
                    raise ValueError(f"工作表“{self._name}”的行号超过 {MOST_ROWS}")
                if attributes.get("hidden") in TRUE:
                    self._hidden_rows.add(self._row)
            case "x.c":
                self._column = _column(attributes.get("r", "")) or self._column + 1
                if self._column > MOST_COLUMNS:
                    raise ValueError(f"工作表“{self._name}”超过 {MOST_COLUMNS} 列")
                self._cell = _Cell(self._column, attributes.get("t", "n"), _int(attributes.get("s")))
            case "x.f" if self._cell is not None:
                self._cell.has_formula = True
            case "x.rPh":
                self._phonetic += 1
            case "x.v" | "x.t":
                self._taking = self._cell is not None and not self._phonetic
            case "x.mergeCell":
                self._merge(attributes.get("ref", ""))

    def text(self, words: str) -> None:
        if self._taking and self._cell is not None:
            self._cell.value.append(words)

    def end(self, tag: str) -> None:
        match tag:
            case "x.v" | "x.t":
                self._taking = False
            case "x.rPh":
                self._phonetic -= 1
            case "x.c" if self._cell is not None:
                self._keep(self._cell)
                self._cell = None

    def grid(self) -> Grid:
        """What the sheet shows, merged cells filled."""
        self._tell()
        self._fill()
        rows = sorted({row for row, _ in self._cells})
        columns = sorted({column for _, column in self._cells})
        check_cells(len(rows) * len(columns))
        apart = [
            any(number not in self._hidden_rows for number in range(before + 1, row))
            for before, row in zip([0, *rows], rows, strict=False)
        ]
        return Grid(
            rows=[[self._cells.get((row, column), "") for column in columns] for row in rows],
            numbers=rows,
            columns=columns,
            apart=apart,
        )

    def _keep(self, cell: _Cell) -> None:
        words = self._shown(cell)
        if not words:
            return
        if self._row in self._hidden_rows:
            self._unread["rows"].add(self._row)
            return
        if cell.column in self._hidden_columns:
            self._unread["columns"].add(cell.column)
            return
        if not self._styles.is_seen(cell.style):
            self._out.leave_out(HIDDEN, words)
            return
        self._words += len(words)
        if self._words > MOST_WORDS:
            raise ValueError(f"工作表“{self._name}”的文字超过 {MOST_WORDS // 10_000} 万字，请拆成几个文件")
        self._cells[self._row, cell.column] = words
        check_cells(len(self._cells))

    def _shown(self, cell: _Cell) -> str:
        value = "".join(cell.value)
        if cell.has_formula and not value.strip():
            self._without_result += not cell.value or cell.kind == "n"
            return ""
        match cell.kind:
            case "s":
                at = _int(value) if value.strip() else len(self._strings)
                words = self._strings[at].strip() if at < len(self._strings) else ""
                return self._styles.shown_text(words, cell.style) if words else ""
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), "")
            case "e":
                self._out.tell(ERRORS)
                return value.strip()
            case "n" if value.strip():
                shown = self._styles.shown(value, cell.style)
                if not shown:
                    self._out.leave_out(HIDDEN, value)
                return shown
            case _:
                return self._styles.shown_text(value.strip(), cell.style) if value.strip() else ""

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        begin, stop = PLACE.fullmatch(first), PLACE.fullmatch(last or first)
        if begin is None or stop is None:
            return
        if len(self._merged) >= MOST_MERGED:
            raise ValueError(f"工作表“{self._name}”有超过 {MOST_MERGED} 处合并单元格")
        self._merged.append((int(begin[2]), _column(first), int(stop[2]), _column(last or first)))

    def _fill(self) -> None:
        """Each place that a merged cell covers, within what the sheet uses, has its words."""
        if not self._cells:
            return
        last_row, last_column = max(row for row, _ in self._cells), max(column for _, column in self._cells)
        covered = len(self._cells)
        for top, left, bottom, right in self._merged:
            words = self._cells.get((top, left))
            if not words:
                continue
            rows, columns = range(top, min(bottom, last_row) + 1), range(left, min(right, last_column) + 1)
            covered += len(rows) * len(columns)
            check_cells(covered)
            for row in rows:
                for column in columns:
                    if row not in self._hidden_rows and column not in self._hidden_columns:
                        self._cells[row, column] = words if column == left else Across(words)

    def _tell(self) -> None:
        for what, called in (("rows", "行"), ("columns", "列")):
            if unread := self._unread[what]:
                self._out.tell(f"工作表“{self._name}”有 {len(unread)} {called}是隐藏的，没有读")
        if self._without_result:
            self._out.tell(f"工作表“{self._name}”有 {self._without_result} 个公式没有存下结果，没有读")


def _column(place: str) -> int:
    """The column of a place: 28 of AB12; 0 where it is none."""
    found = PLACE.fullmatch(place)
    column = 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _int(words: str | None) -> int:
    plain = (words or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else 0

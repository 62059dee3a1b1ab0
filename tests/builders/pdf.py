"""PDF files as office programs write them: words at places, tables of lines, and the plan of `office.py`."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.builders.office import INDICATORS, PROSE, STANDARDS, TITLE, Saved

FONT = "STSong-Light"  # of Adobe's, known to every reader and not in the file
WIDTH, HEIGHT = 595.0, 842.0  # points, A4
LEFT, TOP, RIGHT = 90.0, 90.0, 505.0
SIZE, LEADING = 12.0, 20.0
PADDING = 5.0

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Paper:
    """A file that is written page by page; `y` is the distance from the top."""

    def __init__(self, *, password: str = "", size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        self._into = BytesIO()
        encrypt = StandardEncryption(password) if password else None
        self.canvas: Any = Canvas(self._into, pagesize=size, encrypt=encrypt, invariant=1)
        self.height = size[1]
        self.y = TOP

    def words(self, words: str, *, x: float = LEFT, y: float | None = None, size: float = SIZE, mode: int = 0) -> None:
        """Words at a place; without one on the next line."""
        if y is None:
            y = self.y + size
            self.y += LEADING * size / SIZE
        text = self.canvas.beginText(x, self.height - y)
        text.setFont(FONT, size)
        text.setTextRenderMode(mode)
        text.textOut(words)
        self.canvas.drawText(text)

    def paragraph(self, words: str, *, x: float = LEFT, right: float = RIGHT, size: float = SIZE) -> None:
        """A paragraph whose first line is set in by two characters; its lines are full."""
        first = _wrapped(words, right - x - 2 * size, size)[0]
        lines = [first, *(_wrapped(rest, right - x, size) if (rest := words[len(first) :]) else [])]
        for at, line in enumerate(lines):
            self.words(line, x=x + (2 * size if at == 0 else 0), size=size)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        spans: Sequence[tuple[int, int, int, int]] = (),
        ruled: bool = True,
        x: float = LEFT,
        size: float = 10.5,
    ) -> None:
        """Rows of cells whose words are wrapped; `spans` are (row, column, rows, columns) of merged cells."""
        inside = {(r + a, c + b): (r, c) for r, c, down, across in spans for a in range(down) for b in range(across)}
        xs = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
        ys = [self.y]
        for at, row in enumerate(rows):
            most = max(
                len(_wrapped(words, _width(xs, (at, column), spans), size))
                for column, words in enumerate(row)
                if inside.get((at, column), (at, column)) == (at, column)
            )
            ys.append(ys[-1] + most * size * 1.4 + PADDING)
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                if inside.get((at, column), (at, column)) != (at, column):
                    continue
                for line, piece in enumerate(_wrapped(words, _width(xs, (at, column), spans), size)):
                    self.words(piece, x=xs[column] + PADDING, y=ys[at] + (line + 1) * size * 1.4, size=size)
        if ruled:
            self._walls(xs, ys, inside)
        self.y = ys[-1] + LEADING / 2

    def _walls(self, xs: Sequence[float], ys: Sequence[float], inside: dict[tuple[int, int], tuple[int, int]]) -> None:
        rows, columns = len(ys) - 1, len(xs) - 1
        for at in range(rows + 1):
            for column in range(columns):
                if not 0 < at < rows or _apart(inside, (at - 1, column), (at, column)):
                    self.line(xs[column], ys[at], xs[column + 1], ys[at])
        for column in range(columns + 1):
            for at in range(rows):
                if not 0 < column < columns or _apart(inside, (at, column - 1), (at, column)):
                    self.line(xs[column], ys[at], xs[column], ys[at + 1])

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def turn(self) -> None:
        """The next page."""
        self.canvas.showPage()
        self.y = TOP

    def data(self) -> bytes:
        self.canvas.save()
        return self._into.getvalue()


def pdf(*pages: Callable[[Paper], object], password: str = "") -> bytes:
    """A file of pages, each written by a hand."""
    paper = Paper(password=password)
    for at, write in enumerate(pages):
        if at:
            paper.turn()
        write(paper)
    return paper.data()


def plan_pdf() -> bytes:
    """The plan on two pages: larger title and headings, ruled tables, the second over both pages."""
    paper = Paper()
    paper.words(TITLE, x=110, size=18)
    for level, words in PROSE:
        if level:
            paper.words(words, size=16 - level)
        else:
            paper.paragraph(words)
    paper.words("第三章 服务标准", size=15)
    paper.table(STANDARDS, (90, 100, 140, 85))
    paper.words("第四章 主要指标", size=15)
    widths = (60, 160, 35, 50, 50, 60)
    paper.table(INDICATORS[:3], widths, spans=[(1, 0, 2, 1)])
    paper.turn()
    paper.table([INDICATORS[0], *INDICATORS[3:]], widths, spans=[(1, 0, 2, 1)])
    return paper.data()


PLAN_PDF = Saved(file="plan.pdf", data=plan_pdf)


def _width(xs: Sequence[float], place: tuple[int, int], spans: Sequence[tuple[int, int, int, int]]) -> float:
    across = next((count for r, c, _, count in spans if (r, c) == place), 1)
    return xs[place[1] + across] - xs[place[1]] - 2 * PADDING


def _wrapped(words: str, width: float, size: float) -> list[str]:
    lines, line = [], ""
    for character in words:
        if pdfmetrics.stringWidth(line + character, FONT, size) > width:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def _apart(inside: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]) -> bool:
    return inside.get(one, one) != inside.get(other, other)

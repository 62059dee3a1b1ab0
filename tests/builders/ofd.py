"""OFD files as office programs write them: words at places (mm), lines, templates, and the plan of `office.py`."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from tests.builders.office import INDICATORS, PROSE, STANDARDS, TITLE, Saved

SPACE = "http://www.ofdspec.org/2016"
LEFT, TOP, RIGHT, BOTTOM = 30.0, 30.0, 180.0, 270.0  # mm, on A4
SIZE, LEADING, PADDING = 4.2, 7.0, 1.5


def words(text: str, x: float, y: float, *, size: float = SIZE, more: str = "", inside: str = "") -> str:
    """A text object whose top left corner stands there; `more` attributes, `inside` elements before its words."""
    steps = " ".join(f"{size if ord(one) > 255 else size / 2:g}" for one in text[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="1" Font="9" Size="{size}" Boundary="{x} {y} {len(text) * size} {size * 1.2}" {more}>{inside}'
        f'<ofd:TextCode X="0" Y="{size * 0.88:.3f}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line."""
    return (
        f'<ofd:PathObject ID="1" Boundary="{x0} {y0} {x1 - x0 + 0.2} {y1 - y0 + 0.2}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def filled(x: float, y: float, wide: float, high: float, colour: str) -> str:
    """A filled rectangle without an edge."""
    return (
        f'<ofd:PathObject ID="1" Boundary="{x} {y} {wide} {high}" Fill="true" Stroke="false"><ofd:FillColor'
        f' Value="{colour}"/><ofd:AbbreviatedData>M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def page(*objects: str, before: str = "", space: str = SPACE) -> str:
    """A page's content; `before` its layer: templates, an area of its own."""
    return (
        f'<ofd:Page xmlns:ofd="{space}">{before}<ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer>'
        "</ofd:Content></ofd:Page>"
    )


def document(
    pages: Sequence[str], *, common: str = "", more: str = "", folder: str = "Doc_0", space: str = SPACE
) -> dict[str, str]:
    """The parts of one document."""
    listed = "".join(f'<ofd:Page ID="{100 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    parts = {
        f"{folder}/Document.xml": f'<ofd:Document xmlns:ofd="{space}"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210'
        f" 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{more}</ofd:Document>",
        f"{folder}/PublicRes.xml": resources('<ofd:Fonts><ofd:Font ID="9" FontName="宋体"/></ofd:Fonts>', space=space),
    }
    return parts | {f"{folder}/Pages/Page_{at}/Content.xml": one for at, one in enumerate(pages)}


def resources(inside: str, *, space: str = SPACE) -> str:
    return f'<ofd:Res xmlns:ofd="{space}" BaseLoc="Res">{inside}</ofd:Res>'


def ofd(
    *pages: str,
    common: str = "",
    more: str = "",
    body: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    space: str = SPACE,
) -> bytes:
    """A file of one document; `parts` are added or take the place of others."""
    return packed(document(pages, common=common, more=more, space=space) | dict(parts or {}), body=body, space=space)


def packed(
    parts: Mapping[str, str | bytes], *, folders: Iterable[str] = ("Doc_0",), body: str = "", space: str = SPACE
) -> bytes:
    """A file of documents in these folders."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot>{body}</ofd:DocBody>"
        for folder in folders
    )
    root = f'<ofd:OFD xmlns:ofd="{space}" Version="1.0" DocType="OFD">{bodies}</ofd:OFD>'
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as file:
        for name, text in ({"OFD.xml": root} | dict(parts)).items():
            file.writestr(name, text)
    return into.getvalue()


class Paper:
    """Pages that are written from top to bottom."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._y = TOP

    @property
    def pages(self) -> list[str]:
        """With a number at the foot of each."""
        return [page(*objects, words(f"— {at} —", 98, 280)) for at, objects in enumerate(self._pages, start=1)]

    def heading(self, text: str, *, size: float) -> None:
        self._room(size * 2)
        wide = len(text) * size
        self._put(words(text, (LEFT + RIGHT - wide) / 2 if size > 6 else LEFT, self._y, size=size))
        self._y += size * 2

    def paragraph(self, text: str) -> None:
        """Its first line is set in by two characters; its lines are full."""
        full = int((RIGHT - LEFT) / SIZE)
        lines = [text[: full - 2], *(text[at : at + full] for at in range(full - 2, len(text), full))]
        for at, line in enumerate(lines):
            self._room(LEADING)
            self._put(words(line, LEFT + (0 if at else 2 * SIZE), self._y))
            self._y += LEADING

    def table(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, merged: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Between lines; `merged`: rows of which the first cell is one."""
        wrapped = [[_wrapped(cell, wide - 2 * PADDING) for cell, wide in zip(row, widths, strict=True)] for row in rows]
        xs = [LEFT + sum(widths[:at]) for at in range(len(widths) + 1)]
        ys = [self._y]
        for cells in wrapped:
            ys.append(ys[-1] + max(map(len, cells)) * SIZE * 1.3 + 2 * PADDING)
        inner = {row for first, last in merged for row in range(first + 1, last + 1)}
        for at, y in enumerate(ys):
            self._put(stroke(xs[1] if at in inner else xs[0], y, xs[-1], y))
        for x in xs:
            self._put(stroke(x, ys[0], x, ys[-1]))
        for at, cells in enumerate(wrapped):
            for place, lines in enumerate(cells):
                if place == 0 and at in inner:
                    continue
                for number, line in enumerate(lines):
                    self._put(words(line, xs[place] + PADDING, ys[at] + PADDING + number * SIZE * 1.3))
        self._y = ys[-1] + LEADING

    def _put(self, thing: str) -> None:
        self._pages[-1].append(thing)

    def _room(self, high: float) -> None:
        if self._y + high > BOTTOM:
            self._pages.append([])
            self._y = TOP


def _wrapped(text: str, wide: float) -> list[str]:
    """Lines that are no wider."""
    lines, used = [""], 0.0
    for one in text:
        step = SIZE if ord(one) > 255 else SIZE / 2
        if used + step > wide and lines[-1]:
            lines.append("")
            used = 0.0
        lines[-1] += one
        used += step
    return lines


def plan_ofd() -> bytes:
    paper = Paper()
    paper.heading(TITLE, size=6.5)
    for level, text in PROSE:
        if level:
            paper.heading(text, size=5.6 if level == 1 else 4.9)
        else:
            paper.paragraph(text)
    paper.heading("第三章 服务标准", size=5.6)
    paper.table(STANDARDS, (30, 35, 55, 30))
    paper.heading("第四章 主要指标", size=5.6)
    paper.table(INDICATORS, (22, 50, 14, 20, 20, 24), merged=((1, 2), (3, 4)))
    return ofd(*paper.pages)


PLAN_OFD = Saved(file="plan.ofd", data=plan_ofd)

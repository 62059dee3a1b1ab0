"""Excel (.xlsx): each visible sheet under its name, its cells as they are shown, formulas by their kept results.

Hidden sheets, rows, columns and cells are told, not read. `sheet.py` reads one sheet, `grids.py` tells tables from the
lines around them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from ingest.bounds import MEGABYTE
from ingest.formats.archive import LARGEST_PART, Archive, open_archive
from ingest.formats.blocks import Blocks
from ingest.formats.grids import Grid, title_of, write_grid
from ingest.formats.office_xml import stream, tree
from ingest.formats.sheet import TRUE, SheetReader
from ingest.formats.workbook_styles import WorkbookStyles
from ingest.schema import Source

WORKBOOK = "xl/workbook.xml"
LARGEST_STREAM = 120 * MEGABYTE  # that is read as it comes
MOST_SHEETS = 200
MOST_STRINGS = 20_000_000  # characters of all texts that cells share
DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def read_xlsx(data: bytes) -> Source:
    """Raises `ValueError` on files that no office program writes, and on sheets larger than any plan's."""
    archive = open_archive(data)
    workbook = tree(archive.read(WORKBOOK, most=LARGEST_PART), WORKBOOK)
    properties = workbook.find("x.workbookPr")
    styles = archive.first("xl/styles.xml")
    out = Blocks()
    reader = SheetReader(
        _strings(archive),
        WorkbookStyles(
            tree(archive.read(styles, most=LARGEST_PART), styles) if styles else None,
            from_1904=properties is not None and properties.get("date1904") in TRUE,
        ),
        out,
    )
    sheets = list(_sheets(archive))
    if len(sheets) > MOST_SHEETS:
        raise ValueError(f"有 {len(sheets)} 张工作表，超过 {MOST_SHEETS}，请拆成几个文件")
    for sheet in sheets:
        if sheet.hidden:
            out.tell(f"工作表“{sheet.name}”是隐藏的，没有读")
    grids = [
        (sheet.name, grid)
        for sheet in sheets
        if not sheet.hidden
        and (grid := reader.read(archive.read(sheet.part, most=LARGEST_STREAM), sheet.part, sheet.name)).rows
    ]
    title = title_of(grids[0][1].rows) if grids else ""
    _write(out, grids, title)
    _tell(archive, out)
    return out.source({"title": title} if title else {})


def _write(out: Blocks, grids: list[tuple[str, Grid]], title: str) -> None:
    """Sheet by sheet; a single one without a name of its own needs no heading."""
    for at, (name, grid) in enumerate(grids):
        has_name = len(grids) > 1 or not DEFAULT_NAME.fullmatch(name.strip())
        if has_name:
            out.line(name, level=1)
        write_grid(out, grid, name, title=title if at == 0 else "", level=2 if has_name else 1)


def _sheets(archive: Archive) -> Iterator[_Sheet]:
    """The sheets of cells, in order; charts are none. Raises `ValueError` where a sheet's part is not in the file."""
    workbook = tree(archive.read(WORKBOOK, most=LARGEST_PART), WORKBOOK)
    targets = _targets(archive)
    for at, sheet in enumerate(workbook.iter("x.sheet"), start=1):
        kind, part = targets.get(sheet.get("r.id", ""), ("worksheet", f"xl/worksheets/sheet{at}.xml"))
        if kind != "worksheet":
            continue
        if part not in archive.parts:
            raise ValueError("文件已损坏：有一张工作表的内容不在文件里")
        yield _Sheet(name=sheet.get("name", ""), part=part, hidden=sheet.get("state", "visible") != "visible")


def _targets(archive: Archive) -> dict[str, tuple[str, str]]:
    """What the workbook's parts are (worksheet, chartsheet …) and where they lie, by their ids; never outside."""
    relations = archive.first("xl/_rels/workbook.xml.rels")
    found = {}
    for one in tree(archive.read(relations, most=LARGEST_PART), relations) if relations else ():
        target = one.get("Target", "")
        if one.get("TargetMode") != "External":
            part = target[1:] if target.startswith("/") else normpath(join(dirname(WORKBOOK), target))
            found[one.get("Id", "")] = (one.get("Type", "").rsplit("/", 1)[-1], part)
    return found


def _strings(archive: Archive) -> list[str]:
    """The texts that cells share, without how they are pronounced."""
    part = archive.first("xl/sharedStrings.xml", "xl/SharedStrings.xml")
    strings: list[str] = []
    pieces: list[str] = []
    state = {"taking": 0, "phonetic": 0, "size": 0}

    def start(tag: str, _: dict[str, str]) -> None:
        if tag == "x.si":
            pieces.clear()
        elif tag == "x.rPh":
            state["phonetic"] += 1
        elif tag == "x.t":
            state["taking"] = not state["phonetic"]

    def end(tag: str) -> None:
        if tag == "x.si":
            strings.append("".join(pieces))
            state["size"] += len(strings[-1])
            if state["size"] > MOST_STRINGS:
                raise ValueError(f"文字超过 {MOST_STRINGS // 10_000} 万字，请拆成几个文件")
        elif tag == "x.rPh":
            state["phonetic"] -= 1
        elif tag == "x.t":
            state["taking"] = 0

    def text(words: str) -> None:
        if state["taking"]:
            pieces.append(words)

    if part:
        stream(archive.read(part, most=LARGEST_STREAM), part, start=start, end=end, text=text)
    return strings


def _tell(archive: Archive, out: Blocks) -> None:
    if archive.under("xl/externalLinks/"):
        out.tell("表格引用了别的工作簿，没有打开，用的是存下的结果")
    if any(name.startswith(("xl/comments", "xl/threadedComments")) for name in archive.parts):
        out.tell("批注没有读")
    if "xl/vbaProject.bin" in archive.parts:
        out.tell("文件带有宏，没有运行")
    if archive.under("xl/embeddings/"):
        out.tell("文件里嵌有别的文件，没有读")
    if any(name.startswith("xl/media/") for name in archive.parts):
        out.tell("文件里有图片，图里的文字没有读")

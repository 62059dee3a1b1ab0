"""Word (.docx): paragraphs, headings by style, list labels, tables with merged cells, footnotes at the end.

What an editor would show after accepting all changes is read: insertions in, deletions out. Headers, footers, page
numbers, comments, hidden runs and what lies outside the file are not read; `Source.notes` says so. How words look and
are numbered is told by `word_styles.py` and `word_numbers.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from ingest.bounds import check_cells
from ingest.formats.archive import LARGEST_PART, Archive, open_archive
from ingest.formats.blocks import Across, Blocks, once_across
from ingest.formats.markdown import HEADING as MARKDOWN_HEADING
from ingest.formats.markdown import read_markdown
from ingest.formats.office_xml import tree
from ingest.formats.raised import raised
from ingest.formats.text_tables import between_blanks, between_tabs, is_table_of_blanks, is_table_of_tabs
from ingest.formats.word_elements import (
    MOST_COLUMNS,
    all_text,
    chosen,
    columns_of,
    count_of,
    is_merged_left,
    is_raised,
    shade_of,
    style_of,
    switched_on,
    text_boxes,
)
from ingest.formats.word_headings import USUAL_SIZE, Said, headings_of
from ingest.formats.word_numbers import Numbering, numbered_by, without_none
from ingest.formats.word_styles import PLAIN, Look, Styles, is_centred, is_shaded, look_of, outline_level
from ingest.schema import Source

DOCUMENT = "word/document.xml"
LONGEST_TITLE = 300  # characters
UPWARDS, TURNED = {"btLr"}, {"btLr", "tbRl"}  # ways that the words of a cell may run
HIDDEN, DELETED, STRUCK = "隐藏文字", "修订中删除的文字", "划掉的文字"
INSIDE = {
    "w.ins",
    "w.moveTo",
    "w.hyperlink",
    "w.smartTag",
    "w.customXml",
    "w.fldSimple",
    "w.dir",
    "w.bdo",
    "m.oMath",
    "m.oMathPara",
}
OUT = {"w.del", "w.moveFrom"}
PAGE_FIELDS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|SECTION)\b", re.IGNORECASE)
NOTES = (
    ("w.footnoteReference", "word/footnotes.xml", "w.footnote"),
    ("w.endnoteReference", "word/endnotes.xml", "w.endnote"),
)
TOLD = (
    ("word/comments.xml", "批注没有读"),
    ("word/vbaProject.bin", "文件带有宏，没有运行"),
)
SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0FC": "√", "F0A3": "□"}  # of Wingdings: tick boxes


def read_docx(data: bytes) -> Source:
    """Raises `ValueError` on files that no office program writes."""
    archive = open_archive(data)
    styles, numbering = Styles(_part(archive, "word/styles.xml")), Numbering(_part(archive, "word/numbering.xml"))
    reader = _Reader(styles, numbering)
    body = _required(archive).find("w.body")
    if body is None:
        raise ValueError("文件已损坏：里面没有正文")
    reader.blocks_of(body)
    reader.find_headings()
    for reference, part, name in NOTES:
        if reader.cited[reference]:
            reader.footnotes(_part(archive, part), name, list(reader.cited[reference]))
    _tell(archive, reader.out)
    return _with_marks(reader.out.source(reader.meta))


def _with_marks(source: Source) -> Source:
    """A text that was put into Word with the marks of Markdown (## 一、目标) is read as what these mean."""
    if source.headings or not MARKDOWN_HEADING.search(source.text):
        return source
    marked = read_markdown(source.text)
    return replace(marked, meta=source.meta | marked.meta, notes=source.notes)


def _required(archive: Archive) -> Element:
    return tree(archive.read(DOCUMENT, most=LARGEST_PART), DOCUMENT)


def _part(archive: Archive, name: str) -> Element | None:
    return tree(archive.read(name, most=LARGEST_PART), name) if name in archive.parts else None


def _tell(archive: Archive, out: Blocks) -> None:
    for part, words in TOLD:
        if part in archive.parts:
            out.tell(words)
    if archive.under("word/embeddings/"):
        out.tell("文件里嵌有别的文件，没有读")
    for name in archive.parts:
        if name.endswith(".rels"):
            for one in tree(archive.read(name, most=LARGEST_PART), name).iter("rel.Relationship"):
                kind = one.get("Type", "").rsplit("/", 1)[-1]
                if one.get("TargetMode") == "External" and kind != "hyperlink":
                    out.tell("文件引用了包外的内容(模板、图片或文件)，没有打开")


@dataclass(slots=True)
class _Field:
    """A field of Word while it is read: its instruction, and whether its result has begun."""

    words: str = ""
    shown: bool = False


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read."""

    look: Look
    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes that hang on it."""
    sizes: Counter[int | None] = field(default_factory=Counter)
    """Characters by their size in half points."""
    strong: bool = True
    """Whether all words are bold."""

    @property
    def words(self) -> str:
        return "".join(self.parts)


@dataclass(slots=True)
class _Parted:
    """A paragraph whose cells tabs or blanks part."""

    words: str
    cells: list[str]
    look: Said | None


class _Reader:
    """Walks the body once, from top to bottom."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.out = Blocks()
        self.cited: dict[str, dict[str, int]] = {reference: {} for reference, _, _ in NOTES}
        self.meta: dict[str, str] = {}
        self._styles, self._numbering = styles, numbering
        self._fields: list[_Field] = []
        self._pictures = 0
        self._said: list[Said] = []
        self._has_headings = False

    def blocks_of(self, parent: Element, *, shaded: bool | None = None) -> None:
        """Paragraphs and tables, whatever they are wrapped in."""
        tabbed: list[_Parted] = []
        for node in _unwrapped(parent, self):
            if node.tag == "w.p":
                self._paragraph(node, shaded, tabbed)
                continue
            self._write_tabbed(tabbed)
            if node.tag == "w.tbl":
                self._table(node, shaded)
            elif node.tag == "w.altChunk":
                self.out.tell("文件里嵌有别的文件，没有读")
        self._write_tabbed(tabbed)

    def find_headings(self) -> None:
        """Where no style names a heading, those that look like one."""
        if self._has_headings:
            return
        levels, title = headings_of(self._said)
        self.out.mark(levels)
        if title:
            self.meta.setdefault("page_title", title[:LONGEST_TITLE])

    def _write_tabbed(self, tabbed: list[_Parted]) -> None:
        """Lines whose cells tabs or blanks part as a table where they are enough, but for words with the number of a
        page."""
        rows = [one.cells for one in tabbed]
        is_contents = bool(rows) and len(rows[0]) == 2 and all(row[1].isdigit() for row in rows)
        is_table = is_table_of_tabs if any("\t" in one.words for one in tabbed) else is_table_of_blanks
        if rows and is_table(rows) and not is_contents:
            self.out.table(rows)
        else:
            for one in tabbed:
                self._line(one.words, one.look)
        tabbed.clear()

    def footnotes(self, root: Element | None, name: str, cited: Sequence[str]) -> None:
        """The notes that the text refers to, in its order, each a line of its own at the end."""
        notes = {note.get("w.id", ""): note for note in root.iter(name)} if root is not None else {}
        for at, key in enumerate(cited, start=1):
            if (note := notes.get(key)) is not None:
                self.out.line(f"注{at}：{self._words_in(note, None)}")

    def _paragraph(self, node: Element, shaded: bool | None, tabbed: list[_Parted]) -> None:
        """A line, or one of a table whose cells tabs or blanks part: these wait in `tabbed` for the next line of
        another kind."""
        level, words, boxes, look = self._read(node, shaded)
        cells = [] if level or boxes else between_tabs(words.strip()) or between_blanks(words)
        if not tabbed or len(cells) != len(tabbed[0].cells):
            self._write_tabbed(tabbed)
        if sum(map(bool, cells)) > 1:
            tabbed.append(_Parted(words, cells, look))
            return
        if words and self._styles.is_title(style_of(node)):
            self.meta["page_title"] = f"{self.meta.get('page_title', '')}{words.strip()}"[:LONGEST_TITLE]
        self._line(words, look, level=level)
        for box in boxes:
            self.blocks_of(box)

    def _line(self, words: str, look: Said | None, *, level: int = 0) -> None:
        self._has_headings = self._has_headings or bool(level and words)
        if look is not None and "\n" not in (plain := words.strip()):
            self._said.append(replace(look, start=self.out.length, words=plain))
        self.out.line(words, level=level)

    def _read(self, node: Element, shaded: bool | None) -> tuple[int, str, list[Element], Said | None]:
        """The level (0 of text) and the words of a paragraph with its list label, its text boxes, and how it looks."""
        properties = node.find("w.pPr")
        style = style_of(node) or self._styles.default
        own = is_shaded(properties)
        line = _Line(Look(shaded=shaded if own is None else own).over(self._styles.usual))
        self._runs(node, line, style)
        words = line.words
        if not words.strip() or self._styles.is_contents(style):
            return 0, "", line.boxes, None
        outline = properties.find("w.outlineLvl") if properties is not None else None
        level = outline_level(outline) if outline is not None else self._styles.level(style)
        centred = is_centred(properties)
        size = line.sizes.most_common(1)[0][0] if line.sizes else None
        look = Said(
            start=0,
            words="",
            size=USUAL_SIZE if size is None else size / 2,
            strong=line.strong,
            centred=self._styles.centred(style) if centred is None else centred,
        )
        return level, f"{self._label(properties, style)}{words}", line.boxes, look

    def _label(self, properties: Element | None, style: str) -> str:
        own = numbered_by(properties)
        place = own or self._styles.numbered(style) or self._numbering.place(style)
        if own is None and place and (by_style := self._numbering.place(style)) and by_style[0] == place[0]:
            place = by_style  # which level a style has is said by the list
        place = without_none(place)
        label = self._numbering.next(*place) if place else ""
        # 1. before 5个村 is no 1.5个村
        return f"{label} " if label[-1:].isdigit() or label.endswith((".", "．")) else label

    def _runs(self, parent: Element, line: _Line, style: str) -> None:
        for node in parent:
            if node.tag == "w.r":
                self._run(node, line, style)
            elif node.tag in INSIDE:
                if not PAGE_FIELDS.match(node.get("w.instr", "")):
                    self._runs(node, line, style)
            elif node.tag == "w.sdt":
                for content in node.findall("w.sdtContent"):
                    self._runs(content, line, style)
            elif node.tag in OUT:
                self.out.leave_out(DELETED, all_text(node))
            elif node.tag == "mc.AlternateContent":
                self._runs(chosen(node), line, style)
            elif node.tag == "m.r":
                line.parts.append("".join(text.text or "" for text in node.iter("m.t")))
            elif node.tag.startswith("m.") and not node.tag.endswith("Pr"):
                self._runs(node, line, style)

    def _run(self, node: Element, line: _Line, style: str) -> None:
        properties = node.find("w.rPr")
        named = properties.find("w.rStyle") if properties is not None else None
        own = self._styles.look(named.get("w.val", "")) if named is not None else PLAIN
        look = look_of(properties).over(own).over(self._styles.look(style)).over(line.look)
        pieces = list(self._pieces(node, line))
        if self._is_unshown():
            return
        words = "".join(pieces)
        if look.unseen:
            self.out.leave_out(HIDDEN, words)
        elif switched_on(properties, "w.strike") or switched_on(properties, "w.dstrike"):
            self.out.leave_out(STRUCK, words)
        elif words:
            if words.strip():
                line.sizes[look.size] += len(words.strip())
                line.strong = line.strong and bool(look.strong)
            above = is_raised(properties) and words.strip()
            line.parts.append(raised("".join(line.parts[-3:]), above, linked=False) if above else words)

    def _pieces(self, run: Element, line: _Line) -> Iterator[str]:
        for node in run:
            match node.tag:
                case "w.t":
                    yield node.text or ""
                case "w.tab" | "w.ptab":
                    yield "\t"
                case "w.br" | "w.cr":
                    yield "\n"
                case "w.noBreakHyphen":
                    yield "-"
                case "w.sym":
                    yield SYMBOLS.get(node.get("w.char", "").upper(), "")
                case "w.fldChar":
                    self._field(node.get("w.fldCharType", ""))
                case "w.instrText" if self._fields:
                    self._fields[-1].words += node.text or ""
                case "w.footnoteReference" | "w.endnoteReference":
                    yield self._cite(node)
                case "w.drawing" | "w.pict" | "w.object" | "mc.AlternateContent":
                    self._drawing(chosen(node) if node.tag.startswith("mc.") else node, line)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shown = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _is_unshown(self) -> bool:
        """Whether a run belongs to a field's instruction, or to a page's number."""
        return any(not one.shown or PAGE_FIELDS.match(one.words) for one in self._fields)

    def _cite(self, node: Element) -> str:
        cited = self.cited[node.tag]
        return f"[^{cited.setdefault(node.get('w.id', ''), len(cited) + 1)}]"

    def _drawing(self, node: Element, line: _Line) -> None:
        boxes = list(text_boxes(node))
        line.boxes += boxes
        if not boxes and any(one.tag in ("a.blip", "v.imagedata") for one in node.iter()):
            self._pictures += 1
            self.out.tell("文件里有图片，图里的文字没有读")

    def _table(self, table: Element, shaded: bool | None) -> None:
        """Rows between pipes; a table of one column only frames what is in it. Tables in cells follow by themselves."""
        named = table.find("w.tblPr/w.tblStyle")
        if named is not None and not self._styles.is_plain_table(named.get("w.val", "")):
            shaded = True
        rows = [(row, _cells(row, self)) for row in _rows(table, self)]
        if max((sum(columns_of(cell) for cell in cells) for _, cells in rows), default=0) <= 1:
            for _, cells in rows:
                for cell in cells:
                    self.blocks_of(cell, shaded=shade_of(cell, shaded))
            return
        grid: list[list[str]] = []
        size = 0
        inner: list[Element] = []
        for row, cells in rows:
            grid.append(self._row(row, cells, grid[-1] if grid else [], shaded))
            size += len(grid[-1])
            check_cells(size)
            inner += [node for cell in cells for node in _unwrapped(cell, self) if node.tag == "w.tbl"]
        self.out.table(once_across(_upright(grid, _direction(rows))))
        for node in inner:
            self._table(node, shaded)

    def _row(self, row: Element, cells: Sequence[Element], above: Sequence[str], shaded: bool | None) -> list[str]:
        """The words of every place of a row; a cell that goes on from the row above has its words."""
        before = row.find("w.trPr/w.gridBefore")
        places = [""] * (min(count_of(before), MOST_COLUMNS) if before is not None else 0)
        for cell in cells:
            at, across = len(places), columns_of(cell)
            merged = cell.find("w.tcPr/w.vMerge")
            goes_on = merged is not None and merged.get("w.val", "continue") != "restart"
            words = above[at] if goes_on and at < len(above) else self._words_in(cell, shade_of(cell, shaded))
            words = Across(places[-1]) if is_merged_left(cell) and places else str(words)
            places += [words, *[Across(words)] * (across - 1)]
            if len(places) > MOST_COLUMNS:
                raise ValueError(f"有一张表格超过 {MOST_COLUMNS} 列，不像一份文件")
        return places

    def _words_in(self, parent: Element, shaded: bool | None) -> str:
        """The words of a cell or note in one line, without those of tables inside it."""
        lines = []
        for node in _unwrapped(parent, self):
            if node.tag == "w.p":
                _, words, boxes, _ = self._read(node, shaded)
                lines += [words, *(self._words_in(box, None) for box in boxes)]
        return " ".join(line for line in lines if line.strip())


def _unwrapped(parent: Element, reader: _Reader) -> Iterator[Element]:
    """Blocks of a body, a cell or a box, out of content controls and tracked changes."""
    for node in parent:
        if node.tag in ("w.sdt", "w.ins", "w.moveTo", "w.customXml", "w.sdtContent"):
            yield from _unwrapped(node, reader)
        elif node.tag in OUT:
            reader.out.leave_out(DELETED, all_text(node))
        elif node.tag == "mc.AlternateContent":
            yield from _unwrapped(chosen(node), reader)
        else:
            yield node


def _direction(rows: Sequence[tuple[Element, Sequence[Element]]]) -> str:
    """How all words of a table are turned (btLr, tbRl), where they are."""
    found = {
        turned.get("w.val", "") if (turned := cell.find("w.tcPr/w.textDirection")) is not None else ""
        for _, cells in rows
        for cell in cells
        if all_text(cell).strip()
    }
    return found.pop() if len(found) == 1 else ""


def _upright(grid: Sequence[Sequence[str]], direction: str) -> list[list[str]]:
    """A grid as it is read: one whose words all run upwards or downwards is turned."""
    if direction not in TURNED or len({len(row) for row in grid}) != 1:
        return [list(row) for row in grid]
    if direction in UPWARDS:
        return [list(column) for column in zip(*reversed(grid), strict=True)]
    return [list(column) for column in zip(*grid, strict=True)][::-1]


def _rows(table: Element, reader: _Reader) -> Iterator[Element]:
    """Rows that are not deleted."""
    for node in _unwrapped(table, reader):
        if node.tag == "w.tr":
            if node.find("w.trPr/w.del") is not None:
                reader.out.leave_out(DELETED, all_text(node))
            else:
                yield node


def _cells(row: Element, reader: _Reader) -> list[Element]:
    found = []
    for node in _unwrapped(row, reader):
        if node.tag == "w.tc":
            if node.find("w.tcPr/w.cellDel") is not None:
                reader.out.leave_out(DELETED, all_text(node))
            else:
                found.append(node)
    return found

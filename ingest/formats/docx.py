"""Word (.docx): paragraphs, headings by style, list labels, tables with merged cells, footnotes at the end.

What an editor would show after accepting all changes is read: insertions in, deletions out. Headers, footers, page
numbers, comments, hidden runs and what lies outside the file are not read; `Source.notes` says so. The words of a
paragraph are read by `word_lines.py`, the grid of a table by `word_tables.py`; how words look and are numbered is told
by `word_styles.py` and `word_numbers.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ingest.formats.archive import LARGEST_PART, Archive, open_archive
from ingest.formats.blocks import Blocks, once_across
from ingest.formats.markdown import HEADING as MARKDOWN_HEADING
from ingest.formats.markdown import read_markdown
from ingest.formats.office_xml import tree
from ingest.formats.text_tables import between_blanks, between_tabs, is_table_of_blanks, is_table_of_tabs
from ingest.formats.word_elements import shade_of, style_of, unwrapped
from ingest.formats.word_headings import USUAL_SIZE, Said, headings_of
from ingest.formats.word_lines import LineReader
from ingest.formats.word_numbers import Numbering, numbered_by, without_none
from ingest.formats.word_styles import Look, Styles, is_centred, is_shaded, outline_level
from ingest.formats.word_tables import grid_of, is_frame, rows_of
from ingest.schema import Source

DOCUMENT = "word/document.xml"
LONGEST_TITLE = 300  # characters
NOTES = (
    ("w.footnoteReference", "word/footnotes.xml", "w.footnote"),
    ("w.endnoteReference", "word/endnotes.xml", "w.endnote"),
)
TOLD = (
    ("word/comments.xml", "批注没有读"),
    ("word/vbaProject.bin", "文件带有宏，没有运行"),
)


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
        if cited := reader.lines.cited[reference]:
            reader.footnotes(_part(archive, part), name, list(cited))
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
class _Parted:
    """A paragraph whose cells tabs or blanks part."""

    words: str
    cells: list[str]
    look: Said | None


class _Reader:
    """Walks the body once, from top to bottom."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.out = Blocks()
        self.meta: dict[str, str] = {}
        self.lines = LineReader(self.out, styles)
        self._styles, self._numbering = styles, numbering
        self._said: list[Said] = []
        self._has_headings = False

    def blocks_of(self, parent: Element, *, shaded: bool | None = None) -> None:
        """Paragraphs and tables, whatever they are wrapped in."""
        tabbed: list[_Parted] = []
        for node in unwrapped(parent, self.out):
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
        look = Look(shaded=shaded if own is None else own).over(self._styles.usual)
        line = self.lines.line(node, look, style)
        words = line.words
        if not words.strip() or self._styles.is_contents(style):
            return 0, "", line.boxes, None
        outline = properties.find("w.outlineLvl") if properties is not None else None
        level = outline_level(outline) if outline is not None else self._styles.level(style)
        centred = is_centred(properties)
        size = line.sizes.most_common(1)[0][0] if line.sizes else None
        said = Said(
            start=0,
            words="",
            size=USUAL_SIZE if size is None else size / 2,
            strong=line.strong,
            centred=self._styles.centred(style) if centred is None else centred,
        )
        return level, f"{self._label(properties, style)}{words}", line.boxes, said

    def _label(self, properties: Element | None, style: str) -> str:
        own = numbered_by(properties)
        place = own or self._styles.numbered(style) or self._numbering.place(style)
        if own is None and place and (by_style := self._numbering.place(style)) and by_style[0] == place[0]:
            place = by_style  # which level a style has is said by the list
        place = without_none(place)
        label = self._numbering.next(*place) if place else ""
        # 1. before 5个村 is no 1.5个村
        return f"{label} " if label[-1:].isdigit() or label.endswith((".", "．")) else label

    def _table(self, table: Element, shaded: bool | None) -> None:
        """Rows between pipes; a table of one column only frames what is in it. Tables in cells follow by themselves."""
        named = table.find("w.tblPr/w.tblStyle")
        if named is not None and not self._styles.is_plain_table(named.get("w.val", "")):
            shaded = True
        rows = rows_of(table, self.out)
        if is_frame(rows):
            for _, cells in rows:
                for cell in cells:
                    self.blocks_of(cell, shaded=shade_of(cell, shaded))
            return
        grid = grid_of(rows, lambda cell: self._words_in(cell, shade_of(cell, shaded)))
        self.out.table(once_across(grid))
        for node in (node for _, cells in rows for cell in cells for node in unwrapped(cell, self.out)):
            if node.tag == "w.tbl":
                self._table(node, shaded)

    def _words_in(self, parent: Element, shaded: bool | None) -> str:
        """The words of a cell or note in one line, without those of tables inside it."""
        lines = []
        for node in unwrapped(parent, self.out):
            if node.tag == "w.p":
                _, words, boxes, _ = self._read(node, shaded)
                lines += [words, *(self._words_in(box, None) for box in boxes)]
        return " ".join(line for line in lines if line.strip())

"""HTML: visible text, one block a line; h1-h6 become headings, tables become pipe rows with spans filled in.

What cannot be seen is told by `visible.py`, what belongs to the site by `chrome.py`, what the page says of itself by
`page_meta.py`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.formats.blocks import in_line
from ingest.formats.chrome import omitted
from ingest.formats.html_tables import (
    Spanning,
    caption_of,
    inner_tables,
    is_layout,
    own_rows,
    span,
    table_lines,
    titles,
)
from ingest.formats.markup import check_markup
from ingest.formats.page_lines import LINE, Block, PageLine
from ingest.formats.page_meta import meta_of
from ingest.formats.raised import NOTE_MARK, raised, with_note_marks
from ingest.formats.style_sheets import style_of_elements
from ingest.formats.visible import NO_TEXT, SEEN, within
from ingest.schema import LeftOut, Omission, Source

BLOCKS = {
    "p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dt", "dd", "hr", "blockquote", "pre", "h1",
    "h2", "h3", "h4", "h5", "h6", "table", "caption", "figure", "figcaption", "header", "footer", "nav", "aside",
    "form", "fieldset", "legend", "center", "address", "details", "summary", "body", "tr", "td", "th", "menu", "hgroup",
}  # fmt: skip
BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
EDGE = re.compile(r"mso-element\s*:\s*(header|footer)", re.IGNORECASE)  # of a printed page
HEADING = re.compile("h[1-6]")
RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
HAN = "[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’]"
MAX_DEPTH = 200  # nested elements; deeper markup is no document that a person wrote
MOST_GROWTH = 20  # times the page's length that its text may have; only cells over many rows or columns make it longer
SHORT_PAGE = 100_000  # characters of text that any page may have


def read_html(text: str, *, whole: bool = True) -> Source:
    """What the page says of itself goes into `meta`, for want of better. `whole`: a page, whose site is to be left out;
    else a part of a text. Raises `ValueError` on markup that nobody writes."""
    check_markup(text)
    tree = LexborHTMLParser(text)
    writer = _Writer(most=max(SHORT_PAGE, MOST_GROWTH * len(text)), styles=style_of_elements(tree, len(text)))
    if tree.body is not None:
        writer.walk(tree.body, 0)
    if not whole:
        return _source(writer, {}, [None] * len(writer.lines()))
    lines = writer.lines()
    meta = meta_of(tree, lines)
    return _source(writer, meta, omitted(lines, writer.blocks, meta))


def _source(writer: "_Writer", meta: dict[str, str], why: Sequence[Omission | None]) -> Source:
    """The lines that are content, and what else there was."""
    parts: list[str] = []
    headings: list[tuple[int, int]] = []
    left_out = list(writer.left_out)
    length = 0
    for line, reason in zip(writer.lines(), why, strict=True):
        if reason:
            left_out.append(LeftOut(text=line.text.strip(), why=reason))
            continue
        if line.level:
            headings.append((length, line.level))
        words = with_note_marks(line.text)
        parts.append(words)
        length += len(words)
    text = "".join(parts)
    return Source(
        text=text,
        meta=meta,
        headings=tuple(headings),
        marks=tuple(match.span() for match in NOTE_MARK.finditer(text)),
        left_out=tuple(one for one in left_out if one.text),
    )


class _Writer:
    """Collects text block by block, with what each piece of it stands in."""

    def __init__(self, most: int, styles: dict[int, str], *, nested: bool = True) -> None:
        self.most = most  # characters
        self.nested = nested  # whether tables inside are written too
        self.tables = 0  # written so far
        self.styles = styles
        self.parts: list[str] = []
        self.length = 0
        self.headings: dict[int, int] = {}
        self.pieces: list[tuple[int, int, int]] = []  # where a piece begins, characters within links, its block
        self.blocks: list[Block] = [Block(parent=-1, tag="body", words="")]
        self.left_out: list[LeftOut] = []
        self.block = 0
        self.look = SEEN
        self.in_link = self.in_heading = self.in_lines = False
        self._lines: list[PageLine] | None = None

    def put(self, text: str, linked: int = 0) -> None:
        self.pieces.append((self.length, linked, self.block))
        self.parts.append(text)
        self.length += len(text)
        if self.length > self.most:
            raise ValueError("网页表格的合并单元格展开后过大，不像一份文件")

    def break_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.put("\n")

    def words(self, text: str) -> None:
        """A text node: runs of blanks are one blank, none at a line's start."""
        if self.look.why:
            self.left_out.append(LeftOut(text=BLANKS.sub(" ", text).strip(), why=self.look.why))
            return
        if self.in_lines and "\n" in text.strip("\n"):
            for line in text.splitlines():
                self.line(line)
                self.break_line()
            return
        self.line(text)

    def line(self, text: str) -> None:
        plain = BLANKS.sub(" ", text)
        if not self.parts or self.parts[-1].endswith(("\n", " ")):
            plain = plain.lstrip()
        if plain:
            self.put(plain, len(plain.strip()) if self.in_link else 0)

    def walk(self, node: LexborNode, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise ValueError(f"网页的标签嵌套超过 {MAX_DEPTH} 层，不像一份文件")
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self.words(child.text_content or "")
            elif tag == "-comment":
                self.left_out.append(LeftOut(text=_comment(child), why=Omission.COMMENT))
            elif tag not in NO_TEXT:
                self.element(child, tag, depth)

    def element(self, node: LexborNode, tag: str, depth: int) -> None:
        attributes = node.attributes
        look, block, linked, heading = self.look, self.block, self.in_link, self.in_heading
        self.look = within(look, tag, attributes, self.styles.get(node.mem_id, ""))
        self.in_link = linked or tag == "a"
        if tag == "br":
            self.put_break()
        elif (tag == "sup" or _is_raised(attributes)) and not self.look.why:
            self.put(raised("".join(self.parts[-3:]), node.text().strip(), linked=node.css_first("a") is not None))
        elif tag == "table" and not self.look.why:
            self.enter(tag, attributes)
            if self.nested:
                self.table(node, depth)
        elif tag in BLOCKS:
            self.enter(tag, attributes)
            self.break_line()
            if HEADING.fullmatch(tag) and not self.look.why and node.text().strip():
                self.headings[self.length] = int(tag[1])
                self.in_heading = True
            lines, self.in_lines = self.in_lines, self.in_lines or tag == "pre"
            self.walk(node, depth + 1)
            self.in_lines = lines
            self.break_line()
        else:
            self.walk(node, depth + 1)
        self.look, self.block, self.in_link, self.in_heading = look, block, linked, heading

    def enter(self, tag: str, attributes: dict[str, str | None]) -> None:
        words = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('role') or ''}".lower()
        if page_edge := EDGE.search(attributes.get("style") or ""):
            words += f" {page_edge[1]}"
        self.blocks.append(Block(parent=self.block, tag=tag, words=words))
        self.block = len(self.blocks) - 1

    def put_break(self) -> None:
        """Where somebody broke a line; a heading stays one."""
        if not self.in_heading:
            self.break_line()
        elif self.parts and not re.search(rf"{HAN}\s*$", self.parts[-1]):
            self.words(" ")

    def visible(self, cell: LexborNode, depth: int) -> tuple[str, int]:
        """A cell's words in one line, without those of tables inside it, and how many of their characters are links."""
        inner = _Writer(self.most, self.styles, nested=False)
        inner.look = within(self.look, cell.tag or "", cell.attributes, self.styles.get(cell.mem_id, ""))
        inner.walk(cell, depth + 1)
        self.left_out += inner.left_out
        return in_line("".join(inner.parts)), sum(linked for _, linked, _ in inner.pieces)

    def table(self, table: LexborNode, depth: int) -> None:
        """Rows between pipes; what lays out the page, what the table is called, and tables within it by themselves."""
        self.break_line()
        rows = own_rows(table)
        if (caption := caption_of(table)) is not None:
            self.inside(caption, depth)
        layout = is_layout(table, rows)
        first = len(rows) if layout else titles(rows)
        for row in rows[:first]:
            for cell in row:
                if self.is_seen(cell, table):
                    self.inside(cell, depth)
        linked: list[int] = []
        cells: list[list[Spanning]] = []
        for row in rows[first:]:
            shown = [cell for cell in row if self.is_seen(cell, table)]
            seen = [self.visible(cell, depth) for cell in shown]
            linked.append(sum(count for _, count in seen))
            cells.append(
                [
                    Spanning(
                        words=words,
                        down=span(cell, "rowspan"),
                        across=span(cell, "colspan"),
                        names=cell.tag == "th",
                    )
                    for cell, (words, _) in zip(shown, seen, strict=True)
                ]
            )
        lines = [*table_lines(cells)]
        if lines and self.parts and self.parts[-1].startswith("|"):
            self.put("\n")  # another table than the one right above
        if lines and self.tables and cells[0] and all(cell.names for cell in cells[0]):
            self.put("\n\n")  # what names columns opens a table, whatever the one above is like
        self.tables += bool(lines)
        for at, line in enumerate(lines):
            self.put(line, linked[at] if len(lines) == len(linked) else 0)
        for cell in (cell for row in rows[first:] for cell in row):
            for inner in inner_tables(cell, table):
                self.table(inner, depth + 1)

    def is_seen(self, cell: LexborNode, table: LexborNode) -> bool:
        """Whether a cell can be seen, its row and the part of the table too; words of one that cannot are left out."""
        look = self.look
        node: LexborNode | None = cell
        above: list[LexborNode] = []
        while node is not None and node.mem_id != table.mem_id:
            above.append(node)
            node = node.parent
        for one in reversed(above):
            look = within(look, one.tag or "", one.attributes, self.styles.get(one.mem_id, ""))
        if look.omitted:
            self.left_out.append(LeftOut(text=" ".join(cell.text().split()), why=look.omitted))
        return look.omitted is None

    def inside(self, node: LexborNode, depth: int) -> None:
        """What stands inside a node, on lines of its own."""
        self.break_line()
        self.element(node, node.tag or "", depth + 1)
        self.break_line()

    def lines(self) -> list[PageLine]:
        """What was collected, line by line; each with the block that its first words stand in."""
        if self._lines is not None:
            return self._lines
        found: list[PageLine] = []
        starts = [start for start, _, _ in self.pieces]
        begin = 0
        for words in LINE.findall("".join(self.parts)):
            end = begin + len(words)
            first = max(bisect_right(starts, begin) - 1, 0)
            linked = 0
            at = first
            while at < len(starts) and starts[at] < end:
                linked += self.pieces[at][1]
                at += 1
            level = self.headings.get(begin, 0)
            found.append(PageLine(text=words, linked=linked, block=self.pieces[first][2], level=level))
            begin = end
        self._lines = found
        return found


def _is_raised(attributes: dict[str, str | None]) -> bool:
    return RAISED.search(attributes.get("style") or "") is not None


def _comment(node: LexborNode) -> str:
    html = node.html or ""
    return BLANKS.sub(" ", html.removeprefix("<!--").removesuffix("-->")).strip()

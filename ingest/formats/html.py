"""HTML: visible text, one block a line; h1-h6 become headings, tables become rows between pipes."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.formats.html_tables import (
    Spanning,
    caption_of,
    inner_tables,
    is_layout,
    own_rows,
    span,
    table_lines,
    titles,
    words_in_line,
)
from ingest.formats.markup import check_markup
from ingest.schema import Source

HIDDEN = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "footer",
    "header",
    "form",
    "button",
    "svg",
    "iframe",
}
BLOCKS = {
    "p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dt", "dd", "br", "hr",
    "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "figure",
}  # fmt: skip
BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
LONGEST_TITLE = 300  # characters of a page's title
MAX_DEPTH = 200  # nested elements; deeper markup is no document that a person wrote
MOST_GROWTH = 20  # times the page's length that its text may have; only cells over many rows or columns make it longer
SHORT_PAGE = 100_000  # characters of text that any page may have


def read_html(text: str) -> Source:
    """The page's title goes into `meta` for want of a better one. Raises `ValueError` on markup that nobody writes."""
    check_markup(text)
    tree = LexborHTMLParser(text)
    writer = _Writer(most=max(SHORT_PAGE, MOST_GROWTH * len(text)))
    if tree.body is not None:
        writer.walk(tree.body, 0)
    title = tree.css_first("title")
    words = " ".join(title.text().split()) if title is not None else ""
    meta = {"page_title": words} if title is not None and len(words) <= LONGEST_TITLE else {}
    return Source(text="".join(writer.parts), meta=meta, headings=tuple(writer.headings))


class _Writer:
    """Collects text block by block and remembers where headings begin."""

    def __init__(self, most: int, *, nested: bool = True) -> None:
        self.most = most  # characters
        self.nested = nested  # whether tables inside are written too
        self.parts: list[str] = []
        self.headings: list[tuple[int, int]] = []
        self.length = 0

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        if self.length > self.most:
            raise ValueError("网页表格的合并单元格展开后过大，不像一份文件")

    def break_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.put("\n")

    def words(self, text: str) -> None:
        """A text node: runs of blanks are one blank, none at a line's start."""
        plain = BLANKS.sub(" ", text)
        if not self.parts or self.parts[-1].endswith(("\n", " ")):
            plain = plain.lstrip()
        if plain:
            self.put(plain)

    def walk(self, node: LexborNode, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise ValueError(f"网页的标签嵌套超过 {MAX_DEPTH} 层，不像一份文件")
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                self.words(child.text_content or "")
            elif tag in HIDDEN or tag == "-comment":
                continue
            elif tag == "table":
                if self.nested:
                    self.table(child, depth)
            elif tag in BLOCKS:
                self.break_line()
                if re.fullmatch("h[1-6]", tag or "") and child.text().strip():
                    self.headings.append((self.length, int(tag[1])))
                self.walk(child, depth + 1)
                self.break_line()
            else:
                self.walk(child, depth + 1)

    def visible(self, cell: LexborNode, depth: int) -> str:
        """A cell's words in one line, without those of tables inside it."""
        inner = _Writer(self.most, nested=False)
        inner.walk(cell, depth + 1)
        return words_in_line("".join(inner.parts))

    def table(self, table: LexborNode, depth: int) -> None:
        """Rows between pipes; what lays out the page, what the table is called, and tables within it by themselves."""
        self.break_line()
        rows = own_rows(table)
        if (caption := caption_of(table)) is not None:
            self.block(caption, depth)
        layout = is_layout(table, rows)
        first = len(rows) if layout else titles(rows)
        for row in rows[:first]:
            for cell in row:
                self.block(cell, depth)
        cells = [
            [
                Spanning(words=self.visible(cell, depth), down=span(cell, "rowspan"), across=span(cell, "colspan"))
                for cell in row
            ]
            for row in rows[first:]
        ]
        lines = list(table_lines(cells))
        if lines and self.parts and self.parts[-1].startswith("|"):
            self.put("\n")  # another table than the one right above
        for line in lines:
            self.put(line)
        for cell in (cell for row in rows[first:] for cell in row):
            for inner in inner_tables(cell, table):
                self.table(inner, depth + 1)

    def block(self, node: LexborNode, depth: int) -> None:
        """What stands inside a node, on lines of its own."""
        self.break_line()
        self.walk(node, depth + 1)
        self.break_line()

"""HTML: visible text, one block a line; h1-h6 become headings, tables become pipe rows with spans filled in."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
MAX_SPAN = 60  # columns or rows; a hostile colspan="1000000" must not fill the memory
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

    def __init__(self, most: int) -> None:
        self.most = most  # characters
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
        """A cell's words in one line; pipes would part it."""
        inner = _Writer(self.most)
        inner.walk(cell, depth + 1)
        return " ".join("".join(inner.parts).replace("|", " ").split())

    def table(self, table: LexborNode, depth: int) -> None:
        self.break_line()
        pending: dict[int, tuple[int, str]] = {}  # column -> (rows still to fill, words) of cells that span rows
        for tr in table.css("tr"):
            if not _own(tr, table):
                continue
            cells: list[str] = []

            def fill(cells: list[str] = cells) -> None:
                while (held := pending.get(len(cells))) is not None:
                    rows, words = held
                    if rows == 1:
                        del pending[len(cells)]
                    else:
                        pending[len(cells)] = (rows - 1, words)
                    cells.append(words)

            for cell in tr.css("td, th"):
                if not _own(cell, table):
                    continue
                fill()
                words = self.visible(cell, depth)
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                for at in range(across):
                    own = words if at == 0 else ""  # a title over all columns is no record with equal cells
                    if down > 1:
                        pending[len(cells)] = (down - 1, own)
                    cells.append(own)
            fill()
            if any(cells):
                self.put("| " + " | ".join(cells) + " |\n")


def _own(node: LexborNode, table: LexborNode) -> bool:
    """Whether a row or cell belongs to this table, not to one inside it."""
    parent = node.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent is not None and parent.mem_id == table.mem_id


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    digits = value if value.isascii() and value.isdigit() else "1"
    return min(max(int(digits[:4]), 1), MAX_SPAN)

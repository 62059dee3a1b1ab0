"""HTML: visible text, one block a line; h1-h6 become headings, tables become pipe rows with spans filled in."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
MAX_SPAN = 60  # columns or rows; a hostile colspan="1000000" must not fill the memory
MAX_DEPTH = 200  # nested elements; deeper markup is no document that a person wrote


def read_html(text: str) -> Source:
    """The page's title goes into `meta` for want of a better one."""
    tree = LexborHTMLParser(text)
    writer = _Writer()
    if tree.body is not None:
        writer.walk(tree.body, 0)
    title = tree.css_first("title")
    meta = {"page_title": " ".join(title.text().split())} if title is not None else {}
    return Source(text="".join(writer.parts), meta=meta, headings=tuple(writer.headings))


class _Writer:
    """Collects text block by block and remembers where headings begin."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.headings: list[tuple[int, int]] = []
        self.length = 0

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def break_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.put("\n")

    def walk(self, node: LexborNode, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                words = " ".join((child.text_content or "").split())
                if words:
                    self.put(words)
            elif tag in HIDDEN or tag == "-comment":
                continue
            elif tag == "table":
                self.table(child)
            elif tag in BLOCKS:
                self.break_line()
                if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
                    self.headings.append((self.length, int(tag[1])))
                self.walk(child, depth + 1)
                self.break_line()
            else:
                self.walk(child, depth + 1)

    def table(self, table: LexborNode) -> None:
        self.break_line()
        pending: dict[int, tuple[int, str]] = {}  # column -> (rows still to fill, words) of cells that span rows
        for tr in table.css("tr"):
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
                fill()
                words = " ".join(cell.text(separator=" ").split()).replace("|", "｜")
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                for _ in range(across):
                    if down > 1:
                        pending[len(cells)] = (down - 1, words)
                    cells.append(words)
            fill()
            if any(cells):
                self.put("| " + " | ".join(cells) + " |\n")


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() else 1

"""Pages to blocks: what every format that only tells places is written down by."""

from collections.abc import Sequence

from ingest.formats.blocks import Blocks, once_across
from ingest.formats.layout.headings import LONGEST, levels_of, title_places
from ingest.formats.layout.notes import without_notes
from ingest.formats.layout.opens import CLOSED, ENTRY, heading_rank
from ingest.formats.layout.paragraphs import Block, Paragraph, blocks_of, usual
from ingest.formats.layout.running import without_running
from ingest.formats.layout.sheets import Sheet
from ingest.formats.layout.table import Table
from ingest.formats.layout.turned import over_pages

MOST_TIMES = 4  # that a table stands beside itself
RUNNING = "页眉、页脚和页码"
CONTENTS = "目录"


def write(sheets: Sequence[Sheet], out: Blocks) -> dict[str, str]:
    """Write all pages down; what the document says of itself."""
    found, running = without_running(sheets)
    for words in running:
        out.leave_out(RUNNING, words)
    body = usual(found)
    apart: list[tuple[int, str]] = []
    kept = []
    for sheet in found:
        rest, notes = without_notes(sheet, body.size)
        kept.append(rest)
        apart += [(sheet.number, note) for note in notes]
    blocks = list(over_pages(blocks_of(kept, body)))
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    levels = levels_of(paragraphs, body)
    title = "".join(paragraphs[at].words for at in title_places(paragraphs, body)) or _first_centred(blocks)
    at = 0
    for block in blocks:
        if isinstance(block, Table):
            _table(block, out)
            continue
        _line(block, levels.get(at, 0), out)
        at += 1
    for page, note in apart:
        out.page(page)
        out.line(note)
    return {"page_title": title} if title else {}


def _first_centred(blocks: Sequence[Block]) -> str:
    """What stands in the middle above everything, where no size tells a title: a page may be one table under it."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not first.centred or len(first.words) > LONGEST:
        return ""
    return "" if CLOSED.search(first.words) or heading_rank(first.words) is not None else first.words


def _table(table: Table, out: Blocks) -> None:
    """A table; one whose columns come twice side by side is as long as its parts one below the other."""
    rows, pages = once_across(table.rows), list(table.pages)
    width = _width_of_one(rows[0])
    if width < len(rows[0]):
        starts = range(0, len(rows[0]), width)
        found = [(page, row[at : at + width]) for at in starts for page, row in zip(pages[1:], rows[1:], strict=True)]
        found.sort(key=lambda one: one[0])
        rows, pages = [rows[0][:width], *(row for _, row in found)], [pages[0], *(page for page, _ in found)]
    out.table(rows, pages)


def _width_of_one(header: Sequence[str]) -> int:
    """Columns of a table whose header comes again beside itself; else all of them."""
    for times in range(MOST_TIMES, 1, -1):
        width, rest = divmod(len(header), times)
        if width > 1 and not rest and all(header) and list(header) == list(header[:width]) * times:
            return width
    return len(header)


def _line(paragraph: Paragraph, level: int, out: Blocks) -> None:
    if ENTRY.fullmatch(paragraph.words):
        out.leave_out(CONTENTS, paragraph.words)
        return
    for after, page in paragraph.pages:
        out.page(page, after=after)
    out.line(paragraph.words, level=level)

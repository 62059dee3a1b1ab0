"""PDFium, the door to it: a file's pages as values. Pictures are never decoded by who reads, nothing is run or fetched.

What a reader of the page cannot see is told to `unseen`, not given: words without ink, white ones on nothing, tiny
ones, ones beside the page, ones that stand aslant or large and light behind the text.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.formats.layout.letters import STRAIGHT, UPRIGHT, Letter, most_common_way, runs_of
from ingest.formats.layout.page import Page
from ingest.formats.layout.seen import LARGE, MOST_ON_PAGE, hold_characters, hold_pages
from ingest.formats.pdf_frame import Frame
from ingest.formats.pdfium_drawn import Drawn, drawn_on
from ingest.formats.pdfium_forms import Form, put_on_page
from ingest.formats.pdfium_letters import letters_of

MOST_ENLARGED = 4.0  # pixels a point
FAILED = {
    c.FPDF_ERR_PASSWORD: "文件加了密码，请取消密码后再交来",
    c.FPDF_ERR_SECURITY: "文件加了密码或权限保护，请取消后再交来",
}
DAMAGED = "文件已损坏，不是完整的 PDF"
PALE_WORDS, BESIDE, ASLANT, BEHIND = (
    "白色文字",
    "页面以外的文字",
    "斜排的文字(多为水印)",
    "浅色的大字(多为水印)",
)

Unseen = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page with what the reader has to tell of it."""

    page: Page
    turned: bool
    """Whether it had to be turned."""
    filled: bool
    """Whether what was filled into its fields was read."""
    noted: bool
    """Whether words stand in fields or notes on it that were not read."""
    crowded: bool
    """Whether so much is drawn on it that no line was kept."""


class Pdf:
    """An open file."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.attachments = c.FPDFDoc_GetAttachmentCount(document) > 0
        self.scripts = c.FPDFDoc_GetJavaScriptActionCount(document) > 0

    def leaves(self, unseen: Unseen) -> Iterator[Leaf]:
        """Page by page. Raises `ValueError` on more characters than any plan has, or a page that does not open."""
        characters = 0
        for at in range(len(self._document)):
            with _opened_page(self._document, at, unseen) as (page, words, form):
                count = max(c.FPDFText_CountChars(words), 0)
                characters += count
                if count > MOST_ON_PAGE:
                    raise ValueError(f"第 {at + 1} 页有 {count} 个字，超过 {MOST_ON_PAGE}，不像一份文件")
                hold_characters(characters)
                yield _leaf(at + 1, (page, words, form), count, unseen)


@contextmanager
def opened(data: bytes) -> Iterator[Pdf]:
    """Raises `ValueError` on what is no PDF that can be read: damaged, with a password, with too many pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ValueError(FAILED.get(error.err_code, DAMAGED)) from error
    try:
        hold_pages(len(document))
        if len(document) < 1:
            raise ValueError("文件已损坏：里面没有一页")
        yield Pdf(document)
    finally:
        document.close()


@contextmanager
def _opened_page(document: Any, at: int, unseen: Unseen) -> Iterator[tuple[Any, Any, Form]]:
    """A page with what its fields hold, and its words."""
    try:
        page = document[at]
        form = put_on_page(page, unseen)
        if form.filled:
            page.close()
            page = document[at]
        words = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise ValueError(f"文件已损坏：第 {at + 1} 页打不开") from error
    try:
        yield page, words, form
    finally:
        words.close()
        page.close()


def picture_of(data: bytes, number: int, *, longest: int) -> Any:
    """A page (from 1) as it is drawn, (height, width, 3) of bytes, with at most so many pixels a side. For the process
    that recognises: it decodes pictures. Raises `ValueError`."""
    try:
        document = pdfium.PdfDocument(data)
        page = document[number - 1]
        scale = longest / max(*page.get_size(), 1.0)
        return page.render(scale=min(scale, MOST_ENLARGED)).to_numpy()[:, :, :3][:, :, ::-1].copy()
    except pdfium.PdfiumError as error:
        raise ValueError(DAMAGED) from error


def _leaf(number: int, opened_page: tuple[Any, Any, Form], count: int, unseen: Unseen) -> Leaf:
    page, words, form = opened_page
    box = c.FS_RECTF()
    if not c.FPDF_GetPageBoundingBox(page, box):
        raise ValueError(f"文件已损坏：第 {number} 页没有大小")
    frame = Frame(box=(box.left, box.bottom, box.right, box.top), quarters=c.FPDFPage_GetRotation(page) % 4)
    letters = list(letters_of(words, count, frame))
    turned = most_common_way(letters)
    if turned != UPRIGHT:
        frame = replace(frame, way=turned)
        letters = list(letters_of(words, count, frame))
    letters += form.marks(frame)
    drawn = drawn_on(page, frame, form.objects)
    width, height = frame.size
    seen = Page(
        number=number,
        width=width,
        height=height,
        runs=tuple(runs_of(_seen(letters, frame, drawn, unseen))),
        strokes=tuple(drawn.strokes),
        pictures=tuple(drawn.pictures),
    )
    return Leaf(
        page=seen,
        turned=turned != UPRIGHT,
        filled=form.filled or bool(form.boxes),
        noted=form.unread,
        crowded=drawn.too_many,
    )


def _seen(letters: list[Letter], frame: Frame, drawn: Drawn, unseen: Unseen) -> Iterator[Letter]:
    """The letters that a reader of the page sees; the others are told, those that follow each other at once."""
    for why, group in groupby(letters, key=lambda one: _why_unseen(one, frame, drawn)):
        if why:
            unseen(why, "".join(one.text for one in group))
        else:
            yield from group


def _why_unseen(one: Letter, frame: Frame, drawn: Drawn) -> str:
    """Why nobody reads a letter; empty where it is read."""
    look, (width, height) = one.look, frame.size
    x, y = (one.left + one.right) / 2, (one.top + one.bottom) / 2
    if look.why:
        return look.why
    if not (0 <= x <= width and 0 <= y <= height):
        return BESIDE
    if look.ahead[0] < STRAIGHT:
        return ASLANT
    behind = look.light and look.size >= LARGE
    if (look.pale or behind) and not any(area.holds(x, y) for area in (*drawn.grounds, *drawn.pictures)):
        return PALE_WORDS if look.pale else BEHIND
    return ""

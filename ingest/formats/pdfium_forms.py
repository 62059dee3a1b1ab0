"""Forms of a page of PDFium: what is filled in becomes part of the page as it is drawn, so that it is read, or left
out, like any other words. Nothing is computed, run or sent."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as c

from ingest.formats.layout.letters import Letter, Look
from ingest.formats.pdf_frame import Frame

MOST_NOTES = 1_000  # annotations of a page that are looked at
UNSHOWN = c.FPDF_ANNOT_FLAG_INVISIBLE | c.FPDF_ANNOT_FLAG_HIDDEN | c.FPDF_ANNOT_FLAG_NOVIEW
HIDDEN_FIELD = "隐藏的表单内容"
TICKED, OPEN = "☑", "□"
LONGEST_VALUE = 20_000  # bytes


@dataclass(slots=True)
class Form:
    """What a page's fields hold. Boxes are (left, bottom, right, top) in the file's coordinates."""

    filled: bool = False
    """Whether fields were put on the page, which must be loaded anew then."""
    objects: int = 0
    """How many objects the page has without its fields, whose frames are no lines of a table."""
    unread: bool = False
    """Whether words stand in fields or notes that are not drawn, or are no part of the page."""
    boxes: list[tuple[tuple[float, float, float, float], bool]] = field(default_factory=list)
    """Places of boxes to tick, and whether each is ticked."""

    def marks(self, frame: Frame) -> Iterator[Letter]:
        """Boxes as letters."""
        for (left, bottom, right, top), ticked in self.boxes:
            one, other = frame.seen_at(left, bottom), frame.seen_at(right, top)
            low, size = max(one[1], other[1]), abs(one[1] - other[1])
            look = Look(size=size, ahead=(1.0, 0.0), font="", strong=False, why="", pale=False, light=False)
            yield Letter(
                text=TICKED if ticked else OPEN,
                left=min(one[0], other[0]),
                right=max(one[0], other[0]),
                top=low - size,
                bottom=low,
                base=low - 0.15 * size,
                look=look,
            )


def put_on_page(page: Any, unseen: Callable[[str, str], None]) -> Form:
    """Draws the fields that a reader sees onto the page; hidden ones are told to `unseen`, notes are not drawn."""
    form = Form(objects=max(c.FPDFPage_CountObjects(page), 0))
    count = c.FPDFPage_GetAnnotCount(page)
    if count > MOST_NOTES:
        form.unread = True
        return form
    fields = 0
    for at in reversed(range(count)):  # removing one moves those behind it
        note = c.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        keep = _is_drawn(note, form, unseen)
        c.FPDFPage_CloseAnnot(note)
        fields += keep
        if not keep:
            c.FPDFPage_RemoveAnnot(page, at)
    if fields:
        drawn = c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY)
        form.filled = drawn == c.FLATTEN_SUCCESS
        form.unread = form.unread or drawn == c.FLATTEN_FAIL
    return form


def _is_drawn(note: Any, form: Form, unseen: Callable[[str, str], None]) -> bool:
    """Whether an annotation is a field with words that the page shows."""
    kind = c.FPDFAnnot_GetSubtype(note)
    if kind != c.FPDF_ANNOT_WIDGET:
        form.unread = form.unread or kind == c.FPDF_ANNOT_FREETEXT
        return False
    value, state = _text(note, b"V"), _text(note, b"AS")
    if c.FPDFAnnot_GetFlags(note) & UNSHOWN:
        unseen(HIDDEN_FIELD, value)
        return False
    if state:
        box = c.FS_RECTF()
        if c.FPDFAnnot_GetRect(note, box):
            form.boxes.append(((box.left, box.bottom, box.right, box.top), state != "Off"))
        return False
    if c.FPDFAnnot_GetAP(note, c.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2:  # an empty text is its end alone
        return True
    form.unread = form.unread or bool(value)
    return False


def _text(note: Any, key: bytes) -> str:
    """An entry of an annotation; empty where it has none, or one that no field holds."""
    size = c.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < size <= LONGEST_VALUE:
        return ""
    into = (ctypes.c_ushort * (size // 2))()
    c.FPDFAnnot_GetStringValue(note, key, into, size)
    return bytes(into)[: size - 2].decode("utf-16-le", "replace")

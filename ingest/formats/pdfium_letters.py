"""The letters of a page of PDFium, each with how it looks and, where no reader of the page sees it, why."""

import ctypes
import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pypdfium2.raw as c

from ingest.formats.layout.letters import Letter, Look
from ingest.formats.layout.seen import FAINT, SMALLEST, is_light, is_pale
from ingest.formats.pdf_frame import Frame
from ingest.formats.pdfium_drawn import colour

NO_INK = {3, 7}  # ways to write: neither filled nor stroked
OUTLINED, BOTH = 1, 2
STRONG_WEIGHT = 600
STRONG = ("bold", "black", "heavy", "simhei", "黑体", "小标宋", "xbs", "-bd")  # in names of fonts
MOST_MARKS = 8  # of an object of a tagged file
LONGEST_NAME = 300  # bytes of a font's name
INVISIBLE, TINY, RUNNING = "看不见的文字", "小得看不见的文字", "页眉、页脚和页码"


def letters_of(words: Any, count: int, frame: Frame) -> Iterator[Letter]:
    """Letters in the order of the file, without blanks and line ends that PDFium adds."""
    box, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    looks: dict[int | None, Look] = {}
    for at in range(count):
        if c.FPDFText_IsGenerated(words, at) == 1:
            continue
        hyphen = c.FPDFText_IsHyphen(words, at) == 1
        text = "-" if hyphen else _character(c.FPDFText_GetUnicode(words, at))
        if not text or not c.FPDFText_GetLooseCharBox(words, at, box):
            continue
        thing = c.FPDFText_GetTextObject(words, at)
        key = ctypes.cast(thing, ctypes.c_void_p).value
        look = looks.get(key)
        if look is None:
            look = looks[key] = _look(words, at, thing, frame)
        c.FPDFText_GetCharOrigin(words, at, x, y)
        one, other = frame.seen_at(box.left, box.bottom), frame.seen_at(box.right, box.top)
        yield Letter(
            text=text,
            left=min(one[0], other[0]),
            right=max(one[0], other[0]),
            top=min(one[1], other[1]),
            bottom=max(one[1], other[1]),
            base=frame.seen_at(x.value, y.value)[1],
            look=look,
        )


def _look(words: Any, at: int, thing: Any, frame: Frame) -> Look:
    matrix = c.FS_MATRIX()
    if not c.FPDFText_GetMatrix(words, at, matrix):
        matrix.a = matrix.d = 1.0
    size = c.FPDFText_GetFontSize(words, at) * math.hypot(matrix.c, matrix.d)
    length = math.hypot(matrix.a, matrix.b) or 1.0
    mode = c.FPDFTextObj_GetTextRenderMode(thing) if thing else 0
    shown = colour(thing)
    font = _font_name(thing)
    weight = c.FPDFText_GetFontWeight(words, at)
    why = ""
    if mode in NO_INK or shown[3] <= FAINT:
        why = INVISIBLE
    elif size < SMALLEST:
        why = TINY
    elif _is_running(thing):
        why = RUNNING
    return Look(
        size=size,
        ahead=frame.way_of(matrix.a / length, matrix.b / length),
        font=font,
        strong=weight >= STRONG_WEIGHT or mode == BOTH or any(name in font.lower() for name in STRONG),
        why=why,
        pale=is_pale(shown) and mode != OUTLINED,
        light=is_light(shown),
    )


def _font_name(thing: Any) -> str:
    """The name of a text's font, without the tag of a part of it (ABCDEF+)."""
    font = c.FPDFTextObj_GetFont(thing) if thing else None
    size = c.FPDFFont_GetBaseFontName(font, None, 0) if font else 0
    if not 1 < size < LONGEST_NAME:
        return ""
    into = ctypes.create_string_buffer(size)
    c.FPDFFont_GetBaseFontName(font, into, size)
    return into.value.decode("utf-8", "replace").split("+")[-1]


def _is_running(thing: Any) -> bool:
    """Whether a tagged file itself says that words are a page's header, footer, number or watermark."""
    for at in range(min(c.FPDFPageObj_CountMarks(thing), MOST_MARKS) if thing else 0):
        mark = c.FPDFPageObj_GetMark(thing, at)
        if _text_of(c.FPDFPageObjMark_GetName, mark) == "Artifact":
            return _text_of(c.FPDFPageObjMark_GetParamStringValue, mark, b"Type") == "Pagination"
    return False


def _text_of(get: Callable[..., Any], *of: Any) -> str:
    """A text that PDFium writes as UTF-16 into a buffer."""
    size = ctypes.c_ulong()
    into = (ctypes.c_ushort * 100)()
    if not get(*of, into, ctypes.sizeof(into), size) or not 2 <= size.value <= ctypes.sizeof(into):
        return ""
    return bytes(into)[: size.value - 2].decode("utf-16-le", "replace")


@cache
def _character(code: int) -> str:
    """What stands for a code; nothing for codes that are no character, and for those of private use."""
    if code in (9, 10, 13):
        return " "
    if code < 32 or 0xD800 <= code <= 0xF8FF or code > 0x10FFFF or code in (0xFFFD, 0xFFFE, 0xFFFF):
        return ""
    return chr(code)

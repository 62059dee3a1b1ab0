"""The styles of a workbook: how each shows its numbers, and whether what it shows can be seen."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from ingest.formats.number_formats import BUILT_IN, GENERAL, LONGEST_CODE, shown, shown_text

WHITE_THEME = "0"  # the first colour of a theme, by which Excel names white
SMALLEST = 2.0  # points of a font that somebody can read


class WorkbookStyles:
    """By the number of a style, as cells name it."""

    def __init__(self, root: Element | None, *, from_1904: bool) -> None:
        self._from_1904 = from_1904
        codes = {}
        for one in _all(root, "x.numFmts/x.numFmt"):
            codes[one.get("numFmtId", "")] = one.get("formatCode", GENERAL)[: LONGEST_CODE + 1]
        white = [_is_unseen(font) for font in _all(root, "x.fonts/x.font")]
        filled = [_is_filled(fill) for fill in _all(root, "x.fills/x.fill")]
        self._codes: list[str] = []
        self._seen: list[bool] = []
        for style in _all(root, "x.cellXfs/x.xf"):
            number = style.get("numFmtId", "0")
            self._codes.append(
                codes.get(number) or (BUILT_IN.get(int(number), GENERAL) if _is_small(number) else GENERAL)
            )
            self._seen.append(not _at(white, style.get("fontId")) or _at(filled, style.get("fillId")))

    def shown(self, value: str, style: int) -> str:
        """A number as its style shows it; empty where it is hidden."""
        code = self._codes[style] if style < len(self._codes) else GENERAL
        return shown(value, code, from_1904=self._from_1904)

    def shown_text(self, words: str, style: int) -> str:
        """Words as their style shows them."""
        return shown_text(words, self._codes[style]) if style < len(self._codes) else words

    def is_seen(self, style: int) -> bool:
        return self._seen[style] if style < len(self._seen) else True


def _all(root: Element | None, path: str) -> Iterable[Element]:
    return root.findall(path) if root is not None else ()


def _at(flags: list[bool], number: str | None) -> bool:
    return _is_small(number) and int(number or 0) < len(flags) and flags[int(number or 0)]


def _is_small(number: str | None) -> bool:
    return number is not None and number.isascii() and number.isdigit() and len(number) < 6


def _is_white(color: Element | None) -> bool:
    if color is None:
        return False
    return color.get("rgb", "").upper()[-6:] == "FFFFFF" or (
        color.get("theme") == WHITE_THEME and not color.get("tint")
    )


def _is_unseen(font: Element) -> bool:
    size = font.find("x.sz")
    try:
        tiny = size is not None and float(size.get("val", "11")) < SMALLEST
    except ValueError:
        tiny = False
    return tiny or _is_white(font.find("x.color"))


def _is_filled(fill: Element) -> bool:
    """Whether something else than white lies behind a cell."""
    pattern = fill.find("x.patternFill")
    if pattern is None:
        return fill.find("x.gradientFill") is not None
    return pattern.get("patternType", "none") != "none" and not _is_white(pattern.find("x.fgColor"))

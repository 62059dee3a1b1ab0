"""What Word's styles say of a paragraph or run: which are headings, which are numbered, which cannot be seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.formats.word_numbers import numbered_by

HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
TITLE = re.compile(r"title|标题", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)  # of paragraphs that repeat the headings with their pages
MOST_BASES = 20  # styles that one may build on; more go round in a circle
BODY = 9  # the outline level of text (ECMA-376, outlineLvl)
SMALLEST = 4  # half points of a font that somebody can read; 2 points are a dust of dots
WHITE = re.compile(r"f[c-f]f[c-f]f[c-f]", re.IGNORECASE)
OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How words are shown; None: not said, so that what stands above decides."""

    hidden: bool | None = None
    white: bool | None = None
    shaded: bool | None = None
    size: int | None = None
    """In half points."""
    strong: bool | None = None

    def over(self, below: "Look") -> "Look":
        """This, and where it says nothing what stands below it."""
        return Look(
            hidden=below.hidden if self.hidden is None else self.hidden,
            white=below.white if self.white is None else self.white,
            shaded=below.shaded if self.shaded is None else self.shaded,
            size=below.size if self.size is None else self.size,
            strong=below.strong if self.strong is None else self.strong,
        )

    @property
    def unseen(self) -> bool:
        tiny = self.size is not None and self.size < SMALLEST
        return bool(self.hidden or tiny or (self.white and not self.shaded))


PLAIN = Look()


def look_of(properties: Element | None) -> Look:
    """What run properties (`w.rPr`) say."""
    if properties is None:
        return PLAIN
    color, size, strong = (properties.find(name) for name in ("w.color", "w.sz", "w.b"))
    vanish = [is_on(node) for name in ("w.vanish", "w.specVanish") for node in properties.findall(name)]
    return Look(
        hidden=any(vanish) if vanish else None,
        white=WHITE.fullmatch(color.get("w.val", "")) is not None if color is not None else None,
        shaded=is_shaded(properties),
        size=_half_points(size) if size is not None else None,
        strong=is_on(strong) if strong is not None else None,
    )


def is_shaded(properties: Element | None) -> bool | None:
    """Whether something else than white lies behind words; None where nothing is said."""
    if properties is None:
        return None
    found = [node for name in ("w.shd", "w.highlight") for node in properties.findall(name)]
    if not found:
        return None
    fills = [(node.get("w.fill") or node.get("w.val") or "auto").lower() for node in found]
    return any(fill not in ("auto", "clear", "none", "white") and not WHITE.fullmatch(fill) for fill in fills)


def is_centred(properties: Element | None) -> bool | None:
    """Whether a paragraph stands in the middle; None where nothing is said."""
    place = properties.find("w.jc") if properties is not None else None
    return place.get("w.val") == "center" if place is not None else None


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self.default = ""  # the style of paragraphs that name none
        self._levels: dict[str, int] = {}
        self._looks: dict[str, Look] = {}
        self.usual = look_of(root.find("w.docDefaults/w.rPrDefault/w.rPr") if root is not None else None)
        """How all runs are shown whose styles say nothing."""
        for style in root.findall("w.style") if root is not None else ():
            key = style.get("w.styleId", "")
            self._styles[key] = style
            if style.get("w.type") == "paragraph" and style.get("w.default") in ("1", "true", "on"):
                self.default = key

    def level(self, style: str) -> int:
        """Of a heading, from 1; 0 of text."""
        if style not in self._levels:
            self._levels[style] = self._level(style)
        return self._levels[style]

    def look(self, style: str) -> Look:
        """How runs of a style are shown."""
        if style not in self._looks:
            look = PLAIN
            for one in self._chain(style):
                look = look.over(look_of(one.find("w.rPr")))
            self._looks[style] = look
        return self._looks[style]

    def centred(self, style: str) -> bool:
        """Whether paragraphs of a style stand in the middle."""
        found = (is_centred(one.find("w.pPr")) for one in self._chain(style))
        return next((one for one in found if one is not None), False)

    def numbered(self, style: str) -> tuple[str, int] | None:
        """The list and level that a style is numbered by."""
        places = (numbered_by(one.find("w.pPr")) for one in self._chain(style))
        return next((place for place in places if place), None)

    def is_contents(self, style: str) -> bool:
        return any(CONTENTS.match(_name(one)) for one in self._chain(style))

    def is_title(self, style: str) -> bool:
        return any(TITLE.fullmatch(_name(one)) for one in self._chain(style))

    def is_plain_table(self, style: str) -> bool:
        """Whether a table of this style has no colours of its own."""
        return not any(node.get("w.fill", "auto") != "auto" for one in self._chain(style) for node in one.iter("w.shd"))

    def _level(self, style: str) -> int:
        for one in self._chain(style):
            outline = one.find("w.pPr/w.outlineLvl")
            if outline is not None:
                return outline_level(outline)
            if named := HEADING.fullmatch(_name(one)):
                return int(named[1])
        return 0

    def _chain(self, style: str) -> Iterator[Element]:
        """A style and those that it builds on."""
        for _ in range(MOST_BASES):
            one = self._styles.get(style)
            if one is None:
                return
            yield one
            base = one.find("w.basedOn")
            style = base.get("w.val", "") if base is not None else ""


def outline_level(node: Element) -> int:
    """The level of a heading that `w.outlineLvl` names, 0 of text."""
    value = node.get("w.val", "")
    return int(value) + 1 if value.isascii() and value.isdigit() and int(value[:3]) < BODY else 0


def _name(style: Element) -> str:
    name = style.find("w.name")
    return name.get("w.val", "") if name is not None else ""


def is_on(node: Element) -> bool:
    """Whether a switch of a run is on, as it is where it has no value."""
    return node.get("w.val", "1") not in OFF


def _half_points(size: Element) -> int | None:
    value = size.get("w.val", "")
    return int(value[:6]) if value.isascii() and value.isdigit() else None

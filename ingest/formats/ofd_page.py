"""A page of an OFD file as values: its objects, those of templates and composite objects among them, in their places.

What a reader of the page cannot see is told to `unseen`, not given: hidden words, white ones on nothing, tiny ones,
ones beside the page, ones that stand aslant over it or light and large behind it.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.formats.layout.geometry import IDENTITY, Matrix, Point, around, figure, moved, times
from ingest.formats.layout.page import Area, Page, Run, Stroke
from ingest.formats.layout.seen import (
    FAINT,
    LARGE,
    MOST_ON_PAGE,
    SMALLEST,
    Colour,
    hold_characters,
    is_light,
    is_pale,
)
from ingest.formats.ofd_package import Node, numbers
from ingest.formats.ofd_resources import OPAQUE, Font, Resources

POINTS = 72 / 25.4  # of a millimetre
MOST_OBJECTS = 200_000  # of all pages, composite objects taken apart; 400 pages of a plan have 100,000
MOST_STROKES = 40_000  # of a page; one with more is a drawing, and its tables are read without the rest
MOST_POINTS = 2_000  # of a path; a longer one is a drawing
DEEPEST = 8  # composite objects within composite objects
OFTEN = 3  # times that light words stand on one page from which on they lie behind its text
TWICE = 0.1  # ems by which words that are drawn again to look bold are moved
MOST_TIMES = 8  # equal words whose places are looked at
GAP = 0.5  # ems between two characters of a run
UPRIGHT = 0.99  # cosine from which on a line of words is level
HIDDEN, PALE_WORDS, TINY, BESIDE, ASLANT, BEHIND = (
    "看不见的文字",
    "白色文字",
    "小得看不见的文字",
    "页面以外的文字",
    "斜排的文字(多为水印)",
    "浅色的大字或重复的浅字(多为水印)",
)
COMMAND = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Unseen = Callable[[str, str], None]
TURNS: dict[tuple[int, int], Callable[[float, float], Matrix]] = {
    (0, 1): lambda _, height: (0, -1, 1, 0, 0, 0),
    (0, -1): lambda width, height: (0, 1, -1, 0, height, 0),
    (-1, 0): lambda width, height: (-1, 0, 0, -1, width, height),
}
"""What turns a page whose words lead that way, y down, so that they stand upright; `width` and `height` are its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page with what the reader has to tell of it."""

    page: Page
    turned: bool
    """Whether it had to be turned."""


@dataclass(slots=True)
class Budget:
    """What the pages of a file may still hold, all together."""

    characters: int = 0
    """Taken so far."""
    objects: int = MOST_OBJECTS

    def take_object(self) -> None:
        self.objects -= 1
        if self.objects < 0:
            raise ValueError(f"页面上的对象超过 {MOST_OBJECTS} 个，不像一份文件")

    def take_characters(self, count: int) -> None:
        self.characters += count
        hold_characters(self.characters)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    text: str
    left: float
    right: float
    base: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """A text object: its letters, where its line leads (y down), and how it looks."""

    letters: tuple[_Letter, ...]
    ahead: Point
    size: float
    font: Font
    colour: Colour
    hidden: bool

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.letters)


@dataclass(slots=True)
class _Drawn:
    words: list[_Words] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    grounds: list[Area] = field(default_factory=list)
    """Areas that are not white."""
    pictures: list[Area] = field(default_factory=list)
    ways: Counter[tuple[int, int]] = field(default_factory=Counter)
    """How many characters lead which way."""
    characters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where and how an object is drawn."""

    matrix: Matrix
    alpha: int = OPAQUE
    parameter: str | None = None
    hidden: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReader:
    """Reads one page after another of a document; `unseen` is told why words are not read, and the words."""

    resources: Resources
    budget: Budget
    unseen: Unseen

    def leaf(self, number: int, contents: Sequence[Node], box: tuple[float, ...]) -> Leaf:
        """A page: `contents` are those of its templates and its own, `box` its left, top, width and height (mm).
        Raises `ValueError` on more than any page of a plan has."""
        left, top, width, height = (one * POINTS for one in box)
        matrix: Matrix = (POINTS, 0, 0, POINTS, -left, -top)
        drawn = _Painter(number, self.resources, self.budget).draw(contents, matrix)
        way = max(drawn.ways, key=lambda one: drawn.ways[one], default=(1, 0))
        turned = way in TURNS and drawn.ways[way] > 2 * drawn.ways[1, 0]
        if turned:
            matrix = times(matrix, TURNS[way](width, height))
            width, height = (height, width) if way[1] else (width, height)
            drawn = _Painter(number, self.resources, self.budget).draw(contents, matrix)
        page = Page(
            number=number,
            width=width,
            height=height,
            runs=tuple(_seen_runs(drawn, width, height, self.unseen)),
            strokes=tuple(drawn.strokes),
            pictures=tuple(drawn.pictures),
        )
        return Leaf(page=page, turned=turned)


def all_words(node: Node) -> str:
    """The words of everything within an object, as they stand in the file."""
    return "".join(one.text or "" for one in node.iter("TextCode"))


class _Painter:
    """Walks the objects of one page."""

    def __init__(self, number: int, resources: Resources, budget: Budget) -> None:
        self._number, self._resources, self._budget = number, resources, budget
        self._drawn = _Drawn()

    def draw(self, contents: Sequence[Node], matrix: Matrix) -> _Drawn:
        for content in contents:
            for layer in content.iter("Layer"):
                self._objects(layer, _Place(matrix=matrix, parameter=layer.get("DrawParam")))
        return self._drawn

    def _objects(self, parent: Node, place: _Place) -> None:
        for node in parent:
            match node.tag:
                case "PageBlock" | "Content":
                    self._objects(node, place)
                case "TextObject" | "PathObject" | "ImageObject" | "CompositeObject":
                    self._budget.take_object()
                    self._object(node, _within(node, place))

    def _object(self, node: Node, place: _Place) -> None:
        match node.tag:
            case "TextObject":
                self._text(node, place)
            case "PathObject" if not place.hidden:
                self._path(node, place)
            case "ImageObject" if not place.hidden:
                box = numbers(node.get("Boundary"), 4) or (0, 0, 1, 1)
                self._drawn.pictures.append(around(_corners(place, box)))
            case "CompositeObject":
                unit = self._resources.composites.get(node.get("ResourceID", ""))
                if unit is not None and place.depth < DEEPEST:
                    self._objects(unit, place)

    def _text(self, node: Node, place: _Place) -> None:
        size = max(_float(node.get("Size")), 0.0)
        scale = _float(node.get("HScale")) or 1.0
        turn = math.radians(_float(node.get("ReadDirection")))
        drawn = self._drawn
        x = y = 0.0
        for code in node.iter("TextCode"):
            text = re.sub(r"[\r\n\t]", "", code.text or "")
            x = _float(code.get("X"), x)
            y = _float(code.get("Y"), y)
            if not text:
                continue
            drawn.characters += len(text)
            self._budget.take_characters(len(text))
            if drawn.characters > MOST_ON_PAGE:
                raise ValueError(f"第 {self._number} 页的字超过 {MOST_ON_PAGE}，不像一份文件")
            across = _deltas(code.get("DeltaX"), len(text))
            down = _deltas(code.get("DeltaY"), len(text))
            words = self._words(node, place, size)
            letters, ways = _placed(text, (x, y), across, down, (size * scale, place.matrix, turn))
            for way, part in _by_line(letters, ways):
                drawn.words.append(words(letters=tuple(part), ahead=way))
                drawn.ways[round(way[0]), round(way[1])] += len(part)

    def _words(self, node: Node, place: _Place, size: float) -> Callable[..., _Words]:
        """Makes the parts of a text object, which all look alike."""
        font = self._resources.fonts.get(node.get("Font", ""), Font())
        strong = font.strong or _float(node.get("Weight")) >= 600
        stroke_only = node.get("Fill") == "false" and node.get("Stroke") == "true"
        colour = self._resources.colour(node, "StrokeColor" if stroke_only else "FillColor", place.parameter)
        no_ink = node.get("Fill") == "false" and not stroke_only
        shown = (*colour[:3], colour[3] * place.alpha // OPAQUE)

        def made(*, letters: tuple[_Letter, ...], ahead: Point) -> _Words:
            return _Words(
                letters=letters,
                ahead=ahead,
                size=size * math.hypot(place.matrix[2], place.matrix[3]),
                font=Font(name=font.name, strong=strong),
                colour=shown,
                hidden=place.hidden or no_ink or shown[3] <= FAINT,
            )

        return made

    def _path(self, node: Node, place: _Place) -> None:
        filled, stroked = node.get("Fill") == "true", node.get("Stroke") != "false"
        if (not filled and not stroked) or len(self._drawn.strokes) > MOST_STROKES:
            return
        data = node.find("AbbreviatedData")
        for points in _lines_of((data.text or "") if data is not None else ""):
            strokes, area = figure([moved(place.matrix, x, y) for x, y in points], stroked=stroked)
            self._drawn.strokes += strokes
            if area and filled:
                colour = self._resources.colour(node, "FillColor", place.parameter)
                if not is_pale(colour) and colour[3] * place.alpha // OPAQUE > FAINT:
                    self._drawn.grounds.append(area)


def _within(node: Node, place: _Place) -> _Place:
    """Of an object that stands in another: its own matrix, then its boundary's corner."""
    left, top = (numbers(node.get("Boundary"), 4) or (0.0, 0.0))[:2]
    own = numbers(node.get("CTM"), 6) or IDENTITY
    a, b, c, d, e, f = own
    alpha = node.get("Alpha")
    return _Place(
        matrix=times((a, b, c, d, e + left, f + top), place.matrix),
        alpha=place.alpha * min(max(int(_float(alpha)), 0), OPAQUE) // OPAQUE if alpha else place.alpha,
        parameter=node.get("DrawParam") or place.parameter,
        hidden=place.hidden or node.get("Visible") == "false",
        depth=place.depth + 1,
    )


def _placed(
    text: str, at: Point, across: list[float], down: list[float], look: tuple[float, Matrix, float]
) -> tuple[list[_Letter], list[Point]]:
    """The characters of a text code where they stand on the page, and where each leads."""
    size, matrix, turn = look
    (x, y), letters, ways = at, [], []
    unit = math.hypot(matrix[0], matrix[1]) or 1.0
    ahead = (
        (matrix[0] * math.cos(turn) + matrix[2] * math.sin(turn)) / unit,
        (matrix[1] * math.cos(turn) + matrix[3] * math.sin(turn)) / unit,
    )
    for at_letter, letter in enumerate(text):
        own = size * (1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5)
        step = across[at_letter] if at_letter < len(across) else 0.0 if down else own
        wide = step if 0 < step <= own * 1.2 else own
        left, base = moved(matrix, x, y)
        letters.append(_Letter(text=_character(letter), left=left, right=left + wide * unit, base=base))
        ways.append(ahead)
        x += step
        y += down[at_letter] if at_letter < len(down) else 0.0
    return letters, ways


def _by_line(letters: list[_Letter], ways: list[Point]) -> Iterator[tuple[Point, list[_Letter]]]:
    """Characters that stand on one level line, side by side; each stands alone where words run downwards."""
    line: list[_Letter] = []
    way: Point = (1.0, 0.0)
    for letter, now in zip(letters, ways, strict=True):
        if line and (abs(letter.base - line[-1].base) > 0.5 or now != way) and now[0] >= UPRIGHT:
            yield way, line
            line = []
        line.append(letter)
        way = now
    if line:
        yield way, line


def _seen_runs(drawn: _Drawn, width: float, height: float, unseen: Unseen) -> Iterator[Run]:
    """Runs of characters that a reader of the page sees."""
    often = Counter(words.text for words in drawn.words if is_light(words.colour) and words.text.strip())
    for words in _once(drawn.words):
        if why := _unseen_why(words, drawn, often[words.text] >= OFTEN):
            unseen(why, words.text)
            continue
        kept: list[_Letter] = []
        for letter in words.letters:
            if not (-1 <= (letter.left + letter.right) / 2 <= width + 1 and 0 <= letter.base <= height + words.size):
                unseen(BESIDE, letter.text)
                continue
            if kept and not -GAP * words.size <= letter.left - kept[-1].right <= GAP * words.size:
                yield from _run(words, kept)
                kept = []
            kept.append(letter)
        yield from _run(words, kept)


def _once(words: Sequence[_Words]) -> Iterator[_Words]:
    """Words without those that are drawn again all but over themselves, to look bold."""
    places: dict[str, list[Point]] = defaultdict(list)
    for one in words:
        x, y = one.letters[0].left, one.letters[0].base
        near = places[one.text]
        if not any(max(abs(x - left), abs(y - base)) <= TWICE * one.size for left, base in near[-MOST_TIMES:]):
            yield one
        near.append((x, y))


def _unseen_why(words: _Words, drawn: _Drawn, is_often: bool) -> str:
    if words.hidden:
        return HIDDEN
    if words.size < SMALLEST:
        return TINY
    if words.ahead[0] < UPRIGHT:
        return ASLANT
    if is_light(words.colour) and (words.size >= LARGE or is_often):
        if not _on_ground(words, drawn):
            return BEHIND
    elif is_pale(words.colour) and not _on_ground(words, drawn):
        return PALE_WORDS
    return ""


def _on_ground(words: _Words, drawn: _Drawn) -> bool:
    middle = words.letters[len(words.letters) // 2]
    x, y = (middle.left + middle.right) / 2, middle.base - 0.35 * words.size
    return any(area.holds(x, y) for area in (*drawn.grounds, *drawn.pictures))


def _run(words: _Words, letters: list[_Letter]) -> Iterator[Run]:
    letters = [one for one in letters if one.text]
    if letters:
        yield Run(
            text="".join(one.text for one in letters),
            edges=tuple((one.left, one.right) for one in letters),
            base=letters[0].base,
            size=words.size,
            font=words.font.name,
            strong=words.font.strong,
        )


def _character(letter: str) -> str:
    """Nothing for what is no character, or one of private use."""
    return "" if unicodedata.category(letter) in ("Cc", "Co", "Cn", "Cs") else letter


def _lines_of(data: str) -> Iterator[list[Point]]:
    """The points of each part of a path that consists of straight lines (GB/T 33190, 9.1)."""
    words = COMMAND.findall(data)
    points: list[Point] = []
    straight, at = True, 0
    while at < min(len(words), 8 * MOST_POINTS):
        name = words[at]
        at += 1
        count = ARGUMENTS.get(name, 0)
        values = numbers(" ".join(words[at : at + count]), count) if count else ()
        if values is None:
            return
        at += count
        if name in "SM":
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        straight = straight and name not in "QBA"
        if values:
            points.append((values[-2], values[-1]))
        elif name == "C" and points:
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _corners(place: _Place, box: tuple[float, ...]) -> list[Point]:
    """Of a picture, which fills the unit square that its matrix places."""
    identity = abs(place.matrix[0]) <= POINTS * 1.01 and box[2] > 1
    wide, high = (box[2], box[3]) if identity else (1.0, 1.0)
    return [moved(place.matrix, x, y) for x, y in ((0, 0), (wide, 0), (0, high), (wide, high))]


def _deltas(words: str | None, most: int) -> list[float]:
    """Steps between characters, at most so many; `g 3 2.5` means 2.5 three times."""
    found: list[float] = []
    parts = (words or "").split()[: 3 * most + 3]
    at = 0
    while at < len(parts) and len(found) < most:
        if parts[at] == "g" and at + 2 < len(parts):
            times = min(max(int(_float(parts[at + 1])), 0), most - len(found))
            found += [_float(parts[at + 2])] * times
            at += 3
        else:
            found.append(_float(parts[at]))
            at += 1
    return found


def _float(words: str | None, other: float = 0.0) -> float:
    try:
        value = float(words or "")
    except ValueError:
        return other
    return value if math.isfinite(value) and abs(value) < 1e7 else other

"""Lines to paragraphs, over the ends of lines, columns and pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.formats.layout.lines import Line, joined
from ingest.formats.layout.opens import CLOSED, ENTRY, OPENS, heading_rank
from ingest.formats.layout.sheets import Region, Sheet
from ingest.formats.layout.table import Table

FULL = 2.2  # ems before the right margin within which a full line ends; a mark or a figure may not be parted
INDENT = 1.2  # ems; a paragraph's first line is set in by two
SAME_MARGIN = 8.0  # points
FEWEST_BEGUN, MOSTLY = 5, 0.6  # paragraphs, share of them that are set in
NEARLY = 0.75  # of a column's width that a line takes whose last word could not be parted
FEW_LINES = 12  # lines that show no margin yet
SPACED = 1.35  # times the usual distance of lines from which on a paragraph begins
FAR = 1.9  # times from which on nothing goes on
OTHER_SIZE = 0.08  # share by which letters of another size are larger or smaller
CENTRED = 1.0  # ems that the middles of a title's lines may lie apart
CHAPTERS = (0, 1, 2)  # ranks of headings that begin no line within a sentence: 第…篇, 章, 节
COUNTED = 3  # rank of 一、 which begins none behind a sentence, whatever is set in
TITLE_LEADING = 1.8  # ems from one line of a title to its next
TITLE_SIZE = 1.15  # times the size of the text's letters


@dataclass(slots=True)
class Paragraph:
    """Words that belong together; `pages` are (characters before it, number) of the pages that they stand on."""

    words: str
    size: float
    strong: bool
    pages: list[tuple[int, int]] = field(default_factory=list)
    centred: bool = False
    """Whether it stands in the middle of its column."""
    set_in: bool = False
    """Whether its first line is set in, so that one at the margin behind a full line goes on."""

    def add(self, line: Line, page: int) -> None:
        """A line that goes on."""
        self.words = joined(self.words, line.text)
        if page != self.pages[-1][1]:
            self.pages.append((len(self.words) - len(line.text), page))
        self.strong = self.strong and line.strong


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class _Place:
    """A line and where it stands."""

    line: Line
    region: Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is usual in a document: the size of its letters, the distance of its lines in ems."""

    size: float
    leading: float
    indented: bool = False
    """Whether its paragraphs begin with a line that is set in."""


def usual(sheets: Sequence[Sheet]) -> Body:
    """Measured over all lines."""
    sizes, gaps = Counter[float](), Counter[float]()
    sparse = sum(len(sheet.lines) for sheet in sheets) < FEW_LINES
    for sheet in sheets:
        for region in sheet.regions:
            lines = [item for item in region.items if isinstance(item, Line)]
            for table in region.items if sparse else ():  # their words are the text, the lines name them
                if isinstance(table, Table):
                    sizes[table.size] += sum(len(words) for row in table.rows for words in row)
            for line in lines:
                sizes[line.size] += len(line.text)
            for one, other in pairwise(lines):
                if abs(one.size - other.size) < 0.6 and 0 < other.base - one.base < 4 * one.size:
                    gaps[round((other.base - one.base) / one.size, 1)] += 1
    size = sizes.most_common(1)[0][0] if sizes else 10.5
    return Body(size=size, leading=_least_common_gap(gaps))


def _least_common_gap(gaps: Counter[float]) -> float:
    """The smallest distance that is common; paragraphs may stand further apart."""
    most = max(gaps.values(), default=0)
    return min((gap for gap, count in gaps.items() if count >= 0.4 * most), default=1.5)


def blocks_of(sheets: Sequence[Sheet], body: Body) -> Iterator[Block]:
    """Paragraphs and tables in reading order."""
    regions = _with_margins([region for sheet in sheets for region in sheet.regions])
    body = replace(body, indented=_is_indented(regions))
    last: _Place | None = None
    paragraph: Paragraph | None = None
    for region in regions:
        for item in region.items:
            if isinstance(item, Table):
                if paragraph is not None:
                    yield paragraph
                yield item
                paragraph = last = None
                continue
            here = _Place(item, region)
            if paragraph is not None and last is not None and _goes_on(last, here, paragraph, body):
                paragraph.add(item, region.page)
            else:
                if paragraph is not None:
                    yield paragraph
                centred = _is_centred(here, body)
                set_in = item.left - region.left > INDENT * item.size
                paragraph = Paragraph(item.text, item.size, item.strong, [(0, region.page)], centred, set_in)
            last = here
    if paragraph is not None:
        yield paragraph


def _with_margins(regions: Sequence[Region]) -> list[Region]:
    """Regions with the margins that those at the same place have together; few lines show no margin, which is then
    taken to be as wide as the left one."""
    found = []
    for region in regions:
        alike = [one for one in regions if one.column == region.column and abs(one.left - region.left) <= SAME_MARGIN]
        rights = Counter(round(line.right) for one in alike for line in one.items if isinstance(line, Line))
        tables = [one.right for one in region.items if isinstance(one, Table)]
        limit = region.limit - SAME_MARGIN if rights.total() < FEW_LINES else 0.0
        found.append(replace(region, right=max([_margin(rights) if rights else region.right, limit, *tables])))
    return found


def _is_indented(regions: Sequence[Region]) -> bool:
    """Whether most lines that surely begin a paragraph, behind one that ends short, are set in."""
    begins = set_in = 0
    for region in regions:
        for one, other in pairwise(region.items):
            if isinstance(one, Line) and isinstance(other, Line) and not _fills(_Place(one, region)):
                begins += 1
                set_in += other.left - region.left > INDENT * other.size
    return begins >= FEWEST_BEGUN and set_in >= MOSTLY * begins


def _margin(rights: Counter[int]) -> float:
    """Where full lines end: nearly the furthest right that lines end."""
    ordered = sorted(rights.elements())
    return float(ordered[int(0.95 * (len(ordered) - 1))])


def _is_centred(place: _Place, body: Body) -> bool:
    line, region = place.line, place.region
    middle = (region.left + region.right) / 2
    return abs(line.middle - middle) <= CENTRED * line.size and line.left > region.left + INDENT * body.size


def _goes_on(last: _Place, here: _Place, paragraph: Paragraph, body: Body) -> bool:
    """Whether a line goes on the paragraph that ends with the last one."""
    line, before = here.line, last.line
    leading = max(body.leading, 1.0)
    same = last.region is here.region
    gap = (line.base - before.base) / max(before.size, 1.0) if same else leading
    other_size = abs(line.size - before.size) > OTHER_SIZE * before.size
    if other_size or not 0 <= gap <= FAR * leading or ENTRY.fullmatch(before.text):
        return False
    opens = OPENS.match(line.text) is not None
    centred = paragraph.centred and _is_centred(here, body)
    if line.size >= TITLE_SIZE * body.size and (centred or abs(line.left - before.left) <= line.size):
        return same and gap <= TITLE_LEADING and line.strong == before.strong and not opens
    near = gap <= SPACED * leading
    if centred or not (_fills(last) or (body.indented and near and not opens and _is_open(last))):
        return False
    return _follows(before, here, opens=opens and not ((body.indented or paragraph.set_in) and near), near=near)


def _fills(place: _Place) -> bool:
    """Whether a line reaches its column's right margin."""
    return place.region.right - place.line.right <= FULL * place.line.size


def _is_open(place: _Place) -> bool:
    """Whether a line nearly reaches its margin and its sentence is open: what could not be parted went to the next."""
    width = place.region.right - place.region.left
    return place.line.right >= place.region.left + NEARLY * width and not CLOSED.search(place.line.text)


def _follows(before: Line, here: _Place, *, opens: bool, near: bool) -> bool:
    """Whether a line may go on a full one: its sentence is open, or it is neither set in nor apart."""
    line = here.line
    closed = CLOSED.search(before.text) is not None
    rank = heading_rank(line.text)
    if rank in CHAPTERS or (closed and (opens or rank == COUNTED)):
        return False
    indented = line.left - here.region.left > INDENT * line.size
    return (not indented and near) if closed else not (opens and indented)

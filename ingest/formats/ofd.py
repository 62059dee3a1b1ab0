"""OFD, the national format of fixed pages (GB/T 33190): its pages as values, laid out by `layout/`.

Annotations, seals, attachments and pages that are pictures are told, not read. `ofd_package.py` finds the parts,
`ofd_page.py` reads a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.blocks import Blocks
from ingest.formats.layout.document import write
from ingest.formats.layout.seen import hold_pages
from ingest.formats.layout.sheets import sheet_of
from ingest.formats.ofd_package import ROOT, Node, OfdPackage, numbers, text_of
from ingest.formats.ofd_page import Budget, Leaf, PageReader, all_words
from ingest.formats.ofd_resources import Resources
from ingest.schema import Source

MOST_DOCUMENTS = 50  # of a file
MOST_TOLD = 20  # page numbers that are named one by one
A4 = (0.0, 0.0, 210.0, 297.0)  # mm
WATERMARKS, ANNOTATIONS = "水印", "批注、印章等注释"
BACKGROUND, FOREGROUND = "Background", "Foreground"
DAMAGED = "文件已损坏：里面没有 {part}"


@dataclass(slots=True)
class _Told:
    """What is said of the file when it has been read. Page numbers count through all its documents."""

    without_words: list[int] = field(default_factory=list)
    turned: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)


def read_ofd(data: bytes) -> Source:
    """Raises `ValueError` on files that no office program writes."""
    package = OfdPackage(data)
    out, told = Blocks(), _Told()
    sheets = [sheet_of(leaf.page) for leaf in _leaves(package, out, told)]
    if not sheets:
        raise ValueError("文件已损坏：里面没有一页")
    meta = write(sheets, out)
    _tell(out, told, len(sheets))
    return out.source(meta)


def _leaves(package: OfdPackage, out: Blocks, told: _Told) -> Iterator[Leaf]:
    """The pages of all documents of the file, in order."""
    found = package.tree_at(ROOT, "")
    if found is None:
        raise ValueError(DAMAGED.format(part=ROOT))
    name, root = found
    bodies = list(root.iter("DocBody"))
    if len(bodies) > MOST_DOCUMENTS:
        raise ValueError(f"文件里有 {len(bodies)} 份文档，超过 {MOST_DOCUMENTS}，请拆成几个文件")
    if len(bodies) > 1:
        out.tell(f"文件里有 {len(bodies)} 份文档，依次读取，页码连着数")
    budget, number = Budget(), 0
    for body in bodies:
        document = _document(package, body, name)
        if text_of(body, "Signatures"):
            out.tell("文件带有电子签章，没有验证，印章里的文字没有读")
        for leaf in document.leaves(number, budget, out, told):
            number += 1
            yield leaf


def _document(package: OfdPackage, body: Node, name: str) -> "_Document":
    place = text_of(body, "DocRoot")
    if package.is_encrypted:
        raise ValueError("文件加了密码，请取消密码后再交来")
    found = package.tree_at(place, name)
    if found is None:
        raise ValueError(DAMAGED.format(part=place or "DocRoot"))
    return _Document(package, *found)


class _Document:
    """One document of the file."""

    def __init__(self, package: OfdPackage, name: str, root: Node) -> None:
        self._package, self._name, self._root = package, name, root
        common = root.find("CommonData")
        self._common = common if common is not None else root
        self._box = _box(self._common) or A4
        self._templates = {
            node.get("ID", ""): (node.get("BaseLoc", ""), node.get("ZOrder", BACKGROUND))
            for node in self._common.iter("TemplatePage")
        }
        self._template_trees: dict[str, tuple[str, Node] | None] = {}

    def leaves(self, before: int, budget: Budget, out: Blocks, told: _Told) -> Iterator[Leaf]:
        """Its pages; `before`: how many there are before it."""
        pages = [node for holder in self._root.iter("Pages") for node in holder.iter("Page")]
        hold_pages(before + len(pages))
        shared = Resources()
        places = [node.text or "" for kind in ("PublicRes", "DocumentRes") for node in self._common.iter(kind)]
        shared.read(self._package, places, self._name)
        self._annotations(out)
        if text_of(self._root, "Attachments"):
            out.tell("文件带有附件，没有读")
        seen: set[str] = set()
        for number, node in enumerate(pages, start=before + 1):
            found = self._package.tree_at(node.get("BaseLoc"), self._name)
            if found is None:
                told.lost.append(number)
                continue
            part, page = found
            if part in seen:
                raise ValueError(f"第 {number} 页与前面的一页是同一份内容，不像办公软件写出的")
            seen.add(part)
            shared.read(self._package, [one.text or "" for one in page.iter("PageRes")], part)
            reader = PageReader(resources=shared, budget=budget, unseen=out.leave_out)
            leaf = reader.leaf(number, self._contents(page, shared), _box(page) or self._box)
            if not leaf.page.runs:
                told.without_words.append(number)
            if leaf.turned:
                told.turned.append(number)
            yield leaf

    def _contents(self, page: Node, shared: Resources) -> list[Node]:
        """What is drawn on a page in its order: templates behind, the page, templates in front."""
        behind: list[Node] = []
        front: list[Node] = []
        for node in page.iter("Template"):
            key = node.get("TemplateID", "")
            if key not in self._templates:
                continue
            place, order = self._templates[key]
            if key not in self._template_trees:
                self._template_trees[key] = self._package.tree_at(place, self._name)
                if (read := self._template_trees[key]) is not None:
                    shared.read(self._package, [one.text or "" for one in read[1].iter("PageRes")], read[0])
            if (found := self._template_trees[key]) is not None:
                (front if node.get("ZOrder", order) == FOREGROUND else behind).append(found[1])
        return [*behind, page, *front]

    def _annotations(self, out: Blocks) -> None:
        """What hangs on the pages is not their text."""
        place = text_of(self._root, "Annotations")
        found = self._package.tree_at(place, self._name) if place else None
        for holder in found[1].iter("FileLoc") if found else ():
            if (notes := self._package.tree_at(holder.text, found[0] if found else "")) is None:
                continue
            for note in notes[1].iter("Annot"):
                kind = note.get("Type", "")
                if kind != "Link":
                    why = WATERMARKS if kind == "Watermark" else ANNOTATIONS
                    out.leave_out(why, all_words(note))
                    out.tell(f"页面上有{why}，没有读")


def _box(node: Node) -> tuple[float, ...] | None:
    """Left, top, width and height (mm) of what is printed on."""
    area = next((one for name in ("PageArea", "Area") for one in node.iter(name)), None)
    found = numbers(text_of(area, "PhysicalBox"), 4) if area is not None else None
    return found if found and 1 < found[2] < 1e5 and 1 < found[3] < 1e5 else None


def _tell(out: Blocks, told: _Told, count: int) -> None:
    if told.without_words:
        out.tell(f"{_pages(told.without_words, count)}没有文字，只有图或空白，没有读")
    if told.turned:
        out.tell(f"{_pages(told.turned, count)}是横放的，转正后读取")
    if told.lost:
        out.tell(f"{_pages(told.lost, count + len(told.lost))}的内容不在文件里，没有读")


def _pages(numbers_of: list[int], count: int) -> str:
    if len(numbers_of) == count:
        return f"全部 {count} 页"
    shown = "、".join(map(str, numbers_of[:MOST_TOLD]))
    return f"第 {shown} {'等 ' + str(len(numbers_of)) + ' ' if len(numbers_of) > MOST_TOLD else ''}页"

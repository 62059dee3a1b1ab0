"""The words of a Word paragraph: its runs with how they look, results of fields, marks of notes, what hangs on it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.formats.blocks import Blocks
from ingest.formats.raised import raised
from ingest.formats.word_elements import (
    DELETED,
    OUT,
    all_text,
    chosen,
    is_raised,
    switched_on,
    text_boxes,
)
from ingest.formats.word_styles import PLAIN, Look, Styles, look_of

HIDDEN, STRUCK = "隐藏文字", "划掉的文字"
INSIDE = {
    "w.ins",
    "w.moveTo",
    "w.hyperlink",
    "w.smartTag",
    "w.customXml",
    "w.fldSimple",
    "w.dir",
    "w.bdo",
    "m.oMath",
    "m.oMathPara",
}
PAGE_FIELDS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|SECTION)\b", re.IGNORECASE)
SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0FC": "√", "F0A3": "□"}  # of Wingdings: tick boxes


@dataclass(slots=True)
class _Field:
    """A field of Word while it is read: its instruction, and whether its result has begun."""

    words: str = ""
    shown: bool = False


@dataclass(slots=True)
class Line:
    """A paragraph while it is read."""

    look: Look
    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes that hang on it."""
    sizes: Counter[int | None] = field(default_factory=Counter)
    """Characters by their size in half points."""
    strong: bool = True
    """Whether all words are bold."""

    @property
    def words(self) -> str:
        return "".join(self.parts)


class LineReader:
    """Reads paragraphs in the order of the text: fields go over several, notes are counted through."""

    def __init__(self, out: Blocks, styles: Styles) -> None:
        self.cited: defaultdict[str, dict[str, int]] = defaultdict(dict)
        """By kind of reference: the notes that the text refers to, with their numbers."""
        self._out, self._styles = out, styles
        self._fields: list[_Field] = []

    def line(self, node: Element, look: Look, style: str) -> Line:
        """What a paragraph of such a look and style says."""
        line = Line(look)
        self._runs(node, line, style)
        return line

    def _runs(self, parent: Element, line: Line, style: str) -> None:
        for node in parent:
            if node.tag == "w.r":
                self._run(node, line, style)
            elif node.tag in INSIDE:
                if not PAGE_FIELDS.match(node.get("w.instr", "")):
                    self._runs(node, line, style)
            elif node.tag == "w.sdt":
                for content in node.findall("w.sdtContent"):
                    self._runs(content, line, style)
            elif node.tag in OUT:
                self._out.leave_out(DELETED, all_text(node))
            elif node.tag == "mc.AlternateContent":
                self._runs(chosen(node), line, style)
            elif node.tag == "m.r":
                line.parts.append("".join(text.text or "" for text in node.iter("m.t")))
            elif node.tag.startswith("m.") and not node.tag.endswith("Pr"):
                self._runs(node, line, style)

    def _run(self, node: Element, line: Line, style: str) -> None:
        properties = node.find("w.rPr")
        named = properties.find("w.rStyle") if properties is not None else None
        own = self._styles.look(named.get("w.val", "")) if named is not None else PLAIN
        look = look_of(properties).over(own).over(self._styles.look(style)).over(line.look)
        pieces = list(self._pieces(node, line))
        if self._is_unshown():
            return
        words = "".join(pieces)
        if look.unseen:
            self._out.leave_out(HIDDEN, words)
        elif switched_on(properties, "w.strike") or switched_on(properties, "w.dstrike"):
            self._out.leave_out(STRUCK, words)
        elif words:
            if words.strip():
                line.sizes[look.size] += len(words.strip())
                line.strong = line.strong and bool(look.strong)
            above = is_raised(properties) and words.strip()
            line.parts.append(raised("".join(line.parts[-3:]), above, linked=False) if above else words)

    def _pieces(self, run: Element, line: Line) -> Iterator[str]:
        for node in run:
            match node.tag:
                case "w.t":
                    yield node.text or ""
                case "w.tab" | "w.ptab":
                    yield "\t"
                case "w.br" | "w.cr":
                    yield "\n"
                case "w.noBreakHyphen":
                    yield "-"
                case "w.sym":
                    yield SYMBOLS.get(node.get("w.char", "").upper(), "")
                case "w.fldChar":
                    self._field(node.get("w.fldCharType", ""))
                case "w.instrText" if self._fields:
                    self._fields[-1].words += node.text or ""
                case "w.footnoteReference" | "w.endnoteReference":
                    yield self._cite(node)
                case "w.drawing" | "w.pict" | "w.object" | "mc.AlternateContent":
                    self._drawing(chosen(node) if node.tag.startswith("mc.") else node, line)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shown = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _is_unshown(self) -> bool:
        """Whether a run belongs to a field's instruction, or to a page's number."""
        return any(not one.shown or PAGE_FIELDS.match(one.words) for one in self._fields)

    def _cite(self, node: Element) -> str:
        cited = self.cited[node.tag]
        return f"[^{cited.setdefault(node.get('w.id', ''), len(cited) + 1)}]"

    def _drawing(self, node: Element, line: Line) -> None:
        boxes = list(text_boxes(node))
        line.boxes += boxes
        if not boxes and any(one.tag in ("a.blip", "v.imagedata") for one in node.iter()):
            self._out.tell("文件里有图片，图里的文字没有读")

"""What single elements of a Word file say: the style of a paragraph, the columns of a cell, whether a run is raised."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ingest.formats.blocks import Blocks
from ingest.formats.word_styles import is_on, is_shaded

MOST_COLUMNS = 200  # of a table; Word itself allows 63
OUT = {"w.del", "w.moveFrom"}
DELETED = "修订中删除的文字"


def style_of(paragraph: Element) -> str:
    """The name of a paragraph's style; empty where it has none of its own."""
    named = paragraph.find("w.pPr/w.pStyle")
    return named.get("w.val", "") if named is not None else ""


def columns_of(cell: Element) -> int:
    """Over how many columns a cell goes."""
    span = cell.find("w.tcPr/w.gridSpan")
    return min(max(count_of(span), 1), MOST_COLUMNS) if span is not None else 1


def count_of(node: Element) -> int:
    """The number that an element holds, 0 where it holds none."""
    value = node.get("w.val", "")
    return int(value[:4]) if value.isascii() and value.isdigit() else 0


def is_merged_left(cell: Element) -> bool:
    """Whether a cell only goes on from the one before it."""
    merged = cell.find("w.tcPr/w.hMerge")
    return merged is not None and merged.get("w.val", "continue") != "restart"


def shade_of(cell: Element, shaded: bool | None) -> bool | None:
    """Whether a cell has a colour of its own, else what stands around it."""
    own = is_shaded(cell.find("w.tcPr"))
    return shaded if own is None else own


def chosen(node: Element) -> Element:
    """The first way in which something is written twice, for newer and older programs."""
    return next((child for child in node if child.tag in ("mc.Choice", "mc.Fallback")), node)


def unwrapped(parent: Element, out: Blocks) -> Iterator[Element]:
    """Blocks of a body, a cell or a box, out of content controls and tracked changes; what is deleted is told."""
    for node in parent:
        if node.tag in ("w.sdt", "w.ins", "w.moveTo", "w.customXml", "w.sdtContent"):
            yield from unwrapped(node, out)
        elif node.tag in OUT:
            out.leave_out(DELETED, all_text(node))
        elif node.tag == "mc.AlternateContent":
            yield from unwrapped(chosen(node), out)
        else:
            yield node


def text_boxes(node: Element) -> Iterator[Element]:
    """The contents of text boxes, not of those inside them."""
    for child in node:
        if child.tag == "w.txbxContent":
            yield child
        else:
            yield from text_boxes(chosen(child) if child.tag == "mc.AlternateContent" else child)


def all_text(node: Element) -> str:
    """Every word in an element, deleted ones too."""
    return "".join(one.text or "" for one in node.iter() if one.tag in ("w.t", "w.delText"))


def switched_on(properties: Element | None, name: str) -> bool:
    """Whether a switch of a run is there and on."""
    node = properties.find(name) if properties is not None else None
    return node is not None and is_on(node)


def is_raised(properties: Element | None) -> bool:
    """Whether a run stands above the line."""
    node = properties.find("w.vertAlign") if properties is not None else None
    return node is not None and node.get("w.val") == "superscript"

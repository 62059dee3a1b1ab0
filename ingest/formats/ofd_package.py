"""The parts of an OFD file: found however their places are written, read as trees whose names have no namespace."""

import re
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from ingest.bounds import MEGABYTE
from ingest.formats.archive import LARGEST_PART, open_archive
from ingest.formats.office_xml import tree

ROOT = "OFD.xml"
ENCRYPTION = ("encryptions.xml", "decryptseed.dat", "encryptinfo.dat")  # of GM/T 0099
MOST_XML = 80 * MEGABYTE  # of all parts as often as they are read; 400 pages of a plan have a tenth
ENCODING = re.compile(
    rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}encoding\s*=\s*["'](gb[\w-]{1,10})["'][^>]{0,100}\?>""", re.I
)
Node = Element


class OfdPackage:
    """Raises `ValueError` on archives that no office program writes."""

    def __init__(self, data: bytes) -> None:
        self._archive = open_archive(data)
        self._names = {_plain(name).casefold(): name for name in self._archive.parts}
        self._read = 0

    @property
    def is_encrypted(self) -> bool:
        return any(name.rpartition("/")[2] in ENCRYPTION for name in self._names)

    def find(self, place: str, base: str = "") -> str | None:
        """The part that a place names: from the root, or as it is written in the part `base`."""
        place = place.strip().replace("\\", "/")
        if not place:
            return None
        tried = [place] if place.startswith("/") else [join(dirname(base), place), place]
        return next((found for one in tried if (found := self._names.get(_plain(normpath(one)).casefold()))), None)

    def tree(self, name: str) -> Node:
        """Raises `ValueError` where the part is damaged, or all that was read is too much."""
        data = self._archive.read(name, most=LARGEST_PART)
        self._read += len(data)
        if self._read > MOST_XML:
            raise ValueError(f"各页内容合计超过 {MOST_XML // MEGABYTE} MB，请拆成几个文件")
        return tree(_in_utf8(data), name, local=True)

    def tree_at(self, place: str | None, base: str) -> tuple[str, Node] | None:
        """The part that a place names, and its name; None where it is not in the file."""
        name = self.find(place or "", base)
        return (name, self.tree(name)) if name else None


def _in_utf8(data: bytes) -> bytes:
    """GB2312 and GBK, which the parser does not know, are read as GB18030, which holds both."""
    if declared := ENCODING.match(data):
        return data[declared.end() :].decode("gb18030", "replace").encode()
    return data


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("./")


def text_of(node: Node | None, name: str) -> str:
    """The words of a child; empty where there is none."""
    child = node.find(name) if node is not None else None
    return (child.text or "").strip() if child is not None else ""


def numbers(words: str | None, count: int) -> tuple[float, ...] | None:
    """So many numbers; None where it has others."""
    try:
        found = tuple(float(word) for word in (words or "").replace(",", " ").split()[:count])
    except ValueError:
        return None
    return found if len(found) == count and all(abs(one) < 1e7 for one in found) else None

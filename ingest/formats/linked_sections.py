"""Sections of a text document of OpenDocument that come from another file: what the program last saw of it stands in
their place, and may have changed since. They are taken out before the document is read.

OpenDocument 1.3, part 3, sections 5.4.2 (`text:section-source`) and 14.6.5 (`office:dde-source`).
"""

import re
from html import unescape
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZipFile

from ingest.formats.archive import LARGEST_PART, MARKUP, Archive
from ingest.schema import LeftOut, Omission

CONTENT = "content.xml"
KEPT = ("mimetype",)  # beside the markup; pictures carry no words that are read
TAG = re.compile(r"<[^>]*>")
BLANKS = re.compile(r"\s+")
NOTE = "链接自别的文件的内容 {count} 处没有读，如“{sample}”"
SAMPLE = 30  # characters of one that are told


def without_linked(data: bytes, archive: Archive) -> tuple[bytes, tuple[LeftOut, ...]]:
    """The document without such sections, and their words. Its markup was looked through before. Raises `ValueError`
    where a section cannot be taken out."""
    content = archive.read(CONTENT, most=LARGEST_PART)
    found = _linked(content)
    if not found:
        return data, ()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("里面有链接自别的文件的内容，请断开链接后另存")
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as file:
        for name in archive.parts:
            if name == CONTENT:
                file.writestr(name, _cut(content, found))
            elif name in KEPT or name.endswith(MARKUP):
                file.writestr(name, archive.read(name, most=LARGEST_PART))
    words = (BLANKS.sub(" ", unescape(TAG.sub(" ", content[start:end].decode()))).strip() for start, end in found)
    return into.getvalue(), tuple(LeftOut(text=text, why=Omission.ELSEWHERE) for text in words if text)


def told(left_out: tuple[LeftOut, ...]) -> tuple[str, ...]:
    """What is said of them, for `Source.notes`."""
    return (NOTE.format(count=len(left_out), sample=left_out[0].text[:SAMPLE]),) if left_out else ()


def _linked(content: bytes) -> list[tuple[int, int]]:
    """Where the outermost of them stand, in bytes."""
    parser = expat.ParserCreate()
    open_at: list[int] = []
    linked: set[int] = set()  # where a section with a source began
    found: list[tuple[int, int]] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        last = name.rpartition(":")[2]
        href = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "href"), "")
        if open_at and (last == "dde-source" or (last == "section-source" and href and not href.startswith("#"))):
            linked.add(open_at[-1])
        open_at.append(parser.CurrentByteIndex)

    def closed(_: str) -> None:
        start = open_at.pop()
        if start in linked:
            end = content.index(b">", parser.CurrentByteIndex) + 1
            found[:] = [one for one in found if one[0] < start]
            found.append((start, end))

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.Parse(content, True)
    return found


def _cut(content: bytes, found: list[tuple[int, int]]) -> bytes:
    starts = [0, *(end for _, end in found)]
    ends = [*(start for start, _ in found), len(content)]
    return b"".join(content[start:end] for start, end in zip(starts, ends, strict=True))

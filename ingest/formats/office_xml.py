"""XML of office files, read without what could hurt: no DOCTYPE, no entities, nothing from outside, not too deep.

Names are short whatever edition of the standard a file keeps to: `w.p`, `x.row`, `r.id`.
"""

from collections.abc import Callable
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
}
MOST_DEPTH = 300  # elements within each other; each table in a table of Word takes about four
MOST_ELEMENTS = 600_000  # of a part that is held as a tree, some 300 bytes each; 100 pages of a plan have a tenth
BAD = "文件已损坏：其中 {part} 不是完整的 XML"

Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Text = Callable[[str], object]


def tree(data: bytes, part: str, *, local: bool = False) -> Element:
    """A part as a tree; `local`: names without their namespace, whether it is declared or not. Raises `ValueError` on
    markup that no office program writes."""
    builder = TreeBuilder()
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise ValueError(f"其中 {part} 有超过 {MOST_ELEMENTS} 个标签，请拆成几个文件")
        builder.start(name, attributes)

    stream(data, part, start=start, end=builder.end, text=builder.data, local=local)
    return builder.close()


def stream(data: bytes, part: str, *, start: Start, end: End, text: Text, local: bool = False) -> None:
    """Tell of a part's elements one after the other. Raises `ValueError`."""
    parser = expat.ParserCreate() if local else expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0
    short: dict[str, str] = {}

    def named(name: str) -> str:
        if local:
            return name.rpartition(":")[2]
        if (known := short.get(name)) is None:
            space, _, last = name.rpartition("}")
            known = short[name] = f"{NAMESPACES.get(space, '?')}.{last}" if space else last
        return known

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise ValueError(f"其中 {part} 的标签嵌套超过 {MOST_DEPTH} 层，不像一份文件")
        start(named(name), {named(key): value for key, value in attributes.items()})

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(named(name))

    def refuse(*_: object) -> NoReturn:
        raise ValueError(f"其中 {part} 带有 DOCTYPE 或实体定义，办公软件不这样写，不读取")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        raise ValueError(BAD.format(part=part)) from error

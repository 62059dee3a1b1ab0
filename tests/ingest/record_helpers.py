"""What tests of records share: records of an invented text."""

from collections.abc import Callable, Iterator

from ingest.records.listed import Listed
from ingest.schema import Section
from tests.builders.reading import cleaned, sections_of

Finder = Callable[[str, tuple[Section, ...]], Iterator[Listed]]


def found(find: Finder, text: str) -> list[Listed]:
    return list(find(cleaned(text).text, sections_of(text)))


def pairs(one: Listed) -> dict[str, str]:
    return {cell.column: cell.text for cell in one.cells}


def stand_in_text(find: Finder, text: str) -> bool:
    """Whether every cell of the records holds the words of its place, and there is one."""
    words = cleaned(text).text
    cells = [cell for one in found(find, text) for cell in one.cells]
    return bool(cells) and all(words[cell.start : cell.end] == cell.text for cell in cells)

"""Terms of a glossary: 〔1〕长者卡:老人乘车用的卡."""

import re
from collections.abc import Iterator

from ingest.records.listed import Listed, matched_cell
from ingest.schema import RowKind, Section

GLOSSARY = re.compile(r"名词解释|名词注释|名词术语|注释")
TERM = re.compile(
    r"(?:[〔\[［【(（]\d{1,3}[〕\]］】)）]|(?:^|(?<=\n))[ \t]*\d{1,3}[.．、])"
    r"[ \t]*([^\s:：。]{2,40}?)\s*[:：]\s*(\S[^\n]*)"
)


def find_terms(text: str, sections: tuple[Section, ...]) -> Iterator[Listed]:
    """〔1〕term:definition, in a glossary section; numbers may be missing, doubled or out of order."""
    for section in sections:
        if section.level and GLOSSARY.search(section.title):
            for match in TERM.finditer(text, section.start, section.end):
                name, definition = matched_cell("名词", match, 1), matched_cell("释义", match, 2)
                yield Listed(RowKind.TERM, name.text, (name, definition), name.start)

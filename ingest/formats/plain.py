"""Plain text: nothing is marked but the line under a table's header, everything else is found later."""

import re
from collections.abc import Iterator

from ingest.formats.html import read_html
from ingest.formats.inline_html import without_entities
from ingest.formats.markdown import RULER
from ingest.formats.raised import NOTE_MARK, with_note_marks
from ingest.formats.text_tables import html_tables, piped
from ingest.schema import Source

MARKUP = re.compile(r"</(?:p|td|th|tr|div|li|h[1-6]|table)>", re.IGNORECASE)
MUCH_MARKUP = 5  # closing tags from which on plain text is HTML


TABLE = re.compile(r"<table\b|(</table>)", re.IGNORECASE)


def read_text(text: str) -> Source:
    """Text that somebody saved with its markup, or with that of its tables, is read as HTML whose lines end where they
    end."""
    if len(MARKUP.findall(text)) >= MUCH_MARKUP:
        if re.search("<body", text, re.IGNORECASE):
            return read_html(text)
        return read_html("".join(_with_line_ends(text)), whole=False)
    text = piped("".join(html_tables(text, lambda table: read_html(table, whole=False).text)))
    text = with_note_marks(without_entities(text))
    marks = tuple(match.span() for pattern in (RULER, NOTE_MARK) for match in pattern.finditer(text))
    return Source(text=text, meta={}, marks=marks)


def _with_line_ends(text: str) -> Iterator[str]:
    """The text with a mark at each line's end, but within tables from their first tag to the next closing one."""
    begin = reached = 0
    inside = False
    for tag in TABLE.finditer(text):
        if not inside and not tag[1]:
            inside, begin = True, tag.start()
        elif inside and tag[1]:
            yield text[reached:begin].replace("\n", "<br>")
            yield text[begin : tag.end()]
            inside, reached = False, tag.end()
    yield text[reached:].replace("\n", "<br>")

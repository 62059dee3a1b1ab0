"""Plain text: nothing is marked but the line under a table's header, everything else is found later."""

import re

from ingest.formats.html import read_html
from ingest.formats.markdown import RULER
from ingest.schema import Source

MARKUP = re.compile(r"</(?:p|td|th|tr|div|li|h[1-6]|table)>", re.IGNORECASE)
MUCH_MARKUP = 5  # closing tags from which on plain text is HTML


def read_text(text: str) -> Source:
    """Text that somebody saved with its markup, or with that of its tables, is read as HTML whose lines end where they
    end."""
    if len(MARKUP.findall(text)) >= MUCH_MARKUP:
        outside = re.split(r"(<table\b.*?</table>)", text, flags=re.DOTALL | re.IGNORECASE)
        parts = (part if at % 2 else part.replace("\n", "<br>") for at, part in enumerate(outside))
        return read_html(text if re.search("<body", text, re.IGNORECASE) else "".join(parts))
    return Source(text=text, meta={}, marks=tuple(match.span() for match in RULER.finditer(text)))

"""Projects of a box: the numbered items of a 专栏, each with a name and what is built."""

import re
from collections.abc import Iterator

from ingest.records.listed import Listed, matched_cell
from ingest.schema import Cell, RowKind, Section
from ingest.tables.headers import CONTENT, PROJECT
from ingest.text.marks import BOX

ITEM_NAME = re.compile(r"(\d{1,2})[.．、](?!\d)\s*([^\s。；;,，:：|]{2,40})(?=[\s:：。；;,，])[\s:：。；;,，]*")


def find_projects(text: str, sections: tuple[Section, ...]) -> Iterator[Listed]:
    """Numbered items of a 专栏 box: name, a blank, what is built."""
    for at, box in enumerate(sections):
        if not box.level or not BOX.match(box.title):
            continue
        for inside in range(at + 1, len(sections)):
            item = sections[inside]
            if item.start >= box.end:
                break
            if item.start <= box.start or item.end > box.end or not (match := ITEM_NAME.match(text, item.start)):
                continue
            name = matched_cell(PROJECT, match, 2)
            body = text[match.end() : item.end].rstrip(" |\n")
            yield Listed(
                RowKind.PROJECT,
                name.text,
                (name, Cell(column=CONTENT, text=body, start=match.end(), end=match.end() + len(body))),
                name.start,
            )

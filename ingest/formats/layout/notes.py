"""Notes at the foot of a page: smaller letters under the text, behind their marks."""

import re
from dataclasses import replace

from ingest.formats.layout.lines import Line, joined
from ingest.formats.layout.opens import NOTE
from ingest.formats.layout.sheets import Region, Sheet

SMALLER = 0.93  # times the size of the text's letters at most
MARKED = re.compile(r"[①-⑳]|\[\d{1,2}\]|〔\d{1,2}〕")
"""Marks that tell a note by themselves; a bare number wants a line above it."""
RULE_ABOVE = 3.0  # ems between the line above the notes and the first of them


def without_notes(sheet: Sheet, size: float) -> tuple[Sheet, list[str]]:
    """A page without the notes at its foot, and these. `size` is that of the text's letters."""
    if not sheet.regions:
        return sheet, []
    region = sheet.regions[-1]
    at = _first_note(region, sheet, size)
    if at is None:
        return sheet, []
    notes: list[str] = []
    for line in region.items[at:]:
        assert isinstance(line, Line)  # no table stands among them
        if notes and not NOTE.match(line.text):
            notes[-1] = joined(notes[-1], line.text)
        else:
            notes.append(line.text)
    kept = replace(region, items=region.items[:at])
    return replace(sheet, regions=(*sheet.regions[:-1], kept)), notes


def _first_note(region: Region, sheet: Sheet, size: float) -> int | None:
    small = len(region.items)
    while small and isinstance(one := region.items[small - 1], Line) and one.size <= SMALLER * size:
        small -= 1
    for at in range(small, len(region.items)):
        line = region.items[at]
        assert isinstance(line, Line)
        ruled = any(0 < line.base - rule <= RULE_ABOVE * line.size for rule in sheet.note_rules)
        if line.top > sheet.height / 3 and (MARKED.match(line.text) or (ruled and NOTE.match(line.text))):
            return at
    return None

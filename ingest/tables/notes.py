"""Notes: the mark behind 1300元 [^1] leads to the line 1 含中央补助资金 below.

The mark itself is no part of the clean text. The note of a table's cell becomes a field of the record, with the place
where it stands; of running text the document keeps both places.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.schema import Cell, Row, Source
from ingest.text.clean import Cleaned

NOTE = "注"
"""What the field is called."""
LONGEST = 200  # characters of a note
LINE = re.compile(
    r"(?m)^[ \t]*(?:注\s*[:：]?\s*)?[\[（(【]?(?:\^|注)?(?P<label>\d{1,3}|[*＊※†#]{1,3}|[①-⑳]|[a-zA-Z])"
    r"[\]）)】]?(?:[、.．:：]\s*|\s+|(?=[\u4e00-\u9fff]))(?P<words>(?!\d)[^\n|]{2,200})$"
)
"""A line that is a note: 1 含中央补助资金, [1] …, 注：①…, *…."""


LISTED = re.compile(r"\d{1,3}[.．、]")
"""How a line begins that may be an item of a list as well: what a mark in running text leads to does not."""


def with_notes(rows: Sequence[Row], source: Source, cleaned: Cleaned) -> tuple[Row, ...]:
    """The rows with what the marks of notes within them lead to: of several lines of one label the first below."""
    found_marks = list(_marks(source, cleaned))
    marks = [(place, label) for place, label, opens in found_marks if not opens]
    if not marks:
        return tuple(rows)
    lines = _lines(cleaned.text, found_marks)
    places = [place for place, _ in marks]
    noted = []
    for row in rows:
        inside = marks[bisect_right(places, row.start) : bisect_right(places, row.end)]
        labels = list(dict.fromkeys(label for _, label in inside))
        found = [one for label in labels if (one := _below(lines.get(label, []), row.end))]
        noted.append(replace(row, cells=(*row.cells, *found)) if found else row)
    return tuple(noted)


def footnotes(source: Source, cleaned: Cleaned) -> tuple[tuple[int, int, int], ...]:
    """Where each mark of a note stood and where its note starts and ends: in running text no item of a list is one."""
    found_marks = list(_marks(source, cleaned))
    if all(opens for _, _, opens in found_marks):
        return ()
    text = cleaned.text
    lines = {
        label: [one for one in notes if not LISTED.match(text, text.rfind("\n", 0, one.start) + 1)]
        for label, notes in _lines(text, found_marks).items()
    }
    return tuple(
        (place, note.start, note.end)
        for place, label, opens in found_marks
        if not opens and (note := _below(lines.get(label, []), place))
    )


def _lines(text: str, marks: Sequence[tuple[int, str, bool]]) -> dict[str, list[Cell]]:
    """The notes of each label in the text's order."""
    spans = [(match["label"], match.start("words"), match.end("words")) for match in LINE.finditer(text)]
    spans += [(label, *_rest(text, place)) for place, label, opens in marks if opens]
    lines: dict[str, list[Cell]] = {}
    for label, start, end in sorted(spans, key=lambda span: span[1]):
        words = text[start:end].rstrip()
        if words and end - start <= LONGEST:
            note = Cell(column=NOTE, text=words, start=start, end=start + len(words))
            lines.setdefault(label, []).append(note)
    return lines


def _marks(source: Source, cleaned: Cleaned) -> Iterator[tuple[int, str, bool]]:
    """Places in the clean text right behind which a mark stood, what it says, and whether it opened a line: there its
    note stands."""
    starts = [run[1] for run in cleaned.origin]
    for start, end in source.marks:
        label = re.fullmatch(r"\[\^(?:注|脚注|附注)?([^\[\]]+)\]", source.text[start:end])
        at = bisect_right(starts, start) - 1
        if label and at >= 0:
            first, begin, length = cleaned.origin[at]
            yield first + min(start - begin, length), label[1], start == 0 or source.text[start - 1] == "\n"


def _rest(text: str, place: int) -> tuple[int, int]:
    """What stands in the line behind the mark that opened it."""
    end = text.find("\n", place)
    stop = len(text) if end < 0 else end
    return stop - len(text[place:stop].lstrip(" :：、.．")), stop


def _below(notes: Sequence[Cell], place: int) -> Cell | None:
    """The first note below a place."""
    at = bisect_left([note.start for note in notes], place)
    return notes[at] if at < len(notes) else None

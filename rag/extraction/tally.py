"""Rows of a table that share what a question names: 市住建局牵头的有哪几件, 哪几个指标是约束性的; all, counted.

What is shared is a whole cell, so that nothing has to be guessed. Anything else is for extraction.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.quantities.figures import Figure, figures
from ingest.schema import Cell
from ingest.tables.headers import COUNTING, NUMBER
from ingest.tables.units import measured
from ingest.text.fold import fold
from rag.cite import cite_row
from rag.extraction.arithmetic import written
from rag.replies import NOTES, TALLIED, TOTALLED
from rag.retrieval.whole_lists import WholeLists
from rag.schema import Draft, Hit, Note, NoteKind, Sentence, Status

ASKED = re.compile(r"哪[几些]|[有是]哪|(?:有|共|几|多少)(?:几|多少)?[个件项条](?!月)|列(?:出|举|一下)|都有(?:什么|啥)")
SUMMED = re.compile(r"(?:一共|总共|合计|共|加起来|拢共)[^,，。?？]{0,6}(?:多少|几|好多)个?(?:钱|万|亿|元|资金)")
SHORTEST, LONGEST = 3, 14  # characters of a cell that rows share
FEWEST, MOST = 2, 15  # rows that are told
LOOKED_AT = 10  # hits whose tables are looked at
PLACE = "省市州县区旗"  # before the name of an office, which people leave out


class Tally:
    """The step: settles the answer where the question names a cell that several rows of one table share."""

    def __init__(self, lists: WholeLists) -> None:
        self._lists = lists

    def __call__(self, draft: Draft) -> Draft:
        if len(draft.regions) != 1 or not ASKED.search(draft.text):
            return draft
        for hit in draft.hits[:LOOKED_AT]:
            for shared in _named_cells(hit, draft.text):
                rows = _sharing(self._lists([hit]), hit, shared)
                if FEWEST <= len(rows) <= MOST and not any(fold(row.name) in draft.text for row in rows):
                    return _told(draft, shared, rows)
        return draft


def _named_cells(hit: Hit, text: str) -> list[Cell]:
    """Cells of a row, other than its name, whose whole words the question holds, with or without the place before."""
    cells = hit.row.cells if hit.row else ()
    found = []
    for cell in cells:
        words = fold(cell.text)
        short = words[1:] if words[:1] in PLACE and len(words) > SHORTEST else words
        fits = SHORTEST <= len(words) <= LONGEST and cell.text != hit.name and not figures(cell.text)
        if fits and short in text and cell.column not in (NUMBER, *COUNTING):
            found.append(cell)
    return found


def _sharing(rows: Sequence[Hit], hit: Hit, shared: Cell) -> list[Hit]:
    """Rows with the same columns and the same words in that column, in the plan's order, each once."""
    columns = [cell.column for cell in hit.row.cells] if hit.row else []
    found = {
        other.row.id: other
        for other in rows
        if other.row
        and [cell.column for cell in other.row.cells] == columns
        and any(cell.column == shared.column and fold(cell.text) == fold(shared.text) for cell in other.row.cells)
    }
    return list(found.values())


def _told(draft: Draft, shared: Cell, rows: Sequence[Hit]) -> Draft:
    """All names in one sentence, with the sum of their money where that is asked for too."""
    citations = tuple(cite_row(hit.document, hit.section, hit.row, n) for n, hit in enumerate(rows, start=1) if hit.row)
    names = "；".join(hit.name for hit in rows)
    text = TALLIED.format(column=shared.column, words=shared.text, names=names)
    notes = [Note(kind=NoteKind.COUNT, text=NOTES[NoteKind.COUNT].format(count=len(rows)))]
    if SUMMED.search(draft.text) and (amounts := _amounts(rows)):
        result = written(sum((one.value for one in amounts), Decimal(0)), amounts[0].unit, amounts)
        words = f"{' + '.join(one.text for one in amounts)} = {result}"
        text += TOTALLED.format(result=result)
        notes.append(Note(kind=NoteKind.COMPUTED, text=NOTES[NoteKind.COMPUTED].format(words=words)))
    sentence = Sentence(text=text, cites=tuple(one.n for one in citations))
    return replace(
        draft,
        status=Status.ANSWERED,
        sureness=1.0,
        sentences=(sentence,),
        citations=citations,
        notes=(*draft.notes, *notes),
        detail=f"{len(rows)} rows of {shared.column} {shared.text}",
    )


def _amounts(rows: Sequence[Hit]) -> list[Figure]:
    """The money of each row, where all have one such figure in one column."""
    for at in range(len(rows[0].row.cells) if rows[0].row else 0):
        cells = [hit.row.cells[at] for hit in rows if hit.row]
        found = [[one for one in figures(measured(cell.text, cell.column)) if one.unit == "元"] for cell in cells]
        if all(len(some) == 1 for some in found):
            return [some[0] for some in found]
    return []

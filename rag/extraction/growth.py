"""A value at two times: how it is and what it is to be, side by side; and by how much it grows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.quantities.figures import figures
from ingest.tables.units import measured, parted
from rag.extraction.arithmetic import written
from rag.extraction.candidates import Candidate
from rag.question.answer_type import Computes
from rag.question.parsed_question import YEAR, ParsedQuestion
from rag.replies import GREW, SHRANK

GROWS = re.compile(r"(?<!新)(?:增加|增长|提高|提升|减少|下降|降低|增)了?(?:多少|好多|几)(?!到|至)")


def both_ends(found: Sequence[Candidate], parsed: ParsedQuestion) -> Candidate:
    """Of an indicator how it is and what it is to be, where both are asked for: 要降到多少,现在多少."""
    best = found[0]
    if not (parsed.answer_type.several and parsed.looks_back and parsed.looks_ahead) or len(best.answer_span.cells) > 1:
        return best
    both = (
        one
        for one in found[1:]
        if one.hit is best.hit and len(one.answer_span.cells) > 1 and best.cell in one.answer_span.cells
    )
    return next(both, best)


def grown(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """With what a row's value grew or fell by, where that is asked and the row has two columns that differ by their
    year alone: 2025年床位318张, 2030年床位365张."""
    row, cell = best.hit.row, best.cell
    asked = parsed.answer_type.computes is Computes.DIFFERENCE and GROWS.search(parsed.text)
    if not asked or row is None or cell is None or best.sum or best.also or not YEAR.search(cell.column):
        return best
    thing = YEAR.sub("", cell.column)
    ends = sorted((one for one in row.cells if YEAR.sub("", one.column) == thing), key=lambda one: one.column)
    told = [measured(one.text, one.column) for one in ends]
    values = [[one for one in figures(words) if not one.is_year] for words in told]
    if len(ends) != 2 or any(len(one) != 1 for one in values) or values[0][0].unit != values[1][0].unit:
        return best
    before, after = values[0][0], values[1][0]
    more, less = (after, before) if after.value >= before.value else (before, after)
    result = written(more.value - less.value, after.unit, (more, less))
    word = GREW if after.value >= before.value else SHRANK
    said = "，".join(f"{parted(one.column)[0]}：{words}" for one, words in zip(ends, told, strict=True))
    text = f"{row.name}的{said}，{word}{result}"
    return replace(best, text=text, words=text, sum=f"{more.text} − {less.text} = {result}")

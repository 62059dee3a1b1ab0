"""One matter that has a row for each level of schooling: where nobody said which, all of them are told.

Of 义务教育阶段免除学杂费 and 普通高中免学杂费 either alone would tell parents that the other is not exempt.
"""

import re
from dataclasses import replace
from itertools import pairwise

from rag.extraction.candidates import Candidate
from rag.extraction.cost import asks_cost
from rag.extraction.extraction import Extraction
from rag.extraction.school_levels import SCHOOL_LEVELS, school_levels
from rag.extraction.whether import asks_whether

ALIKE = 0.5  # share of the pairs of characters that names have in common, their levels left out
LONGEST = 120  # characters of a cell that is told beside another
MOST = 3  # rows
GIVEN = "服务内容"  # the column that tells whether something is given or waived
BESIDE = re.compile("阶段|教育|国家|免费|学生")  # words that go with a level


def with_other_levels(found: Extraction) -> Extraction:
    """The likeliest candidate with the same column of the rows for other levels, the likeliest first."""
    best = found.candidates[0] if found.candidates else None
    row = best.hit.row if best else None
    if best is None or row is None or best.cell is None or best.also or best.sum:
        return found
    if not school_levels(row.name) or school_levels(found.parsed.text):
        return found
    is_open = asks_whether(found.parsed) or asks_cost(found.parsed)
    column = GIVEN if is_open and row.cell(GIVEN) else best.cell.column
    told: list[Candidate] = []
    for one in found.candidates:
        of = one.hit.row
        is_new = of is not None and all(other.hit.row != of for other in told)
        if of is None or not is_new or one.cell is None or one.cell.column != column or one.also or one.sum:
            continue
        if of == row or (_same_matter(row.name, of.name) and not school_levels(row.name) & school_levels(of.name)):
            told.append(one)
    told = sorted(told, key=lambda one: one.hit.row != row)[:MOST]
    if len(told) < 2 or told[0].hit.row != row or any(len(one.text) > LONGEST for one in told):
        return found
    text = "；".join(one.text.rstrip("。；; ") for one in told)
    chained = None
    for one in reversed(told):
        chained = replace(one, also=chained)
    first = replace(told[0], text=text, words=text, also=chained.also if chained else None)
    return replace(found, candidates=(replace(first, features=best.features, held=best.held), *found.candidates[1:]))


def _same_matter(name: str, other: str) -> bool:
    one, two = (_pairs(words) for words in (name, other))
    return bool(one and two) and len(one & two) >= ALIKE * min(len(one), len(two))


def _pairs(name: str) -> set[str]:
    for level in (*SCHOOL_LEVELS, BESIDE):
        name = level.sub(" ", name)
    return {f"{a}{b}" for part in name.split() for a, b in pairwise(part)}

"""The cell of the column that a question names: X是什么标准 is answered by its standard, X有哪些服务 by what is
provided, not by whom it is for, however much of the question's words that repeats. How sure the row is was seen before.
"""

import re
from dataclasses import replace

from ingest.schema import RowKind
from rag.extraction.candidates import Candidate
from rag.extraction.extraction import Extraction
from rag.extraction.listing import whole_cell
from rag.extraction.sureness import sureness

COLUMNS = (
    (
        re.compile(
            r"(?:是|按|有|执行)(?:个)?(?:什么|啥子?|哪些|怎样的|怎么样的)(?:样的)?标准|标准(?:是|有|都有)(?:什么|啥|哪些|怎样|怎么)"
        ),
        re.compile(r"(?:服务|补助|补贴|资助|保障|救助)?标准"),
    ),
    (
        re.compile(
            r"服务(?:都|还)?(?:有|包括|包含|是)(?:些)?(?:什么|啥|哪些)|(?:什么|啥子?|哪些)(?:免费)?(?:服务|补贴|补助|待遇|照顾|帮助)"
        ),
        re.compile(r"(?:服务|补助|补贴|资助|保障|救助)?内容"),
    ),
)
"""(how a column is asked for, how it is called)."""
FIGURE_ASKED = re.compile(r"多少|好多|几(?!乎)|谁|哪(?:些|类|种)人|什么人|啥人")


def in_the_column_asked(found: Extraction) -> Extraction:
    """The candidates with the cell of the column that the question names first, of the likeliest one's row."""
    best = found.candidates[0] if found.candidates else None
    asked = next((column for question, column in COLUMNS if question.search(found.parsed.own)), None)
    if best is None or asked is None or best.hit.row is None or FIGURE_ASKED.search(found.parsed.own):
        return found
    if best.hit.row.kind is RowKind.INDICATOR or best.also or _is_of(best, asked):
        return found
    told = next((one for one in found.candidates if one.hit is best.hit and _is_of(one, asked)), None)
    if told is None:
        return found
    rest = tuple(one for one in found.candidates if one is not told)
    return replace(found, candidates=(whole_cell(told), *rest), sureness=sureness(found))


def _is_of(one: Candidate, column: re.Pattern[str]) -> bool:
    return one.cell is not None and bool(one.cell.text.strip()) and column.fullmatch(one.cell.column) is not None

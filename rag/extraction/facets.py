"""What a question leaves open is not picked silently: of 城镇220元, 农村180元 both are told where nobody said which.

Facets are columns of one row with figures of one unit, whatever they are (城镇 and 农村, 小学 and 初中, 分散 and 集中).
"""

from dataclasses import replace

from ingest.answer_spans import DASHES
from ingest.quantities.figures import figures
from ingest.schema import Cell, RowKind
from ingest.tables.units import measured, parted
from rag.extraction.candidates import Candidate
from rag.extraction.cases import named_cases
from rag.question.parsed_question import ParsedQuestion

HELD = 0.5  # how far a column's name holds a word of the question that says which is meant
MOST = 4  # columns that are told side by side
LONGEST = 30  # characters of a cell that is told beside another


def with_open_facets(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """The likeliest candidate with the other columns of its row that the question may mean as well."""
    row, cell = best.hit.row, best.cell
    if row is None or cell is None or row.kind is RowKind.INDICATOR or best.sum or best.also:
        return best
    if parsed.answer_type.kind != "amount" or parsed.answer_type.computes or _says_which(cell.column, parsed):
        return best
    unit = _unit(cell)
    others = [one for one in row.cells if one != cell and unit and _unit(one) == unit and one.text != row.name]
    if not others or len(others) >= MOST or any(_says_which(one.column, parsed) for one in others):
        return best
    if any(len(one.text) > LONGEST for one in others) or best.text.count("：") != 1:
        return best
    told = "；".join(f"{parted(one.column)[0]}：{measured(one.text, one.column)}" for one in others)
    text = f"{best.text.rstrip('。；; ')}；{told}"
    return replace(best, text=text, words=text)


def _says_which(column: str, parsed: ParsedQuestion) -> bool:
    """Whether the question names a column, or a case of the same kind (农民 where there are 城镇 and 农村)."""
    name = parted(column)[0]
    if bool((parsed.meant(name) >= HELD).any()):
        return True
    pairs = zip(named_cases(parsed.text), named_cases(name), strict=True)
    return any(asked and told for asked, told in pairs)


def _unit(cell: Cell) -> str:
    """The unit of a cell's one figure, as its column or itself tells it; empty where it has none or several."""
    if DASHES.fullmatch(cell.text):
        return ""
    found = [one for one in figures(measured(cell.text, cell.column)) if not one.is_year]
    return found[0].unit if len(found) == 1 else ""

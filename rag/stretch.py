"""What of a row or a sentence answers: the cell that is asked for, the clause that holds the figure asked about."""

import re

from ingest.fold import fold, tokens
from ingest.quantities import figures
from ingest.schema import Cell, Row, RowKind
from ingest.split import sentences
from rag.asking import Asked

SUBJECT_SHARE = 0.5  # of the question's weight that a clause must hold to stand without the one before it
ABSENT = 0.2  # left of a stretch's weight where a figure is asked and it has none
LONGEST_CELL = 150  # characters of a cell that is given whole
YEAR_CLAUSE = re.compile(r"\D{0,4}20\d\d年\D{0,3}")  # 到2025年, which dates what follows


def asked_cell(row: Row, wanted: Asked, text: str, weights: dict[str, float]) -> Cell:
    """The cell that is asked for.

    Of an indicator the column that the question names (its year, 目标, 属性), else the target; of other rows the column
    that tells what is asked, unless an amount is asked and another cell holds one together with more of the words.
    """
    if row.kind is RowKind.INDICATOR:
        others = [cell for cell in row.cells if not cell.text.startswith(row.name)]
        words = set(tokens(fold(text)))
        return max(others, key=lambda cell: (len(words & set(tokens(fold(cell.column)))), cell is row.target))
    told = row.cell(*wanted.columns) or row.cells[-1]
    if wanted.kind != "amount" or not told.text:
        return told
    figured = [cell for cell in row.cells if cell.text != row.name and figures(cell.text)]
    best = {id(cell): max(_held(part, weights) for part in _parts(cell.text)) for cell in (told, *figured)}
    return max((told, *figured), key=lambda cell: (best[id(cell)], cell is told))


def row_sentence(row: Row, cell: Cell, wanted: Asked, weights: dict[str, float]) -> str:
    """The asked cell in a sentence that names the row; empty where the plan leaves the cell blank."""
    if row.kind is RowKind.INDICATOR:
        unitless = figures(cell.text) and not any(figure.unit for figure in figures(cell.text))
        # 15 and 1/10万 side by side would read as 151/10万
        unit = f"（{row.unit}）" if row.unit[:1].isdigit() else row.unit
        return f"{row.name}{cell.column}为{cell.text}{unit if unitless else ''}"
    if row.kind is RowKind.TERM:
        return f"{row.name}：{cell.text.rstrip('。;；')}"
    return f"{row.name}的{cell.column}：{_stretch(cell.text, wanted, weights)}"


def _stretch(words: str, wanted: Asked, weights: dict[str, float]) -> str:
    """Of a cell where an amount is asked, or of a long one, the sentence that holds most of the question's words."""
    parts = _parts(words)
    held = [_held(part, weights) for part in parts]
    best = max(held)
    whole = wanted.kind != "amount" and len(words) <= LONGEST_CELL
    if whole or best == 0 or held.count(best) > 1:
        return words.rstrip("。;；")
    return parts[held.index(best)].rstrip("。;；")


def _parts(words: str) -> list[str]:
    return [words[start:end] for start, end in sentences(words)]


def _held(words: str, weights: dict[str, float]) -> float:
    """Weight of the question that a stretch holds; little of it where it holds no figure."""
    own = set(tokens(fold(words)))
    return sum(weight for token, weight in weights.items() if token in own) * (1.0 if figures(words) else ABSENT)


def narrowed(words: str, offset: int, weights: dict[str, float]) -> tuple[int, int]:
    """Of a sentence with several figures the clause that is asked about, with the clause before it where that names
    the subject; else the whole sentence."""
    clauses = [match.span() for match in re.finditer(r"[^，,；;。]+", words)]
    figured = [at for at, (start, end) in enumerate(clauses) if any(not f.is_year for f in figures(words[start:end]))]
    if len(figured) < 2:
        return offset, offset + len(words)
    held = [_held(words[start:end], weights) for start, end in clauses]
    best = max(figured, key=lambda at: held[at])
    first = best
    while first > 0 and first - 1 not in figured and held[first] < SUBJECT_SHARE * sum(weights.values()):
        first -= 1
        held[first] += held[first + 1]
    if first > 0 and YEAR_CLAUSE.fullmatch(words[slice(*clauses[first - 1])]):
        first -= 1
    return offset + clauses[first][0], offset + clauses[best][1]


def beside_name(weights: dict[str, float], row: Row) -> dict[str, float]:
    """The words of a question that do not name the row: those tell which of its cells is meant."""
    name = set(tokens(fold(row.name)))
    return {token: weight for token, weight in weights.items() if token not in name}

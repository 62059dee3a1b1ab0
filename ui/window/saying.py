"""An answer as residents would have it said: columns in plain words, a list as a list, regions side by side, and what
else of the row counts. Not a figure is changed, and no word is added that is not in `data/saying.toml`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rag.schema import Answer, Citation

LIST_ITEMS = 3  # parts from which on an enumeration is shown as a list
MOST_ALSO, LONGEST_ALSO = 2, 90  # stretches told besides the answer, characters of each
SENTENCE = re.compile(r"[^。]+。?(?:\[\d+\])*。?")
MARKS = re.compile(r"(?:\[\d+\])+")
CLAUSE = re.compile(r"[^；;。\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A stretch of an answer: words, then `items` of a list, or `sides` as (region, words); each may hold marks."""

    words: str = ""
    items: tuple[str, ...] = ()
    sides: tuple[tuple[str, str], ...] = ()


def plain(answer: Answer) -> str:
    """The answer's text with the columns of its rows in plain words."""
    text = answer.answer
    for citation in answer.citations:
        name = citation.cells[0].quote if citation.cells else ""
        for cell in citation.cells[1:]:
            if phrase := _data()["columns"].get(cell.column):
                text = text.replace(f"{name}的{cell.column}：", phrase.format(name=name))
    return text


def said(answer: Answer) -> tuple[Said, ...]:
    """The answer in the stretches that it is shown in."""
    text = plain(answer)
    regions = tuple(dict.fromkeys(citation.region for citation in answer.citations if citation.region))
    return tuple(_side_by_side(answer, one, regions) or _listed(one) for one in SENTENCE.findall(text))


def also(answer: Answer) -> tuple[tuple[str, str], ...]:
    """(column, words) of the cited row that whoever counts on its amount must know too, and that the answer leaves out:
    other cases of the cell that it is from, its conditions, and where or for whom alone it is."""
    citations = [citation for citation in answer.citations if citation.cells]
    if answer.abstained or not answer.figures or len(citations) != 1:
        return ()
    return tuple(_unsaid(answer, citations[0]))[:MOST_ALSO]


def _unsaid(answer: Answer, citation: Citation) -> Iterator[tuple[str, str]]:
    figures = {figure.text for figure in answer.figures}
    told = "".join(answer.answer.split()) + "".join(answer.conditions)
    for cell in citation.cells:
        clauses = [clause.strip() for clause in CLAUSE.findall(cell.quote)]
        is_source = any(figure in cell.quote for figure in figures) and len(clauses) > 1
        is_condition = is_source or cell.column in _data()["conditions"]["columns"]
        for clause in clauses:
            new = "".join(clause.split()) not in told and not any(figure in clause for figure in figures)
            counts = is_condition or re.search(_data()["conditions"]["limits"], clause)
            if counts and clause and new and len(clause) <= LONGEST_ALSO:
                yield cell.column, clause


def _side_by_side(answer: Answer, sentence: str, regions: tuple[str, ...]) -> Said | None:
    """Regions, each with its part and the marks of its own sources; None where a sentence does not set them so."""
    named = "|".join(map(re.escape, regions))
    starts = list(re.finditer(rf"(?:^|；)({named})：", sentence)) if len(regions) > 1 else []
    if len(starts) < 2 or starts[0].start():
        return None
    ends = [start.start() for start in starts[1:]] + [len(sentence)]
    sides = []
    for start, end in zip(starts, ends, strict=True):
        marks = "".join(f"[{one.n}]" for one in answer.citations if one.region == start[1])
        sides.append((start[1], MARKS.sub("", sentence[start.end() : end]).rstrip("。") + marks))
    return Said(sides=tuple(sides))


def _listed(sentence: str) -> Said:
    """A sentence; where it enumerates, its opening and the items."""
    opening, _, rest = sentence.partition("：")  # the first opens the list, others stand in its items
    items = [item for item in rest.split("；") if item.strip()]
    if len(items) < LIST_ITEMS:
        return Said(words=sentence)
    return Said(words=f"{opening}：", items=tuple(items))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("ui.window") / "data" / "saying.toml").read_text(encoding="utf-8"))

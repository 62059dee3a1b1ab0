"""Levels of government in a table of shares: 省级50%, 市级0, 县级50%. Whoever asks about one or two is told those."""

import re
from dataclasses import replace

from ingest.answer_spans import TAIL
from ingest.schema import Cell
from ingest.tables.units import measured, parted
from rag.extraction.candidates import Candidate
from rag.question.parsed_question import ParsedQuestion

# by level: how it is asked for, how a column is called
LEVELS = {
    "central": (re.compile(r"中央|国家(?=.{0,3}[出掏承负补])"), re.compile(r"中央(?:财政|级)?")),
    "province": (re.compile(r"省(?:里|级|财政|上)|省(?=.{0,2}[出掏承负])"), re.compile(r"省(?:级|财政)?")),
    "city": (re.compile(r"[市州](?:里|级|财政|上)|[市州](?=.{0,2}[出掏承负])"), re.compile(r"[市州](?:级|财政)?")),
    "county": (
        re.compile(r"[县区](?:里|级|财政|上)|[县区](?=.{0,4}[出掏承负])|自己[出掏]"),
        re.compile(r"[县区](?:级|财政)?|县区|县[(（]?[市区].{0,3}"),
    ),
}


def asked_levels(text: str) -> frozenset[str]:
    """The levels that a question names."""
    return frozenset(level for level, (asked, _) in LEVELS.items() if asked.search(text))


def level_of(column: str) -> str:
    """The level that a column is of; empty where it is of none."""
    return next((level for level, (_, called) in LEVELS.items() if called.fullmatch(column)), "")


def with_levels(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """The share of one level with those of the others that the question names, from the same row."""
    row, cell = best.hit.row, best.cell
    asked = asked_levels(parsed.own)
    if row is None or cell is None or best.sum or best.also or level_of(cell.column) not in asked:
        return best
    others = [one for one in row.cells if one is not cell and one.text and level_of(one.column) in asked]
    words = "；".join((best.text.rstrip(TAIL), *(_read(row.name, one) for one in others)))
    return replace(best, text=words, words=words) if others else best


def _read(name: str, cell: Cell) -> str:
    return f"{name}的{parted(cell.column)[0]}：{measured(cell.text, cell.column)}"

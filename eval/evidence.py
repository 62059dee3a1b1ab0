"""Whether quotes hold what a case rests on. One rule for citations and for retrieved passages.

Over an original the case's decisive words decide. Over a digest, whose wording is its own, the place decides: the name
of the row or a heading above it stands in the place that the case names, and the quotes hold what an answer must have.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.cases import Case
from eval.matching import folded, stands
from eval.records import Found
from ingest.answer_spans import LONGEST_QUOTE
from ingest.schema import TextKind
from rag.schema import Citation

LIST_MARK = re.compile(
    r"\s*(?:第[一二三四五六七八九十百\d]+(?:篇|章|节|部分)|[(（]?[一二三四五六七八九十\d]+[)）、.．])\s*"
)
SHORTEST_NAME = 3  # Han characters that a name needs to tell a place: 目标 or 二、 tells none


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A text of a plan with what names its place: the headings above it, the cells of its row."""

    title: str
    names: tuple[str, ...]
    text: str
    kind: TextKind


def quoted(citations: Sequence[Citation]) -> tuple[Quoted, ...]:
    """The citations that count: a whole row, or a quote of fair length."""
    return tuple(
        Quoted(
            title=one.title,
            names=(*one.section, *(cell.quote for cell in one.cells)),
            text=one.quote,
            kind=one.text_kind,
        )
        for one in citations
        if one.row or len(one.quote) <= LONGEST_QUOTE
    )


def passage(found: Found) -> Quoted:
    """A retrieved passage."""
    return Quoted(title=found.title, names=(*found.section, found.name), text=found.text, kind=found.kind)


def holds(case: Case, quotes: Sequence[Quoted]) -> bool:
    """Whether a quote has the decisive words, or one of a digest, from the named place, has a word of some group of
    `must` and the quotes together have one of each."""
    if any(_has_words(case, quote) for quote in quotes):
        return True
    held = [{at for at, group in enumerate(case.must) if _has(quote, group)} for quote in quotes]
    found = any(had for quote, had in zip(quotes, held, strict=True) if in_place(case, quote))
    return found and len(set().union(*held)) == len(case.must)


def found_among(case: Case, passages: Sequence[Quoted]) -> bool:
    """As `holds`, by the passages of the named place alone: among ten passages stands many a figure."""
    return holds(case, [one for one in passages if in_place(case, one) or _has_words(case, one)])


def in_place(case: Case, quote: Quoted) -> bool:
    """Whether a quote of a digest stands in the document, section or row that the case names."""
    if case.evidence is None or quote.kind is not TextKind.DIGEST or not of_document(case, quote.title):
        return False
    place = _plain(case.evidence.place)
    names = (_plain(LIST_MARK.sub("", name, count=1)) for name in quote.names)
    return any(len(re.findall(r"[\u4e00-\u9fff]", name)) >= SHORTEST_NAME and name in place for name in names)


def of_document(case: Case, title: str) -> bool:
    """Whether a title is that of the document with the evidence."""
    return case.evidence is not None and folded(title) == folded(case.evidence.document)


def _has_words(case: Case, quote: Quoted) -> bool:
    return case.evidence is not None and of_document(case, quote.title) and stands(case.evidence.words, quote.text)


def _has(quote: Quoted, group: Sequence[str]) -> bool:
    return any(stands(words, quote.text) for words in group)


def _plain(text: str) -> str:
    return "".join(character for character in folded(text) if character.isalnum())

"""Every quantity of a document in its place: cells of rows by their column, sentences of prose by the words around."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.bounds import check_count
from ingest.identity.lexicon import Mention, mentions
from ingest.quantities.context import CLAUSE_ENDS, Role, Understood, looks_back, period_start, understand
from ingest.quantities.figures import figures
from ingest.records.indicators import baseline, target
from ingest.schema import Cell, Document, Passage, Quantity, Row, RowKind, Section
from ingest.tables.units import measured, parted
from ingest.text.fold import fold_same_length
from ingest.text.split import sentences

HEADER_YEAR = re.compile(r"20\d\d")
SCOPE = re.compile(r"农村|乡村|城镇|城市|城乡|民族地区|贫困")
LONGEST_SCOPE = 200  # characters before a figure that may say for whom it is
MIN_NAME = 3  # Han characters between two figures that name a subject of their own
BASE_IN_NAME = re.compile(r"每[百千万](?:名|户)?[\u4e00-\u9fff]{0,3}?(?:人口|老人|人|户)|人均|生均|户均")


def plan_start(document: Document) -> int | None:
    """First year of the period, else of the latest five-year period that the text names."""
    dated = document.period[:4].isdigit()
    return int(document.period[:4]) if dated else period_start(document.text)


def plan_end(document: Document) -> int | None:
    """Last year of the period."""
    return int(document.period[-4:]) if document.period[-4:].isdigit() else None


def quantify(
    document: Document, sections: tuple[Section, ...], rows: tuple[Row, ...], passages: tuple[Passage, ...]
) -> tuple[Quantity, ...]:
    """Quantities in reading order. Raises `ValueError` where they are more than any plan has."""
    by_id = {section.id: section for section in sections}
    start_year = plan_start(document)
    found: list[Quantity] = []
    for row in rows:
        if row.kind is RowKind.INDICATOR:
            found += _of_indicator(row)
        elif row.kind is RowKind.STANDARD:
            for cell in row.cells[1:]:
                found += _of_cell(row, cell)
        elif row.kind is RowKind.TERM:
            for cell in row.cells[1:]:
                found += _of_definition(row, cell, start_year)
    for passage in passages:
        if passage.row is None:
            path = by_id[passage.section].path
            reached, past = passage.start, False
            for start, end in sentences(document.text, passage.start, passage.end):
                words = document.text[start:end]
                past = past and "\n" not in document.text[reached:start]  # a paragraph goes on in its tense
                named = [mention for mention in mentions(fold_same_length(words)) if mention.kind == "official"]
                names = [(mention.start, mention.end) for mention in named]
                read = understand(words, plan_start=start_year, path=path, past=past, names=names)
                found += _of_sentence(words, start, passage, read, named)
                check_count("quantities", len(found))
                reached, past = end, looks_back(words, before=past)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _of_indicator(row: Row) -> Iterator[Quantity]:
    """Values of an indicator: the column gives year and role, the row unit, base and concept."""
    base = BASE_IN_NAME.search(row.name)
    for cell, role in ((baseline(row), Role.BASELINE), (target(row), Role.TARGET)):
        if cell is None or not figures(cell.text):
            continue
        year = HEADER_YEAR.search(cell.column)
        for one in understand(cell.text, kind=role)[:1]:
            placed = _placed(one, row, cell.start, row.concept, _scope(row.name))
            yield replace(
                placed,
                unit=one.unit or row.unit or parted(cell.column)[1],
                base=base.group() if base else "",
                year=int(year.group()) if year else None,
            )


def _of_cell(row: Row, cell: Cell) -> Iterator[Quantity]:
    words = measured(cell.text, cell.column)
    unit = parted(cell.column)[1] if words != cell.text else ""
    for start, end in sentences(words):
        for one in understand(words[start:end], kind=Role.STANDARD):
            own = _without(unit, one) if unit else one
            yield _placed(own, row, cell.start + start, row.concept, _scope(row.name))


def _without(unit: str, one: Understood) -> Understood:
    """A quantity whose unit stands in the header: its words end before it, and 元/月 says what it is per."""
    name, *per = re.split("[/／·.]", unit)
    text = one.text.removesuffix(name)
    return replace(one, text=text, end=one.start + len(text), base=one.base or "".join(f"每{part}" for part in per))


def _of_definition(row: Row, cell: Cell, plan_start: int | None) -> Iterator[Quantity]:
    for start, end in sentences(cell.text):
        for one in understand(cell.text[start:end], plan_start=plan_start):
            yield _placed(one, row, cell.start + start, row.concept, _scope(row.name))


def _placed(one: Understood, place: Row | Passage, offset: int, concept: str | None, scope: str) -> Quantity:
    return Quantity(
        document=place.document,
        section=place.section,
        row=place.id if isinstance(place, Row) else None,
        text=one.text,
        start=offset + one.start,
        end=offset + one.end,
        low=one.low,
        high=one.high,
        unit=one.unit,
        base=one.base,
        comparator=one.comparator,
        year=one.year,
        role=one.role,
        concept=concept,
        scope=scope,
    )


def _of_sentence(
    words: str, offset: int, passage: Passage, read: tuple[Understood, ...], named: Sequence[Mention]
) -> Iterator[Quantity]:
    """Quantities of a sentence, each with the concept that is named right before it.

    优良率达80%、优秀率达40%: the second has a name of its own.
    城乡收入分别达A、B: which is which cannot be told, so neither gets a concept.
    """
    starts = [mention.start for mention in named]
    reached = 0
    for one in read:
        at = bisect_right(starts, one.start) - 1  # the last name that begins before, or with the figure
        clause = max(words.rfind(mark, 0, one.start) for mark in CLAUSE_ENDS) + 1
        own = words[max(reached, clause) : one.start]
        since = max(reached, clause) if len(re.findall(r"[\u4e00-\u9fff]", own)) >= MIN_NAME else clause
        concept = named[at].concept if at >= 0 and since <= starts[at] else None
        if "分别" in words[clause : one.start]:
            concept = None
        yield _placed(one, passage, offset, concept, _scope(words[max(since, one.start - LONGEST_SCOPE) : one.start]))
        reached = one.end


def _scope(words: str) -> str:
    return "".join(sorted(set(SCOPE.findall(words))))

"""Which documents hold on a day: by their own words, and by what other documents of the index say of them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from ingest.schema import Document, is_expired
from ingest.text.fold import fold

Standing = Literal["in force", "over", "to come"]
ISSUED = re.compile(r"^.{0,40}?(?:关于)?(?:印发|公布|发布)《?(.+?)》?的(?:通知|公告|通告)$")


def standing(document: Document, day: date) -> Standing:
    """The last day that a document names goes before the last year of its period, its first day before the first."""
    today = day.isoformat()
    if document.is_over or (document.ends < today if document.ends else is_expired(document.period, day)):
        return "over"
    begins = document.starts > today if document.starts else document.period[:4] > str(day.year)
    return "to come" if begins else "in force"


def with_replaced(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The same documents, those that another one ends or follows under the same title (of one region each) with their
    last day and the other's title."""
    held = tuple(documents)
    by_name: defaultdict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in held:
        by_name[document.region, name_of(document.title)].append(document)
    found: dict[str, Document] = {}
    for newer in held:
        for title in newer.repeals:
            for older in by_name[newer.region, name_of(title)]:
                if older.id != newer.id and _begins(older) <= _begins(newer):
                    found[older.id] = newer
    for same in by_name.values():
        dated = sorted((one for one in same if _begins(one)), key=_begins)
        for at, older in enumerate(dated):
            later = [one for one in dated[at + 1 :] if _begins(one) > _begins(older)]
            if later:
                found.setdefault(older.id, later[0])
    return tuple(_ended(one, found[one.id]) if one.id in found else one for one in held)


def name_of(title: str) -> str:
    """A title as others name it: without marks, and of a covering notice what it issues."""
    match = ISSUED.match(title)
    return "".join(character for character in fold(match[1] if match else title) if character.isalnum())


def _begins(document: Document) -> str:
    return document.starts or document.date or document.period[:4]


def _ended(older: Document, newer: Document) -> Document:
    first = newer.starts or newer.date or f"{newer.period[:4]}-01-01"
    try:
        last = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    except ValueError:
        return older
    return replace(older, ends=min(older.ends or last, last), replaced_by=newer.title)

"""The answer path's values: hits, drafts, citations, answers."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from ingest.index.meaning import encode
from ingest.index.vocabulary import Vocabulary
from ingest.schema import RowKind, TextKind
from rag.schema import Answer, Citation, CitedCell, Draft, Hit, Question, Released, Status, Step
from rag.settings import AnswerSettings
from tests.builders.documents import TITLE, document, passage, row, row_text
from tests.builders.plans import LAKE_REGION

DAY = date(2024, 6, 1)
NO_MODEL = AnswerSettings(llm_base_url="", llm_model="")


class _EqualWords:
    """Stands for an index in which every word occurs, and is as rare as any other."""

    regions = (LAKE_REGION,)
    keywords = SimpleNamespace(rarity=lambda token: 1.0, known=lambda token: True, vocabulary=())
    meaning = staticmethod(encode)
    vocabulary = Vocabulary((), encode)


EqualWords: Any = _EqualWords
"""Typed loosely, since it is handed over where an `Index` is due."""


def hit(text: str, **changed: Any) -> Hit:
    """A hit whose passage is the whole text of its document."""
    values: dict[str, Any] = {
        "passage": passage(text),
        "document": document(text),
        "section": (),
        "row": None,
        "score": 1.0,
        "ranks": {"words": 1},
    }
    return Hit(**values | changed)


def prose(text: str, section: tuple[str, ...] = (), key: str = "d1") -> Hit:
    """A hit of running text, in the document of this id."""
    return hit(text, section=section, passage=passage(text, document=key), document=document(text, id=key))


def record(
    *cells: tuple[str, str], kind: RowKind = RowKind.STANDARD, key: str = "d1", section: tuple[str, ...] = ()
) -> Hit:
    """A hit of one row of (column, text), in the document of this id."""
    made, text = row(*cells, kind=kind, document=key), row_text(*cells)
    found = passage(text, id=f"{made.id}.p", document=key, row=made.id)
    return hit(text, section=section, row=made, passage=found, document=document(text, id=key))


def elsewhere(hit: Hit, region: str, key: str = "") -> Hit:
    """A hit in a document of another region."""
    return replace(hit, document=replace(hit.document, id=key or region, region=region))


def draft(text: str = "校车补助多少", *, region: str | None = None, as_of: date = DAY, **changed: Any) -> Draft:
    return Draft(question=Question(text=text, region=region, as_of=as_of), text=text, **changed)


def citation(quote: str = "每学期360元", **changed: Any) -> Citation:
    values: dict[str, Any] = {
        "n": 1,
        "document": "d1",
        "title": TITLE,
        "region": "青石县",
        "section": ("第二章", "教育"),
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "row": None,
        "cells": (),
        "text_kind": TextKind.ORIGINAL,
        "source": "lake.md",
        "period": "2021-2025",
    }
    return Citation(**values | changed)


def cited_cell(quote: str = "乡村校车补助", *, column: str = "服务项目", start: int = 0) -> CitedCell:
    return CitedCell(column=column, quote=quote, start=start, end=start + len(quote))


def cited_row(**changed: Any) -> Citation:
    cells = (cited_cell(), cited_cell("每学期360元", column="服务标准", start=9))
    return citation("乡村校车补助 | 每学期360元", **{"row": "d1.standard0", "cells": cells, **changed})


def answer(text: str = "每学期360元[1]。", **changed: Any) -> Answer:
    """Abstains where its status says so."""
    values: dict[str, Any] = {
        "id": "a1",
        "question": "校车补助多少",
        "status": Status.ANSWERED,
        "answer": text,
        "citations": (citation(),),
        "figures": (),
        "notes": (),
        "mode": "read",
        "steps": (),
        "latency_ms": 5.0,
    }
    values |= changed
    return Answer(**{"abstained": values["status"].abstained} | values)


def walked(*names: str, **details: str) -> tuple[Step, ...]:
    """Steps that were done."""
    return tuple(Step(name=name, ms=1.0, detail=details.get(name, "")) for name in names)


def drained(events: Any) -> tuple[list[Released], Draft]:
    """What a step that streams released, and the draft that it returned."""
    released = []
    while True:
        try:
            released.append(next(events))
        except StopIteration as end:
            return released, end.value

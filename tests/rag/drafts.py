"""Values of the answer path for tests; a test spells out only what it is about."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from ingest.schema import Cell, Document, Passage, Row, RowKind, TextKind
from rag.schema import Answer, Citation, Draft, Hit, Question, Released

DAY = date(2024, 6, 1)
LAKE_REGION = "江南省/临湖市/青石县"
PINE_REGION = "江南省/临湖市/松岭市"

PINE = f"""---
title: 松岭市养老服务发展方案(2024-2026)
region: {PINE_REGION}
period: 2024-2026
---
# 一、主要目标

到2026年,松岭市建成社区食堂45个。

# 二、补贴标准

80周岁以上老人每人每月领取高龄津贴80元。
"""


class EqualWords:
    """Stands for an index in which every word occurs, and is as rare as any other."""

    keywords = SimpleNamespace(rarity=lambda token: 1.0, known=lambda token: True)


def draft(text: str = "校车补助多少", *, region: str | None = None, as_of: date = DAY, **changed: Any) -> Draft:
    return Draft(question=Question(text=text, region=region, as_of=as_of), text=text, **changed)


def citation(quote: str = "每生每学期360元", **changed: Any) -> Citation:
    values: dict[str, Any] = {
        "n": 1,
        "document": "d1",
        "title": "青石县公共服务规划",
        "region": "青石县",
        "section": ("服务标准",),
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


def document(text: str, key: str = "d1") -> Document:
    return Document(
        id=key,
        title="青石县公共服务规划",
        issuer="",
        region=LAKE_REGION,
        number="",
        index_number="",
        date="",
        period="2021-2025",
        source="lake.md",
        text_kind=TextKind.ORIGINAL,
        content_hash="",
        text=text,
        origin=((0, 0, len(text)),),
    )


def prose(text: str, section: tuple[str, ...] = (), key: str = "d1") -> Hit:
    """A hit whose passage is the whole text of its document."""
    passage = Passage(id=f"{key}.p0", document=key, section=f"{key}.root", row=None, start=0, end=len(text), text=text)
    return Hit(passage=passage, document=document(text, key), section=section, row=None, score=1.0, ranks={"words": 1})


def record(*cells: tuple[str, str], kind: RowKind = RowKind.STANDARD, key: str = "d1") -> Hit:
    """A hit whose passage is one row of (column, text); the first cell names it."""
    made, at = [], 0
    for column, text in cells:
        made.append(Cell(column=column, text=text, start=at, end=at + len(text)))
        at += len(text) + 1
    words = "|".join(text for _, text in cells)
    row = Row(
        id=f"{key}.r0",
        document=key,
        section=f"{key}.root",
        kind=kind,
        name=cells[0][1],
        cells=tuple(made),
        start=0,
        end=len(words),
    )
    passage = Passage(
        id=f"{key}.p0", document=key, section=f"{key}.root", row=row.id, start=0, end=len(words), text=words
    )
    return Hit(passage=passage, document=document(words, key), section=(), row=row, score=1.0, ranks={"words": 1})


def drained(events: Any) -> tuple[list[Released], Draft]:
    """What a step that streams released, and the draft that it returned."""
    released = []
    while True:
        try:
            released.append(next(events))
        except StopIteration as end:
            return released, end.value


def texts(answered: Draft | Answer) -> Sequence[str]:
    return [sentence.text for sentence in answered.sentences] if isinstance(answered, Draft) else [answered.answer]

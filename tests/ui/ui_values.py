"""Answers, citations and documents for tests of what is shown."""

from typing import Any

from ingest.schema import Document, TextKind
from rag.schema import Answer, Citation, CitedCell, Status


def citation(quote: str = "每学期360元", **changed: Any) -> Citation:
    values: dict[str, Any] = {
        "n": 1,
        "document": "d1",
        "title": "青石县公共服务规划",
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


def row(**changed: Any) -> Citation:
    cells = (
        CitedCell(column="服务项目", quote="乡村校车补助", start=0, end=6),
        CitedCell(column="服务标准", quote="每学期360元", start=9, end=16),
    )
    return citation("乡村校车补助 | 每学期360元", **{"row": "d1.standard0", "cells": cells, **changed})


def answer(text: str = "每学期360元[1]。", **changed: Any) -> Answer:
    values: dict[str, Any] = {
        "id": "a1",
        "question": "校车补助多少",
        "status": Status.ANSWERED,
        "abstained": False,
        "answer": text,
        "citations": (citation(),),
        "figures": (),
        "notes": (),
        "mode": "read",
        "steps": (),
        "latency_ms": 5.0,
    }
    return Answer(**values | changed)


def document(text: str) -> Document:
    empty = dict.fromkeys(("issuer", "region", "number", "index_number", "date", "period", "source"), "")
    return Document(
        id="d1", title="青石县公共服务规划", text_kind=TextKind.ORIGINAL, content_hash="", text=text, origin=(), **empty
    )

"""Cases, answers and scores for tests; a test spells out only what it is about."""

from typing import Any

from eval.cases import Case
from eval.records import Found, Record
from eval.report import summarise
from eval.run import Run
from eval.score import Score
from ingest.schema import TextKind
from rag.schema import Answer, Citation, Status, Step

TITLE = "青石县公共服务规划"


def case(**changed: Any) -> Case:
    values: dict[str, Any] = {
        "id": "c1",
        "category": "standard",
        "region": "青石县",
        "history": [],
        "question": "校车补助多少?",
        "answer": "每生每学期360元。",
        "must": [["360元"]],
        "must_not": ["420元"],
        "evidence": {"document": TITLE, "place": "乡村校车补助", "words": "每学期360元"},
        "abstain": False,
        "phrasing": "official",
    }
    return Case.model_validate(values | changed)


def silent(**changed: Any) -> Case:
    """A question to abstain from."""
    return case(**{"must": [], "evidence": None, "abstain": True, "category": "unanswerable", **changed})


def citation(quote: str = "校车补助每学期360元", **changed: Any) -> Citation:
    values: dict[str, Any] = {
        "n": 1,
        "document": "d1",
        "title": TITLE,
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


def answer(text: str = "校车补助每学期360元[1]。", **changed: Any) -> Answer:
    values: dict[str, Any] = {
        "id": "a1",
        "question": "校车补助多少?",
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
    return Answer(abstained=values["status"].abstained, **values)


def found(text: str = "校车补助每学期360元", **changed: Any) -> Found:
    """A passage of the evidence's document, first in each leg."""
    values: dict[str, Any] = {
        "title": TITLE,
        "section": ("服务标准",),
        "name": "",
        "text": text,
        "kind": TextKind.ORIGINAL,
        "ranks": {"words": 1, "vector": 1, "fused": 1},
        "handed": True,
    }
    return Found(**values | changed)


def record(answered: Answer | None = None, *passages: Found) -> Record:
    return Record(case="c1", answer=answered or answer(), found=passages or (found(),))


def walked(*names: str, **details: str) -> tuple[Step, ...]:
    """Steps that were done."""
    return tuple(Step(name=name, ms=1.0, detail=details.get(name, "")) for name in names)


def scored(**changed: Any) -> Score:
    values: dict[str, Any] = {
        "id": "c1",
        "category": "standard",
        "region": "青石县",
        "document": TITLE,
        "phrasing": "official",
        "right": True,
        "cited": True,
        "abstain": False,
        "abstained": False,
        "breaches": 0,
        "reason": "",
        "fault": None,
        "ranks": {"words": 1, "vector": 1, "fused": 1},
        "status": "answered",
        "first": "每学期360元。",
        "latency_ms": 5.0,
        "length": 7,
    }
    return Score(**values | changed)


def finished(*scores: Score, **changed: Any) -> Run:
    """A run with these scores."""
    values: dict[str, Any] = {
        "cases": {score.id: case(id=score.id) for score in scores},
        "records": {score.id: record(answer(score.first)) for score in scores},
        "scores": list(scores),
        "summary": summarise(scores),
        "naive": summarise([]),
        "model": None,
        "lies": [],
        "facts": [],
    }
    return Run(**values | changed)

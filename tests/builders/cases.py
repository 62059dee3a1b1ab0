"""The evaluation's values: cases, what was found, records, scores, runs."""

from typing import Any

from eval.cases import Case
from eval.records import Found, Record
from eval.report import summarise
from eval.run import Run
from eval.score import Score
from ingest.schema import TextKind
from rag.schema import Answer
from tests.builders.answers import answer
from tests.builders.documents import TITLE
from tests.builders.plans import LAKE

LAKE_TITLE = LAKE.split("title: ")[1].split("\n")[0]


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


def lake_cases() -> list[Case]:
    """Over the invented plan of 青石县: one to answer, one to decline, one that was put after another."""
    evidence = {"document": LAKE_TITLE, "place": "第二节 养老", "words": "高龄津贴110元"}
    allowance = case(
        id="lake-1",
        question="高龄津贴每月多少元?",
        answer="每月110元。",
        must=[["110元"]],
        must_not=["80元"],
        evidence=evidence,
    )
    said = [{"role": "user", "content": "有高龄津贴吗"}, {"role": "assistant", "content": "有。"}]
    return [
        allowance,
        silent(id="lake-2", question="火箭发射补贴多少?", answer="规划没有写明。", must_not=[]),
        allowance.model_copy(update={"id": "lake-3", "region": None, "history": case(history=said).history}),
    ]


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

"""What tests of the fit share: a case about the plan of 青石县, examples with chosen features, and a clear set of them."""

import numpy as np

from bench.rank.examples import KEPT, Example
from eval.cases import Case, Category, Evidence, Phrasing
from rag.extraction.features import FEATURES
from tests.builders.plans import LAKE


def case(key: str = "q1", question: str = "高龄津贴每月多少元", must: str = "110元", **changed: object) -> Case:
    """One question; without `must` it is to be declined."""
    title = LAKE.split("title: ")[1].split("\n")[0]
    values: dict[str, object] = {
        "id": key,
        "category": Category.STANDARD,
        "region": "青石县",
        "history": (),
        "question": question,
        "answer": must or "规划没有写明。",
        "must": ((must,),) if must else (),
        "must_not": (),
        "evidence": Evidence(document=title, place="第二节 养老", words=must) if must else None,
        "abstain": not must,
        "phrasing": Phrasing.EVERYDAY,
    }
    return Case.model_validate(values | changed)


def vector(**values: float) -> list[float]:
    return [1.0 if name == "bias" else values.get(name, 0.0) for name in FEATURES]


def example(*ways: dict[str, float], right: int | None = 0, key: str = "q1") -> Example:
    """A question with one candidate for each way; none of them right where it must be declined."""
    return Example(
        case(key, must="" if right is None else "110元"),
        np.array([vector(**way) for way in ways]).reshape(-1, len(FEATURES)),
        np.array([at == right for at in range(len(ways))], dtype=bool),
        answer_spans=np.zeros((len(ways), KEPT), dtype=np.float32),
        held=np.zeros((len(ways), 2, 0), dtype=np.float32),
    )


CASES = [case(f"lake-{at}") for at in range(6)] + [case(f"none-{at}", "护照多少元", must="") for at in range(6)]
CLEAR = [
    *(example({"clause_overlap": 0.9}, {"clause_overlap": 0.2}, key=f"clear-{at}") for at in range(10)),
    *(example({"clause_overlap": 0.1}, {"clause_overlap": 0.2}, right=None, key=f"silent-{at}") for at in range(10)),
]

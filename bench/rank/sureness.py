"""The fit of `rag/extraction/sureness.py`: how likely the likeliest candidate is right, told by its signals.

Every question is asked as a user would ask it, ranked by weights that have not seen it, nor its plan, and answered
whatever the sureness; `eval/score.py` says whether that is right. A logistic regression learns from it. What it is
worth is told by predictions for documents left out of the fit.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import AS_OF
from bench.rank.examples import Bases
from bench.rank.indexes import index_of, index_settings
from bench.rank.judge import Folds
from bench.rank.sources import Source
from eval.ask import question
from eval.cases import Case, Category
from eval.score import flaws
from ingest.identity.divisions import named
from ingest.index.opened import Index
from rag.chain import AnswerChain, answer_steps
from rag.extraction.extract import Extract
from rag.extraction.extraction import Extraction
from rag.extraction.finish import finished
from rag.extraction.ranker import Ranker
from rag.extraction.settle import weighed
from rag.extraction.steps import ranked
from rag.extraction.sureness import FILE, Calibration, signals
from rag.retrieval.retrieve import Retrieve
from rag.schema import GIVEN
from rag.settings import AnswerSettings

PENALTY = (
    100.0  # L2, on weights of standardized signals; log loss on documents left out .482, with 10 .492, with 3 more
)
PASSES, CLOSE = 60, 1e-6  # Newton steps at most, and the largest change of a weight at which they end
LEFT_OUT = 9  # parts into which documents are dealt, each predicted by a fit on the others
FLAT = 1e-6  # added to a signal's deviation, so that one that never changes weighs nothing
RIGHT_OF_GIVEN = (0.80, 0.85, 0.88, 0.90, 0.92, 0.95)
FEWEST = 20  # answers given below which a share says nothing
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A question's answer before it is known how sure it is."""

    document: str
    """What it is left out with: its plan, or its document where an index holds several."""
    case: Case
    signals: Vector
    given: bool
    """Whether an answer comes of it however sure."""
    right: bool

    @property
    def usable(self) -> bool:
        """Whether it teaches: whether both values of a conflict are told is not the candidate's doing."""
        return self.given and self.case.category is not Category.CONFLICT


class _Asked:
    """The answer path with weights of its own, which notes the signals of every search."""

    def __init__(self, index: Index) -> None:
        self.ranker: Ranker | None = None
        self.noted: list[Vector] = []
        decide = (("rank", self._ranked), ("finish", finished), ("settle", self._settled))
        extract = Extract(index, Retrieve(index), decide=decide)
        steps = answer_steps(index, AnswerSettings.model_construct(llm_base_url="", llm_model=""))
        self.chain = AnswerChain([(name, extract if name == "extract" else work) for name, work in steps])

    def _ranked(self, found: Extraction) -> Extraction:
        return ranked(found, self.ranker)

    def _settled(self, found: Extraction) -> Extraction:
        if found.candidates:
            self.noted.append(signals(found))
        return weighed(found, 1.0, 0.0)


def weighed_of(
    source: Source, home: Path, folds: Folds, kept: Bases, *, take: Callable[[Case], bool] = lambda _: True
) -> list[Weighed]:
    """Of every question of a source that needs one search, and of which something comes."""
    index = Index(index_of(source, home), index_settings(home))
    asked = _Asked(index)
    rankers = [fit.with_bases(kept) for fit in folds.fits]
    found = []
    for case in filter(take, source.cases()):
        own = case if case.region else _of_one_region(case)
        asked.ranker, asked.noted = rankers[folds.part(source.name, case.id)], []
        answer = asked.chain.invoke(question(own, AS_OF))
        if len(asked.noted) == 1:
            right = not any(flaws(case, answer))
            given = answer.status in GIVEN
            document = source.name if source.name.startswith("bench/plans") else f"{source.name}: {_title(own)}"
            found.append(
                Weighed(document=document, case=case, signals=asked.noted[0], given=given, right=given and right)
            )
    index.close()
    return found


def _of_one_region(case: Case) -> Case:
    """A case that names no region, asked of the region that its document's title names: one search, one plan."""
    places = named(case.evidence.document) if case.evidence else ()
    return case.model_copy(update={"region": places[0][0]}) if places else case


def _title(case: Case) -> str:
    return case.evidence.document if case.evidence else case.region or ""


def fitted(known: Iterable[Weighed]) -> Calibration:
    """The regression by Newton's method."""
    usable = [one for one in known if one.usable]
    values = np.array([one.signals for one in usable])
    right = np.array([float(one.right) for one in usable])
    mean, scale = values.mean(axis=0), values.std(axis=0) + FLAT
    inputs = np.c_[(values - mean) / scale, np.ones(len(values))]
    penalty = np.full(inputs.shape[1], PENALTY)
    penalty[-1] = 0.0
    weights = np.zeros(inputs.shape[1])
    for _ in range(PASSES):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (likely - right) + penalty * weights
        bend = (inputs.T * (likely * (1 - likely))) @ inputs + np.diag(penalty + FLAT)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < CLOSE:
            break
    return Calibration(mean=mean, scale=scale, weights=weights[:-1], bias=float(weights[-1]))


def left_out(known: Sequence[Weighed]) -> list[float]:
    """How sure each is by a fit that has not seen its document."""
    documents = sorted({one.document for one in known})
    part = {document: at % LEFT_OUT for at, document in enumerate(documents)}
    fits = {at: fitted([one for one in known if part[one.document] != at]) for at in sorted(set(part.values()))}
    return [fits[part[one.document]](one.signals) for one in known]


def curve(name: str, known: Sequence[Weighed], sure: Sequence[float]) -> str:
    """Risk and coverage: for each share of right answers among those given, how much of what is to be answered is
    rightly answered, and from which sureness on."""
    due = sum(not one.case.abstain for one in known) or 1
    order = sorted((pair for pair in zip(sure, known, strict=True) if pair[1].given), key=lambda pair: -pair[0])
    right = np.cumsum([one.right for _, one in order])
    lines = [f"{name}: {len(known)} questions, {due} to be answered", "  of given right  of due right  sureness from"]
    for share in RIGHT_OF_GIVEN:
        reached = [at for at in range(FEWEST, len(order)) if right[at] >= share * (at + 1)]
        if reached:
            at = reached[-1]
            lines.append(f"{100 * share:>16.0f}{100 * right[at] / due:>14.1f}{order[at][0]:>15.2f}")
    return "\n".join(lines)


def at_bounds(name: str, known: Sequence[Weighed], sure: Sequence[float], bounds: Sequence[float]) -> str:
    """The same by sureness from which on answers are given."""
    due = sum(not one.case.abstain for one in known) or 1
    lines = [f"{name}:", "  sureness from  given  of given right  of due right"]
    for bound in bounds:
        given = [one for one, likely in zip(known, sure, strict=True) if one.given and likely >= bound]
        right = sum(one.right for one in given)
        lines.append(
            f"{bound:>15.2f}{len(given):>7}{100 * right / max(1, len(given)):>16.1f}{100 * right / due:>14.1f}"
        )
    return "\n".join(lines)


def save(calibration: Calibration, home: Path) -> Path:
    """As `rag` reads it; the same weights give the same bytes."""
    path = home / FILE
    path.write_text(json.dumps(calibration.as_data(), indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return path

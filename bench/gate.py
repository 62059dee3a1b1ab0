"""What stands around a model costs: evidence, prompt, checks and assembly, with a model that answers at once.

The answers are those of eval/replays/sample/blind.jsonl.
"""

import math
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median

from eval.jsonl import load
from eval.replay import Replay, Replayed
from eval.report import SLOW
from ingest.settings import IngestSettings
from rag.schema import Question
from rag.service import Service
from rag.settings import AnswerSettings

ANSWERS = Path(__file__).resolve().parent.parent / "eval" / "replays" / "sample" / "blind.jsonl"


def around_the_model(index: Path, settings: IngestSettings, as_of: date) -> tuple[float, float, float]:
    """Of the questions that code leaves to the model: milliseconds in `generate` (median, and 95 % within) and
    the median of their ratio to all other steps of the same answer."""
    spent = list(_times(index, settings, as_of))
    own = sorted(own for own, _ in spent)
    return median(own), own[math.ceil(SLOW * len(own)) - 1], median(one / others for one, others in spent)


def _times(index: Path, settings: IngestSettings, as_of: date) -> Iterator[tuple[float, float]]:
    """Milliseconds in `generate` and in the other steps."""
    model = Replay()
    with closing(Service(index, settings, AnswerSettings(llm_base_url="", llm_model=""), model=model)) as service:
        for said in load(ANSWERS, Replayed):
            model.set(said.says)
            answer = service.ask(Question(text=said.question, region=said.region, as_of=said.as_of or as_of))
            if model.asked:
                own = sum(step.ms for step in answer.steps if step.name == "generate")
                yield own, sum(step.ms for step in answer.steps) - own

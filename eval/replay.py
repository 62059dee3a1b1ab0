"""What becomes of words written for a model: cases of a folder, each put through the whole answer path.

A case brings a question and the lines that a model says to it, for one call or two; sources are named by words of
theirs. Good ones must come through as they are, bad ones must not come through at all. No endpoint is reached.
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.cases import Message
from eval.jsonl import load
from ingest.errors import SourceError
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.generation.client import Allowance
from rag.generation.prompts import Prompt
from rag.schema import Answer, Question, Released, Status, Turn
from rag.service import Service
from rag.settings import AnswerSettings

PLANS = "plans"  # folder beside cases that are asked over its documents instead of the index at hand
BLOCK = re.compile(r"^\[(\d+)\] (.*?)(?=^\[\d+\] |\Z)", re.MULTILINE | re.DOTALL)
Line = dict[str, Any]


class Replayed(BaseModel):
    """One case. A line of `says` is what `prompts/answer.md` asks for, sources as words or numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: str
    good: bool
    question: str
    region: str | None = None
    history: tuple[Message, ...] = ()
    as_of: date | None = None
    says: tuple[Line, ...]
    then: tuple[Line, ...] = Field((), description="what is said to the second call, where there is one")
    status: Status | None = Field(None, description="how the question must be settled")
    leaks: tuple[str, ...] = Field((), description="of a bad case: words that must not be shown either")

    @model_validator(mode="after")
    def _says_or_declines(self) -> "Replayed":
        if not self.texts and self.status is None:
            raise ValueError("没有写出任何一句话，又没有写 status")
        return self

    @property
    def texts(self) -> list[str]:
        """The sentences that are the answer: of the second call, where that says any, those alone."""
        return [line["text"] for line in self.then if "text" in line] or self.first

    @property
    def first(self) -> list[str]:
        """The sentences of the first call."""
        return [line["text"] for line in self.says if "text" in line]


class Replay:
    """A model that says the lines of one case, call after call, and then nothing; `asked` are its prompts."""

    name = "replay"

    def __init__(self, *says: Sequence[Mapping[str, Any]]) -> None:
        self.asked: list[Prompt] = []
        self._says = says

    def set(self, *says: Sequence[Mapping[str, Any]]) -> None:
        """What it says from now on."""
        self._says, self.asked = says, []

    def stream(self, prompt: Prompt, allowance: Allowance) -> Iterator[str]:
        self.asked.append(prompt)
        for line in self._says[len(self.asked) - 1] if len(self.asked) <= len(self._says) else ():
            yield json.dumps(numbered(line, prompt.user), ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case."""

    case: Replayed
    answer: str
    status: Status
    calls: int
    shown: bool
    """Of a good case, whether it came through as it is and was settled as it must be; of a bad one, whether anything of
    it came through."""
    stale: tuple[str, ...]
    """Sources that no prompt holds, so that the case says nothing."""
    detail: str
    """What the trace tells of the writing."""

    @property
    def wrong(self) -> bool:
        return self.shown is not self.case.good or bool(self.stale) or not self.calls


def replay(folder: Path, index: Path, *, settings: IngestSettings, as_of: date) -> dict[str, list[Outcome]]:
    """The outcomes of every file of cases in a folder and those below it, by name. Raises `SourceError`."""
    files = sorted(folder.rglob("*.jsonl"))
    if not files:
        raise SourceError(str(folder), "里面没有 .jsonl 文件")
    found: dict[str, list[Outcome]] = {}
    with tempfile.TemporaryDirectory(prefix="huimin-replay-") as own:
        for file in files:
            cases, plans = load(file, Replayed), file.parent / PLANS
            at = Path(own) / f"{file.parent.name}-index" if plans.is_dir() else index
            if plans.is_dir() and not at.exists():
                ingest(at, settings, sources=[plans])
            found[str(file.relative_to(folder))] = list(outcomes(cases, at, settings=settings, as_of=as_of))
    return found


def outcomes(cases: Sequence[Replayed], index: Path, *, settings: IngestSettings, as_of: date) -> Iterator[Outcome]:
    """Each case asked over an index."""
    model = Replay()
    with closing(Service(index, settings, AnswerSettings(llm_base_url="", llm_model=""), model=model)) as service:
        for case in cases:
            model.set(case.says, case.then)
            turns = tuple(Turn(role=turn.role, content=turn.content) for turn in case.history)
            question = Question(text=case.question, region=case.region, history=turns, as_of=case.as_of or as_of)
            *events, answer = service.stream(question)
            if not isinstance(answer, Answer):
                raise TypeError(f"the walk ended with {answer!r}")
            told = [event.sentence.text for event in events if isinstance(event, Released)]
            yield _outcome(case, told, answer, model)


def _outcome(case: Replayed, told: Sequence[str], answer: Answer, model: Replay) -> Outcome:
    settled = case.status in (None, answer.status)
    if case.good:
        shown = settled and (as_said(answer, case.texts) if case.texts else not answer.by_model)
    else:
        words = "\n".join((*told, answer.answer, *(note.text for note in answer.notes)))
        said = any(one in told or as_said(answer, [one]) for one in (*case.first, *case.texts))
        shown = not settled or said or any(one in words for one in case.leaks)
    return Outcome(
        case=case,
        answer=answer.answer,
        status=answer.status,
        calls=len(model.asked),
        shown=shown,
        stale=tuple(_stale(case, model.asked)),
        detail=next(step.detail for step in answer.steps if step.name == "generate"),
    )


def as_said(answer: Answer, texts: Sequence[str]) -> bool:
    """Whether an answer holds all sentences of a model, in their order and nothing left out."""
    at = 0
    for words in texts:
        at = answer.answer.find(words.rstrip("。"), at)
        if at < 0:
            return False
    return answer.by_model


def numbered(line: Mapping[str, Any], user: str) -> Line:
    """A line with the numbers of its sources in a prompt: of the blocks that hold the words the longest, else 0."""
    if "sources" not in line:
        return dict(line)
    return {**line, "sources": [_number(source, user) for source in line["sources"]]}


def _number(source: int | str, user: str) -> int:
    if isinstance(source, int):
        return source
    words = "".join(source.split())
    blocks = {int(number): "".join(block.split()) for number, block in BLOCK.findall(user)}
    return max((n for n in blocks if words in blocks[n]), key=lambda n: len(blocks[n]), default=0)


def _stale(case: Replayed, asked: Sequence[Prompt]) -> Iterator[str]:
    """Words of sources that stand in no block of the prompt that they were said to."""
    for prompt, said in zip(asked, (case.says, case.then), strict=False):
        for line in said:
            yield from (
                source
                for source in line.get("sources", ())
                if isinstance(source, str) and not _number(source, prompt.user)
            )

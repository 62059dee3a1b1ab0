"""What the server and its process of answers say to each other. Both are ours: nobody else has the socket."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ingest.errors import HuiminError
from ingest.settings import IngestSettings
from rag.settings import AnswerSettings

Task = Literal["ask", "stream", "examples", "others", "choices", "follow_ups", "search", "meanings", "look"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The first message: what to answer from. `threads` is how many tasks are done at once."""

    folder: Path
    ingest: IngestSettings
    answer: AnswerSettings
    threads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Which generation is answered from, and how well: see `Index.vectors_missing`, `Service.passed_over`."""

    name: str
    vectors_missing: int
    passed_over: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The first answer where no index could be opened."""

    error: HuiminError


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A task to be done; `number` names it."""

    number: int
    task: Task
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Nobody waits for a task any more."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value of a task, in order; with the last one comes none. `state` is that on which the task is done."""

    number: int
    state: State
    value: Any = None
    is_last: bool = False
    has_failed: bool = False

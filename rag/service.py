"""Answers over the live index of a folder, for as long as a program runs: moves over when another generation goes live.

Questions under way finish on the generation they began on; it is closed when the last of them is done.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import HuiminError
from ingest.index.generations import Generations
from ingest.index.opened import Index
from ingest.settings import IngestSettings
from rag.chain import AnswerChain, Event, answer_steps
from rag.generation.client import Model
from rag.schema import Answer, Question
from rag.settings import AnswerSettings

if TYPE_CHECKING:
    from rag.telemetry import Telemetry

log = logging.getLogger("huimin")


class _Open:
    """An open generation and how many questions are being answered on it."""

    def __init__(self, index: Index, answer: AnswerSettings, model: Model | None) -> None:
        self.index = index
        self.chain = AnswerChain(answer_steps(index, answer, model))
        self.users = 0


class Service:
    """Thread-safe. Raises what `Index` raises when nothing can be opened at the start."""

    def __init__(
        self, folder: Path, ingest: IngestSettings, answer: AnswerSettings, *, model: Model | None = None
    ) -> None:
        """`model` stands for the endpoint that `answer` names."""
        self._folder, self._ingest, self._answer, self._model = folder, ingest, answer, model
        self._generations = Generations(folder)
        self._lock = threading.Lock()
        live = self._generations.current_name()
        self._open = _Open(Index(folder, ingest), answer, model)
        self._refused = live if live != self._open.index.name else None
        self._telemetry = _telemetry(answer.otlp_endpoint) if answer.otlp_endpoint else None

    def ask(self, question: Question) -> Answer:
        began = time.time_ns()
        with self._lease() as opened:
            return self._recorded(opened.chain.invoke(question), began)

    def stream(self, question: Question) -> Iterator[Event]:
        """Steps done, verified sentences of a written answer, and last the answer."""
        began = time.time_ns()
        with self._lease() as opened:
            for event in opened.chain.stream(question):
                yield self._recorded(event, began) if isinstance(event, Answer) else event

    @property
    def index(self) -> Index:
        """The generation that the next question is answered on."""
        self._move_over()
        return self._open.index

    @property
    def opened(self) -> Index:
        """The generation that is open, without a look at whether another went live: it takes no time."""
        return self._open.index

    @property
    def passed_over(self) -> str | None:
        """The generation that should be live but could not be opened."""
        return self._refused if self._refused != self._open.index.name else None

    @property
    def is_up(self) -> bool:
        """Whether questions are answered at once: here they always are."""
        return True

    @property
    def vectors_missing(self) -> int:
        """See `Index`."""
        return self._open.index.vectors_missing

    def close(self) -> None:
        self._open.index.close()
        if self._telemetry:
            self._telemetry.close()

    def _recorded(self, answer: Answer, began_ns: int) -> Answer:
        if self._telemetry:
            self._telemetry.record(answer, began_ns)
        return answer

    @contextmanager
    def _lease(self) -> Iterator[_Open]:
        self._move_over()
        with self._lock:
            opened = self._open
            opened.users += 1
        try:
            yield opened
        finally:
            with self._lock:
                opened.users -= 1
                done = opened.users == 0 and opened is not self._open
            if done:
                opened.index.close()

    def _move_over(self) -> None:
        """Open what is live now, if it is not what is open. A generation that does not open is left alone."""
        live = self._generations.current_name()
        if live is None or live in (self._open.index.name, self._refused):
            return
        with self._lock:
            if live in (self._open.index.name, self._refused):
                return
            try:
                fresh = _Open(Index(self._folder, self._ingest, name=live), self._answer, self._model)
            except (HuiminError, OSError) as error:
                self._refused = live
                log.error("staying on index %s, cannot open %s: %s", self._open.index.name, live, error)
                return
            old, self._open = self._open, fresh
            idle = old.users == 0
            self._refused = None
        log.info("moved over from index %s to %s", old.index.name, live)
        if idle:
            old.index.close()


def _telemetry(endpoint: str) -> "Telemetry":
    from rag.telemetry import Telemetry

    return Telemetry(endpoint)

"""The process of answers as the server sees it: asked like a `Service`, suggests like a `Reader`.

Answers take the whole of an interpreter; beside one of its own, pages, `/healthz` and refusals wait for none of them.
What the child does is in `child.py`. Where it dies, those who wait are told so, and another is started.
"""

import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from ingest.errors import HuiminError, UsageError
from ingest.index.generations import Generations
from ingest.index.meaning import Vectors
from ingest.index.truth import Truth
from ingest.settings import IngestSettings
from rag.chain import Event, fault
from rag.schema import Answer, Citation, Question
from rag.settings import AnswerSettings
from ui.answering.messages import Call, Failed, Leave, Start, State, Task, Told
from ui.window.suggest import Example

COMMAND = (sys.executable, "-P", "-m", "ui.answering.child")
START_S = 300.0  # a child that has not opened the index by then never will
WAITS_S = 60.0  # who asks while there is no child
ENDS_S = 5.0  # from the hanging up to the end
SPARE_S = 60.0  # beyond the deadline of a model, an answer that takes longer never comes
SPARE_THREADS = 4  # beside questions: suggestions of a page, a look at the index
PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0  # before a child is started that follows one which did not live so long

log = logging.getLogger("huimin")


class GoneError(Exception):
    """The child died over a task, or hung, or failed in it."""


class AnsweringProcess:
    """Thread-safe. Raises at the start what `Index` raises when nothing can be opened."""

    def __init__(self, folder: Path, ingest: IngestSettings, answer: AnswerSettings, *, at_once: int) -> None:
        self._folder, self._ingest = folder, ingest
        self._start = Start(folder=folder, ingest=ingest, answer=answer, threads=at_once + SPARE_THREADS)
        self._hangs_s = answer.llm_deadline_s + SPARE_S
        self._generations, self._numbers = Generations(folder), count()
        self._inboxes: dict[int, SimpleQueue[Told | None]] = {}
        self._sending, self._up, self._is_closed = threading.Lock(), threading.Event(), False
        self._state = self._began()
        self._truth = Truth(folder, ingest, name=self._state.name)
        self._up.set()
        self._keeper = threading.Thread(target=self._keep, name="answers", daemon=True)
        self._keeper.start()

    def ask(self, question: Question) -> Answer:
        return next(event for event in self.stream(question, task="ask") if isinstance(event, Answer))

    def stream(self, question: Question, *, task: Task = "stream") -> Iterator[Event]:
        """Steps done, verified sentences of a written answer, and last the answer: that something went wrong where the
        child did not live to give one."""
        try:
            yield from self._told(task, question)
        except GoneError:
            yield fault(question)

    @property
    def index(self) -> Truth:
        """What the generation that the next question is answered on says."""
        if self._generations.current_name() not in (None, self._state.name, self._state.passed_over):
            self._value("look", None)
        return self._truth

    @property
    def opened(self) -> Truth:
        """The same, without a look at whether another went live: it takes no time."""
        return self._truth

    @property
    def passed_over(self) -> str | None:
        """The generation that should be live but could not be opened."""
        return self._state.passed_over

    @property
    def vectors_missing(self) -> int:
        """See `Index.vectors_missing`."""
        return self._state.vectors_missing

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid

    @property
    def is_up(self) -> bool:
        """Whether a child is there to ask."""
        return self._up.is_set()

    @property
    def waiting(self) -> int:
        """How many tasks are under way."""
        return len(self._inboxes)

    def live(self) -> "AnsweringProcess":
        """What suggests, as `Readers` has it."""
        return self

    def examples(self) -> tuple[Example, ...]:
        """See `Reader`; so are the next five."""
        try:
            return self._examples(self.index.name)
        except GoneError:
            return ()

    def others(self, question: str, region: str) -> tuple[str, ...]:
        found: tuple[str, ...] = self._value("others", (), question, region)
        return found

    def choices(self, answer: Answer, region: str) -> tuple[tuple[str, str], ...]:
        found: tuple[tuple[str, str], ...] = self._value("choices", (), answer, region)
        return found

    def follow_ups(self, answer: Answer, region: str) -> tuple[str, ...]:
        found: tuple[str, ...] = self._value("follow_ups", (), answer, region)
        return found

    def search(self, words: str, region: str) -> tuple[Citation, ...]:
        found: tuple[Citation, ...] = self._value("search", (), words, region)
        return found

    def meanings(self, texts: tuple[str, ...]) -> Vectors | None:
        found: Vectors | None = self._value("meanings", None, texts)
        return found

    def close(self) -> None:
        """Hang up; a child that does not end by itself is ended."""
        self._is_closed = True
        self._end_child()
        self._keeper.join(ENDS_S)
        self._truth.close()

    @lru_cache(maxsize=1)  # noqa: B019  a server has one process of answers
    def _examples(self, _generation: str) -> tuple[Example, ...]:
        return tuple(next(self._told("examples")))

    def _value(self, task: Task, otherwise: Any, *values: Any) -> Any:
        """The one value of a task, or another where there is none: a page without suggestions is a page too."""
        try:
            return next(self._told(task, *values), otherwise)
        except GoneError:
            return otherwise

    def _told(self, task: Task, *values: Any) -> Iterator[Any]:
        """The values of a task as they come. Raises `GoneError`."""
        if not self._up.wait(WAITS_S):
            raise GoneError
        number, inbox = next(self._numbers), SimpleQueue[Told | None]()
        self._inboxes[number] = inbox
        is_done = False
        try:
            self._send(Call(number=number, task=task, values=values))
            while True:
                told = self._next(inbox)
                is_done = told.is_last
                if told.has_failed:
                    raise GoneError
                if told.is_last:
                    return
                yield told.value
        finally:
            del self._inboxes[number]
            if not is_done and self._up.is_set():
                self._send(Leave(number=number))

    def _next(self, inbox: "SimpleQueue[Told | None]") -> Told:
        try:
            told = inbox.get(timeout=self._hangs_s)
        except Empty as error:
            log.error("no answer within %.0f s: the process of answers is ended", self._hangs_s)
            self._up.clear()
            self._child.kill()
            raise GoneError from error
        if told is None:
            raise GoneError
        return told

    def _send(self, message: object) -> None:
        try:
            with self._sending:
                self._connection.send(message)
        except OSError as error:
            raise GoneError from error

    def _keep(self) -> None:
        """Hand out what the child tells; where it ends, start another, until the server stops."""
        pause_s, began = PAUSE_S, time.monotonic()
        while True:
            if self._up.is_set():
                self._hand_out()
                self._up.clear()
                for inbox in [*self._inboxes.values()]:
                    inbox.put(None)
            if self._is_closed:
                return
            self._end_child()
            log.error("the process of answers ended (%s); another is started", self._child.returncode)
            pause_s = PAUSE_S if time.monotonic() - began > LONGEST_PAUSE_S else min(2 * pause_s, LONGEST_PAUSE_S)
            time.sleep(pause_s)
            began = time.monotonic()
            try:
                self._move_to(self._began())
                self._up.set()
            except HuiminError as error:
                log.error("%s", error)

    def _hand_out(self) -> None:
        while True:
            try:
                told: Told = self._connection.recv()
            except (EOFError, OSError):
                return
            if told.state != self._state:
                self._move_to(told.state)
            if inbox := self._inboxes.get(told.number):
                inbox.put(told)

    def _move_to(self, state: State) -> None:
        """Follow the child to another generation. One that is gone before it was opened here is not followed."""
        if state.name != self._truth.name:
            try:
                fresh = Truth(self._folder, self._ingest, name=state.name)
            except HuiminError as error:
                log.error("staying with the documents of %s: %s", self._truth.name, error)
                return
            old, self._truth = self._truth, fresh
            old.close()
        self._state = state

    def _began(self) -> State:
        """Start a child; what it answers from. Raises `HuiminError`."""
        ours, its = socket.socketpair()
        with its:
            self._child = subprocess.Popen([*COMMAND, str(its.fileno())], pass_fds=[its.fileno()], env=_environment())
        self._socket, self._connection = ours, Connection(os.dup(ours.fileno()))
        try:
            self._connection.send(self._start)
            said = self._connection.recv() if self._connection.poll(START_S) else None
        except (EOFError, OSError):
            said = None
        if isinstance(said, State):
            return said
        self._end_child()
        if isinstance(said, Failed):
            raise said.error
        raise UsageError(f"回答问题的子进程启动不了(退出码 {self._child.returncode}),原因见上面的日志")

    def _end_child(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # which wakes who receives, as closing does not
        self._socket.close()
        try:
            self._child.wait(ENDS_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


def _environment() -> dict[str, str]:
    """Ours, with where our packages lie. The C library (glibc) is told to keep one heap for all threads, which take
    turns anyhow: with one each, what strange questions need for a moment stays held four times (100 MB, not 40)."""
    root = str(Path(__file__).resolve().parent.parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
    return {"MALLOC_ARENA_MAX": "1", **os.environ, "PYTHONPATH": path}

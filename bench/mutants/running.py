"""Runs the tests of each mutant in a copy of the tree.

A worker has imported the vendors' modules but nothing of the project, and forks for each mutant: the child reads the
mutated copy and need not start Python anew. A child that takes too long is ended with all its own children.
"""

import contextlib
import importlib.util
import json
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from bench.mutants import ingested
from bench.mutants.mutant import Mutant
from bench.mutants.recording import ARGUMENTS, temporary
from bench.mutants.tree import LAYERS, enter

GRACE, PATIENCE = 20.0, 5.0  # seconds of processor time for a mutant, and how many times what its tests once took
STARVED = 10  # times as long by the clock: a busy machine makes a run long, which says nothing of the mutant
REPORT, LOG, FAULT = ".mutant.json", ".mutant.log", ".mutant.fault"
QUIET = ["--tb=line", "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # pytest plugins are imported already
TICK = 0.01  # seconds between two looks at a child


class Outcome(StrEnum):
    KILLED = "killed"
    TIMEOUT = "timeout"
    SURVIVED = "survived"
    UNTESTED = "untested"  # it survived since no test runs its lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A mutant (None: the code as it is) with the tests to run, in order, and the seconds they took as recorded."""

    mutant: Mutant | None
    tests: Sequence[str]
    cost: float

    @property
    def limit(self) -> float:
        """Seconds of processor time."""
        return GRACE + PATIENCE * self.cost

    @property
    def options(self) -> list[str]:
        """For pytest: one failure is enough to tell of a mutant."""
        return ["-x"] if self.mutant else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`by` is the test that noticed, or how the run ended; `tests` how many were chosen, `seconds` what they took."""

    key: str
    outcome: Outcome
    by: str
    tests: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended: pytest's exit code and what failed, in order; or a signal; or too late."""

    code: int = 0
    failures: tuple[str, ...] = ()
    signal: int = 0
    late: bool = False

    @property
    def told_nothing(self) -> bool:
        """Whether pytest ended by itself and names neither a test nor a module that failed."""
        by_itself = (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED)
        return not self.failures and self.code in by_itself


class RunError(Exception):
    """A run failed for a reason that is not the mutant's, so it says nothing of the tests."""


class Noticed:
    """A pytest plugin that keeps what failed."""

    def __init__(self) -> None:
        self.failures: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failures.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failures.append(f"import of {report.nodeid}")


def warm(modules: Sequence[str]) -> None:
    """Import what others wrote, so that no child has to. What cannot be imported here is left to the child."""
    with warnings.catch_warnings(), contextlib.redirect_stderr(None):
        warnings.simplefilter("ignore")
        for name in modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def run_all(jobs: Sequence[Job], copies: Sequence[Path], done: Callable[[Job, Result], None]) -> None:
    """Run jobs in as many workers as there are copies; `done` is called here as each ends, in no order.

    Raises `RunError` where a run failed for a reason that is not the mutant's.
    """
    context = multiprocessing.get_context("fork")
    waiting, finished = context.SimpleQueue(), context.SimpleQueue()
    workers = [context.Process(target=_work, args=(copy, jobs, waiting, finished)) for copy in copies]
    for worker in workers:
        worker.start()
    for number in [*range(len(jobs)), *(None for _ in copies)]:
        waiting.put(number)
    try:
        for _ in jobs:
            number, result, fault = finished.get()
            if fault:
                raise RunError(f"{jobs[number].mutant.key}: {fault}")
            done(jobs[number], result)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def failures(tests: Sequence[str], copy: Path) -> list[str]:
    """Tests that fail although nothing is mutated, run by the same way as mutants are. Raises `RunError` as above."""
    ended = _ended(Job(mutant=None, tests=tests, cost=float("inf")), copy)
    if ended.code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RunError(f"without a mutant: {ended}; see {copy / LOG}")
    return list(ended.failures)


def _work(copy: Path, jobs: Sequence[Job], waiting: Any, finished: Any) -> None:
    while (number := waiting.get()) is not None:
        try:
            finished.put((number, run(jobs[number], copy), ""))
        except (RunError, OSError) as error:
            finished.put((number, None, str(error)))


def run(job: Job, copy: Path) -> Result:
    """Run one mutant's tests. The process must not have imported the project. Raises `RunError` as above."""
    assert job.mutant
    started = time.perf_counter()
    outcome, by = Outcome.UNTESTED, "no test runs these lines"
    if job.tests:
        with mutated(job.mutant, copy):
            ended = _ended(job, copy)
        if ended.told_nothing:
            _runnable(job, copy)
        outcome, by = _told(ended)
    seconds = round(time.perf_counter() - started, 2)
    return Result(key=job.mutant.key, outcome=outcome, by=by, tests=len(job.tests), seconds=seconds)


@contextlib.contextmanager
def mutated(mutant: Mutant, copy: Path) -> Iterator[None]:
    """The mutant in its place in the copy, the original again afterwards.

    Bytecode goes with either: Python takes that of another text for its own where second and size are the same.
    """
    file = copy / mutant.file
    bytecode = Path(importlib.util.cache_from_source(str(file)))
    original = file.read_bytes()
    try:
        bytecode.unlink(missing_ok=True)
        file.write_text(mutant.text, encoding="utf-8")
        yield
    finally:
        file.write_bytes(original)
        bytecode.unlink(missing_ok=True)


def _runnable(job: Job, copy: Path) -> None:
    """Raises `RunError` where pytest runs none of the tests without the mutant either: then they are not there."""
    ended = _ended(replace(job, mutant=None, cost=float("inf")), copy)
    if ended.told_nothing:
        exit_code = pytest.ExitCode(ended.code).name
        raise RunError(f"pytest runs none of {list(job.tests)!r}, mutant or not ({exit_code}); see {copy / LOG}")


def _told(ended: Ended) -> tuple[Outcome, str]:
    """What a run says of its mutant."""
    if ended.late:
        return Outcome.TIMEOUT, "it took too long"
    if ended.signal:
        return Outcome.KILLED, f"the process was ended by signal {ended.signal}"
    if ended.code == pytest.ExitCode.NO_TESTS_COLLECTED:
        return Outcome.UNTESTED, "with it, none of its tests is collected"
    if ended.code == pytest.ExitCode.OK:
        return Outcome.SURVIVED, ""
    # a usage error that only the mutant causes is a conftest that does not import
    return Outcome.KILLED, next(iter(ended.failures), f"pytest: {pytest.ExitCode(ended.code).name}")


def _ended(job: Job, copy: Path) -> Ended:
    """Run the tests in a child. Raises `RunError` where the child failed outside of pytest."""
    report, fault = copy / REPORT, copy / FAULT
    report.unlink(missing_ok=True)
    fault.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        _child(job, copy, report)
    limit = time.monotonic() + STARVED * job.limit
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if time.monotonic() > limit:
            _end(child)
            os.waitpid(child, 0)
            return Ended(late=True)
        time.sleep(TICK)
    _end(child)  # what it started and left behind
    if fault.exists():
        raise RunError(fault.read_text(encoding="utf-8"))
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return Ended(late=True)
    if os.WIFSIGNALED(status):
        return Ended(signal=os.WTERMSIG(status))
    if not report.exists():
        raise RunError(f"the child left no report (status {status}); see {copy / LOG}")
    code, failed = json.loads(report.read_text(encoding="utf-8"))
    return Ended(code=code, failures=tuple(failed))


def _end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _child(job: Job, copy: Path, report: Path) -> None:
    """Never returns. Its output goes to a file, its own children die with it."""
    try:
        os.setsid()
        if job.mutant:
            resource.setrlimit(resource.RLIMIT_CPU, (int(job.limit), resource.RLIM_INFINITY))
        log = os.open(copy / LOG, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        if known := [name for name in sys.modules if name.split(".")[0] in LAYERS]:
            raise RunError(f"the worker imported {known[0]!r} of the working tree already, so no mutant would be seen")
        enter(copy)
        if not (job.mutant and job.mutant.file.startswith("ingest/")):
            ingested.keep(copy.parent)
        noticed = Noticed()
        code = int(pytest.main([*ARGUMENTS, temporary(copy), *QUIET, *job.options, *job.tests], plugins=[noticed]))
        report.write_text(json.dumps([code, noticed.failures]), encoding="utf-8")
    except BaseException:  # whatever it is, the child must end here and say so
        (copy / FAULT).write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(0)

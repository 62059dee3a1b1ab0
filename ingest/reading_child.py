"""`python -m ingest.reading_child`: reads one file after another for `reading.py`, each within its bounds."""

import os
import resource
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO

from ingest.bounds import MEGABYTE
from ingest.errors import SourceError, UsageError
from ingest.inputs import Input
from ingest.parse import Told, parse
from ingest.reading import (
    FAILED,
    MISUSED,
    PARSED,
    PARSED_WELL,
    REACHED,
    READY,
    REFUSED,
    SWELLED,
    Request,
    receive,
    send,
)
from ingest.settings import IngestSettings


def main() -> None:
    """Until nobody asks any more."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers, Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())  # what a library prints is no answer
        send(answers, READY)
        bounded = False
        with suppress(EOFError, BrokenPipeError):
            while True:
                request = Request.model_validate_json(receive(sys.stdin.buffer))
                if not bounded:
                    _bound_memory(request.mb)
                    bounded = True
                _bound_time(request.seconds)
                kind, words = _answer(request, receive(sys.stdin.buffer), lambda *at: _tell(answers, *at))
                send(answers, kind)
                if kind != SWELLED:
                    send(answers, words)


def _tell(answers: IO[bytes], done: int, total: int) -> None:
    """How far a file is read."""
    send(answers, REACHED)
    send(answers, f"{done} {total}".encode())


def _answer(request: Request, data: bytes, told: Told) -> tuple[bytes, bytes]:
    """The kind of answer and its words: the parse as JSON, why the file is refused, the traceback of our own fault."""
    settings = IngestSettings.model_construct(
        passage_tokens=request.passage_tokens, tiktoken_file=request.tiktoken_file
    )
    try:
        return PARSED_WELL, PARSED.dump_json(parse(Input(source=request.source, data=data), settings, told))
    except SourceError as error:
        return REFUSED, error.reason.encode()
    except UsageError as error:
        return MISUSED, str(error).encode()
    except MemoryError:
        return SWELLED, b""
    except Exception:
        return FAILED, traceback.format_exc(chain=False).encode("utf-8", "replace")


def _bound_time(seconds: int) -> None:
    """So many more seconds of work; then the system ends this process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + 1 + seconds)


def _bound_memory(mb: int) -> None:
    """So much memory in all (MB). What is mapped and not used, mostly code of libraries, does not count."""
    try:
        mapped, resident = map(int, Path("/proc/self/statm").read_text(encoding="ascii").split()[:2])
    except (OSError, ValueError):
        mapped = resident = 0
    _lower(resource.RLIMIT_AS, (mapped - resident) * resource.getpagesize() + mb * MEGABYTE)


def _lower(limit: int, value: int) -> None:
    """Set a soft limit where the system has it (macOS has none of address space); a hard one stays."""
    _, hard = resource.getrlimit(limit)
    with suppress(ValueError, OSError):
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


if __name__ == "__main__":
    main()

"""Files are read in a process of their own, whose time and memory are bounded: what hangs or swells is refused by name.

One child reads file after file; it is replaced after it was killed or has grown. What it does is in `reading_child.py`.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Timer
from typing import IO

from pydantic import BaseModel, TypeAdapter

from ingest.bounds import MEGABYTE
from ingest.errors import SourceError, UsageError
from ingest.formats.recognise import clock_seconds
from ingest.inputs import Input
from ingest.parse import Told as Stages
from ingest.parse import parse
from ingest.schema import ParsedDocument
from ingest.settings import PREFIX, IngestSettings

Read = Callable[[Input], ParsedDocument]
Told = Callable[[str, int, int], None]
"""Is told of a file that takes long how many stages of its reading are done, and of how many."""
PARSED = TypeAdapter(ParsedDocument)
WALL = 4  # seconds on the clock for each second of work: a busy machine makes no file hostile
COMMAND = (sys.executable, "-P", "-m", "ingest.reading_child")
SLOW_S = 2.0  # seconds on the clock from which on it is told how far a file is read; nobody looks at shorter ones
START_S = 30.0  # seconds on the clock that a child may take to start
LENGTH = 8  # bytes that tell how long a message is

READY, REACHED, PARSED_WELL, REFUSED, MISUSED, FAILED, SWELLED = (
    b"ready",
    b"reached",
    b"parsed",
    b"refused",
    b"misused",
    b"failed",
    b"memory",
)
"""What a child says; words follow for all but the first and the last."""

log = logging.getLogger(__name__)


class Request(BaseModel):
    """What a child is told of a file; the bytes follow. `seconds` of work, `mb` of memory (MB)."""

    source: str
    passage_tokens: int
    tiktoken_file: Path | None
    seconds: int
    mb: int


def send(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(LENGTH, "big"))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes], *, most: int | None = None) -> bytes:
    """The next message. Raises `EOFError` where the other side is gone, `MemoryError` on one of over `most` bytes."""
    size = int.from_bytes(_exactly(stream, LENGTH), "big")
    if most is not None and size > most:
        raise MemoryError
    return _exactly(stream, size)


@contextmanager
def reading(settings: IngestSettings, told: Told = lambda *_: None, *, slow_s: float = SLOW_S) -> Iterator[Read]:
    """A way to read files: in a bounded child, or right here where `read_seconds` is 0."""
    if not settings.read_seconds:
        yield lambda item: _told_slowly(item, told, slow_s, lambda tell: parse(item, settings, tell))
        return
    reader = Reader(settings, told=told, slow_s=slow_s)
    try:
        yield reader.read
    finally:
        reader.close()


class Reader:
    """Holds the child; it is started for the first file."""

    def __init__(
        self,
        settings: IngestSettings,
        *,
        command: Sequence[str] = COMMAND,
        told: Told = lambda *_: None,
        slow_s: float = SLOW_S,
    ) -> None:
        self._settings = settings
        self._command = command
        self._told, self._slow_s = told, slow_s
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id; None while there is no child."""
        return self._child.pid if self._child else None

    def read(self, item: Input) -> ParsedDocument:
        """One file. Raises `SourceError` where it cannot be read within bounds, `UsageError` where nothing can."""
        return _told_slowly(item, self._told, self._slow_s, lambda tell: self._read(item, tell))

    def _read(self, item: Input, tell: Stages) -> ParsedDocument:
        seconds = allowed_seconds(self._settings.read_seconds, len(item.data))
        child, late = self._started(), Event()
        request = Request(
            source=item.source,
            passage_tokens=self._settings.passage_tokens,
            tiktoken_file=self._settings.tiktoken_file,
            seconds=seconds,
            mb=self._settings.read_mb,
        )
        with _until(child, START_S + WALL * seconds + clock_seconds(), late):
            try:
                kind, words = self._asked(child, request, item.data, tell)
            except MemoryError:
                kind, words = SWELLED, b""
            except (OSError, EOFError):
                kind, words = b"", b""
        if kind in (b"", SWELLED):
            code = self.close(at_once=True)
            raise SourceError(item.source, self._why_gone(code, seconds, late=late.is_set(), swelled=kind == SWELLED))
        if _memory_mb(child.pid) > self._settings.read_mb / 2:
            self.close()
        return _told(item.source, kind, words)

    def close(self, *, at_once: bool = False) -> int:
        """End the child; its exit code, 0 where there is none."""
        child, self._child = self._child, None
        if child is None:
            return 0
        if at_once:
            child.kill()  # one that has died keeps the code of its death
        for stream in (child.stdin, child.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        try:
            return child.wait(timeout=START_S)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

    def _asked(
        self, child: subprocess.Popen[bytes], request: Request, data: bytes, tell: Stages
    ) -> tuple[bytes, bytes]:
        """What the child says of a file: the kind of its answer, and the words. Up to then it says how far it is."""
        assert child.stdin is not None and child.stdout is not None  # both are pipes
        send(child.stdin, request.model_dump_json().encode())
        send(child.stdin, data)
        while (kind := receive(child.stdout)) == REACHED:
            done, total = receive(child.stdout).split()
            tell(int(done), int(total))
        return kind, receive(child.stdout, most=request.mb * MEGABYTE) if kind != SWELLED else b""

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # ^C is for us, who then end it
            )
            said = b""
            with _until(self._child, START_S, Event()), suppress(OSError, EOFError):
                assert self._child.stdout is not None  # a pipe
                said = receive(self._child.stdout, most=LENGTH)
            if said != READY:
                code = self.close(at_once=True)
                raise UsageError(
                    f"读取文件的子进程启动不了(退出码 {code})，可用 HUIMIN_READ_SECONDS=0 在本进程内读取，但不设限制"
                )
        return self._child

    def _why_gone(self, code: int, seconds: int, *, late: bool, swelled: bool) -> str:
        if swelled:
            return f"读取所需内存超过 {self._settings.read_mb} MB(可用 HUIMIN_READ_MB 放宽)"
        if late or code == -signal.SIGXCPU:
            return f"读取用时超过 {seconds} 秒(可用 HUIMIN_READ_SECONDS 放宽)"
        return f"读取时进程中断(退出码 {code})，多半是内存不足或文件结构异常"


def _told_slowly(item: Input, told: Told, slow_s: float, read: Callable[[Stages], ParsedDocument]) -> ParsedDocument:
    """A file as `read`; once that has taken so many seconds it is told how far it is, and the end."""
    started = time.monotonic()
    stages = 0

    def tell(done: int, total: int) -> None:
        nonlocal stages
        if time.monotonic() - started >= slow_s:
            stages = total
            told(item.source, done, total)

    parsed = read(tell)
    if stages:
        told(item.source, stages, stages)
    return parsed


def allowed_seconds(each_mb: int, size: int) -> int:
    """Seconds of work for a file of so many bytes: as many for each MB that it begins."""
    return each_mb * max(1, -(-size // MEGABYTE))


@contextmanager
def _until(child: subprocess.Popen[bytes], seconds: float, late: Event) -> Iterator[None]:
    """Kills the child after so many seconds on the clock, which ends whatever is read from it or written to it."""

    def kill() -> None:
        late.set()
        child.kill()

    timer = Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _told(source: str, kind: bytes, words: bytes) -> ParsedDocument:
    """A child's answer as `parse` would have given it."""
    if kind == PARSED_WELL:
        return PARSED.validate_json(words)
    told = words.decode("utf-8", "replace")
    if kind == REFUSED:
        raise SourceError(source, told)
    if kind == MISUSED:
        raise UsageError(told)
    log.error("reading %r failed\n%s", source, told)
    raise SourceError(source, f"读取时程序出错({told.splitlines()[-1].split(':')[0]})，详情见日志")


def _environment() -> dict[str, str]:
    """Ours without our settings (a key may be among them), and where our packages lie."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
    root = str(Path(__file__).resolve().parent.parent)
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH", ""))))}


def _memory_mb(pid: int) -> float:
    """What a process holds resident (MB); 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data

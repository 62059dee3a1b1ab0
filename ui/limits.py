"""How often one visitor may ask, and the line in which questions wait. Kept in memory."""

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

VISITORS = 10_000  # remembered at once; the longest unseen are forgotten first


class RateLimit:
    """At most `per_minute` questions a visitor: a bucket each, refilled evenly."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # visitor -> (left, when)
        self._lock = threading.Lock()

    def allow(self, visitor: str) -> bool:
        """Take one question from the visitor's bucket; False where it is empty."""
        now = self._clock()
        with self._lock:
            left, when = self._buckets.pop(visitor, (float(self._per_minute), now))
            left = min(self._per_minute, left + (now - when) * self._per_minute / 60)
            allowed = left >= 1
            self._buckets[visitor] = (left - 1 if allowed else left, now)
            if len(self._buckets) > VISITORS:
                self._buckets.popitem(last=False)
            return allowed


class Line:
    """Lets `at_once` questions be answered and `longest` more wait, first come, first served. For one event loop."""

    def __init__(self, at_once: int, longest: int) -> None:
        self._at_once, self._longest = at_once, longest
        self._turns: list[asyncio.Event] = []

    @property
    def busy(self) -> bool:
        """Whether anybody waits."""
        return len(self._turns) > self._at_once

    @contextmanager
    def place(self) -> Iterator["Place | None"]:
        """A place in the line, held until left. None where the line is full."""
        if len(self._turns) >= self._at_once + self._longest:
            yield None
            return
        turn = asyncio.Event()
        self._turns.append(turn)
        self._call()
        try:
            yield Place(self, turn)
        finally:
            self._turns.remove(turn)
            self._call()

    def ahead(self, turn: asyncio.Event) -> int:
        """How many must finish before it is this one's turn."""
        return max(0, self._turns.index(turn) + 1 - self._at_once)

    def _call(self) -> None:
        for turn in self._turns[: self._at_once]:
            turn.set()


class Place:
    """A visitor's place in the line."""

    def __init__(self, line: Line, turn: asyncio.Event) -> None:
        self._line, self._turn = line, turn

    async def wait(self, seconds: float) -> int:
        """Until it is this one's turn, at most so long: how many are before then, 0 for none."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._turn.wait()
        return self._line.ahead(self._turn)

"""How often one visitor may ask, and the line in which questions wait. Kept in memory."""

import asyncio
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

MOST_OF_ONE = 8  # questions of one visitor that are answered or wait; an office may share one address
LONG = 150  # characters; of 2,788 questions written for the sets the longest has 61
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


class _Turn(asyncio.Event):
    """Set when it is the visitor's turn."""

    def __init__(self, visitor: str, *, is_long: bool) -> None:
        super().__init__()
        self.visitor, self.is_long = visitor, is_long


class Line:
    """Lets `at_once` questions be answered and `longest` more wait, first come, first served, but no visitor before
    others: one who has a question under way waits until nobody else does. Long questions, which take long, are answered
    one at a time. For one event loop."""

    def __init__(self, at_once: int, longest: int) -> None:
        self._at_once, self._longest = at_once, longest
        self._turns: list[_Turn] = []

    @property
    def busy(self) -> bool:
        """Whether anybody waits."""
        return len(self._turns) > self._at_once

    @contextmanager
    def place(self, visitor: str = "", length: int = 0) -> Iterator["Place | None"]:
        """A place in the line, held until left. None where the line is full, or holds enough of one visitor's. Who has
        no name is nobody twice. `length` is of the question with its conversation, in characters."""
        mine = sum(turn.visitor == visitor for turn in self._turns) if visitor else 0
        if len(self._turns) >= self._at_once + self._longest or mine >= MOST_OF_ONE:
            yield None
            return
        turn = _Turn(visitor, is_long=length > LONG)
        self._turns.append(turn)
        self._call()
        try:
            yield Place(self, turn)
        finally:
            self._turns.remove(turn)
            self._call()

    def ahead(self, turn: _Turn) -> int:
        """How many must finish before it is this one's turn; 0 once it is."""
        waiting = [one for one in self._turns if not one.is_set()]
        return waiting.index(turn) + 1 if turn in waiting else 0

    def _call(self) -> None:
        """Call who waits, while there is room: the first of those with the fewest under way. The last place is left to
        a visitor who has none."""
        under_way = Counter(turn.visitor for turn in self._turns if turn.is_set() and turn.visitor)
        long_one = any(turn.is_set() and turn.is_long for turn in self._turns)
        while waiting := [one for one in self._turns if not (one.is_set() or (long_one and one.is_long))]:
            turn = min(waiting, key=lambda one: under_way[one.visitor])
            room = self._at_once - sum(one.is_set() for one in self._turns)
            if room <= 0 or (room == 1 and self._at_once > 1 and under_way[turn.visitor]):
                return
            turn.set()
            long_one = long_one or turn.is_long
            if turn.visitor:
                under_way[turn.visitor] += 1


class Place:
    """A visitor's place in the line."""

    def __init__(self, line: Line, turn: _Turn) -> None:
        self._line, self._turn = line, turn

    async def wait(self, seconds: float) -> int:
        """Until it is this one's turn, at most so long: how many are before then, 0 for none."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._turn.wait()
        return self._line.ahead(self._turn)

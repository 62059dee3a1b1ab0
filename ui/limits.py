"""How often one visitor may ask, and the line in which questions wait. Kept in memory."""

import asyncio
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr
    from starlette.requests import HTTPConnection

MOST_OF_ONE = 8  # questions of one visitor that are answered or wait; an office may share one address
FEW = 5  # questions of a minute that anybody may ask before others come first
LONG = 150  # characters; of 2,788 questions written for the sets the longest has 61
VISITORS = 10_000  # remembered at once; the longest unseen are forgotten first


def address_behind(request: "HTTPConnection | gr.Request") -> str:
    """Who sends a request, as the door found; empty where nobody is named."""
    return request.client.host if request.client else ""


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

    def used(self, visitor: str) -> int:
        """How many of a visitor's questions have not come back yet."""
        now = self._clock()
        with self._lock:
            left, when = self._buckets.get(visitor, (float(self._per_minute), now))
        return round(max(0.0, self._per_minute - left - (now - when) * self._per_minute / 60))


class _Turn(asyncio.Event):
    """Set when it is the visitor's turn."""

    def __init__(self, visitor: str, *, is_long: bool, asked: int) -> None:
        super().__init__()
        self.visitor, self.is_long, self.asked = visitor, is_long, asked


class Line:
    """Lets `at_once` questions be answered and `longest` more wait, first come, first served, but no visitor before
    others: one who has a question under way, or has asked more lately, waits until nobody else does, and finds the line
    full when it is half full. Long questions, which take long, are answered one at a time. For one event loop."""

    def __init__(self, at_once: int, longest: int) -> None:
        self._at_once, self._longest = at_once, longest
        self._turns: list[_Turn] = []

    @property
    def busy(self) -> bool:
        """Whether anybody waits."""
        return len(self._turns) > self._at_once

    @contextmanager
    def place(self, visitor: str = "", length: int = 0, asked: int = 0) -> Iterator["Place | None"]:
        """A place in the line, held until left. None where the line is full, or holds enough of one visitor's. Who has
        no name is nobody twice. `length` is of the question with its conversation, in characters; `asked` are the
        visitor's questions of late."""
        mine = sum(turn.visitor == visitor for turn in self._turns) if visitor else 0
        longest = self._longest if asked <= FEW else self._longest // 2
        if len(self._turns) >= self._at_once + longest or mine >= MOST_OF_ONE:
            yield None
            return
        turn = _Turn(visitor, is_long=length > LONG, asked=asked)
        self._turns.append(turn)
        self._call()
        try:
            yield Place(self, turn)
        finally:
            self._turns.remove(turn)
            self._call()

    def order(self) -> list[_Turn]:
        """Who waits, in the order in which they would be called now: those with the fewest under way first, of these
        who asked least of late, of these who came first."""
        under_way = Counter(turn.visitor for turn in self._turns if turn.is_set() and turn.visitor)
        waiting = [turn for turn in self._turns if not turn.is_set()]
        return sorted(waiting, key=lambda one: (under_way[one.visitor], max(0, one.asked - FEW)))

    def ahead(self, turn: _Turn) -> int:
        """How many must finish before it is this one's turn, as things stand; 0 once it is."""
        order = self.order()
        return order.index(turn) + 1 if turn in order else 0

    def _call(self) -> None:
        """Call who waits, while there is room. The last place is left to a visitor who has none."""
        while True:
            called = [turn for turn in self._turns if turn.is_set()]
            long_one = any(turn.is_long for turn in called)
            turn = next((one for one in self.order() if not (long_one and one.is_long)), None)
            room = self._at_once - len(called)
            if turn is None or room <= 0:
                return
            if room == 1 and self._at_once > 1 and turn.visitor and any(one.visitor == turn.visitor for one in called):
                return
            turn.set()


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

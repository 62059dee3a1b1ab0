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
FORGOTTEN = 1 / 200  # of each second: a second of work is forgotten in 200, what an ordinary answer takes in ten
PAID_OFF = 1 / 30  # of each second that somebody waits: they are as near as if they had taken so much less
PLAIN = 150  # characters; of 2,788 questions written for the sets the longest has 61
SECONDS_EACH = 0.0003  # that a character beyond those is likely to take: 1,000 strange ones took 0.3 s
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


class _Turn(asyncio.Event):
    """Set when it is the visitor's turn, or when the place was given to another."""

    def __init__(self, visitor: str, likely: float, came: float) -> None:
        super().__init__()
        self.visitor, self.likely, self.came = visitor, likely, came
        self.is_out, self.began = False, 0.0


class TurnedAwayError(Exception):
    """A place in the line was given to somebody who took less of late."""


class Line:
    """Lets `at_once` questions be answered and `longest` more wait. Who took some of the server's time of late is
    called later (fair queueing by what was used; waiting pays it off, so newcomers do not pass anybody for ever); one
    who has a question under way waits until nobody without one does. Where the line is full, who took most leaves it.
    For one event loop."""

    def __init__(self, at_once: int, longest: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._longest, self._clock = at_once, longest, clock
        self._turns: list[_Turn] = []
        self._taken: OrderedDict[str, tuple[float, float]] = OrderedDict()  # visitor -> (seconds of work, when)

    @property
    def busy(self) -> bool:
        """Whether anybody waits."""
        return len(self._turns) > self._at_once

    @contextmanager
    def place(self, visitor: str = "", length: int = 0) -> Iterator["Place | None"]:
        """A place in the line, held until left. None where the line is full of those who come before, or holds enough
        of one visitor's. Who has no name is nobody twice. `length` is of the question with its conversation, in
        characters."""
        mine = sum(turn.visitor == visitor for turn in self._turns) if visitor else 0
        turn = _Turn(visitor, max(0, length - PLAIN) * SECONDS_EACH, self._clock())
        if mine >= MOST_OF_ONE or not self._enter(turn):
            yield None
            return
        self._call()
        try:
            yield Place(self, turn)
        finally:
            if not turn.is_out:
                self._turns.remove(turn)
                self._note(turn)
                self._call()

    def order(self) -> list[_Turn]:
        """Who waits, in the order in which they would be called now."""
        under_way = self._under_way()
        return sorted(self._waiting(), key=lambda one: (under_way[one.visitor], one.came * PAID_OFF + self._cost(one)))

    def taken(self, visitor: str) -> float:
        """Seconds of work that a visitor's questions took of late."""
        seconds, when = self._taken.get(visitor, (0.0, 0.0))
        return max(0.0, seconds - (self._clock() - when) * FORGOTTEN)

    def ahead(self, turn: _Turn) -> int:
        """How many must finish before it is this one's turn, as things stand; 0 once it is."""
        order = self.order()
        return order.index(turn) + 1 if turn in order else 0

    def _waiting(self) -> list[_Turn]:
        return [turn for turn in self._turns if not turn.is_set()]

    def _under_way(self) -> Counter[str]:
        return Counter(turn.visitor for turn in self._turns if turn.is_set() and turn.visitor)

    def _cost(self, waiting: _Turn) -> float:
        return self.taken(waiting.visitor) + waiting.likely

    def _enter(self, turn: _Turn) -> bool:
        """Whether it has a place now; who took most, of equals who came last, makes room for it where it is another."""
        self._turns.append(turn)
        if len(self._turns) > self._at_once + self._longest:
            under_way = self._under_way()
            last = max(self._waiting(), key=lambda one: (under_way[one.visitor], self._cost(one), one.came))
            self._turns.remove(last)
            last.is_out = True
            last.set()
        return not turn.is_out

    def _note(self, turn: _Turn) -> None:
        if turn.is_set() and turn.visitor:
            now = self._clock()
            seconds = self.taken(turn.visitor) + now - turn.began
            self._taken.pop(turn.visitor, None)
            self._taken[turn.visitor] = (seconds, now)
            if len(self._taken) > VISITORS:
                self._taken.popitem(last=False)

    def _call(self) -> None:
        """Call who waits, while there is room. The last place is left to a visitor who has none."""
        while True:
            called = [turn for turn in self._turns if turn.is_set()]
            room, turn = self._at_once - len(called), next(iter(self.order()), None)
            if turn is None or room <= 0:
                return
            if room == 1 and self._at_once > 1 and turn.visitor and any(one.visitor == turn.visitor for one in called):
                return
            turn.began = self._clock()
            turn.set()


class Place:
    """A visitor's place in the line."""

    def __init__(self, line: Line, turn: _Turn) -> None:
        self._line, self._turn = line, turn

    async def wait(self, seconds: float) -> int:
        """Until it is this one's turn, at most so long: how many are before then, 0 for none. Raises
        `TurnedAwayError`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._turn.wait()
        if self._turn.is_out:
            raise TurnedAwayError
        return self._line.ahead(self._turn)

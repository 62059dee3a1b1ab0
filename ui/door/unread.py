"""What came of calls that nobody reads: gradio keeps every message of a session until its stream is read, and a session
costs whoever names it nothing. The one door to the book-keeping of gradio's queue."""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from gradio import Blocks

MOST_UNREAD = 6  # calls of a session; a page that is opened makes two calls before it reads
REMEMBERED = 20_000  # sessions; the longest silent are forgotten first
KEPT_S = 60.0  # for a session that has no stream open: a page opens one at once, and a slow network in seconds
MOST_WAITING = 200  # sessions that have no stream open, of all visitors: six greetings each are 60 MB
MOST_WAITING_OF_ONE = 10  # of one address; an office may share it


class Unread:
    """The sessions that have called and not read, over the queues of some windows. Beyond `KEPT_S`, or where there are
    too many, the results of the longest silent are dropped, and what still runs for them is given up.

    Runs within one event loop, and keeps no more than `REMEMBERED` numbers, `MOST_WAITING` sessions and those whose
    streams are open."""

    def __init__(self, windows: Sequence[Blocks] = (), clock: Callable[[], float] = time.monotonic) -> None:
        self._windows, self._clock = tuple(windows), clock
        self._calls: OrderedDict[str, int] = OrderedDict()  # session -> calls since its stream was last opened
        self._open = Counter[str]()  # session -> streams
        self._waiting: OrderedDict[str, tuple[str, float]] = OrderedDict()  # session -> (visitor, when), oldest first
        self._watch: asyncio.Task[None] | None = None

    def may_call(self, session: str) -> bool:
        """Note that a session is about to call; False where it has called too often without reading."""
        return self._count(session, 1) <= MOST_UNREAD

    async def called(self, session: str, visitor: str) -> None:
        """Note that gradio has taken a call. Only now: what was noted earlier could be dropped before it was there."""
        self._calls.setdefault(session, 1)
        if session not in self._open:
            await self._wait(session, visitor)

    def is_known(self, session: str) -> bool:
        """Whether a session has called and is not forgotten."""
        return session in self._calls

    def is_over(self, session: str) -> bool:
        """Whether nothing waits or runs in gradio for a session that has called. A page asks for such a stream where it
        was told what came of its call by the stream before, which has ended meanwhile."""
        return bool(self._windows) and not any(
            session in window._queue.pending_messages_per_session for window in self._windows
        )

    @asynccontextmanager
    async def reading(self, session: str, visitor: str) -> AsyncIterator[None]:
        """While a stream is open. What it leaves unread (a client that hung up at once) counts as it did before."""
        before, self._calls[session] = self._calls.get(session, 0), 0
        self._open[session] += 1
        self._waiting.pop(session, None)
        try:
            yield
        finally:
            self._open[session] -= 1
            if not self._open[session]:
                del self._open[session]
                if self._is_left(session):
                    self._count(session, before)
                    await self._wait(session, visitor)

    def _count(self, session: str, more: int) -> int:
        calls = min(self._calls.pop(session, 0) + more, MOST_UNREAD + 1)
        self._calls[session] = calls
        if len(self._calls) > REMEMBERED:
            self._calls.popitem(last=False)
        return calls

    async def _wait(self, session: str, visitor: str) -> None:
        self._waiting.pop(session, None)
        self._waiting[session] = (visitor, self._clock())
        of_one = [other for other, (owner, _) in self._waiting.items() if owner == visitor]
        for other in of_one[:-MOST_WAITING_OF_ONE]:
            await self._drop(other)
        while len(self._waiting) > MOST_WAITING:
            await self._drop(next(iter(self._waiting)))
        self._keep_watch()

    def _keep_watch(self) -> None:
        if self._watch is None or self._watch.done():
            self._watch = asyncio.get_running_loop().create_task(self._watching())

    async def _watching(self) -> None:
        """Ends when nothing waits."""
        while self._waiting:
            _, since = next(iter(self._waiting.values()))
            await asyncio.sleep(max(0.0, since + KEPT_S - self._clock()))
            await self.drop_old()

    async def drop_old(self) -> None:
        """Drop what waits for longer than `KEPT_S`."""
        while self._waiting:
            session, (_, since) = next(iter(self._waiting.items()))
            if self._clock() - since < KEPT_S:
                return
            await self._drop(session)

    async def _drop(self, session: str) -> None:
        """Gradio gives up what runs for the session, as for a client that is gone, and forgets it."""
        self._waiting.pop(session, None)
        self._calls.pop(session, None)
        for window in self._windows:
            queue = window._queue
            await queue.clean_events(session_hash=session)
            if session not in self._open and session not in self._waiting:  # it did not come back meanwhile
                queue.pending_messages_per_session.pop(session, None)
                queue.pending_event_ids_session.pop(session, None)

    def _is_left(self, session: str) -> bool:
        """Whether something waits in gradio for a session; where not, its empty places there are removed. Gradio itself
        keeps the numbers of calls that were given up, and then never ends the next stream."""
        is_left = False
        for window in self._windows:
            queue = window._queue
            messages = queue.pending_messages_per_session.get(session)
            if messages is not None and not messages.empty():
                is_left = True
                continue
            numbers = queue.pending_event_ids_session.get(session, set())
            events = {number: queue.event_ids_to_events.get(number) for number in numbers}
            numbers.difference_update(number for number, event in events.items() if event is None or not event.alive)
            if numbers:
                is_left = True
            else:
                queue.pending_messages_per_session.pop(session, None)
                queue.pending_event_ids_session.pop(session, None)
        return is_left

"""Who is writing at a reply right now, so that of two the second is told. Kept in memory."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

STAYS_S = 90.0  # without a sign; an open page gives one every half minute
REMEMBERED = 2_000


class Presence:
    """Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._seen: OrderedDict[tuple[int, int], tuple[str, float]] = OrderedDict()  # (case, user) → (name, when)

    def writes(self, case: int, user: int, name: str) -> tuple[str, ...]:
        """Note that somebody writes at a reply; the names of the others who do."""
        now = self._clock()
        with self._lock:
            self._seen.pop((case, user), None)
            self._seen[case, user] = (name, now)
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            return tuple(
                shown
                for (at, who), (shown, when) in self._seen.items()
                if at == case and who != user and now - when < STAYS_S
            )

    def leaves(self, case: int, user: int) -> None:
        with self._lock:
            self._seen.pop((case, user), None)

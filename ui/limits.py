"""How often one visitor may ask. Kept in memory, a bucket a visitor that fills up again over a minute."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

VISITORS = 10_000  # remembered at once; the longest unseen are forgotten first


class RateLimit:
    """At most `per_minute` questions a visitor, refilled evenly."""

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

"""A circuit breaker: after repeated failures an endpoint is left alone for a while, then tried by one call."""

import threading
import time
from collections.abc import Callable

FAILURES = 3  # in a row that open it
REST_S, LONGEST_REST_S = 15.0, 240.0  # first pause, doubled by every failed trial up to the longest


class CircuitBreaker:
    """Thread-safe. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rest = REST_S
        self._until = 0.0

    def allows(self) -> bool:
        """Whether a call may be made now; of those that wait for the end of a pause, the first is the trial."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._rest
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._rest = 0, REST_S

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures > FAILURES:
                self._rest = min(2 * self._rest, LONGEST_REST_S)
            if self._failures >= FAILURES:
                self._until = self._clock() + self._rest

"""How often somebody may try to log in. Kept in memory; a restart forgets it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

LOCKED_S = 15 * 60.0  # from the first failure on
MOST_OF_PAIR = 5  # failures of one account from one address
MOST_OF_ADDRESS = 30  # of all accounts; an office may share one address
MOST_OF_ACCOUNT = 50  # from all addresses: what slows a guess from many places still lets its owner in
REMEMBERED = 10_000  # counters; the oldest are forgotten first


class Lockout:
    """Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failed: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()  # → (failures, since when)

    def waits_s(self, account: str, address: str) -> float:
        """Seconds until a next try; 0 where one may try now."""
        now = self._clock()
        with self._lock:
            found = [(self._failed.get(key, (0, now)), most) for key, most in _counted(account, address)]
        return max([since + LOCKED_S - now for (count, since), most in found if count >= most], default=0.0)

    def failed(self, account: str, address: str) -> None:
        """Note a failure."""
        now = self._clock()
        with self._lock:
            for key, _ in _counted(account, address):
                count, since = self._failed.pop(key, (0, now))
                self._failed[key] = (1, now) if now - since > LOCKED_S else (count + 1, since)
            while len(self._failed) > REMEMBERED:
                self._failed.popitem(last=False)

    def succeeded(self, account: str, address: str) -> None:
        """Forget the failures of the account from the address."""
        with self._lock:
            self._failed.pop((account.lower(), address), None)


def _counted(account: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    name = account.lower()
    return ((name, address), MOST_OF_PAIR), (("", address), MOST_OF_ADDRESS), ((name, ""), MOST_OF_ACCOUNT)

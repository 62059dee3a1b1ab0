"""Connections beneath requests: who opens one and asks nothing is not waited for, and one address has so many."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

from ui.door.visitor import is_trusted, visitor_of
from ui.settings import Network

WAITS_S = 10.0  # seconds that a connection may be open with no request being answered; nginx.conf has the same
DRAINS_S = 60.0  # then so many seconds for who reads slowly to take what is on its way
MOST_OF_ONE = 512  # connections of an address: twice the requests that the door lets it have at once


class Peers:
    """How many connections each address has open, IPv6 by its network. Trusted proxies have as many as they open: their
    visitors are counted at the door."""

    def __init__(self, proxies: Sequence[Network]) -> None:
        self._proxies, self._open = proxies, Counter[str]()

    def opened(self, peer: str) -> bool:
        """Count one; False where it is one too many, which is not counted."""
        if is_trusted(peer, self._proxies):
            return True
        name = visitor_of(peer, (), self._proxies)
        if self._open[name] >= MOST_OF_ONE:
            return False
        self._open[name] += 1
        return True

    def closed(self, peer: str) -> None:
        """One that was counted is gone."""
        name = visitor_of(peer, (), self._proxies)
        self._open[name] -= 1
        if self._open[name] <= 0:
            del self._open[name]


class Connection(H11Protocol):
    """Is closed where no request is being answered for `WAITS_S`: none was sent, its headers do not end, or a body that
    nobody reads any more does not. How long a body may take that is read is the door's matter."""

    peers: ClassVar[Peers] = Peers(())
    _timer: asyncio.TimerHandle | None = None
    _is_counted = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._is_counted = self.peers.opened(self._peer)
        if self._is_counted:
            self._watch()
        else:
            transport.close()

    def handle_events(self) -> None:
        super().handle_events()
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._forget_timer()
        if self._is_counted:
            self._is_counted = False
            self.peers.closed(self._peer)

    @property
    def _peer(self) -> str:
        return self.client[0] if self.client else ""

    def _watch(self) -> None:
        """Start the clock where nothing is being answered, unless it runs; stop it where something is."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._forget_timer()
        elif self._timer is None:
            self._timer = self.loop.call_later(WAITS_S, self._end)

    def _end(self) -> None:
        self.transport.close()
        self._timer = self.loop.call_later(DRAINS_S, self.transport.abort)

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def connections(proxies: Sequence[Network]) -> type[Connection]:
    """Connections of one server, counted together."""

    class Counted(Connection):
        peers: ClassVar[Any] = Peers(proxies)

    return Counted

"""A guard around a test run: nothing of this process reaches beyond this machine."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest


class OutsideError(RuntimeError):
    """A test reached for the network. No `OSError`, which code would take for a network that is down."""


@contextmanager
def no_network() -> Iterator[None]:
    """Neither a connection nor a look-up of a name; sockets of this machine work as ever."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                _refuse_outside(address[0])
            return real(self, address)

        return call

    def looked_up(host: Any, *rest: Any, **options: Any) -> Any:
        _refuse_outside(host)
        return look_up(host, *rest, **options)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket.socket, "connect", guarded(connect))
        patched.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patched.setattr(socket, "getaddrinfo", looked_up)
        yield


def _refuse_outside(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host or ""
    if name not in ("", "localhost", "::1", "0.0.0.0", "::") and not name.startswith("127."):
        raise OutsideError(f"a test reached for {name!r}; use a server of its own on 127.0.0.1")

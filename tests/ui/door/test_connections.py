"""Connections over real sockets: who asks nothing is not waited for, and one address has so many."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from ui.commands.serve import listening
from ui.door import connections
from ui.settings import ServerSettings

WAITS_S, ANSWERS_S = 0.6, 1.2
GIVEN_UP_S = 5.0  # for what is never closed
MOST = 4
GET = b"GET /%s HTTP/1.1\r\nHost: huimin.example\r\n\r\n"


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers without reading a body; one path takes longer than a silent connection may stay."""
    if scope["path"] == "/slow":
        await asyncio.sleep(ANSWERS_S)
    await PlainTextResponse(f"answered {scope['path']}")(scope, receive, send)


class Served:
    def __init__(self, trusted_proxies: str = "") -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        proxies = ServerSettings(trusted_proxies=trusted_proxies).proxies
        config = listening(application, proxies, log_level="critical")
        config.lifespan = "off"
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def opened(self, sent: bytes = b"") -> socket.socket:
        peer = socket.create_connection(self._listener.getsockname(), timeout=5)
        peer.sendall(sent)
        return peer

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._listener.close()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr(connections, "WAITS_S", WAITS_S)
    monkeypatch.setattr(connections, "MOST_OF_ONE", MOST)
    server = Served()
    yield server
    server.close()


def seconds_open(peer: socket.socket, feeding: bytes = b"") -> float:
    """How long until the server hangs up, while a byte is sent ten times a second."""
    began = time.monotonic()
    peer.settimeout(0.1)
    while time.monotonic() - began < GIVEN_UP_S:
        try:
            if feeding:
                peer.sendall(feeding)
                time.sleep(0.1)
            if not peer.recv(4_096):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("sent", "feeding"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX:", b""),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX:", b"a"),
        (GET % b"once" + b"GET / HTTP/1.1\r\nX:", b"a"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", b"a"),
    ],
    ids=["nothing", "half headers", "headers byte by byte", "the second headers", "a body that nobody reads"],
)
def test_who_does_not_finish_a_request_is_hung_up_on(served: Served, sent: bytes, feeding: bytes) -> None:
    with served.opened(sent) as peer:
        assert WAITS_S / 2 < seconds_open(peer, feeding) < GIVEN_UP_S


def answer(peer: socket.socket) -> bytes:
    """Until the body has come; headers and body may come apart."""
    peer.settimeout(30)
    said = b""
    while b"answered" not in said and (part := peer.recv(4_096)):
        said += part
    return said


def test_a_request_is_answered_however_long_it_takes_and_another_after_it(served: Served) -> None:
    with served.opened(GET % b"slow") as peer:
        assert b"answered /slow" in answer(peer)
        peer.sendall(GET % b"again")
        assert b"answered /again" in answer(peer)


def test_one_address_has_so_many_connections_and_gets_them_back(served: Served) -> None:
    held = [served.opened() for _ in range(MOST)]
    time.sleep(0.1)
    with served.opened(GET % b"") as refused, suppress(ConnectionError):  # what was sent to it is thrown away
        assert answer(refused) == b""
    for peer in held:
        peer.close()
    assert is_answered_in_time(served)
    for _ in range(2 * MOST):  # those that asked to speak another protocol are given back too
        assert is_answered_in_time(served, b"Connection: upgrade\r\nUpgrade: websocket\r\n")


def is_answered_in_time(served: Served, header: bytes = b"") -> bool:
    """Whether a request is answered, at once or when the server has noticed that others are gone."""
    began = time.monotonic()
    while time.monotonic() - began < GIVEN_UP_S:
        with suppress(ConnectionError), served.opened(GET[:-2] % b"" + header + b"\r\n") as peer:
            if b"answered" in answer(peer):
                return True
    return False


def test_a_trusted_proxy_has_as_many_as_it_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_OF_ONE", MOST)
    server = Served("127.0.0.1")
    peers = [server.opened(GET % b"") for _ in range(2 * MOST)]
    assert all(b"answered" in answer(peer) for peer in peers)
    for peer in peers:
        peer.close()
    server.close()

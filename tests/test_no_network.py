"""The tests' own guard: nothing reaches beyond this machine."""

import socket

import pytest

from tests.no_network import OutsideError


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_a_connection_to_another_machine_is_refused(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for way in ("connect", "connect_ex"):
        with socket.socket(family) as opened, pytest.raises(OutsideError, match=host):
            getattr(opened, way)((host, 443))


def test_a_name_of_another_machine_is_not_looked_up() -> None:
    with pytest.raises(OutsideError, match=r"example\.invalid"):
        socket.create_connection(("example.invalid", 443))


def test_a_server_of_the_tests_own_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as client:
            client.sendall(b"here")
        assert server.accept()[0].recv(4) == b"here"

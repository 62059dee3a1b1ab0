"""`huimin serve` before it serves."""

import os

import pytest

from ingest.errors import UsageError
from ui.commands import serve


@pytest.mark.parametrize(
    ("user", "host", "allowed", "refused", "warned"),
    [
        (0, "127.0.0.1", False, False, True),
        (0, "::1", False, False, True),
        (0, "localhost", False, False, True),
        (0, "0.0.0.0", False, True, False),
        (0, "::", False, True, False),
        (0, "10.0.0.1", False, True, False),
        (0, "0.0.0.0", True, False, False),
        (1000, "0.0.0.0", False, False, False),
    ],
)
def test_root_is_warned_of_and_refused_on_the_network(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: int,
    host: str,
    allowed: bool,
    refused: bool,
    warned: bool,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    if refused:
        with pytest.raises(UsageError, match="--allow-root"):
            serve.not_as_root(host, allow_root=allowed)
    else:
        serve.not_as_root(host, allow_root=allowed)
    assert ("root" in capsys.readouterr().err) is warned

"""A server that is told to stop does so while tabs are open: their streams have no end of their own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.serving import free_port

STARTS_S, ENDS_S = 300.0, 60.0  # what takes longer hangs
TABS = 3


def wait_for(server: subprocess.Popen[str], address: str) -> None:
    until = time.monotonic() + STARTS_S
    while time.monotonic() < until and server.poll() is None:
        try:
            httpx.get(f"{address}/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.mark.slow
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_stops_while_tabs_are_open(tmp_path: Path, told: signal.Signals) -> None:
    (tmp_path / "a.md").write_text("# 青石县办法\n\n每人每月70元。\n", encoding="utf-8")
    home, index, port = tmp_path / "home", tmp_path / "index", free_port()
    environment = os.environ | {"HUIMIN_HOME": str(home)}
    command = [sys.executable, "-m", "ui.cli"]
    subprocess.run([*command, "ingest", str(tmp_path / "a.md"), "--index", str(index)], env=environment, check=True)
    serve = [*command, "serve", "--index", str(index), "--port", str(port)]
    with subprocess.Popen(serve, env=environment, text=True, stderr=subprocess.PIPE) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(server, address)
            with httpx.Client(timeout=httpx.Timeout(ENDS_S)) as client:
                tabs = [
                    client.send(client.build_request("GET", f"{address}/gradio_api/heartbeat/tab{at}"), stream=True)
                    for at in range(TABS)
                ]
                lines = [tab.iter_lines() for tab in tabs]
                assert all(next(one) for one in lines)
                server.send_signal(told)
                server.wait(ENDS_S)
                for tab in tabs:
                    tab.close()
            assert "Traceback" not in server.stderr.read() if server.stderr else True
        finally:
            server.kill()

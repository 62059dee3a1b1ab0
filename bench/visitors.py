"""A hundred visitors at once: how long each waits for the answer in the window. `python -m bench.visitors [INDEX]`.

The server is a process of its own, asked as the page asks it: a place in gradio's queue, then the stream of events."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import repeat

VISITORS, PORT, LONGEST_S = 100, 7871, 4.0
ADDRESS = f"http://127.0.0.1:{PORT}"


@cache
def questions() -> list[tuple[str, str]]:
    """(question, name of its region): the window's own examples."""
    text = (files("ui.window") / "data" / "examples.toml").read_text(encoding="utf-8")
    return [(one["question"], one["region"]) for one in tomllib.loads(text)["example"]]


def visit(number: int, function: int) -> float:
    """Ask one question; seconds until its answer has come. Raises where none comes."""
    session, known = uuid.uuid4().hex, questions()
    question, region = known[number % len(known)]
    body = {"data": [f"{region}：{question}", "{}", None], "event_data": None, "fn_index": function}
    headers = {"Content-Type": "application/json", "X-Forwarded-For": f"198.18.{number}.7"}
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request(
        "POST",
        "/gradio_api/queue/join",
        json.dumps(body | {"session_hash": session}),
        headers,
    )
    connection.getresponse().read()
    connection.request("GET", f"/gradio_api/queue/data?session_hash={session}", headers=headers)
    answered = False
    for line in connection.getresponse():
        answered = answered or b"hm-actions" in line
        if b"process_completed" in line:
            break
    connection.close()
    if not answered:
        raise RuntimeError(f"no answer for visitor {number}")
    return time.perf_counter() - started


def function_of_page() -> int:
    """The number of the call that sends a question, from the page, which holds its configuration."""
    with urllib.request.urlopen(ADDRESS) as response:
        page = response.read().decode()
    config, _ = json.JSONDecoder().raw_decode(page, page.index("{", page.index("window.gradio_config")))
    return int(next(one["id"] for one in config["dependencies"] if one["targets"][0][1] == "click"))


def visits() -> list[float]:
    """Seconds that each visitor waited, sorted."""
    function = function_of_page()
    visit(0, function)  # a first question loads what is loaded once
    with ThreadPoolExecutor(VISITORS) as pool:
        return sorted(pool.map(visit, range(VISITORS), repeat(function)))


def main(index: str | None) -> int:
    with server(index):
        seconds = visits()
    at_95 = seconds[int(0.95 * len(seconds)) - 1]
    print(f"{VISITORS} visitors at once: median {seconds[len(seconds) // 2]:.2f} s, 95 % within {at_95:.2f} s")
    return int(at_95 > LONGEST_S)


@contextmanager
def server(index: str | None, settings: Mapping[str, str] | None = None) -> Iterator[int]:
    """A server on the index (the sample corpus without one), up and with a home of its own; its process id."""
    with tempfile.TemporaryDirectory() as home:
        ours = {"HUIMIN_HOME": home, "HUIMIN_QUEUE": "200", "HUIMIN_TRUSTED_PROXIES": "127.0.0.1"}
        command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(PORT)]
        arguments = ["--index", index] if index else []
        process = subprocess.Popen([*command, *arguments], env={**os.environ, **ours, **(settings or {})})
        try:
            wait_for(process)
            yield process.pid
        finally:
            process.terminate()
            process.wait()


def wait_for(server: subprocess.Popen[bytes]) -> None:
    """Until it answers. Raises where it ends or takes too long."""
    for _ in range(1500):
        try:
            urllib.request.urlopen(f"{ADDRESS}/healthz").close()
            return
        except (urllib.error.URLError, ConnectionError):
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))

"""Behind nginx with the configuration of the docs: visitors are told apart, limits hold, streams come in pieces."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from rag.service import Service
from tests.serving import free_port, served
from ui.settings import ServerSettings

NGINX = shutil.which("nginx")
CONF = Path(__file__).resolve().parent.parent / "docs" / "nginx.conf"
ASK, JOIN, DATA = "/api/v1/ask", "/gradio_api/queue/join", "/gradio_api/queue/data"
CALL = {
    "data": ["大姚县：普通高中助学金平均一年多少？", "{}", None],
    "event_data": None,
    "fn_index": 0,
    "trigger_id": 1,
    "session_hash": "abcdef12345",
}
STARTS_S = 10.0
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed on this machine"),
]


@pytest.fixture(scope="module")
def address(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of nginx, which trusts nobody; Huimin trusts nginx."""
    settings = ServerSettings(questions_per_minute=4, requests_per_minute=1_000, trusted_proxies="127.0.0.1")
    with served(service, settings) as inner, before(inner, tmp_path_factory.mktemp("nginx")) as outer:
        yield outer


@pytest.fixture(scope="module")
def below(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Likewise below /qa/, as the comment in the configuration says."""
    settings = ServerSettings(trusted_proxies="127.0.0.1", root_path="/qa", requests_per_minute=1_000)
    with served(service, settings) as inner, before(inner, tmp_path_factory.mktemp("below"), "/qa/") as outer:
        yield outer


@contextmanager
def before(inner: str, folder: Path, path: str = "/") -> Iterator[str]:
    """The address of nginx before a server."""
    port = free_port()
    site = CONF.read_text(encoding="utf-8").replace("http://127.0.0.1:7860", inner)
    site = site.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace("location / {", f"location {path} {{")
    # for this test other addresses of this machine stand for other visitors
    (folder / "nginx.conf").write_text(
        f"{'' if os.geteuid() else 'user root;'} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n"
        f"fastcgi_temp_path {folder}/1; uwsgi_temp_path {folder}/2; scgi_temp_path {folder}/3;\n{site}\n}}\n",
        encoding="utf-8",
    )
    command = [str(NGINX), "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command)
    try:
        until = time.monotonic() + STARTS_S
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def visitor(address: str, at: str) -> httpx.Client:
    """Somebody at another address of this machine (127.0.0.0/8 is all loopback)."""
    return httpx.Client(base_url=address, transport=httpx.HTTPTransport(local_address=at), timeout=30)


def test_visitors_have_allowances_of_their_own_whatever_they_say_of_themselves(address: str) -> None:
    with visitor(address, "127.0.0.2") as greedy, visitor(address, "127.0.0.3") as other:
        found = [
            greedy.post(
                ASK,
                json={"question": "普通高中助学金平均一年多少？", "region": "大姚县"},
                headers={"X-Forwarded-For": f"198.51.100.{number}", "Forwarded": f"for=198.51.100.{number}"},
            ).status_code
            for number in range(6)
        ]
        assert found == [200] * 4 + [429] * 2
        assert other.post(ASK, json={"question": "低保"}).status_code == 200


def test_large_bodies_are_cut_before_huimin_and_the_doors_own_limits_hold(address: str) -> None:
    with visitor(address, "127.0.0.4") as client:
        assert client.post(ASK, content=b" " * 300_000).status_code == 413
        assert client.post(JOIN, content=b" " * 20_000, headers={"Content-Type": "application/json"}).status_code == 413
        assert client.get("/gradio_api/info").status_code == 404


def test_a_call_is_answered_in_pieces(address: str) -> None:
    with visitor(address, "127.0.0.5") as client:
        client.get("/")
        assert client.post(JOIN, json=CALL).status_code == 200
        with client.stream("GET", DATA, params={"session_hash": CALL["session_hash"]}) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            said = [json.loads(line[5:]) for line in stream.iter_lines() if line.startswith("data:")]
    assert "process_completed" in [one["msg"] for one in said] and "2000元" in str(said)


def test_a_stream_that_stays_open_is_not_held_back(address: str) -> None:
    with visitor(address, "127.0.0.6") as client:
        client.get("/")
        began = time.monotonic()
        with client.stream("GET", "/gradio_api/heartbeat/abcdef12345") as stream:
            assert next(stream.iter_lines())
        assert time.monotonic() - began < 20  # a buffered one comes when it ends, and it has no end


def test_the_visitors_mark_is_set_once(address: str) -> None:
    with visitor(address, "127.0.0.7") as client:
        assert "huimin_visitor" in client.get("/").headers["set-cookie"]
        assert "set-cookie" not in client.get("/").headers


def test_below_a_path_every_page_and_what_it_needs_is_there(below: str) -> None:
    with visitor(below, "127.0.0.8") as client:
        for page in ("/qa/", "/qa/en/", "/qa/staff/login", "/qa/api/docs"):
            shown = client.get(page)
            assert shown.status_code == 200, page
            named = re.findall(r"(?:href|src)=[\"']([^\"'#>]+)", shown.text)
            ours = {urljoin(page, one) for one in named if not one.startswith(("http", "data:", "//", "tel:"))}
            ours -= {"/manifest.json"}  # gradio's page names it, and nobody has it
            assert ours and all(one.startswith("/qa/") for one in ours), page
            missing = [one for one in ours if client.get(one, follow_redirects=True).status_code != 200]
            assert missing == [], page
        assert client.get("/qa/staff").headers["location"].startswith("/qa/staff/login")
        assert "Path=/qa/" in client.get("/qa/").headers.get("set-cookie", "Path=/qa/")


def test_below_a_path_a_call_is_answered_in_pieces_and_leads_to_its_document(below: str) -> None:
    with visitor(below, "127.0.0.9") as client:
        client.get("/qa/")
        assert client.post(f"/qa{JOIN}", json=CALL).status_code == 200
        with client.stream("GET", f"/qa{DATA}", params={"session_hash": CALL["session_hash"]}) as stream:
            said = "".join(line for line in stream.iter_lines() if line.startswith("data:"))
        assert "2000元" in said
        (document, *_) = re.findall(r"href='(/qa/document/[^'#]+)", said)
        assert client.get(document.replace("&amp;", "&")).status_code == 200


def test_while_huimin_is_away_visitors_read_one_plain_sentence(tmp_path: Path) -> None:
    with before(f"http://127.0.0.1:{free_port()}", tmp_path) as address, visitor(address, "127.0.0.10") as client:
        found = client.get("/")
        assert found.status_code == 503 and found.headers["retry-after"] == "120"
        assert "正在维护，请过几分钟再来" in found.text and "nginx" not in found.text

"""What passes the door, and in which form, before an application that tells what it got."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import gradio as gr
import httpx
import pytest
from starlette.types import Receive, Scope, Send

from ui.door import body as bodies
from ui.door.calls import Calls
from ui.door.door import OPEN_AT_ONCE, Admission, Door
from ui.door.routes import ASK_BYTES, SHARED, STAFF, WINDOW_BYTES, window_routes
from ui.door.sessions import COOKIE
from ui.door.unread import MOST_UNREAD
from ui.limits import RateLimit
from ui.settings import ServerSettings

JOIN = "/gradio_api/queue/join"
ASK = "/api/v1/ask"
PROXIES = ServerSettings(trusted_proxies="10.0.0.2").proxies


@dataclass(frozen=True, slots=True)
class Page:
    """A page of three calls, by how many inputs they have."""

    calls: Calls
    numbers: dict[int, int]


@pytest.fixture(scope="module")
def page() -> Page:
    with gr.Blocks() as blocks:
        talk, text, choices, html = gr.State(()), gr.Textbox(), gr.Textbox(), gr.HTML(lambda: "drawn")
        text.submit(lambda *_: "", [text, choices, talk], html)
        text.change(lambda *_: "", [talk], html)
    return Page(Calls(blocks), {len(function.inputs): at for at, function in blocks.fns.items()})


class Inside:
    """The application: says what it was asked."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        told = {"path": scope["path"], "query": scope["query_string"].decode(), "client": scope["client"][0]}
        told["headers"] = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        told["body"] = (await receive())["body"] if scope["method"] == "POST" else b""
        self.got.append(told)
        headers = [(b"content-type", b"text/plain"), (b"access-control-allow-origin", b"*")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"inside"})


class Outside:
    """A visitor at the door."""

    def __init__(
        self, page: Page, *, requests: int = 1_000, questions: int = 1_000, hosts: frozenset[str] = frozenset()
    ) -> None:
        self.inside, self.numbers = Inside(), page.numbers
        routes = (*SHARED, *STAFF, *window_routes("/", page.calls))
        admission = Admission(requests=RateLimit(requests), questions=RateLimit(questions), hosts=hosts)
        self.door = Door(self.inside, routes, admission, PROXIES)

    def __call__(
        self, method: str, path: str, *, peer: str = "203.0.113.7", owner: str = "", **more: Any
    ) -> httpx.Response:
        if owner:
            more["headers"] = more.get("headers", {}) | {"Cookie": f"other=1; {COOKIE}={owner}"}

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.door, client=(peer, 4711))
            async with httpx.AsyncClient(transport=transport, base_url="http://huimin.example") as client:
                return await client.request(method, path, **more)

        return asyncio.run(asked())

    def join(self, *, owner: str = "", **changed: Any) -> httpx.Response:
        return self("POST", JOIN, json=self.call() | changed, owner=owner)

    def call(self, inputs: int = 3) -> dict[str, Any]:
        """A call as the page sends it: `inputs` 0 draws, 3 asks what was typed, 1 what was pressed."""
        data = {0: [], 1: [None], 3: ["低保多少钱", "{}", None]}[inputs]
        pressed = {
            "question": "低保",
            "region": "",
            "whole": False,
            "length": 0,
            "earlier": ["高龄津贴"],
            "alone": True,
        }
        event = pressed if inputs == 1 else None
        number = self.numbers[inputs]
        return {"data": data, "event_data": event, "fn_index": number, "trigger_id": 7, "session_hash": "abcdef12345"}

    @property
    def last(self) -> dict[str, Any]:
        return self.inside.got[-1]


@pytest.fixture
def outside(page: Page) -> Outside:
    return Outside(page)


@pytest.mark.parametrize("inputs", [0, 1, 3])
def test_what_the_page_sends_passes(outside: Outside, inputs: int) -> None:
    call = outside.call(inputs)
    assert outside("POST", JOIN, json=call).status_code == 200
    got = json.loads(outside.last["body"])
    assert {name: got[name] for name in call if name != "session_hash"} == {
        name: call[name] for name in call if name != "session_hash"
    }


FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize(
    "changed",
    [
        {"data": [FILE, "{}", None]},
        {"data": ["低保", FILE, None]},
        {"data": ["低保", "{}", FILE]},
        {"data": [[FILE], "{}", None]},
        {"data": [{"url": "http://127.0.0.1/"}, "{}", None]},
        {"data": ["低保", "{}", {"turns": []}]},
        {"data": ["低保", "{}"]},
        {"data": ["低保", "{}", None, None]},
        {"data": [1, "{}", None]},
        {"data": [True, None, None]},
        {"data": {"0": "低保"}},
        {"data": None},
        {"event_data": FILE},
        {"event_data": {"question": FILE}},
        {"event_data": {"question": "低保", "path": "/dev/zero"}},
        {"fn_index": 99},
        {"fn_index": -1},
        {"fn_index": "0"},
        {"fn_index": True},
        {"fn_index": None},
        {"fn_index": 1e300},
        {"trigger_id": FILE},
        {"session_hash": "../../x"},
        {"session_hash": "short"},
        {"session_hash": "a" * 65},
        {"session_hash": ["abcdef12345"]},
        {"session_hash": None},
        {"session_hash": "abcdef12345\n"},
        {"oauth_token": "x"},
        {"simple_format": True},
        {"batched": True},
        {"event_id": "x"},
        {"request": {"url": "http://127.0.0.1/"}},
    ],
)
def test_a_call_that_no_page_of_ours_sends_is_refused(outside: Outside, changed: dict[str, Any]) -> None:
    response = outside.join(**changed)
    assert response.status_code in (400, 422) and not outside.inside.got
    assert "passwd" not in response.text


@pytest.mark.parametrize(
    "body", ["[]", "null", '"x"', "3", "{}", '{"fn_index": {}}', "[" * 5_000, '{"data": NaN}', "x"]
)
def test_what_is_no_call_is_refused(outside: Outside, body: str) -> None:
    response = outside("POST", JOIN, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422) and not outside.inside.got


def test_a_key_that_comes_twice_is_read_as_it_was_checked(outside: Outside) -> None:
    twice = json.dumps(outside.call())[:-1] + f', "data": {json.dumps(["低保", "{}", FILE])}' + "}"
    assert outside("POST", JOIN, content=twice, headers={"Content-Type": "application/json"}).status_code == 422
    turned = '{"data": ' + json.dumps([FILE]) + ", " + json.dumps(outside.call())[1:]
    assert outside("POST", JOIN, content=turned, headers={"Content-Type": "application/json"}).status_code == 200
    assert b"passwd" not in outside.last["body"]


@pytest.mark.parametrize(("path", "most"), [(JOIN, WINDOW_BYTES), (ASK, ASK_BYTES)])
def test_a_body_that_is_too_large_is_not_read_on(outside: Outside, path: str, most: int) -> None:
    read = 0

    async def parts() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(10_000):
            read += 1024
            yield b" " * 1024

    response = outside("POST", path, content=parts(), headers={"Content-Type": "application/json"})
    assert response.status_code == 413 and read <= most + 4096 and not outside.inside.got


def test_a_body_that_says_it_is_too_large_is_not_read_at_all(outside: Outside) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(10**30)}

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(outside.door)
        async with httpx.AsyncClient(transport=transport, base_url="http://huimin.example") as client:
            request = client.build_request("POST", ASK, headers=headers)
            return await client.send(request)

    assert asyncio.run(asked()).status_code == 413


def test_a_body_that_never_ends_is_given_up(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SLOWEST_S", 0.05)

    async def parts() -> AsyncIterator[bytes]:
        yield b'{"question": "'
        await asyncio.sleep(30)

    response = outside("POST", ASK, content=parts(), headers={"Content-Type": "application/json"})
    assert response.status_code == 408


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({}, 415),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, 415),
        ({"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Content-Type": "application/json", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": "application/json;charset=utf-8", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Content-Type": "application/json", "Origin": "http://evil.example"}, 403),
        ({"Content-Type": "application/json", "Origin": "http://huimin.example.evil.example"}, 403),
        ({"Content-Type": "application/json", "Origin": "null"}, 403),
        ({"Content-Type": "application/json", "Origin": "http://huimin.example:8000"}, 200),
        (
            {"Content-Type": "application/json", "Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"},
            403,
        ),
    ],
)
def test_a_page_elsewhere_cannot_send(outside: Outside, headers: dict[str, str], status: int) -> None:
    content = json.dumps(outside.call())
    assert outside("POST", JOIN, content=content, headers=headers).status_code == status


def test_behind_a_proxy_a_page_goes_by_the_name_that_the_proxy_was_asked_for(outside: Outside) -> None:
    headers = {"Origin": "https://huimin.gov.example", "X-Forwarded-Host": "huimin.gov.example"}
    assert outside("POST", JOIN, json=outside.call(), headers=headers, peer="10.0.0.2").status_code == 200
    assert outside("POST", JOIN, json=outside.call(), headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_of_two_lengths_is_refused_and_the_connection_ends(outside: Outside, method: str) -> None:
    headers = {"Content-Length": "5", "Transfer-Encoding": "chunked", "Content-Type": "application/json"}
    refused = outside(method, "/" if method == "GET" else ASK, headers=headers)
    assert refused.status_code == 400 and refused.headers["connection"] == "close" and not outside.inside.got


def test_a_page_elsewhere_cannot_read(outside: Outside) -> None:
    origin = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    assert outside("OPTIONS", JOIN, headers=origin).status_code == 404
    headers = outside("GET", "/document/0123abcd", headers=origin).headers
    assert not [name for name in headers if name.startswith("access-control")]
    assert headers["cross-origin-resource-policy"] == "same-origin" and "default-src 'self'" in str(headers)


def test_the_page_marks_its_visitor_once(outside: Outside) -> None:
    cookie = outside("GET", "/").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    mark = cookie.split("=", 1)[1].split(";")[0]
    assert len(mark) == 32 and outside("GET", "/").headers["set-cookie"] != cookie
    assert "set-cookie" not in outside("GET", "/", owner=mark).headers
    assert "set-cookie" in outside("GET", "/", owner="guessed").headers
    assert "set-cookie" not in outside("GET", "/healthz").headers


def test_over_https_the_mark_stays_there(outside: Outside) -> None:
    told = {"X-Forwarded-Proto": "https"}
    assert "; Secure" in outside("GET", "/", peer="10.0.0.2", headers=told).headers["set-cookie"]
    assert "; Secure" not in outside("GET", "/", headers=told).headers["set-cookie"]


def session(outside: Outside, *, owner: str, hash_: str = "abcdef12345") -> str:
    outside.join(owner=owner, session_hash=hash_)
    return str(json.loads(outside.last["body"])["session_hash"])


def test_a_session_belongs_to_its_visitor(outside: Outside, page: Page) -> None:
    one, other = "a" * 32, "b" * 32
    mine = session(outside, owner=one)
    assert len(mine) == 32 and mine != "abcdef12345" and mine == session(outside, owner=one)
    assert mine != session(outside, owner=other) and mine != session(outside, owner=one, hash_="abcdef12346")
    assert mine != session(outside, owner="") and mine != session(Outside(page), owner=one)
    outside("GET", "/gradio_api/queue/data?session_hash=abcdef12345", owner=one)
    assert outside.last["query"] == f"session_hash={mine}"
    outside("GET", "/gradio_api/heartbeat/abcdef12345", owner=one)
    assert outside.last["path"] == f"/gradio_api/heartbeat/{mine}"
    outside("GET", f"/gradio_api/heartbeat/{mine}", owner=other)
    assert mine not in outside.last["path"]


def test_a_session_that_never_called_has_no_stream(outside: Outside) -> None:
    stream = "/gradio_api/queue/data?session_hash=abcdef12345"
    assert outside("GET", stream, owner="a" * 32).status_code == 404
    outside.join(owner="a" * 32)
    assert outside("GET", stream, owner="b" * 32).status_code == 404
    assert outside("GET", stream, owner="a" * 32).status_code == 200
    assert outside("GET", stream, owner="a" * 32).status_code == 200


def test_who_calls_without_reading_is_stopped(outside: Outside) -> None:
    """Gradio keeps every message until it is read."""
    owner = "a" * 32
    assert [outside.join(owner=owner).status_code for _ in range(MOST_UNREAD + 2)] == [200] * MOST_UNREAD + [429] * 2
    assert outside.join(owner=owner, session_hash="abcdef12346").status_code == 200
    outside("GET", "/gradio_api/queue/data?session_hash=abcdef12345", owner=owner)
    assert outside.join(owner=owner).status_code == 200


def test_only_files_of_the_page_are_kept_by_browsers_and_proxies(outside: Outside) -> None:
    assert [
        outside("GET", path).headers.get("cache-control") for path in ("/", "/document/0123abcd", "/assets/index.js")
    ] == ["no-store", "no-store", None]


@pytest.mark.parametrize("cookies", ["a b=c; huimin_visitor={}", 'x="; huimin_visitor={}', 'huimin_visitor="{}"; y=;'])
def test_odd_cookies_of_others_do_no_harm(outside: Outside, cookies: str) -> None:
    headers = {"Cookie": cookies.format("a" * 32)}
    assert "set-cookie" not in outside("GET", "/", headers=headers).headers


@pytest.mark.parametrize("path", ["/gradio_api/queue/data?session_hash=..%2F", "/gradio_api/heartbeat/a-b"])
def test_a_session_that_is_none_is_refused(outside: Outside, path: str) -> None:
    assert outside("GET", path).status_code == 422


def test_of_a_query_only_what_the_route_names_is_passed_on(outside: Outside) -> None:
    outside("GET", "/?deep_link=0123&utm_source=x&page=y")
    assert outside.last["query"] == ""
    outside("GET", "/document/0123abcd?at=1-2&at=3-4&lang=en&file=/etc/passwd")
    assert outside.last["query"] == "at=1-2&at=3-4&lang=en"
    assert outside("GET", "/?" + "a=1&" * 1_000).status_code == 400


def test_nobody_speaks_for_a_proxy(outside: Outside) -> None:
    told = {"X-Forwarded-For": "198.51.100.1", "X-Forwarded-Host": "evil.example", "Forwarded": "for=198.51.100.1"}
    outside("GET", "/", headers=told)
    assert outside.last["client"] == "203.0.113.7"
    assert not [name for name in outside.last["headers"] if "forwarded" in name]
    outside("GET", "/", headers=told, peer="10.0.0.2")
    assert outside.last["client"] == "198.51.100.1" and outside.last["headers"]["x-forwarded-host"] == "evil.example"


def test_who_asks_too_often_waits_before_a_word_is_read(page: Page) -> None:
    outside = Outside(page, requests=3, questions=1)
    body: Any = {"question": "低保"}
    assert [outside("POST", ASK, json=body).status_code for _ in range(2)] == [200, 429]
    refused = outside("POST", ASK, content=b"[" * 100_000, headers={"Content-Type": "application/json"})
    assert refused.status_code == 429 and refused.headers["retry-after"] and "太快" in refused.json()["detail"]
    assert outside("GET", "/").status_code == 429
    assert outside("GET", "/", peer="198.51.100.9").status_code == 200  # others go on
    assert outside("GET", "/healthz").status_code == 200  # what watches the server too
    assert outside("GET", "/assets/index.js").status_code == 200


def test_one_visitor_cannot_hold_all_connections(page: Page) -> None:
    outside, inside_now = Outside(page), asyncio.Event()

    async def held(_scope: Scope, _receive: Receive, send: Send) -> None:
        await inside_now.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def many() -> list[int]:
        door = Door(
            held, window_routes("/", page.calls), Admission(requests=RateLimit(1_000), questions=RateLimit(1)), ()
        )
        transport = httpx.ASGITransport(door)
        async with httpx.AsyncClient(transport=transport, base_url="http://huimin.example") as client:
            path = "/gradio_api/heartbeat/abcdef12345"
            first = [asyncio.create_task(client.get(path)) for _ in range(OPEN_AT_ONCE)]
            await asyncio.sleep(0.1)
            refused = (await client.get(path)).status_code
            inside_now.set()
            done = {response.status_code for response in await asyncio.gather(*first)}
            return [refused, *done, (await client.get(path)).status_code]

    assert asyncio.run(many()) == [429, 200, 200]
    assert not outside.inside.got


def test_what_is_no_page_is_said_plainly(outside: Outside) -> None:
    assert outside("GET", "/config").text == "没有这个页面"
    assert outside("POST", "/gradio_api/upload").json() == {"detail": "没有这个页面"}


def test_web_sockets_are_closed(outside: Outside) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    asyncio.run(outside.door({"type": "websocket", "path": "/"}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    ("host", "status"),
    [("huimin.example", 200), ("HUIMIN.example:8443", 200), ("evil.example", 421), ("127.0.0.1", 421), ("", 421)],
)
def test_a_server_with_names_goes_by_no_other(page: Page, host: str, status: int) -> None:
    named = Outside(page, hosts=frozenset({"huimin.example"}))
    assert named("POST", JOIN, json=named.call(), headers={"Host": host}).status_code == status
    assert named("GET", "/healthz", headers={"Host": host}).status_code == 200
    assert Outside(page)("GET", "/api/docs", headers={"Host": host}).status_code == 200

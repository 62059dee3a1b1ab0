"""Requests of somebody who means harm, by name: what one HTTP request can carry. Used by tests and by `bench.attacks`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

JOIN, EN_JOIN = "/gradio_api/queue/join", "/en/gradio_api/queue/join"
ASK, RATE = "/api/v1/ask", "/api/v1/feedback"
JSON = {"Content-Type": "application/json"}
MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One request. `chunked` bodies do not say how long they are."""

    name: str
    path: str
    method: str = "POST"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)
    chunked: bool = False


def attacks(secret: str) -> tuple[Attack, ...]:
    """All of them. `secret` is the path of a file that the process may read and no visitor may."""
    return (*_files(secret), *_routes(secret), *_bodies(), *_values(), *_floods(), *_headers())


def _call(**changed: Any) -> bytes:
    call = {
        "data": ["低保", "{}", None],
        "event_data": None,
        "fn_index": 0,
        "trigger_id": 1,
        "session_hash": "abcdef12345",
    }
    return json.dumps(call | changed).encode()


def _files(secret: str) -> Iterator[Attack]:
    """A file in the place of a text, an event, a state."""
    meta = {"_type": "gradio.FileData"}
    for kind, path in (("device", "/dev/zero"), ("secret", secret), ("environment", "/proc/self/environ")):
        file = {"path": path, "meta": meta, "url": None, "orig_name": "x"}
        for number in range(5):
            yield Attack(
                name=f"{kind} as text of call {number}", path=JOIN, body=_call(data=[file, "{}", None], fn_index=number)
            )
        yield Attack(name=f"{kind} as choices", path=JOIN, body=_call(data=["低保", file, None]))
        yield Attack(name=f"{kind} as conversation", path=JOIN, body=_call(data=["低保", "{}", file]))
        yield Attack(name=f"{kind} as event", path=JOIN, body=_call(data=[None], event_data=file, fn_index=2))
        yield Attack(
            name=f"{kind} in an event", path=JOIN, body=_call(data=[None], event_data={"question": file}, fn_index=2)
        )
        yield Attack(name=f"{kind} in English", path=EN_JOIN, body=_call(data=[file, "{}", None]))
        yield Attack(name=f"{kind} as question", path=ASK, body=json.dumps({"question": file}).encode())
    yield Attack(
        name="a file at an address",
        path=JOIN,
        body=_call(data=[{"url": "http://127.0.0.1:1/", "meta": meta}, "{}", None]),
    )


def _routes(secret: str) -> Iterator[Attack]:
    """What gradio answers and a window does not need."""
    for method, path in (
        ("GET", "/gradio_api/deep_link?session_hash=abcdef12345"),
        ("GET", f"/gradio_api/file={secret}"),
        ("GET", f"/gradio_api/file/{secret}"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1:1/"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/config?deep_link=0123"),
        ("GET", "/?deep_link=../../x"),
        ("GET", "/monitoring/summary"),
        ("GET", "/gradio_api/startup-events"),
        ("GET", "/gradio_api/stream/abcdef12345/1/1/playlist.m3u8"),
        ("GET", "/gradio_api/custom_component/x/client/component/y"),
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/component_server/"),
        ("POST", "/gradio_api/call/predict"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/api/predict"),
        ("POST", "/gradio_api/reset"),
        ("POST", "/gradio_api/cancel"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/login"),
        ("OPTIONS", JOIN),
        ("GET", "/huimin/..%2f..%2fpyproject.toml"),
        ("GET", "/assets/..%2f..%2f..%2froutes.py"),
        ("GET", "/document/..%2f..%2fetc%2fpasswd"),
        ("GET", "/document/x?at=" + "9" * 6_000 + "-1"),
        ("GET", "/document/x?lang=" + "%ff" * 2_000),
    ):
        yield Attack(name=f"{method} {path[:60]}", method=method, path=path, body=_call() if method == "POST" else b"")


def _bodies() -> Iterator[Attack]:
    """Bodies that are large, deep or without end."""
    for path in (JOIN, ASK, RATE):
        yield Attack(name=f"20 MB to {path}", path=path, body=b" " * 20 * MB)
        yield Attack(name=f"20 MB in parts to {path}", path=path, body=b"[" * 20 * MB, chunked=True)
        yield Attack(name=f"deep to {path}", path=path, body=b"[" * 8_000)
        yield Attack(name=f"no JSON to {path}", path=path, body=b"\xff\xfe\x00")
        yield Attack(name=f"gzip to {path}", path=path, body=b"\x1f\x8b", headers=JSON | {"Content-Encoding": "gzip"})
    long = json.dumps({"question": "低保", "history": [{"role": "user", "content": "1" * 4_000}] * 20}).encode()
    yield Attack(name="a history of digits", path=ASK, body=long)
    yield Attack(name="a history of brackets", path=ASK, body=long.replace(b"1111", "（（（".encode()[:4]))
    yield Attack(
        name="3.5 MB of history", path=ASK, body=json.dumps({"question": "低保", "history": ["x" * 3_500_000]}).encode()
    )


def _values() -> Iterator[Attack]:
    """Values that make a careless parser fall."""
    for value in (
        "NaN",
        "Infinity",
        "-1e999",
        "1" * 4_000,
        '"\\ud800"',
        '"\\udfff\\ud800"',
        '"\\u0000"',
        "true",
        "{}",
        "[[]]",
    ):
        yield Attack(name=f"question {value[:12]}", path=ASK, body=f'{{"question": {value}}}'.encode())
        yield Attack(
            name=f"fn_index {value[:12]}",
            path=JOIN,
            body=_call().replace(b'"fn_index": 0', f'"fn_index": {value}'.encode()),
        )
    for changed in (
        {"as_of": "9999999999-01-01"},
        {"as_of": "0001-01-01"},
        {"region": "\x00"},
        {"region": "火" * 60},
        {"x" * 9_000: 1},
    ):
        yield Attack(
            name=f"ask {str(changed)[:24]}", path=ASK, body=json.dumps({"question": "低保标准"} | changed).encode()
        )
    for text in (
        "\x00",
        "\u202e低保",
        "\U0010ffff" * 200,
        "1" * 1_000,
        "，" * 1_000,
        "一" * 1_000,
        "%" * 1_000,
        "和" * 1_000,
        "1," * 500,
    ):
        yield Attack(name=f"question {text[:2]!r}", path=ASK, body=json.dumps({"question": text}).encode())
    for rating in (
        {"answer": "x"},
        {"answer": "../../x", "helpful": True},
        {"answer": "x" * 40, "helpful": True, "words": "y" * 501},
    ):
        yield Attack(name=f"rating {str(rating)[:30]}", path=RATE, body=json.dumps(rating).encode())


def _floods() -> Iterator[Attack]:
    """Sessions of others, or none."""
    for session in ("../../x", "", "a" * 10_000, "%00", "abcdef12345"):
        yield Attack(
            name=f"stream of {session[:10]}", method="GET", path=f"/gradio_api/queue/data?session_hash={session}"
        )
    yield Attack(
        name="two streams", method="GET", path="/gradio_api/queue/data?session_hash=abcdef1&session_hash=abcdef2"
    )


def _headers() -> Iterator[Attack]:
    """Headers that claim what is not so."""
    for name, value in (
        ("X-Forwarded-For", "1.1.1.1," * 500),
        ("Forwarded", 'for="' * 500),
        ("X-Forwarded-Host", "evil.example"),
        ("Cookie", "huimin_visitor=" + "a" * 5_000),
        ("Cookie", 'huimin_visitor="\\000\\377"; ;;=;' * 50),
        ("Content-Type", "text/plain"),
        ("Content-Type", "multipart/form-data"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("X-Gradio-History-Bucket", "x"),
    ):
        yield Attack(name=f"{name}: {value[:20]}", path=JOIN, body=_call(), headers=JSON | {name: value})

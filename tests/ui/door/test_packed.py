"""Bodies are compressed, files once; streams and what is small pass as they are."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import brotli
import httpx
import pytest
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp

from ui.door import packed as module
from ui.door.packed import Packed

TEXT = "每人每月一百一十元。" * 200
ETAG = {"ETag": '"1"'}


def asked(app: ASGIApp, path: str, accepts: str = "br") -> tuple[httpx.Headers, list[bytes]]:
    """The headers and the raw pieces of the body."""

    async def ask() -> tuple[httpx.Headers, list[bytes]]:
        transport = httpx.ASGITransport(app)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://x") as client,
            client.stream("GET", path, headers={"Accept-Encoding": accepts}) as response,
        ):
            return response.headers, [piece async for piece in response.aiter_raw()]

    return asyncio.run(ask())


@pytest.mark.parametrize(("accepts", "how"), [("gzip, deflate, br", "br"), ("gzip", "gzip")])
def test_a_page_is_packed_as_the_browser_can_read_it(accepts: str, how: str) -> None:
    headers, pieces = asked(Packed(Response(TEXT, media_type="text/html")), "/", accepts)
    body = b"".join(pieces)
    unpacked = brotli.decompress(body) if how == "br" else gzip.decompress(body)
    assert unpacked.decode() == TEXT and len(body) < len(TEXT) / 10
    assert headers["content-encoding"] == how and headers["vary"] == "Accept-Encoding"
    assert int(headers["content-length"]) == len(body)


@pytest.mark.parametrize(
    ("response", "accepts"),
    [
        (Response(TEXT, media_type="text/html"), "identity"),
        (Response("short", media_type="text/html"), "br"),
        (Response(TEXT, media_type="image/png"), "br"),
        (Response(TEXT, media_type="text/html", status_code=404), "br"),
    ],
)
def test_what_gains_nothing_passes_as_it_is(response: Response, accepts: str) -> None:
    headers, pieces = asked(Packed(response), "/", accepts)
    assert "content-encoding" not in headers and b"".join(pieces) == bytes(response.body)


def test_a_stream_comes_in_pieces() -> None:
    async def pieces() -> AsyncIterator[str]:
        yield TEXT
        yield TEXT

    headers, got = asked(Packed(StreamingResponse(pieces(), media_type="text/event-stream")), "/")
    assert "content-encoding" not in headers and b"".join(got) == (TEXT + TEXT).encode()


def test_a_body_that_is_too_large_is_not_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_BYTES", 1000)
    headers, got = asked(Packed(StreamingResponse(iter([TEXT, TEXT]), media_type="text/html")), "/")
    assert "content-encoding" not in headers and b"".join(got) == (TEXT + TEXT).encode()


def test_a_file_is_packed_once_while_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    compress = brotli.compress

    def noted(body: bytes, quality: int) -> bytes:
        made.append(quality)
        return bytes(compress(body, quality=quality))

    monkeypatch.setattr(brotli, "compress", noted)
    response = Response(TEXT, media_type="text/css", headers=ETAG)
    app = Packed(response)
    for _ in range(3):
        asked(app, "/huimin/base.css")
    assert made == [module.FILE]
    response.headers["ETag"] = '"2"'
    asked(app, "/huimin/base.css")
    assert len(made) == 2


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/assets/index-Dphv.js", module.FOREVER), ("/huimin/base.css", module.FOR_A_WHILE), ("/", None)],
)
def test_browsers_keep_files_and_no_pages(path: str, kept: str | None) -> None:
    headers, _ = asked(Packed(Response(TEXT, media_type="text/css", headers=ETAG)), path)
    assert headers.get("cache-control") == kept


def test_what_is_kept_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 200)
    app = Packed(Response(TEXT, media_type="text/css", headers=ETAG))
    for number in range(20):
        asked(app, f"/assets/{number}.css")
    assert sum(map(len, app._kept.values())) <= 200 and app._kept


def test_pages_with_tokens_of_forms_are_not_packed() -> None:
    headers, pieces = asked(Packed(Response(TEXT, media_type="text/html")), "/staff/cases")
    assert "content-encoding" not in headers and b"".join(pieces) == TEXT.encode()

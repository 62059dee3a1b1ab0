"""Bodies compressed: files of the page once, pages each time; streams pass as they are."""

import gzip
from collections import OrderedDict
from dataclasses import dataclass

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PACKED = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")
LEAST_BYTES = 500  # shorter ones fit a packet as they are
LARGEST_BYTES = 4 * 1024 * 1024  # larger ones pass as they are, in pieces
KEPT_BYTES = 32 * 1024 * 1024  # of all that is kept; the longest unused is forgotten first
FILE, PAGE = 9, 5  # quality of brotli: a file is packed once, in milliseconds; a page whenever somebody waits for it
GZIP_LEVEL = 6
FILES = ("/assets/", "/en/assets/", "/static/", "/en/static/", "/huimin/")
UNPACKED = "/staff"  # its pages hold tokens beside what somebody typed, whose lengths would tell on them (BREACH)
FOREVER = "public, max-age=31536000, immutable"
HASHED = ("/assets/", "/en/assets/")  # names that change with the content
FOR_A_WHILE = "public, max-age=600"  # so long after an upgrade a browser may still have the one before


class Packed:
    """Between the door and the application, for `GET` alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(UNPACKED):
            await self._app(scope, receive, send)
            return
        accepts = Headers(scope=scope).get("accept-encoding", "")
        how = next((one for one in ("br", "gzip") if one in accepts), "")
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]  # gradio packs less well
        await self._app({**scope, "headers": plain}, receive, _Packing(self, scope["path"], how, send))

    def packed(self, path: str, etag: str, how: str, body: bytes) -> bytes:
        """A body by brotli or gzip; of a file, the one that is kept of it."""
        is_file = path.startswith(FILES) and bool(etag)
        key = (path, etag, how)
        if is_file and key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if how == "br":
            made: bytes = brotli.compress(body, quality=FILE if is_file else PAGE)
        else:
            made = gzip.compress(body, GZIP_LEVEL, mtime=0)
        if is_file:
            self._keep(key, made)
        return made

    def _keep(self, key: tuple[str, str, str], body: bytes) -> None:
        self._kept[key] = body
        self._bytes += len(body)
        while self._bytes > KEPT_BYTES:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped)


@dataclass(slots=True)
class _Packing:
    """Gathers a body that may be packed; sends anything else on at once."""

    packed: Packed
    path: str
    how: str
    send: Send
    start: Message | None = None
    body: bytes = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            if message["status"] == 200 and self.path.startswith(FILES):
                headers["Cache-Control"] = FOREVER if self.path.startswith(HASHED) else FOR_A_WHILE
            message = {**message, "headers": headers.raw}
            if self._may_be_packed(message["status"], headers):
                self.start = message
                return
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if message.get("more_body", False) and len(self.body) <= LARGEST_BYTES:
                return
            await self._whole(more=message.get("more_body", False))
            return
        await self.send(message)

    def _may_be_packed(self, status: int, headers: Headers) -> bool:
        kind = headers.get("content-type", "").partition(";")[0]
        return bool(self.how) and status == 200 and kind in PACKED and "content-encoding" not in headers

    async def _whole(self, *, more: bool) -> None:
        assert self.start is not None
        headers, body = MutableHeaders(raw=list(self.start["headers"])), self.body
        start, self.start, self.body = self.start, None, b""
        headers.add_vary_header("Accept-Encoding")
        if not more and len(body) >= LEAST_BYTES:
            body = self.packed.packed(self.path, headers.get("etag", ""), self.how, body)
            headers["Content-Encoding"] = self.how
            headers["Content-Length"] = str(len(body))
            if "etag" in headers:
                headers["ETag"] = f"W/{headers['etag'].removeprefix('W/')}"
        await self.send({**start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": body, "more_body": more})

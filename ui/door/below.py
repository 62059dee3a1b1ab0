"""The pages below a path of a site: what comes in loses it, what leads on within the site gets it.

A proxy may take the path off (`location /qa/ { proxy_pass http://…/; }`) or leave it on."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE_PATH = re.compile(r"(;\s*Path=)(/[^;]*)", re.IGNORECASE)
DOCS = "/api/"  # its page asks FastAPI itself where it stands
PERMANENTLY = 308


class Below:
    """Outermost of all. `root` is empty or a path such as `/qa`."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app, self._root = app, root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._root:
            await self._app(scope, receive, send)
        elif scope["path"] == self._root:
            await RedirectResponse(f"{self._root}/", PERMANENTLY)(scope, receive, send)
        else:
            await self._app(self._within(scope), receive, self._leading(scope, send))

    def _within(self, scope: Scope) -> Scope:
        path = scope["path"]
        if path.startswith(f"{self._root}/"):
            path = path.removeprefix(self._root)
        told = {"root_path": self._root} if path.startswith(DOCS) else {}
        return {**scope, "path": path, "raw_path": quote(path).encode(), **told}

    def _leading(self, scope: Scope, send: Send) -> Send:
        host = Headers(scope=scope).get("host", "")

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=[(name, self._cookie(name, value)) for name, value in message["headers"]])
                if "location" in headers:
                    headers["location"] = self._address(headers["location"], host)
                message = {**message, "headers": headers.raw}
            await send(message)

        return sent

    def _cookie(self, name: bytes, value: bytes) -> bytes:
        if name.lower() != b"set-cookie":
            return value
        return COOKIE_PATH.sub(rf"\g<1>{self._root}\g<2>", value.decode("latin-1"), count=1).encode("latin-1")

    def _address(self, location: str, host: str) -> str:
        """Within the site: what names its host, or none."""
        parts = urlsplit(location)
        if parts.netloc not in ("", host) or not parts.path.startswith("/"):
            return location
        return urlunsplit(("", "", f"{self._root}{parts.path}", parts.query, parts.fragment))


class Whole:
    """A mounted application that knows the whole path of its pages, as gradio's does: FastAPI finds a route only where
    the path of a request begins with that. `root` as above."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app, self._root = app, root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = f"{self._root}{scope['path']}"
        await self._app({**scope, "path": path, "raw_path": quote(path).encode()}, receive, send)

"""What a visitor sees until the window is drawn: our own page in outline. Gradio's page says that it is Gradio's, in
English, and is blank until its scripts have come, one asking for the next."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

import gradio
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.site import ASSETS
from ui.window.texts import Words

FOREIGN = re.compile(rb"""<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*""")  # what gradio says of itself
LANG = re.compile(rb"""(<html\s+lang=)"en\"""")
STYLES = ("base", "resident")
SCRIPTS = (
    "display",
    "store",
    "sight",
    "spoken",
    "talk",
    "rating",
    "draft",
    "region",
    "voice",
    "resident",
)  # in this order
SCRIPT = "window.js"  # all of them, under the address of our own files
FRONTEND = Path(gradio.__file__).parent / "templates" / "frontend"
IN_ONE = "gradio.css"  # the styles of gradio's frontend that the window asks for, under the address of our own files
THEME = re.compile(rb'"theme_hash":"([0-9a-f]+)"')
RESIZER = re.compile(  # a script for pages in frames; ours stand in none
    rb"<script>(?:(?!</script>).)*iframeResizer\.contentWindow(?:(?!</script>).)*</script>\s*", re.DOTALL
)


class FirstPaint:
    """Puts the outline, the language and the title into the pages of the windows. All else passes untouched."""

    def __init__(self, app: ASGIApp, windows: Mapping[str, Words]) -> None:
        """`windows`: their words by path."""
        self._app, self._windows = app, windows

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "").removeprefix(scope.get("root_path", "")) or "/"
        words = self._windows.get(path) if scope["type"] == "http" and scope["method"] == "GET" else None
        await self._app(scope, receive, _Painting(send, words, "../" * (path.count("/") - 1)) if words else send)


class _Painting:
    """Holds a page back until it is whole; what is none (an error in JSON) passes."""

    def __init__(self, send: Send, words: Words, up: str) -> None:
        self._send, self._words, self._up = send, words, up
        self._start: Message | None = None
        self._page = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._page += message.get("body", b"")
        if message.get("more_body"):
            return
        page = painted(self._page, self._words, self._up)
        headers = MutableHeaders(raw=self._start["headers"])
        headers["content-length"] = str(len(page))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": page})


def painted(page: bytes, words: Words, up: str) -> bytes:
    """Gradio's page with our first view; `up` leads from its address to the root."""
    styles = "".join(f"<link rel='stylesheet' href='{up}huimin/{name}.css'>" for name in STYLES)
    theme = THEME.search(page)
    early = f"<link rel='preload' as='style' href='theme.css?v={theme[1].decode()}'>" if theme else ""
    script = f"<script defer src='{up}huimin/{SCRIPT}'></script>"
    head = f"<title>{escape(words.title)}</title>{styles}{script}{early}{_early(up)}"
    page = LANG.sub(rf'\1"{words.lang}"'.encode(), RESIZER.sub(b"", FOREIGN.sub(b"", page)), count=1)
    page = page.replace(b"</head>", f"{head}</head>".encode(), 1)
    return re.sub(rb"<body[^>]*>", lambda body: body.group() + _outline(words).encode(), page, count=1)


def first_files() -> tuple[str, ...]:
    """The files of gradio's frontend that the window asks for, written down by `python -m bench.first_view --write`;
    those of them that the installed release of gradio has."""
    names = (files("ui.window") / "data" / "first_files.txt").read_text(encoding="utf-8").split()
    return tuple(name for name in names if (FRONTEND / name).is_file())


def styles_in_one() -> bytes:
    """The styles among them, one behind the other."""
    return b"\n".join((FRONTEND / name).read_bytes() for name in first_files() if name.endswith(".css"))


def scripts_in_one() -> bytes:
    """Our own scripts, one behind the other: what the visitor does is theirs before the window is complete."""
    return b"\n".join((ASSETS / f"{name}.js").read_bytes() for name in SCRIPTS)


@cache
def _early(up: str) -> str:
    """Links by which they are fetched at once, not each when the one before has come. The many small styles come as one
    file: gradio's scripts ask for none that has a link already, and one that is disabled is not fetched."""
    scripts = "".join(f"<link rel='modulepreload' href='{name}'>" for name in first_files() if name.endswith(".js"))
    styles = "".join(
        f"<link rel='stylesheet' href='{name}' disabled>" for name in first_files() if name.endswith(".css")
    )
    return f"<link rel='stylesheet' href='{up}huimin/{IN_ONE}'>{styles}{scripts}"


def _outline(words: Words) -> str:
    lines = "<i></i>" * 3
    return (
        f"<div id='hm-first'><p class='hm-name'>{escape(words.title)}</p><p role='status'>{escape(words.opening)}</p>"
        f"<div aria-hidden='true'>{lines}</div><noscript><p>{escape(words.no_script)}</p></noscript></div>"
    )

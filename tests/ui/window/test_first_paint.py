"""Until the window is drawn its page shows our outline, in its own language; everything else passes untouched."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from ui.window.first_paint import FRONTEND, SCRIPTS, FirstPaint, first_files, painted, scripts_in_one, styles_in_one
from ui.window.texts import words

PAGE = b"""<!doctype html>
<html
	lang="en"
>
<head><meta property="og:title" content="Gradio" /><meta name="twitter:card" content="x" /></head>
<body
	style="width: 100%;"
><gradio-app></gradio-app></body></html>"""
WINDOWS = {"/": words("zh"), "/en/": words("en")}


def answered(
    path: str, body: bytes = PAGE, kind: bytes = b"text/html; charset=utf-8", root: str = ""
) -> tuple[Any, ...]:
    """The messages that a visitor gets of an application that answers in two parts."""

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": body[:50], "more_body": True})
        await send({"type": "http.response.body", "body": body[50:]})

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": root + path, "root_path": root}
    asyncio.run(FirstPaint(app, WINDOWS)(scope, None, send))  # type: ignore[arg-type]  # nothing is received
    return tuple(sent)


@pytest.mark.parametrize(
    ("path", "lang", "up", "said"), [("/", "zh-CN", "", "正在打开"), ("/en/", "en", "../", "Opening")]
)
@pytest.mark.parametrize("root", ["", "/qa"])
def test_a_page_of_the_window_opens_as_ours(path: str, lang: str, up: str, said: str, root: str) -> None:
    start, body = answered(path, root=root)
    shown = body["body"].decode()
    assert f'lang="{lang}"' in shown and f"href='{up}huimin/base.css'" in shown and said in shown
    assert "Gradio" not in shown and "<title>" in shown and "12345" in shown.split("<noscript>")[1]
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()


@pytest.mark.parametrize(("path", "kind"), [("/document/d1", b"text/html"), ("/", b"application/json")])
def test_everything_else_passes_untouched(path: str, kind: bytes) -> None:
    _, *bodies = answered(path, kind=kind)
    assert b"".join(part["body"] for part in bodies) == PAGE and len(bodies) == 2


def test_a_title_is_shown_as_words() -> None:
    named = words("zh").model_copy(update={"title": "<b>某县</b>"})
    assert b"<b>" not in painted(PAGE, named, "")


def test_what_the_window_asks_for_is_fetched_at_once() -> None:
    page = painted(PAGE, words("zh"), "").decode()
    listed = (Path(__file__).parents[3] / "ui" / "window" / "data" / "first_files.txt").read_text().split()
    assert list(first_files()) == listed, "another gradio: run python -m bench.first_view --write"
    assert all(page.index(f"href='{name}'") < page.index("</head>") for name in listed)


def test_styles_come_as_one_file() -> None:
    page, styles = painted(PAGE, words("en"), "../").decode(), styles_in_one()
    assert "href='../huimin/gradio.css'>" in page
    for name in first_files():
        if name.endswith(".css"):
            assert f"href='{name}' disabled>" in page and (FRONTEND / name).read_bytes() in styles


def test_our_own_scripts_come_as_one_file_in_their_order() -> None:
    page, scripts = painted(PAGE, words("en"), "../").decode(), scripts_in_one()
    assert page.index("<script defer src='../huimin/window.js'>") < page.index("</head>")
    places = [scripts.index(f"const {name} = ".encode()) for name in (*SCRIPTS[:-1], "huimin")]
    assert places == sorted(places)


def test_the_theme_is_fetched_early_and_no_script_for_frames_is() -> None:
    inside = b'<head><script>window.gradio_config = {"theme_hash":"ab12"};</script><script>x = \'iframeResizer.contentWindow.js\';</script>'
    page = painted(PAGE.replace(b"<head>", inside), words("zh"), "").decode()
    assert "href='theme.css?v=ab12'" in page and "theme_hash" in page and "iframeResizer" not in page

"""The server: FastAPI with the API, its page, whole documents and, mounted in it, the window; closed by default."""

import socket
from datetime import date
from pathlib import Path
from typing import Annotated

import gradio as gr
from fastapi import APIRouter, FastAPI, Query, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.errors import UsageError
from rag.service import Service
from rag.settings import AnswerSettings
from ui.api import ask_routes, feedback_routes, health_routes, trace_routes
from ui.commands.options import Part
from ui.feedback import Feedback
from ui.limits import Line, RateLimit
from ui.settings import ServerSettings
from ui.window.conversation import WindowState
from ui.window.document_page import document_page, page
from ui.window.highlight import Span
from ui.window.page import HEAD, Window, theme
from ui.window.suggest import Readers
from ui.window.texts import Language, words

# gradio's page needs inline scripts and styles and compiles templates; nothing may come from another host
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
CLOSED = ("/gradio_api/upload", "/gradio_api/file", "/gradio_api/proxy", "/monitoring")
LARGEST_UPLOAD = "1kb"  # residents upload nothing; the route is closed besides
ASSETS = Path(__file__).parent / "assets"
MOST_SPANS = 20  # marked in a document
WINDOWS: dict[Language, str] = {"en": "/en", "zh": "/"}  # "/" takes what is left, so it is mounted last


def create_app(
    service: Service, answer: AnswerSettings, server: ServerSettings, home: Path, only: Part | None = None
) -> FastAPI:
    """The application over one service, or one part of it. Feedback is kept in `home`."""
    staff, resident = only is not Part.RESIDENT, only is not Part.STAFF
    app = _api_app() if staff else FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    window = WindowState(
        service=service,
        readers=Readers(service, answer),
        limit=RateLimit(server.questions_per_minute),
        line=Line(server.concurrency, server.queue),
        feedback=Feedback(home, server.feedback_days),
        proxies=server.proxies,
        longest_question=answer.question_limit,
        writes=answer.has_model,
    )

    app.add_middleware(Guarded)
    app.include_router(health_routes(window))
    app.include_router(feedback_routes(window))
    if staff:
        app.include_router(ask_routes(window))
    if not resident:
        app.include_router(trace_routes(window))
    if resident:
        app.include_router(_documents(service))
        app.mount("/huimin", StaticFiles(directory=ASSETS))
        for language, path in WINDOWS.items():
            app = _mounted(app, Window(window, words(language)).build(), path)
    return app


class Guarded:
    """Closed routes are not found, all else carries the security headers. Plain ASGI: streams pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        closed = scope["path"].removeprefix(WINDOWS["en"]).startswith(CLOSED)
        app: ASGIApp = Response(status_code=404) if closed else self._app
        await app(scope, receive, send_with_headers)


def _api_app() -> FastAPI:
    """With the API's page, whose scripts come along instead of from another host."""
    return FastAPIOffline(
        docs_url="/api/docs", redoc_url=None, openapi_url="/api/openapi.json", title="惠民问答 Huimin", version="1"
    )


def _mounted(app: FastAPI, blocks: gr.Blocks, path: str) -> FastAPI:
    blocks.queue(default_concurrency_limit=1, api_open=False)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path=path,
        footer_links=[],
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        enable_monitoring=False,
        ssr_mode=False,
        theme=theme(),
        head=HEAD,
    )
    return mounted


def _documents(service: Service) -> APIRouter:
    router = APIRouter()

    @router.get("/document/{key}", response_class=HTMLResponse, include_in_schema=False)
    def whole_document(key: str, lang: Language = "zh", at: Annotated[tuple[str, ...], Query()] = ()) -> HTMLResponse:
        index, said = service.index, words(lang)
        document = index.documents.get(key)
        if document is None:
            return HTMLResponse(page(said.title, f"<main><p>{said.not_here}</p></main>", said), status_code=404)
        sections = index.store.parsed(key).sections
        return HTMLResponse(document_page(document, sections, _spans(at), said, date.today()))

    return router


def _spans(at: tuple[str, ...]) -> list[Span]:
    """Stretches written as start-end; what is none is left out."""
    pairs = (part.split("-") for part in at[:MOST_SPANS])
    return [(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2 and all(map(str.isdecimal, pair))]


def claim(host: str, port: int) -> socket.socket:
    """A bound socket for the server. Raises `UsageError` where the port is taken or the address is none of ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UsageError(
            f"不能在 {host}:{port} 上启动({error.strerror})。端口可能已被占用，请换一个，例如 --port {port + 1}"
        ) from error
    return listener

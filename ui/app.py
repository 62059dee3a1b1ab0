"""The server: FastAPI with the API, its page, whole documents and, mounted in it, the window; a door before it all."""

import asyncio
import re
import socket
from pathlib import Path
from typing import Annotated

import gradio as gr
from fastapi import APIRouter, FastAPI, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from ingest.clock import today
from ingest.errors import UsageError
from ingest.settings import load_settings
from rag.letter.marking import Marker
from rag.settings import AnswerSettings
from ui.answering.answers import Answers, suggesters
from ui.api import ask_routes, feedback_routes, health_routes, refuse, trace_routes
from ui.commands.options import Part
from ui.desk.desk import open_desk
from ui.desk.engine import LetterEngine
from ui.desk.pages.routes import add_desk
from ui.door.calls import Calls
from ui.door.door import Admission, Door
from ui.door.routes import SHARED, STAFF, TRACE, window_routes
from ui.door.unread import Unread
from ui.feedback import Feedback
from ui.inbox import Inbox
from ui.limits import Line, RateLimit
from ui.settings import ServerSettings
from ui.window.conversation import WindowState
from ui.window.document_page import document_page, page
from ui.window.highlight import Span
from ui.window.page import HEAD, Window, theme
from ui.window.texts import Language, words

LARGEST_UPLOAD = "1kb"  # nobody uploads anything; the door knows no such route besides
MOST_SESSIONS = 1_000  # conversations kept in memory; the longest unused are forgotten first
ASSETS = Path(__file__).parent / "assets"
SPARE = 32  # calls beside the questions in our line: pages that are drawn, notices
MOST_DOCUMENTS = 2  # drawn at once: a long plan takes as long as an answer
SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
MOST_SPANS = 20  # marked in a document
WINDOWS: dict[Language, str] = {"en": "/en/", "zh": "/"}  # "/" takes what is left, so it is mounted last


def create_app(
    service: Answers, answer: AnswerSettings, server: ServerSettings, home: Path, only: Part | None = None
) -> FastAPI:
    """The application over whoever answers, or one part of it. Feedback is kept in `home`."""
    staff, resident = only is not Part.RESIDENT, only is not Part.STAFF
    app = _api_app() if staff else FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    window = WindowState(
        service=service,
        readers=suggesters(service, answer),
        limit=RateLimit(server.questions_per_minute),
        line=Line(server.concurrency, server.queue),
        feedback=Feedback(home, server.feedback_days, server.feedback_per_day),
        inbox=Inbox(home, server.inbox_days),
        longest_question=answer.question_limit,
        writes=answer.has_model,
    )

    routes, windows = [*SHARED], list[gr.Blocks]()
    app.include_router(_documents(service))
    app.mount("/huimin", StaticFiles(directory=ASSETS))
    app.add_api_route("/favicon.ico", lambda: FileResponse(ASSETS / "logo.svg"), include_in_schema=False)
    app.add_exception_handler(RequestValidationError, refuse)
    app.include_router(health_routes(window))
    app.include_router(feedback_routes(window))
    if staff:
        app.include_router(ask_routes(window))
        routes += STAFF
        engine = LetterEngine(service, window.readers, Marker(answer))
        desk = open_desk(home, service, engine, server, load_settings(), inbox=window.inbox)
        routes += add_desk(app, desk)
    if not resident:
        app.include_router(trace_routes(window))
        routes += TRACE
    if resident:
        for language, path in WINDOWS.items():
            blocks = Window(window, words(language)).build()
            app = _mounted(app, blocks, path, server.concurrency + server.queue + SPARE)
            routes += window_routes(path, Calls(blocks))
            windows.append(blocks)
    requests = RateLimit(server.requests_per_minute)
    admission = Admission(requests=requests, questions=window.limit, hosts=server.host_names)
    app.add_middleware(Door, routes=routes, admission=admission, proxies=server.proxies, unread=Unread(windows))
    return app


def _api_app() -> FastAPI:
    """With the API's page, whose scripts come along instead of from another host."""
    return FastAPIOffline(
        docs_url="/api/docs", redoc_url=None, openapi_url="/api/openapi.json", title="惠民问答 Huimin", version="1"
    )


def _mounted(app: FastAPI, blocks: gr.Blocks, path: str, calls_at_once: int) -> FastAPI:
    blocks.queue(default_concurrency_limit=1, api_open=False)
    blocks.state_session_capacity = MOST_SESSIONS
    blocks._queue.max_thread_count = calls_at_once  # else gradio's own queue, of 40, hides from ours that it is full
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path=path.removesuffix("/") or "/",
        footer_links=[],
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        enable_monitoring=False,
        ssr_mode=False,
        theme=theme(),
        head=HEAD,
    )
    return mounted


def _documents(service: Answers) -> APIRouter:
    router = APIRouter()

    at_once = asyncio.Semaphore(MOST_DOCUMENTS)

    @router.get("/document/{key}", response_class=HTMLResponse, include_in_schema=False)
    async def whole_document(
        key: str, lang: Language = "zh", at: Annotated[tuple[str, ...], Query()] = ()
    ) -> HTMLResponse:
        async with at_once:
            return await run_in_threadpool(drawn, key, lang, at)

    def drawn(key: str, lang: Language, at: tuple[str, ...]) -> HTMLResponse:
        index, said = service.index, words(lang)
        document = index.documents.get(key)
        if document is None:
            return HTMLResponse(page(said.title, f"<main><p>{said.not_here}</p></main>", said), status_code=404)
        sections = index.store.parsed(key).sections
        return HTMLResponse(document_page(document, sections, _spans(at), said, today()))

    return router


def _spans(at: tuple[str, ...]) -> list[Span]:
    """Stretches written as start-end; what is none is left out."""
    found = (SPAN.fullmatch(part) for part in at[:MOST_SPANS])
    return [(int(match[1]), int(match[2])) for match in found if match]


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

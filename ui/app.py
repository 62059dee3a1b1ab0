"""The server: FastAPI with the API, its page, whole documents and, mounted in it, the window; a door before it all."""

import asyncio
import hashlib
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import gradio as gr
from fastapi import APIRouter, FastAPI, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline
from starlette.routing import Mount

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
from ui.door.below import Below, Whole
from ui.door.calls import Calls
from ui.door.door import Admission, Door, Streams
from ui.door.leaving import Leaving
from ui.door.packed import Packed
from ui.door.routes import SHARED, STAFF, TRACE, window_routes
from ui.door.unread import Unread
from ui.feedback import Feedback
from ui.inbox import Inbox
from ui.limits import Line, RateLimit
from ui.settings import ServerSettings
from ui.site import ASSETS, OUR_LOGO, Site, site_of
from ui.window.conversation import WindowState
from ui.window.document_page import document_page, page
from ui.window.first_paint import IN_ONE, SCRIPT, FirstPaint, scripts_in_one, styles_in_one
from ui.window.highlight import Span
from ui.window.page import Window, head, theme
from ui.window.texts import Language, words_on

LARGEST_UPLOAD = "1kb"  # nobody uploads anything; the door knows no such route besides
MOST_SESSIONS = 1_000  # conversations kept in memory; the longest unused are forgotten first
SPARE = 32  # calls beside the questions in our line: pages that are drawn, notices
QUEUE_LOOKS_S = (
    0.02  # how often an idle queue looks for calls; gradio's 0.001 takes a twelfth of a core for two windows
)
MOST_DOCUMENTS = 2  # drawn at once: a long plan takes as long as an answer
SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
MOST_SPANS = 20  # marked in a document
WINDOWS: dict[Language, str] = {"en": "/en/", "zh": "/"}  # "/" takes what is left, so it is mounted last


def create_app(
    service: Answers,
    answer: AnswerSettings,
    server: ServerSettings,
    home: Path,
    only: Part | None = None,
    *,
    leaving: Leaving | None = None,
) -> FastAPI:
    """The application over whoever answers, or one part of it. Feedback is kept in `home`. `leaving` ends its
    streams."""
    staff, resident = only is not Part.RESIDENT, only is not Part.STAFF
    site = site_of(server)
    app = _api_app(site) if staff else FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
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
    app.include_router(_documents(service, site))
    app.include_router(_own_files(site))
    app.mount("/huimin", StaticFiles(directory=ASSETS))
    app.add_exception_handler(RequestValidationError, refuse)
    app.add_api_route("/en", lambda: RedirectResponse("/en/"), include_in_schema=False, response_model=None)
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
        app.add_middleware(FirstPaint, windows={path: words_on(site, language) for language, path in WINDOWS.items()})
        for language, path in WINDOWS.items():
            blocks = Window(window, words_on(site, language)).build()
            app = _mounted(app, blocks, site, path, server.concurrency + server.queue + SPARE)
            routes += window_routes(path, Calls(blocks))
            windows.append(blocks)
    requests = RateLimit(server.requests_per_minute)
    admission = Admission(requests=requests, questions=window.limit, hosts=server.host_names, site=site)
    app.add_middleware(Packed)
    streams = Streams(unread=Unread(windows), leaving=leaving or Leaving())
    app.add_middleware(Door, routes=routes, admission=admission, proxies=server.proxies, streams=streams)
    app.add_middleware(Below, root=site.root)  # the last that is added is asked first
    return app


def _api_app(site: Site) -> FastAPI:
    """With the API's page, whose scripts come along instead of from another host."""
    return FastAPIOffline(
        docs_url="/api/docs", redoc_url=None, openapi_url="/api/openapi.json", title=f"{site.name} Huimin", version="1"
    )


def _mounted(app: FastAPI, blocks: gr.Blocks, site: Site, path: str, calls_at_once: int) -> FastAPI:
    blocks.queue(default_concurrency_limit=1, api_open=False)
    blocks.state_session_capacity = MOST_SESSIONS
    blocks._queue.max_thread_count = calls_at_once  # else gradio's own queue, of 40, hides from ours that it is full
    blocks._queue.sleep_when_free = QUEUE_LOOKS_S
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path=path.removesuffix("/") or "/",
        root_path=site.at(path).removesuffix("/") if site.root else None,
        footer_links=[],
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        enable_monitoring=False,
        ssr_mode=False,
        theme=theme(),
        head=head(site),
    )
    mount = mounted.routes[-1]
    if site.root and isinstance(mount, Mount):
        mount.app = Whole(mount.app, site.root)
    return mounted


def _documents(service: Answers, site: Site) -> APIRouter:
    router = APIRouter()

    at_once = asyncio.Semaphore(MOST_DOCUMENTS)

    @router.get("/document/{key}", response_class=HTMLResponse, include_in_schema=False)
    async def whole_document(
        key: str, lang: Language = "zh", at: Annotated[tuple[str, ...], Query()] = ()
    ) -> HTMLResponse:
        async with at_once:
            return await run_in_threadpool(drawn, key, lang, at)

    def drawn(key: str, lang: Language, at: tuple[str, ...]) -> HTMLResponse:
        index, said = service.index, words_on(site, lang)
        document = index.documents.get(key)
        if document is None:
            return HTMLResponse(page(said.title, f"<main><p>{said.not_here}</p></main>", said), status_code=404)
        sections = index.store.parsed(key).sections
        return HTMLResponse(document_page(document, sections, _spans(at), said, today()))

    return router


def _own_files(site: Site) -> APIRouter:
    """An operator's own logo and colours, which stand beside our files, and gradio's styles in one."""
    router = APIRouter()
    styles = _giving(styles_in_one(), "text/css")
    router.add_api_route(f"/huimin/{IN_ONE}", styles, include_in_schema=False, response_model=None)
    scripts = _giving(scripts_in_one(), "text/javascript")
    router.add_api_route(f"/huimin/{SCRIPT}", scripts, include_in_schema=False, response_model=None)
    icon = _giving((ASSETS / OUR_LOGO).read_bytes(), "image/svg+xml")
    for name, data, kind in site.own:
        give = _giving(data, kind)
        router.add_api_route(f"/huimin/{name}", give, include_in_schema=False, response_model=None)
        icon = give if name == site.logo else icon
    router.add_api_route("/favicon.ico", icon, include_in_schema=False, response_model=None)
    return router


def _giving(data: bytes, kind: str) -> Callable[[], Response]:
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    return lambda: Response(data, media_type=kind, headers={"ETag": etag})


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

"""The server: FastAPI with the API, its page and, mounted in it, the residents' window; closed by default."""

import socket
from collections.abc import Awaitable, Callable

import gradio as gr
from fastapi import FastAPI, Request, Response
from fastapi_offline import FastAPIOffline

from ingest.errors import UsageError
from rag.service import Service
from rag.settings import AnswerSettings
from ui import resident
from ui.api import routes
from ui.limits import RateLimit
from ui.settings import ServerSettings

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


def create_app(service: Service, answer: AnswerSettings, server: ServerSettings) -> FastAPI:
    """The whole application over one service."""
    app = FastAPIOffline(
        docs_url="/api/docs", redoc_url=None, openapi_url="/api/openapi.json", title="惠民问答 Huimin", version="1"
    )
    limit = RateLimit(server.questions_per_minute)

    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.url.path.startswith(CLOSED):
            return Response(status_code=404)
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response

    app.include_router(routes(service, limit, answer.question_limit))
    blocks = resident.build(service, limit, answer.question_limit)
    blocks.queue(max_size=server.queue, default_concurrency_limit=server.concurrency, api_open=False)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        enable_monitoring=False,
        ssr_mode=False,
        theme=resident.theme(),
        css_paths=[resident.STYLE],
        head=resident.HEAD,
    )
    return mounted


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

"""Every route of the installed gradio and of ours: what is on the list passes, all else does not.

Where this fails after an upgrade, something new can be asked for: look at it, then put it on one of the lists below."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount

from rag.service import Service
from rag.settings import AnswerSettings
from ui.app import create_app
from ui.commands.options import Part
from ui.desk.access import PAGES
from ui.door.door import Door
from ui.door.routes import Route, passing
from ui.settings import ServerSettings

FILLED = {
    "{path:path}": "a.js",
    "{session_hash}": "abcdef1234",
    "{key}": "0123abcd",
    "{answer}": "0123456789abcdef",
    "{case}": "12",
    "{document}": "0123abcd",
}  # what stands for a parameter where the route is on the list; elsewhere any value does
OURS = {
    ("GET", "/healthz"),
    ("POST", "/api/v1/feedback"),
    ("GET", "/document/{key}"),
    ("GET", "/huimin/{path:path}"),
    ("GET", "/huimin/gradio.css"),
    ("GET", "/huimin/window.js"),
    ("GET", "/favicon.ico"),
}
OURS_FOR_STAFF = {
    ("POST", "/api/v1/ask"),
    ("GET", "/api/docs"),
    ("GET", "/api/openapi.json"),
    ("GET", "/static-offline-docs/{path:path}"),
}
OF_THE_DESK = {(one.method, one.path) for one in PAGES}
"""Who may open them: `tests/ui/desk/test_permissions.py`."""
OF_A_WINDOW = {
    ("GET", ""),
    ("GET", "assets/{path:path}"),
    ("GET", "static/{path:path}"),
    ("GET", "theme.css"),
    ("GET", "gradio_api/app_id"),
    ("GET", "gradio_api/heartbeat/{session_hash}"),
    ("GET", "gradio_api/queue/data"),
    ("POST", "gradio_api/queue/join"),
}
CLOSED_OF_A_WINDOW = {
    "api", "call", "cancel", "docs", "component_server", "config", "custom_component", "deep_link", "dev", "favicon.ico", "file",
    "file={path_or_url:path}", "info", "login", "login_check", "logout", "manifest.json", "monitoring", "openapi.json",
    "process_recording", "proxy={url_path:path}", "pwa_icon", "queue", "reset", "robots.txt", "run", "run-history",
    "runs", "startup-events", "stream", "svelte", "theme.css", "token", "upload", "upload_progress", "user",
    "vibe-code", "vibe-edit", "vibe-starter-queries", "undo-vibe-edit", "app_id", "heartbeat",
}  # fmt: skip
"""First parts of gradio's paths, below the window and below `gradio_api`, of which nothing or not all is on the list."""


def app_for(service: Service, home: Path, only: Part | None = None) -> FastAPI:
    return create_app(service, AnswerSettings(llm_base_url="", llm_model=""), ServerSettings(), home, only)


def routes_of(app: FastAPI) -> tuple[Route, ...]:
    """What the door of an application lets pass."""
    (door,) = [part for part in app.user_middleware if part.cls is Door]
    routes: tuple[Route, ...] = tuple(door.kwargs["routes"])  # type: ignore[arg-type]
    return routes


def every(routes: Sequence[BaseRoute], at: str = "") -> Iterator[tuple[str, str]]:
    """(method, path) of all that the application would answer, through mounts and routers."""
    for route in routes:
        path = at + getattr(route, "path", "")
        if (router := getattr(route, "original_router", None)) is not None:
            yield from every(router.routes, at)
        elif isinstance(route, Mount):
            inner = getattr(route.app, "routes", None)
            yield from every(inner, path) if inner else [("GET", f"{path}/{{path:path}}")]
        else:
            yield from ((method, path) for method in getattr(route, "methods", None) or {"GET"})


def filled(path: str) -> str:
    for name, value in FILLED.items():
        path = path.replace(name, value)
    return path


def passes(app: FastAPI, method: str, path: str) -> bool:
    return passing(routes_of(app), method, filled(path)) is not None


@pytest.fixture(scope="module")
def app(service: Service, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return app_for(service, tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("only", [None, Part.RESIDENT, Part.STAFF])
def test_what_is_on_the_list_passes_and_nothing_else(service: Service, tmp_path: Path, only: Part | None) -> None:
    app = app_for(service, tmp_path, only)
    listed = set(OURS)
    if only is not Part.STAFF:
        listed |= {(method, f"{at}{path}") for method, path in OF_A_WINDOW for at in ("/", "/en/")} | {("GET", "/en")}
    if only is not Part.RESIDENT:
        listed |= OURS_FOR_STAFF | OF_THE_DESK
    if only is Part.STAFF:
        listed |= {("GET", "/api/v1/trace/{answer}")}
    found = set(every(app.routes))
    assert len(found) > 7
    assert {(method, path) for method, path in found if method != "HEAD" and passes(app, method, path)} == listed


def test_gradio_has_no_route_that_nobody_has_looked_at(app: FastAPI) -> None:
    listed = (
        OURS
        | OURS_FOR_STAFF
        | OF_THE_DESK
        | {(method, f"{at}{path}") for method, path in OF_A_WINDOW for at in ("/", "/en/")}
    )
    others = {path for method, path in every(app.routes) if (method, path) not in listed}
    firsts = {path.removeprefix("/en").lstrip("/").removeprefix("gradio_api/").split("/")[0] for path in others}
    assert firsts <= CLOSED_OF_A_WINDOW | {""}, firsts - CLOSED_OF_A_WINDOW


@pytest.mark.parametrize(
    "path",
    [
        "/huimin/../app.py",
        "/huimin/..%2fapp.py",
        "/huimin/.env",
        "/huimin/a/b.css",
        "/assets/../../config",
        "/assets//etc/passwd",
        "/static/../secret",
        "/static/js/..",
        "/static/.hidden",
        "/document/../healthz",
        "/document/",
        "/en/en/",
        "//",
        "/healthz/",
        "/gradio_api/heartbeat/",
        "/gradio_api/heartbeat/a/b",
        "/gradio_api/queue/join/",
        "/gradio_api/queue/join\n",
    ],
)
def test_a_path_is_matched_whole(app: FastAPI, path: str) -> None:
    assert not passes(app, "GET", path) and not passes(app, "POST", path)


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "GET ", "get"])
def test_other_methods_do_not_pass(app: FastAPI, method: str) -> None:
    assert not any(passes(app, method, path) for path in ("/", "/api/v1/ask", "/gradio_api/queue/join", "/healthz"))

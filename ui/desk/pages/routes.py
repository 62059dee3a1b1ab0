"""All routes of the desk, for the application and for the door."""

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from ui.desk.access import PAGES
from ui.desk.change import ChangedError, GoneError
from ui.desk.desk import Desk
from ui.desk.pages import cases, in_vain, login, matters, plans, replies, reply, signing
from ui.desk.pages.asked import LoginNeededError, NotAllowedError, added
from ui.desk.pages.show import show
from ui.door.routes import Route


def add_desk(app: FastAPI, desk: Desk) -> tuple[Route, ...]:
    """Adds the pages; what the door lets pass to them."""
    router = APIRouter()
    for part in (login, cases, matters, reply, signing, replies, plans, in_vain):
        added(router, desk, part.PAGES)
    app.include_router(router)
    app.add_exception_handler(LoginNeededError, login.needed)
    app.add_exception_handler(NotAllowedError, login.refused)
    app.add_exception_handler(GoneError, _gone)
    app.add_exception_handler(ChangedError, _changed)
    return tuple(one.route(desk.admits) for one in PAGES)


async def _gone(request: Request, _error: Exception) -> Response:
    return show("refused.html", login.nobody(request), said="没有这封信", status=404)


async def _changed(request: Request, error: Exception) -> Response:
    assert isinstance(error, ChangedError)
    said = f"{error.case.changed_name}刚刚改了这封信，这一步没有做。请回去看过现在的样子再试。"
    return show("refused.html", login.nobody(request), said=said, status=409)

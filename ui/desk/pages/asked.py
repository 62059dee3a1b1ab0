"""What a page of the desk is asked: by whom, with what. Whoever may not is told so before the page runs."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ui.desk.access import Access, access_of
from ui.desk.accounts import User
from ui.desk.desk import Desk
from ui.desk.logins import token_in
from ui.door.routes import Body
from ui.limits import address_behind
from ui.site import Site

CSRF_FIELD, CSRF_HEADER = "csrf", "x-huimin-csrf"
FORM_COOKIE = "huimin_login"  # ties the login page's form to the browser that was shown it
FORM_TOKEN = re.compile(rf"(?:^|;)\s*{FORM_COOKIE}=([A-Za-z0-9_-]{{32}})\s*(?:;|$)")
MOST_FIELDS = 300
FIELD_BYTES = 512 * 1024  # of an uploaded form's other fields
NOBODY = User(id=0, name="", shown="", roles=frozenset())


class LoginNeededError(Exception):
    """Nobody is logged in, or not any more. `fields` are those of a form that was sent: they are kept."""

    def __init__(self, path: str, fields: Mapping[str, str], *, is_post: bool) -> None:
        super().__init__(path)
        self.path, self.fields, self.is_post = path, fields, is_post


class NotAllowedError(Exception):
    """A page that somebody may not open, or what they may not do: an HTTP status and what is said."""

    def __init__(self, said: str, status: int = 403) -> None:
        super().__init__(said)
        self.said, self.status = said, status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that may be answered. `form` has the last value of each field; `file`: name and bytes."""

    user: User
    csrf: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    json: Mapping[str, object]
    file: tuple[str, bytes] | None
    path: str
    params: Mapping[str, str]
    address: str
    is_secure: bool
    token: str
    form_token: str
    site: Site

    @property
    def case(self) -> int:
        """The number in the path."""
        return int(self.params["case"])

    @property
    def version(self) -> int:
        """Of the case, as the page that was sent showed it."""
        return number(self.form.get("version", ""))


Page = Callable[[Desk, Asked], Response]
Route = tuple[str, str, Page]
"""Method, path and page."""


def added(router: APIRouter, desk: Desk, routes: Iterable[Route]) -> None:
    """Adds routes with their guard. Raises `LookupError` on one that `access.py` does not list."""
    for method, path, page in routes:
        access = access_of(method, path)
        if access is None:
            raise LookupError(f"{method} {path} is not listed in ui/desk/access.py")
        router.add_api_route(
            path, _guarding(desk, access, page), methods=[method], include_in_schema=False, response_model=None
        )


def _guarding(desk: Desk, access: Access, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(page, desk, await _guarded(desk, access, request))

    return answer


async def _guarded(desk: Desk, access: Access, request: Request) -> Asked:
    """Raises `LoginNeededError` or `NotAllowedError`."""
    fields, file, json = await _body(request, access)
    token = token_in(request.headers.get("cookie", ""))
    login = await run_in_threadpool(desk.logins.find, token)
    user = login.user if login else NOBODY
    if access.roles is not None:
        if login is None:
            raise LoginNeededError(request.url.path, fields, is_post=request.method == "POST")
        if not user.may(access.roles):
            raise NotAllowedError("您的账号没有这一页的权限")
        told = request.headers.get(CSRF_HEADER, "") if access.body is Body.JSON else fields.get(CSRF_FIELD, "")
        if access.method == "POST" and not login.is_from_our_form(told):
            raise NotAllowedError("这个表单已经失效，请回到上一页刷新后再试")
    return Asked(
        user=user,
        csrf=login.csrf if login else "",
        query=dict(request.query_params),
        form=fields,
        json=json,
        file=file,
        path=request.url.path,
        params=dict(request.path_params),
        address=address_behind(request),
        is_secure="https" in (request.url.scheme, request.headers.get("x-forwarded-proto", "")),
        token=token,
        form_token=form_token(request.headers.get("cookie", "")),
        site=request.app.state.site,
    )


async def _body(
    request: Request, access: Access
) -> tuple[dict[str, str], tuple[str, bytes] | None, Mapping[str, object]]:
    if access.method != "POST":
        return {}, None, {}
    if access.body is Body.JSON:
        value = await request.json()
        return {}, None, value if isinstance(value, dict) else {}
    try:
        form = await request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=FIELD_BYTES)
    except HTTPException as error:
        raise NotAllowedError("表单的格式不对", 400) from error
    return {name: value for name, value in form.items() if isinstance(value, str)}, await _file(form), {}


async def _file(form: FormData) -> tuple[str, bytes] | None:
    found = form.get("file")
    if not isinstance(found, UploadFile) or not found.filename:
        return None
    return found.filename, await found.read()


def form_token(cookies: str) -> str:
    """Of the login page's form; empty where the browser has none."""
    found = FORM_TOKEN.search(cookies)
    return found[1] if found else ""


def number(written: str) -> int:
    """A number of a form; -1 for what is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1

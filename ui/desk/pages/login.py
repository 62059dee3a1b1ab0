"""Coming in, going out, a new password. What somebody had typed when their login ran out is kept over a new one."""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ingest.errors import UsageError
from ui.desk import access
from ui.desk.accounts import Role, User
from ui.desk.desk import Desk
from ui.desk.logins import PATH, cookie, token_in
from ui.desk.pages.asked import (
    CSRF_FIELD,
    FORM_COOKIE,
    NOBODY,
    Asked,
    LoginNeededError,
    NotAllowedError,
    Route,
    form_token,
)
from ui.desk.pages.show import go, show
from ui.door.routes import Body

KEPT = "kept-"  # how the fields of a form begin that is kept over a login
NEXT = re.compile(r"/staff(?:/[a-z0-9-]+)*")
MINUTE_S = 60.0


def first(desk: Desk, asked: Asked) -> Response:
    return go("/staff/cases" if asked.user.may((Role.DRAFTER, Role.APPROVER)) else "/staff/plans")


def login(desk: Desk, asked: Asked) -> Response:
    return _form(asked, next_page=_next(asked.query.get("next", "")))


def log_in(desk: Desk, asked: Asked) -> Response:
    name, password = asked.form.get("name", "")[:100], asked.form.get("password", "")
    next_page, kept_to = _next(asked.form.get("next", "")), _kept_to(asked.form.get("kept_to", ""))
    kept = {key.removeprefix(KEPT): value for key, value in asked.form.items() if key.startswith(KEPT)}

    def again(said: str, status: int) -> Response:
        return _form(asked, next_page=next_page, kept_to=kept_to, kept=kept, said=said, status=status, name=name)

    told = asked.form.get(CSRF_FIELD, "")
    if not told or not hmac.compare_digest(told.encode(), asked.form_token.encode()):
        return again("登录页已经失效，请再登录一次", 403)
    if waits := desk.lockout.waits_s(name, asked.address):
        return again(f"密码输错的次数太多，请过 {int(waits / MINUTE_S) + 1} 分钟再试", 429)
    user = desk.accounts.authenticated(name, password)
    if user is None:
        desk.lockout.failed(name, asked.address)
        return again("账号或密码不对", 401)
    desk.lockout.succeeded(name, asked.address)
    token = desk.logins.begin(user)
    found = desk.logins.find(token)
    if kept_to and found:
        answer = show("resume.html", _as(asked, user, found.csrf), kept_to=kept_to, kept=kept)
    else:
        answer = go(next_page)
    answer.headers.append("Set-Cookie", cookie(token, secure=asked.is_secure))
    return answer


def log_out(desk: Desk, asked: Asked) -> Response:
    desk.logins.end(asked.token)
    answer = go("/staff/login")
    answer.headers.append("Set-Cookie", cookie("", secure=asked.is_secure))
    return answer


def password(desk: Desk, asked: Asked) -> Response:
    return show("password.html", asked, said="", is_done=False)


def change_password(desk: Desk, asked: Asked) -> Response:
    name, new = asked.user.name, asked.form.get("new", "")
    if desk.lockout.waits_s(name, asked.address) or not desk.accounts.authenticated(name, asked.form.get("old", "")):
        desk.lockout.failed(name, asked.address)
        return show("password.html", asked, said="现在的密码不对", is_done=False, status=422)
    if new != asked.form.get("again", ""):
        return show("password.html", asked, said="两次输入的新密码不一样", is_done=False, status=422)
    try:
        desk.accounts.change_password(name, new)
    except UsageError as error:
        return show("password.html", asked, said=str(error), is_done=False, status=422)
    token = desk.logins.begin(asked.user)
    found = desk.logins.find(token)
    answer = show("password.html", _as(asked, asked.user, found.csrf if found else ""), said="", is_done=True)
    answer.headers.append("Set-Cookie", cookie(token, secure=asked.is_secure))
    return answer


async def needed(request: Request, error: Exception) -> Response:
    """Nobody is logged in: to the login and back; a form that was sent is kept over it."""
    assert isinstance(error, LoginNeededError)
    if request.headers.get("content-type", "").startswith(Body.JSON):
        return JSONResponse({"detail": "登录已过期"}, 401)
    asked = nobody(request)
    if not error.is_post:
        return go(f"/staff/login?next={error.path}" if NEXT.fullmatch(error.path) else "/staff/login")
    kept = {name: value for name, value in error.fields.items() if name != CSRF_FIELD and "password" not in error.path}
    said = "登录已过期。请重新登录，您刚才写的内容还在，登录后可以接着保存。"
    return _form(asked, next_page="/staff", kept_to=_kept_to(error.path), kept=kept, said=said, status=401)


async def refused(request: Request, error: Exception) -> Response:
    """What somebody may not do."""
    assert isinstance(error, NotAllowedError)
    if request.headers.get("content-type", "").startswith(Body.JSON):
        return JSONResponse({"detail": error.said}, error.status)
    return show("refused.html", nobody(request), said=error.said, status=error.status)


def nobody(request: Request) -> Asked:
    """A request of somebody who is not known."""
    return Asked(
        user=NOBODY,
        site=request.app.state.site,
        csrf="",
        query={},
        form={},
        json={},
        file=None,
        path=request.url.path,
        params={},
        form_token=form_token(request.headers.get("cookie", "")),
        address="",
        is_secure="https" in (request.url.scheme, request.headers.get("x-forwarded-proto", "")),
        token=token_in(request.headers.get("cookie", "")),
    )


def _form(
    asked: Asked,
    *,
    next_page: str,
    kept_to: str = "",
    kept: Mapping[str, str] | None = None,
    said: str = "",
    status: int = 200,
    name: str = "",
) -> Response:
    token = asked.form_token or secrets.token_urlsafe(24)
    answer = show(
        "login.html",
        asked,
        status=status,
        next_page=next_page,
        kept_to=kept_to,
        kept=kept or {},
        said=said,
        name=name,
        form_token=token,
    )
    secure = "; Secure" if asked.is_secure else ""
    answer.headers.append("Set-Cookie", f"{FORM_COOKIE}={token}; Path={PATH}; HttpOnly; SameSite=Strict{secure}")
    return answer


def _as(asked: Asked, user: User, csrf: str) -> Asked:
    return replace(asked, user=user, csrf=csrf)


def _next(address: str) -> str:
    """A page of the desk, and nothing else."""
    return address if NEXT.fullmatch(address) else "/staff"


def _kept_to(address: str) -> str:
    """A form's address that the desk has; empty for any other."""
    forms = [one for one in access.PAGES if one.method == "POST" and one.body is Body.FORM]
    return address if any(re.fullmatch(one.route(bool).path, address) for one in forms) else ""


PAGES: tuple[Route, ...] = (
    ("GET", "/staff", first),
    ("GET", "/staff/login", login),
    ("POST", "/staff/login", log_in),
    ("POST", "/staff/logout", log_out),
    ("GET", "/staff/password", password),
    ("POST", "/staff/password", change_password),
)

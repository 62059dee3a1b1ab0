"""The door itself: one class, asked for every request before anything of the application runs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.door.body import Refusal, read_body, replayed
from ui.door.calls import SESSION
from ui.door.leaving import Leaving
from ui.door.routes import HEALTH, Body, Cost, Route, passing
from ui.door.sessions import Sessions, cookie, new_mark
from ui.door.strict import canonical, strict_json
from ui.door.unread import Unread
from ui.door.visit import Visit
from ui.labels import TOO_MANY
from ui.limits import RateLimit
from ui.settings import Network
from ui.site import OURS, Site

# gradio's page needs inline scripts and styles and compiles templates; nothing may come from another host
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PLAIN = HEADERS | {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}
FILE = {  # of a page: nothing in it needs more, and sixty of them go with a first view
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
MOST_FIELDS = 300  # of a form: fifty matters have six each
FORWARDED = {b"x-forwarded-for", b"forwarded"}
BELIEVED = {b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-port", b"x-forwarded-prefix"}  # of a proxy only
OPEN_AT_ONCE = 256  # requests and streams of one visitor; an office may share one address
RETRY_S = "10"
STAFF_PAGES = "/staff"
REFUSED = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{name}</title>'
    '<link rel="stylesheet" href="/huimin/base.css"><link rel="stylesheet" href="/huimin/desk.css">'
    '<body class="hm-page"><main class="hm-narrow"><h1>没有办成</h1><p>{said}</p>'
    '<p><a href="/staff">回到工作台</a></p></main></body></html>'
)
KINDS = {
    Body.JSON: "请用 JSON 发送(Content-Type: application/json)",
    Body.FORM: "请从页面上的表单发送",
    Body.UPLOAD: "请从页面上的表单上传",
}
NOT_FOUND, FULL, CROSS_SITE = "没有这个页面", "打开的页面太多了,请关掉几个再试", "只能从惠民问答自己的页面发送"
OVER = 'data: {"msg":"close_stream"}\n\n'  # how gradio tells a page that its stream has come to its end
TWO_LENGTHS = "请求的长度写了两种,不能接受"
LOG_IN = "登录已过期,请重新登录后再上传"
NOT_HERE = "这个网址不是惠民问答的(见 HUIMIN_HOSTS)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Whom the door lets in, and how often."""

    requests: RateLimit
    questions: RateLimit
    hosts: frozenset[str] = frozenset()
    """Names that the server goes by; empty for any."""
    site: Site = OURS


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """Who reads the streams of gradio, and when they end."""

    unread: Unread
    leaving: Leaving


class Door:
    """Lets pass what is listed, in the form that the application expects; says in a line why anything else does not.

    Behind it a request comes from its visitor's address, without headers that claim another, and a session is named so
    that only its visitor can know it. Streams pass untouched."""

    def __init__(
        self,
        app: ASGIApp,
        routes: Sequence[Route],
        admission: Admission,
        proxies: Sequence[Network],
        streams: Streams | None = None,
    ) -> None:
        self._app, self._routes, self._admission, self._proxies = app, tuple(routes), admission, proxies
        streams = streams or Streams(unread=Unread(), leaving=Leaving())
        self._sessions, self._open = Sessions(), Counter[str]()
        self._unread, self._leaving = streams.unread, streams.leaving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _Guarded(send))
        else:  # nothing here speaks over web sockets
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: "_Guarded") -> None:
        try:
            found = passing(self._routes, scope["method"], scope["path"])
            if found is None:
                raise Refusal(404, NOT_FOUND)
            visit = Visit.of(scope, *found, self._proxies)
            if visit.is_framed_twice:
                raise Refusal(400, TWO_LENGTHS, closes=True)
            self._check_host(visit)
            send.keeps = visit.route.cost is Cost.FREE
            if visit.route.is_plain:
                send.headers = PLAIN
            if send.keeps:
                send.headers = FILE
            self._admit(visit)
            async with AsyncExitStack() as after:
                after.enter_context(self._place(visit.route, visit.visitor))
                if visit.route.opens_session and not visit.mark:
                    send.mark = cookie(new_mark(), secure=visit.is_secure)
                passed = await self._passed(visit, after)
                if passed and visit.route.method == "POST":
                    body, kind = await self._body(visit, receive, after)
                    passed, receive = _with_body(passed, body, kind), replayed(body, receive)
                if passed is None:
                    await Response(OVER, media_type="text/event-stream")(scope, receive, send)
                elif not visit.route.session:
                    await self._app(passed, receive, send)
                elif not await self._leaving.until(self._app(passed, receive, send), visit.route.ends_in_s):
                    await send.end()
        except Refusal as refusal:
            await _refused(refusal, scope, self._admission.site)(scope, receive, send)

    def _check_host(self, visit: Visit) -> None:
        """A page elsewhere whose name was made to point here reads nothing. Who watches the server may use any name."""
        hosts = self._admission.hosts
        if hosts and visit.route is not HEALTH and visit.host not in hosts:
            raise Refusal(421, NOT_HERE)

    def _admit(self, visit: Visit) -> None:
        route, visitor = visit.route, visit.visitor
        if route.admits:
            if route.admits(visit.headers.get("cookie", "")):
                return
            if route.body is Body.UPLOAD:
                raise Refusal(401, LOG_IN)
        if route.cost is not Cost.FREE and not self._admission.requests.allow(visitor):
            raise Refusal(429, TOO_MANY)
        if route.cost is Cost.QUESTION and not self._admission.questions.allow(visitor):
            raise Refusal(429, TOO_MANY)

    @contextmanager
    def _place(self, route: Route, visitor: str) -> Iterator[None]:
        if route.cost is Cost.FREE:
            yield
            return
        if self._open[visitor] >= OPEN_AT_ONCE:
            raise Refusal(429, FULL)
        self._open[visitor] += 1
        try:
            yield
        finally:
            self._open[visitor] -= 1
            if not self._open[visitor]:
                del self._open[visitor]

    async def _passed(self, visit: Visit, after: AsyncExitStack) -> Scope | None:
        """The request as the application gets it: from the visitor's address, with no word of a proxy's that no proxy
        said, of the query what the route names, and of a session the name that only this visitor can have. None for a
        stream that has nothing to tell: gradio would call its session unknown, and the page would wait for ever."""
        path, session = visit.scope["path"], visit.named.get("session")
        query = [pair for pair in visit.query if pair[0] in visit.route.query]
        if visit.route.session:
            query = [(name, self._session(visit, value)) for name, value in query[-1:]]  # a stream is of one session
            for _, value in query:
                if not self._unread.is_known(value):
                    raise Refusal(404, NOT_FOUND)
                if self._unread.is_over(value):
                    return None
                await after.enter_async_context(self._unread.reading(value, visit.visitor))
            path = path.removesuffix(session) + self._session(visit, session) if session else path
        dropped = FORWARDED if visit.is_trusted else FORWARDED | BELIEVED
        return {
            **visit.scope,
            "path": path,
            "raw_path": quote(path).encode(),
            "query_string": urlencode(query).encode(),
            "client": (visit.visitor, 0),
            "headers": [pair for pair in visit.scope["headers"] if pair[0] not in dropped],
        }

    async def _body(self, visit: Visit, receive: Receive, after: AsyncExitStack) -> tuple[bytes, str]:
        """A body in its one form, and what it is: JSON and forms are written anew, files pass as they came. A page
        elsewhere sends nothing: browsers say where a request comes from, and JSON cannot be sent without asking first
        (CORS preflight), which is not answered."""
        headers, route = visit.headers, visit.route
        if visit.is_from_elsewhere:
            raise Refusal(403, CROSS_SITE)
        kind = headers.get("content-type", "")
        if kind.partition(";")[0].strip().lower() != route.body:
            raise Refusal(415, KINDS[route.body])
        if "content-encoding" in headers:
            raise Refusal(415, "请不要压缩请求")
        is_file = route.body is Body.UPLOAD
        raw = await read_body(receive, route.most_bytes, headers.get("content-length", ""), is_file=is_file)
        if is_file:
            return raw, kind
        if route.body is Body.FORM:
            return _form(raw), route.body
        return self._json(visit, raw, after), route.body

    def _json(self, visit: Visit, raw: bytes, after: AsyncExitStack) -> bytes:
        try:
            value = strict_json(raw)
        except ValueError as error:
            raise Refusal(400, "请求不是正确的 JSON") from error
        if visit.route.form is None:
            return canonical(value)
        call = visit.route.form(value)
        session = self._session(visit, call.session_hash)
        if not self._unread.may_call(session):
            raise Refusal(429, TOO_MANY)
        after.push_async_callback(self._unread.called, session, visit.visitor)
        return canonical(call.model_dump() | {"session_hash": session})

    def _session(self, visit: Visit, session: str) -> str:
        if not SESSION.fullmatch(session):
            raise Refusal(422, "请求的格式不对")
        window = visit.scope["path"].partition("gradio_api/")[0]  # reading in one window reads nothing of another
        return self._sessions.name(visit.mark or visit.visitor, window + session)


def _form(raw: bytes) -> bytes:
    """The fields of a form, written anew."""
    try:
        pairs = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
            strict_parsing=True,
        )
    except ValueError as error:
        raise Refusal(400, "表单的格式不对") from error
    return urlencode(pairs).encode()


def _with_body(scope: Scope, body: bytes, kind: str) -> Scope:
    replaced = (b"content-type", b"content-length", b"transfer-encoding")
    kept = [pair for pair in scope["headers"] if pair[0] not in replaced]
    length = str(len(body)).encode()
    return {**scope, "headers": [*kept, (b"content-type", kind.encode("latin-1")), (b"content-length", length)]}


class _Guarded:
    """Sends with the security headers, a new visitor's mark, and nothing that lets another site read (CORS)."""

    def __init__(self, send: Send) -> None:
        self._send, self.mark, self.keeps, self.headers = send, "", False, HEADERS
        self._is_open = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(
                raw=[pair for pair in message.get("headers", []) if not pair[0].lower().startswith(b"access-control-")]
            )
            headers.update(self.headers)
            if not self.keeps:
                headers["Cache-Control"] = "no-store"
            if self.mark:
                headers.append("Set-Cookie", self.mark)
            message = {**message, "headers": headers.raw}
        self._is_open = message["type"] == "http.response.start" or message.get("more_body", False)
        await self._send(message)

    async def end(self) -> None:
        """End a stream that was broken off."""
        if self._is_open:
            await self._send({"type": "http.response.body", "body": b""})


def _refused(refusal: Refusal, scope: Scope, site: Site) -> ASGIApp:
    headers = {"Retry-After": RETRY_S} if refusal.status == 429 else {}
    if refusal.closes:
        headers["Connection"] = "close"
    if scope["path"].startswith(STAFF_PAGES) and "json" not in Headers(scope=scope).get("accept", ""):
        said = REFUSED.format(said=escape(refusal.said), name=escape(site.name))
        return HTMLResponse(site.placed(said), refusal.status, headers)
    if scope["method"] == "GET" and "/api/" not in scope["path"]:
        return PlainTextResponse(refusal.said, refusal.status, headers)
    return JSONResponse({"detail": refusal.said}, refusal.status, headers)

"""All that may pass the door: what is not listed here is not found. Gradio has fifty routes that no window needs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ui.door.leaving import ANSWER_S

KB = 1024
WINDOW_BYTES, FEEDBACK_BYTES, ASK_BYTES = 16 * KB, 8 * KB, 256 * KB
FILE = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"  # no name begins with a dot, none has a slash
ANSWER = r"[0-9a-zA-Z-]{1,40}"
DOCUMENT = r"[0-9A-Za-z_.-]{1,80}"


class Cost(StrEnum):
    """What a request takes from its visitor's allowance."""

    FREE = "free"  # a file of the page, kept by browsers; what watches the server
    REQUEST = "request"
    QUESTION = "question"  # of those that the visitor may ask a minute, and a request


class Body(StrEnum):
    """What the body of a `POST` is."""

    JSON = "application/json"
    FORM = "application/x-www-form-urlencoded"
    UPLOAD = "multipart/form-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One request that may pass. `path` is matched whole; parameters of a query that are not named are cut off."""

    path: str
    method: str = "GET"
    cost: Cost = Cost.REQUEST
    most_bytes: int = 0
    query: tuple[str, ...] = ()
    session: bool = False
    """Whether the path or the query names a session of gradio's, in a group or parameter `session`."""

    ends_in_s: float = 0.0
    """How long such a stream stays open when the server leaves."""

    opens_session: bool = False
    """Whether a visitor without a mark gets one: the pages of the window."""

    body: Body = Body.JSON
    admits: Callable[[str], bool] | None = None
    """Whether the cookies of a request are those of somebody who is logged in: whoever is has no allowance to keep to,
    and nobody else sends files."""

    is_plain: bool = False
    """Whether its page needs no script or style within it, and may have none."""

    form: Callable[[Any], Any] | None = None
    """Checks a JSON body that is to be sent on with a session; None for a body that its own endpoint checks."""

    def matches(self, method: str, path: str) -> re.Match[str] | None:
        """A match of the path; `HEAD` passes where `GET` does, but for streams."""
        named = "GET" if method == "HEAD" and not self.session else method
        return re.fullmatch(self.path, path) if named == self.method else None


HEALTH = Route(path="/healthz", cost=Cost.FREE)
FEEDBACK = Route(path="/api/v1/feedback", method="POST", cost=Cost.QUESTION, most_bytes=FEEDBACK_BYTES)
SHARED = (
    HEALTH,
    FEEDBACK,
    Route(path=f"/document/{DOCUMENT}", query=("lang", "at")),
    Route(path=f"/huimin/{FILE}", cost=Cost.FREE),
    Route(path="/favicon.ico", cost=Cost.FREE),
)
STAFF = (
    Route(path="/api/v1/ask", method="POST", cost=Cost.QUESTION, most_bytes=ASK_BYTES),
    Route(path="/api/docs"),
    Route(path="/api/openapi.json"),
    Route(path=f"/static-offline-docs/{FILE}", cost=Cost.FREE),
)
TRACE = (Route(path=f"/api/v1/trace/{ANSWER}", cost=Cost.QUESTION),)


def window_routes(at: str, form: Callable[[Any], Any]) -> tuple[Route, ...]:
    """What a window at a path (`/`, `/en/`) needs of gradio: the page, its files, and a call with its two streams."""
    api = f"{at}gradio_api"
    return (
        Route(path=at, opens_session=True),
        Route(path=at.removesuffix("/") or at),  # gradio says where the page is
        Route(path=f"{at}assets/{FILE}", cost=Cost.FREE),
        Route(path=rf"{at}static/(?:(?!\.)[A-Za-z0-9_.-]+/)*{FILE}", cost=Cost.FREE),
        Route(path=f"{at}theme.css", cost=Cost.FREE, query=("v",)),
        Route(path=f"{api}/app_id"),  # asked when the connection comes back
        Route(path=f"{api}/heartbeat/(?P<session>[^/]+)", session=True),
        Route(path=f"{api}/queue/data", query=("session_hash",), session=True, ends_in_s=ANSWER_S),
        Route(path=f"{api}/queue/join", method="POST", most_bytes=WINDOW_BYTES, form=form),
    )


def passing(routes: tuple[Route, ...], method: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
    """The route of a request and what its path names; None where nothing is listed."""
    for route in routes:
        if match := route.matches(method, path):
            return route, match.groupdict()
    return None

"""One request that is on the list, and who makes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Scope

from ui.door.body import Refusal
from ui.door.routes import Body, Route
from ui.door.sessions import mark_in
from ui.door.visitor import is_trusted, visitor_of
from ui.settings import Network

PORT = re.compile(r":\d+$")
MOST_PARAMETERS = 64  # of a query


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request with what the door knows of it. `named` are the groups of the route's path."""

    scope: Scope
    route: Route
    named: Mapping[str, str]
    visitor: str
    is_trusted: bool
    """Whether the peer is a proxy of ours."""

    mark: str
    """Of the visitor's browser, empty where it has none yet."""

    @classmethod
    def of(cls, scope: Scope, route: Route, named: Mapping[str, str], proxies: Sequence[Network]) -> "Visit":
        peer = (scope.get("client") or ("",))[0]
        return cls(
            scope=scope,
            route=route,
            named=named,
            visitor=visitor_of(peer, scope["headers"], proxies),
            is_trusted=is_trusted(peer, proxies),
            mark=mark_in(Headers(scope=scope).get("cookie", "")),
        )

    @property
    def headers(self) -> Headers:
        return Headers(scope=self.scope)

    @property
    def host(self) -> str:
        """The name that the visitor asked for, in lower case and without a port."""
        return PORT.sub("", self.headers.get("host", "").lower())

    @property
    def is_framed_twice(self) -> bool:
        """Whether the request says in two ways where its body ends: a proxy may go by one and the server by the other,
        and what one takes for the body is a request to the other (RFC 9112, section 6.3)."""
        return "content-length" in self.headers and "transfer-encoding" in self.headers

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether a page that is none of ours sends it, as the browser says: in `Sec-Fetch-Site`, or, where it has none
        (over plain http, and old ones), in `Origin`. Forms of our pages say `null`, for these send no referrer; a form
        of another site brings no login (`SameSite`)."""
        site, origin = self.headers.get("sec-fetch-site"), self.headers.get("origin", "")
        if site is not None:
            return site not in ("same-origin", "none")
        if not origin or (origin == "null" and self.route.body is not Body.JSON):
            return False
        return PORT.sub("", origin.lower().partition("://")[2]) not in self._names

    @property
    def _names(self) -> set[str]:
        """The names by which the visitor may have come here."""
        forwarded = self.headers.get("x-forwarded-host", "") if self.is_trusted else ""
        return {self.host, PORT.sub("", forwarded.lower())} - {""}

    @property
    def is_secure(self) -> bool:
        """Whether the visitor came by https."""
        told = self.is_trusted and self.headers.get("x-forwarded-proto", "") == "https"
        return told or self.scope["scheme"] == "https"

    @property
    def query(self) -> list[tuple[str, str]]:
        """The parameters; raises `Refusal` where there are more than any page of ours has."""
        try:
            return parse_qsl(self.scope["query_string"].decode("latin-1"), max_num_fields=MOST_PARAMETERS)
        except ValueError as error:
            raise Refusal(400, "网址的格式不对") from error

"""Below a path of a site: it is taken off where a proxy left it on, and put on whatever leads on."""

import asyncio

import httpx
import pytest
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from ui.door.below import Below


def asked(path: str, answer: Response, root: str = "/qa") -> tuple[httpx.Response, list[Scope]]:
    got: list[Scope] = []

    async def inside(scope: Scope, receive: Receive, send: Send) -> None:
        got.append(scope)
        await answer(scope, receive, send)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Below(inside, root))
        async with httpx.AsyncClient(transport=transport, base_url="http://wen.example") as client:
            return await client.get(path)

    return asyncio.run(ask()), got


@pytest.mark.parametrize(("path", "seen"), [("/qa/en/", "/en/"), ("/en/", "/en/"), ("/qa/", "/"), ("/qab/", "/qab/")])
def test_the_application_sees_its_own_path(path: str, seen: str) -> None:
    _, (scope,) = asked(path, Response())
    assert scope["path"] == seen and scope["raw_path"] == seen.encode()


def test_without_the_last_slash_one_is_sent_to_it() -> None:
    response, got = asked("/qa", Response())
    assert (response.status_code, response.headers["location"], got) == (308, "/qa/", [])


@pytest.mark.parametrize(
    ("told", "sent"),
    [
        ("/staff/login?next=/staff", "/qa/staff/login?next=/staff"),
        ("http://wen.example/en/", "/qa/en/"),
        ("https://else.example/en/", "https://else.example/en/"),
        ("//else.example/", "//else.example/"),
    ],
)
def test_what_leads_on_within_the_site_stays_below(told: str, sent: str) -> None:
    response, _ = asked("/qa/x", RedirectResponse(told))
    assert response.headers["location"] == sent


def test_a_cookie_is_of_these_pages_alone() -> None:
    answer = Response()
    answer.headers.append("Set-Cookie", "a=1; Path=/; HttpOnly")
    answer.headers.append("Set-Cookie", "b=1; Path=/staff; HttpOnly")
    response, _ = asked("/qa/x", answer)
    assert response.headers.get_list("set-cookie") == ["a=1; Path=/qa/; HttpOnly", "b=1; Path=/qa/staff; HttpOnly"]


def test_without_a_root_nothing_changes() -> None:
    response, (scope,) = asked("/qa/x", RedirectResponse("/staff"), root="")
    assert scope["path"] == "/qa/x" and response.headers["location"] == "/staff"

"""What passes the door to the desk: forms of our own pages, files of those who are logged in."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.ui.door.test_door import Inside
from ui.desk.access import FORM_BYTES, PAGES, UPLOAD_BYTES
from ui.door.door import Admission, Door
from ui.limits import RateLimit

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FILES = {"Content-Type": "multipart/form-data; boundary=x"}
NEW, UPLOAD = "/staff/cases/new", "/staff/cases/upload"


class Outside:
    """Somebody at the door who is logged in where their cookies say so; `requests` a minute for who is not."""

    def __init__(self, requests: int = 1_000) -> None:
        self.inside = Inside()
        admission = Admission(requests=RateLimit(requests), questions=RateLimit(1_000))
        routes = tuple(one.route(lambda cookies: cookies == "in") for one in PAGES)
        self.door = Door(self.inside, routes, admission, ())

    def __call__(self, method: str, path: str, *, cookies: str = "in", **more: Any) -> httpx.Response:
        more["headers"] = {"Cookie": cookies} | more.get("headers", {})

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.door, client=("203.0.113.7", 4711))
            async with httpx.AsyncClient(transport=transport, base_url="http://huimin.example") as client:
                return await client.request(method, path, **more)

        return asyncio.run(asked())


@pytest.fixture
def outside() -> Outside:
    return Outside()


def test_a_form_passes_as_it_was_read(outside: Outside) -> None:
    assert outside("POST", NEW, content="letter=%E4%BD%A0+x&a=&letter=b", headers=FORM).status_code == 200
    got = outside.inside.got[-1]
    assert got["body"] == b"letter=%E4%BD%A0+x&a=&letter=b" and got["headers"]["content-type"] == FORM["Content-Type"]


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("a=%ff", {}, 400),
        ("a=%zz&b", {}, 400),
        ("&".join(f"a{n}=1" for n in range(301)), {}, 400),
        ("a=" + "x" * FORM_BYTES, {}, 413),
        ("a=1", {"Content-Type": "application/json"}, 415),
        ("a=1", {"Content-Encoding": "gzip"}, 415),
        ("a=1", {"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_a_form_that_no_page_of_ours_sends_is_refused(
    outside: Outside, body: str, headers: dict[str, str], status: int
) -> None:
    answer = outside("POST", NEW, content=body, headers=FORM | headers)
    assert answer.status_code == status and not outside.inside.got
    assert "text/html" in answer.headers["content-type"] and "回到工作台" in answer.text


def test_a_file_that_is_too_large_is_read_on_so_that_its_sender_reads_why(outside: Outside) -> None:
    body = b"x" * (20 * 1024 * 1024)
    answer = outside("POST", UPLOAD, content=body, headers=FILES)
    assert answer.status_code == 413 and "最多 10 MB" in answer.text and not outside.inside.got
    assert outside("POST", UPLOAD, content=b"x" * UPLOAD_BYTES, headers=FILES).status_code == 200


def test_no_file_is_taken_of_who_is_not_logged_in(outside: Outside) -> None:
    answer = outside("POST", UPLOAD, cookies="out", content=b"x", headers=FILES)
    assert answer.status_code == 401 and "重新登录" in answer.text and not outside.inside.got


def test_who_is_logged_in_has_no_allowance_to_keep_to() -> None:
    outside = Outside(requests=2)
    assert [outside("GET", "/staff/cases").status_code for _ in range(5)] == [200] * 5
    assert [outside("GET", "/staff/cases", cookies="out").status_code for _ in range(4)] == [200, 200, 429, 429]


def test_pages_of_the_desk_run_nothing_that_is_written_in_them(outside: Outside) -> None:
    policy = outside("GET", "/staff/cases").headers
    assert (
        "unsafe" not in policy["content-security-policy"] and "default-src 'none'" in policy["content-security-policy"]
    )
    assert policy["cache-control"] == "no-store"

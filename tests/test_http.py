"""The API and the server around it, over real sockets."""

from collections.abc import Iterator

import httpx
import pytest
from serving import served

from ingest.errors import UsageError
from rag.service import Service
from ui.app import claim
from ui.settings import ServerSettings

ASK = "/api/v1/ask"


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    with served(service) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def test_a_question_gets_the_answer_as_json(client: httpx.Client) -> None:
    answer = client.post(ASK, json={"question": "义务教育学生营养膳食补助每天多少钱", "region": "大姚县"}).json()
    assert answer["status"] == "answered" and not answer["abstained"]
    assert "4元[1]" in answer["answer"]
    assert answer["citations"][0]["cells"] and answer["figures"][0]["citation"] == 1
    assert answer["mode"] == "read" and answer["latency_ms"] > 0
    assert [step["name"] for step in answer["steps"]][:3] == ["guard", "rewrite", "scope"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"question": " "}, "请先写下"),
        ({"question": "问" * 10_000}, "10000"),
        ({}, "Field required"),
        ({"question": "低保", "colour": "red"}, "Extra inputs"),
    ],
)
def test_a_bad_request_is_refused_with_a_reason(client: httpx.Client, body: dict, said: str) -> None:
    response = client.post(ASK, json=body)
    assert response.status_code == 422
    assert said in response.text


def test_a_region_without_a_plan_is_said(client: httpx.Client) -> None:
    answer = client.post(ASK, json={"question": "低保标准多少", "region": "火星县"}).json()
    assert answer["status"] == "other_region" and "大姚县" in answer["answer"]


def test_the_server_says_that_it_is_well(client: httpx.Client, service: Service) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "index": service.index.name, "documents": 1}


def test_the_openapi_page_and_all_it_loads_come_from_here(client: httpx.Client) -> None:
    page = client.get("/api/docs").text
    assert "://" not in page.replace(str(client.base_url), "")
    assert ASK in client.get("/api/openapi.json").json()["paths"]


@pytest.mark.parametrize(
    "path", ["/gradio_api/upload", "/monitoring", "/monitoring/summary", "/gradio_api/file=/etc/passwd"]
)
def test_what_nobody_needs_is_closed(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, files={"files": b"x"}).status_code == 404


def test_pages_carry_the_security_headers(client: httpx.Client) -> None:
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_visitor_who_asks_too_fast_is_told(service: Service) -> None:
    with served(service, ServerSettings(questions_per_minute=2)) as address, httpx.Client(base_url=address) as client:
        codes = [client.post(ASK, json={"question": "低保的钱谁出"}).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_a_port_in_use_is_one_clear_line() -> None:
    taken = claim("127.0.0.1", 0)
    taken.listen()
    port = taken.getsockname()[1]
    with pytest.raises(UsageError, match=f"{port}.*--port {port + 1}"):
        claim("127.0.0.1", port)
    taken.close()

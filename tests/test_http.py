"""The API and the server around it, over real sockets."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from ingest.errors import UsageError
from ingest.index.generations import CURRENT, Generations
from ingest.index.store import FILE as TRUTH
from ingest.settings import IngestSettings
from rag.service import Service
from rag.settings import AnswerSettings
from tests.builders.answers import NO_MODEL
from tests.builders.plans import LAKE
from tests.indexes import Build
from tests.openai_server import Play, openai_server
from tests.serving import served
from ui.app import claim
from ui.commands.options import Part
from ui.feedback import FILE
from ui.settings import ServerSettings

ASK = "/api/v1/ask"
RATE = "/api/v1/feedback"
TRACE = "/api/v1/trace"


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


@pytest.mark.parametrize(
    "body",
    [
        {"question": "低保", "sent-by-me": 1},
        {"question": ["sent-by-me"]},
        {"question": "低保", "history": [{"role": "sent-by-me", "content": "x"}]},
        {"question": "低保", "as_of": "sent-by-me"},
    ],
)
def test_a_refusal_says_nothing_of_what_was_sent(client: httpx.Client, body: dict) -> None:
    response = client.post(ASK, json=body)
    assert response.status_code == 422 and "sent-by-me" not in response.text


def test_signs_that_are_many_when_folded_count_as_many(client: httpx.Client) -> None:
    response = client.post(ASK, json={"question": "\ufdfa" * 100})
    assert response.status_code == 422 and "1800" in response.text


def test_a_document_with_odd_places_is_shown(client: httpx.Client, service: Service) -> None:
    key = next(iter(service.index.documents))
    for at in ("1" * 5_000 + "-5", "5-1", "-", "٣-٤", "1-2-3"):
        assert client.get(f"/document/{key}", params={"at": at}).status_code == 200


def test_a_region_without_a_plan_is_said(client: httpx.Client) -> None:
    answer = client.post(ASK, json={"question": "低保标准多少", "region": "火星县"}).json()
    assert answer["status"] == "other_region" and "大姚县" in answer["answer"]


def test_the_server_says_that_it_is_well(client: httpx.Client, service: Service) -> None:
    assert client.get("/healthz").json() == {
        "status": "ok",
        "index": service.index.name,
        "documents": 5,
        "vectors": "ok",
        "passed_over": None,
    }


def test_the_server_says_when_it_is_worse_than_it_should_be(
    built: Build, settings: IngestSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(built({"lake.md": LAKE}), tmp_path / "index")
    whole = Generations(folder).current()
    damaged = shutil.copytree(whole, whole.with_name("000002-damaged"))
    (damaged / TRUTH).write_bytes(b"")
    (folder / CURRENT).write_text(damaged.name, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path / "no such folder"))
        service = Service(folder, settings, NO_MODEL)
    with closing(service), served(service) as address:
        said = httpx.get(f"{address}/healthz").json()
    assert said["status"] == "degraded"
    assert (said["index"], said["passed_over"]) == (whole.name, damaged.name)
    assert said["vectors"] == f"missing {len(service.opened.passages)}"


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


def test_who_asks_who_we_are_hears_the_operators_name(service: Service) -> None:
    with served(service, ServerSettings(name="青石问政")) as address, httpx.Client(base_url=address) as client:
        assert client.post(ASK, json={"question": "你是谁"}).json()["answer"].startswith("我是青石问政，")


def test_a_visitor_who_asks_too_fast_is_told(service: Service) -> None:
    with served(service, ServerSettings(questions_per_minute=2)) as address, httpx.Client(base_url=address) as client:
        codes = [client.post(ASK, json={"question": "低保的钱谁出"}).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_an_untrusted_visitor_cannot_change_address(service: Service) -> None:
    with served(service, ServerSettings(questions_per_minute=1)) as address, httpx.Client(base_url=address) as client:
        codes = [
            client.post(ASK, json={"question": "低保"}, headers={"X-Forwarded-For": f"198.51.100.{hop}"}).status_code
            for hop in range(2)
        ]
    assert codes == [200, 429]


def test_personal_numbers_do_not_come_back(client: httpx.Client) -> None:
    named = client.post(ASK, json={"question": "低保的钱谁出", "region": "王建国13812345678"}).json()
    assert "13812345678" not in str(named)
    answer = client.post(ASK, json={"question": "我电话13812345678，低保的钱谁出", "region": "大姚县"}).json()
    assert answer["question"] == "我电话〔电话号码〕，低保的钱谁出" and not answer["abstained"]


def test_an_answer_can_be_rated(service: Service, tmp_path: Path) -> None:
    with served(service, home=tmp_path) as address, httpx.Client(base_url=address) as client:
        answer = client.post(ASK, json={"question": "低保的钱谁出"}).json()
        rating = {"answer": answer["id"], "helpful": False, "reason": "off_topic"}
        assert client.post(RATE, json=rating).status_code == 204
        assert client.post(RATE, json=rating | {"answer": "0" * 16}).status_code == 404
        assert client.post(RATE, json=rating | {"reason": "rude"}).status_code == 422
    assert (tmp_path / FILE).is_file()


@pytest.mark.parametrize(
    ("only", "there", "gone"),
    [
        (Part.RESIDENT, ["/", "/en/", "/healthz"], ["/api/docs", "/api/openapi.json", ASK]),
        (Part.STAFF, ["/api/docs", "/healthz"], ["/", "/en/"]),
    ],
)
def test_a_server_can_show_one_part_only(service: Service, only: Part, there: list[str], gone: list[str]) -> None:
    with served(service, only=only) as address, httpx.Client(base_url=address) as client:
        assert [client.get(path).status_code for path in there] == [200] * len(there)
        assert all(client.get(path).status_code in (404, 405) for path in gone)


def test_staff_see_how_an_answer_came_about_and_what_was_held_back(
    sample_index: Path, settings: IngestSettings, tmp_path: Path
) -> None:
    with openai_server() as (address, endpoint):
        endpoint.set(Play([{"text": "营养膳食补助每生每天6元。", "sources": ["每生每天4元"]}]))
        answers = AnswerSettings(llm_base_url=address, llm_model="scripted", home=tmp_path)
        service = Service(sample_index, settings, answers)
        with served(service, only=Part.STAFF) as server, httpx.Client(base_url=server, timeout=20) as client:
            answer = client.post(
                ASK, json={"question": "义务教育学生营养膳食补助每天多少钱", "region": "大姚县"}
            ).json()
            trace = client.get(f"{TRACE}/{answer['id']}").json()
            assert client.get(f"{TRACE}/{'0' * 16}").status_code == 404
        service.close()
    steps = {step["name"]: step["detail"] for step in trace["steps"]}
    assert "6元" not in answer["answer"] and "withheld '营养膳食补助每生每天6元。': value 6元" in steps["generate"]
    assert trace["id"] == answer["id"] and "answer@" in steps["generate"]


def test_a_trace_is_shown_by_no_server_that_residents_use(service: Service) -> None:
    for only in (None, Part.RESIDENT):
        with served(service, only=only) as address, httpx.Client(base_url=address) as client:
            asked = client.post(ASK, json={"question": "低保的钱谁出"})
            key = asked.json()["id"] if asked.status_code == 200 else "0" * 16
            assert client.get(f"{TRACE}/{key}").status_code == 404


def test_a_whole_document_opens_with_its_quote_marked(client: httpx.Client) -> None:
    answer = client.post(ASK, json={"question": "义务教育学生营养膳食补助每天多少钱", "region": "大姚县"}).json()
    cited = answer["citations"][0]
    cell = cited["cells"][0]
    page = client.get(f"/document/{cited['document']}?at={cell['start']}-{cell['end']}")
    assert page.status_code == 200 and f"<mark id='cited' tabindex='-1'>{cell['quote']}</mark>" in page.text


@pytest.mark.parametrize("at", ["x", "1", "1-2-3", "-5-9", "9-1", "1-999999999"])
def test_a_stretch_that_is_none_is_left_out(client: httpx.Client, service: Service, at: str) -> None:
    key = next(iter(service.index.documents))
    assert client.get(f"/document/{key}", params={"at": at}).status_code == 200


def test_a_document_that_is_gone_is_said_to_be(client: httpx.Client) -> None:
    page = client.get("/document/none")
    assert page.status_code == 404 and "没有找到这份文件" in page.text


@pytest.mark.parametrize(
    "path", ["/gradio_api/upload", "/en/gradio_api/upload", "/en/monitoring", "/gradio_api/file=x"]
)
def test_what_the_window_does_not_need_is_closed(client: httpx.Client, path: str) -> None:
    assert client.post(path, files={"files": b"x"}).status_code == 404


def test_a_port_in_use_is_one_clear_line() -> None:
    taken = claim("127.0.0.1", 0)
    taken.listen()
    port = taken.getsockname()[1]
    with pytest.raises(UsageError, match=f"{port}.*--port {port + 1}"):
        claim("127.0.0.1", port)
    taken.close()

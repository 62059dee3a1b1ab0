"""What nobody reads does not stay in gradio's queue."""

import asyncio

import gradio as gr
import httpx
import pytest

import ui.app
from rag.service import Service
from tests.serving import served
from ui.door.calls import Calls
from ui.door.door import OVER
from ui.door.unread import KEPT_S, MOST_WAITING, MOST_WAITING_OF_ONE, Unread
from ui.settings import ServerSettings

JOIN = "/gradio_api/queue/join"


def test_what_nobody_reads_is_forgotten_after_a_while_and_what_is_read_is_not() -> None:
    now = [0.0]

    async def told() -> list[bool]:
        unread = Unread(clock=lambda: now[0])
        for session in ("silent", "read"):
            unread.may_call(session)
            await unread.called(session, "visitor")
        async with unread.reading("read", "visitor"):
            now[0] = KEPT_S
            await unread.drop_old()
            return [unread.is_known(session) for session in ("silent", "read")]

    assert asyncio.run(told()) == [False, True]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[gr.Blocks]:
    """The windows of the server that is started next."""
    made: list[gr.Blocks] = []

    def seen(blocks: gr.Blocks) -> Calls:
        made.append(blocks)
        return Calls(blocks)

    monkeypatch.setattr(ui.app, "Calls", seen)
    return made


@pytest.mark.parametrize(("addresses", "most"), [(1, MOST_WAITING_OF_ONE), (300, MOST_WAITING)])
def test_sessions_that_are_never_read_fill_no_memory(
    service: Service, windows: list[gr.Blocks], addresses: int, most: int
) -> None:
    settings = ServerSettings(questions_per_minute=100_000, requests_per_minute=100_000, trusted_proxies="127.0.0.1")
    with served(service, settings) as at, httpx.Client(base_url=at, timeout=20) as client:
        window = windows[-1]
        number = next(number for number, function in window.fns.items() if not function.inputs)
        for one in range(300):
            call = {"data": [], "fn_index": number, "session_hash": f"silent{one:05}"}
            headers = {"X-Forwarded-For": f"198.51.{one % addresses // 200}.{one % addresses % 200 + 1}"}
            assert client.post(JOIN, json=call, headers=headers).status_code == 200
        queue = window._queue
        assert 0 < len(queue.pending_messages_per_session) <= most
        assert 0 < len(queue.pending_event_ids_session) <= most
        data = client.get(f"/gradio_api/queue/data?session_hash=silent{299:05}", headers=headers)
        assert "process_completed" in data.text  # who reads gets what it asked for


def test_a_stream_with_nothing_to_tell_ends_as_gradio_ends_one(service: Service, windows: list[gr.Blocks]) -> None:
    with served(service, ServerSettings()) as at, httpx.Client(base_url=at, timeout=20) as client:
        number = next(number for number, function in windows[-1].fns.items() if not function.inputs)
        call = {"data": [], "fn_index": number, "session_hash": "quick12345"}
        assert client.post(JOIN, json=call).status_code == 200
        told = [client.get("/gradio_api/queue/data?session_hash=quick12345") for _ in range(2)]
        assert "process_completed" in told[0].text
        assert told[1].status_code == 200 and told[1].text == OVER
        assert client.post(JOIN, json=call).status_code == 200
        assert "process_completed" in client.get("/gradio_api/queue/data?session_hash=quick12345").text

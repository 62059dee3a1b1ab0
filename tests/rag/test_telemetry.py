"""Spans of answers, as a collector gets them over a real socket."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as messages
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as services

from ingest.settings import IngestSettings
from rag import telemetry
from rag.schema import Answer, Question
from rag.service import Service
from rag.settings import AnswerSettings

SHORT_S = 0.2  # what the tests let a batch of spans wait
HANGS_S = 60.0  # what still runs after it will never end
ASKED = Question(text="高龄津贴每月多少元", region="青石县")


@contextmanager
def collector(until: threading.Event | None = None) -> Iterator[tuple[str, list[Any]]]:
    """Its address and the spans that it got. It answers only after `until`, where this is given."""
    spans: list[Any] = []

    class Servicer(services.TraceServiceServicer):
        def Export(self, request: Any, context: Any) -> Any:
            spans.extend(span for one in request.resource_spans for scope in one.scope_spans for span in scope.spans)
            if until:
                until.wait(2 * HANGS_S)
            return messages.ExportTraceServiceResponse()

    server = grpc.server(ThreadPoolExecutor(1))
    services.add_TraceServiceServicer_to_server(Servicer(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"http://127.0.0.1:{port}", spans
    finally:
        server.stop(None)


@pytest.fixture
def told(lake_and_pine: Path, settings: IngestSettings) -> tuple[list[Answer], list[Any]]:
    """Two answers, one of them streamed, and what the collector got of them."""
    with collector() as (endpoint, spans):
        answers = AnswerSettings(llm_base_url="", llm_model="", otlp_endpoint=endpoint)
        service = Service(lake_and_pine, settings, answers)
        *_, streamed = service.stream(ASKED)
        given = [service.ask(ASKED), streamed]
        service.close()
    return [answer for answer in given if isinstance(answer, Answer)], spans


def test_a_collector_gets_a_span_for_each_answer_and_each_of_its_steps(told: tuple[list[Answer], list[Any]]) -> None:
    answers, spans = told
    for answer in answers:
        (whole,) = [span for span in spans if any(kept.value.string_value == answer.id for kept in span.attributes)]
        steps = [span for span in spans if span.parent_span_id == whole.span_id]
        assert [span.name for span in steps] == [step.name for step in answer.steps]
        lasted = (whole.end_time_unix_nano - whole.start_time_unix_nano) / 1e6
        assert lasted == pytest.approx(answer.latency_ms, abs=0.01)
        assert sum(span.end_time_unix_nano - span.start_time_unix_nano for span in steps) / 1e6 <= lasted + 0.1


def test_spans_hold_no_words_of_anybody(told: tuple[list[Answer], list[Any]]) -> None:
    answers, spans = told
    values = {kept.value.string_value for span in spans for kept in span.attributes}
    assert values == {"answered", "read", *(answer.id for answer in answers)}
    assert {span.name for span in spans} == {"answer", *(step.name for answer in answers for step in answer.steps)}


def test_a_collector_that_is_down_costs_no_answer(
    lake_and_pine: Path, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telemetry, "TIMEOUT_S", SHORT_S)
    answers = AnswerSettings(llm_base_url="", llm_model="", otlp_endpoint="http://127.0.0.1:9")
    service = Service(lake_and_pine, settings, answers)
    assert "110元" in service.ask(ASKED).answer
    service.close()


def test_a_collector_that_never_answers_does_not_hold_up_the_end(
    lake_and_pine: Path, settings: IngestSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telemetry, "TIMEOUT_S", SHORT_S)
    never = threading.Event()
    with collector(never) as (endpoint, _):
        answers = AnswerSettings(llm_base_url="", llm_model="", otlp_endpoint=endpoint)
        service = Service(lake_and_pine, settings, answers)
        assert "110元" in service.ask(ASKED).answer
        closing = threading.Thread(target=service.close, daemon=True)
        closing.start()
        closing.join(HANGS_S)
        assert not closing.is_alive()
        never.set()

"""OpenTelemetry: a span for each answer and each of its steps, for offices that watch their services with it.

Spans hold names, times, status and the mode of answering; no words of visitors, plans or models.
"""

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from rag.schema import Answer

NS_PER_MS = 1_000_000
TIMEOUT_S = 2.0  # for a batch of spans, repeats included: a program that ends waits as long


class Telemetry:
    """Sends spans to a collector that speaks OTLP over gRPC, in the background; one that is down costs nothing."""

    def __init__(self, endpoint: str) -> None:
        self._provider = TracerProvider(resource=Resource.create({SERVICE_NAME: "huimin"}))
        insecure = not endpoint.startswith("https://")
        exporter = OTLPSpanExporter(endpoint=endpoint, insecure=insecure, timeout=TIMEOUT_S)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("huimin")

    def record(self, answer: Answer, began_ns: int) -> None:
        """`began_ns`: since the epoch. Steps stand one behind the other, as they were done."""
        kind = {"huimin.status": answer.status.value, "huimin.mode": answer.mode, "huimin.answer": answer.id}
        whole = self._tracer.start_span("answer", start_time=began_ns, attributes=kind)
        within, at = trace.set_span_in_context(whole), began_ns
        for step in answer.steps:
            end = at + round(step.ms * NS_PER_MS)
            self._tracer.start_span(step.name, within, start_time=at).end(end)
            at = end
        whole.end(began_ns + round(answer.latency_ms * NS_PER_MS))

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()

"""A small OpenAI-compatible endpoint over real sockets that streams a scripted answer."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PIECE = 7  # characters of a streamed piece: sentences and marks get cut anywhere


class Endpoint:
    """What the server says next, and what it was asked."""

    def __init__(self) -> None:
        self.says = ""
        self.status = 200
        self.asked: list[dict[str, Any]] = []


@contextmanager
def openai_server() -> Iterator[tuple[str, Endpoint]]:
    """Its base URL and its script."""
    endpoint = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            endpoint.asked.append(json.loads(self.rfile.read(length)))
            self.send_response(endpoint.status)
            if endpoint.status != 200:
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(b'{"error": {"message": "no"}}')
                return
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            for at in range(0, len(endpoint.says), PIECE):
                self._event({"content": endpoint.says[at : at + PIECE]}, None)
            self._event({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", endpoint
    finally:
        server.shutdown()
        server.server_close()

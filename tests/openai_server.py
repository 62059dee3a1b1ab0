"""A small OpenAI-compatible endpoint over real sockets that streams scripted answers, or fails as real ones do."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from eval.replay import numbered

PIECE = 7  # characters of a streamed piece: lines and words get cut anywhere
PULSE_S, PULSES = 0.02, 1000  # a stall that nobody ends goes on after these, so that a deadline that fails is seen


@dataclass
class Play:
    """One response. Lines may name their sources by words; they get the numbers that the prompt gives these."""

    says: str | Sequence[Mapping[str, Any]] = ""
    status: int = 200
    stall_at: int | None = None
    """Characters after which nothing comes but what keeps the connection alive, until the endpoint is released."""
    cut_at: int | None = None
    """Characters after which the connection breaks."""

    def text(self, user: str) -> str:
        if isinstance(self.says, str):
            return self.says
        return "\n".join(json.dumps(numbered(line, user), ensure_ascii=False) for line in self.says)


@dataclass
class Endpoint:
    """What the server says next, the last for ever, and what it was asked."""

    plays: list[Play] = field(default_factory=lambda: [Play()])
    asked: list[dict[str, Any]] = field(default_factory=list)
    sent: int = 0
    """Characters of the last response that went out."""
    whole: int = 0
    """Characters that it has."""
    release: threading.Event = field(default_factory=threading.Event)
    """Ends every stall."""

    def set(self, *plays: Play) -> None:
        self.plays, self.asked = list(plays), []
        self.release.clear()

    def next(self) -> Play:
        return self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]

    def prompts(self, words: str) -> list[str]:
        """What was asked last in those conversations whose system message holds some words."""
        return [one["messages"][-1]["content"] for one in self.asked if words in one["messages"][0]["content"]]


@contextmanager
def openai_server() -> Iterator[tuple[str, Endpoint]]:
    """Its base URL and its script."""
    endpoint = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            endpoint.asked.append(asked)
            play = endpoint.next()
            self.send_response(play.status)
            if play.status != 200:
                body = b'{"error": {"message": "no"}}'
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                return
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            try:
                self._stream(play, play.text(asked["messages"][1]["content"]))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _stream(self, play: Play, text: str) -> None:
            endpoint.sent, endpoint.whole, stalled = 0, len(text), False
            for at in range(0, len(text), PIECE):
                if play.cut_at is not None and at >= play.cut_at:
                    self.close_connection = True
                    return
                if play.stall_at is not None and at >= play.stall_at and not stalled:
                    stalled = True
                    self._stall()
                self._event({"content": text[at : at + PIECE]}, None)
                endpoint.sent = min(at + PIECE, len(text))
            self._event({}, "stop")
            self._send("data: [DONE]\n\n")
            self._send("")

        def _stall(self) -> None:
            for _ in range(PULSES):
                if endpoint.release.wait(PULSE_S):
                    return
                self._send(": keep-alive\n\n")

        def _event(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
            self._send(f"data: {json.dumps(chunk)}\n\n")

        def _send(self, words: str) -> None:
            data = words.encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", endpoint
    finally:
        endpoint.release.set()
        server.shutdown()
        server.server_close()

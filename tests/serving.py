"""A real server on a free port, for tests over HTTP and in a browser."""

import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from rag.settings import AnswerSettings
from ui.answering.answers import Answers
from ui.app import create_app
from ui.commands.options import Part
from ui.commands.serve import listening
from ui.settings import ServerSettings

HANGS_S = 60.0  # what has not started after it never will


def free_port() -> int:
    """One of this machine that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class _Server(uvicorn.Server):
    """Says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@contextmanager
def served(
    service: Answers,
    server: ServerSettings | None = None,
    *,
    answer: AnswerSettings | None = None,
    home: Path | None = None,
    only: Part | None = None,
    port: int = 0,
) -> Iterator[str]:
    """The address of the application over a service. Feedback goes to `home`, else nowhere that stays. `port`: one that
    a server before had, else a free one."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    keep = tempfile.TemporaryDirectory()
    answers = answer or AnswerSettings(llm_base_url="", llm_model="")
    settings = server or ServerSettings()
    app = create_app(service, answers, settings, home or Path(keep.name), only)
    runner = _Server(listening(app, settings.proxies, log_level="error"))
    thread = threading.Thread(target=runner.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        if not runner.up.wait(HANGS_S):
            raise RuntimeError("the server did not start")
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        runner.should_exit = True
        thread.join(timeout=10)
        listener.close()
        keep.cleanup()

"""A real server on a free port, for tests over HTTP and in a browser."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from rag.service import Service
from rag.settings import AnswerSettings
from ui.app import create_app
from ui.settings import ServerSettings


@contextmanager
def served(service: Service, server: ServerSettings | None = None) -> Iterator[str]:
    """The address of the whole application over a service."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = create_app(service, AnswerSettings(llm_base_url="", llm_model=""), server or ServerSettings())
    runner = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=runner.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not runner.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        runner.should_exit = True
        thread.join(timeout=10)
        listener.close()

"""`python -m ui.answering.child SOCKET`: answers what the server asks until the server is gone."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from ingest.errors import HuiminError
from rag.service import Service
from ui.answering.messages import Call, Failed, Leave, Start, State, Told
from ui.window.suggest import Readers

log = logging.getLogger("huimin")


class Child:
    """Does the tasks of the server over one service."""

    def __init__(self, connection: Connection, service: Service, readers: Readers) -> None:
        self._connection, self._service, self._readers = connection, service, readers
        self._sending, self._left = threading.Lock(), set[int]()

    def run(self, threads: int) -> None:
        """Until the server is gone."""
        self._send(self._state())
        pool = ThreadPoolExecutor(threads)
        while True:
            message = self._connection.recv()
            if isinstance(message, Leave):
                self._left.add(message.number)
            else:
                pool.submit(self._do, message)

    def _do(self, call: Call) -> None:
        has_failed = False
        try:
            for value in self._values(call):
                if call.number in self._left:
                    break
                self._send(Told(number=call.number, state=self._state(), value=value))
        except OSError:  # the server is gone, and so are we
            return
        except Exception:  # what the broad net of the chain does not hold: suggestions, a stream's end
            log.exception("task %r failed", call.task)
            has_failed = True
        self._left.discard(call.number)
        self._send(Told(number=call.number, state=self._state(), is_last=True, has_failed=has_failed))

    def _values(self, call: Call) -> Iterable[Any]:
        if call.task == "stream":
            return self._service.stream(*call.values)
        if call.task == "ask":
            return (self._service.ask(*call.values),)
        reader = self._readers.live()  # moves over where another generation is live
        return () if call.task == "look" else (getattr(reader, call.task)(*call.values),)

    def _state(self) -> State:
        index, passed_over = self._service.opened, self._service.passed_over
        return State(name=index.name, vectors_missing=index.vectors_missing, passed_over=passed_over)

    def _send(self, message: object) -> None:
        with self._sending:
            self._connection.send(message)


def main() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is for the server, who then hangs up
    connection = Connection(int(sys.argv[1]))
    try:
        start: Start = connection.recv()
        try:
            service = Service(start.folder, start.ingest, start.answer)
        except HuiminError as error:
            connection.send(Failed(error=error))
            return
        Child(connection, service, Readers(service, start.answer)).run(start.threads)
    except (EOFError, OSError):
        os._exit(0)  # without waiting for answers that nobody reads


if __name__ == "__main__":
    main()

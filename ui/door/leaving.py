"""The end of a server with pages open: their streams have no end of their own, so the door ends them."""

import asyncio
from collections.abc import Awaitable

ANSWER_S = 2.0  # an answer that is on its way may take so long yet; what only keeps a page in touch ends at once


class Leaving:
    """The open streams of a server. All within one event loop."""

    def __init__(self) -> None:
        self._open = dict[asyncio.Future[object], float]()  # with the seconds that each may take yet
        self._has_begun = False

    async def until(self, stream: Awaitable[object], seconds: float) -> bool:
        """Runs a stream; False where it was ended before its time, `seconds` after the server began to leave."""
        task = asyncio.ensure_future(stream)
        self._open[task] = seconds
        if self._has_begun:
            self._end_in(task, seconds)
        try:
            await asyncio.wait([task])
        finally:
            del self._open[task]
            if not task.done():  # whoever waits for it was cancelled
                task.cancel()
        if task.cancelled():
            return False
        task.result()
        return True

    def begin(self) -> None:
        """The server was told to stop."""
        self._has_begun = True
        for task, seconds in self._open.items():
            self._end_in(task, seconds)

    @staticmethod
    def _end_in(task: asyncio.Future[object], seconds: float) -> None:
        asyncio.get_running_loop().call_later(seconds, task.cancel)

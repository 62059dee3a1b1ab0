"""A request's body: counted while it is read, so that nobody makes the server hold more than the route takes."""

import asyncio

from starlette.types import Message, Receive

SLOWEST_S = 10.0  # a body that takes longer to come is given up
SLOWEST_FILE_S = 60.0  # so is one with a file
MOST_LEFT_BYTES = 64 * 1024 * 1024  # of a file that is too large that are read on and forgotten: a browser that still
# sends would show an error of its own instead of ours
TOO_LARGE = "内容太长了,请缩短后再试"
FILE_TOO_LARGE = "文件太大了,最多 {mb} MB;可以另存为纯文本,或只粘贴来信的文字"


class Refusal(Exception):
    """A request that does not pass: its HTTP status, what is said, and whether the connection ends with it."""

    def __init__(self, status: int, said: str, *, closes: bool = False) -> None:
        super().__init__(said)
        self.status, self.said, self.closes = status, said, closes


async def read_body(receive: Receive, most_bytes: int, declared: str, *, is_file: bool = False) -> bytes:
    """The whole body. Raises `Refusal` where it is larger (413), too slow (408) or breaks off (400); what is declared
    (`Content-Length`) as larger is not read at all, but for a file, whose sender is to read why."""
    most_read = MOST_LEFT_BYTES if is_file else most_bytes
    if declared.isdecimal() and int(declared[:20]) > most_read:
        raise _too_large(most_bytes, is_file)
    parts, size = list[bytes](), 0
    try:
        async with asyncio.timeout(SLOWEST_FILE_S if is_file else SLOWEST_S):
            more = True
            while more:
                message = await receive()
                if message["type"] != "http.request":
                    raise Refusal(400, "请求没有发完")
                size += len(message.get("body", b""))
                if size > most_read:
                    break
                if size <= most_bytes:
                    parts.append(message.get("body", b""))
                more = message.get("more_body", False)
    except TimeoutError as error:
        raise Refusal(408, "请求太慢,请重试") from error
    if size > most_bytes:
        raise _too_large(most_bytes, is_file)
    return b"".join(parts)


def _too_large(most_bytes: int, is_file: bool) -> Refusal:
    return Refusal(413, FILE_TOO_LARGE.format(mb=most_bytes // 2**20) if is_file else TOO_LARGE)


def replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body once, then what the real one gives (that the visitor left)."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again

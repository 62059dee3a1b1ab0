"""A request's body: counted while it is read, so that nobody makes the server hold more than the route takes."""

import asyncio

from starlette.types import Message, Receive

SLOWEST_S = 10.0  # a body that takes longer to come is given up


class Refusal(Exception):
    """A request that does not pass: its HTTP status and what is said."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(said)
        self.status, self.said = status, said


async def read_body(receive: Receive, most_bytes: int, declared: str) -> bytes:
    """The whole body. Raises `Refusal` where it is larger (413), too slow (408) or breaks off (400); what is declared
    (`Content-Length`) as larger is not read at all."""
    if declared.isdecimal() and int(declared[:20]) > most_bytes:
        raise Refusal(413, "内容太长了,请缩短后再试")
    parts, size = list[bytes](), 0
    try:
        async with asyncio.timeout(SLOWEST_S):
            more = True
            while more:
                message = await receive()
                if message["type"] != "http.request":
                    raise Refusal(400, "请求没有发完")
                size += len(message.get("body", b""))
                if size > most_bytes:
                    raise Refusal(413, "内容太长了,请缩短后再试")
                parts.append(message.get("body", b""))
                more = message.get("more_body", False)
    except TimeoutError as error:
        raise Refusal(408, "请求太慢,请重试") from error
    return b"".join(parts)


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

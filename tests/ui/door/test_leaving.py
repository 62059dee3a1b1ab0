"""A server that leaves ends the streams of open pages; an answer on its way may come yet."""

import asyncio

import pytest

from ui.door.leaving import Leaving


async def endless() -> None:
    await asyncio.Event().wait()


async def short() -> None:
    await asyncio.sleep(0)


def test_a_stream_that_ends_by_itself_is_let_be() -> None:
    assert asyncio.run(Leaving().until(short(), 0))


def test_streams_without_an_end_are_ended() -> None:
    async def run() -> list[bool]:
        leaving = Leaving()
        streams = [asyncio.create_task(leaving.until(endless(), 0)) for _ in range(3)]
        await asyncio.sleep(0)
        leaving.begin()
        return await asyncio.wait_for(asyncio.gather(*streams), 5)

    assert asyncio.run(run()) == [False] * 3


def test_an_answer_on_its_way_comes_yet() -> None:
    async def run() -> bool:
        leaving, is_ready = Leaving(), asyncio.Event()
        stream = asyncio.create_task(leaving.until(is_ready.wait(), 60))
        await asyncio.sleep(0)
        leaving.begin()
        is_ready.set()
        return await stream

    assert asyncio.run(run())


def test_who_comes_after_is_ended_too() -> None:
    async def run() -> bool:
        leaving = Leaving()
        leaving.begin()
        return await asyncio.wait_for(leaving.until(endless(), 0), 5)

    assert not asyncio.run(run())


def test_what_goes_wrong_in_a_stream_is_not_hidden() -> None:
    async def broken() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(Leaving().until(broken(), 0))

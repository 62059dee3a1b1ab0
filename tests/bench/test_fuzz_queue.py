"""Calls of the window's queue by chance."""

import httpx
import pytest

from bench.fuzz_queue import FAILED, failures, fuzz
from rag.service import Service
from tests.serving import served
from ui.settings import ServerSettings


@pytest.mark.slow
def test_no_call_of_the_queue_falls(service: Service) -> None:
    settings = ServerSettings(questions_per_minute=100_000, requests_per_minute=100_000)
    with served(service, settings) as address:
        found = fuzz(address, seconds=10, seed=7)
        assert httpx.get(f"{address}/healthz").json()["status"] == "ok"
    assert failures(found) == 0, found
    assert found["done"] and found["422"] and found["400"], found


def test_what_fell_behind_the_door_counts_as_much_as_a_500() -> None:
    assert failures({"200": 3, "422": 2, "done": 3}) == 0
    assert failures({"500": 1, FAILED: 2, "503": 1}) == 4

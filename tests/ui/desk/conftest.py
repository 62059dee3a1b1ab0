"""A desk for each test; passwords are hashed cheaply."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests.builders.desk import Office, office
from ui.desk import passwords


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: cheap)
    passwords._nobody.cache_clear()


@pytest.fixture
def desk(tmp_path: Path) -> Office:
    return office(tmp_path)

"""What tests share: a data folder of their own, indexes built once, no network and no model by accident."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.service import Service
from tests.builders.answers import NO_MODEL
from tests.indexes import Build, builder
from tests.no_network import no_network

TENTH = 10
PICKED = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tenth", action="store_true", help="a tenth of the chosen tests, always the same ones")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A hash of its name picks a test, so that it stays in or out whatever comes and goes beside it."""
    if config.getoption("--tenth"):
        picked = [item for item in items if _hash(item.nodeid) % TENTH == 0]
        config.stash[PICKED] = f"a tenth: {len(picked)} of {len(items)} tests"
        config.hook.pytest_deselected(items=[item for item in items if item not in picked])
        items[:] = picked


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if said := config.stash.get(PICKED, ""):
        terminalreporter.write_line(said)


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with no_network():
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_settings_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once a session reads no settings file of the checkout either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUIMIN_HOME", str(tmp_path_factory.mktemp("first-home")))
        patch.setenv("HUIMIN_READ_SECONDS", "0")
        yield


@pytest.fixture(autouse=True)
def _no_outside(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting of the machine reaches a test: no model, no hub, a fresh home."""
    for name in ("HUIMIN_LLM_BASE_URL", "HUIMIN_LLM_MODEL", "HUIMIN_LLM_API_KEY", "HUIMIN_EMBEDDING_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HUIMIN_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("HUIMIN_READ_SECONDS", "0")  # files are read here, which spares each test a process


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> IngestSettings:
    """Default settings over a home of the session's own."""
    return IngestSettings(home=tmp_path_factory.mktemp("session-home"))


@pytest.fixture(scope="session")
def sample_index(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, ingested once, also where several processes share the tests (pytest-xdist gives each a folder
    beside the others'). Tests read it and leave it as it is."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made = shared / "sample-index", shared / "sample-index-made"
    with (shared / "sample-index-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            ingest(folder, settings)
            made.touch()
    return folder


@pytest.fixture(scope="session")
def built(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Builds the index of a few files, once in a run."""
    return builder(settings, tmp_path_factory)


@pytest.fixture(scope="session")
def service(sample_index: Path, settings: IngestSettings) -> Iterator[Service]:
    """Answers over the sample corpus, without a model."""
    opened = Service(sample_index, settings, NO_MODEL)
    yield opened
    opened.close()

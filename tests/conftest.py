"""What tests share: a data folder of their own, the sample corpus ingested once, and no model by accident."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from rag.service import Service
from rag.settings import AnswerSettings


@pytest.fixture(scope="session", autouse=True)
def _no_settings_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once a session reads no settings file of the checkout either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUIMIN_HOME", str(tmp_path_factory.mktemp("first-home")))
        yield


@pytest.fixture(autouse=True)
def _no_outside(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting of the machine reaches a test: no model, no hub, a fresh home."""
    for name in ("HUIMIN_LLM_BASE_URL", "HUIMIN_LLM_MODEL", "HUIMIN_LLM_API_KEY", "HUIMIN_EMBEDDING_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HUIMIN_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> IngestSettings:
    """Default settings over a home of the session's own."""
    return IngestSettings(home=tmp_path_factory.mktemp("session-home"))


@pytest.fixture(scope="session")
def sample_index(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, ingested once. Tests read it and leave it as it is."""
    folder = tmp_path_factory.mktemp("sample-index")
    ingest(folder, settings)
    return folder


@pytest.fixture(scope="session")
def service(sample_index: Path, settings: IngestSettings) -> Iterator[Service]:
    """Answers over the sample corpus, without a model."""
    opened = Service(sample_index, settings, AnswerSettings(llm_base_url="", llm_model=""))
    yield opened
    opened.close()

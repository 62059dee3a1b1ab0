"""Indexes of invented regions, for the steps that read one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.index.opened import Index
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from tests.builders.plans import HERON, LAKE, PINE


@pytest.fixture(scope="session")
def lake_and_pine(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder with the plans of 青石县 and 松岭市. Tests leave it as it is."""
    sources = tmp_path_factory.mktemp("lake-and-pine")
    (sources / "lake.md").write_text(LAKE, encoding="utf-8")
    (sources / "pine.md").write_text(PINE, encoding="utf-8")
    folder = tmp_path_factory.mktemp("lake-and-pine-index")
    ingest(folder, settings, sources=[sources])
    return folder


@pytest.fixture(scope="session")
def index(lake_and_pine: Path, settings: IngestSettings) -> Iterator[Index]:
    opened = Index(lake_and_pine, settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def heron(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The index of a plan that contradicts itself, with terms and duties beside its amounts."""
    source = tmp_path_factory.mktemp("heron") / "heron.md"
    source.write_text(HERON, encoding="utf-8")
    folder = tmp_path_factory.mktemp("heron-index")
    ingest(folder, settings, sources=[source])
    opened = Index(folder, settings)
    yield opened
    opened.close()

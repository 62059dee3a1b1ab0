"""Indexes of invented regions, for the steps that read one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.index.opened import Index
from ingest.settings import IngestSettings
from tests.builders.plans import HERON, LAKE, PINE
from tests.indexes import Build


@pytest.fixture(scope="session")
def lake_and_pine(built: Build) -> Path:
    """An index folder with the plans of 青石县 and 松岭市. Tests leave it as it is."""
    return built({"lake.md": LAKE, "pine.md": PINE})


@pytest.fixture(scope="session")
def index(lake_and_pine: Path, settings: IngestSettings) -> Iterator[Index]:
    opened = Index(lake_and_pine, settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def heron(built: Build, settings: IngestSettings) -> Iterator[Index]:
    """The index of a plan that contradicts itself, with terms and duties beside its amounts."""
    opened = Index(built({"heron.md": HERON}), settings)
    yield opened
    opened.close()

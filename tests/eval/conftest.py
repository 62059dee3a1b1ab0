"""An index of one invented plan."""

from collections.abc import Iterator

import pytest

from ingest.index.opened import Index
from ingest.settings import IngestSettings
from tests.builders.plans import LAKE_DIGEST
from tests.indexes import Build


@pytest.fixture(scope="session")
def lake(built: Build, settings: IngestSettings) -> Iterator[Index]:
    """The plan of 青石县 as a digest. Tests leave it as it is."""
    opened = Index(built({"lake.md": LAKE_DIGEST}), settings)
    yield opened
    opened.close()

"""An index of one invented plan."""

from collections.abc import Iterator

import pytest

from ingest.index.opened import Index
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from tests.builders.plans import LAKE


@pytest.fixture(scope="session")
def lake(settings: IngestSettings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The plan of 青石县 as a digest. Tests leave it as it is."""
    source = tmp_path_factory.mktemp("lake") / "lake.md"
    source.write_text(LAKE.replace("text_kind: original", "text_kind: digest"), encoding="utf-8")
    folder = tmp_path_factory.mktemp("lake-index")
    ingest(folder, settings, sources=[source])
    opened = Index(folder, settings)
    yield opened
    opened.close()

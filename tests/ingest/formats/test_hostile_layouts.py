"""OFD files, saved pages and old office files of strangers: read or refused by name, within the bounds of the child."""

from collections.abc import Iterator

import pytest

from ingest.reading import Reader
from tests.builders.hostile_check import bounded_reader, check
from tests.builders.hostile_layouts import FILES, LARGE, SMALL
from tests.builders.hostile_office import HostileFile


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with bounded_reader() as shared:
        yield shared


def test_the_files_are_many() -> None:
    assert len({one.file for one in FILES}) == len(FILES) >= 40


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.file)
def test_a_hostile_file_is_read_or_refused_by_name(reader: Reader, one: HostileFile) -> None:
    check(reader, one)


@pytest.mark.slow
@pytest.mark.parametrize("one", LARGE, ids=lambda one: one.file)
def test_a_large_hostile_file_is_read_or_refused_by_name(reader: Reader, one: HostileFile) -> None:
    check(reader, one)

"""PDF files of strangers: each is read or refused by name, within the bounds of the reading child."""

from collections.abc import Iterator

import pytest

from ingest.reading import Reader
from tests.builders.hostile_check import bounded_reader, check
from tests.builders.hostile_office import HostileFile
from tests.builders.hostile_pdf import FILES, LARGE, SMALL


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with bounded_reader() as shared:
        yield shared


def test_the_files_are_many_and_each_has_its_own_name() -> None:
    assert len({one.file for one in FILES}) == len(FILES) >= 15


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.file)
def test_a_hostile_pdf_is_read_or_refused_by_name(reader: Reader, one: HostileFile) -> None:
    check(reader, one)


@pytest.mark.slow
@pytest.mark.parametrize("one", LARGE, ids=lambda one: one.file)
def test_a_large_hostile_pdf_is_read_or_refused_by_name(reader: Reader, one: HostileFile) -> None:
    check(reader, one)

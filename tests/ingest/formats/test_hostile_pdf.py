"""PDF files of strangers: each is read or refused by name, within the bounds of the reading child."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.inputs import Input
from ingest.reading import Reader
from ingest.settings import IngestSettings
from tests.builders.hostile_office import HostileFile
from tests.builders.hostile_pdf import FILES, LARGE, SMALL

OURS = ("程序出错", "中断", "用时", "内存")  # refusals that only a file which says so may get


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    settings = IngestSettings.model_validate({"home": Path("unused"), "read_seconds": 10, "read_mb": 500})
    with closing(Reader(settings)) as shared:
        yield shared


def check(reader: Reader, one: HostileFile) -> None:
    try:
        parsed = reader.read(Input(source=one.file, data=one.data()))
    except SourceError as error:
        assert one.says and one.says in error.reason, error.reason
        assert one.says in OURS or not any(words in error.reason for words in OURS), error.reason
        assert not one.lacks or one.lacks not in error.reason
    else:
        assert not one.says, f"it was read: {parsed.document.text[:80]!r}"
        assert not one.lacks or one.lacks not in parsed.document.text
        assert not one.tells or any(one.tells in note for note in parsed.notices), parsed.notices


def test_the_files_are_many_and_each_has_its_own_name() -> None:
    assert len({one.file for one in FILES}) == len(FILES) >= 15


@pytest.mark.parametrize("one", SMALL, ids=lambda one: one.file)
def test_a_hostile_pdf_is_read_or_refused_by_name(reader: Reader, one: HostileFile) -> None:
    check(reader, one)


@pytest.mark.slow
@pytest.mark.parametrize("one", LARGE, ids=lambda one: one.file)
def test_a_large_hostile_pdf_is_read_or_refused_by_name(reader: Reader, one: HostileFile) -> None:
    check(reader, one)

"""A hostile file held against the reader in its bounded child: read, or refused by name."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.errors import SourceError
from ingest.inputs import Input
from ingest.reading import Reader
from ingest.settings import IngestSettings
from tests.builders.hostile_office import HostileFile

OURS = ("程序出错", "中断", "用时", "内存")  # refusals of the child, which only a file that says so may get


@contextmanager
def bounded_reader() -> Iterator[Reader]:
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

"""Texts that strangers could hand in: each is read or refused by name, within its bounds, and what is read can be kept."""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.bounds import MOST
from ingest.errors import SourceError
from ingest.index.store import Store, StoreWriter
from ingest.inputs import Input
from ingest.parse import parse
from ingest.reading import PARSED, Reader
from ingest.schema import ParsedDocument
from ingest.settings import IngestSettings
from tests.builders.hostile import MEGABYTE, TEXTS, Hostile

SMALL = 20_000  # bytes
KINDS = {text.kind: text for text in reversed(TEXTS)}  # the first of each
OURS = ("程序出错", "中断", "用时", "内存")  # how a refusal sounds that the reader itself should have made


def settings() -> IngestSettings:
    return IngestSettings.model_validate({"home": Path("unused"), "read_seconds": 10, "read_mb": 500})


def kept(parsed: ParsedDocument, folder: Path) -> ParsedDocument:
    with StoreWriter(folder) as writer:
        writer.add(parsed, "key")
    with closing(Store(folder)) as store:
        return store.parsed(parsed.document.id)


def ordered(parsed: ParsedDocument) -> ParsedDocument:
    """A store gives rows in the text's order."""
    return replace(parsed, rows=tuple(sorted(parsed.rows, key=lambda row: row.id)))


def test_the_texts_are_many_and_of_many_kinds() -> None:
    assert len({text.file for text in TEXTS}) == len(TEXTS) >= 100
    assert len(KINDS) >= 10


def test_a_text_is_as_large_as_asked() -> None:
    sizes = {text.file: len(text.data(MEGABYTE)) for text in TEXTS}
    assert not [(name, size) for name, size in sizes.items() if not MEGABYTE / 3 < size <= 1.2 * MEGABYTE]


def check_small(text: Hostile, folder: Path) -> None:
    """Read or refused in so many words; what is read comes through a child and out of a store as it was."""
    try:
        parsed = parse(Input(source=text.file, data=text.data(SMALL)), settings())
    except SourceError as error:
        assert error.reason.strip()
        return
    assert PARSED.validate_json(PARSED.dump_json(parsed)) == parsed
    assert all(len(getattr(parsed, what)) <= most for what, (most, _) in MOST.items())
    assert ordered(kept(parsed, folder)) == ordered(parsed)


@pytest.mark.parametrize("text", KINDS.values(), ids=lambda text: text.file)
def test_a_small_text_of_each_kind_is_read_and_kept_or_refused(text: Hostile, tmp_path: Path) -> None:
    check_small(text, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.file)
def test_a_small_text_is_read_and_kept_or_refused(text: Hostile, tmp_path: Path) -> None:
    check_small(text, tmp_path)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with closing(Reader(settings())) as shared:
        yield shared


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.file)
def test_a_megabyte_is_read_or_refused_by_the_reader_itself(reader: Reader, text: Hostile) -> None:
    reason = ""
    try:
        assert reader.read(Input(source=text.file, data=text.data(MEGABYTE))).document.source == text.file
    except SourceError as error:
        reason = error.reason
    assert not any(words in reason for words in OURS), reason


@pytest.mark.slow
@pytest.mark.parametrize("name", ["one record", "captions"])
def test_a_text_that_takes_too_long_is_ended_and_the_next_one_read(name: str) -> None:
    hurried = settings().model_copy(update={"read_seconds": 1})
    text = next(text for text in TEXTS if text.name == name)
    with closing(Reader(hurried)) as reader:
        with suppress(SourceError):
            reader.read(Input(source=text.file, data=text.data(MEGABYTE - 1)))
        assert reader.read(Input(source="plan.txt", data="一、目标\n到2025年达到5%。\n".encode())).quantities

"""Pictures of strangers, and what is called like a file and is none: each is refused by name, the rest goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.inputs import collect
from ingest.reading import Reader
from tests.builders.hostile_check import bounded_reader, check
from tests.builders.hostile_office import HostileFile
from tests.builders.hostile_scans import FILES, strange_things


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with bounded_reader() as shared:
        yield shared


@pytest.mark.slow
@pytest.mark.parametrize("one", FILES, ids=lambda one: one.file)
def test_a_hostile_picture_is_refused_by_name(reader: Reader, one: HostileFile) -> None:
    check(reader, one)


def test_what_is_no_file_is_refused_by_name_and_the_rest_is_taken(tmp_path: Path) -> None:
    strange = strange_things(tmp_path)
    (tmp_path / "plan.txt").write_text("高龄津贴每人每月50元。", encoding="utf-8")
    inputs, skipped = collect([tmp_path], max_mb=50)
    told = {Path(one.source).name: one.reason for one in skipped}
    assert {Path(one.source).name for one in inputs} == {"plan.txt", "empty.docx"}
    assert all(words in told.get(name, "") for name, words in strange.items() if name != "empty.docx"), told

"""Values survive a file; a line that cannot be read is named."""

from pathlib import Path

import pytest

from eval.facts import Facts
from eval.jsonl import load, save
from eval.records import Record
from ingest.errors import SourceError
from tests.builders.answers import answer
from tests.builders.cases import found, record


def test_records_survive_a_file_whole(tmp_path: Path) -> None:
    records = [record(), record(answer("行\u2028分\n隔"), found(section=("一", "二")))]
    save(tmp_path / "records.jsonl", records)
    assert load(tmp_path / "records.jsonl", Record) == records


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    save(tmp_path / "none.jsonl", [])
    assert load(tmp_path / "none.jsonl", Record) == []


@pytest.mark.parametrize("line", ["{", "[]", '{"document": "d", "place": "p"}'], ids=["no json", "no object", "key"])
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "facts.jsonl"
    save(path, [Facts(document="d", place="p", figures=("1",))])
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"facts\.jsonl.*第 2 行"):
        load(path, Facts)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.jsonl"):
        load(tmp_path / "none.jsonl", Facts)

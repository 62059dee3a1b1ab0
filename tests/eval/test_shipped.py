"""The baseline that ships, and how a run becomes it."""

from pathlib import Path

import pytest

from eval.cases import load_cases
from eval.run import ask_all, score_all
from eval.shipped import accept, load_baseline, load_facts, shipped_folder
from ingest.errors import UsageError
from ingest.index.opened import Index
from ingest.inputs import SAMPLE, sample_corpus
from tests.builders.answers import DAY, NO_MODEL
from tests.builders.cases import lake_cases


@pytest.fixture(scope="module")
def folder(lake: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "one"
    ask_all(lake_cases(), lake, out, settings=NO_MODEL, as_of=DAY)
    return out


def test_an_accepted_run_is_the_baseline(folder: Path, tmp_path: Path) -> None:
    written = accept(folder, tmp_path / "kept")
    assert {path.name for path in written} == {"baseline.jsonl", "baseline.txt", "facts.jsonl"}
    (first, *_) = load_baseline(tmp_path / "kept")
    assert (first.id, first.right, first.cited, first.status) == ("lake-1", True, True, "answered")
    assert "110元" in first.first
    assert load_facts(tmp_path / "kept") == score_all(folder).facts != []
    assert "accuracy" in (tmp_path / "kept" / "baseline.txt").read_text(encoding="utf-8")


def test_a_part_of_the_questions_does_not_stand_for_all_of_them(folder: Path) -> None:
    with pytest.raises(UsageError, match="没有问全部的题"):
        accept(folder, shipped_folder())


def test_the_shipped_baseline_holds_every_shipped_question() -> None:
    assert {one.id for one in load_baseline(shipped_folder())} == {case.id for case in load_cases([])}


def test_the_shipped_facts_hold_every_document_of_the_sample_corpus() -> None:
    names = {item.source.removeprefix(SAMPLE) for item in sample_corpus()}
    assert {one.document for one in load_facts(shipped_folder())} == names

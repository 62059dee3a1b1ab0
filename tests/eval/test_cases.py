"""Question sets: what a line must hold."""

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from pydantic import ValidationError

from eval.cases import Case, load_cases, smoke
from ingest.errors import SourceError
from tests.builders.cases import case


def line(**changed: object) -> str:
    return json.dumps(case().model_dump(mode="json") | changed, ensure_ascii=False)


@pytest.fixture
def set_file(tmp_path: Path) -> Path:
    return tmp_path / "set.jsonl"


def test_the_shipped_sets_load_and_have_one_id_a_question() -> None:
    cases = load_cases([])
    assert cases and len({one.id for one in cases}) == len(cases)


def test_a_line_is_read_as_it_was_written(set_file: Path) -> None:
    set_file.write_text(line(history=[{"role": "user", "content": "校车"}]) + "\n", encoding="utf-8")
    (loaded,) = load_cases([set_file])
    assert (loaded.question, loaded.must, loaded.history[0].content) == ("校车补助多少?", (("360元",),), "校车")


def test_several_files_are_read_in_their_order(set_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.jsonl"
    set_file.write_text(line(id="first"), encoding="utf-8")
    other.write_text(line(id="second"), encoding="utf-8")
    assert [loaded.id for loaded in load_cases([set_file, other])] == ["first", "second"]


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[]",
        line(surprise=1),
        line(category="riddle"),
        line(phrasing="shouted"),
        line(history=[{"role": "system", "content": "x"}]),
        line(evidence={"document": "d", "place": "p", "words": "字" * 21}),
        json.dumps({"id": "c1"}),
    ],
    ids=["no json", "no object", "unknown key", "category", "phrasing", "role", "long words", "keys missing"],
)
def test_a_line_that_cannot_be_read_is_named(set_file: Path, broken: str) -> None:
    set_file.write_text(f"{line(id='c0')}\n{broken}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="第 2 行"):
        load_cases([set_file])


def test_the_same_id_twice_is_refused(set_file: Path) -> None:
    set_file.write_text(f"{line()}\n{line()}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="重复"):
        load_cases([set_file])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.jsonl"):
        load_cases([tmp_path / "nowhere.jsonl"])


def test_a_file_in_another_encoding_is_named(set_file: Path) -> None:
    set_file.write_bytes(line().encode("gb18030"))
    with pytest.raises(SourceError, match=r"set\.jsonl"):
        load_cases([set_file])


@pytest.mark.parametrize(
    "changed",
    [{"abstain": True}, {"must": []}, {"evidence": None}],
    ids=["abstains with must", "answers without must", "answers without evidence"],
)
def test_a_case_must_agree_with_itself(changed: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        case(**changed)


def test_a_case_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Case.__setattr__(case(), "question", "另一题")


def test_the_smoke_set_is_the_same_part_of_the_cases_at_each_run() -> None:
    cases = [case(id=f"c{at}") for at in range(11)]
    assert [one.id for one in smoke(cases)] == ["c0", "c5", "c10"]


def test_without_names_the_sets_folder_is_read_and_nothing_beside_it() -> None:
    with as_file(files("eval") / "sets") as folder:
        lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.iterdir())
    assert len(load_cases([])) == lines

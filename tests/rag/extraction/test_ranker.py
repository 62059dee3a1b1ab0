"""The shipped weights: what they say of themselves, and the model card beside them."""

import re
from pathlib import Path

import pytest
from safetensors.numpy import save_file

from bench.rank.provenance import hash_of_features, hash_of_tensors
from rag.extraction.ranker import FILE, Ranker, feature_names, shipped

DATA = Path(__file__).resolve().parents[3] / "rag" / "extraction" / "data"
CARD = (DATA / "README.md").read_text(encoding="utf-8")
TENSORS = "b13d15860eccb1f04e3a8a9b2f36c8c0162be02bbdec1d268f5fc80bed815b81"
"""Of the weights fitted on 2026-11-24. Whoever ships others changes it, with the card."""


def test_the_shipped_tensors_are_those_that_card_and_record_name() -> None:
    assert hash_of_tensors(shipped().tensors()) == TENSORS
    assert shipped().provenance["tensors_sha256"] == TENSORS and TENSORS in CARD


def test_the_shipped_record_tells_its_data_and_that_it_cannot_be_rebuilt() -> None:
    record = shipped().provenance
    invented = [one for one in record["data"] if one["name"].startswith("bench/plans/")]
    assert len(invented) == 22 and sum(one["questions"] for one in invented) == 2220
    assert not record["reproducible"] and "cannot be rebuilt byte for byte" in record["note"]
    assert record["features_sha256"] == hash_of_features()
    assert not any("held-back" in one["name"] for one in record["data"])


def test_the_card_lists_every_feature_in_its_place() -> None:
    listed = re.findall(r"^\| `(\w+)` \| \S", CARD, re.MULTILINE)
    assert listed == feature_names()


def test_the_card_tells_the_sizes_of_the_networks() -> None:
    ranker, words = shipped().ranker, shipped().term_importance
    assert f"{len(ranker.linear)} inputs" in CARD and f"{len(words.linear)} inputs" in CARD
    assert f"{len(feature_names())} features" in CARD and f"answer\ntype ({len(shipped().kinds)})" in CARD


@pytest.mark.parametrize("metadata", [None, {"ranker": "{}"}, {"ranker": '{"features": ["bias"]}'}])
def test_weights_for_other_features_are_refused_with_what_to_do(
    tmp_path: Path, metadata: dict[str, str] | None
) -> None:
    path = tmp_path / FILE
    save_file(shipped().tensors(), path, metadata=metadata)
    with pytest.raises(ValueError, match="other features: run make rank"):
        Ranker.load(path)

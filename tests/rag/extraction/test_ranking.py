"""How likely each candidate is the answer, and how sure the likeliest is."""

from pathlib import Path

import numpy as np
import pytest

from ingest.index.opened import Index
from rag.extraction.extract import Extract
from rag.extraction.ranker import (
    Basis,
    Network,
    Ranker,
    chances,
    confidence,
    feature_names,
    inputs,
    of_kind,
    rank,
    shipped,
)
from rag.question.question_parser import QuestionParser
from rag.retrieval.retrieve import Retrieve
from tests.builders.answers import draft
from tests.builders.plans import LAKE_REGION
from tests.rag.extraction.searches import BUS, candidates, parsed


def test_without_candidates_there_is_no_chance(index: Index) -> None:
    found = [chance for chance, _ in rank([], QuestionParser(index)(draft("校车")))]
    assert found == [] and confidence(found) == 0


@pytest.mark.parametrize("scores", [[0.0], [1.0, -2.0], [50.0, 49.0], [-50.0]])
def test_chances_of_candidates_and_of_no_answer_make_up_one(scores: list[float]) -> None:
    found = chances(np.array(scores, dtype=np.float32))
    none = 1 / (1 + sum(np.exp(score) for score in scores))
    assert found.sum() + none == pytest.approx(1)


def test_the_likeliest_comes_first(index: Index) -> None:
    before = Retrieve(index)(draft("乡村校车补助多少元", regions=(LAKE_REGION,)))
    parsed = QuestionParser(index)(before)
    found = [chance for chance, _ in rank(Extract(index).candidates(before.hits, parsed), parsed)]
    assert found == sorted(found, reverse=True)
    assert all(chance > 0 for chance in found) and sum(found) < 1


@pytest.mark.parametrize("several", [[0.4], [0.4, 0.3], [0.2] * 4])
def test_one_is_surer_of_a_fact_that_is_found_twice(several: list[float]) -> None:
    assert max(several) <= confidence(several) <= sum(several)


@pytest.mark.parametrize(("several", "sure"), [([0.4], 0.4), ([0.4, 0.3], 0.55), ([0.5, 0.25, 0.25], 0.75)])
def test_how_sure_one_is_lies_halfway_between_the_best_and_all(several: list[float], sure: float) -> None:
    assert confidence(several) == pytest.approx(sure)


def test_a_likelier_candidate_takes_from_the_others_and_from_no_answer() -> None:
    before, after = chances(np.array([0, 0], dtype=np.float32)), chances(np.array([2, 0], dtype=np.float32))
    assert before == pytest.approx([1 / 3, 1 / 3])
    assert after == pytest.approx(np.array([np.e**2, 1]) / (np.e**2 + 2))


# the networks, computed by hand


def vector(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_a_meaning_is_told_along_axes_from_the_middle() -> None:
    basis = Basis(middle=vector(1, 0, 0), axes=np.array([[1, 0], [0, 2], [0, 0]], dtype=np.float32))
    assert basis(np.array([[1, 0, 0], [3, 1, 5]], dtype=np.float32)).tolist() == [[0, 0], [2, 2]]


def test_a_score_is_a_linear_part_and_units_over_standardized_inputs() -> None:
    network = Network(
        mean=vector(1, 2),
        scale=vector(2, 4),
        linear=vector(3, -1),
        hidden=np.array([[1], [1]], dtype=np.float32),
        bias=vector(0.5),
        output=vector(10),
    )
    found = network(np.array([[1, 2], [3, 6]], dtype=np.float32))
    assert found == pytest.approx([1 + 10 * np.tanh(0.5), 3 + 10 * np.tanh(2.5)])


def test_a_network_without_knowledge_scores_nothing() -> None:
    assert Network.zero(2)(np.array([[5, -3], [1, 1]], dtype=np.float32)).tolist() == [0, 0]


def test_inputs_tell_each_candidate_how_far_it_lies_behind_the_best_and_what_that_is() -> None:
    found = inputs(
        np.array([[1, 5], [3, 4]], dtype=np.float32), vector(0, 1), vector(7), np.array([[8], [9]], dtype=np.float32)
    )
    assert found.tolist() == [[1, 5, -2, 0, 8, 3, 5, 0, 1, 7], [3, 4, 0, -1, 9, 3, 5, 0, 1, 7]]


def test_a_kind_that_nothing_was_fitted_for_is_none_of_them() -> None:
    assert of_kind("lead", ("amount", "lead")).tolist() == [0, 1]
    assert of_kind("contact", ("amount", "lead")).tolist() == [0, 0]


def test_weights_that_are_saved_and_loaded_score_as_before(tmp_path: Path) -> None:
    shipped().save(tmp_path / "one.safetensors")
    loaded = Ranker.load(tmp_path / "one.safetensors")
    loaded.save(tmp_path / "other.safetensors")
    assert (tmp_path / "one.safetensors").read_bytes() == (tmp_path / "other.safetensors").read_bytes()
    assert (loaded.kinds, loaded.provenance) == (shipped().kinds, shipped().provenance)
    assert len(feature_names()) == len(set(feature_names()))
    found = candidates("乡村校车补助多少元", BUS)
    asked = parsed("乡村校车补助多少元")
    assert len(found) and (loaded.scores(found, asked) == shipped().scores(found, asked)).all()


def test_the_best_answer_by_far_is_nearly_sure() -> None:
    """Held by no constant: the words, the column and the figure are those that are asked for."""
    (best, one), *others = rank(
        candidates("乡村校车补助标准是每学期多少元", BUS), parsed("乡村校车补助标准是每学期多少元")
    )
    assert one.text == "乡村校车补助的服务标准：每生每学期360元" and best > 0.8
    assert sum(chance for chance, _ in others) < 0.1


def test_what_is_the_same_for_every_candidate_is_as_it_was_when_the_weights_were_fitted() -> None:
    at = feature_names().index("bias")
    assert {one.features["bias"] for one in candidates("乡村校车补助多少元", BUS)} == {shipped().ranker.mean[at]}


def test_every_word_of_a_question_has_a_chance_and_names_a_likely_one() -> None:
    asked = parsed("请问一下乡村校车补助多少元")
    found = dict(zip((term.words for term in asked.terms), shipped().expected(asked), strict=True))
    assert all(0 < chance < 1 for chance in found.values())
    assert max(found.values()) > 0.5

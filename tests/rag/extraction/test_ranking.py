"""How likely each candidate is the answer, and how sure the likeliest is."""

import numpy as np
import pytest

from ingest.index.opened import Index
from rag.extraction.extract import Extract
from rag.extraction.ranker import chances, confidence, rank
from rag.question.question_parser import QuestionParser
from rag.retrieval.retrieve import Retrieve
from tests.builders.answers import draft
from tests.builders.plans import LAKE_REGION


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

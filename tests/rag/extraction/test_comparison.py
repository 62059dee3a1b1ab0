"""Candidates beside each other: how near each is in meaning, and which have a rival that fits as well."""

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.index.meaning import DIMENSIONS, Vectors
from rag.extraction.candidates import Candidate
from rag.extraction.comparison import Compare
from rag.extraction.extraction import Extraction
from rag.schema import Hit
from tests.builders.answers import draft, prose, record
from tests.rag.extraction.searches import candidates, parsed

BOTH = "小学和初中补助每年各多少元"
PRIMARY = prose("小学补助每年1000元。", key="d1", section=("小学",))
MIDDLE = prose("初中补助每年1250元。", key="d2", section=("初中",))


def axis(at: int) -> Vectors:
    return np.eye(1, DIMENSIONS, at, dtype=np.float32)[0]


def meanings(texts: Sequence[str]) -> Vectors:
    """Each text along an axis of its own: of primary schools the first, of middle schools the second, else the third."""
    return np.array([axis(0 if "小学" in text else 1 if "初中" in text else 2) for text in texts])


def compared(question: str, meaning: Vectors, *hits: Hit) -> Sequence[Candidate]:
    """Candidates compared anew, by `meanings`, with a question of this meaning."""
    asked = parsed(question)
    before = Extraction(draft=draft(question, hits=hits), parsed=asked, candidates=tuple(candidates(question, *hits)))
    object.__setattr__(asked, "meaning", meaning)
    return Compare(meanings)(before).candidates


def test_each_is_as_near_as_its_words_its_name_and_its_passage() -> None:
    hit = prose("初中补助每年1250元。小学补助每年1000元。", section=("初中",))
    found = {one.text: one for one in compared("补助每年多少元", axis(0), hit)}
    primary, middle = found["小学补助每年1000元"], found["初中补助每年1250元"]
    assert (primary.features["similarity"], middle.features["similarity"]) == (1, 0)
    assert (primary.features["name_similarity"], primary.features["passage_similarity"]) == (0, 1)
    assert (primary.meaning == axis(0)).all() and (middle.meaning == axis(1)).all()


def test_how_far_each_lies_behind_the_best() -> None:
    found = compared("补助每年多少元", axis(0), PRIMARY, MIDDLE)
    first, second = (one.features for one in found)
    assert (first["similarity_gap"], second["similarity_gap"]) == (0, -1)
    assert (first["passage_similarity_gap"], second["passage_similarity_gap"]) == (0, -1)
    assert first["best_similarity"] == second["best_similarity"] == 1


def test_how_far_each_lies_behind_the_best_in_words() -> None:
    first, second = (one.features for one in candidates("小学补助每年多少元", PRIMARY, MIDDLE))
    assert first["clause_overlap_gap"] == 0
    assert second["clause_overlap_gap"] < 0
    assert second["clause_overlap_gap"] == pytest.approx(second["clause_overlap"] - first["clause_overlap"])


def test_two_side_by_side_mean_the_middle_of_both() -> None:
    (pair,) = [one for one in compared(BOTH, axis(0), PRIMARY, MIDDLE) if one.also]
    assert pair.meaning == pytest.approx((axis(0) + axis(1)) / np.sqrt(2))
    assert pair.features["similarity"] == pytest.approx(1 / np.sqrt(2))
    assert pair.features["name_similarity"] == pytest.approx(1 / np.sqrt(2))


def test_without_candidates_there_is_nothing_to_compare() -> None:
    before = Extraction(draft=draft(BOTH), parsed=parsed(BOTH))
    assert Compare(meanings)(before) is before


def ambiguous(question: str, *hits: Hit) -> dict[str, float]:
    return {one.text: one.features["ambiguous"] for one in candidates(question, *hits)}


def test_parts_with_other_figures_that_fit_as_well_are_ambiguous() -> None:
    found = ambiguous("寄宿补助多少元", prose("甲类寄宿补助360元，乙类寄宿补助420元。"))
    assert {words[-4:]: value for words, value in found.items() if words.count("元") == 1} == {"360元": 1, "420元": 1}
    assert [value for words, value in found.items() if words.count("元") == 2] == [0]


def test_the_part_that_the_question_names_fits_better() -> None:
    found = ambiguous("甲类寄宿补助多少元", prose("甲类寄宿补助360元，乙类寄宿补助420元。"))
    assert all(value == 0 for words, value in found.items() if "甲类" in words)


def test_parts_with_the_same_figure_are_not_ambiguous() -> None:
    found = ambiguous("寄宿补助多少元", prose("甲类寄宿补助360元，乙类寄宿补助360元。"))
    assert set(found.values()) == {0}


def test_parts_of_another_sentence_are_no_rivals() -> None:
    found = ambiguous("寄宿补助多少元", prose("寄宿补助甲类360元，按月发放到人。寄宿补助乙类420元，按年发放到人。"))
    assert set(found.values()) == {0}


def test_a_years_figure_is_no_rival() -> None:
    found = ambiguous("寄宿补助多少元", prose("寄宿补助从2021年起照常发放到位，寄宿补助每人按360元的标准发放。"))
    assert set(found.values()) == {0}


def test_parts_of_one_cell_are_rivals_and_those_of_other_cells_are_not() -> None:
    cell = "在校小学生每生每学期发给乘车费360元；在校幼儿每生每学期发给接送费280元。"
    row = record(("服务项目", "校车补助"), ("服务对象", "学生"), ("服务标准", cell))
    assert set(ambiguous("校车补助多少元", row).values()) >= {1.0}
    first, second = cell.rstrip("。").split("；")
    apart = record(("服务项目", "校车补助"), ("服务标准", f"{first}；按月发"), ("备注", f"{second}；按月发"))
    assert set(ambiguous("校车补助多少元", apart).values()) == {0}

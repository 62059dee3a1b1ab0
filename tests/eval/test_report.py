"""Shares with their intervals; no data is NaN."""

import math

import pytest

from eval.report import lines, share, speed, summarise
from tests.builders.cases import scored


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score without continuity correction)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(hits: int, n: int, low: float, high: float) -> None:
    found = share([True] * hits + [False] * (n - hits))
    assert (found.hits, found.n, found.share) == (hits, n, hits / n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_all_right_reaches_one_and_no_further() -> None:
    found = share([True] * 20)
    assert found.high == 1.0 and found.low == pytest.approx(1 - 0.1611, abs=5e-5)


def test_no_data_is_nan() -> None:
    found = share([])
    assert (found.hits, found.n) == (0, 0)
    assert all(math.isnan(value) for value in (found.share, found.low, found.high))


def test_accuracy_counts_answers_and_abstentions_alike() -> None:
    done = summarise([scored(), scored(abstain=True, abstained=True, cited=None), scored(right=False)])
    assert (done.accuracy.hits, done.accuracy.n) == (2, 3)


def test_of_the_answers_given_declines_do_not_count() -> None:
    done = summarise([scored(), scored(right=False), scored(abstain=True, abstained=True, cited=None)])
    assert (done.given.hits, done.given.n) == (1, 2)


def test_citations_count_where_something_was_to_be_cited() -> None:
    done = summarise([scored(), scored(cited=False), scored(abstain=True, cited=None)])
    assert (done.cited.hits, done.cited.n) == (1, 2)


def test_abstentions_are_told_apart_by_whether_they_were_due() -> None:
    done = summarise(
        [
            scored(abstain=True, abstained=True),
            scored(abstain=True, abstained=False),
            scored(abstained=True),
            scored(),
            scored(),
        ]
    )
    assert (done.abstention.hits, done.abstention.n) == (1, 2)
    assert (done.wrong_abstention.hits, done.wrong_abstention.n) == (1, 3)


def test_breaches_add_up() -> None:
    assert summarise([scored(breaches=1), scored(breaches=2), scored()]).breaches == 3


def test_times_are_shown_by_their_middle_and_their_slow_end() -> None:
    done = summarise([scored(latency_ms=float(at)) for at in range(1, 101)])
    assert (done.median_ms, done.slow_ms) == (50.5, 95.0)
    assert (summarise([scored(latency_ms=3.0)]).slow_ms, summarise([scored(length=9)]).median_length) == (3.0, 9)


def test_recall_counts_questions_with_evidence_by_leg_and_depth() -> None:
    ranks = [{"words": 1, "vector": None, "fused": 2}, {"words": 6, "vector": 5, "fused": 10}, {}]
    done = summarise([scored(ranks=one) for one in ranks])
    hits = {leg: [(value.hits, value.n) for value in depths.values()] for leg, depths in done.recall.items()}
    assert hits == {
        "words": [(1, 2), (1, 2), (2, 2)],
        "vector": [(0, 2), (1, 2), (1, 2)],
        "fused": [(0, 2), (1, 2), (2, 2)],
    }


def test_a_run_without_cases_has_no_figures() -> None:
    done = summarise([])
    named = (done.accuracy, done.given, done.cited, done.abstention, done.wrong_abstention)
    assert all(math.isnan(value.share) for value in named)
    assert math.isnan(done.median_ms) and math.isnan(done.slow_ms) and math.isnan(done.recall["fused"][5].share)
    assert (done.breaches, done.by_category, done.by_phrasing) == (0, {}, {})


def test_a_run_without_silent_cases_has_no_abstention() -> None:
    assert math.isnan(summarise([scored()]).abstention.share)


def test_groups_have_their_own_shares() -> None:
    done = summarise([scored(category="figure"), scored(right=False), scored(phrasing="typo")])
    assert {name: (value.hits, value.n) for name, value in done.by_category.items()} == {
        "figure": (1, 1),
        "standard": (1, 2),
    }
    assert {name: (value.hits, value.n) for name, value in done.by_phrasing.items()} == {
        "official": (1, 2),
        "typo": (1, 1),
    }


def test_the_table_shows_every_measure_and_group() -> None:
    table = "\n".join(lines(summarise([scored(breaches=4, category="figure", phrasing="typo", region="青石县")])))
    named = ("accuracy", "cited", "abstention", "wrong abstention", "recall@5: fused", "figure", "typo", "青石县")
    assert all(name in table for name in named)
    assert "rule 1: 4" in table and "1/1" in table


def test_the_naive_reader_stands_in_a_column_beside() -> None:
    ours, naive = summarise([scored()]), summarise([scored(right=False), scored()])
    line = next(line for line in lines(ours, naive) if line.endswith("accuracy"))
    assert "100.0%" in line and " 50.0%" in line


def test_speed_and_length_are_said_apart() -> None:
    assert speed(summarise([scored(latency_ms=2.5, length=40)])) == "median 2.5 ms, 95 % within 2.5 ms, 40 characters"


def test_no_data_is_shown_as_such_and_not_as_nought() -> None:
    line = next(line for line in lines(summarise([scored()])) if line.endswith("  abstention"))
    assert "nan" in line and "0/0" in line and " 0.0%" not in line


def test_a_model_stands_in_a_column_of_its_own() -> None:
    ours, naive, model = summarise([scored()]), summarise([scored(right=False)]), summarise([scored(breaches=2)])
    head, *table = lines(ours, naive, model)
    assert head.split()[-2:] == ["naive", "model"]
    assert next(line for line in table if line.endswith("accuracy")).split()[-3:-1] == ["0.0%", "100.0%"]
    assert table[-1] == "figures that break rule 1: 0, model 2"

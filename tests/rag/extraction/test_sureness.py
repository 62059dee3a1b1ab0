"""How sure an answer is: signals in their order, weights that fit them, and a bound that is a chance."""

import numpy as np
import pytest

from rag.extraction.extraction import Extraction
from rag.extraction.ranker import rank
from rag.extraction.sureness import SIGNALS, Best, Calibration, shipped, signals, sure, sureness
from rag.schema import Hit
from tests.builders.answers import draft, prose
from tests.rag.extraction.searches import BUS, candidates, parsed


def ranked(question: str, *hits: Hit) -> Extraction:
    asked = parsed(question)
    order = rank(candidates(question, *hits), asked)
    made = draft(question, hits=hits)
    return Extraction(
        draft=made,
        parsed=asked,
        candidates=tuple(one for _, one in order),
        chances=tuple(chance for chance, _ in order),
    )


def test_what_fits_is_surer_than_what_does_not() -> None:
    fits = sureness(ranked("乡村校车补助每生每学期多少元", BUS))
    fails = sureness(ranked("火箭发射每年多少元", BUS, prose("公交线路补助每年5元。")))
    assert 0 <= fails < sure() <= fits <= 1


def test_without_a_candidate_nothing_is_sure() -> None:
    assert sureness(ranked("校车补助多少")) == 0.0


def test_every_signal_is_a_finite_number() -> None:
    values = signals(ranked("乡村校车补助多少元", BUS, prose("乡村校车补助另议5元。")))
    assert values.shape == (len(SIGNALS),) and bool(np.isfinite(values).all())


def test_a_rival_tells_another_value() -> None:
    best = Best(
        ranked("校车补助每年多少元", prose("校车补助每年5元。", key="d1"), prose("校车补助每年8元。", key="d2"))
    )
    assert best.rivals(elsewhere=True) > 0
    alone = Best(
        ranked("校车补助每年多少元", prose("校车补助每年5元。", key="d1"), prose("校车补助每年5元。", key="d2"))
    )
    assert alone.rivals(elsewhere=True) == 0.0


def test_weights_of_other_signals_are_refused() -> None:
    data = {"signals": ["one"], "mean": [0.0], "scale": [1.0], "weights": [1.0], "bias": 0.0}
    with pytest.raises(ValueError, match="make rank"):
        Calibration.of(data)


def test_the_shipped_weights_fit_and_the_bound_is_a_chance() -> None:
    assert shipped().weights.shape == (len(SIGNALS),) and 0 < sure() < 1

"""OFD: words that are drawn twice to look bold are read once."""

import pytest

from ingest.formats.read import read_source
from tests.builders.ofd import ofd, page, words

HEADING = "理赔明细情况公示"


@pytest.mark.parametrize(
    ("right", "down", "times"),
    [(0.12, 0.0, 1), (0.0, 0.12, 1), (0.0, 12.0, 2), (60.0, 0.0, 2)],  # mm
)
def test_words_drawn_again_all_but_over_themselves_are_read_once(right: float, down: float, times: int) -> None:
    twice = words(HEADING, 30, 40) + words(HEADING, 30 + right, 40 + down)
    assert read_source("plan.ofd", ofd(page(twice))).text.count(HEADING) == times

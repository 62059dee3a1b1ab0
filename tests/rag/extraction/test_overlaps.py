"""How far candidates, their sentences and what they are about hold the words of the question."""

from dataclasses import replace

import pytest

from rag.extraction.observed import Search
from rag.extraction.overlaps import Overlaps
from rag.schema import Hit
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import candidates, parsed

QUESTION = "灯塔码头食堂"


def overlaps(hit: Hit, *, near: str = "") -> Overlaps:
    """Of the last candidate of a hit; `near`: a word that is near in meaning to each word of the question."""
    asked = parsed(QUESTION)
    if near:
        asked = replace(asked, terms=tuple(replace(term, near=((near, 0.7),)) for term in asked.terms))
        asked = asked.narrowed([near])
    return Overlaps([candidates(QUESTION, hit)[-1]], Search(asked, (hit,)))


def held(found: Overlaps, part: str) -> dict[str, float]:
    """How far a part of it holds each word."""
    (degrees,) = getattr(found, part)
    return dict(zip([term.words for term in found.parsed.terms], degrees, strict=True))


def test_words_are_held_by_the_candidate_itself_around_it_by_its_name_or_by_its_passage() -> None:
    hit = prose("灯塔要点亮。码头要修好。", section=("食堂",))
    found = overlaps(hit)
    assert held(found, "own") == {"灯塔": 0, "码头": 1, "食堂": 0}
    assert held(found, "around") == {"灯塔": 1, "码头": 1, "食堂": 1}
    assert held(found, "name") == {"灯塔": 0, "码头": 0, "食堂": 1}
    assert held(found, "passage") == {"灯塔": 1, "码头": 1, "食堂": 0}


def test_words_near_in_meaning_count_as_near_as_they_are() -> None:
    hit = prose("航标要点亮。码头要修好。", section=("航标",))
    found = overlaps(hit, near="航标")
    assert held(found, "meant_own") == {"灯塔": 0, "码头": 1, "食堂": 0}
    assert held(found, "meant_around") == pytest.approx({"灯塔": 0.7, "码头": 1, "食堂": 0.7})
    assert held(found, "meant_name") == pytest.approx({"灯塔": 0.7, "码头": 0.7, "食堂": 0.7})
    assert held(found, "around") == {"灯塔": 0, "码头": 1, "食堂": 0}


def test_a_cell_holds_the_name_of_its_column_and_is_amid_the_cells_of_its_row() -> None:
    found = overlaps(record(("服务项目", "灯塔"), ("服务标准", "食堂8座"), ("码头", "9座")))
    assert held(found, "own") == {"灯塔": 1, "码头": 1, "食堂": 0}
    assert held(found, "around") == {"灯塔": 1, "码头": 1, "食堂": 1}

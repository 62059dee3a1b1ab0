"""Whether quotes hold the evidence: by words over originals, by place and words over digests."""

import pytest

from eval.evidence import found_among, holds, passage, quoted
from ingest.schema import TextKind
from tests.builders.answers import citation, cited_cell
from tests.builders.cases import case, found
from tests.builders.documents import TITLE

PLACE = "第三章第五节 基本医疗卫生 / 二、基本标准 / 儿童健康管理"


def digest(quote: str = "一学期发360元", **changed):
    return citation(quote, text_kind=TextKind.DIGEST, **changed)


def placed(**changed):
    """A case whose evidence is named by a written path."""
    return case(evidence={"document": TITLE, "place": PLACE, "words": "每学期360元"}, **changed)


@pytest.mark.parametrize(
    ("changed", "held"),
    [
        ({}, True),
        ({"quote": "每学期 360 元"}, True),
        ({"quote": "每学期36元"}, False),
        ({"quote": "一学期发360元", "section": ("乡村校车补助",)}, False),
        ({"title": "松岭市公共服务规划"}, False),
    ],
    ids=["words", "spaced", "another figure", "the place in other words", "another plan"],
)
def test_a_quote_of_an_original_has_the_decisive_words(changed: dict, held: bool) -> None:
    assert holds(case(), quoted([citation(**changed)])) is held


@pytest.mark.parametrize(
    ("changed", "held"),
    [
        ({"section": ("第三章 服务", "二、基本标准")}, True),
        ({"section": ("（二）儿童健康管理",)}, True),
        ({"section": ("第五节 基本医疗卫生",)}, True),
        ({"cells": (cited_cell("儿童健康管理"),)}, True),
        ({"section": ("第三章 服务", "三、重点任务")}, False),
        ({"section": ("二、基本",)}, False),
        ({"section": ("二、基本标准",), "quote": "一学期发420元"}, False),
        ({"section": ("二、基本标准",), "title": "松岭市公共服务规划"}, False),
    ],
    ids=["heading", "marked heading", "section", "row", "another place", "too short", "another figure", "another plan"],
)
def test_a_quote_of_a_digest_stands_in_the_place_and_has_the_figure(changed: dict, held: bool) -> None:
    assert holds(placed(), quoted([digest(**changed)])) is held


def test_a_path_may_be_parted_by_dots() -> None:
    dotted = case(evidence={"document": TITLE, "place": "第五节 医疗·标准·儿童健康管理", "words": "无"})
    assert holds(dotted, quoted([digest(cells=(cited_cell("儿童健康管理"),))]))


def test_quotes_together_hold_what_an_answer_must_have() -> None:
    both = placed(must=[["360元"], ["山区420元"]])
    here, there = digest(section=("二、基本标准",)), digest("山区420元", n=2, section=("四、山区",))
    assert holds(both, quoted([here, there]))
    assert not holds(both, quoted([here]))
    assert not holds(both, quoted([there]))


def test_a_quote_that_is_too_long_does_not_count_unless_it_is_a_row() -> None:
    long = "每学期360元" + "字" * 400
    assert not holds(case(), quoted([citation(long)]))
    assert holds(case(), quoted([citation(long, row="r1")]))


def test_passages_of_another_place_do_not_add_up() -> None:
    both = placed(must=[["360元"], ["420元"]])
    here = passage(found("发360元", kind=TextKind.DIGEST, section=("二、基本标准",)))
    there = passage(found("发420元", kind=TextKind.DIGEST, section=("四、山区",)))
    beside = passage(found("发420元", kind=TextKind.DIGEST, name="儿童健康管理"))
    assert not found_among(both, [here, there])
    assert found_among(both, [here, there, beside])


def test_without_evidence_nothing_is_held() -> None:
    assert not holds(case(abstain=True, must=[], evidence=None), quoted([citation()]))

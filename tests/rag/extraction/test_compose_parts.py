"""How several answers are made one, on answers written by hand: which sentence, which number, which note."""

from typing import Any

import pytest

from rag.extraction.compose import by_force, side_by_side, with_higher_level, with_version, within
from rag.schema import Draft, Hit, Note, NoteKind, Sentence, Status
from tests.builders.answers import citation, cited_cell, draft, hit
from tests.builders.documents import document
from tests.builders.plans import LAKE_REGION, PINE_REGION

NOTE = Note(kind=NoteKind.EXPIRED, text="已过期")


def of_plan(key: str, period: str, region: str = LAKE_REGION) -> Hit:
    return hit("灯塔。", document=document("灯塔。", id=key, period=period, region=region))


def told(text: str, *, heading: str = "养老", **changed: Any) -> Draft:
    """An answer that rests on prose under a heading."""
    values: dict[str, Any] = {
        "regions": (LAKE_REGION,),
        "status": Status.ANSWERED,
        "sentences": (Sentence(text=text, cites=(1,)),),
        "citations": (citation(section=("第一章", heading), document="new"),),
        "detail": text,
    }
    return draft(**values | changed)


def test_only_the_hits_of_a_region_are_within_it() -> None:
    lake, pine = of_plan("a", ""), of_plan("b", "", PINE_REGION)
    found = within(draft(regions=(LAKE_REGION, PINE_REGION), hits=(lake, pine)), PINE_REGION)
    assert (found.regions, found.hits) == ((PINE_REGION,), (pine,))


def test_plans_are_in_force_expired_or_to_come_on_the_day_that_is_asked_about() -> None:
    old, first, last, to_come, undated = (
        of_plan(str(n), period) for n, period in enumerate(("2019-2023", "2024-2028", "2020-2024", "2025-2030", ""))
    )
    parts = by_force(draft(hits=(to_come, old, first, undated, last)))
    assert [part.hits for part in parts] == [(first, undated, last), (old,), (to_come,)]


OLD = "高龄津贴每月50元。"


def test_what_another_version_says_otherwise_is_added_with_its_citation() -> None:
    older = told(OLD, citations=(citation(section=("第三章", "养老"), document="old", period="2016-2020"),))
    both = with_version(told("高龄津贴每月80元", notes=(NOTE,)), older)
    assert [sentence.cites for sentence in both.sentences] == [(1,), (2,)]
    assert both.sentences[1].text == "2016-2020 年的规划写的是：高龄津贴每月50元"
    assert [(one.n, one.document) for one in both.citations] == [(1, "new"), (2, "old")]
    assert [note.kind for note in both.notes] == [NoteKind.EXPIRED, NoteKind.VERSIONS]


@pytest.mark.parametrize(
    "older",
    [
        told("高龄津贴照发"),
        told("高龄津贴每月80元"),
        told("2020年高龄津贴照发"),
        told(OLD, status=Status.BLANK),
        told(OLD, heading="教育"),
        told(OLD, citations=(citation(section=("第一章", "养老"), row="r1", cells=(cited_cell("养老"),)),)),
    ],
    ids=["no figure", "the same figure", "a year", "a blank", "under another heading", "a row beside prose"],
)
def test_another_version_adds_nothing_where_it_does_not_say_the_same_thing_otherwise(older: Draft) -> None:
    answered = told("高龄津贴每月80元")
    assert with_version(answered, older) is answered


def test_prose_without_a_heading_is_about_nothing_that_could_be_the_same() -> None:
    bare = (citation(section=(), document="new"),)
    answered = told("高龄津贴每月80元", citations=bare)
    assert with_version(answered, told(OLD, citations=bare)) is answered


def test_rows_of_one_name_are_of_one_subject() -> None:
    def row(name: str, text: str) -> Draft:
        return told(text, citations=(citation(section=(), row="r1", cells=(cited_cell(name), cited_cell("50元"))),))

    answered = row("高龄津贴", "每月80元")
    assert len(with_version(answered, row("高龄津贴", OLD)).sentences) == 2
    assert with_version(answered, row("护理津贴", OLD)) is answered


def test_one_figure_that_differs_is_enough() -> None:
    assert len(with_version(told("津贴80元、60元"), told("津贴80元、50元")).sentences) == 2


def test_the_higher_level_is_added_to_the_reply_alone() -> None:
    missing = told("没有写明", status=Status.NOT_FOUND, sentences=(Sentence(text="没有写明"),), citations=())
    both = with_higher_level(missing, told("津贴每月1200元。", regions=("江南省",)))
    assert [(one.text, one.cites) for one in both.sentences] == [
        ("没有写明", ()),
        ("江南省的规划写的是：津贴每月1200元", (1,)),
    ]
    assert both.status is Status.NOT_FOUND and [one.n for one in both.citations] == [1]
    assert [note.kind for note in both.notes] == [NoteKind.HIGHER_LEVEL] and "江南省" in both.notes[0].text


def of_regions(*parts: Draft, named: bool, silent: tuple[str, ...] = ()) -> Draft:
    regions = (*(part.regions[0] for part in parts), *silent)
    return side_by_side(draft(regions=regions, region_named=named), parts)


FIRST = told(
    "每月50元。",
    sentences=(Sentence(text="每月50元。", cites=(1, 2)), Sentence(text="另有补贴", cites=(2,))),
    citations=(citation(document="a"), citation(n=2, document="b")),
    notes=(NOTE,),
)
SECOND = told("每月60元", regions=(PINE_REGION,), citations=(citation(n=1, document="c"),), notes=(NOTE,))


def test_answers_side_by_side_are_one_sentence_and_cite_what_each_rests_on() -> None:
    both = of_regions(FIRST, SECOND, named=True)
    assert [(one.text, one.cites) for one in both.sentences] == [
        ("青石县：每月50元；松岭市：每月60元", (1, 2, 3)),
        ("另有补贴", (2,)),
    ]
    assert [(one.n, one.document) for one in both.citations] == [(1, "a"), (2, "b"), (3, "c")]
    assert (both.status, both.notes) == (Status.ANSWERED, (NOTE,))
    assert both.detail == "每月50元。\n每月60元"


def test_of_regions_that_are_named_the_silent_ones_are_told() -> None:
    both = of_regions(FIRST, SECOND, named=True, silent=("江南省/戊县", "江南省/己县"))
    assert both.status is Status.PARTIAL
    assert "戊县、己县" in both.sentences[-1].text and "青石县" not in both.sentences[-1].text


def test_of_regions_that_nobody_named_the_silent_ones_are_left_out() -> None:
    both = of_regions(FIRST, SECOND, named=False, silent=("江南省/戊县",))
    assert both.status is Status.ANSWERED and len(both.sentences) == 2

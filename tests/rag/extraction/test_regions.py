"""Answers of several regions: side by side, of the only one that answers, or a choice that must be made."""

from dataclasses import replace

import pytest

from rag.extraction.extract import SIDE_BY_SIDE, Extract, as_sure
from rag.question.rewrite import rewrite
from rag.schema import Draft, Hit, NoteKind, Status
from tests.builders.answers import EqualWords, draft, prose
from tests.rag.extraction.searches import first


def of(region: str, hit: Hit) -> Hit:
    passage = replace(hit.passage, id=f"{region}.{hit.passage.id}")
    return replace(hit, passage=passage, document=replace(hit.document, id=region, region=f"江南省/{region}"))


def compared(*hits: Hit, named: bool) -> Draft:
    regions = tuple(dict.fromkeys(hit.document.region for hit in hits))
    return Extract(EqualWords())(rewrite(draft("高龄津贴多少元", regions=regions, region_named=named, hits=hits)))


ALLOWANCES = tuple(of(f"{name}县", prose(f"高龄津贴每月{n}元。")) for n, name in enumerate("甲乙丙丁", start=100))
SILENT = of("戊县", prose("灯塔要修好。"))


@pytest.mark.parametrize("named", [True, False])
def test_answers_of_few_regions_are_given_side_by_side(named: bool) -> None:
    done = compared(*ALLOWANCES[:2], named=named)
    assert done.status is Status.ANSWERED
    assert first(done) == "甲县：高龄津贴每月100元；乙县：高龄津贴每月101元"
    assert done.sentences[0].cites == (1, 2)
    assert [citation.region for citation in done.citations] == ["甲县", "乙县"]


def test_of_many_regions_one_must_be_chosen() -> None:
    assert len(ALLOWANCES) > SIDE_BY_SIDE
    done = compared(*ALLOWANCES, named=False)
    assert done.status is Status.WHICH_REGION
    assert all(hit.document.region_name in first(done) for hit in ALLOWANCES) and "100" not in first(done)


def test_a_region_that_says_nothing_need_not_be_chosen() -> None:
    assert "戊县" not in first(compared(*ALLOWANCES, SILENT, named=False))


def test_three_regions_are_few_enough() -> None:
    assert compared(*ALLOWANCES[:3], named=False).status is Status.ANSWERED


def test_of_many_regions_that_are_named_all_are_given() -> None:
    done = compared(*ALLOWANCES, named=True)
    assert done.status is Status.ANSWERED and first(done).count("；") == 3


def test_a_trace_tells_of_every_region_that_was_asked() -> None:
    for hits in (ALLOWANCES, ALLOWANCES[:2]):
        assert compared(*hits, named=False).detail.count("高龄津贴每月") == len(hits)


def test_where_none_is_named_the_only_region_that_answers_is_said() -> None:
    done = compared(ALLOWANCES[0], SILENT, named=False)
    assert (first(done), done.regions) == ("高龄津贴每月100元", ("江南省/甲县",))
    assert [note.kind for note in done.notes] == [NoteKind.REGION_INFERRED] and "甲县" in done.notes[0].text


def test_a_named_region_that_says_nothing_is_told_beside_the_one_that_answers() -> None:
    done = compared(ALLOWANCES[0], SILENT, named=True)
    assert done.status is Status.PARTIAL
    assert first(done) == "甲县：高龄津贴每月100元" and "戊县" in done.sentences[1].text


@pytest.mark.parametrize("named", [True, False])
def test_where_no_region_answers_nothing_is_found(named: bool) -> None:
    done = compared(SILENT, of("己县", SILENT), named=named)
    assert (done.status, done.citations) == (Status.NOT_FOUND, ())
    assert ("戊县" in first(done)) is named and "己县" not in first(done)
    assert len(done.detail.split("sure ")) == 3


def answered(sureness: float) -> Draft:
    return replace(draft("高龄津贴多少元"), status=Status.ANSWERED, sureness=sureness)


def test_where_none_is_named_what_is_far_less_sure_is_no_answer_beside() -> None:
    surest, sure, weak = answered(0.98), answered(0.7), answered(0.5)
    assert as_sure([weak, surest, sure]) == [surest, sure]
    assert as_sure([weak]) == [weak] and as_sure([]) == []

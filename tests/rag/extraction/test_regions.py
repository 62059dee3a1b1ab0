"""Answers of several regions: side by side, of the only one that answers, or a choice that must be made."""

from dataclasses import replace

import pytest

from rag.extraction.compose import side_by_side
from rag.extraction.extract import SIDE_BY_SIDE, Extract, as_sure
from rag.question.rewrite import rewrite
from rag.schema import Draft, Hit, NoteKind, Sentence, Status
from tests.builders.answers import EqualWords, draft, elsewhere, prose, record
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


def differing(*said: str, text: str = "甲县和乙县高龄津贴哪边高,高多少", named: bool = True) -> Draft:
    parts = [
        replace(draft(text, regions=(f"江南省/{name}县",)), status=Status.ANSWERED, sentences=(Sentence(text=words),))
        for name, words in zip("甲乙丙", said, strict=False)
    ]
    regions = tuple(part.regions[0] for part in parts)
    return side_by_side(draft(text, regions=regions, region_named=named), parts)


def test_who_has_more_is_said_with_its_sum() -> None:
    done = differing("高龄津贴每月100元", "高龄津贴每月80元")
    assert first(done) == "甲县：高龄津贴每月100元；乙县：高龄津贴每月80元，甲县高20元"
    assert [note.text for note in done.notes] == ["计算过程：100元 − 80元 = 20元。"]


@pytest.mark.parametrize(
    "said",
    [
        ("高龄津贴每月100元", "高龄津贴每年800元"),  # for another time
        ("高龄津贴每月100元", "高龄津贴为标准的80%"),  # another unit
        ("登记失业率3%", "调查失业率5%"),  # counted otherwise
        ("高龄津贴每月100元，另发50元", "高龄津贴每月80元"),  # which of two is not known
        ("高龄津贴每月100元", "高龄津贴每月80元", "高龄津贴每月60元"),
    ],
)
def test_what_is_unlike_is_not_subtracted(said: tuple[str, ...]) -> None:
    done = differing(*said)
    assert "高2" not in first(done) and "高1" not in first(done) and done.notes == ()


def test_equal_amounts_are_said_to_be_the_same() -> None:
    assert first(differing("每月100元", "每月100元")).endswith("，两地相同")


def test_nobody_asked_who_has_more() -> None:
    assert differing("每月100元", "每月80元", text="甲县和乙县高龄津贴各多少").notes == ()


@pytest.mark.parametrize(
    ("question", "matter", "from_above"),
    [
        ("办低保要带什么材料", "最低生活保障", False),
        ("办低保要带什么材料", "高龄津贴", True),
        ("低保多少钱", "最低生活保障", True),
    ],
)
def test_the_level_above_is_told_only_where_no_row_of_the_region_is_on_the_matter(
    question: str, matter: str, *, from_above: bool
) -> None:
    concepts = {"最低生活保障": "minimum-living-guarantee", "高龄津贴": "advanced-age-allowance"}
    made = record(("服务项目", matter), ("服务内容", f"{matter}由县民政局发放"))
    own = replace(made, row=replace(made.row, concept=concepts[matter]) if made.row else None)
    above = elsewhere(prose("办低保要带的材料：身份证明，低保每月500元。"), "江南省", "p")
    asked = draft(question, regions=(own.document.region,), above=("江南省",), hits=(own, above))
    done = Extract(EqualWords())(rewrite(asked))
    assert done.status is Status.NOT_FOUND
    assert any(note.kind is NoteKind.HIGHER_LEVEL for note in done.notes) is from_above

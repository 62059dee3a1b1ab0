"""Of which plans the hits are that answer: in force, expired, to come, or of the level above."""

from dataclasses import replace

import pytest

from rag.extraction.compose import with_version
from rag.extraction.extract import Extract
from rag.question.rewrite import rewrite
from rag.schema import Draft, Hit, NoteKind, Sentence, Status
from tests.builders.answers import EqualWords, citation, draft, prose
from tests.builders.plans import LAKE_REGION

PROVINCE = "江南省"


def of(period: str, text: str, region: str = LAKE_REGION) -> Hit:
    found = prose(text, section=("养老",), key=f"d{period}{region}")
    return replace(found, document=replace(found.document, period=period, region=region))


def answered(*hits: Hit, above: tuple[str, ...] = ()) -> Draft:
    """On a day of 2024."""
    asked = draft("高龄津贴每月多少元", regions=(LAKE_REGION,), above=above, hits=hits)
    return Extract(EqualWords())(rewrite(asked))


NOW, OLD = of("2021-2025", "高龄津贴每月80元。"), of("2016-2020", "高龄津贴每月50元。")
TO_COME = of("2026-2030", "高龄津贴每月90元。")
SILENT, SILENT_BEFORE = of("2021-2025", "灯塔要修好。"), of("2016-2020", "灯塔要修好。")
ABOVE = of("2021-2025", "高龄津贴每月100元。", PROVINCE)


def texts(done: Draft) -> list[str]:
    return [sentence.text for sentence in done.sentences]


def test_what_is_in_force_answers_and_what_it_replaced_is_told_beside_it() -> None:
    done = answered(OLD, NOW)
    assert texts(done) == ["高龄津贴每月80元", "2016-2020 年的规划写的是：高龄津贴每月50元"]
    assert [note.kind for note in done.notes] == [NoteKind.VERSIONS]
    assert done.detail.count("sure ") == 2


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        ("高龄津贴每月80元", "高龄津贴每月50元", True),
        ("高龄津贴每月80元", "高龄津贴每月80元", False),
        ("高龄津贴分两档", "高龄津贴每月50元", False),  # of other things
        ("高龄津贴由县里定", "高龄津贴每月50元", False),
    ],
)
def test_another_figure_of_the_same_unit_is_told(now: str, before: str, told: bool) -> None:
    mine, theirs = (
        replace(
            draft(hits=(hit,)),
            status=Status.ANSWERED,
            sentences=(Sentence(text=words, cites=(1,)),),
            citations=(citation(words, section=("养老",)),),
        )
        for words, hit in ((now, NOW), (before, OLD))
    )
    assert (len(with_version(mine, theirs).sentences) == 2) == told


def test_where_the_plan_in_force_is_silent_the_older_one_answers() -> None:
    assert texts(answered(OLD, SILENT)) == ["高龄津贴每月50元"]


def test_where_no_plan_is_in_force_the_expired_one_answers_then_the_one_to_come() -> None:
    assert texts(answered(TO_COME, OLD)) == ["高龄津贴每月50元"]
    assert texts(answered(TO_COME)) == ["高龄津贴每月90元"]
    assert texts(answered(TO_COME, NOW)) == ["高龄津贴每月80元"]


def test_where_all_are_silent_the_level_above_is_told_as_such() -> None:
    done = answered(SILENT, SILENT_BEFORE, ABOVE, above=("中国", PROVINCE))
    assert done.status is Status.NOT_FOUND
    assert texts(done)[1:] == ["江南省的规划写的是：高龄津贴每月100元"]
    assert done.detail.count("sure ") == 3 and "高龄津贴每月100元" in done.detail


def test_where_the_level_above_is_silent_too_nothing_is_found() -> None:
    done = answered(SILENT, of("2021-2025", "灯塔要修好。", PROVINCE), above=(PROVINCE,))
    assert done.status is Status.NOT_FOUND and len(done.sentences) == 1


def test_an_answer_of_its_own_is_not_beside_that_of_the_level_above() -> None:
    assert texts(answered(NOW, ABOVE, above=(PROVINCE,))) == ["高龄津贴每月80元"]

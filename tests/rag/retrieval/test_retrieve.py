"""Passages by words and by vector, inside the regions that may answer."""

from dataclasses import replace

import pytest

from ingest.errors import UsageError
from ingest.index.opened import Index
from ingest.schema import RowKind
from rag.question.rewrite import rewrite
from rag.retrieval.retrieve import RETRIEVERS, Retrieve
from rag.schema import Draft
from rag.settings import AnswerSettings
from tests.builders.answers import draft
from tests.builders.plans import HERON_REGION, LAKE_REGION, PINE_REGION


def retrieved(index: Index, text: str, *regions: str) -> Draft:
    return Retrieve(index)(draft(text, regions=regions))


@pytest.mark.parametrize("region", [LAKE_REGION, PINE_REGION])
def test_nothing_of_another_region_is_found(index: Index, region: str) -> None:
    hits = retrieved(index, "社区食堂 养老床位 高龄津贴", region).hits
    assert hits and {hit.document.region for hit in hits} == {region}


def test_several_regions_are_searched_together(index: Index) -> None:
    hits = retrieved(index, "高龄津贴", LAKE_REGION, PINE_REGION).hits
    assert {hit.document.region for hit in hits} == {LAKE_REGION, PINE_REGION}


def test_the_row_asked_about_comes_first_with_its_cells_and_headings(index: Index) -> None:
    best = retrieved(index, "寄宿生早餐补助", LAKE_REGION).hits[0]
    assert best.row is not None and best.row.name == "寄宿生早餐补助"
    assert best.section == ("第二章 服务标准", "第一节 教育")


def test_prose_comes_without_a_row(index: Index) -> None:
    best = retrieved(index, "社区食堂建成多少个", PINE_REGION).hits[0]
    assert best.row is None and "45个" in best.passage.text


def test_traditional_characters_find_the_same(index: Index) -> None:
    asked = [retrieved(index, text, LAKE_REGION).hits[0].passage.id for text in ("鄉村校車補助", "乡村校车补助")]
    assert asked[0] == asked[1]


def names(index: Index, before: Draft) -> list[str]:
    """Rows that were found by words, the best first."""
    return [hit.row.name for hit in Retrieve(index)(before).hits if hit.row and "words" in hit.ranks]


def test_a_concept_is_searched_for_by_its_official_name(heron: Index) -> None:
    silent = draft("灯塔", regions=(HERON_REGION,))
    assert "特困人员救助供养" not in names(heron, silent)
    mentioned = replace(silent, mentions=rewrite(draft("五保户")).mentions)
    assert names(heron, mentioned)[0] == "特困人员救助供养"


def test_a_residents_word_is_searched_for_by_the_words_of_plans(heron: Index) -> None:
    assert names(heron, draft("崽崽", regions=(HERON_REGION,)))[0] == "每千人口拥有3岁以下婴幼儿托位数"


def test_what_a_question_follows_up_on_is_searched_for_too(index: Index) -> None:
    alone = draft("那初中呢", regions=(LAKE_REGION,))
    best = Retrieve(index)(replace(alone, earlier="寄宿生早餐补助多少")).hits[0]
    assert best.row is not None and best.row.name == "寄宿生早餐补助"


def test_words_that_no_plan_holds_find_nothing(index: Index) -> None:
    assert retrieved(index, "qwertyuiop", LAKE_REGION).hits == ()


def test_both_legs_find_a_passage_by_its_own_words(index: Index) -> None:
    passage = next(passage for passage in index.passages if "高龄津贴80元" in passage.text)
    best = retrieved(index, passage.text, PINE_REGION).hits[0]
    assert (best.passage.id, dict(best.ranks)) == (passage.id, {"words": 1, "vector": 1})


# who leads


@pytest.mark.parametrize("question", ["互助养老服务归谁管", "养老服务点由哪个部门牵头"])
def test_the_duty_that_governs_what_was_found_comes_along(heron: Index, question: str) -> None:
    hits = retrieved(heron, question, HERON_REGION).hits
    assert "互助养老服务" in {hit.row.name for hit in hits if hit.row and hit.row.kind is RowKind.DUTY}


def test_no_passage_comes_twice(heron: Index) -> None:
    hits = retrieved(heron, "互助养老服务归谁管", HERON_REGION).hits
    assert len({hit.passage.id for hit in hits}) == len(hits)


# how many


def test_the_step_hands_on_as_many_as_it_is_told_to(index: Index) -> None:
    before = draft("高龄津贴 校车补助 养老床位", regions=(LAKE_REGION,))
    few, many = (Retrieve(index, limit=limit)(before).hits for limit in (1, 3))
    assert (len(few), len(many)) == (1, 3) and many[0] == few[0]


def test_of_many_regions_each_hands_on_half(index: Index) -> None:
    before = draft("高龄津贴 养老", regions=(LAKE_REGION, PINE_REGION) * 2)
    regions = [hit.document.region for hit in Retrieve(index, limit=2)(before).hits]
    assert regions == [LAKE_REGION, PINE_REGION] * 2


def test_an_unknown_retriever_is_refused_by_name_with_those_that_there_are(index: Index) -> None:
    with pytest.raises(UsageError, match=r"没有名为 'magic' 的检索方式.*HUIMIN_RETRIEVER.*hybrid"):
        Retrieve(index, retriever="magic")


def test_the_setting_names_a_retriever() -> None:
    assert AnswerSettings().retriever in RETRIEVERS

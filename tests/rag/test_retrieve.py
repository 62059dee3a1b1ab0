"""Passages by words and by vector, inside the regions that may answer."""

from typing import Any

import pytest
from drafts import HERON_REGION, LAKE_REGION, PINE_REGION, draft
from langchain_core.callbacks import BaseCallbackHandler

from ingest.index import Index
from rag.retrieve import LIMIT, RANK_OFFSET, WEIGHTS, HybridRetriever, Retrieve
from rag.rewrite import rewrite
from rag.schema import Draft


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


def test_a_concept_is_searched_for_by_its_official_name(heron: Index) -> None:
    before = draft("五保户", regions=(HERON_REGION,))
    by_words = [hit.row.name for hit in Retrieve(heron)(before).hits if hit.row and "words" in hit.ranks]
    assert "特困人员救助供养" not in by_words
    best = Retrieve(heron)(rewrite(before)).hits[0]
    assert best.row is not None and best.row.name == "特困人员救助供养"
    assert best.ranks["words"] == 1


def test_words_that_no_plan_holds_find_nothing(index: Index) -> None:
    assert retrieved(index, "qwertyuiop", LAKE_REGION).hits == ()


@pytest.mark.parametrize("limit", [1, 3])
def test_no_more_than_the_limit_is_handed_on(index: Index, limit: int) -> None:
    retriever = HybridRetriever(index=index, regions=(LAKE_REGION,), limit=limit)
    assert len(retriever.invoke("高龄津贴 校车补助 养老床位")) == limit <= LIMIT


def test_hits_come_in_the_order_of_their_fused_ranks(index: Index) -> None:
    hits = retrieved(index, "养老床位达到多少张", LAKE_REGION).hits
    assert len(hits) > 1
    fused = [sum(WEIGHTS[leg] / (RANK_OFFSET + rank) for leg, rank in hit.ranks.items()) for hit in hits]
    assert fused == sorted(fused, reverse=True)
    assert [hit.score for hit in hits] == pytest.approx(fused)


def test_both_legs_find_a_passage_by_its_own_words(index: Index) -> None:
    passage = next(passage for passage in index.passages if "高龄津贴80元" in passage.text)
    best = retrieved(index, passage.text, PINE_REGION).hits[0]
    assert (best.passage.id, dict(best.ranks)) == (passage.id, {"words": 1, "vector": 1})


def test_langchain_is_told_of_the_search(index: Index) -> None:
    class Seen(BaseCallbackHandler):
        queries: list[str] = []  # noqa: RUF012  read by this test alone

        def on_retriever_start(self, serialized: dict[str, Any], query: str, **_: Any) -> None:
            self.queries.append(query)

    seen = Seen()
    HybridRetriever(index=index, regions=(LAKE_REGION,)).invoke("高龄津贴", {"callbacks": [seen]})
    assert seen.queries == ["高龄津贴"]

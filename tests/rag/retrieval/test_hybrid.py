"""Passages by words and by vector, fused by rank."""

from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler

from ingest.index.opened import Index
from rag.retrieval.hybrid import LIMIT, RANK_OFFSET, WEIGHTS, HybridRetriever
from rag.retrieval.retrieve import Retrieve
from rag.schema import Draft
from tests.builders.answers import draft
from tests.builders.plans import LAKE_REGION


def retrieved(index: Index, text: str, *regions: str) -> Draft:
    return Retrieve(index)(draft(text, regions=regions))


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


def test_langchain_is_told_of_the_search(index: Index) -> None:
    class Seen(BaseCallbackHandler):
        queries: list[str] = []  # noqa: RUF012  read by this test alone

        def on_retriever_start(self, serialized: dict[str, Any], query: str, **_: Any) -> None:
            self.queries.append(query)

    seen = Seen()
    HybridRetriever(index=index, regions=(LAKE_REGION,)).invoke("高龄津贴", {"callbacks": [seen]})
    assert seen.queries == ["高龄津贴"]

"""The list that a passage stands in, and which questions want it."""

import pytest

from ingest.index.opened import Index
from rag.retrieval.retrieve import Retrieve
from rag.retrieval.whole_lists import WholeLists, wants_list
from rag.schema import Draft, Hit, Question
from tests.builders.plans import LAKE_REGION


def hits(index: Index, words: str) -> tuple[Hit, ...]:
    draft = Draft(question=Question(text=words), text=words, regions=(LAKE_REGION,))
    return Retrieve(index)(draft).hits


def test_all_rows_of_a_table_in_its_order(index: Index) -> None:
    found = hits(index, "乡村校车补助")
    at = next(n for n, hit in enumerate(found) if hit.row)
    whole = WholeLists(index)(found[at:])
    rows = [one for one in index.store.rows() if one.section == found[at].passage.section]
    assert len(whole) == len(rows) > 1
    assert [hit.passage.start for hit in whole] == sorted(hit.passage.start for hit in whole)
    assert {hit.row.id for hit in whole if hit.row} == {row.id for row in rows}


def test_a_passage_that_stands_alone_is_no_list(index: Index) -> None:
    alone = [hit for hit in hits(index, "养老床位托育园高龄津贴") if not hit.row and not WholeLists(index)((hit,))]
    assert alone and WholeLists(index)(()) == ()


@pytest.mark.parametrize(
    "words", ["有哪些补助", "包括几个方面", "高龄津贴分几档", "小学和初中各是多少", "一共有多少项指标"]
)
def test_a_question_for_all_of_something(words: str) -> None:
    assert wants_list(words)


def test_each_of_several_regions_is_no_list() -> None:
    assert wants_list("各是多少") and not wants_list("甲县和乙县各是多少", several=True)


@pytest.mark.parametrize("words", ["高龄津贴每月多少钱", "一个月几块钱", "哪年建成", "由谁负责", "几岁可以领"])
def test_a_question_for_one_thing(words: str) -> None:
    assert not wants_list(words)


def test_nothing_is_looked_up_before_a_list_is_asked_for(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_up(key: str) -> None:
        raise AssertionError(key)

    monkeypatch.setattr(index.store, "section", looked_up)
    whole = WholeLists(index)
    with pytest.raises(AssertionError):
        whole(hits(index, "养老床位"))

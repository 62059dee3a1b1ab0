"""What comes near is shown as such: up to three cards of the question's subject, and no figure in the answer."""

from dataclasses import replace
from datetime import date

import pytest

from ingest.answer_spans import LONGEST_QUOTE
from ingest.index.opened import Index
from rag.chain import AnswerChain, answer_steps
from rag.extraction.nearest import SHOWN, merged, show_nearest
from rag.extraction.settle import not_found
from rag.replies import REPLIES
from rag.schema import Draft, Hit, Near, Question, Status
from tests.builders.answers import NO_MODEL, citation, draft, prose, record
from tests.builders.plans import LAKE_REGION
from tests.rag.extraction.searches import BUS, BUS_CELLS, read


@pytest.fixture(autouse=True)
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """No candidate is sure enough to be given."""
    monkeypatch.setattr("rag.extraction.settle.sure", lambda: 1.01)


def shown(text: str, *hits: Hit) -> Draft:
    return show_nearest(read(text, *hits))


def test_cards_take_the_place_of_an_answer_and_nothing_is_asserted() -> None:
    done = shown("乡村校车补助多少", BUS)
    assert done.status is Status.NEAR and done.status.abstained
    assert "".join(f"{one.text.rstrip('。')}。" for one in done.sentences) == REPLIES[Status.NEAR]
    assert not any(character.isdigit() for one in done.sentences for character in one.text)
    assert done.figures == () and done.sentences[0].cites == (1,)
    assert done.citations[0].row and "360" in done.citations[0].quote


def test_at_most_three_are_shown_the_nearest_first() -> None:
    buses = [record(*BUS_CELLS, ("文号", f"{at}"), key=f"bus{at}") for at in range(3)]
    far = [prose(f"校车第{at}次年检合格。", key=f"far{at}") for at in range(3)]
    done = shown("乡村校车补助多少", *far, *buses)
    assert len(done.citations) == SHOWN and [one.n for one in done.citations] == [1, 2, 3]
    assert {one.document for one in done.citations} == {"bus0", "bus1", "bus2"}


def test_what_shares_only_common_words_is_not_near() -> None:
    done = shown("火箭卫星飞船补贴多少", prose("公交线路补贴按时发放。"))
    assert done.status is Status.NOT_FOUND and done.citations == ()


def test_without_hits_nothing_is_near() -> None:
    assert shown("校车补助多少").status is Status.NOT_FOUND


def test_a_passage_is_cited_whole_where_it_may_be_quoted() -> None:
    (card,) = shown("校车补助多少", prose("先说别的。校车补助另行安排。再说别的。")).citations
    assert card.quote == "先说别的。校车补助另行安排。再说别的。"


def test_of_a_long_passage_the_sentences_around_the_best_are_cited() -> None:
    filler = "".join(f"第{at}条说的是与此无关的一件事情，写得很长很长。" for at in range(30))
    (card,) = shown("校车补助多少元", prose(f"{filler}校车补助每月88元。{filler}")).citations
    assert "校车补助每月88元" in card.quote and len(card.quote) <= LONGEST_QUOTE


def test_what_is_known_not_to_be_written_stays() -> None:
    done = draft(status=Status.NOT_FOUND, citations=(citation(),), near=(Near(score=1.0, citation=citation()),))
    assert show_nearest(done) is done


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.BLANK, Status.WHICH_REGION])
def test_what_is_settled_otherwise_stays(status: Status) -> None:
    done = draft(status=status, near=(Near(score=1.0, citation=citation()),))
    assert show_nearest(done) is done


def test_of_several_searches_each_place_is_kept_once_by_its_best_score() -> None:
    one, other = citation(), citation("别处", start=50, end=52)
    found = merged([Near(score=0.1, citation=one), Near(score=0.5, citation=other), Near(score=0.9, citation=one)])
    assert [(near.score, near.citation.start) for near in found] == [(0.9, 0), (0.5, 50)]


def test_what_a_region_says_twice_is_shown_once() -> None:
    one, again = citation("校车每天两班。"), citation("校车 每天两班", document="d2", start=9, end=16)
    elsewhere = citation("校车每天两班。", region="松岭市")
    found = merged(
        [Near(score=0.9, citation=one), Near(score=0.8, citation=again), Near(score=0.1, citation=elsewhere)]
    )
    assert [near.citation for near in found] == [one, elsewhere]


def test_a_card_of_a_sentence_that_is_too_long_stops_behind_a_clause() -> None:
    clauses = "".join(f"校车第{at}条线路运行12345公里，" for at in range(60))
    (card,) = shown("校车补助多少元", prose(f"{clauses}校车补助另定")).citations
    assert card.quote.endswith("，") and card.quote.startswith("校车第") and len(card.quote) <= LONGEST_QUOTE


def test_an_answer_that_was_withheld_shows_what_was_near() -> None:
    found = replace(not_found(draft(regions=(LAKE_REGION,))), near=(Near(score=1.0, citation=citation()),))
    assert show_nearest(found).status is Status.NEAR


def test_the_chain_ends_with_what_is_near(index: Index) -> None:
    chain = AnswerChain(answer_steps(index, NO_MODEL))
    answer = chain.invoke(Question(text="校车补助每学期多少钱", region=LAKE_REGION, as_of=date(2024, 6, 1)))
    assert (answer.status, answer.abstained, answer.figures) == (Status.NEAR, True, ())
    assert answer.answer.split("。")[0].endswith("[1][2][3]") or answer.answer.split("。")[0].endswith("[1]")
    assert 1 <= len(answer.citations) <= SHOWN


@pytest.mark.parametrize("question", ["乡村校车补助怎么申请", "乡村校车补助去哪里办", "申请乡村校车补助要带什么材料"])
def test_who_asks_for_a_way_is_told_that_none_was_found(question: str) -> None:
    done = show_nearest(read(question, BUS))
    assert done.status is Status.NEAR
    assert "".join(one.text for one in done.sentences).startswith("没有找到办理方法的说明")


def test_what_an_answer_cites_is_nearest_where_it_is_not_given_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.extraction.settle.sure", lambda: 0.0)
    given = read("乡村校车补助每生每学期多少元", BUS)
    assert given.status is Status.ANSWERED and given.sureness > 0
    done = show_nearest(not_found(given))
    assert done.status is Status.NEAR and [one.row for one in done.citations] == [given.citations[0].row]

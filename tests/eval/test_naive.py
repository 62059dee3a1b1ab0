"""The floor: it always answers, with two sentences of the plan."""

from eval.naive import SENTENCES, Naive
from eval.score import breaches, score
from ingest.index.opened import Index
from tests.builders.cases import lake_cases


def test_the_best_sentences_are_quoted_from_the_plan(lake: Index) -> None:
    record = Naive(lake).ask(lake_cases()[0])
    text = lake.documents[record.answer.citations[0].document].text
    assert len(record.answer.citations) == SENTENCES
    assert all(text[one.start : one.end] == one.quote for one in record.answer.citations)
    assert "110元" in record.answer.answer and breaches(record.answer) == 0


def test_it_answers_what_the_plan_does_not_say(lake: Index) -> None:
    case = lake_cases()[1]
    record = Naive(lake).ask(case)
    assert not record.answer.abstained and not score(case, record).right

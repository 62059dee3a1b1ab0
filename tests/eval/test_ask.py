"""Asking keeps beside the answer what retrieval found."""

from dataclasses import replace

from eval.ask import Asker, question
from eval.records import DEEPEST
from ingest.index.opened import Index
from rag.chain import answer_steps
from rag.schema import Draft, Status
from tests.builders.answers import DAY, NO_MODEL
from tests.builders.cases import LAKE_TITLE, lake_cases


def asker(index: Index) -> Asker:
    return Asker(index, answer_steps(index, NO_MODEL))


def test_a_record_holds_the_answer_and_the_passages_with_their_ranks(lake: Index) -> None:
    case = lake_cases()[0]
    record = asker(lake).ask(case, DAY)
    assert record.case == case.id and record.answer.question == case.question
    first = next(one for one in record.found if one.ranks["fused"] == 1)
    assert first.title == LAKE_TITLE and first.handed and "words" in first.ranks
    assert any("高龄津贴110元" in one.text for one in record.found)
    assert all(one.handed or min(one.ranks.values()) <= DEEPEST for one in record.found)


def test_a_question_settled_before_retrieval_has_found_nothing(lake: Index) -> None:
    steps = answer_steps(lake, NO_MODEL)
    declined = [(name, _decline if name == "scope" else work) for name, work in steps]
    assert Asker(lake, declined).ask(lake_cases()[0], DAY).found == ()


def test_what_one_question_found_is_not_kept_for_the_next(lake: Index) -> None:
    steps = [(name, _decline_rockets if name == "scope" else work) for name, work in answer_steps(lake, NO_MODEL)]
    parsed = Asker(lake, steps)
    assert parsed.ask(lake_cases()[0], DAY).found
    assert parsed.ask(lake_cases()[1], DAY).found == ()


def test_a_case_is_asked_with_its_region_history_and_day() -> None:
    case = lake_cases()[2]
    asked = question(case, DAY)
    assert (asked.text, asked.region, asked.as_of) == (case.question, None, DAY)
    assert [(turn.role, turn.content) for turn in asked.history] == [("user", "有高龄津贴吗"), ("assistant", "有。")]


def _decline(draft: Draft) -> Draft:
    return replace(draft, status=Status.WHICH_REGION)


def _decline_rockets(draft: Draft) -> Draft:
    if "火箭" in draft.text:
        return _decline(draft)
    return replace(draft, regions=("江南省/临湖市/青石县",))

"""Whom to turn to: the office of the region first, what fits the question, hotlines that exist."""

import pytest

from rag.schema import Status
from rag.service import Service
from tests.builders.answers import answer, citation
from ui import contacts as module
from ui.contacts import Contact, contacts, duty, whom_to_ask


def phones(question: str, status: Status = Status.NOT_FOUND) -> list[str]:
    return [contact.phone for contact in whom_to_ask(answer(question=question, status=status, abstained=True), "")]


def test_the_general_hotline_is_always_named() -> None:
    assert phones("天上有几颗星")[-1] == "12345"


@pytest.mark.parametrize(("question", "phone"), [("医保怎么报销", "12393"), ("残疾人护理补贴多少", "12385")])
def test_what_the_question_is_about_comes_first(question: str, phone: str) -> None:
    assert phones(question)[0] == phone


def test_in_a_crisis_only_help_is_named() -> None:
    assert phones("不想活了", Status.CRISIS) == ["12356", "120", "110"]


def test_offices_of_the_region_come_before_hotlines_and_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = (Contact(name=f"{name}教育局", region=name, phone="1") for name in ("青石县", "松岭市"))
    known = (*contacts(), own, other)
    monkeypatch.setattr(module, "contacts", lambda: known)
    named = whom_to_ask(answer(status=Status.NOT_FOUND, abstained=True), "青石县")
    assert named[0] is own and other not in named


def test_the_department_that_the_plan_names_is_found(service: Service) -> None:
    index = service.index
    (document,) = (one for one in index.documents.values() if "玉环" in one.title)
    cited = citation(document=document.id, section=("二、重点任务", "（五）扎实推进“老有康养”"))
    assert duty(answer(citations=(cited,)), index) == "市民政局"

"""The list of what was asked in vain: grouped by meaning, with what to do, and shorter when it is done."""

from pathlib import Path

import pytest

from rag.schema import Status
from tests.builders.answers import answer
from tests.builders.desk import REGION, FakeEngine, Office, office
from ui.desk.accounts import Role
from ui.desk.in_vain import entries
from ui.inbox import InVain, Why


def kept(question: str, count: int = 1, *, day: str = "2026-11-30", region: str = "", why: Why = Why.NEAR) -> InVain:
    return InVain(day=day, region=region, question=question, why=why, count=count)


def test_questions_that_mean_the_same_are_one_entry() -> None:
    held = [
        kept("路灯坏了谁来修？", 2, day="2026-11-02"),
        kept("路灯坏了谁来修理？", day="2026-11-30", why=Why.NOT_FOUND),
        kept("路灯坏了谁来修？", 2, why=Why.NOT_FOUND),
        kept("高龄津贴每月发多少"),
        kept("路灯坏了谁来修？", region=REGION),
    ]
    found = entries(held, FakeEngine().meanings)
    assert [one.questions for one in found] == [
        ("路灯坏了谁来修？", "路灯坏了谁来修理？"),
        ("高龄津贴每月发多少",),
        ("路灯坏了谁来修？",),
    ]
    assert (found[0].count, found[0].mostly, found[0].first, found[0].last) == (
        5,
        Why.NOT_FOUND,
        "2026-11-02",
        "2026-11-30",
    )


def test_without_meanings_each_question_stands_alone() -> None:
    assert len(entries([kept("路灯谁修？"), kept("路灯谁修理？")], lambda _: None)) == 2
    assert entries([], lambda _: None) == ()


@pytest.fixture
def open_office(tmp_path: Path) -> Office:
    return office(tmp_path, inbox_days=30)


def test_an_editor_sees_what_to_do_and_takes_it_off_the_list(open_office: Office) -> None:
    for question in ("路灯坏了谁来修？", "路灯坏了谁来修理？", "<b>高龄津贴</b>"):
        open_office.desk.inbox.declined(answer(question=question, status=Status.NOT_FOUND), REGION)
    editor = open_office.as_user("editor", Role.EDITOR)
    page = editor.get("/staff/in-vain").text
    assert "问过 2 次" in page and "青石县" in page and "corpus/lexicon" in page
    assert "&lt;b&gt;高龄津贴" in page and "<b>高龄" not in page
    fields = {"question-0": "路灯坏了谁来修？", "question-1": "路灯坏了谁来修理？", "region": REGION}
    assert editor.post("/staff/in-vain/done", at="/staff/in-vain", **fields).status_code == 303
    assert [one.question for one in open_office.desk.inbox.all()] == ["<b>高龄津贴</b>"]


def test_where_it_is_off_the_page_says_how_to_turn_it_on(desk: Office) -> None:
    assert "HUIMIN_INBOX_DAYS" in desk.as_user("editor", Role.EDITOR).get("/staff/in-vain").text

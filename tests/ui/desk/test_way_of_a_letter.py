"""A letter from its arrival to the file that goes out, by two people; and all that may come between."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from docx import Document as open_word

from tests.builders.desk import CASE, LETTER, PASSWORD, QUOTE, REGION, Office, Staff, documents, hidden
from ui.desk.accounts import Role
from ui.desk.change import Change
from ui.desk.values import Did, State

DAYS = {"received": "2026-11-01", "due": "2026-11-30"}
REPLY = f"{CASE}/reply"
GOOD = f"尊敬的来信人：\n　　{QUOTE}。[1]\n　　青石县民政局\n　　2026年11月30日"
WRONG = GOOD.replace("110元", "150元")


@pytest.fixture
def wang(desk: Office) -> Staff:
    return desk.as_user("wang", Role.DRAFTER)


@pytest.fixture
def li(desk: Office) -> Staff:
    return desk.as_user("lili", Role.DRAFTER, Role.APPROVER)


def came(staff: Staff, letter: str = LETTER) -> None:
    assert staff.post("/staff/cases/new", letter=letter, **DAYS).status_code == 303


def drafted(staff: Staff, letter: str = LETTER) -> None:
    came(staff, letter)
    matters = {f"text-{at}": line for at, line in enumerate(one for one in letter.splitlines() if one.endswith("？"))}
    matters |= {f"region-{at}": REGION for at in range(len(matters))}
    assert staff.post(f"{CASE}/draft", at=CASE, **matters).headers["location"] == REPLY


def saved(staff: Staff, text: str, **fields: str) -> None:
    assert staff.post(REPLY, at=REPLY, text=text, **fields).status_code == 303


def submitted(staff: Staff, text: str = GOOD) -> None:
    drafted(staff)
    assert staff.post(f"{CASE}/submit", at=REPLY, text=text).status_code == 303


def approved(wang: Staff, li: Staff) -> None:
    submitted(wang)
    assert li.post(f"{CASE}/approve", at=REPLY).status_code == 303


def test_a_letter_goes_its_whole_way(desk: Office, wang: Staff, li: Staff) -> None:
    drafted(wang)
    page = wang.get(REPLY).text
    assert QUOTE in page and "请核对" in page and "依据：" not in hidden(page, "text")
    assert wang.post(f"{CASE}/submit", at=REPLY, text=GOOD).status_code == 303
    assert "等另一位同事审核" in wang.get(REPLY).text
    assert li.post(f"{CASE}/approve", at=REPLY, remark="同意").status_code == 303
    case = desk.desk.cases.find(1)
    assert case.state is State.APPROVED and case.text == GOOD
    text = wang.post(f"{CASE}/export", at=REPLY, kind="txt")
    assert text.text == f"{GOOD}\n\n依据：\n[1] 《青石县公共服务规划》（2026-2030年） 第二章 > 教育\n".replace(
        "（2026-2030年）", "（2021-2025年）"
    )
    assert "attachment" in text.headers["content-disposition"]
    assert wang.post(f"{CASE}/send", at=REPLY).status_code == 303
    assert [one.kind for one in desk.desk.cases.history(1)] == [
        Did.CAME, Did.MATTERS, Did.DRAFTED, Did.EDITED, Did.SUBMITTED, Did.APPROVED, Did.EXPORTED, Did.SENT,
    ]  # fmt: skip


def test_the_word_file_opens_with_the_letters_layout(wang: Staff, li: Staff) -> None:
    approved(wang, li)
    word = open_word(io.BytesIO(wang.post(f"{CASE}/export", at=REPLY, kind="docx").content))
    lines = [one.text for one in word.paragraphs]
    assert lines[:2] == ["尊敬的来信人：", f"{QUOTE}。[1]"] and lines[-2] == "依据："
    assert word.paragraphs[1].paragraph_format.first_line_indent.pt == 32
    assert word.paragraphs[2].alignment == 2, "the office stands on the right"
    kept = [bool(one.paragraph_format.keep_with_next) for one in word.paragraphs[:4]]
    assert kept == [False, True, True, False], "the signature stays with the last words"
    assert word.core_properties.comments == "" and word.core_properties.created.year != 2013
    assert "custom.xml" not in "".join(part.partname for part in word.part.package.iter_parts())


def test_what_a_model_wrote_is_labelled_in_the_text_and_in_the_file(desk: Office, wang: Staff, li: Staff) -> None:
    drafted(wang)
    desk.desk.cases.change(
        1, Change(user=1, version=desk.desk.cases.find(1).version, kind=Did.EDITED), written_by="qwen<3>"
    )
    assert wang.post(f"{CASE}/submit", at=REPLY, text=GOOD).status_code == 303
    li.post(f"{CASE}/approve", at=REPLY)
    assert "人工智能生成" in wang.post(f"{CASE}/export", at=REPLY, kind="txt").text
    word = open_word(io.BytesIO(wang.post(f"{CASE}/export", at=REPLY, kind="docx").content))
    (custom,) = [part for part in word.part.package.iter_parts() if part.partname == "/docProps/custom.xml"]
    assert b'"Label": "1"' in custom.blob and b"qwen&lt;3&gt;" in custom.blob
    assert "人工智能生成" in word.paragraphs[-1].text


def test_the_day_of_a_reply_is_that_of_its_approval(desk: Office, wang: Staff, li: Staff) -> None:
    submitted(wang, GOOD.replace("2026年11月30日", "（日期）"))
    li.post(f"{CASE}/approve", at=REPLY)
    year, month, day = map(int, desk.desk.cases.find(1).approved.split("-"))
    assert f"{year}年{month}月{day}日" in wang.post(f"{CASE}/export", at=REPLY, kind="txt").text


def test_a_reply_that_tells_that_its_plan_is_over_needs_no_other_reason(desk: Office, wang: Staff) -> None:
    desk.index.documents = documents(period="2001-2005")
    submitted(wang, f"{GOOD}\n该规划已经到期。")


def test_nobody_approves_what_they_wrote(desk: Office, wang: Staff, li: Staff) -> None:
    submitted(li)
    answer = li.post(f"{CASE}/approve", at=REPLY)
    assert answer.status_code == 422 and "换一个人审核" in answer.text
    assert desk.desk.cases.find(1).state is State.SUBMITTED
    other = desk.as_user("zhang", Role.APPROVER)
    assert other.post(f"{CASE}/approve", at=REPLY).status_code == 303


def test_who_changed_the_text_before_another_submitted_it_approves_it_neither(wang: Staff, li: Staff) -> None:
    drafted(wang)
    saved(li, GOOD)
    assert wang.post(f"{CASE}/submit", at=REPLY, text=GOOD).status_code == 303
    assert li.post(f"{CASE}/approve", at=REPLY).status_code == 422


def test_an_open_contradiction_wants_a_reason(desk: Office, wang: Staff, li: Staff) -> None:
    drafted(wang)
    refused = wang.post(f"{CASE}/submit", at=REPLY, text=WRONG)
    assert refused.status_code == 422 and "与依据不符" in refused.text
    (key,) = re.findall(r'name="reason-([0-9a-f]+)"', refused.text)
    assert wang.post(f"{CASE}/submit", at=REPLY, text=WRONG, **{f"reason-{key}": "嗯"}).status_code == 422
    reason = "省里上月提高了标准，文件未到"
    assert wang.post(f"{CASE}/submit", at=REPLY, text=WRONG, **{f"reason-{key}": reason}).status_code == 303
    assert reason in li.get(REPLY).text and reason in li.get(f"{CASE}/history").text
    assert li.post(f"{CASE}/approve", at=REPLY).status_code == 303


def test_gaps_and_an_empty_reply_are_not_handed_in(wang: Staff) -> None:
    drafted(wang)
    assert "没有填" in wang.post(f"{CASE}/submit", at=REPLY, text="【待补充：请民政局核实】").text
    assert "没有填" in wang.post(f"{CASE}/submit", at=REPLY, text="已阅。\n（单位名称）").text
    assert "空的" in wang.post(f"{CASE}/submit", at=REPLY, text="  ").text


def test_a_return_says_why_and_the_text_may_be_changed_again(desk: Office, wang: Staff, li: Staff) -> None:
    submitted(wang)
    assert wang.post(REPLY, at=REPLY, text="改").status_code == 409, "handed in: nothing is changed"
    assert desk.desk.cases.find(1).text == GOOD
    assert li.post(f"{CASE}/return", at=REPLY, remark="").status_code == 422
    assert li.post(f"{CASE}/return", at=REPLY, remark="请写明发放时间").status_code == 303
    assert "请写明发放时间" in wang.get(REPLY).text
    assert wang.post(f"{CASE}/submit", at=REPLY, text=GOOD + "。").status_code == 303


def test_a_submission_is_taken_back_by_its_own_person(wang: Staff, li: Staff, desk: Office) -> None:
    submitted(wang)
    assert li.post(f"{CASE}/take-back", at=REPLY).status_code == 422
    assert wang.post(f"{CASE}/take-back", at=REPLY).status_code == 303
    assert desk.desk.cases.find(1).state is State.DRAFTING


# two people, a lost login, a lost browser


def test_the_second_of_two_is_told_and_loses_nothing(desk: Office, wang: Staff, li: Staff) -> None:
    drafted(wang)
    version = hidden(wang.get(REPLY).text, "text_version")
    saved(li, GOOD)
    answer = wang.post(REPLY, at=REPLY, text="王某写的另一份", text_version=version)
    assert answer.status_code == 409 and "王某写的另一份" in answer.text and "Lili" in answer.text
    assert desk.desk.cases.find(1).text == GOOD
    again = wang.get(REPLY)
    assert "王某写的另一份" in again.text, "also after the browser was closed"
    fresh = hidden(answer.text, "text_version")
    assert wang.post(REPLY, at=REPLY, text="王某写的另一份", text_version=fresh).status_code == 303
    assert desk.desk.cases.find(1).text == "王某写的另一份"
    assert GOOD in [one.text for one in desk.desk.cases.history(1)]


def test_who_writes_at_the_same_time_is_named(wang: Staff, li: Staff) -> None:
    drafted(wang)
    wang.get(REPLY)
    assert 'id="others-names">Wang<' in li.get(REPLY).text
    token = {"x-huimin-csrf": wang.csrf()}
    told = wang.client.post(f"{CASE}/check", json={"text": GOOD, "text_version": 1}, headers=token).json()
    assert told["others"] == ["Lili"]


def test_a_matter_that_another_changed_meanwhile_is_not_overwritten(desk: Office, wang: Staff, li: Staff) -> None:
    came(wang)
    version = hidden(wang.get(CASE).text, "version")
    assert li.post(f"{CASE}/matters", at=CASE, **{"text-0": "改过的问题？"}).status_code == 303
    answer = wang.post(f"{CASE}/matters", at=CASE, version=version, **{"text-0": "我的问题？"})
    assert answer.status_code == 409 and "我的问题？" in answer.text and "Lili" in answer.text
    assert [one.text for one in desk.desk.cases.find(1).matters] == ["改过的问题？"]


def test_what_was_typed_outlives_the_login(desk: Office, wang: Staff) -> None:
    drafted(wang)
    text_version = hidden(wang.get(REPLY).text, "text_version")
    wang.client.cookies.delete("huimin_desk")
    lost = wang.client.post(REPLY, data={"csrf": "old", "text": "<b>写了一半</b>", "text_version": text_version})
    assert lost.status_code == 401 and "&lt;b&gt;写了一半" in lost.text
    back = wang.client.post(
        "/staff/login",
        data={
            "csrf": hidden(lost.text, "csrf"), "name": "wang", "password": PASSWORD,
            "kept_to": hidden(lost.text, "kept_to"), "kept-text": "<b>写了一半</b>", "kept-text_version": text_version,
        },
    )  # fmt: skip
    assert f'action="{REPLY}"' in back.text and "&lt;b&gt;写了一半" in back.text
    form = {"csrf": hidden(back.text, "csrf"), "text": "<b>写了一半</b>", "text_version": text_version}
    assert wang.client.post(REPLY, data=form).status_code == 303
    assert desk.desk.cases.find(1).text == "<b>写了一半</b>"


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/staff/../healthz", "/api/v1/ask", ""])
def test_a_login_leads_nowhere_else(desk: Office, to: str) -> None:
    desk.desk.accounts.add("wang", PASSWORD, (Role.DRAFTER,))
    assert desk.anonymous().log_in("wang", next=to, kept_to=to).headers["location"] == "/staff"


def test_text_that_was_only_checked_is_there_again(wang: Staff) -> None:
    drafted(wang)
    token = {"x-huimin-csrf": wang.csrf()}
    wang.client.post(f"{CASE}/check", json={"text": "没有保存的话", "text_version": 1}, headers=token)
    page = wang.get(REPLY).text
    assert "没有保存的话" in page and "已经恢复" in page
    assert wang.post(f"{CASE}/unsaved", at=REPLY).status_code == 303
    assert "没有保存的话" not in wang.get(REPLY).text


def test_a_check_counts_places_as_a_browser_does(wang: Staff) -> None:
    drafted(wang)
    token = {"x-huimin-csrf": wang.csrf()}
    body: dict[str, Any] = {"text": "𠮷😀每月150元，每月110元", "text_version": 1}
    found = wang.client.post(f"{CASE}/check", json=body, headers=token).json()
    units = body["text"].encode("utf-16-le")
    shown = [units[2 * one["start"] : 2 * one["end"]].decode("utf-16-le") for one in found["findings"]]
    assert shown == ["150元", "110元"] and len(found["open"]) == 1


# bad input


@pytest.mark.parametrize("letter", ["", "  \n \t", "　"])
def test_an_empty_letter_is_refused_kindly(desk: Office, wang: Staff, letter: str) -> None:
    answer = wang.post("/staff/cases/new", letter=letter, **DAYS)
    assert answer.status_code == 422 and "请粘贴来信" in answer.text


def test_a_letter_that_is_too_long_is_given_back(wang: Staff) -> None:
    answer = wang.post("/staff/cases/new", letter="长" * 20_001, **DAYS)
    assert answer.status_code == 422 and "最多 20000 字" in answer.text and "长" * 20_001 in answer.text


def test_a_letter_without_a_question_is_told_of(wang: Staff) -> None:
    came(wang, "你们好。")
    assert "没有从信里找到要问的事" in wang.get(CASE).text
    assert wang.post(f"{CASE}/draft", at=CASE).status_code == 422


def test_fifty_questions_are_all_drafted(desk: Office, wang: Staff) -> None:
    drafted(wang, "\n".join(f"第{n}种津贴每月多少？" for n in range(50)))
    assert len(desk.engine.drafted[0]) == 50 and len(desk.desk.cases.find(1).parts) == 50


def test_markup_of_a_letter_is_shown_as_words(wang: Staff) -> None:
    came(wang, "<script>alert(1)</script>高龄津贴每月多少？")
    page = wang.get(CASE).text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.parametrize("received, due", [("", "2999-12-31"), ("2026-11-02", "2026-11-01"), ("2026-11-01", "nine")])
def test_a_deadline_is_a_day_after_the_letter_came(wang: Staff, received: str, due: str) -> None:
    answer = wang.post("/staff/cases/new", letter=LETTER, received=received, due=due)
    assert answer.status_code == (303 if not received else 422)


@pytest.mark.parametrize(
    "name, data, said",
    [
        ("信.txt", LETTER.encode("gb18030"), ""),
        ("信.txt", b"", "空的"),
        ("信.pdf", b"%PDF-1.7", "只能上传"),
        ("信.docx", b"no zip", "信.docx"),
    ],
)
def test_a_letter_comes_as_a_file(desk: Office, wang: Staff, name: str, data: bytes, said: str) -> None:
    form = {"csrf": wang.csrf(), **DAYS}
    answer = wang.client.post("/staff/cases/upload", data=form, files={"file": (name, data)})
    if said:
        assert answer.status_code == 422 and said in answer.text
    else:
        assert answer.status_code == 303 and desk.desk.cases.find(1).letter == LETTER


def test_a_word_file_is_read(desk: Office, wang: Staff) -> None:
    word, out = open_word(), io.BytesIO()
    word.add_paragraph("高龄津贴每月多少？")
    word.save(out)
    form = {"csrf": wang.csrf(), **DAYS}
    answer = wang.client.post("/staff/cases/upload", data=form, files={"file": ("信.docx", out.getvalue())})
    assert answer.status_code == 303, answer.text
    assert [one.text for one in desk.desk.cases.find(1).matters] == ["高龄津贴每月多少？"]


# matters


def test_matters_are_joined_split_added_and_removed(desk: Office, wang: Staff) -> None:
    came(wang, "甲？\n乙？")

    def texts() -> list[str]:
        return [one.text for one in desk.desk.cases.find(1).matters]

    def act(action: str, *typed: str) -> list[str]:
        fields = {f"text-{at}": text for at, text in enumerate(typed)}
        assert wang.post(f"{CASE}/matters", at=CASE, action=action, **fields).status_code == 303
        return texts()

    assert act("join-1", "甲？", "乙？") == ["甲？\n乙？"]
    assert act("split-0", "甲？\r\n乙？\r\n丙？") == ["甲？", "乙？", "丙？"]
    assert act("remove-1", "甲？", "乙？", "丙？") == ["甲？", "丙？"]
    assert act("add", "甲？", "丙？") == ["甲？", "丙？", ""]
    assert act("save", "甲？", "丙？", "") == ["甲？", "丙？"]
    assert act("join-0", "甲？", "丙？") == ["甲？", "丙？"]
    assert act("read", "变了") == ["甲？", "乙？"]


# the list


FIRST, SECOND = "2020-00001", "2020-00002"  # no token of a form holds either by chance


def test_what_is_overdue_is_in_plain_sight_and_found(desk: Office, wang: Staff) -> None:
    wang.post("/staff/cases/new", letter=LETTER, received="2020-01-01", due="2020-01-15", number=FIRST)
    wang.post("/staff/cases/new", letter=LETTER, received="2020-01-01", due="2999-01-15", number=SECOND)
    page = wang.get("/staff/cases").text
    assert "已超期 2020-01-15" in page and page.index(FIRST) < page.index(SECOND)
    assert SECOND not in wang.get("/staff/cases?overdue=1").text
    assert (
        FIRST not in wang.get(f"/staff/cases?q={SECOND}").text and SECOND in wang.get(f"/staff/cases?q={SECOND}").text
    )
    assert "没有这样的来信" in wang.get("/staff/cases?q=%25").text
    assert "没有这样的来信" in wang.get("/staff/cases?state=approved").text
    assert "没有这样的来信" in desk.as_user("other", Role.DRAFTER).get("/staff/cases?mine=1").text


def test_a_number_that_is_taken_gets_another(desk: Office, wang: Staff) -> None:
    for _ in range(2):
        wang.post("/staff/cases/new", letter=LETTER, number="12345-7", **DAYS)
    assert {desk.desk.cases.find(n).number for n in (1, 2)} == {"12345-7", "12345-7-01"}


# evidence


def test_a_source_is_dropped_and_brought_back(desk: Office, wang: Staff) -> None:
    drafted(wang)
    assert wang.post(f"{CASE}/sources", at=REPLY, action="drop", n="1", text="写了一半").status_code == 303
    assert desk.desk.cases.sources(1)[0].is_dropped
    assert "写了一半" in wang.get(REPLY).text, "what was typed is still there"
    assert wang.post(f"{CASE}/sources", at=REPLY, action="back", n="1").status_code == 303
    assert not desk.desk.cases.sources(1)[0].is_dropped


def test_evidence_is_found_and_added_from_the_index_alone(desk: Office, wang: Staff) -> None:
    drafted(wang)
    assert "第一章 养老" in wang.get(f"{REPLY}?q=养老").text
    added = wang.post(f"{CASE}/sources", at=REPLY, action="add", document="d1", start="0", end="6", row="", q="养老")
    assert added.headers["location"].endswith("#sources")
    assert [one.citation.quote for one in desk.desk.cases.sources(1)] == [QUOTE, "第一章 养老"]
    for wrong in ({"document": "d9"}, {"end": "99999"}, {"start": "6"}, {"row": "nowhere"}):
        fields = {"document": "d1", "start": "0", "end": "6", "row": ""} | wrong
        assert wang.post(f"{CASE}/sources", at=REPLY, action="add", **fields).status_code == 409


def test_evidence_is_frozen_at_the_approval(desk: Office, wang: Staff, li: Staff) -> None:
    approved(wang, li)
    desk.index.documents = {}
    (kept,) = desk.desk.cases.evidence(1)
    assert (kept.citation.quote, kept.citation.document, kept.hash) == (QUOTE, "d1", "")
    assert "批准时固定下来的" in wang.get(REPLY).text and QUOTE in wang.get(REPLY).text


@pytest.mark.parametrize(
    "index, said",
    [
        ({}, "已经撤下"),
        (documents(content_hash="other"), "已经更新"),
        (documents(text="别的话"), "已经更新"),
        (documents(period="2001-2005", content_hash="first"), "已经到期"),
    ],
)
def test_a_source_that_is_another_by_now_wants_a_reason(
    desk: Office, wang: Staff, li: Staff, index: dict[str, object], said: str
) -> None:
    desk.index.documents = documents(content_hash="first")
    submitted(wang)
    desk.index.documents = index
    refused = li.post(f"{CASE}/approve", at=REPLY)
    assert refused.status_code == 422 and said in refused.text
    li.post(f"{CASE}/return", at=REPLY, remark="依据有变")
    assert said in wang.post(f"{CASE}/submit", at=REPLY, text=GOOD).text


def test_an_export_that_rests_on_digests_asks_first(desk: Office, wang: Staff, li: Staff) -> None:
    from ingest.schema import TextKind

    drafted(wang)
    source = desk.desk.cases.sources(1)[0]
    digest = replace(source, citation=replace(source.citation, text_kind=TextKind.DIGEST))
    case = desk.desk.cases.find(1)
    desk.desk.cases.rewrite(1, Change(user=1, version=case.version, kind=Did.SOURCE_ADDED), sources=[digest])
    assert "摘编" in wang.get(REPLY).text
    wang.post(f"{CASE}/submit", at=REPLY, text=GOOD)
    li.post(f"{CASE}/approve", at=REPLY)
    asks = wang.post(f"{CASE}/export", at=REPLY, kind="docx")
    assert "content-disposition" not in asks.headers and "不是官方原文" in asks.text
    assert "content-disposition" in wang.post(f"{CASE}/export", at=REPLY, kind="docx", digests="1").headers


def test_nothing_is_exported_before_it_is_approved(wang: Staff) -> None:
    submitted(wang)
    assert wang.post(f"{CASE}/export", at=REPLY, kind="txt").status_code == 409


def test_an_approved_reply_that_is_opened_again_loses_its_approval(desk: Office, wang: Staff, li: Staff) -> None:
    approved(wang, li)
    assert wang.post(f"{CASE}/reopen", at=REPLY, remark="").status_code == 422
    assert wang.post(f"{CASE}/reopen", at=REPLY, remark="标准有变").status_code == 303
    assert desk.desk.cases.find(1).state is State.RETURNED and desk.desk.cases.evidence(1) == ()
    assert wang.post(f"{CASE}/export", at=REPLY, kind="txt").status_code == 409


# approved replies


def test_what_was_approved_is_offered_for_a_matter_like_it_and_taken_over(desk: Office, wang: Staff, li: Staff) -> None:
    drafted(wang)
    better = GOOD.replace(QUOTE, f"{QUOTE}，由村（社区）代办，按月发放")
    assert wang.post(f"{CASE}/submit", at=REPLY, text=better).status_code == 303
    li.post(f"{CASE}/approve", at=REPLY)
    wang.post("/staff/cases/new", letter="请问高龄津贴每月多少？\n托育怎么收费？", number="N2", **DAYS)
    page = wang.get("/staff/cases/2").text
    assert page.count("以前批准过类似的答复") == 1 and "由村（社区）代办" in page
    fields = {"text-0": "请问高龄津贴每月多少？", "text-1": "托育怎么收费？", "reuse-0": "1-0"}
    wang.post("/staff/cases/2/draft", at="/staff/cases/2", **fields)
    case = desk.desk.cases.find(2)
    assert "由村（社区）代办，按月发放。[1]" in case.text and case.parts[0].reused and not case.parts[1].reused
    assert "批准的答复" in wang.get("/staff/cases/2/reply").text


@pytest.mark.parametrize("index", [{}, documents(period="2001-2005"), documents(text="改")])
def test_a_reply_whose_source_changed_is_marked_and_not_offered(
    desk: Office, wang: Staff, li: Staff, index: dict[str, object]
) -> None:
    approved(wang, li)
    desk.index.documents = index
    wang.post("/staff/cases/new", letter="高龄津贴每月多少？", **DAYS)
    assert "以前批准过类似的答复" not in wang.get("/staff/cases/2").text
    assert "需要复核" in wang.get("/staff/replies").text

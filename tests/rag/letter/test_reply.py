"""Drafts of replies: each matter answered, citations numbered through, what the plans do not say marked as a gap."""

from datetime import date
from typing import Any

import pytest

from eval.replay import Replay
from ingest.index.opened import Index
from rag.chain import AnswerChain, answer_steps
from rag.letter.letter import read
from rag.letter.matters import Matter
from rag.letter.reply import GAP, Reply, draft
from rag.schema import Contact, NoteKind, Question, Status
from rag.settings import AnswerSettings
from tests.builders.answers import answer, citation
from tests.builders.plans import LAKE_REGION

DAY = date(2024, 6, 1)
SETTINGS = AnswerSettings(llm_base_url="", llm_model="")
LETTER = """尊敬的县领导:
您好!我是青石县的村民。
1、高龄津贴每月多少元?
2、乡村校车补助每学期多少钱,由谁出钱?
另外,火箭发射补贴多少?"""


def replied(letter: str, index: Index, region: str | None = None) -> Reply:
    told = read(letter, index.regions)
    return draft(told.within(region) if region else told, AnswerChain(answer_steps(index, SETTINGS)).invoke, as_of=DAY)


def test_every_matter_is_answered_and_citations_are_numbered_through(index: Index) -> None:
    reply = replied(LETTER, index)
    allowance, bus, rocket = reply.sections
    assert [one.n for one in reply.citations][:2] == [1, 2]
    assert "110元[1]" in allowance.text and "360元" in bus.text and "县级财政" in bus.text and "[2]" in bus.text
    assert {figure.citation for figure in bus.answers[0].figures} == {2} and not reply.by_model
    assert rocket.gaps and rocket.answers[0].status not in (Status.ANSWERED, Status.PARTIAL)
    assert not allowance.gaps and not bus.gaps


def test_the_letter_is_whole_and_lists_the_sources_that_it_cites(index: Index) -> None:
    text = replied(LETTER, index).text
    assert text.startswith("尊敬的来信人：") and "青石县反映的3个问题" in text
    assert "一、关于“高龄津贴每月多少元”" in text and "三、关于“火箭发射补贴多少”" in text
    body, _, sources = text.partition("\n依据：\n")
    assert all(f"[{n}]" in body for n in (1, 2)) and [line[:3] for line in sources.splitlines()] == ["[1]", "[2]"]
    assert text.count("【待补充：") == len(GAP.findall(text)) == 1


def test_no_two_gaps_are_the_same_sentence(index: Index) -> None:
    text = replied("我是青石县的。火箭发射补贴多少?卫星轨道补贴多少?登月舱位补贴多少?", index).text
    gaps = GAP.findall(text)
    assert len(gaps) == len(set(gaps)) == 3


def test_a_chosen_region_comes_before_that_of_the_letter(index: Index) -> None:
    letter = "我是青石县人。\n高龄津贴每月多少元?"
    here, there = (replied(letter, index, region).text for region in (LAKE_REGION, "松岭市"))
    assert "110元" in here and "80元" in there


def test_with_a_model_a_letter_is_written_by_the_prompt_for_letters(index: Index) -> None:
    said: list[dict[str, Any]] = [
        {"text": "养老床位达到1200张以上。", "sources": ["养老床位达到1200张以上"]},
        {"complete": True},
    ]
    model = Replay(said)
    chain = AnswerChain(answer_steps(index, SETTINGS, model))
    reply = draft(read("我是青石县的。请问火箭发射补贴多少?", index.regions), chain.invoke, as_of=DAY)
    assert {prompt.name for prompt in model.asked} == {"draft"}
    assert reply.by_model and "1200张" in reply.sections[0].text


def section_of(status: Status, words: str, office: str = "", **values: Any) -> str:
    told = read("低保多少钱?", [])

    def answered(question: Question) -> Any:
        contacts = (Contact("热线", phone="12345"), *([Contact(office, office=True)] if office else []))
        return answer(status=status, text=words, contacts=contacts, **values)

    return draft(told, answered, as_of=DAY).sections[0].text


@pytest.mark.parametrize("status", [one for one in Status if one.abstained and one is not Status.CRISIS])
def test_what_is_not_answered_is_a_gap_and_no_reply_of_the_window(status: Status) -> None:
    text = section_of(status, "请换个说法再问一次。")
    assert GAP.fullmatch(text) and "换个说法" not in text


def test_the_office_that_the_plan_names_is_to_fill_the_gap() -> None:
    assert "请民政局核实" in section_of(Status.NOT_FOUND, "没有", office="民政局")


def test_what_is_known_of_a_blank_stays_and_the_hotline_goes() -> None:
    words = "青石县的规划里列了“低保”，但标准这一栏是空白的[1]。可以拨打 12345 询问。"
    text = section_of(Status.BLANK, words, citations=(citation(),))
    assert text.startswith("青石县的规划里列了“低保”") and "12345" not in text and GAP.search(text)


def test_a_part_that_was_not_found_is_a_gap() -> None:
    text = section_of(Status.PARTIAL, "每月600元[1]。问题里的“怎么申请”，在规划里没有找到。", citations=(citation(),))
    assert text.startswith("每月600元[1]。【待补充：其中“怎么申请”") and "在规划里没有找到。" not in text


@pytest.mark.parametrize(
    ("asked", "deed"),
    [
        ("能不能把首班车提前半小时?", True),
        ("希望能给我们修一条水泥路。", True),
        ("请赶紧派人把路灯修起来。", True),
        ("能不能给我妈发高龄津贴?", False),
        ("可不可以办低保?", False),
        ("首班车几点发车?", False),
    ],
)
def test_who_asks_for_a_deed_gets_no_sentence_of_a_plan_for_an_answer(asked: str, deed: bool) -> None:
    said = answer("每天的体育活动时间不少于1小时[1]。", citations=(citation(),))
    section = draft(read(asked, []), lambda question: said, as_of=DAY).sections[0]
    assert bool(GAP.fullmatch(section.text)) is deed
    assert any("[1]" in remark for remark in section.remarks) is deed


def test_distress_comes_first() -> None:
    told = read("我活不下去了。低保多少钱?", [])
    reply = draft(told, lambda _: answer(status=Status.NOT_FOUND, text="没有"), as_of=DAY)
    assert told.distress and "12356" in reply.text.split("【")[0]


def test_a_letter_that_asks_nothing_is_a_gap() -> None:
    assert GAP.search(draft(read("您好!", []), lambda _: answer(), as_of=DAY).text)


def test_a_matter_with_a_lead_is_asked_with_it_and_then_alone() -> None:
    asked: list[str] = []

    def answered(question: Question) -> Any:
        asked.append(question.text)
        return answer(status=Status.NOT_FOUND, text="没有")

    told = read("我家孩子坐车上学。这个一学期报销比例多少?", [])
    draft(told, answered, as_of=DAY)
    assert asked == ["我家孩子坐车上学。这个一学期报销比例多少?", "这个一学期报销比例多少?"]
    assert told.matters == (Matter(text="这个一学期报销比例多少?", lead="我家孩子坐车上学。"),)


def test_notes_are_for_staff_but_for_the_end_of_the_period(index: Index) -> None:
    told = read("我是青石县的。高龄津贴每月多少元?", index.regions)
    reply = draft(told, AnswerChain(answer_steps(index, SETTINGS)).invoke, as_of=date(2035, 1, 1))
    assert any(note.kind is NoteKind.EXPIRED for note in reply.sections[0].answers[0].notes)
    assert "已经到期" in reply.text and "已经到期" not in reply.sections[0].text and reply.sections[0].remarks

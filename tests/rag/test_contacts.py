"""Whom to turn to: the office of the region first, what fits the question, hotlines that exist; for whom amounts are."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from ingest.identity.lexicon import indicators, services
from ingest.schema import RowKind
from rag import contacts as module
from rag.contacts import Entry, Refer, departments, departments_of, entries, whom_to_ask
from rag.replies import SMALL_TALK
from rag.schema import CitedFigure, Contact, Draft, Sentence, Status
from rag.service import Service
from tests.builders.answers import citation, cited_cell, cited_row, draft
from tests.builders.documents import document


def phones(question: str, status: Status = Status.NOT_FOUND) -> list[str]:
    return [contact.phone for contact in whom_to_ask(question, status, "")]


def test_the_general_hotline_is_always_named() -> None:
    assert phones("天上有几颗星")[-1] == "12345"


@pytest.mark.parametrize(("question", "phone"), [("医保怎么报销", "12393"), ("残疾人护理补贴多少", "12385")])
def test_what_the_question_is_about_comes_first(question: str, phone: str) -> None:
    assert phones(question)[0] == phone


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("高龄津贴一个月多少", "民政"),
        ("老年优待证去哪里办", "民政"),
        ("养老院收费多少", "民政"),
        ("农村基础养老金多少", "人力资源"),
        ("失业金能领几个月", "人力资源"),
        ("老年人免费体检一年几次", "卫生健康"),
        ("住院报销多少", "医疗保障"),
        ("幼儿园补助去哪申请", "教育"),
        ("办残疾证找哪个", "残疾人联合会"),
        ("重度残疾人护理补贴谁发", "民政"),
    ],
)
def test_who_is_in_charge_goes_by_the_words_of_the_matter(question: str, called: str) -> None:
    assert [kind.called[0] for kind in departments_of(question)] == [called]


def test_every_department_is_in_charge_of_life_events_of_the_lexicon() -> None:
    known = {event for table in (services(), indicators()) for one in table.values() for event in one.events}
    assert all(kind.called and set(kind.events) <= known for kind in departments())


@pytest.mark.parametrize(("question", "named"), [("高龄津贴多少", ["大姚县民政局"]), ("天上几颗星", [])])
def test_a_department_that_is_filled_in_is_named_for_what_it_is_in_charge_of(question: str, named: list[str]) -> None:
    known = [Entry(department=f"大姚县{one}", region="大姚县", phone="1") for one in ("民政局", "教育体育局")]
    found = whom_to_ask(question, Status.NEAR, "大姚县", (*known, *entries()))
    assert [one.name for one in found if one.office] == named and found[-1].phone == "12345"


@pytest.mark.parametrize(("question", "phone"), [("残疾人补贴多少", "12385"), ("失业金多少", "12333")])
def test_an_answer_too_names_the_hotline_of_its_matter(service: Service, question: str, phone: str) -> None:
    (document,) = (one for one in service.index.documents.values() if "绵阳" in one.title)
    cited = citation(document=document.id)
    found = Refer(service.index)(draft(question, citations=(cited,), status=Status.ANSWERED))
    assert [one.phone for one in found.contacts] == [phone]
    follow = draft("那怎么申请", earlier=question, citations=(cited,), status=Status.ANSWERED)
    assert [one.phone for one in Refer(service.index)(follow).contacts] == [phone]


def test_where_the_question_does_not_tell_the_matter_the_cited_row_does(service: Service) -> None:
    (document,) = (one for one in service.index.documents.values() if "绵阳" in one.title)
    row = cited_row(document=document.id, cells=(cited_cell("残疾人辅助器具适配服务"),))
    said = draft("那个多少钱", citations=(row,), status=Status.ANSWERED)
    assert [one.phone for one in Refer(service.index)(said).contacts] == ["12385"]
    asked = replace(said, question=replace(said.question, text="失业金多少"))
    assert [one.phone for one in Refer(service.index)(asked).contacts] == ["12333"]


def test_where_nobody_said_where_no_office_is_named_of_what_is_near_in_several_regions(service: Service) -> None:
    yuhuan, mianyang = (
        one for name in ("玉环", "绵阳") for one in service.index.documents.values() if name in one.title
    )
    own = Entry(department="市民政局", region=YUHUAN, phone="9")
    cited = (citation("高龄津贴", document=yuhuan.id), citation("高龄津贴", n=2, document=mianyang.id))
    found = draft("高龄津贴多少", citations=cited, status=Status.NEAR, region_named=False)
    assert [one.phone for one in Refer(service.index, (own,))(found).contacts] == ["12345"]
    one_place = replace(found, citations=cited[:1])
    assert Refer(service.index, (own,))(one_place).contacts[0].phone == "9"


def test_in_a_crisis_only_help_is_named() -> None:
    assert phones("不想活了", Status.CRISIS) == ["12356", "120", "110"]


@pytest.fixture
def offices(monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = (Entry(name=f"{name}教育局", region=name, phone="1") for name in ("青石县", "松岭市"))
    known = (*entries(), own, other)
    monkeypatch.setattr(module, "entries", lambda: known)


@pytest.mark.usefixtures("offices")
def test_offices_of_the_region_come_before_hotlines_and_others_do_not() -> None:
    named = whom_to_ask("校车补助多少", Status.NOT_FOUND, "青石县")
    assert named[0] == Contact("青石县教育局", phone="1", office=True)
    assert all(contact.name != "松岭市教育局" for contact in named)


def referred(service: Service, title: str, section: tuple[str, ...] = (), **changed: Any) -> Draft:
    (document,) = (one for one in service.index.documents.values() if title in one.title)
    cited = citation(document=document.id, section=section)
    return Refer(service.index)(replace(draft(citations=(cited,), status=Status.ANSWERED), **changed))


def test_the_department_that_the_plan_names_is_first(service: Service) -> None:
    assert any(row.kind is RowKind.DUTY for row in service.index.store.rows())
    found = referred(service, "玉环", ("二、重点任务", "（五）扎实推进“老有康养”"))
    assert found.contacts[0] == Contact("市民政局", office=True)
    assert [one.phone for one in found.contacts[1:]] == [
        "12345"
    ]  # an office without a number can be called all the same


YUHUAN = "浙江省/台州市/玉环市"


@pytest.mark.parametrize(
    "entry",
    [
        Entry(department="市民政局", region=YUHUAN, phone="0576-1", bring="身份证"),
        Entry(name="玉环市民政局", region=YUHUAN, phone="0576-1", bring="身份证"),
        Entry(name="民政局二楼窗口", department="市民政局", region=YUHUAN, phone="0576-1", bring="身份证"),
    ],
)
def test_the_department_comes_with_what_the_office_filled_in(service: Service, entry: Entry) -> None:
    (document,) = (one for one in service.index.documents.values() if "玉环" in one.title)
    cited = citation(document=document.id, section=("二、重点任务", "（五）扎实推进“老有康养”"))
    (contact,) = Refer(service.index, (entry,))(draft(citations=(cited,), status=Status.ANSWERED)).contacts
    assert (contact.name, contact.phone, contact.bring) == (entry.contact.name, "0576-1", "身份证")


@pytest.mark.parametrize("region", ["云南省/楚雄彝族自治州/大姚县", ""])
def test_a_department_of_the_same_name_elsewhere_is_not_meant(service: Service, region: str) -> None:
    other = Entry(department="市民政局", region=region or "四川省/绵阳市", phone="9")
    (document,) = (one for one in service.index.documents.values() if "玉环" in one.title)
    cited = citation(document=document.id, section=("二、重点任务", "（五）扎实推进“老有康养”"))
    found = Refer(service.index, (other,))(draft(citations=(cited,), status=Status.ANSWERED))
    assert all(one.phone != "9" for one in found.contacts)


def test_what_a_guides_row_says_of_where_to_go_is_named(service: Service) -> None:
    (document,) = (one for one in service.index.documents.values() if "绵阳" in one.title)
    cells = (
        cited_cell(),
        cited_cell("县民政局", column="责任单位"),
        cited_cell("0839-7206118（工作日）", column="咨询电话"),
        cited_cell("乡镇便民服务中心民政窗口。", column="办理地点"),
    )
    cited = cited_row(document=document.id, cells=cells)
    (contact,) = Refer(service.index)(draft(citations=(cited,), status=Status.ANSWERED)).contacts
    assert (contact.name, contact.phone) == ("县民政局", "0839-7206118") and contact.office
    assert contact.address == "乡镇便民服务中心民政窗口"


@pytest.mark.parametrize(
    ("question", "named"), [("养老院补贴怎么领", True), ("图书馆几点关门", False), ("那个怎么领", False)]
)
def test_of_what_only_comes_near_the_office_is_named_where_the_matter_is_the_same(
    service: Service, question: str, named: bool
) -> None:
    (yuhuan,) = (one for one in service.index.documents.values() if "玉环" in one.title)
    section = ("二、重点任务", "（五）扎实推进“老有康养”")
    cited = citation(document=yuhuan.id, section=section, quote="养老机构的床位补贴由市里发放。")
    found = Refer(service.index)(draft(question, citations=(cited,), status=Status.NEAR))
    assert (Contact("市民政局", office=True) in found.contacts) is named
    assert found.contacts[-1].phone == "12345"


@pytest.mark.parametrize("kind", ["nothing", "offence", "complaint", "person", "foreign"])
def test_who_is_left_without_help_by_small_talk_can_call(service: Service, kind: str) -> None:
    said = draft("？", status=Status.SMALL_TALK, sentences=(Sentence(text=SMALL_TALK[kind]),))
    assert [one.phone for one in Refer(service.index)(said).contacts] == ["12345"]


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.SMALL_TALK])
def test_every_reply_names_a_number_to_call(service: Service, status: Status) -> None:
    assert any(one.phone for one in Refer(service.index)(draft("低保", status=status)).contacts)


def test_where_no_office_is_known_an_answer_names_the_general_hotline(service: Service) -> None:
    (contact,) = referred(service, "绵阳").contacts
    assert contact.phone == "12345"


@pytest.mark.parametrize("status", [Status.NOT_FOUND, Status.NEAR, Status.BLANK, Status.WHICH_REGION])
def test_a_decline_names_every_hotline_that_fits(service: Service, status: Status) -> None:
    found = Refer(service.index)(draft("残疾人护理补贴多少", status=status))
    assert [one.phone for one in found.contacts] == ["12385", "12345"]


def test_small_talk_refers_to_nobody(service: Service) -> None:
    assert Refer(service.index)(draft("谢谢", status=Status.SMALL_TALK)).contacts == ()


def test_for_whom_an_amount_is_goes_with_it_where_the_answer_does_not_say_it(service: Service) -> None:
    (document,) = (one for one in service.index.documents.values() if "绵阳" in one.title)
    row = cited_row(document=document.id, cells=(cited_cell(), cited_cell("走读学生", column="服务对象")))
    figure = CitedFigure(text="360元", value="360", unit="元", citation=1)
    said = draft(citations=(row,), status=Status.ANSWERED, figures=(figure,))
    refer = Refer(service.index)
    assert refer(said).conditions == ("服务对象：走读学生",)
    assert refer(replace(said, sentences=(Sentence(text="走读学生360元"),))).conditions == ()
    assert refer(replace(said, figures=())).conditions == ()
    stopped = replace(row, cells=(cited_cell("走读学生。", column="服务对象"),))
    told = replace(said, citations=(stopped,), sentences=(Sentence(text="走读学生360元"),))
    assert refer(told).conditions == ()


@pytest.mark.parametrize(
    ("mark", "end", "quotes"),
    [
        (9, 10, ["含中央资金。"]),
        (9, 8, []),  # the mark stands behind what is cited
        (9, 20, []),  # the note is cited already
    ],
)
def test_a_note_that_a_cited_sentence_leads_to_is_cited_too(mark: int, end: int, quotes: list[str]) -> None:
    text = "每人1100元。\n\n1 含中央资金。"
    note = text.index("含")
    plan = document(text, footnotes=((mark, note, len(text)),))
    index: Any = SimpleNamespace(documents={"d1": plan}, store=SimpleNamespace(rows=lambda: ()))
    cited = citation(text[:end], end=end)
    found = Refer(index)(draft(citations=(cited,), status=Status.ANSWERED)).citations
    assert [(one.n, one.quote) for one in found[1:]] == [(2, quote) for quote in quotes]

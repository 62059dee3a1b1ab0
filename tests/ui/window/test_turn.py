"""An exchange: the answer first, its figures in sight, then what goes with it; markup of others stays words."""

import re
from datetime import date
from typing import Any

import pytest

from rag.schema import CitedCell, CitedFigure, Contact, Note, NoteKind, Status
from tests.builders.answers import answer, citation, cited_row
from tests.builders.documents import document
from ui.window.texts import words
from ui.window.turn import Asked, Next, turn_html, working_html

ZH = words("zh")
EVIL = "<script>alert(1)</script><img src=x onerror='x' alt=\"y\">&amp;"
TAG = re.compile(r"<(script|img)|onerror='|alt=\"")


def figure(text: str, citation: int = 1) -> CitedFigure:
    return CitedFigure(text=text, value="", unit="", citation=citation)


def turn(
    text: str = "每学期360元[1]。", *, asked: Asked | None = None, then: Next | None = None, **changed: Any
) -> str:
    given = answer(text, **changed)
    asked = asked or Asked(text=given.question, region="")
    documents = changed.pop("documents", {})
    return turn_html(asked, given, then or Next(), documents, ZH, day=date(2024, 6, 1))


def words_of(html: str) -> str:
    return re.sub(r"<[^>]+>|\u2060", "", html)


@pytest.mark.parametrize(
    "shown",
    [
        turn(EVIL),
        turn(asked=Asked(text=EVIL, region="")),
        turn(asked=Asked(text="x", region="<script>"), citations=()),
        turn(notes=(Note(kind=NoteKind.CONFLICT, text=EVIL),)),
        turn(citations=(citation(EVIL),)),
        turn(citations=(citation(title=EVIL),)),
        turn(citations=(citation(region=EVIL),)),
        turn(citations=(citation(section=("第二章", EVIL)),)),
        turn(citations=(citation(period=EVIL),)),
        turn(citations=(cited_row(cells=(CitedCell(column=EVIL, quote="x", start=0, end=1),)),)),
        turn(citations=(cited_row(cells=(CitedCell(column="x", quote=EVIL, start=0, end=1),)),)),
        turn(then=Next(follow_ups=(EVIL,), region=EVIL)),
        turn(then=Next(choices=((EVIL, EVIL),))),
        turn(then=Next(regions=("<script>",))),
        turn(contacts=(Contact(EVIL, address=EVIL),)),
        turn(status=Status.NOT_FOUND, contacts=(Contact(EVIL, address=EVIL, phone=EVIL),)),
        turn(conditions=(f"服务对象：{EVIL}",)),
        working_html(Asked(text=EVIL, region=""), EVIL, EVIL, ZH),
    ],
)
def test_markup_of_documents_and_visitors_is_shown_as_words(shown: str) -> None:
    assert not TAG.search(shown)
    assert "&lt;" in shown


def test_markdown_in_an_answer_stays_words() -> None:
    assert "![x](//evil.example/a.png)" in turn("![x](//evil.example/a.png) **粗**")


def test_a_mark_leads_to_its_source() -> None:
    shown = turn()
    (target,) = re.findall(r"class='hm-mark' href='#([^']+)'", shown)
    assert f"id='{target}'" in shown


def test_a_number_in_brackets_that_is_no_citation_is_no_link() -> None:
    shown = turn("改造[870]户[1][2]。")
    assert shown.count("class='hm-mark'") == 1 and "改造[870]户[1][2]。" in words_of(shown)


def test_figures_stand_out_but_not_inside_longer_ones() -> None:
    shown = turn("小学12次，初中2次[1]。", figures=(figure("2次"), figure("12次")))
    assert "<strong>12次</strong>" in shown and "，初中<strong>2次</strong>" in shown


@pytest.mark.parametrize(
    ("text", "figures", "question", "key"),
    [
        ("助学金为每生每年2000元[1]。", ["2000元"], "助学金多少", "每生每年2000元"),
        ("到2025年达到95%以上[1]。", ["2025年", "95%"], "到2025年多少", "95%以上"),
        ("65岁以上老人每年体检1次[1]。", ["65岁", "1次"], "65岁老人体检几次", "每年1次"),
        ("国家基础标准：每生每年初中1250元[1]。", ["1250元"], "初中补助多少", "每生每年1250元"),
        ("每个乡镇建设1所[1]。", ["1所"], "建几所", "1所"),
        ("小学1000元，初中1250元[1]。", ["1000元", "1250元"], "补助多少", ""),
        ("由县级财政负责[1]。", [], "谁出钱", ""),
        ("到2025年建成[1]。", ["2025年"], "什么时候建成", ""),
    ],
)
def test_the_one_figure_that_was_asked_for_stands_alone(text: str, figures: list[str], question: str, key: str) -> None:
    shown = turn(text, figures=tuple(map(figure, figures)), question=question)
    found = re.search(r"<p class='hm-key'[^>]*>(.*?)</p>", shown)
    assert words_of(found.group(1)) if found else key == ""
    assert (words_of(found.group(1)) if found else "") == key


def test_what_an_answer_rests_on_is_one_line_that_leads_to_its_source() -> None:
    shown = turn()
    assert "依据： 《青石县公共服务规划》教育 · 原文" in words_of(shown)
    (target,) = re.findall(r"<a href='#([^']+)' class='hm-to'", shown)
    assert f"id='{target}'" in shown
    assert "hm-to" not in turn("没有。", status=Status.NEAR)


def test_a_list_is_shown_as_a_list_and_regions_as_pairs() -> None:
    assert turn("包括：培训；介绍；创业[1]。", figures=()).count("<li>") == 3
    cited = (citation(region="青石县"), citation(region="松岭市", n=2))
    shown = turn("青石县：5元；松岭市：6元[1][2]。", citations=cited)
    assert shown.count("<dt>青石县</dt>") == shown.count("<dt>松岭市</dt>") == 1


def test_what_was_taken_from_the_question_before_can_be_left_out() -> None:
    asked = Asked(text="那小学呢", region="江南省/青石县")
    shown = turn(asked=asked, follows="<b>寄宿生一年补多少</b>")
    assert "接着上一问：&lt;b&gt;寄宿生" in words_of(shown)
    assert "data-do='alone' data-question='那小学呢' data-region='江南省/青石县'" in shown
    assert "hm-follows" not in turn(asked=asked)


def test_where_a_question_is_on_no_matter_of_ours_what_is_offered_says_so() -> None:
    offered = Next(follow_ups=("低保的钱谁出？",), is_near=False)
    assert "这些能答上来" in turn(then=offered) and "还可以问" not in turn(then=offered)


def test_small_talk_has_no_status_and_no_region() -> None:
    asked = Asked(text="谢谢", region="江南省/青石县")
    shown = turn("不客气！", asked=asked, status=Status.SMALL_TALK, citations=())
    assert "hm-status" not in shown and "青石县" not in shown


def test_whom_an_amount_is_for_comes_next() -> None:
    shown = turn(conditions=("服务对象：乡村走读学生",))
    assert re.search(r"给谁</dt><dd[^>]*>乡村走读学生", shown)


def test_notes_come_with_their_label() -> None:
    shown = turn(notes=(Note(kind=NoteKind.EXPIRED, text="规划期已过"),))
    assert "规划已到期规划期已过" in words_of(shown)


def test_an_abstention_says_what_it_is_and_whom_to_ask() -> None:
    contact = Contact("青石县教育局", phone="0000-1234567", hours="工作日")
    shown = turn("没有写明。", status=Status.NOT_FOUND, abstained=True, citations=(), contacts=(contact,))
    assert "没有找到" in shown and "href='tel:0000-1234567'" in shown and "青石县教育局" in shown


def test_an_answer_says_in_one_line_whom_to_ask() -> None:
    shown = turn(contacts=(Contact("县教育局", office=True), Contact("热线", phone="12345")))
    assert "可以找谁问县教育局，热线 12345" in words_of(shown) and "href='tel:12345'" in shown


def test_what_comes_near_is_shown_as_cards_without_a_figure_in_large_type() -> None:
    cards = (cited_row(), citation("校车每天两班", n=2))
    shown = turn("没有直接的回答[1][2]。", status=Status.NEAR, abstained=True, citations=cards, figures=())
    assert "hm-near" in shown and "没有直接的回答" in words_of(shown) and "hm-key" not in shown
    assert shown.count("class='hm-source'") == 2 and shown.count("class='hm-mark'") == 2
    assert shown.index("hm-source'") < shown.index("hm-actions") and "<td><mark>" not in shown


def test_what_is_near_comes_behind_whom_to_call_and_what_is_no_longer_in_force() -> None:
    shown = turn(
        "没有直接的回答[1]。",
        status=Status.NEAR,
        contacts=(Contact("热线", phone="12345"),),
        notes=(Note(kind=NoteKind.EXPIRED, text="规划期已过"),),
        then=Next(regions=("江南省/青石县", "江南省/松岭市"), is_placeless=True),
    )
    order = [shown.index(one) for one in ("还没有选地区", "hm-choices", "hm-status", "hm-note-expired", "tel:12345")]
    assert order == sorted(order) and order[-1] < shown.index("hm-sources") < shown.index("hm-actions")


def test_an_exchange_and_its_parts_are_named_by_the_question_and_short() -> None:
    shown = turn()
    assert "aria-labelledby='asked-a1'" in shown and "<p id='asked-a1' lang='zh-CN'>校车补助多少</p>" in shown
    assert "role='group' aria-labelledby='answer-a1'" in shown and "id='answer-a1'>回答</h2>" in shown


def test_a_question_is_read_in_its_own_language() -> None:
    assert "lang='en'>How much?</p>" in turn(asked=Asked(text="How much?", region=""))


def test_regions_are_buttons_that_ask_the_same_again() -> None:
    shown = turn(
        "请选择。",
        status=Status.WHICH_REGION,
        asked=Asked(text="低保", region=""),
        then=Next(regions=("江南省/青石县",)),
    )
    assert re.search(r"data-ask='低保' data-region='江南省/青石县'>青石县<", shown)


def test_the_region_is_not_shown_where_the_answer_is_of_another() -> None:
    own = turn(asked=Asked(text="x", region="江南省/青石县"), citations=(citation(),))
    other = turn(asked=Asked(text="x", region="江南省/松岭市"), citations=(citation(),))
    assert "<span class='hm-region'>青石县" in own and "<span class='hm-region'>松岭市" not in other


def test_the_region_is_not_shown_where_another_was_asked() -> None:
    asked = Asked(text="松岭市的低保", region="江南省/青石县")
    declined: dict[str, Any] = {"status": Status.NOT_FOUND, "citations": (), "asked": asked}
    assert "hm-region" not in turn(regions=("江南省/松岭市",), **declined)
    assert "hm-region" in turn(regions=("江南省/青石县",), **declined)
    assert "hm-region" not in turn(status=Status.OTHER_REGION, citations=(), asked=asked)


def test_what_is_copied_carries_the_sources_and_their_labels() -> None:
    shown = turn(notes=(Note(kind=NoteKind.EXPIRED, text="规划期已过"),))
    copied = shown.split("<pre class='hm-copy' hidden>")[1].split("</pre>")[0]
    assert "您问：校车补助多少" in copied and "〔规划已到期〕" in copied
    assert "[1] 《青石县公共服务规划》" in copied and "(原文)" in copied


def test_a_model_is_named_as_such() -> None:
    assert "人工智能" in turn(mode="write:some-model")
    assert "人工智能" not in turn()


def test_masked_numbers_are_said_to_be() -> None:
    assert "号码已经隐去" in turn(asked=Asked(text="〔电话号码〕", region="", masked=True))


def test_an_exchange_under_way_shows_what_is_done_and_what_is_written() -> None:
    shown = working_html(Asked(text="问", region=""), "正在核对", "每学期360元。", ZH)
    assert "aria-busy='true'" in shown and "正在核对" in shown and "每学期360元。" in shown


def test_surroundings_are_escaped_too() -> None:
    cited = citation("字", start=len(EVIL), end=len(EVIL) + 1)
    shown = turn_html(
        Asked(text="x", region=""),
        answer(citations=(cited,)),
        Next(),
        {"d1": document(f"{EVIL}字{EVIL}")},
        ZH,
        day=date(2024, 6, 1),
    )
    assert not TAG.search(shown)

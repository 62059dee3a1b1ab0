"""Rule 1: every figure of a sentence stands in a quote that the sentence cites."""

from dataclasses import replace

import pytest

from rag.replies import REPLIES
from rag.schema import Citation, CitedCell, Draft, Note, NoteKind, Sentence, Status
from rag.verification.quotes import verified, verify
from tests.builders.answers import citation, draft
from tests.builders.plans import LAKE_REGION, PINE_REGION


def answered(*sentences: Sentence, citations: tuple[Citation, ...]) -> Draft:
    return draft(status=Status.ANSWERED, regions=(LAKE_REGION,), sentences=sentences, citations=citations)


def unfounded(text: str, quote: str) -> list[str]:
    return [figure.text for figure in verified(Sentence(text=text, cites=(1,)), [citation(quote, period="")])]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("每生每学期360元", "每生每学期360元"),
        ("补助12000元", "补助1.2万元"),
        ("补助1.2万元", "补助12,000元"),
        ("比例为0.5%", "比例为5‰"),
        ("比例为5%", "比例为百分之五"),
        ("比例为百分之五", "比例为5%"),
        ("补助１２００元", "补助1200元"),
        ("建三所幼儿园", "建3所幼儿园"),
        ("年满82岁", "年满82周岁"),
        ("到2025年", "规划期2021-2025"),
        ("由县级财政负责", "县级财政负责"),
    ],
)
def test_a_figure_stands_in_the_quote_however_it_is_written(text: str, quote: str) -> None:
    assert unfounded(text, quote) == []


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("每生每学期361元", "每生每学期360元", ["361元"]),
        ("比例为5%", "比例为5‰", ["5%"]),
        ("补助36元", "补助360元", ["36元"]),
        ("补助5元", "补助95元、5.2元", ["5元"]),
        ("补助5元", "增长5%", ["5元"]),
        ("提高5个百分点", "达到5%", ["5个百分点"]),
        ("补助1.2万元", "补助1.2元", ["1.2万元"]),
        ("补助360元,山区420元", "补助360元", ["420元"]),
    ],
)
def test_a_figure_that_the_quote_does_not_hold_is_named(text: str, quote: str, found: list[str]) -> None:
    assert unfounded(text, quote) == found


@pytest.mark.parametrize(
    "place",
    [
        {"title": "2024年工作要点"},
        {"section": ("(三)2024年目标",)},
        {"period": "2021-2024"},
        {"cells": (CitedCell(column="2024年目标", quote="60", start=0, end=2),)},
    ],
    ids=lambda place: next(iter(place)),
)
def test_a_figure_may_stand_in_title_heading_period_or_header(place: dict) -> None:
    cited = [citation("达到60%", **{"period": "", **place})]
    assert verified(Sentence(text="2024年达到60%", cites=(1,)), cited) == ()


def test_a_citation_that_the_sentence_does_not_cite_holds_nothing_for_it() -> None:
    citations = (citation("每学期360元"), citation("每学期420元", n=2, start=50))
    done = verify(
        answered(
            Sentence(text="补助420元", cites=(1,)),
            Sentence(text="补助360元", cites=(1,)),
            citations=citations,
        )
    )
    assert [sentence.text for sentence in done.sentences] == ["补助360元"]


def test_a_withheld_sentence_takes_its_citation_along() -> None:
    citations = (citation("每学期360元"), citation("每月110元", n=2, start=50))
    done = verify(
        answered(Sentence(text="补助360元", cites=(1,)), Sentence(text="津贴111元", cites=(2,)), citations=citations)
    )
    assert done.status is Status.ANSWERED
    assert [cited.n for cited in done.citations] == [1]
    assert done.detail == "1 sentences withheld"


def test_an_answer_without_a_sentence_left_becomes_not_found() -> None:
    done = verify(answered(Sentence(text="补助361元", cites=(1,)), citations=(citation(),)))
    assert (done.status, done.citations, done.figures) == (Status.NOT_FOUND, (), ())
    assert [sentence.text for sentence in done.sentences] == [REPLIES[Status.NOT_FOUND].format(region="青石县")]


def test_a_figure_without_any_citation_is_withheld() -> None:
    assert verify(answered(Sentence(text="补助360元"), citations=(citation(),))).status is Status.NOT_FOUND


def test_figures_are_listed_with_value_unit_and_citation() -> None:
    done = verify(answered(Sentence(text="补助1.2万元,占5‰", cites=(1,)), citations=(citation("1.2万元,5‰"),)))
    listed = [(figure.text, figure.value, figure.unit, figure.citation) for figure in done.figures]
    assert listed == [("1.2万元", "12000", "元", 1), ("5‰", "0.5", "%", 1)]


def test_a_figure_is_listed_under_the_citation_that_holds_it() -> None:
    citations = (citation("每学期360元"), citation("每月110元", n=2, start=50))
    done = verify(answered(Sentence(text="津贴110元", cites=(1, 2)), citations=citations))
    assert [figure.citation for figure in done.figures] == [2]


def test_a_figure_is_not_listed_under_a_citation_of_another_sentence() -> None:
    citations = (citation("每月110元"), citation("津贴110元", n=2, start=50))
    done = verify(
        answered(Sentence(text="按月发放", cites=(1,)), Sentence(text="津贴110元", cites=(2,)), citations=citations)
    )
    assert [figure.citation for figure in done.figures] == [2]


def test_a_figure_in_brackets_is_checked_like_any_other() -> None:
    assert unfounded("改造户数为[999]", "[870]") == ["999"]


def test_a_figure_in_brackets_is_listed_like_any_other() -> None:
    done = verify(answered(Sentence(text="改造户数为[870]", cites=(1,)), citations=(citation("[870]"),)))
    assert [figure.text for figure in done.figures] == ["870"]


@pytest.mark.parametrize("status", [status for status in Status if status.abstained])
def test_an_abstention_is_left_as_it_is(status: Status) -> None:
    before = draft(status=status, sentences=(Sentence(text="请拨打 12345"),))
    assert verify(before) == before


def test_a_partial_answer_is_checked_as_well() -> None:
    before = replace(
        answered(
            Sentence(text="补助360元", cites=(1,)), Sentence(text="津贴111元", cites=(1,)), citations=(citation(),)
        ),
        status=Status.PARTIAL,
    )
    done = verify(before)
    assert done.status is Status.PARTIAL
    assert [sentence.text for sentence in done.sentences] == ["补助360元"]


def test_the_trace_says_how_many_sentences_were_withheld() -> None:
    right, wrong = Sentence(text="补助360元", cites=(1,)), Sentence(text="补助361元", cites=(1,))
    assert verify(answered(right, right, citations=(citation(),))).detail == "0 sentences withheld"
    assert verify(answered(right, wrong, wrong, citations=(citation(),))).detail == "2 sentences withheld"
    assert verify(answered(wrong, wrong, citations=(citation(),))).detail == "all 2 sentences withheld"


def test_a_computed_note_founds_its_result_and_no_other_note_does() -> None:
    before = answered(Sentence(text="一共720元", cites=(1,)), citations=(citation(),))
    computed = Note(kind=NoteKind.COMPUTED, text="360元×2=720元")
    assert verify(replace(before, notes=(computed,))).status is Status.ANSWERED
    assert verify(replace(before, notes=(replace(computed, kind=NoteKind.COUNT),))).status is Status.NOT_FOUND


def test_what_a_figure_is_per_is_no_figure_to_be_found() -> None:
    assert unfounded("一年补助360元", "每年补助360元") == []
    assert unfounded("两年补助360元", "每年补助360元") == ["两年"]


def test_a_figure_that_two_citations_hold_is_listed_once() -> None:
    citations = (citation("每学期360元"), citation("补助360元", n=2, start=50))
    done = verify(answered(Sentence(text="补助360元", cites=(1, 2)), citations=citations))
    assert [figure.citation for figure in done.figures] == [1]


def test_figures_of_every_sentence_are_listed() -> None:
    sentences = (Sentence(text="补助360元", cites=(1,)), Sentence(text="津贴110元", cites=(1,)))
    done = verify(answered(*sentences, citations=(citation("补助360元,津贴110元"),)))
    assert [figure.text for figure in done.figures] == ["360元", "110元"]


def test_the_reply_names_the_first_region_asked_about() -> None:
    before = answered(Sentence(text="补助361元", cites=(1,)), citations=(citation(),))
    done = verify(replace(before, regions=(PINE_REGION, LAKE_REGION)))
    assert done.sentences[0].text == REPLIES[Status.NOT_FOUND].format(region="松岭市")


def test_counts_of_what_is_listed_and_recomputed_differences_need_no_quote() -> None:
    quote = "小学650元，初中850元"
    assert unfounded("分两档:小学650元,初中850元", quote) == []
    assert unfounded("初中比小学多200元", quote) == []
    assert unfounded("分四档:小学650元,初中850元", quote) == ["四档"]
    assert unfounded("初中比小学多300元", quote) == ["300元"]


@pytest.mark.parametrize(
    ("text", "quote", "figure"),
    [
        ("让学生掌握3项以上体育技能", "让学生掌握体育、艺术、劳动技能", "3项"),
        ("新建2所特殊教育学校", "加强特殊教育学校、专门学校建设", "2所"),
        ("建有中医医疗机构3个", "中医、彝医、西医医疗机构共同发展", "3个"),
    ],
)
def test_how_many_there_are_is_never_guessed_from_a_list_of_the_plan(text: str, quote: str, figure: str) -> None:
    assert unfounded(text, quote) == [figure]


def test_classes_that_the_plan_lists_may_be_counted() -> None:
    assert unfounded("补助分两档", "小学650元、初中850元") == []


@pytest.mark.parametrize(
    ("text", "quote"), [("医院有7家", "医院7个"), ("可分两三档", "可分2-3档"), ("千分之4.5", "4.5‰")]
)
def test_other_writings_that_the_gate_reads_stand_too(text: str, quote: str) -> None:
    assert unfounded(text, quote) == []

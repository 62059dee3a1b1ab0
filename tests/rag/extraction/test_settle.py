"""What comes of the best candidate: an answer, a figure that is left blank or corrected, a sum, an honest no."""

import pytest

from ingest.index.opened import Index
from ingest.quantities.figures import figures
from ingest.schema import RowKind
from rag.extraction.extract import Extract
from rag.extraction.settle import not_found, settles
from rag.extraction.sureness import sure
from rag.question.rewrite import rewrite
from rag.replies import ANYWHERE, FITS_AGE, MISSES_AGE, NO_AMOUNT
from rag.schema import Draft, Note, NoteKind, Status
from tests.builders.answers import EqualWords, draft, prose, record
from tests.builders.plans import LAKE_REGION
from tests.rag.extraction.searches import BUS, BUS_CELLS, asked, candidates, first, parsed, read


@pytest.mark.parametrize(
    "left",
    ["", "x", "XX", "××", "xx.x%", "20XX", "--", "—"],
)
def test_a_cell_left_blank_is_said_to_be_blank_and_the_row_is_cited(left: str) -> None:
    row = record(("指标", "每千人口托位数"), ("2020年", left), ("2025年", "4.6"), kind=RowKind.INDICATOR)
    done = read("每千人口托位数2020年多少", row)
    assert done.status is Status.BLANK
    assert all(words in done.sentences[0].text for words in ("青石县", "每千人口托位数", "2020年"))
    assert "4.6" not in done.sentences[0].text
    assert done.sentences[0].cites == (1,) and done.citations[0].row


def test_without_passages_nothing_is_found() -> None:
    done = read("校车补助多少")
    assert (done.status, done.citations) == (Status.NOT_FOUND, ())
    assert "青石县" in done.sentences[0].text


def test_a_far_passage_is_not_shown() -> None:
    done = read("火箭发射补贴多少", prose("全县新建托育园12所。"))
    assert (done.status, done.citations) == (Status.NOT_FOUND, ())


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """No candidate is sure enough to be given."""
    monkeypatch.setattr("rag.extraction.settle.sure", lambda: 1.01)


@pytest.mark.usefixtures("unsure")
def test_what_is_not_sure_is_not_found_and_kept_as_near() -> None:
    done = read("乡村校车补助多少", BUS)
    assert (done.status, done.citations, len(done.sentences)) == (Status.NOT_FOUND, (), 1)
    assert [one.citation.row for one in done.near] == [BUS.row.id if BUS.row else ""]


@pytest.mark.parametrize(
    "question",
    ["申请护照要多少钱", "今天天气怎么样", "离婚要什么手续", "汽车年检多少钱", "火车票几折", "1+1等于几"],
)
def test_what_the_plan_does_not_know_is_not_answered(index: Index, question: str) -> None:
    done = asked(index, question)
    assert done.status is Status.NOT_FOUND
    assert "青石县" in first(done)


# figures that are blank, not there, or left to somebody


@pytest.mark.parametrize("words", ["高龄津贴每月xx元", "高龄津贴提高到每人每月XX元", "高龄津贴每月××元"])
def test_prose_with_a_figure_left_open_is_said_to_be_blank(words: str) -> None:
    done = read("高龄津贴每月多少元", prose(f"{words}。"))
    assert done.status is Status.BLANK
    assert words in first(done) and done.sentences[0].cites == (1,)


def test_a_figure_beside_a_blank_one_answers() -> None:
    done = read("高龄津贴每月多少元", prose("高龄津贴每月110元，比上年提高xx%。"))
    assert (done.status, "110元" in first(done)) == (Status.ANSWERED, True)


def test_an_amount_that_somebody_decides_is_answered_with_who_decides() -> None:
    done = read("乡村校车补助多少钱", record(*BUS_CELLS[:3], ("服务标准", "由县级人民政府确定"), BUS_CELLS[4]))
    assert done.status is Status.ANSWERED
    assert [sentence.text for sentence in done.sentences] == ["乡村校车补助的服务标准：由县级人民政府确定", NO_AMOUNT]


def test_an_amount_that_the_plan_does_not_tell_is_not_found() -> None:
    done = read("乡村校车补助多少钱", prose("落实乡村校车补助。"))
    assert done.status is Status.NOT_FOUND
    assert "乡村校车" not in first(done)


# what the question claims, and sums


@pytest.mark.parametrize("question", ["听说高龄津贴是每月80元", "高龄津贴每月80元,对吗", "高龄津贴是不是每月80元"])
def test_a_wrong_figure_of_the_question_is_corrected(question: str) -> None:
    done = read(question, prose("高龄津贴每月110元。"))
    assert first(done) == "高龄津贴每月110元"
    assert [note.kind for note in done.notes] == [NoteKind.CORRECTED]
    assert "80元" in done.notes[0].text and "110元" in done.notes[0].text


def test_a_right_figure_of_the_question_is_confirmed_by_the_plan() -> None:
    done = read("听说高龄津贴是每月110元", prose("高龄津贴每月110元。"))
    assert (first(done), done.notes) == ("高龄津贴每月110元", ())


BEDS = record(("指标", "床位数"), ("单位", "张"), ("2020年", "860"), ("2025年", "1200"), kind=RowKind.INDICATOR)


def test_a_difference_that_is_asked_for_is_computed_in_a_note() -> None:
    done = read("床位数增加了多少张", BEDS)
    assert [(note.kind, "1200张 − 860张 = 340张" in note.text) for note in done.notes] == [(NoteKind.COMPUTED, True)]


def test_where_both_are_asked_for_an_indicator_tells_baseline_and_target() -> None:
    assert first(read("床位数从多少增加到多少", BEDS)) == "床位数2020年为860张，2025年为1200张"


AIMED_AT = ["提高", "增加到", "增长至", "上升到", "下降到", "降低到", "达到", "降至"]


def settled_as(question: str, words: str) -> Status:
    """What comes of these words as the best candidate."""
    (one,) = [one for one in candidates(question, prose(f"{words}。")) if one.text == words]
    return settles(one, parsed(question))


@pytest.mark.parametrize("aimed", AIMED_AT)
def test_a_blank_that_was_aimed_at_is_the_figure_that_is_asked_for(aimed: str) -> None:
    assert settled_as("灯塔补贴多少元", f"灯塔补贴标准110元，力争{aimed}xx元") is Status.BLANK


@pytest.mark.parametrize(
    "words",
    [
        "灯塔补贴标准110元，码头xx元",
        "灯塔补贴标准110元，提高了，码头则为xx元",
        "灯塔补贴标准110元，提高码头同期所付的标准至于xx元",
        "船xx元、灯塔补贴110元",
        "船xx元：灯塔补贴110元",
    ],
)
def test_a_blank_of_something_else_leaves_the_figure_as_the_answer(words: str) -> None:
    assert settled_as("灯塔补贴多少元", words) is Status.ANSWERED


def test_the_clause_that_holds_more_of_the_question_decides() -> None:
    assert settled_as("灯塔补贴每月多少元", "码头每月110元，灯塔补贴xx元") is Status.BLANK
    assert settled_as("灯塔补贴每月多少元", "灯塔补贴每月110元，码头xx元") is Status.ANSWERED


def test_a_blank_does_not_matter_where_no_figure_is_asked_for() -> None:
    assert settled_as("灯塔由谁负责", "灯塔由县交通局负责，补贴xx元") is Status.ANSWERED


@pytest.mark.parametrize(
    "words",
    [
        f"由{who}{does}"
        for who, does in (("县政府", "确定"), ("主管部门", "制定"), ("交通局", "规定"), ("发改委", "明确"))
    ]
    + ["由监管机构核定", "由县政府另行公布", "由各地根据实际、由县政府公布"]
    + [f"县政府另行{does}" for does in ("确定", "制定", "明确", "公布")]
    + ["有关部门另行确定"],
)
def test_who_decides_an_amount_stands_for_it(words: str) -> None:
    assert settled_as("灯塔补贴多少钱", f"灯塔补贴标准{words}") is Status.ANSWERED


@pytest.mark.parametrize(
    "words", ["由老人确定", "按上级标准", "由县政府，后续再确定", "县政府和老人多次商量好以后才确定"]
)
def test_that_something_is_decided_by_nobody_is_no_amount(words: str) -> None:
    assert settled_as("灯塔补贴多少钱", f"灯塔补贴{words}") is Status.NOT_FOUND


def test_only_money_must_be_told_in_figures_or_be_decided() -> None:
    assert settled_as("灯塔有几座", "灯塔按标准修") is Status.ANSWERED
    assert settled_as("谁付灯塔补贴的钱", "灯塔补贴由财政付钱") is Status.ANSWERED


@pytest.mark.parametrize("left", ["(xx)", "[xx]", "（×）", "xx元", "xx万元", "xx人", "xx个", "xx‰", "xx年", "__", "/"])
def test_a_cell_may_be_left_blank_in_many_ways(left: str) -> None:
    done = read("灯塔补贴多少钱", record(("服务项目", "灯塔补贴"), ("服务对象", "船长"), ("服务标准", left)))
    assert done.status is Status.BLANK and "服务标准" in first(done)


@pytest.mark.parametrize("full", ["另定", "见附件x", "110", "(一)"])
def test_a_cell_with_words_or_figures_is_not_blank(full: str) -> None:
    done = read("灯塔补贴多少钱", record(("服务项目", "灯塔补贴"), ("服务对象", "船长"), ("服务标准", full)))
    assert done.status is not Status.BLANK


def sure_of(monkeypatch: pytest.MonkeyPatch, share: float) -> Draft:
    """What comes of a question whose best candidate is as sure as this share of the threshold."""
    monkeypatch.setattr("rag.extraction.settle.sureness", lambda found: share * sure())
    return read("乡村校车补助多少", BUS)


def test_it_depends_on_how_sure_the_best_is_whether_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sure_of(monkeypatch, 1.0).status is Status.ANSWERED
    assert sure_of(monkeypatch, 0.99).status is Status.NOT_FOUND


def test_what_is_not_found_is_said_of_the_region_or_of_all_plans() -> None:
    assert "青石县" in first(not_found(draft(regions=(LAKE_REGION,))))
    assert ANYWHERE in first(not_found(draft()))


def test_a_row_without_the_amount_is_known_not_to_tell_it() -> None:
    done = read("乡村校车补助多少钱", record(*BUS_CELLS[:3], ("服务标准", "按上级标准执行"), BUS_CELLS[4]))
    assert done.status is Status.NOT_FOUND
    assert "“乡村校车补助”" in first(done) and "没有写明" in first(done)
    assert done.sentences[0].cites == (1,) and done.citations[0].row


def test_of_prose_without_the_amount_it_is_not_known() -> None:
    done = read("乡村校车补助多少钱", prose("落实乡村校车补助。"))
    assert "没有写明" not in first(done) and done.near


def test_of_two_cells_of_one_row_the_row_is_cited_once() -> None:
    done = read("床位数从多少增加到多少", BEDS)
    assert len(done.citations) == 1


def test_two_stretches_side_by_side_are_both_cited() -> None:
    hits = (prose("小学补助每年1000元。", key="d1"), prose("初中补助每年1250元。", key="d2"))
    done = read("小学和初中补助每年各多少元", *hits)
    assert first(done) == "小学补助每年1000元；初中补助每年1250元"
    assert [(one.n, one.document, one.quote) for one in done.citations] == [
        (1, "d1", "小学补助每年1000元。"),
        (2, "d2", "初中补助每年1250元。"),
    ]
    assert done.sentences[0].cites == (1, 2)


def test_a_claim_is_corrected_only_by_a_figure_of_its_kind() -> None:
    done = read("听说高龄津贴是每月80元", prose("高龄津贴由县政府确定。"))
    assert done.notes == ()


def test_a_note_is_added_to_those_that_are_there() -> None:
    kept = Note(kind=NoteKind.EXPIRED, text="已过期")
    before = rewrite(draft("床位数增加了多少张", regions=(LAKE_REGION,), hits=(BEDS,), notes=(kept,)))
    done = Extract(EqualWords())(before)
    assert [note.kind for note in done.notes] == [NoteKind.EXPIRED, NoteKind.COMPUTED]


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("我62岁，高龄津贴能领吗", "按您说的年龄，不符合这里写的：为80周岁以上老年人发放高龄津贴"),
        ("我爷83岁，高龄津贴能领吗", "按您说的年龄，符合这里写的：为80周岁以上老年人发放高龄津贴"),
        ("我62岁，我娘83岁，高龄津贴能领吗", "为80周岁以上老年人发放高龄津贴"),
        ("我爷83岁，高龄津贴发给哪些人", "为80周岁以上老年人发放高龄津贴"),
    ],
)
def test_whether_something_is_for_ones_age_is_said(
    question: str, opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.extraction.settle.sure", lambda: 0.0)
    assert first(read(question, prose("为80周岁以上老年人发放高龄津贴。"))) == opening


@pytest.mark.parametrize("words", [FITS_AGE, MISSES_AGE])
def test_what_is_said_of_an_age_holds_no_figure_itself(words: str) -> None:
    assert figures(words) == ()

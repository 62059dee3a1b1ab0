"""What comes of the best candidate: an answer, a figure that is left blank or corrected, a sum, an honest no."""

import pytest

from ingest.index.opened import Index
from ingest.schema import RowKind
from rag.replies import NO_AMOUNT
from rag.schema import NoteKind, Status
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import BUS, BUS_CELLS, asked, first, read


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
    """No candidate is sure enough to be given; the best are near."""
    monkeypatch.setattr("rag.extraction.settle.threshold", lambda: 1.01)


@pytest.mark.usefixtures("unsure")
def test_a_near_passage_is_named_without_being_an_answer() -> None:
    done = read("乡村校车照管员有多少人", prose("乡村校车有照管员8人。", section=("第一章", "交通")))
    assert done.status is Status.NOT_FOUND
    assert "“交通”" in done.sentences[1].text and done.sentences[1].cites == (1,)
    assert "8人" not in done.sentences[1].text and done.citations[0].quote.startswith("乡村校车有照管员8人")


@pytest.mark.usefixtures("unsure")
def test_a_near_row_is_named_by_its_name() -> None:
    done = read("乡村校车补助多少", BUS)
    assert done.status is Status.NOT_FOUND
    assert "“乡村校车补助”" in done.sentences[1].text and done.citations[0].row
    assert "360" not in done.sentences[1].text


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

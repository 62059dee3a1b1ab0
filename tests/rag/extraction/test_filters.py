"""What can answer a question at all."""

import pytest

from ingest.schema import RowKind
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import BUS, candidates


def test_only_what_speaks_of_paying_tells_who_pays() -> None:
    assert [one.text for one in candidates("乡村校车补助谁出钱", BUS)] == ["乡村校车补助的支出责任：县级财政负责"]


@pytest.mark.parametrize("question", ["灯塔的电话是多少", "办灯塔要带什么材料", "灯塔几点开门", "灯塔在哪条路"])
def test_what_plans_rarely_tell_is_answered_only_by_what_speaks_of_it(question: str) -> None:
    assert candidates(question, prose("灯塔有8座。")) == ()


def test_only_what_names_a_body_tells_who_leads() -> None:
    found = candidates("灯塔归谁管", prose("灯塔由县交通局管理。灯塔要管理好。"))
    assert [one.text for one in found] == ["灯塔由县交通局管理"]


def test_who_leads_is_told_by_the_duty_above_and_not_by_a_sentence_without_a_body() -> None:
    duty = record(("事项", "老有所养"), ("牵头单位", "县民政局"), kind=RowKind.DUTY, section=("一、老有所养",))
    below = prose("互助食堂要办好，建成一批示范点。", section=("一、老有所养", "1.互助食堂"), key="d1")
    (found,) = candidates("互助食堂归哪个局管", below, duty)
    assert found.text == "老有所养的牵头单位：县民政局"
    assert found.features["sentence_overlap"] == pytest.approx(1)  # it governs what stands below its heading


@pytest.mark.parametrize("words", ["由县里确定", "免费", "每月xx元", "每月110元"])
def test_an_amount_is_told_by_a_figure_its_blank_or_words_for_one(words: str) -> None:
    row = record(("服务项目", "灯塔补贴"), ("服务对象", "船长"), ("服务标准", words))
    assert [one.text for one in candidates("灯塔补贴多少钱", row)] == [f"灯塔补贴的服务标准：{words}"]


def test_what_only_repeats_the_question_answers_nothing() -> None:
    assert candidates("灯塔要修好", prose("灯塔要修好。")) == ()


def test_a_row_for_other_schools_is_not_meant() -> None:
    row = record(("服务项目", "高中住宿补助"), ("服务标准", "每月200元"))
    assert candidates("幼儿园住宿补助多少元", row) == ()


def test_where_no_hit_holds_a_word_of_the_question_nothing_can_answer() -> None:
    assert candidates("1+1等于几", prose("灯塔有2座。")) == ()

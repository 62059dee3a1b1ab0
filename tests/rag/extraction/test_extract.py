"""Answers without a model: the row's cell or the sentence that answers best, in the plan's own words."""

import pytest

from ingest.answer_spans import LONGEST_QUOTE
from ingest.index.opened import Index
from ingest.schema import RowKind
from rag.schema import Hit, Status
from tests.builders.answers import prose, record
from tests.builders.plans import HERON_REGION, LAKE_REGION, PINE_REGION
from tests.rag.extraction.searches import BUS, BUS_CELLS, asked, first, read


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("乡村校车补助标准是多少", "乡村校车补助的服务标准：每生每学期360元;山区学生每生每学期420元"),
        ("乡村校车补助谁出钱", "乡村校车补助的支出责任：县级财政负责"),
        ("乡村校车补助给哪些学生", "乡村校车补助的服务对象：乡村走读学生"),
        ("寄宿生早餐补助提供什么服务", "寄宿生早餐补助的服务内容：为寄宿小学生提供早餐"),
        ("寄宿生早餐补助标准每天多少", "寄宿生早餐补助的服务标准：每生每天3.5元"),
        ("护理型床位占比2025年目标是多少", "养老机构护理型床位占比2025年目标为60%"),
        ("护理型床位占比2020年是多少", "养老机构护理型床位占比2020年为41.5%"),
        ("每千人口托位数2025年目标是多少", "每千人口托位数2025年目标为4.6个"),
    ],
)
def test_the_cell_that_is_asked_for_answers_in_the_plans_words(index: Index, question: str, words: str) -> None:
    done = asked(index, question)
    assert done.status is Status.ANSWERED
    assert [sentence.text for sentence in done.sentences] == [words]


@pytest.mark.parametrize(
    ("question", "words", "region"),
    [
        ("新建托育园多少所", "到2025年,全县新建托育园12所", LAKE_REGION),
        ("高龄津贴每月多少元", "年满82周岁的老人每月领取高龄津贴110元", LAKE_REGION),
        ("高龄津贴每月多少元", "80周岁以上老人每人每月领取高龄津贴80元", PINE_REGION),
    ],
)
def test_the_best_sentence_of_the_region_answers(index: Index, question: str, words: str, region: str) -> None:
    done = asked(index, question, region)
    assert [sentence.text for sentence in done.sentences] == [words]
    assert done.citations[0].quote.rstrip("。") == words


def test_a_cell_that_repeats_the_rows_name_is_not_the_amount() -> None:
    row = record(*BUS_CELLS[:2], ("服务内容", "发放乡村校车补助"), *BUS_CELLS[3:])
    assert "360元" in read("乡村校车补助多少", row).sentences[0].text


def test_an_amount_is_not_answered_with_a_cell_that_holds_none() -> None:
    row = record(("服务项目", "护理补贴"), ("服务对象", "失能老人"), ("服务标准", "每月110元"))
    assert "110元" in read("失能老人护理补贴多少", row).sentences[0].text


def test_an_indicators_column_is_found_by_its_header() -> None:
    row = record(("指标", "床位占比"), ("2025年", "60"), ("属性", "约束性"), kind=RowKind.INDICATOR)
    assert read("床位占比的属性是什么", row).sentences[0].text == "床位占比属性为约束性"


def test_of_an_indicator_without_a_year_asked_the_target_answers() -> None:
    cells = (("指标", "床位占比"), ("2020年", "41.5"), ("2025年目标", "60"), ("属性", "约束性"))
    done = read("床位占比多少", record(*cells, kind=RowKind.INDICATOR))
    assert done.sentences[0].text == "床位占比2025年目标为60"


UNIT_IN_NAME = (("指标", "床位占比(%)"), ("2020年", "41.5"), ("2025年", "60"))


def test_a_unit_in_the_name_goes_with_the_figure() -> None:
    done = read("床位占比2025年多少", record(*UNIT_IN_NAME, kind=RowKind.INDICATOR))
    assert done.sentences[0].text == "床位占比2025年为60%"


def test_the_cell_with_the_name_and_its_unit_is_no_value() -> None:
    done = read("床位占比这个指标是多少", record(*UNIT_IN_NAME, kind=RowKind.INDICATOR))
    assert done.sentences[0].text == "床位占比2025年为60%"


TERM = record(("名词", "互助养老服务"), ("释义", "由村组织老人互相照看的养老方式。"), kind=RowKind.TERM, key="d2")
DUTY = record(("事项", "互助养老服务"), ("牵头单位", "县民政局"), ("配合单位", "县财政局"), kind=RowKind.DUTY, key="d3")
CARE = record(("服务项目", "互助养老"), ("服务对象", "高龄老人"), ("服务标准", "每点每年2万元"), ("支出责任", "县级"))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("互助养老服务是什么意思", "互助养老服务：由村组织老人互相照看的养老方式"),
        ("什么是互助养老服务", "互助养老服务：由村组织老人互相照看的养老方式"),
        ("互助养老服务由哪个部门牵头", "互助养老服务的牵头单位：县民政局"),
        ("互助养老服务归谁管", "互助养老服务的牵头单位：县民政局"),
        ("互助养老服务的标准是多少", "互助养老的服务标准：每点每年2万元"),
        ("互助养老服务给哪些人", "互助养老的服务对象：高龄老人"),
    ],
)
def test_terms_and_duties_answer_when_they_are_asked_for(question: str, words: str) -> None:
    assert read(question, TERM, DUTY, CARE).sentences[0].text == words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("互助养老服务是什么意思", "互助养老服务：由村组织身体好的老人照看高龄老人的养老方式"),
        ("互助养老服务哪个部门牵头", "互助养老服务的牵头单位：县民政局"),
        ("互助养老服务点每年补助多少", "每个互助养老服务点每年补助2万元"),
    ],
)
def test_of_a_plan_the_term_the_duty_or_the_amount_answers(heron: Index, question: str, words: str) -> None:
    assert [sentence.text for sentence in asked(heron, question, HERON_REGION).sentences] == [words]


@pytest.mark.parametrize("hit", [TERM, DUTY], ids=["term", "duty"])
def test_without_an_amount_in_the_plan_no_term_or_duty_is_given_for_one(hit: Hit) -> None:
    assert read("互助养老服务补助多少", hit).status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "name", "words"),
    [
        ("低保每月多少钱", "最低生活保障", "最低生活保障的服务标准：每人每月530元"),
        ("低保户能拿多少", "最低生活保障", "最低生活保障的服务标准：每人每月530元"),
        ("低保谁出钱", "最低生活保障", "最低生活保障的支出责任：县级财政负责"),
        ("五保户能拿多少", "特困人员救助供养", "特困人员救助供养的服务标准：每人每月690元"),
    ],
)
def test_a_residents_word_finds_the_official_row(heron: Index, question: str, name: str, words: str) -> None:
    done = asked(heron, question, HERON_REGION)
    assert done.status is Status.ANSWERED
    assert [sentence.text for sentence in done.sentences] == [words]
    assert done.citations[0].cells[0].quote == name


def test_a_residents_word_finds_the_official_name_in_prose() -> None:
    done = read("低保多少", prose("最低生活保障提高到每人每月530元。"))
    assert first(done) == "最低生活保障提高到每人每月530元"


def test_an_answer_rests_on_the_row_that_it_came_from(index: Index) -> None:
    done = asked(index, "寄宿生早餐补助标准是多少")
    assert done.sentences[0].cites == (1,) and done.citations[0].row
    assert done.citations[0].cells[0].quote == "寄宿生早餐补助"


def test_a_cell_with_a_unit_of_its_own_gets_no_second_one() -> None:
    row = record(("指标", "床位占比"), ("单位", "%"), ("2025年", "60%"), kind=RowKind.INDICATOR)
    assert read("床位占比2025年多少", row).sentences[0].text == "床位占比2025年为60%"


def test_a_cell_of_words_gets_no_unit() -> None:
    row = record(("指标", "保障房"), ("单位", "套"), ("2025年", "完成省下达任务"), kind=RowKind.INDICATOR)
    assert read("保障房2025年", row).sentences[0].text == "保障房2025年为完成省下达任务"


def test_of_a_long_cell_the_sentence_asked_about_answers() -> None:
    parts = (
        "在校小学生每生每学期补助乘车费360元",
        "在校幼儿每生每学期补助接送费280元",
        "其余各类人员由乡镇政府按照当年财力情况统筹安排解决",
    )
    cell = ";".join(parts) + "。"
    done = read("乡村校车补助标准幼儿多少", record(*BUS_CELLS[:3], ("服务标准", cell)))
    assert done.sentences[0].text == f"乡村校车补助的服务标准：{parts[1]}"


def test_a_sentence_too_long_to_quote_does_not_answer() -> None:
    endless = "校车配照管员" + "及其他" * LONGEST_QUOTE + "。"
    done = read("说说校车照管员", prose(endless + "校车有照管员。"))
    assert done.sentences[0].text == "校车有照管员"


def test_of_two_sentences_the_one_with_a_figure_answers_an_amount() -> None:
    done = read("校车补助多少", prose("落实校车补助。校车补助360元。"))
    assert done.sentences[0].text == "校车补助360元"


def test_a_rows_own_name_outweighs_a_mention_elsewhere() -> None:
    other = record(("服务项目", "早餐"), ("服务对象", "乡村校车补助的学生"), ("服务标准", "每天3.5元"), key="d9")
    done = read("乡村校车补助标准", other, BUS)
    assert done.sentences[0].text.startswith("乡村校车补助的服务标准")

"""Answers without a model: the row's cell or the sentence that answers best, in the plan's own words."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from ingest.answer_spans import LONGEST_QUOTE
from ingest.index.opened import Index
from ingest.quantities.figures import missing
from ingest.schema import RowKind
from ingest.text.fold import fold
from rag.cite import texts_of
from rag.extraction.extract import SIDE_BY_SIDE, Extract
from rag.extraction.ranker import chances, confidence, rank
from rag.question.question_parser import QuestionParser
from rag.question.rewrite import rewrite
from rag.replies import NO_AMOUNT
from rag.retrieval.retrieve import Retrieve
from rag.schema import Draft, Hit, NoteKind, Question, Status, Turn
from tests.builders.answers import DAY, EqualWords, draft, prose, record
from tests.builders.plans import HERON_REGION, LAKE_REGION, PINE_REGION
from tests.builders.properties import PROPERTY, QUESTIONS

BUS = (
    ("服务项目", "乡村校车补助"),
    ("服务对象", "乡村走读学生"),
    ("服务内容", "提供校车"),
    ("服务标准", "每生每学期360元"),
    ("支出责任", "县级财政负责"),
)


def asked(index: Index, text: str, region: str = LAKE_REGION) -> Draft:
    return Extract(index)(Retrieve(index)(rewrite(draft(text, regions=(region,)))))


def read(text: str, *hits: Hit) -> Draft:
    return Extract(EqualWords())(rewrite(draft(text, regions=(LAKE_REGION,), hits=hits)))


def first(done: Draft) -> str:
    return done.sentences[0].text


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
    row = record(*BUS[:2], ("服务内容", "发放乡村校车补助"), *BUS[3:])
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


def test_of_a_long_cell_the_sentence_asked_about_answers() -> None:
    parts = (
        "在校小学生每生每学期补助乘车费360元",
        "在校幼儿每生每学期补助接送费280元",
        "其余各类人员由乡镇政府按照当年财力情况统筹安排解决",
    )
    cell = ";".join(parts) + "。"
    done = read("乡村校车补助标准幼儿多少", record(*BUS[:3], ("服务标准", cell)))
    assert done.sentences[0].text == f"乡村校车补助的服务标准：{parts[1]}"


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
    done = read("乡村校车补助多少", record(*BUS))
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


def test_a_sentence_too_long_to_quote_does_not_answer() -> None:
    endless = "校车配照管员" + "及其他" * LONGEST_QUOTE + "。"
    done = read("说说校车照管员", prose(endless + "校车有照管员。"))
    assert done.sentences[0].text == "校车有照管员"


def test_of_two_sentences_the_one_with_a_figure_answers_an_amount() -> None:
    done = read("校车补助多少", prose("落实校车补助。校车补助360元。"))
    assert done.sentences[0].text == "校车补助360元"


def test_a_rows_own_name_outweighs_a_mention_elsewhere() -> None:
    other = record(("服务项目", "早餐"), ("服务对象", "乡村校车补助的学生"), ("服务标准", "每天3.5元"), key="d9")
    done = read("乡村校车补助标准", other, record(*BUS))
    assert done.sentences[0].text.startswith("乡村校车补助的服务标准")


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
    done = read("乡村校车补助多少钱", record(*BUS[:3], ("服务标准", "由县级人民政府确定"), BUS[4]))
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


# questions that follow up


def follow_up(text: str, *hits: Hit) -> Draft:
    turns = (Turn(role="user", content="小学寄宿生补助多少元"), Turn(role="assistant", content="小学每年1000元[1]。"))
    question = Question(text=text, as_of=DAY, history=turns)
    return Extract(EqualWords())(rewrite(Draft(question=question, text=text, regions=(LAKE_REGION,), hits=hits)))


def test_a_follow_up_asks_for_what_the_last_question_asked_for() -> None:
    hit = prose("初中寄宿生补助每年1250元。初中寄宿生由班主任照管。")
    assert first(follow_up("那初中呢", hit)) == "初中寄宿生补助每年1250元"


def test_of_a_follow_up_its_own_words_weigh_more() -> None:
    hit = prose("小学寄宿生补助每年1000元。初中寄宿生补助每年1250元。")
    assert first(follow_up("那初中呢", hit)) == "初中寄宿生补助每年1250元"


def test_a_follow_up_may_ask_for_something_else() -> None:
    row = record(("服务项目", "小学寄宿生补助"), ("服务标准", "每年1000元"), ("支出责任", "县级财政负责"))
    assert first(follow_up("那谁出钱", row)) == "小学寄宿生补助的支出责任：县级财政负责"


# several regions


def of(region: str, hit: Hit) -> Hit:
    passage = replace(hit.passage, id=f"{region}.{hit.passage.id}")
    return replace(hit, passage=passage, document=replace(hit.document, id=region, region=f"江南省/{region}"))


def compared(*hits: Hit, named: bool, also: tuple[str, ...] = ()) -> Draft:
    regions = (*dict.fromkeys(hit.document.region for hit in hits), *also)
    return Extract(EqualWords())(rewrite(draft("高龄津贴多少元", regions=regions, region_named=named, hits=hits)))


ALLOWANCES = tuple(of(f"{name}县", prose(f"高龄津贴每月{n}元。")) for n, name in enumerate("甲乙丙丁", start=100))
SILENT = of("戊县", prose("灯塔要修好。"))


@pytest.mark.parametrize("named", [True, False])
def test_answers_of_few_regions_are_given_side_by_side(named: bool) -> None:
    done = compared(*ALLOWANCES[:2], named=named)
    assert done.status is Status.ANSWERED
    assert first(done) == "甲县：高龄津贴每月100元；乙县：高龄津贴每月101元"
    assert done.sentences[0].cites == (1, 2)
    assert [citation.region for citation in done.citations] == ["甲县", "乙县"]


def test_of_many_regions_one_must_be_chosen() -> None:
    assert len(ALLOWANCES) > SIDE_BY_SIDE
    done = compared(*ALLOWANCES, named=False)
    assert done.status is Status.WHICH_REGION
    assert all(hit.document.region_name in first(done) for hit in ALLOWANCES) and "100" not in first(done)


def test_a_region_that_says_nothing_need_not_be_chosen() -> None:
    assert "戊县" not in first(compared(*ALLOWANCES, SILENT, named=False))


def test_where_none_is_named_the_only_region_that_answers_is_said() -> None:
    done = compared(ALLOWANCES[0], SILENT, named=False)
    assert (first(done), done.regions) == ("高龄津贴每月100元", ("江南省/甲县",))
    assert [note.kind for note in done.notes] == [NoteKind.REGION_INFERRED] and "甲县" in done.notes[0].text


def test_a_named_region_that_says_nothing_is_told_beside_the_one_that_answers() -> None:
    done = compared(ALLOWANCES[0], SILENT, named=True)
    assert done.status is Status.PARTIAL
    assert first(done) == "甲县：高龄津贴每月100元" and "戊县" in done.sentences[1].text


@pytest.mark.parametrize("named", [True, False])
def test_where_no_region_answers_nothing_is_found(named: bool) -> None:
    done = compared(SILENT, of("己县", SILENT), named=named)
    assert (done.status, done.citations) == (Status.NOT_FOUND, ())


# chances


def test_without_candidates_there_is_no_chance(index: Index) -> None:
    found = [chance for chance, _ in rank([], QuestionParser(index)(draft("校车")))]
    assert found == [] and confidence(found) == 0


@pytest.mark.parametrize("scores", [[0.0], [1.0, -2.0], [50.0, 49.0], [-50.0]])
def test_chances_of_candidates_and_of_no_answer_make_up_one(scores: list[float]) -> None:
    found = chances(np.array(scores, dtype=np.float32))
    none = 1 / (1 + sum(np.exp(score) for score in scores))
    assert found.sum() + none == pytest.approx(1)


def test_the_likeliest_comes_first(index: Index) -> None:
    before = Retrieve(index)(draft("乡村校车补助多少元", regions=(LAKE_REGION,)))
    parsed = QuestionParser(index)(before)
    found = [chance for chance, _ in rank(Extract(index).candidates(before.hits, parsed), parsed)]
    assert found == sorted(found, reverse=True)
    assert all(chance > 0 for chance in found) and sum(found) < 1


@pytest.mark.parametrize("several", [[0.4], [0.4, 0.3], [0.2] * 4])
def test_one_is_surer_of_a_fact_that_is_found_twice(several: list[float]) -> None:
    assert max(several) <= confidence(several) <= sum(several)


# any question


@PROPERTY
@given(QUESTIONS)
def test_any_question_is_settled_and_every_figure_stands_in_what_it_cites(index: Index, text: str) -> None:
    before = rewrite(draft(fold(text), regions=(LAKE_REGION,)))
    done = Extract(index)(Retrieve(index)(before))
    assert done.status is not None and done.sentences
    cited = {citation.n: texts_of(citation) for citation in done.citations}
    for sentence in done.sentences:
        assert set(sentence.cites) <= cited.keys()
        if done.status is Status.ANSWERED and sentence.cites:
            assert missing(sentence.text, [words for n in sentence.cites for words in cited[n]]) == ()


@PROPERTY
@given(QUESTIONS)
def test_every_quote_is_cut_from_its_document(index: Index, text: str) -> None:
    done = Extract(index)(Retrieve(index)(rewrite(draft(fold(text), regions=(LAKE_REGION, PINE_REGION)))))
    for citation in done.citations:
        assert index.documents[citation.document].text[citation.start : citation.end] == citation.quote

"""Ways to answer: which cells and stretches of prose may, what they are cut to, and what speaks for each."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.answer_spans import LONGEST_QUOTE
from ingest.schema import RowKind
from ingest.text.fold import fold
from rag.extraction.candidates import Candidate
from rag.extraction.extract import Extract
from rag.extraction.features import FEATURES
from rag.extraction.ranker import shipped
from rag.question.parsed_question import ParsedQuestion
from rag.question.rewrite import rewrite
from rag.schema import Hit
from tests.builders.answers import EqualWords, draft, prose, record
from tests.builders.properties import PROPERTY, QUESTIONS

BUS = record(
    ("服务项目", "乡村校车补助"),
    ("服务对象", "乡村走读学生"),
    ("服务内容", "提供校车"),
    ("服务标准", "每生每学期360元"),
    ("支出责任", "县级财政负责"),
)
BEDS = record(
    ("指标", "床位占比"),
    ("单位", "%"),
    ("2020年", "41.5"),
    ("2025年目标", "60"),
    ("属性", "约束性"),
    kind=RowKind.INDICATOR,
)


def parsed(text: str) -> ParsedQuestion:
    return Extract(EqualWords()).parsed(rewrite(draft(fold(text))))


def ways(question: str, *hits: Hit) -> list[Candidate]:
    return Extract(EqualWords()).candidates(hits, parsed(question))


def only(found: Sequence[Candidate], words: str) -> Candidate:
    (one,) = [way for way in found if words in way.text]
    return one


# a question and a text


def test_a_text_that_holds_all_of_a_question_has_its_whole_share() -> None:
    one = parsed("灯塔船长补助多少")
    assert one.share(one.degrees("补助灯塔的船长")) == pytest.approx(1)


def test_a_text_that_holds_more_of_a_question_has_a_greater_share() -> None:
    one = parsed("灯塔船长补助多少")
    shares = [float(one.share(one.degrees(text))) for text in ("食堂", "灯塔食堂", "灯塔船长食堂")]
    assert shares[0] == 0 and shares == sorted(set(shares))


def test_a_text_is_compared_folded() -> None:
    one = parsed("灯塔多少")
    assert one.share(one.degrees("燈塔")) == pytest.approx(1)


def test_a_question_without_words_shares_nothing_with_any_text() -> None:
    one = parsed("多少")
    assert one.share(one.degrees("灯塔")) == 0


def test_the_gap_is_what_the_heaviest_missing_word_weighs() -> None:
    one = parsed("灯塔船长补助多少")
    gaps = [one.gap(one.degrees(text)) for text in ("灯塔船长补助", "灯塔补助", "")]
    assert gaps[0] == pytest.approx(0) and 0 < gaps[1] <= gaps[2] <= 1


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("校车补助多少钱", "360元", ["360元"]),
        ("校车补助多少钱", "12所学校每生360元", ["360元"]),
        ("校车有多少", "12所学校每生360元", ["12所", "360元"]),
        ("校车补助多少", "12所学校每生360元", ["360元"]),
        ("80岁以上高龄津贴多少", "80岁以上每月110元", ["110元"]),
        ("床位多少", "2025年床位1200张", ["1200张"]),
        ("什么时候建成", "到2025年建成12所", ["2025年"]),
        ("校车补助多少钱", "由县里定", []),
    ],
)
def test_figures_that_can_answer_are_new_and_of_the_measure(question: str, text: str, found: list[str]) -> None:
    assert [figure.text for figure in parsed(question).answers(text)] == found


def test_a_figure_far_below_the_scale_that_is_asked_for_answers_nothing() -> None:
    assert [one.text for one in parsed("养老床位达到多少万张").answers("新增500张，共0.9万张、12000张")] == [
        "0.9万张",
        "12000张",
    ]
    assert [one.text for one in parsed("总投资多少亿元").answers("投资5000万元，其中200万元")] == ["5000万元"]


# cells of a row


def test_each_cell_but_the_name_may_answer_in_a_sentence_with_its_row_and_column() -> None:
    assert [way.text for way in ways("乡村校车补助", BUS)] == [
        "乡村校车补助的服务对象：乡村走读学生",
        "乡村校车补助的服务内容：提供校车",
        "乡村校车补助的服务标准：每生每学期360元",
        "乡村校车补助的支出责任：县级财政负责",
    ]


def test_the_column_that_is_asked_for_speaks_for_its_cell() -> None:
    found = ways("乡村校车补助给哪些人", BUS)
    right, wrong = only(found, "乡村走读学生").features, only(found, "县级财政负责").features
    assert (
        right["named_column_match"] > wrong["named_column_match"]
        and wrong["named_column_mismatch"] > right["named_column_mismatch"]
    )


def test_only_what_speaks_of_paying_tells_who_pays() -> None:
    assert [way.text for way in ways("乡村校车补助谁出钱", BUS)] == ["乡村校车补助的支出责任：县级财政负责"]


def test_the_figure_of_the_measure_speaks_for_its_cell() -> None:
    found = ways("乡村校车补助多少钱", BUS)
    assert [(way.text, way.features["has_measure"]) for way in found] == [
        ("乡村校车补助的服务标准：每生每学期360元", 1)
    ]


def test_only_a_figure_that_is_given_speaks_for_a_reading() -> None:
    row = record(("服务项目", "校车"), ("服务标准", "校车补助360元。照管员8人。"))
    found = {way.text: way.features["has_measure"] for way in ways("校车补助给多少人", row)}
    assert found["校车的服务标准：校车补助360元"] == 0 and found["校车的服务标准：照管员8人"] == 1


def test_of_a_long_cell_the_sentence_that_is_asked_about_is_nearest() -> None:
    row = record(("服务项目", "校车"), ("服务标准", "小学生每学期补360元。初中生每学期补420元。其余由乡镇定。"))
    best = max(ways("初中生坐校车补多少元", row), key=lambda way: (way.features["clause_overlap"], -len(way.text)))
    assert best.text == "校车的服务标准：初中生每学期补420元"


def test_a_term_answers_with_its_meaning() -> None:
    row = record(("名词", "互助养老"), ("释义", "由村组织老人互相照看的养老方式。"), kind=RowKind.TERM)
    assert [way.text for way in ways("互助养老是什么意思", row)] == ["互助养老：由村组织老人互相照看的养老方式"]


def test_a_duty_also_holds_the_words_of_the_sections_that_it_governs() -> None:
    duty = record(("事项", "老有所养"), ("牵头单位", "县民政局"), kind=RowKind.DUTY, section=("一、老有所养",))
    below = prose("互助食堂要办好。", section=("一、老有所养", "1.食堂"), key="d1")
    beside = prose("互助食堂要办好。", section=("二、学有所教",), key="d1")
    content_features = [
        only(ways("互助食堂归谁管", duty, other), "县民政局").features["sentence_overlap"] for other in (below, beside)
    ]
    assert content_features[0] > content_features[1]


def test_who_leads_is_told_by_the_duty_above_and_not_by_a_sentence_without_a_body() -> None:
    duty = record(("事项", "老有所养"), ("牵头单位", "县民政局"), kind=RowKind.DUTY, section=("一、老有所养",))
    below = prose("互助食堂要办好，建成一批示范点。", section=("一、老有所养", "1.互助食堂"), key="d1")
    (found,) = ways("互助食堂归哪个局管", below, duty)
    assert found.text == "老有所养的牵头单位：县民政局"
    assert found.features["sentence_overlap"] == pytest.approx(1)  # it governs what stands below its heading


# indicators


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("床位占比多少", "床位占比2025年目标为60%"),
        ("床位占比目标是多少", "床位占比2025年目标为60%"),
        ("床位占比2020年多少", "床位占比2020年为41.5%"),
        ("床位占比到2025年多少", "床位占比2025年目标为60%"),
        ("床位占比现在多少", "床位占比2020年为41.5%"),
        ("床位占比原来是多少", "床位占比2020年为41.5%"),
        ("床位占比的属性", "床位占比属性为约束性"),
    ],
)
def test_an_indicator_answers_with_the_year_that_is_asked_about(question: str, words: str) -> None:
    best = max(
        ways(question, BEDS),
        key=lambda way: way.features["tense_match"] - way.features["too_few_figures"] - len(way.text) / 1000,
    )
    assert best.text == words


def test_the_indicator_that_is_named_is_told_from_another() -> None:
    other = record(("指标", "城镇调查失业率"), ("2025年", "5.5"), kind=RowKind.INDICATOR, key="d2")
    named = record(("指标", "城镇登记失业率"), ("2025年", "4.5"), kind=RowKind.INDICATOR, key="d3")
    found = ways("城镇登记失业率多少", other, named)
    assert [(way.features["same_concept"], way.features["other_concept"]) for way in found] == [(0, 1), (1, 0)]


# prose


def test_each_sentence_of_a_passage_may_answer() -> None:
    found = ways("灯塔", prose("灯塔有8座。码头有9个；食堂有3个。"))
    assert [way.text for way in found] == ["灯塔有8座", "码头有9个", "食堂有3个"]


def test_a_heading_does_not_answer() -> None:
    found = ways("灯塔", prose("一、灯塔建设\n灯塔有8座。", section=("一、灯塔建设",)))
    assert [way.text for way in found] == ["灯塔有8座"]


def test_where_several_figures_are_asked_for_a_reading_with_all_of_them_is_told_from_one_with_few() -> None:
    found = {
        way.text: way.features for way in ways("小学和初中补助分别多少元", prose("小学补助360元，初中补助420元。"))
    }
    assert (
        found["小学补助360元，初中补助420元"]["several_figures"] == 1 and found["小学补助360元"]["too_few_figures"] == 1
    )


def test_what_is_for_others_is_told_from_what_is_for_the_one_who_asks() -> None:
    found = {
        way.text: way.features["eligible"]
        for way in ways("我爷85了每月多少元", prose("80—89岁每月30元，90岁以上每月100元。"))
    }
    assert found["80—89岁每月30元"] == 1 and found["90岁以上每月100元"] == -1


def test_paying_is_told_from_getting() -> None:
    found = {
        way.text: way.features["wrong_direction"]
        for way in ways("托育班每月要交多少钱", prose("托育班补助300元。托育班收费600元。"))
    }
    assert found == {"托育班补助300元": 1, "托育班收费600元": 0}


def test_a_year_outside_the_plan_speaks_against_it() -> None:
    (inside,), (outside,) = (ways(f"{year}年灯塔多少座", prose("灯塔8座。")) for year in (2024, 2027))
    assert (inside.features["year_outside_period"], outside.features["year_outside_period"]) == (0, 1)


@pytest.mark.parametrize("question", ["灯塔的电话是多少", "办灯塔要带什么材料", "灯塔几点开门", "灯塔在哪条路"])
def test_what_plans_rarely_tell_is_answered_only_by_what_speaks_of_it(question: str) -> None:
    assert ways(question, prose("灯塔有8座。")) == []


def test_the_sentence_before_tells_what_a_sentence_is_about() -> None:
    after, alone = (
        only(ways("灯塔多少座", prose(text)), "建成8座").features["sentence_overlap"]
        for text in ("修灯塔。建成8座。", "修码头。建成8座。")
    )
    assert after > alone


@pytest.mark.parametrize(
    ("question", "text", "tense"),
    [
        ("灯塔现在有多少座", "灯塔已建成8座。", 1),
        ("灯塔现在有多少座", "灯塔力争达到20座。", -1),
        ("灯塔目标是多少座", "灯塔力争达到20座。", 1),
        ("灯塔目标是多少座", "灯塔已建成8座。", -1),
        ("灯塔多少座", "灯塔已建成8座。", 0),
    ],
)
def test_what_was_reached_is_told_from_what_is_planned(question: str, text: str, tense: float) -> None:
    (way,) = ways(question, prose(text))
    assert way.features["tense_match"] == tense


def test_the_year_that_is_asked_about_is_told_from_another() -> None:
    found = ways("2025年灯塔多少座", prose("到2025年灯塔20座。2020年灯塔8座。"))
    assert [(way.features["same_year"], way.features["other_year"]) for way in found] == [(1, 0), (0, 1)]


def test_only_what_names_a_body_tells_who_leads() -> None:
    found = ways("灯塔归谁管", prose("灯塔由县交通局管理。灯塔要管理好。"))
    assert [way.text for way in found] == ["灯塔由县交通局管理"]


# all of them


HITS = (
    BUS,
    BEDS,
    prose("到2025年，养老床位达到1200张，其中护理型60%。高龄津贴每月110元。", section=("第二节 养老",), key="d2"),
    prose("一、总体要求\n校车由县教育局牵头，低保标准为xx元。", section=("一、总体要求",), key="d3"),
)


def test_what_was_fitted_is_for_these_signs_and_every_kind_of_question() -> None:
    assert len(FEATURES) == len(set(FEATURES))
    assert {"amount", "lead", "payer", "whether", "any"} <= set(shipped().kinds)


@PROPERTY
@given(QUESTIONS, st.sets(st.sampled_from(range(len(HITS)))))
def test_ways_are_weighable_and_cut_from_their_document(question: str, chosen: set[int]) -> None:
    for way in ways(question, *(HITS[at] for at in sorted(chosen))):
        assert way.features.keys() <= set(FEATURES)
        assert all(-2 <= value <= 2 for value in way.features.values())
        assert (way.cell is None) != (way.span is None)
        if way.span:
            assert way.span[1] - way.span[0] <= LONGEST_QUOTE
            assert all(part in way.hit.document.text[slice(*way.span)] for part in way.text.split("，"))


def test_without_hits_there_is_no_way() -> None:
    assert ways("校车补助多少") == []

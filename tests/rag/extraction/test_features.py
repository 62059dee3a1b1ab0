"""What speaks for a candidate and against it."""

import json
from importlib.resources import as_file, files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors import safe_open

from ingest.answer_spans import LONGEST_QUOTE
from ingest.schema import RowKind
from rag.extraction import term_importance
from rag.extraction.features import ALONE, COMPARED, FEATURES, OVERLAP
from rag.extraction.ranker import FILE, RECORD, shipped
from tests.builders.answers import prose, record
from tests.builders.properties import PROPERTY, QUESTIONS
from tests.rag.extraction.searches import BEDS, BUS, candidates, only


def test_the_column_that_is_asked_for_speaks_for_its_cell() -> None:
    found = candidates("乡村校车补助给哪些人", BUS)
    right, wrong = only(found, "乡村走读学生").features, only(found, "县级财政负责").features
    assert (
        right["named_column_match"] > wrong["named_column_match"]
        and wrong["named_column_mismatch"] > right["named_column_mismatch"]
    )


def test_the_figure_of_the_measure_speaks_for_its_cell() -> None:
    found = candidates("乡村校车补助多少钱", BUS)
    assert [(one.text, one.features["has_measure"]) for one in found] == [
        ("乡村校车补助的服务标准：每生每学期360元", 1)
    ]


def test_only_a_figure_that_is_given_speaks_for_a_reading() -> None:
    row = record(("服务项目", "校车"), ("服务标准", "校车补助360元。照管员8人。"))
    found = {one.text: one.features["has_measure"] for one in candidates("校车补助给多少人", row)}
    assert found["校车的服务标准：校车补助360元"] == 0 and found["校车的服务标准：照管员8人"] == 1


def test_of_a_long_cell_the_sentence_that_is_asked_about_is_nearest() -> None:
    row = record(("服务项目", "校车"), ("服务标准", "小学生每学期补360元。初中生每学期补420元。其余由乡镇定。"))
    best = max(
        candidates("初中生坐校车补多少元", row), key=lambda one: (one.features["clause_overlap"], -len(one.text))
    )
    assert best.text == "校车的服务标准：初中生每学期补420元"


def test_a_duty_also_holds_the_words_of_the_sections_that_it_governs() -> None:
    duty = record(("事项", "老有所养"), ("牵头单位", "县民政局"), kind=RowKind.DUTY, section=("一、老有所养",))
    below = prose("互助食堂要办好。", section=("一、老有所养", "1.食堂"), key="d1")
    beside = prose("互助食堂要办好。", section=("二、学有所教",), key="d1")
    content_features = [
        only(candidates("互助食堂归谁管", duty, other), "县民政局").features["sentence_overlap"]
        for other in (below, beside)
    ]
    assert content_features[0] > content_features[1]


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
        candidates(question, BEDS),
        key=lambda one: one.features["tense_match"] - one.features["too_few_figures"] - len(one.text) / 1000,
    )
    assert best.text == words


def test_the_indicator_that_is_named_is_told_from_another() -> None:
    other = record(("指标", "城镇调查失业率"), ("2025年", "5.5"), kind=RowKind.INDICATOR, key="d2")
    named = record(("指标", "城镇登记失业率"), ("2025年", "4.5"), kind=RowKind.INDICATOR, key="d3")
    found = candidates("城镇登记失业率多少", other, named)
    assert [(one.features["same_concept"], one.features["other_concept"]) for one in found] == [(0, 1), (1, 0)]


def test_where_several_figures_are_asked_for_a_reading_with_all_of_them_is_told_from_one_with_few() -> None:
    found = {
        one.text: one.features
        for one in candidates("小学和初中补助分别多少元", prose("小学补助360元，初中补助420元。"))
    }
    assert (
        found["小学补助360元，初中补助420元"]["several_figures"] == 1 and found["小学补助360元"]["too_few_figures"] == 1
    )


def test_what_is_for_others_is_told_from_what_is_for_the_one_who_asks() -> None:
    found = {
        one.text: one.features["eligible"]
        for one in candidates("我爷85了每月多少元", prose("80—89岁每月30元，90岁以上每月100元。"))
    }
    assert found["80—89岁每月30元"] == 1 and found["90岁以上每月100元"] == -1


def test_paying_is_told_from_getting() -> None:
    found = {
        one.text: one.features["wrong_direction"]
        for one in candidates("托育班每月要交多少钱", prose("托育班补助300元。托育班收费600元。"))
    }
    assert found == {"托育班补助300元": 1, "托育班收费600元": 0}


def test_a_year_outside_the_plan_speaks_against_it() -> None:
    (inside,), (outside,) = (candidates(f"{year}年灯塔多少座", prose("灯塔8座。")) for year in (2024, 2027))
    assert (inside.features["year_outside_period"], outside.features["year_outside_period"]) == (0, 1)


def test_the_sentence_before_tells_what_a_sentence_is_about() -> None:
    after, alone = (
        only(candidates("灯塔多少座", prose(text)), "建成8座").features["sentence_overlap"]
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
    (one,) = candidates(question, prose(text))
    assert one.features["tense_match"] == tense


def test_the_year_that_is_asked_about_is_told_from_another() -> None:
    found = candidates("2025年灯塔多少座", prose("到2025年灯塔20座。2020年灯塔8座。"))
    assert [(one.features["same_year"], one.features["other_year"]) for one in found] == [(1, 0), (0, 1)]


HITS = (
    BUS,
    BEDS,
    prose("到2025年，养老床位达到1200张，其中护理型60%。高龄津贴每月110元。", section=("第二节 养老",), key="d2"),
    prose("一、总体要求\n校车由县教育局牵头，低保标准为xx元。", section=("一、总体要求",), key="d3"),
)


def test_what_was_fitted_is_for_every_answer_type() -> None:
    assert {"amount", "lead", "payer", "whether", "any"} <= set(shipped().kinds)


@PROPERTY
@given(QUESTIONS, st.sets(st.sampled_from(range(len(HITS)))))
def test_candidates_are_weighable_and_cut_from_their_document(question: str, chosen: set[int]) -> None:
    for one in candidates(question, *(HITS[at] for at in sorted(chosen))):
        assert one.features.keys() <= set(FEATURES)
        assert all(-2 <= value <= 2 for value in one.features.values())
        assert (one.cell is None) != (one.span is None)
        if one.span:
            assert one.span[1] - one.span[0] <= LONGEST_QUOTE
            assert all(part in one.hit.document.text[slice(*one.span)] for part in one.text.split("，"))


def test_features_stand_in_the_order_that_the_ranker_was_fitted_for() -> None:
    with as_file(files("rag.extraction") / "data" / FILE) as path, safe_open(path, framework="numpy") as file:
        fitted = json.loads(file.metadata()[RECORD])["features"]
    assert fitted == [*FEATURES, *term_importance.FEATURES]


def test_every_feature_is_of_one_kind() -> None:
    assert sorted((*ALONE, *OVERLAP, *COMPARED)) == sorted(FEATURES)

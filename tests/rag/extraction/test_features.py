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
from rag.schema import Hit
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


def features(question: str, words: str, *hits: Hit) -> dict[str, float]:
    """Of the shortest candidate with these words."""
    found = [one for one in candidates(question, *hits) if words in one.text]
    return min(found, key=lambda one: len(one.text)).features


def test_a_row_of_a_kind_that_can_tell_is_told_from_another_and_from_prose() -> None:
    duty = record(("事项", "灯塔"), ("牵头单位", "县交通局"), kind=RowKind.DUTY)
    found = [
        features(question, words, hit)
        for question, words, hit in (
            ("灯塔归谁管", "县交通局", duty),
            ("灯塔的服务对象是谁", "县交通局", duty),
            ("灯塔归谁管", "县交通局", prose("灯塔由县交通局管。")),
        )
    ]
    assert [(one["row_kind_match"], one["row_kind_mismatch"]) for one in found] == [(1, 0), (0, 1), (0, 0)]
    assert [one["is_row"] for one in found] == [1, 1, 0]


def test_the_best_column_counts_whole_and_another_that_tells_it_half() -> None:
    row = record(("服务项目", "灯塔补贴"), ("服务标准", "8元"), ("标准", "9元"), ("备注", "10元"))
    found = [features("灯塔补贴多少元", words, row) for words in ("8元", "9元", "10元")]
    assert [(one["column_match"], one["column_mismatch"]) for one in found] == [(1, 0), (0.5, 0), (0, 1)]
    assert all(one["named_column_match"] == one["named_column_mismatch"] == 0 for one in found)


def test_a_question_that_says_what_it_is_after_has_its_own_columns() -> None:
    one = features("灯塔补贴给哪些人", "船长", record(("服务项目", "灯塔补贴"), ("服务对象", "船长")))
    assert (one["named_column_match"], one["column_match"], one["column_mismatch"]) == (1, 0, 0)
    assert features("灯塔补贴给哪些人", "船长", prose("灯塔补贴给船长。"))["named_column_mismatch"] == 0


def test_a_figure_of_the_unit_that_is_named_is_told_from_one_of_its_measure() -> None:
    hit = prose("灯塔有8座。码头有9家。食堂要办好，坚持免费标准。")
    for words, has_measure, has_unit, lacks in (("灯塔", 1, 1, 0), ("码头", 1, 0, 0), ("食堂", 0, 0, 1)):
        one = features("灯塔和码头食堂有多少座", words, hit)
        assert (one["has_measure"], one["has_unit"], one["lacks_measure"]) == (has_measure, has_unit, lacks), words
        assert (one["has_figure"], one["lacks_figure"]) == (0, 0)


def test_where_no_measure_is_asked_for_any_figure_will_do() -> None:
    hit = prose("灯塔有8座。灯塔免费开放。")
    for words, has_figure, lacks in (("8座", 1, 0), ("免费", 0, 1)):
        one = features("灯塔是多少", words, hit)
        assert (one["has_figure"], one["lacks_figure"], one["has_measure"], one["lacks_measure"]) == (
            has_figure,
            lacks,
            0,
            0,
        )


def test_where_no_figure_is_asked_for_none_counts() -> None:
    one = features("灯塔归谁管", "交通局", prose("灯塔8座由县交通局管。"))
    assert not any(one[name] for name in ("has_measure", "has_unit", "lacks_measure", "has_figure", "lacks_figure"))


def test_an_indicator_without_a_unit_may_be_of_any_measure() -> None:
    without, with_unit = (
        record(("指标", "灯塔数"), *unit, ("2025年", "完成任务"), kind=RowKind.INDICATOR)
        for unit in ((), (("单位", "座"),))
    )
    assert features("灯塔数是多少座", "完成", without)["lacks_measure"] == 0
    assert features("灯塔数是多少座", "完成", with_unit)["lacks_measure"] == 1


def test_a_row_of_a_concept_that_is_named_and_no_other_row_is_of_the_same_concept() -> None:
    row = record(("服务项目", "灯塔"), ("服务标准", "8元"))
    one = features("城镇登记失业率多少元", "8元", row, prose("城镇登记失业率"))
    assert (one["same_concept"], one["other_concept"]) == (0, 0)


def test_another_year_does_not_count_where_several_are_asked_for() -> None:
    hit = prose("2020年灯塔有8座。2025年灯塔有9座。")
    assert features("2025年灯塔有几座", "8座", hit)["other_year"] == 1
    assert features("2025年和以前的灯塔各有几座", "8座", hit)["other_year"] == 0
    assert features("灯塔有几座", "8座", hit)["other_year"] == 0


def test_a_year_that_is_asked_about_and_not_said() -> None:
    hit = prose("灯塔有8座。2025年码头有9座。")
    assert features("2025年灯塔有几座", "8座", hit)["year_unsaid"] == 1
    assert features("2025年灯塔有几座", "9座", hit)["year_unsaid"] == 0
    assert features("灯塔有几座", "8座", hit)["year_unsaid"] == 0


def test_longer_words_count_as_longer_up_to_a_bound() -> None:
    row = [record(("服务项目", "灯塔"), ("服务内容", "照" * n)) for n in (50, 140)]
    found = [features("灯塔提供什么服务", "照", one) for one in row]
    assert found[0]["length"] == pytest.approx(len("灯塔的服务内容：" + "照" * 50) / 100)
    assert features("灯塔怎么样", "照", prose("灯塔" + "照" * 100 + "。"))["length"] == pytest.approx(1.02)


def test_a_heap_of_figures_speaks_against_an_answer_with_one() -> None:
    text = "灯塔补贴甲8元、乙9元、丙10元、丁11元、戊12元"
    assert features("灯塔补贴多少元", text, prose(f"{text}。"))["too_many_figures"] == 1
    assert features("灯塔补贴各多少元", text, prose(f"{text}。"))["too_many_figures"] == 0
    two = "灯塔补贴甲8元、乙9元"
    assert features("灯塔补贴多少元", two, prose(f"{two}。"))["too_many_figures"] == pytest.approx(1 / 3)
    assert features("灯塔补贴多少元", "甲8元", prose("灯塔补贴甲8元。"))["too_many_figures"] == 0


def test_what_was_said_before_and_what_repeats_a_figure_of_the_question() -> None:
    one = features("每年交300元补多少元", "300元", prose("每年交300元的补50元。"))
    assert one["echoes_question"] == 1
    assert features("每年补多少元", "300元", prose("每年交300元的补50元。"))["echoes_question"] == 0


def test_a_part_of_a_sentence_is_told_from_the_whole() -> None:
    hit = prose("灯塔补贴船长8元，码头补贴船工9元。")
    assert features("灯塔补贴多少元", "8元", hit)["is_part"] == 1
    assert features("灯塔补贴多少元", "8元", prose("灯塔补贴船长8元。"))["is_part"] == 0


def test_a_result_is_told_from_figures_that_it_could_be_computed_from() -> None:
    found = candidates("高龄津贴和补贴相差多少元", prose("高龄津贴90元，补贴80元。"))
    assert {(bool(one.sum), one.features["is_computed"], one.features["not_computed"]) for one in found} == {
        (True, 1, 0),
        (False, 0, 1),
    }
    assert features("高龄津贴多少元", "90元", prose("高龄津贴90元。"))["not_computed"] == 0


def test_paying_and_getting_in_one_speak_for_neither() -> None:
    both = "托育班收费600元、补助300元"
    assert features("托育班每月要交多少钱", both, prose(f"{both}。"))["wrong_direction"] == 0
    assert features("托育班每月多少钱", "补助", prose("托育班补助300元。"))["wrong_direction"] == 0


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

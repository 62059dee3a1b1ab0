"""The checker as a whole: sums and notes that found a figure, exact words, and checks that are switched off."""

from decimal import Decimal
from typing import Any

import pytest

from ingest.quantities.figures import figures
from rag.generation.prompts import fault_words
from rag.schema import Evidence
from rag.verification.checker import ALL, ClaimChecker
from rag.verification.claims import Fault
from tests.builders.claims import claim, faults, held_by, prose, tabled

MONTHLY = "高龄津贴每人每月110元"


def test_a_result_that_its_sum_founds_passes() -> None:
    assert held_by("校车补助两学期共720元", "校车补助每学期360元", sum="360元×2=720元", question="两学期多少元") == []


def test_without_its_sum_a_result_is_held() -> None:
    found = faults("校车补助两学期共720元", "校车补助每学期360元", question="两学期多少元")
    assert [fault.words for fault in found] == ["两学期", "720元"]


def test_a_sum_that_does_not_hold_is_named() -> None:
    text = "校车补助两学期共800元"
    found = faults(text, "校车补助每学期360元", sum="360元×2=800元", question="两学期多少元")
    assert Fault("sum", "800元") in found


def test_a_sum_of_another_result_founds_nothing() -> None:
    assert "sum" in held_by("校车补助共800元", "校车补助每学期360元", sum="360元×2=720元", question="2学期多少元")


def test_a_result_in_another_unit_is_not_founded() -> None:
    assert held_by("校车补助共720人", "校车补助每学期360元", sum="360元×2=720元", question="2学期") == ["sum"]


def test_what_a_sum_takes_must_stand_in_the_evidence_or_the_question() -> None:
    quote = "早餐补助每生每天5元"
    assert "sum" in held_by("早餐补助共1000元", quote, sum="5元×200=1000元")
    assert held_by("早餐补助共1000元", quote, sum="5元×200=1000元", question="200天早餐补助多少") == []


def test_what_a_sum_takes_from_the_question_may_be_said() -> None:
    text = "200天早餐补助共1000元"
    assert held_by(text, "早餐补助每生每天5元", sum="5元×200=1000元", question="200天早餐补助多少") == []
    assert held_by(text, "早餐补助每生每天5元", question="200天早餐补助多少") == ["value", "value"]


def test_a_sum_takes_something_from_the_evidence() -> None:
    question = "3个人每人5元早餐补助多少"
    assert held_by("早餐补助共15元", "早餐补助由学校发放", sum="5元×3=15元", question=question) == ["sum"]


def test_a_year_has_twelve_months_where_the_evidence_speaks_of_months() -> None:
    assert held_by("高龄津贴一年1320元", MONTHLY, sum="110元×12=1320元") == []
    assert "sum" in held_by("高龄津贴一年1320元", "高龄津贴110元", sum="110元×12=1320元")
    assert "sum" in held_by("高龄津贴共1430元", MONTHLY, sum="110元×13=1430元")


def test_a_year_of_the_evidence_is_no_amount_for_a_sum() -> None:
    quote = "2025年校车补助1元"
    assert held_by("校车补助共2026元", quote, sum="2025+1元=2026元") == ["sum"]


def test_what_a_sum_takes_may_stand_in_several_pieces() -> None:
    text = "早餐和午餐补助共13元"
    assert held_by(text, "早餐补助5元", "午餐补助8元", sum="5元+8元=13元") == []
    assert "sum" in held_by(text, "早餐补助5元", sum="5元+8元=13元", beside=("午餐补助8元",))


def test_figures_that_code_has_noted_pass() -> None:
    noted = figures("40元")
    assert held_by("校车补助提高了40元", "校车补助每学期360元", noted=noted) == []
    assert held_by("校车补助提高了50元", "校车补助每学期360元", noted=noted) == ["value"]


def test_figures_of_exact_words_are_not_checked_as_amounts() -> None:
    text = "自2021年10月8日起施行,电话0563-7123456"
    assert held_by(text, text) == []
    assert held_by("2021年10月9日起施行", "2021年10月8日起施行") == ["date"]


def test_figures_behind_exact_words_are_checked() -> None:
    assert held_by("10月8日起补助500元", "10月8日起补助400元") == ["value"]
    assert held_by("补助500元自10月8日起", "补助400元自10月8日起") == ["value"]


def test_a_figure_right_behind_exact_words_is_checked() -> None:
    assert held_by("自2021年10月8日300元起", "自2021年10月8日400元起") == ["value"]


def test_a_year_need_not_be_written_with_its_unit() -> None:
    assert held_by("2024年补助老人", prose("补助老人", period="2021-2024")) == []


def test_beside_a_sum_other_faults_keep_their_name() -> None:
    said = "校车补助每年330元,两学期共720元"
    quote = "校车补助每学期360元,早餐补助每学期330元"
    found = held_by(said, quote, sum="360元×2=720元", question="两学期多少元")
    assert found == ["base"]


def test_each_figure_fails_by_one_check_alone() -> None:
    assert held_by("学生每年补助不超过500元", "学生每月补助不低于500元") == ["base"]


@pytest.mark.parametrize(
    ("check", "text", "quote"),
    [
        ("value", "补助361元", "补助360元"),
        ("unit", "补助5元", "补助增长5%"),
        ("base", "每年补助500元", "每月补助500元"),
        ("bound", "占比不超过55%", "占比不低于55%"),
        ("date", "8月10日起施行", "10月8日起施行"),
        ("talk", "忽略规则", "忽略规则"),
        ("negation", "校车收取费用", "校车不收取费用"),
    ],
)
def test_a_check_that_is_off_holds_nothing(check: str, text: str, quote: str) -> None:
    said = claim(text, quote)
    assert check in [fault.check for fault in ClaimChecker().faults(said)]
    assert check not in [fault.check for fault in ClaimChecker(off={check}).faults(said)]


def test_with_the_check_of_sums_off_a_sum_is_taken_on_trust() -> None:
    trusting = ClaimChecker(off={"sum"})
    assert trusting.faults(claim("校车补助共800元", "校车补助每学期360元", sum="360元×2=800元")) == ()
    assert trusting.faults(claim("校车补助共800元", "校车补助每学期360元")) == (Fault("value", "800元"),)


def test_all_checks_off_hold_nothing() -> None:
    assert ClaimChecker(off=ALL).faults(claim("每人补助9999元,请拨打010-88886666")) == ()


@pytest.mark.parametrize("check", ALL)
def test_a_model_is_told_of_every_check(check: str) -> None:
    assert fault_words(check, "6元")


# what of the evidence may hold a figure


@pytest.mark.parametrize(
    "place", [{"title": "2024年工作要点"}, {"section": ("一、总则", "2024年目标")}, {"period": "2021-2024年"}]
)
def test_a_figure_may_stand_in_title_heading_or_period(place: dict[str, Any]) -> None:
    assert held_by("2024年补助老人", prose("补助老人", **place)) == []
    assert held_by("2024年补助老人", prose("补助老人")) == ["value"]


def test_a_figure_of_a_heading_has_neither_bound_nor_base() -> None:
    assert held_by("每月补助老人110元", prose("补助老人,按月发放", section=("每年不低于110元",))) == []


def test_a_figure_may_stand_in_a_header() -> None:
    row = tabled(("指标", "80岁以上老人床位"), ("标准", "60张"))
    assert held_by("80岁以上老人床位60张", row) == []
    headed = tabled(("指标", "床位"), ("80岁以上老人", "60张"))
    assert "value" not in held_by("80岁老人床位60张", headed)


@pytest.mark.parametrize(
    "row",
    [
        tabled(("指标", "床位占比"), ("单位", "%"), ("目标", "60")),
        tabled(("指标", "床位占比(%)"), ("目标", "60")),
        tabled(("指标", "床位占比（%）"), ("目标", "60 ")),
    ],
)
def test_a_bare_value_of_a_table_has_the_unit_of_its_row(row: Evidence) -> None:
    assert held_by("床位占比为60%", row) == []
    assert held_by("床位占比为60张", row) == ["unit"]


def test_a_value_that_has_a_unit_keeps_it() -> None:
    row = tabled(("指标", "床位"), ("单位", "%"), ("目标", "60张"))
    assert held_by("床位为60张", row) == []
    assert held_by("床位为60%", row) == ["unit"]


def test_a_cell_of_several_values_has_no_unit_of_its_row() -> None:
    row = tabled(("指标", "床位"), ("单位", "张"), ("目标", "60和80"))
    assert held_by("床位为80张", row) == ["unit"]


def test_a_unit_that_begins_with_a_figure_is_not_joined_to_a_value() -> None:
    row = tabled(("指标", "床位"), ("单位", "1张"), ("目标", "60"))
    assert held_by("床位为601张", row) == ["value"]


def test_figures_of_every_sentence_of_a_cell_count() -> None:
    row = tabled(("服务项目", "校车补助"), ("服务标准", "每学期360元；山区学生每学期420元"))
    assert held_by("校车补助山区学生每学期420元", row) == []


def test_the_two_sides_of_a_conflict_are_checked_beside_the_figures() -> None:
    disputed = (Decimal(92), Decimal(95))
    assert held_by("占比为92%", "占比为93%", disputed=disputed) == ["both", "value"]

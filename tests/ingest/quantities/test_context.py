"""Figures of running text: range, comparator, base, year and role, read off the words around them."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.quantities.comparators import Comparator
from ingest.quantities.context import Role, Understood, looks_back, period_start, understand
from tests.builders.properties import PROPERTY

SENTENCES = st.lists(
    st.sampled_from(
        [
            *"0123456789.,，。；—-至到约近每人生年月元所张%‰万亿〔〕()（）“”",
            "2025年",
            "十三五",
            "不低于",
            "以上",
            "以内",
            *["不超过", "左右", "分别", "每千人口", "从", "提高", "3—5万人", "百分之五", "托位", "补助", "≥", "超过"],
        ]
    ),
    max_size=20,
).map("".join)


def one(sentence: str, plan_start: int | None = 2021) -> Understood:
    (found,) = understand(sentence, plan_start=plan_start)
    return found


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [
        ("托位达到900个", Comparator.EXACT),
        ("护理员不低于45人", Comparator.AT_LEAST),
        ("护理员不少于45人", Comparator.AT_LEAST),
        ("护理员至少45人", Comparator.AT_LEAST),
        ("床位不得少于45张", Comparator.AT_LEAST),
        ("入园率≥45%", Comparator.AT_LEAST),
        ("床位80张以上", Comparator.AT_LEAST),
        ("床位80张及以上", Comparator.AT_LEAST),
        ("服务60人(含)以上", Comparator.AT_LEAST),
        ("收费90元以内", Comparator.AT_MOST),
        ("收费90元以下", Comparator.AT_MOST),
        ("收费不超过90元", Comparator.AT_MOST),
        ("收费不高于90元", Comparator.AT_MOST),
        ("收费最多90元", Comparator.AT_MOST),
        ("步行15分钟左右", Comparator.ABOUT),
        ("服务约45人", Comparator.ABOUT),
        ("服务近45人", Comparator.ABOUT),
        ("发病率低于3%", Comparator.BELOW),
        ("发病率<3%", Comparator.BELOW),
        ("床位超过80张", Comparator.ABOVE),
        ("床位>80张", Comparator.ABOVE),
        ("床位800余张", Comparator.ABOVE),
        ("发病率不足3%", Comparator.BELOW),
        ("入园率大于等于30%", Comparator.AT_LEAST),
        ("入园率小于或等于30%", Comparator.AT_MOST),
    ],
)
def test_words_beside_a_figure_say_how_it_binds(sentence: str, comparator: Comparator) -> None:
    assert one(sentence).comparator is comparator


def test_a_comparator_does_not_reach_the_next_clause() -> None:
    first, second = understand("床位不低于80张，护理员45人")
    assert (first.comparator, second.comparator) == (Comparator.AT_LEAST, Comparator.EXACT)


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high", "unit"),
    [
        ("设3-5个班", "3-5个班", 3, 5, "班"),
        ("接收3~6岁儿童", "3~6岁", 3, 6, "岁"),
        ("接收3～6岁儿童", "3～6岁", 3, 6, "岁"),
        ("接收60至79周岁老人", "60至79周岁", 60, 79, "岁"),
        ("给予300—500元", "300—500元", 300, 500, "元"),
        ("占30%—40%", "30%—40%", 30, 40, "%"),
        ("吸引3万—5万人", "3万—5万人", 30000, 50000, "人"),
        ("服务5万人至8万人", "5万人至8万人", 50000, 80000, "人"),
        ("新建1200个", "1200个", 1200, 1200, "个"),
        pytest.param(
            "吸引3—5万人",
            "3—5万人",
            30000,
            50000,
            "人",
        ),
        pytest.param(
            "吸引3—5万",
            "3—5万",
            30000,
            50000,
            "",
        ),
    ],
)
def test_a_range_is_one_quantity_with_both_ends(sentence: str, text: str, low: int, high: int, unit: str) -> None:
    found = one(sentence)
    assert (found.text, found.low, found.high, found.unit) == (text, low, high, unit)


@pytest.mark.parametrize("between", ["到", "至"])
def test_two_units_are_no_range(between: str) -> None:
    assert [found.text for found in understand(f"从45人{between}60张")] == ["45人", "60张"]


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("每生每年补助610元", "每生每年"),
        ("每人每月80元", "每人每月"),
        pytest.param("每千人口床位达到7.5张", "每千人口"),
        ("每千常住人口托位4.2个", "每千常住人口"),
        pytest.param("每万人口全科医生4人", "每万人口"),
        ("人均寿命79.5岁", "人均"),
        ("每户补助610元", "每户"),
        ("床位达到75张", ""),
        pytest.param("每千人口托位另行测算，床位达到75张", ""),
    ],
)
def test_the_base_stands_before_the_figure_in_its_clause(sentence: str, base: str) -> None:
    assert one(sentence).base == base


@pytest.mark.parametrize(
    "sentence",
    [
        "特困儿童和散居孤儿分别按每人每月610元和830元发放",
        "小学每生每年610元，初中830元",
        "小学每生每年610元、初中830元",
    ],
)
def test_figures_of_one_list_share_their_base(sentence: str) -> None:
    first, second = understand(sentence)
    assert (first.low, second.low) == (610, 830)
    assert first.base == second.base != ""


def test_a_base_does_not_reach_another_unit() -> None:
    assert [found.base for found in understand("每生每年610元，初中5所")] == ["每生每年", ""]


def test_figures_of_one_list_share_their_role() -> None:
    assert {found.role for found in understand("小学每生每年610元，初中830元")} == {Role.STANDARD}


@pytest.mark.parametrize(
    ("sentence", "year", "role"),
    [
        ("到2025年，托位达到900个", 2025, Role.TARGET),
        ("2024年底建成托位900个", 2024, Role.TARGET),
        ("2019年，托位达到900个", 2019, Role.BASELINE),
        ("十三五期间，建成托位900个", 2020, Role.BASELINE),
        ("“十三五”末，托位达到900个", 2020, Role.BASELINE),
        ("十四五期间，建成托位900个", 2025, Role.TARGET),
        ("全县现有托位900个", None, Role.BASELINE),
        ("托位达到900个", None, Role.TARGET),
        ("每人每月补助80元", None, Role.STANDARD),
        ("津贴标准为80元", None, Role.STANDARD),
        ("入园率提高5个百分点", None, Role.CHANGE),
        ("到2025年，托位增加90个", 2025, Role.CHANGE),
        ("寿命高于全国3岁", None, Role.OTHER),
    ],
)
def test_year_and_words_say_what_a_figure_is(sentence: str, year: int | None, role: Role) -> None:
    found = one(sentence)
    assert (found.year, found.role) == (year, role)


def test_each_year_governs_what_follows_it() -> None:
    found = understand("到2023年达到60张，到2025年达到90张", plan_start=2021)
    assert [(quantity.low, quantity.year) for quantity in found] == [(60, 2023), (90, 2025)]


def test_what_a_figure_rises_from_is_a_baseline() -> None:
    found = understand("入园率由1200元提高到1500元", plan_start=2021)
    assert [quantity.role for quantity in found] == [Role.BASELINE, Role.TARGET]


@pytest.mark.parametrize(("start", "role"), [(2021, Role.TARGET), (2026, Role.BASELINE)])
def test_a_year_before_the_plan_is_its_baseline(start: int, role: Role) -> None:
    assert one("2024年托位达到900个", plan_start=start).role is role


@pytest.mark.parametrize(
    ("path", "role"), [(("第一章 发展基础",), Role.BASELINE), (("第三章 主要任务",), Role.TARGET), ((), Role.TARGET)]
)
def test_a_heading_on_the_past_makes_a_baseline(path: tuple[str, ...], role: Role) -> None:
    (found,) = understand("全县托位达到900个", plan_start=2021, path=path)
    assert found.role is role


def test_the_place_may_give_the_role() -> None:
    (found,) = understand("到2025年达到900个", plan_start=2021, kind=Role.STANDARD)
    assert found.role is Role.STANDARD


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [("死亡率4.5‰", "4.5", "‰"), ("死亡率控制在4‰以内", "4", "‰"), ("死亡率4.5%", "4.5", "%")],
)
def test_per_mille_stays_as_written(sentence: str, value: str, unit: str) -> None:
    found = one(sentence)
    assert (found.low, found.high, found.unit) == (Decimal(value), Decimal(value), unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "规划期为2021—2025年",
        "规划期为2021-2025年",
        "2023年3月5日印发",
        "到2025年全面建成",
        "2025年12月底前完成",
        "青政发〔2021〕7号",
        "1.完善托育服务",
        "3、完善托育服务",
        "(1)完善托育服务",
        "（2）完善托育服务",
        "创建5A级景区",
        "打通G56高速",
        "按第3条办理",
        "见附件2",
        "见表3",
        "12月底前完成",
        "自3月1日起施行",
        "2023-10-19印发",
        "2023.10.19印发",
        "专栏3列出项目",
    ],
)
def test_years_dates_and_numbers_of_things_are_no_quantities(sentence: str) -> None:
    assert understand(sentence, plan_start=2021) == ()


@pytest.mark.parametrize(
    "sentence", ["1.新建托育园12所", "(1)新建托育园12所", "2025年新建托育园12所", "3、新建托育园12所"]
)
def test_a_number_beside_a_quantity_does_not_cost_it(sentence: str) -> None:
    assert one(sentence).text == "12所"


@pytest.mark.parametrize("sentence", ["死亡率为12/10万", "死亡率控制在12/10万以下"])
def test_a_share_of_a_hundred_thousand_is_one_quantity(sentence: str) -> None:
    assert one(sentence).low == 12


@PROPERTY
@given(SENTENCES)
def test_a_quantity_is_cut_from_its_sentence(sentence: str) -> None:
    for found in understand(sentence, plan_start=2021):
        assert 0 <= found.start < found.end <= len(sentence)
        assert found.text == sentence[found.start : found.end]


@PROPERTY
@given(st.text("0123456789.万亿百千人张元%‰—-至~", max_size=12).map("新建".__add__))
def test_spans_of_figures_alone_are_cut_from_the_sentence(sentence: str) -> None:
    assert all(sentence[found.start : found.end] == found.text for found in understand(sentence))


@PROPERTY
@given(SENTENCES)
def test_quantities_come_in_order_and_do_not_overlap(sentence: str) -> None:
    found = understand(sentence, plan_start=2021)
    assert all(left.end <= right.start for left, right in pairwise(found))


RANGES = (
    st.integers(1, 9998),
    st.integers(1, 9998),
    st.sampled_from("—-~至"),
    st.sampled_from(["人", "元", "张", "%"]),
)


@PROPERTY
@given(*RANGES)
def test_a_rising_range_keeps_its_ends(one_end: int, other_end: int, dash: str, unit: str) -> None:
    low, high = sorted((one_end, other_end))
    assume(not 1900 <= low <= 2100)  # such a number before a dash is a year
    (found,) = understand(f"安排{low}{dash}{high}{unit}")
    assert (found.low, found.high) == (low, high)


@PROPERTY
@given(*RANGES)
def test_the_low_end_is_not_above_the_high_end(one_end: int, other_end: int, dash: str, unit: str) -> None:
    assert all(found.low <= found.high for found in understand(f"安排{one_end}{dash}{other_end}{unit}"))


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("65岁以上老年人健康管理率达到75%", Role.TARGET),
        ("按照每千人口不少于10个托位的标准建设", Role.STANDARD),
        ("急救站服务半径不超过5公里", Role.STANDARD),
        ("学生每天校内体育活动时间不少于1小时", Role.STANDARD),
        ("失业率控制在4.5%，低于预定目标4.8%", Role.TARGET),
    ],
)
def test_rates_are_no_allowances_and_norms_are_standards(sentence: str, role: Role) -> None:
    assert understand(sentence)[-1].role is role


def test_a_sentence_goes_on_looking_back_until_one_looks_ahead() -> None:
    assert looks_back("截至2020年，建成学校20所。")
    assert looks_back("新增床位300张。", before=True)
    assert not looks_back("到2025年新增床位300张。", before=True)
    assert understand("新增床位300张。", past=True)[0].role is Role.BASELINE


def test_the_latest_period_that_a_text_names_gives_its_start() -> None:
    assert period_start("“十三五”期间取得成效，“十四五”时期继续努力") == 2021
    assert period_start("本方案自印发之日起施行") is None


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("女方享受产假188天", Role.STANDARD),
        ("每个护理员至少享受一次培训", Role.STANDARD),
        ("荣获一等功奖励2万元", Role.STANDARD),
        ("享受面为在校生的18%", Role.TARGET),
        ("对享受低保的实行100%备案核查", Role.TARGET),
    ],
)
def test_what_somebody_is_entitled_to_is_a_standard(sentence: str, role: Role) -> None:
    assert one(sentence).role is role


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("每年新建改扩建学校5所", "每年"),
        ("每月走访留守老人2次", "每月"),
        ("每千名老年人口拥有床位30张", "每千名老年人口"),
        ("每个乡镇建设养老院1所", "每个乡镇"),
        ("每年每个乡镇演出4场", "每年每个乡镇"),
        ("每人每月补助60元", "每人每月"),
    ],
)
def test_a_time_is_a_base_without_whom_it_is_spent_on(sentence: str, base: str) -> None:
    (found,) = understand(sentence)
    assert found.base == base

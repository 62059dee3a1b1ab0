"""Whether a figure of a sentence is one of the evidence: in value, unit, bound, year, and what it is about."""

import pytest

from ingest.identity.lexicon import mentions
from rag.verification.claims import Fault
from tests.builders.claims import faults, held_by, prose, tabled
from tests.builders.plans import HERON_REGION, LAKE_REGION, PINE_REGION

# value and unit


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("补助360元", "补助360元"),
        ("补助1.2万元", "补助12000元"),
        ("占比5%", "占比百分之五"),
        ("建三所学校", "建3所学校"),
    ],
)
def test_a_figure_may_be_written_otherwise(text: str, quote: str) -> None:
    assert held_by(text, quote) == []


def test_a_figure_that_is_not_in_the_evidence_is_named() -> None:
    assert faults("学生补助361元", "学生补助360元") == (Fault("value", "361元"),)


def test_every_figure_is_checked() -> None:
    assert faults("补助360元,山区430元", "补助360元,山区420元") == (Fault("value", "430元"),)
    assert [fault.words for fault in faults("补助1元,山区2元", "补助360元,山区420元")] == ["1元", "2元"]


def test_of_several_pieces_any_may_hold_the_figure() -> None:
    assert held_by("早餐补助5元,午餐补助8元", "早餐补助5元", "午餐补助8元") == []


def test_a_piece_that_is_not_cited_holds_no_figure() -> None:
    assert held_by("午餐补助8元", "早餐和午餐都有补助", beside=("午餐补助8元",)) == ["value"]


def test_a_figure_of_another_unit_is_held() -> None:
    assert held_by("补助5元", "补助增长5%") == ["unit"]
    assert held_by("培训24小时", "培训24学时") == ["unit"]


@pytest.mark.parametrize("text", ["每年服务3万人", "每年服务5万人"])
def test_a_range_has_the_unit_of_its_end(text: str) -> None:
    assert held_by(text, "每年服务3—5万人") == (["value"] if "3万" in text else [])


def test_an_item_of_a_list_has_the_unit_of_another() -> None:
    assert held_by("补贴标准为65元", "补贴标准为65、75元") == []


def test_an_item_of_a_list_has_no_unit_that_stands_in_another_sentence() -> None:
    assert held_by("补贴标准为65元", "补贴标准分为65、75两类。每次不超过80元。") == ["unit"]


def test_a_bare_figure_before_a_word_is_no_amount() -> None:
    assert held_by("补助110元", "补助电话110转5元咨询台") == ["unit"]


def test_a_figure_without_a_unit_fits_only_one_before_the_same_word() -> None:
    assert held_by("配备5辅导员", "配备5辅导员") == []
    assert held_by("配备5辅导员", "配备5保育员") == ["unit"]
    assert held_by("标准为5", "标准为5辅导员") == []
    assert held_by("配备5辅导员", "辅导员标准为5") == []


def test_a_figure_without_a_unit_fits_an_amount_where_no_word_follows() -> None:
    assert held_by("补助标准为5", "补助标准为5元") == []
    assert held_by("补助标准为5辅导员", "补助标准为5元,有辅导员") == ["unit"]


# bounds


def test_a_bound_may_be_written_otherwise() -> None:
    assert held_by("占比至少55%", "占比不低于55%") == []
    assert held_by("占比在55%以上", "占比不低于55%") == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("占比不超过55%", "占比不低于55%"),
        ("占比不低于55%", "占比不超过55%"),
        ("占比达到55%", "占比不低于55%"),
        ("占比不低于55%", "占比达到55%"),
        ("占比达到55%", "占比达到55%以上"),
        ("占比达到55%以下", "占比达到55%以上"),
        ("占比达到55%及以上", "占比达到55%"),
        ("占比达到55%(含)以上", "占比达到55%"),
        ("占比达到55%(不含民办园)以上", "占比达到55%"),
        ("床位达到55张床位以上", "床位达到55张床位"),
        ("占比达到55%及以下", "占比达到55%"),
    ],
)
def test_a_turned_or_dropped_bound_is_held(text: str, quote: str) -> None:
    assert held_by(text, quote)[-1] == "bound"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("占比不低于全省的55%", "占比不低于55%"),
        ("占比达到55%及以上", "占比不低于55%"),
        ("占比达到55%(含)以上", "占比不低于55%"),
        ("占比达到55%（含）以上", "占比不低于55%"),
        ("占比控制在55%以内", "占比不超过55%"),
    ],
)
def test_a_few_words_may_stand_between_a_bound_and_its_figure(text: str, quote: str) -> None:
    assert held_by(text, quote) == []


def test_a_bound_of_another_clause_does_not_bound_the_figure() -> None:
    assert held_by("人数不超过20人,补助500元", "人数不超过20人,补助500元") == []
    assert held_by("人数不超过20人,补助500元", "人数不超过20人,补助不超过500元") == ["bound"]


# years

SERIES = tabled(("指标", "护理型床位占比"), ("单位", "%"), ("2020年", "41.5"), ("2025年", "60"), ("属性", "约束性"))


def test_a_figure_of_another_year_is_held() -> None:
    assert held_by("2025年护理型床位占比为41.5%", SERIES) == ["year"]
    assert held_by("2020年护理型床位占比为60%", SERIES) == ["year"]


def test_a_figure_of_the_year_that_the_sentence_names_passes() -> None:
    assert held_by("2020年护理型床位占比为41.5%", SERIES) == []
    assert held_by("护理型床位占比2020年为41.5%,2025年为60%", SERIES) == []


def test_the_year_may_stand_in_the_question() -> None:
    assert held_by("护理型床位占比为41.5%", SERIES, question="2020年护理型床位占比多少") == []
    assert held_by("护理型床位占比为60%", SERIES, question="2020年护理型床位占比多少") == ["year"]


def test_the_year_of_the_sentence_comes_before_that_of_the_question() -> None:
    assert held_by("2025年护理型床位占比为60%", SERIES, question="2020年护理型床位占比多少") == []


def test_the_figure_of_the_latest_year_needs_no_year() -> None:
    assert held_by("护理型床位占比为60%", SERIES) == []
    assert held_by("护理型床位占比为41.5%", SERIES) == ["year"]


@pytest.mark.parametrize(
    "words",
    [
        "现状",
        "目前",
        "现有",
        "现在",
        "基期",
        "基准",
        "已达",
        "已经建成",
        "已有",
        "已完成",
        "当前",
        "上年",
        "上一年",
        "原有",
    ],
)
def test_words_for_the_present_free_the_choice_of_the_year(words: str) -> None:
    assert "year" not in held_by(f"护理型床位占比{words}41.5%", SERIES)


def test_an_amount_of_the_question_is_no_year() -> None:
    assert held_by("护理型床位占比为60%", SERIES, question="护理型床位占比是60%吗") == []


def test_the_latest_year_is_that_of_figures_of_the_same_kind() -> None:
    quote = "2020年有床位860张,2025年建成养老院5家"
    assert held_by("有床位860张", quote) == []


def test_in_running_text_the_latest_year_is_that_of_the_sentence() -> None:
    assert held_by("有床位860张", "2020年有床位860张。2025年有床位1200张。") == []
    assert held_by("有床位860张", "2020年有床位860张,2025年有床位1200张。") == ["year"]


def test_a_figure_whose_year_the_evidence_does_not_say_fits_any_year() -> None:
    assert held_by("每月补助530元", "每月补助530元", question="2025年补助多少") == []


def test_a_year_itself_needs_only_to_be_there() -> None:
    assert held_by("到2025年完成验收", "规划期为2021年至2025年,完成验收") == []
    assert held_by("到2026年完成验收", "规划期为2021年至2025年,完成验收") == ["value"]


# what a figure is about


def test_a_figure_of_another_group_is_held() -> None:
    quote = "每生每年小学1000元,初中1250元"
    assert held_by("初中每生每年1000元", quote) == ["label"]
    assert held_by("小学每生每年1250元", quote) == ["label"]


def test_a_figure_of_its_own_group_passes() -> None:
    quote = "每生每年小学1000元,初中1250元"
    assert held_by("初中每生每年1250元", quote) == []
    assert held_by("小学每生每年1000元", quote) == []


def test_the_group_may_stand_in_the_question() -> None:
    quote = "每生每年小学1000元,初中1250元"
    assert held_by("每生每年1250元", quote, question="初中生每年补助多少") == []
    assert held_by("每生每年1000元", quote, question="初中生每年补助多少") == ["label"]


def test_what_holds_for_some_is_not_said_of_all() -> None:
    quote = "每生每学期360元;山区学生每生每学期420元"
    row = tabled(("服务项目", "校车补助"), ("服务标准", quote))
    assert held_by("校车补助每生每学期360元", row) == []
    assert held_by("校车补助每生每学期420元", row) == ["label"]
    assert held_by("校车补助山区学生每生每学期420元", row) == []


def test_the_group_may_stand_in_a_bracket_behind_the_figure() -> None:
    quote = "每年1000元(小学),1250元(初中)"
    assert held_by("初中每年1250元", quote) == []
    assert held_by("初中每年1000元", quote) == ["label"]
    assert held_by("小学每年1250元", quote) == ["label"]


def test_the_group_may_stand_right_behind_the_figure() -> None:
    quote = "建设5分钟便利店商圈和10分钟农贸市场商圈"
    assert held_by("建设5分钟便利店商圈", quote) == []
    assert held_by("建设10分钟便利店商圈", quote) == ["label"]


@pytest.mark.parametrize(("same", "checks"), [("社区老年人", ["label"]), ("社区的老年人", [])])
def test_six_characters_behind_a_figure_say_what_it_is_about(same: str, checks: list[str]) -> None:
    quote = f"建5个{same}活动站,建8个{same}食堂"
    assert held_by(f"建8个{same}活动站", quote) == checks


def test_ranks_and_ages_tell_figures_apart() -> None:
    quote = "护理补贴一级每人每月95元,护理补贴二级每人每月75元"
    assert held_by("护理补贴二级每人每月75元", quote) == []
    assert held_by("护理补贴一级每人每月75元", quote) == ["label"]
    ages = "高龄津贴80岁老人每月50元,90岁老人每月100元"
    assert held_by("90岁老人每月100元", ages) == []
    assert held_by("90岁老人每月50元", ages) == ["label"]


@pytest.mark.parametrize("rank", ["级", "档", "种", "届", "岁"])
def test_a_rank_is_one_in_any_unit_of_ranks(rank: str) -> None:
    quote = f"补贴1{rank}95元,补贴2{rank}75元"
    assert held_by(f"补贴2{rank}75元", quote) == []
    assert held_by(f"补贴1{rank}75元", quote) == ["label"]


def test_figures_of_one_value_are_not_told_apart() -> None:
    assert held_by("初中每生每年1000元", "每生每年小学1000元,初中1000元") == []


def test_a_figure_of_another_year_in_one_row_is_no_other_group() -> None:
    assert held_by("2020年占比为41.5%", SERIES) == []


# rows

LOW = tabled(("服务项目", "最低生活保障"), ("服务标准", "每人每月530元"))
POOR = tabled(("服务项目", "特困人员救助供养"), ("服务标准", "每人每月690元"), n=2)


def test_a_figure_of_another_row_is_held() -> None:
    assert "row" in held_by("最低生活保障每人每月690元", POOR, beside=(LOW,))
    assert held_by("最低生活保障每人每月530元", LOW, beside=(POOR,)) == []


def test_a_row_that_was_not_offered_cannot_be_meant() -> None:
    assert "row" not in held_by("最低生活保障每人每月690元", POOR)


def test_the_row_may_be_named_by_the_question() -> None:
    assert held_by("标准是每人每月690元", POOR, beside=(LOW,), question="最低生活保障每月多少钱") == ["row"]
    assert held_by("标准是每人每月530元", LOW, beside=(POOR,), question="最低生活保障每月多少钱") == []


def test_the_row_that_is_named_right_before_the_figure_is_meant() -> None:
    text = "最低生活保障每人每月530元,特困人员救助供养每人每月690元"
    assert held_by(text, LOW, POOR) == []
    turned = "最低生活保障每人每月690元,特困人员救助供养每人每月530元"
    assert held_by(turned, LOW, POOR) == ["row", "row"]


def test_a_row_that_is_named_beside_another_may_be_meant() -> None:
    assert held_by("最低生活保障、特困人员救助供养每人每月690元", POOR, beside=(LOW,)) == []


def test_the_sentence_comes_before_the_question() -> None:
    question = "最低生活保障每月多少钱"
    assert held_by("特困人员救助供养每人每月690元", POOR, beside=(LOW,), question=question) == []


def test_running_text_is_of_no_row() -> None:
    assert held_by("最低生活保障每人每月530元", "最低生活保障每人每月530元", beside=(POOR,)) == []


def test_a_row_may_be_named_by_a_part_of_its_name() -> None:
    care = tabled(("服务项目", "残疾人护理补贴"), ("服务标准", "每月95元"))
    life = tabled(("服务项目", "残疾人生活补贴"), ("服务标准", "每月70元"), n=2)
    assert held_by("护理补贴每月70元", life, beside=(care,)) == ["row"]
    assert held_by("护理补贴每月95元", care, beside=(life,)) == []
    assert held_by("残疾人补贴每月95元", care, beside=(life,)) == []


def test_a_row_may_be_named_by_residents_words_for_it() -> None:
    (named,) = mentions("低保")
    low = tabled(("服务项目", "最低生活保障"), ("服务标准", "每人每月530元"), concept=named.concept)
    assert held_by("低保每人每月690元", POOR, beside=(low,)) == ["row"]
    assert held_by("低保每人每月530元", low, beside=(POOR,)) == []


# regions

HERE = prose("80周岁以上老人每月高龄津贴110元", region=LAKE_REGION)
THERE = prose("80周岁以上老人每月高龄津贴80元", n=2, region=PINE_REGION)


def test_a_figure_of_another_region_is_held() -> None:
    assert held_by("青石县老人每月高龄津贴80元", HERE, THERE) == ["place"]
    assert held_by("青石县老人每月高龄津贴110元", HERE, THERE) == []


def test_of_several_regions_the_one_named_last_before_the_figure_counts() -> None:
    assert held_by("青石县老人每月高龄津贴110元,松岭市每月80元", HERE, THERE) == []
    assert held_by("青石县老人每月高龄津贴80元,松岭市每月110元", HERE, THERE) == ["place", "place"]
    assert held_by("老人每月高龄津贴110元,松岭市每月80元", HERE, THERE) == []


def test_without_a_region_any_may_be_meant() -> None:
    assert held_by("老人每月高龄津贴80元", HERE, THERE) == []


def test_the_region_above_both_tells_them_not_apart() -> None:
    assert held_by("临湖市青石县老人每月高龄津贴110元", HERE, THERE) == []
    assert held_by("临湖市老人每月高龄津贴80元", HERE, THERE) == []


def test_a_region_that_was_only_offered_is_told_apart_too() -> None:
    far = prose("高龄津贴60元", n=2, region=HERON_REGION)
    assert held_by("白鹭县老人每月高龄津贴110元", HERE, beside=(far,)) == ["region", "place"]


def test_a_rank_alone_does_not_make_an_amount_that_of_something_else() -> None:
    quote = "生活补贴每人每月90元，护理补贴一级每人每月110元、二级每人每月80元。"
    assert held_by("护理补贴一级每月110元", quote) == []
    assert held_by("生活补贴一级每月110元", quote) == ["label"]


def test_general_and_special_measure_words_of_things_are_one() -> None:
    assert held_by("医院有7家", "医院7个") == []
    assert held_by("医院有7张", "医院7个") == ["unit"]


def test_what_something_goes_to_is_about_what_it_came_from() -> None:
    held = "城市低保标准由300元调整至610元，农村低保标准由180元调整至410元"
    assert held_by("城市低保提到610元", held) == []
    assert held_by("农村低保提到610元", held) == ["label"]


def test_a_bracket_behind_a_figure_says_whom_it_is_for() -> None:
    held = "每人每月1000元（成年人）、600元（未成年人）"
    assert held_by("未成年人每人每月600元", held) == [] == held_by("成年人每人每月1000元", held)
    assert held_by("未成年人每人每月1000元", held) == ["label"] == held_by("成年人每人每月600元", held)


@pytest.mark.parametrize("words", ["不少于", "不能少于", "不可低于", "至少"])
def test_bounds_from_below_in_other_words(words: str) -> None:
    assert held_by(f"每天{words}1个小时", "每天不少于1小时") == []


@pytest.mark.parametrize("words", ["不能超过", "不应高于", "最多"])
def test_bounds_from_above_are_none_from_below(words: str) -> None:
    assert "bound" in held_by(f"每天{words}1小时", "每天不少于1小时")


def test_more_than_in_one_character() -> None:
    assert held_by("数量超过80家", "数要超80家") == []

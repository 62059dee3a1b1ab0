"""Right sentences in a model's own words pass, each beside a wrong one that is as near as can be and is held."""

from decimal import Decimal

import pytest

from tests.builders.claims import held_by, prose, tabled, unsaid

PENSION = "农村低保标准由每人每月180元调整到410元。"
FREE = "开展儿童健康服务项目，逐步开展3—5岁儿童免费涂氟防龋项目，以视力、听力残疾为重点。"
LIST = "实施春潮行动、新型职业农民培育工程、雨露计划和退役士兵技能培训。"
SCREENING = "2025年新生儿听力筛查率≥95%。"


@pytest.mark.parametrize(
    "text", ["材料没有写明儿童免费体检的次数", "材料没有写明床位数", "至于收不收费,这一项没有写明", "没有提到疫苗"]
)
def test_what_is_said_not_to_be_written_needs_no_words_of_the_evidence(text: str) -> None:
    assert held_by(text, FREE) == [] and unsaid(text, FREE) == []


@pytest.mark.parametrize("text", ["材料没有提到听力", "这里没有写免费"])
def test_what_is_written_is_not_said_to_be_missing(text: str) -> None:
    assert held_by(text, FREE) == ["silence"]


def test_what_stands_behind_silence_is_not_read_as_affirmed() -> None:
    denied = "学生体质健康未达标的，学校要提出整改措施。"
    assert held_by("材料没有写明体质健康达标的比例", denied) == []
    assert "negation" in held_by("体质健康达标的，学校要提出整改措施", denied)


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("涨到每人每月410元,原先是180元,多了230元", []),
        ("每人每月410元,和以前的180元相比,提高230元", []),
        ("在180元的基础上提高230元,到每人每月410元", []),
        ("涨到每人每月410元,原先是180元,少了230元", ["compared"]),
    ],
)
def test_a_difference_is_told_against_what_was_before(text: str, checked: list[str]) -> None:
    assert held_by(text, PENSION, sum="410元-180元=230元") == checked


def test_a_sum_does_not_turn_who_has_more() -> None:
    quote = "小学生14681人、初中生8008人。"
    assert held_by("小学生14681人,初中生8008人,小学生多6673人", quote, sum="14681人-8008人=6673人") == []
    assert "compared" in held_by("小学生14681人,初中生8008人,初中生多6673人", quote, sum="14681人-8008人=6673人")


def test_regions_are_compared_by_their_rows() -> None:
    ours = tabled(("指标", "巩固率"), ("2020年完成", "98.9%"), region="青石县", n=1)
    theirs = tabled(("指标", "巩固率"), ("2020年完成", "97.1%"), region="松岭市", n=2)
    question = "2020年哪个高"
    assert held_by("2020年巩固率青石县比松岭市高", ours, theirs, question=question) == []
    assert "compared" in held_by("2020年巩固率松岭市比青石县高", ours, theirs, question=question)


@pytest.mark.parametrize(
    ("text", "checked"), [("要实施的行动和工程共4项", []), ("要实施的行动和工程共5项", ["value"]), ("有4项", [])]
)
def test_items_of_a_list_may_be_counted_where_all_are_meant(text: str, checked: list[str]) -> None:
    assert held_by(text, LIST) == checked


def test_buildings_are_never_counted_from_a_list() -> None:
    assert held_by("一共新建3所", "新建城关小学、城东小学和城西小学。") == ["value"]


def test_a_sum_tells_how_many_it_adds_up() -> None:
    quote = "每生每年小学1000元，初中1250元。"
    assert held_by("两个孩子一年合计2250元", quote, sum="1000元+1250元=2250元") == []
    assert "sum" in held_by("三个孩子一年合计2250元", quote, sum="1000元+1250元=2250元")


def test_a_figure_of_a_name_in_quotation_marks_is_a_name() -> None:
    quote = "实施“四名”培养计划，每年培育名教师100名，名校长50名。"
    assert held_by("“四名”培养计划每年培育名教师100名", quote) == []
    assert "value" in held_by("“五名”培养计划每年培育名教师100名", quote)


def test_what_a_share_is_of_is_not_matched_alone() -> None:
    quote = "孕产妇死亡率控制在14/10万以下，婴儿死亡率控制在4.5‰以下。"
    assert held_by("孕产妇死亡率控制在14/10万以下", quote) == []
    assert held_by("孕产妇死亡率控制在15/10万以下", quote) != []


@pytest.mark.parametrize(
    ("text", "checked"),
    [("85%还不够,要求不低于95%", []), ("85%就够了,要求不低于95%", ["value"]), ("75%还不够,要求不低于95%", ["value"])],
)
def test_the_questions_figure_may_be_said_to_be_wrong_behind_it(text: str, checked: list[str]) -> None:
    assert held_by(text, SCREENING, question="听力筛查率到85%就行了吧") == checked


def test_an_age_of_the_question_may_be_held_against_a_group() -> None:
    quote, question = "65岁及以上老年人每年体检1次。", "奶奶68了,一年查几回(68岁)"
    assert held_by("68岁属于65岁及以上的老年人", quote, question=question) == []
    assert held_by("68岁每年体检1次", quote, question=question) == ["value"]


@pytest.mark.parametrize("text", ["省一级政府确定", "平均一人一年2000元", "一年4次,平均3个月1次"])
def test_one_of_each_counts_nothing(text: str) -> None:
    quote = "由省级政府确定，平均每人每年2000元，每年4次。"
    assert held_by(text, quote, sum="12个月÷4=3个月" if "月" in text else "") == []


def test_a_level_of_a_thing_is_a_level() -> None:
    assert held_by("创建省一级幼儿园3所", "创建省级幼儿园3所。") == ["value"]


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("农村19303元,不到城镇39680元的一半", []),
        ("农村19303元,将近城镇39680元的一半", []),
        ("农村19303元,将近城镇39680元的六成", ["value"]),
        ("农村19303元,超过城镇39680元的一半", ["value"]),
    ],
)
def test_a_rough_share_of_two_amounts_is_recomputed(text: str, checked: list[str]) -> None:
    assert [one for one in held_by(text, "城镇39680元、农村19303元。") if one == "value"] == checked


@pytest.mark.parametrize(
    ("text", "checked"),
    [("城市低保每人每月300元", []), ("农村低保每人每月180元", []), ("农村低保每人每月300元", ["label"])],
)
def test_a_contraction_is_told_apart(text: str, checked: list[str]) -> None:
    assert held_by(text, "城乡低保标准分别为每人每月300元、180元。") == checked


def test_old_and_new_are_told_apart() -> None:
    quote = "新旧公共场所无障碍化率分别达100%、80%。"
    assert held_by("旧公共场所无障碍化率达80%", quote) == []
    assert held_by("旧公共场所无障碍化率达100%", quote) == ["label"]


def test_words_of_giving_hide_not_whom_an_amount_is_for() -> None:
    words = "独生子女死亡家庭夫妇每人每月发放450元；独生子女伤残家庭夫妻每人每月发放350元。"
    quote = tabled(("服务项目", "特别扶助"), ("服务标准", words))
    assert held_by("独生子女死亡家庭夫妇的扶助金,每人每月发放450元", quote) == []
    assert "label" in held_by("独生子女伤残家庭夫妻的扶助金,每人每月发放450元", quote)


def test_a_figure_is_of_what_is_said_of_it_behind() -> None:
    quote = "严重精神障碍患者的管理达到95%以上，居民心理健康素养水平达到25%。"
    assert held_by("“95%以上”讲的是严重精神障碍患者的管理", quote) == []
    assert "label" in held_by("“95%以上”讲的是居民心理健康素养水平", quote)


def test_years_that_are_compared_are_not_those_of_the_figures_behind() -> None:
    row = tabled(("项目", "农村低保"), ("2021年版", "515元"), ("2023年版", "660元"))
    assert held_by("2023年版和2021年版相比,农村低保从515元提到660元", row) == []
    assert "year" in held_by("2021年版的农村低保是660元", row)


def test_a_bound_may_stand_in_another_place_of_the_sentence() -> None:
    quote = "公办园在园幼儿比例达到55%以上，已达52.49%。"
    assert held_by("已到52.49%,要到55%以上,离55%还差2.51个百分点", quote, sum="55%-52.49%=2.51个百分点") == []
    assert held_by("那个95%不能低于这个数", "入学率不低于95%。") == []
    assert held_by("比例到55%就行", quote) == ["bound"]


@pytest.mark.parametrize("text", ["每年最少要为退役军人办2次招聘活动", "每年起码办2次招聘活动"])
def test_a_bound_may_stand_farther_from_its_figure(text: str) -> None:
    assert held_by(text, "每年至少2次招聘活动。") == []
    assert held_by(text, "每年至多2次招聘活动。") == ["bound"]


def test_a_way_is_checked_clause_by_clause() -> None:
    quote = "总费率阶段性降至1%，失业保险金由每月966元调至1320元。"
    assert held_by("失业保险金由每月966元调到1320元,总费率降到1%", quote) == []
    assert "opposed" in held_by("失业保险金由每月966元调到1320元,总费率提高到1%", quote)


def test_to_an_amount_is_not_by_it() -> None:
    quote = "居民心理健康素养水平达到25%。"
    assert held_by("心理健康素养水平要达到25%", quote) == []
    assert "change" in held_by("心理健康素养水平要提高25%", quote)


def test_per_school_is_not_per_pupil() -> None:
    quote = "特殊教育学校公用经费补助标准为每生每年6000元。"
    assert held_by("每名学生每年6000元", quote) == []
    assert held_by("每所学校每年6000元", quote) == ["base"]


def test_what_one_line_of_a_plan_tells_apart_is_no_contradiction() -> None:
    disputed = (Decimal(80), Decimal(60))
    line = "甲类共担，省级以上财政负担80%；乙类共担，省级以上财政负担60%。"
    assert held_by("甲类共担由省级以上财政负担80%", line, disputed=disputed) == []
    assert held_by("省级以上财政负担80%", prose("省级以上财政负担80%。"), disputed=disputed) == ["both"]


def test_a_unit_in_the_head_of_a_table_that_is_running_text_counts() -> None:
    text = "一览表\n序号 项目 标准（元/人·月）\n1 集中供养 1166 拨付机构"
    assert held_by("集中供养1166元", text) == []
    assert held_by("集中供养1166张", text) == ["unit"]


def test_grades_of_a_list_are_each_of_them() -> None:
    quote = "困难残疾人生活补贴：低保家庭中一、二级残疾人每人每月85元，三、四级残疾人每人每月45元。\n护理补贴：一级残疾人每人每月92元；三级智力残疾人每人每月50元。"
    assert "crossed" not in held_by("低保家庭中三级残疾人的生活补贴每人每月45元", quote)


def test_a_word_that_the_dictionary_cut_wrongly_stands() -> None:
    assert unsaid("城镇中小学教师评中级、高级职务", "城镇中小学教师评聘中高级职务") == []


@pytest.mark.parametrize(
    ("said", "quote", "changed"),
    [
        ("床位多了3500张", "床位由3.52万张增加到3.87万张。", {"sum": "3.87万张-3.52万张=0.35万张=3500张"}),
        ("两所一共24个班", "再建两所幼儿园，每所12个班。", {"sum": "2所×12个班=24个班"}),
        ("筛查率要达到95%或者更高", "筛查率要≥95%。", {}),
        ("85%是不够的，要达到95%", "筛查率要达到95%。", {"question": "做到85%就行了吧?"}),
        ("个人交一份，政府补一份", "资金由个人缴费、政府补贴构成。", {}),
        ("奶奶68岁，满了65岁，每年1次体检", "65岁及以上老年人每年1次体检。", {"question": "奶奶今年68了,体检几回?"}),
        ("持卡的有521万人，没有分城里和乡下", "持卡人数达到521万人。", {}),
        ("住宿费就不算在内了", "住宿费不在内。", {}),
    ],
)
def test_everyday_ways_to_say_what_the_evidence_says(said: str, quote: str, changed: dict[str, str]) -> None:
    assert held_by(said, quote, **changed) == []


def test_a_result_that_is_written_twice_is_the_same_twice() -> None:
    quote = "床位由3.52万张增加到3.87万张。"
    assert "sum" in held_by("床位多了3600张", quote, sum="3.87万张-3.52万张=0.35万张=3600张")


def test_an_age_that_nobody_asked_of_is_not_allowed() -> None:
    assert held_by("奶奶68岁", "65岁及以上老年人体检。", question="奶奶今年86了,体检几回?") == ["value"]


@pytest.mark.parametrize(("said", "quote"), [("社保卡", "社会保障卡"), ("县里", "全县"), ("也能免学费", "免除学费")])
def test_shortened_and_glued_words_stand(said: str, quote: str) -> None:
    assert unsaid(said, quote) == []

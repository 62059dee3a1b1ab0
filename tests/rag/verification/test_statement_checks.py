"""What a sentence says beyond its figures stands in the evidence: every word, what turns or narrows it, plan or fact."""

import pytest

from tests.builders.claims import held_by, prose, tabled, unsaid

MEALS = "农村义务教育学生营养膳食补助的国家基础标准为每生每天5元，由县教育体育局组织实施。"
NURSERIES = "到2025年，全县新建托育机构12所，新增托位860个。"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("幼儿园学生每生每天5元", "幼儿园"),
        ("请到隔壁县问问", "隔壁"),
        ("标准为每生每天5元,凭身份证领取", "身份证"),
    ],
)
def test_a_word_that_the_evidence_does_not_say_is_named(said: str, word: str) -> None:
    assert word in unsaid(said, MEALS)


@pytest.mark.parametrize(
    "said",
    [
        "农村义务教育阶段的学生,每人每天补5元",
        "规划没有写具体金额",
        "由县教育体育局负责组织实施",
        "农村学生一共可以享受每天5元的营养膳食补贴",
    ],
)
def test_plain_words_and_near_words_may_be_said(said: str) -> None:
    assert unsaid(said, MEALS) == []


def test_a_word_of_the_lexicon_stands_for_what_plans_call_it() -> None:
    assert unsaid("低保由财政负责", "最低生活保障由财政负责") == []


def test_a_noun_of_the_question_must_stand_in_the_evidence() -> None:
    assert unsaid("幼儿园有营养膳食补助", MEALS, question="幼儿园有营养膳食补助吗") == ["幼儿园"]


def test_what_the_plan_is_silent_on_may_be_named_as_the_question_does() -> None:
    assert unsaid("规划没有写幼儿园的补助", MEALS, question="幼儿园有营养膳食补助吗") == []


def test_words_of_who_asks_may_be_taken_from_the_question() -> None:
    assert unsaid("您奶奶每天补5元", MEALS, question="我奶奶有补助吗") == []


def test_the_region_of_the_evidence_may_be_named() -> None:
    assert unsaid("青石县每生每天补5元", MEALS) == []


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("国家取消学生补助", "国家给学生补助"),
        ("只有学生领取补助", "学生领取补助"),
        ("学生必须住校", "学生住校"),
        ("学生自己出餐费", "学生有餐费补助"),
        ("体检全免", "每年体检1次"),
        ("寿命降到78岁", "寿命达到78岁"),
        ("补助上调", "补助发放"),
        ("不论家庭是否困难", "家庭困难的学生"),
        ("不需要任何材料", "申请时提交材料"),
        ("县城不享受", "县城学生"),
        ("工程提前竣工", "工程竣工"),
        ("两院各投资3亿元", "两院总投资3亿元"),
        ("补助一次性发给学生", "补助发给学生"),
        ("是约束性指标", "指标属性为预期性"),
        ("是预期性指标", "指标属性为约束性"),
        ("大部分学生有补助", "学生有补助"),
        ("补助翻一番", "补助提高"),
    ],
)
def test_what_turns_or_narrows_must_stand_in_the_evidence(said: str, quote: str) -> None:
    assert "stance" in held_by(said, quote)
    assert "stance" not in held_by(said, said)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("老人仅需带证件", "老人须带证件"),
        ("体检不收费", "体检免费"),
        ("体检免费", "体检不收费"),
        ("县城不包括在内", "试点地区不含县城"),
        ("单位缴费,个人不用交", "由单位缴纳,个人不缴费"),
    ],
)
def test_the_same_turn_in_other_words_passes(said: str, quote: str) -> None:
    assert "stance" not in held_by(said, quote)


def test_a_plan_is_not_told_as_done() -> None:
    assert "tense" in held_by("全县已经新建托育机构12所", NURSERIES)
    assert "tense" in held_by("12所托育机构建成了", NURSERIES)
    assert held_by("到2025年新建托育机构12所", NURSERIES) == []


def test_what_is_done_may_be_told_so_in_other_words() -> None:
    assert held_by("已有村庄规划9897个", "全省行政村村庄规划有9897个") == []
    assert held_by("已经建成12所", "2020年已建成12所，到2025年建成20所") == []


def test_a_target_of_a_row_is_not_told_as_done() -> None:
    row = tabled(("指标", "床位数"), ("2020年完成", "4.84张"), ("2025年目标", "5.2张"))
    assert "tense" in held_by("床位数2025年目标5.2张,已经完成", row)
    assert "tense" not in held_by("床位数2020年已经完成4.84张", row)


def test_a_heading_says_what_the_words_are_about() -> None:
    assert unsaid("高龄津贴每月50元", prose("每月50元", section=("高龄津贴",))) == []


def test_what_the_evidence_leaves_out_is_not_let_in() -> None:
    quote = "试点地区（不含县城）的学生领取补助"
    assert "stance" in held_by("县城的学生领取补助", quote)
    assert held_by("试点地区的学生领取补助,县城没有", quote) == []


@pytest.mark.parametrize("said", ["由市财政局牵头", "市住建局配合", "市民政局牵头"])
def test_who_leads_is_who_leads_in_the_evidence(said: str) -> None:
    assert "roles" in held_by(said, "由市住房城乡建设局牵头，市财政局配合，市民政局出资。")


def test_an_agency_may_be_called_by_its_short_name() -> None:
    assert held_by("由市住建局牵头,市财政局配合", "由市住房城乡建设局牵头，市财政局配合。") == []
    assert held_by("县财政负责", tabled(("项目", "高龄津贴"), ("支出责任", "县级财政负责"))) == []


def test_a_target_that_is_said_to_be_missed_is_missed_in_the_evidence() -> None:
    assert "stance" in held_by("床位目标没有实现", "床位目标为36张")


OFFICES = "高龄津贴由市民政局发放,市住房城乡建设局会同市财政局配合。"


@pytest.mark.parametrize("said", ["高龄津贴由民政局发放", "由市住建局配合", "市民政局和市财政局"])
def test_an_office_may_be_named_in_short(said: str) -> None:
    assert "actors" not in held_by(said, OFFICES)


@pytest.mark.parametrize(
    "said", ["高龄津贴由县民政局发放", "高龄津贴由市财政厅发放给省财政", "由市卫健委发放", "找乡镇政府"]
)
def test_an_office_of_a_models_own_is_held(said: str) -> None:
    assert "actors" in held_by(said, OFFICES)


STATIONS = "布局分散的农村卫生站撤并3个。到2026年,全市新增社区卫生站6个。"


@pytest.mark.parametrize("said", ["全市撤并社区卫生站6个", "新增农村卫生站3个"])
def test_the_opposite_of_what_is_said_of_a_figure_is_held(said: str) -> None:
    assert "opposed" in held_by(said, STATIONS)


@pytest.mark.parametrize("said", ["全市新增社区卫生站6个", "撤并农村卫生站3个", "撤并3个,新增6个"])
def test_what_is_said_of_a_figure_passes(said: str) -> None:
    assert held_by(said, STATIONS) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("一、二年级学生获赠图书4册", []),
        ("一年级学生获赠图书4册", []),
        ("三年级不在其中", []),
        ("一到三年级学生获赠图书4册", ["grades"]),
        ("三年级学生获赠图书4册", ["grades"]),
    ],
)
def test_years_of_a_school_are_those_of_the_evidence(said: str, fault: list[str]) -> None:
    assert held_by(said, "小学一、二年级学生获赠图书4册") == fault


def near(word: str) -> list[tuple[str, float]]:
    return {"核算": [("核定", 0.56)], "初中": [("小学", 0.45)], "陪读": [("学生", 0.3)], "挑选": [("遴选", 0.9)]}.get(
        word, []
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [("按标准核算", []), ("按标准挑选", []), ("初中按标准", ["初中"]), ("陪读按标准", ["陪读"]), ("驾照", ["驾照"])],
)
def test_a_word_near_in_meaning_stands_but_for_those_that_make_a_difference(said: str, words: list[str]) -> None:
    assert unsaid(said, "小学学生按标准核定、遴选", near=near) == words


def test_what_is_not_in_it_is_not_said_to_be() -> None:
    assert "stance" in held_by("住宿费也免除", "免除学费,住宿费不在内")
    assert held_by("住宿费不在内", "免除学费,住宿费不在内") == []


APART = "最低生活保障家庭中的残疾人领取生活补贴；需要长期照护的重度残疾人领取护理补贴。"


@pytest.mark.parametrize("said", ["重度残疾人领取生活补贴", "低保家庭中的残疾人可以领护理补贴"])
def test_what_the_evidence_keeps_apart_is_not_crossed(said: str) -> None:
    assert "crossed" in held_by(said, APART)


@pytest.mark.parametrize(
    "said",
    [
        "低保家庭中的残疾人领取生活补贴,重度残疾人领取护理补贴",
        "残疾人领取生活补贴和护理补贴",
        "低保家庭中的残疾人和重度残疾人分别领取生活补贴、护理补贴",
    ],
)
def test_each_with_its_own_or_both_listed_passes(said: str) -> None:
    assert "crossed" not in held_by(said, APART)


def test_a_denial_needs_one_in_the_evidence() -> None:
    assert held_by("不能,流动人口要回去办", "流动人口可以在现居住地办") == ["refusal"]
    assert "refusal" not in held_by("不能,县城不在内", "试点地区不含县城")


def test_free_is_not_all_where_little_is_charged_too() -> None:
    assert held_by("场馆免费开放", "场馆免费或低收费开放") == ["alternatives"]
    assert held_by("场馆免费或低收费开放", "场馆免费或低收费开放") == []


def test_a_compound_that_nobody_knows_is_held() -> None:
    assert held_by("培训一次,缴五险一金", "培训一次") == ["unknown"]
    assert held_by("培训一次,缴五险一金", "培训一次，缴五险一金") == []


def test_what_was_reached_is_not_told_as_a_plan() -> None:
    reached = prose("全市新建足球场74块。", section=("第一章 发展基础",))
    assert "tense" in held_by("计划新建足球场74块", reached)
    assert held_by("全市新建足球场74块", reached) == []


def test_what_schools_are_given_is_not_what_people_get() -> None:
    quote = "生均公用经费的基准定额：小学650元，初中850元；特殊教育学校学生补助6000元。"
    assert held_by("小学生每人能领到650元", quote) == ["funds"]
    assert held_by("特殊教育学校学生能领到6000元", quote) == []
    assert held_by("小学生均公用经费650元", quote) == []

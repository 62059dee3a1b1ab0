"""What can answer a question at all."""

from dataclasses import replace

import pytest

from ingest.schema import RowKind
from rag.extraction.filters import spoken_of
from rag.question.parsed_question import ParsedQuestion
from tests.builders.answers import prose, record
from tests.rag.extraction.searches import BUS, candidates, parsed


def test_only_what_speaks_of_paying_tells_who_pays() -> None:
    assert [one.text for one in candidates("乡村校车补助谁出钱", BUS)] == ["乡村校车补助的支出责任：县级财政负责"]


@pytest.mark.parametrize("question", ["灯塔的电话是多少", "办灯塔要带什么材料", "灯塔几点开门", "灯塔在哪条路"])
def test_what_plans_rarely_tell_is_answered_only_by_what_speaks_of_it(question: str) -> None:
    assert candidates(question, prose("灯塔有8座。")) == ()


def test_only_what_names_a_body_tells_who_leads() -> None:
    found = candidates("灯塔归谁管", prose("灯塔由县交通局管理。灯塔要管理好。"))
    assert [one.text for one in found] == ["灯塔由县交通局管理"]


def test_who_leads_is_told_by_the_duty_above_and_not_by_a_sentence_without_a_body() -> None:
    duty = record(("事项", "老有所养"), ("牵头单位", "县民政局"), kind=RowKind.DUTY, section=("一、老有所养",))
    below = prose("互助食堂要办好，建成一批示范点。", section=("一、老有所养", "1.互助食堂"), key="d1")
    (found,) = candidates("互助食堂归哪个局管", below, duty)
    assert found.text == "老有所养的牵头单位：县民政局"
    assert found.features["sentence_overlap"] == pytest.approx(1)  # it governs what stands below its heading


ASKED = {
    "who leads": "灯塔归谁管",
    "who pays": "灯塔谁出钱",
    "a telephone": "灯塔的电话是多少",
    "papers": "办灯塔要带什么材料",
    "hours": "灯塔几点开门",
    "a place": "灯塔在哪条路",
    "a way": "灯塔补贴怎么领",
    "an amount": "灯塔补贴多少钱",
}
TELLING = {
    "who leads": (
        "灯塔由林场牵头 灯塔维护林场负责 灯塔的主管是林业站 灯塔修缮的责任在林场 灯塔节林场主办 灯塔节林场承办 灯塔由县交通局管理 "
        "县交通局要修灯塔 县政府定期查看灯塔 交通委会同林场修灯塔 交通办组织修灯塔 交通部统筹灯塔 交通厅指导灯塔 县政府应修灯塔"
    ),
    "who pays": (
        "修灯塔用县财政 修灯塔有专项资金 灯塔列入工作经费 灯塔由港务基金修 灯塔由船厂支付 灯塔由船厂承担 灯塔由船厂负担 灯塔由船厂负责 "
        "灯塔由船厂出资 灯塔由船主缴纳 灯塔由船主缴费 上灯塔自理 上灯塔自费 上灯塔免费 "
        "灯塔的支出责任：市县按4:6 灯塔在专项中列支 修灯塔两县分担 修灯塔船厂自筹"
    ),
    "a telephone": (
        "灯塔打0731-5551234 灯塔打073125551234 灯塔打13812345678 灯塔打5551234 灯塔打12345 灯塔打95598 拨灯塔热线 灯塔网址见附件 "
        "见灯塔www页 见灯塔公众号"
    ),
    "papers": (
        "上灯塔要交材料 上灯塔看证件 上灯塔看身份证 上灯塔看户口 上灯塔要开证明 上灯塔要预约 上灯塔先提交 上灯塔提供航海证 上灯塔提供登记表 "
        "上灯塔持船员证 上灯塔持船员卡 上灯塔凭船票 上灯塔先申请"
    ),
    "hours": "灯塔8点亮 灯塔8:30亮 灯塔8时亮 灯塔上午亮 灯塔下午亮 灯塔工作日亮 灯塔周末亮 灯塔节假日亮 灯塔全天亮 灯塔24小时亮",
    "a place": (
        "灯塔在滨海路 灯塔在一条街上 灯塔在石板巷 灯塔在河口镇 灯塔在河口乡 灯塔在河口村 灯塔在新区 灯塔在公园 灯塔在钟楼 灯塔位于海边 "
        "灯塔设在海边 灯塔有地址 灯塔有窗口 灯塔进大厅 灯塔在文化中心 灯塔在医院 灯塔在卫生院 灯塔在银行 灯塔在气象站 灯塔在派出所"
    ),
    "a way": (
        "灯塔补贴向管理站提出 灯塔补贴到码头申领 灯塔补贴在码头领取 灯塔补贴通过渔港受理 灯塔补贴凭船票领取 灯塔补贴要填写登记表 灯塔补贴须携带证件 "
        "灯塔补贴的申请流程见附件 灯塔补贴进服务窗口 灯塔补贴由渔业局负责 灯塔补贴找渔业局 灯塔补贴由渔业局牵头"
    ),
    "an amount": (
        "灯塔补贴全覆盖 灯塔补贴全部发给 灯塔补贴全额发给 灯塔补贴全面发给 灯塔补贴应发尽发 灯塔欠的补贴清零 灯塔免费 灯塔不收钱 灯塔补贴由县里确定 "
        "灯塔补贴另行制定 灯塔补贴另有规定 灯塔补贴照旧执行 灯塔补贴另行公布 灯塔补贴逐户核定 灯塔补贴按照上级 灯塔补贴按上级 灯塔补贴参照上级 "
        "灯塔补贴沿用老标准 灯塔补贴每月110元 灯塔补贴每月xx元"
    ),
}


@pytest.mark.parametrize(("asked", "told"), [(asked, told) for asked, all_ in TELLING.items() for told in all_.split()])
def test_a_sentence_that_speaks_of_what_is_asked_for_may_answer(asked: str, told: str) -> None:
    assert [one.text for one in candidates(ASKED[asked], prose(f"{told}。"))] == [told]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("who leads", "灯塔由船长管理"),
        ("who leads", "灯塔要修好"),
        ("who pays", "灯塔由县交通局管理"),
        ("a telephone", "灯塔投资5551234元"),
        ("a telephone", "灯塔有船员12345人，亮度95598.5"),
        ("a telephone", "灯塔编号2024051312345"),
        ("papers", "灯塔提供灯光"),
        ("papers", "灯塔持续亮着"),
        ("hours", "灯塔有8层"),
        ("a place", "灯塔所有权归县里"),
        ("a way", "守塔人得到评估并领取灯塔补贴"),
        ("a way", "灯塔补贴由县人民政府负责出资"),
        ("a way", "灯塔补贴发放到户的格局"),
        ("a place", "城乡居民得到灯塔服务"),
        ("an amount", "灯塔补贴要落实"),
        ("an amount", "灯塔补贴2025年发放"),
    ],
)
def test_a_sentence_that_speaks_of_something_else_does_not_answer(asked: str, told: str) -> None:
    assert candidates(ASKED[asked], prose(f"{told}。")) == ()


def test_an_indicator_or_an_empty_cell_tells_an_amount_without_a_figure() -> None:
    indicator = record(("指标", "灯塔数"), ("2025年", "完成任务"), kind=RowKind.INDICATOR)
    assert [one.text for one in candidates("灯塔数是多少座", indicator)] == ["灯塔数2025年为完成任务"]
    empty = record(("服务项目", "灯塔照明"), ("服务对象", "船长"), ("照明费", ""))
    assert [one.cell.text for one in candidates("灯塔照明多少钱", empty) if one.cell] == [""]


@pytest.mark.parametrize("words", ["由县里确定", "免费", "每月xx元", "每月110元"])
def test_an_amount_is_told_by_a_figure_its_blank_or_words_for_one(words: str) -> None:
    row = record(("服务项目", "灯塔补贴"), ("服务对象", "船长"), ("服务标准", words))
    assert [one.text for one in candidates("灯塔补贴多少钱", row)] == [f"灯塔补贴的服务标准：{words}"]


def test_what_only_repeats_the_question_answers_nothing() -> None:
    assert candidates("灯塔要修好", prose("灯塔要修好。")) == ()


def test_a_row_for_other_schools_is_not_meant() -> None:
    row = record(("服务项目", "高中住宿补助"), ("服务标准", "每月200元"))
    assert candidates("幼儿园住宿补助多少元", row) == ()


def test_a_stretch_for_other_schools_is_not_meant_where_its_row_is_for_several() -> None:
    row = record(("项目", "义务教育字典补助"), ("标准", "小学一年级每生14元；初中一年级每生20元"), kind=RowKind.OTHER)
    told = [one.text for one in candidates("初中字典补助多少元", row)]
    assert told and not any("小学" in one and "初中" not in one for one in told)


def test_a_word_near_enough_to_one_of_the_question_tells_that_a_hit_is_about_it() -> None:
    """Near in meaning by the model of the index; what is only somewhat near does not tell."""
    asked = parsed("灯塔怎么样")
    hits = (prose("航标已经修好。"),)

    def near(degree: float) -> ParsedQuestion:
        terms = tuple(replace(term, near=(("航标", degree),)) for term in asked.terms)
        return replace(asked, terms=terms).narrowed(hit.passage.text for hit in hits)

    def passes(question: ParsedQuestion) -> bool:
        return spoken_of(question, hits)(candidates("航标怎么样", *hits)[0])

    assert passes(near(0.85)) and not passes(near(0.7))


def test_a_question_is_not_repeated_with_a_colon_either() -> None:
    assert candidates("灯塔要修好", prose("灯塔要修好：")) == ()


def test_where_no_hit_holds_a_word_of_the_question_nothing_can_answer() -> None:
    assert candidates("1+1等于几", prose("灯塔有2座。")) == ()


@pytest.mark.parametrize("words", ["灯塔补贴有多少？", "表1 灯塔补贴"])
def test_questions_and_captions_tell_nothing(words: str) -> None:
    assert candidates("灯塔补贴是怎么回事", prose(f"{words}\n")) == ()


def test_the_number_of_a_row_tells_nothing() -> None:
    row = record(("项目名称", "灯塔修缮"), ("序号", "10"), ("年度任务", "修灯塔4座"), kind=RowKind.OTHER)
    assert [one.text for one in candidates("灯塔修缮的任务", row)] == ["灯塔修缮的年度任务：修灯塔4座"]


COSTS = record(("项目名称", "公共充电桩"), ("计划投资", "620万元"), ("完成时限", "11月底"), kind=RowKind.OTHER)


def test_what_a_project_costs_is_no_fee() -> None:
    assert candidates("公共充电桩充电要交多少钱", COSTS) == ()
    assert [one.text for one in candidates("公共充电桩投资多少钱", COSTS)] == ["公共充电桩的计划投资：620万元"]


def test_what_is_told_in_words_is_no_value_of_an_indicator() -> None:
    rate = record(("指标", "体检率"), ("2025年目标", "75%"), kind=RowKind.INDICATOR)
    assert candidates("体检包括什么", rate) == ()
    assert candidates("体检率多少", rate) != ()


def test_a_row_for_other_ages_is_not_meant() -> None:
    rows = [
        record(("年龄段", f"{low}—{low + 4}周岁"), ("金额", f"{low}元/月"), kind=RowKind.OTHER, key=f"d{low}")
        for low in (80, 85, 90)
    ]
    assert {one.hit.name for one in candidates("我奶今年八十七咧,一个月领多少元", *rows)} == {"85—89周岁"}


FOOD = record(
    ("项目名称", "社区老年食堂"),
    ("年度任务", "新建老年食堂4个、提升5个"),
    ("计划投资（万元）", "270"),
    ("资金来源", "福彩公益金"),
    ("牵头单位", "市民政局"),
    ("完成时限", "9月30日前"),
    kind=RowKind.OTHER,
)


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("社区老年食堂哪些人能去", {"年度任务"}),
        ("社区老年食堂的钱从哪来", {"资金来源"}),
        ("社区老年食堂什么时候完成", {"完成时限"}),
        ("社区老年食堂归谁管", {"牵头单位"}),
        ("社区老年食堂计划投资多少钱", {"计划投资"}),
    ],
)
def test_a_column_that_tells_one_thing_answers_who_asks_for_that(question: str, columns: set[str]) -> None:
    told = {"计划投资", "资金来源", "牵头单位", "完成时限"}
    found = {one.cell.column.split("（")[0] for one in candidates(question, FOOD) if one.cell}
    assert found & told == columns & told and (found & columns or not columns)


def test_which_ones_is_not_told_by_how_many() -> None:
    names = prose("新建老年食堂在东镇、西镇。提升老年食堂5个、新建4个。")
    assert [one.text for one in candidates("新建老年食堂是哪几个", names)] == ["新建老年食堂在东镇、西镇"]


SHARES = record(("项目", "高龄津贴"), ("省级", "50%"), ("市级", "0%"), ("县级", "50%"), kind=RowKind.OTHER)


@pytest.mark.parametrize(
    ("question", "levels"),
    [
        ("高龄津贴县里出几成", ["县级"]),
        ("高龄津贴市里出不出", ["市级"]),
        ("高龄津贴怎么分担", ["省级", "市级", "县级"]),
    ],
)
def test_of_a_table_of_shares_the_level_that_is_asked_about(question: str, levels: list[str]) -> None:
    assert [one.cell.column for one in candidates(question, SHARES) if one.cell] == levels


BOTH = prose("护理补贴每月120元。高龄津贴与护理补贴只能选择一项。")


def test_whether_two_go_together_is_told_by_words_on_both() -> None:
    found = candidates("高龄津贴和护理补贴两个都能拿吧", BOTH)
    assert [one.text for one in found] == ["高龄津贴与护理补贴只能选择一项"]


def test_where_nothing_is_told_of_both_all_may_answer() -> None:
    found = candidates("高龄津贴和护理补贴两个都能拿吧", prose("护理补贴每月120元。"))
    assert [one.text for one in found] == ["护理补贴每月120元"]


@pytest.mark.parametrize(
    "told", ["县民政局核对灯塔", "县残联审核灯塔", "县民政局受理灯塔", "县财政局拨付灯塔", "县民政局答复灯塔"]
)
def test_a_body_that_does_something_is_in_charge_of_it(told: str) -> None:
    assert [one.text for one in candidates("灯塔谁来审核", prose(f"{told}。"))] == [told]


def test_one_meal_is_not_told_of_another() -> None:
    assert candidates("早饭补几块钱", prose("午餐补2元。")) == ()


@pytest.mark.parametrize(
    ("question", "columns"),
    [
        ("校车补助找哪个单位办", {"牵头单位"}),
        ("校车补助去哪个部门问", {"牵头单位"}),
        ("校车补助找哪个部门出钱", {"牵头单位", "支出责任", "服务标准"}),
        ("校车补助归谁管", {"牵头单位", "支出责任", "服务标准"}),
    ],
)
def test_who_pays_or_sets_the_standard_is_not_whom_to_turn_to(question: str, columns: set[str]) -> None:
    row = record(
        ("服务项目", "校车补助"),
        ("服务标准", "由县教育局确定标准"),
        ("支出责任", "县政府负责"),
        ("牵头单位", "县交通局"),
    )
    assert {one.cell.column for one in candidates(question, row) if one.cell} == columns

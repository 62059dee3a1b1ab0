"""What a question is after, and which of its words carry it."""

import pytest
from hypothesis import given

from ingest.schema import RowKind
from ingest.text.fold import fold
from rag.question.answer_type import Computes, answer_type_of, carrying, is_premise
from tests.builders.properties import PROPERTY, QUESTIONS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("基层首诊是什么意思", "meaning"),
        ("什么是基层首诊", "meaning"),
        ("基层首诊的含义", "meaning"),
        ("养老服务由哪个部门牵头", "lead"),
        ("养老服务归谁管", "lead"),
        ("哪些单位配合", "lead"),
        ("校车补助谁出钱", "payer"),
        ("低保由中央还是地方负担,国家出吗", "payer"),
        ("支出责任是什么", "payer"),
        ("打疫苗要不要交钱", "payer"),
        ("哪些人可以领高龄津贴", "who"),
        ("服务对象是谁", "who"),
        ("什么条件能享受", "who"),
        ("还有别的条件吗", "who"),
        ("有其他要求没得", "who"),
        ("年纪有要求没得", "any"),
        ("小学学杂费要交不", "whether"),
        ("打疫苗要钱不?", "whether"),
        ("有没得护理补贴", "whether"),
        ("我能吃低保吗", "whether"),
        ("我能吃低保不", "any"),
        ("要都改完嘛,等得到不", "any"),
        ("家庭医生提供哪些服务", "what"),
        ("服务内容是什么", "what"),
        ("托育园哪一年建成", "when"),
        ("养老院什么时候建好", "when"),
        ("要建哪几所学校", "which"),
        ("校车补助多少钱", "amount"),
        ("每天补几块钱", "amount"),
        ("补助标准", "amount"),
        ("床位要达到多少张", "amount"),
        ("两个县的低保哪个高", "amount"),
        ("高龄津贴哪边多一些?", "amount"),
        ("青石县和松岭市的低保标准谁的高", "amount"),
        ("校车早上几点发车", "hours"),
        ("床位使用率要提高几点几", "amount"),
        ("申请表在哪个网址下载", "contact"),
        ("心理援助热线拨哪个号", "contact"),
        ("哪几条街的孩子能去读", "address"),
        ("高龄津贴怎么申请", "way"),
        ("高龄津贴咋个领", "way"),
        ("低保咋办", "way"),
        ("老伴瘫了找哪个?", "way"),
        ("我想办残疾证去哪里", "way"),
        ("校车补助怎么领,能领多少", "amount"),
        ("高龄津贴归哪个部门管", "lead"),
        ("没钱看病怎么办", "any"),
        ("说说校车补助", "any"),
        ("", "any"),
    ],
)
def test_the_kind_of_a_question_is_understood(text: str, kind: str) -> None:
    assert answer_type_of(text).kind == kind


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("基层首诊的含义", "释义"),
        ("养老服务的牵头单位", "牵头单位"),
        ("校车补助谁出钱", "支出责任"),
        ("哪些人可以领", "服务对象"),
        ("服务内容是什么", "服务内容"),
        ("什么时候建好", "完成时限"),
        ("多少钱", "服务标准"),
    ],
)
def test_the_best_column_for_a_kind_comes_first(text: str, column: str) -> None:
    assert answer_type_of(text).columns[0] == column


@pytest.mark.parametrize("kind", RowKind)
def test_every_kind_of_row_tells_something_that_can_be_asked(kind: RowKind) -> None:
    assert any(kind in answer_type_of(text).rows for text in ("是什么意思", "谁牵头", "谁出钱", "包括哪些", "多少", ""))


@pytest.mark.parametrize(
    ("text", "rows"), [("基层首诊是什么意思", {RowKind.TERM}), ("养老归谁管", {RowKind.DUTY, RowKind.STANDARD})]
)
def test_only_some_kinds_of_rows_tell_a_meaning_or_who_leads(text: str, rows: set[RowKind]) -> None:
    assert answer_type_of(text).rows == rows


# the figure that is asked for


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("校车补助多少钱", "元"),
        ("一天几块钱", "元"),
        ("项目投资是多少", "元"),
        ("巩固率要到百分之几", "%"),
        ("护理型床位占多少", "%"),
        ("普通高中的毛入学率有多高", "%"),
        ("一年体检几次", "次"),
        ("多大年纪能领", "岁"),
        ("活动中心面积多大", "平方米"),
        ("服务半径是几公里", "公里"),
        ("多久随访一回", "月"),
        ("培训多少人", "人"),
        ("养老床位几张", "张"),
        ("改造多少户", "户"),
        ("公租房多少套", "套"),
        ("托育园几家", "家"),
    ],
)
def test_the_measure_that_is_asked_for_is_understood(text: str, unit: str) -> None:
    assert unit in answer_type_of(text).measure


@pytest.mark.parametrize(("text", "unit"), [("校车补助多少钱", "人"), ("占比多少", "元"), ("培训多少人", "元")])
def test_a_measure_leaves_out_units_of_other_measures(text: str, unit: str) -> None:
    assert unit not in answer_type_of(text).measure


def test_a_question_after_two_measures_is_open_to_both() -> None:
    answer_type = answer_type_of("失业金能领多久,每个月多少")
    assert {"月", "元"} <= answer_type.measure and answer_type.several and "人" not in answer_type.measure


@pytest.mark.parametrize("text", ["养老金每月多少", "高龄津贴一个月有好多", "能领多少失业金"])
def test_of_an_allowance_money_is_asked(text: str) -> None:
    assert answer_type_of(text).measure == {"元"}


@pytest.mark.parametrize("text", ["领补贴的有多少人", "低保覆盖率多少", "助学金标准是多少"])
def test_not_every_question_about_an_allowance_is_after_money(text: str) -> None:
    assert "元" not in answer_type_of(text).measure


@pytest.mark.parametrize("text", ["校车补助标准是多少", "说说校车补助", "校车归谁管", ""])
def test_a_question_that_names_no_measure_is_open_to_all(text: str) -> None:
    assert answer_type_of(text).measure == frozenset()


@pytest.mark.parametrize(("text", "unit"), [("要培训多少万人", "人"), ("危房改造几万户", "户")])
def test_a_measure_in_tens_of_thousands_is_understood(text: str, unit: str) -> None:
    assert unit in answer_type_of(text).measure


@pytest.mark.parametrize(
    ("text", "unit"),
    [("托育园几家", "家"), ("养老床位多少张", "张"), ("培训多少人", "人"), ("改造几户", "户"), ("补助多少", "")],
)
def test_the_unit_that_the_question_names_is_known(text: str, unit: str) -> None:
    assert answer_type_of(text).unit == unit


@pytest.mark.parametrize(("text", "unit"), [("走几公里", "公里"), ("面积多少平方米", "平方米"), ("等多少小时", "小时")])
def test_a_unit_of_two_characters_is_known(text: str, unit: str) -> None:
    assert answer_type_of(text).unit == unit


def test_the_unit_of_counted_things_is_known() -> None:
    assert answer_type_of("建多少个社区食堂").unit == "个"


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("小学和初中分别多少", True),
        ("城乡低保各是多少", True),
        ("养老金从多少涨到多少", True),
        ("占比从多少提高到了多少", True),
        ("比2020年高多少", True),
        ("校车补助多少", False),
        ("到2025年要建多少", False),
    ],
)
def test_a_question_after_several_figures_is_known(text: str, several: bool) -> None:
    assert answer_type_of(text).several is several


@pytest.mark.parametrize(("text", "near"), [("校车补助多少钱", "校车补助"), ("村里的养老床位有几张", "养老床位")])
def test_the_words_right_before_the_asking_ones_are_near(text: str, near: str) -> None:
    assert text.index(near) in answer_type_of(text).near


def test_words_far_before_the_asking_ones_are_not_near() -> None:
    assert 0 not in answer_type_of("校车补助我还是不太清楚到底是多少钱").near


@pytest.mark.parametrize(
    ("text", "premise"),
    [
        ("听说高龄津贴是80元", True),
        ("高龄津贴每月80元,对吗?", True),
        ("高龄津贴是不是80元", True),
        ("高龄津贴80元是真的吗", True),
        ("高龄津贴每月80元吧?", True),
        ("高龄津贴每月多少元", False),
        ("年满80岁领多少高龄津贴", False),
    ],
)
def test_a_question_that_asks_whether_something_is_so_is_known(text: str, premise: bool) -> None:
    assert is_premise(text) is premise


# the words that carry it


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("请问校车补助多少", ["校车补助"]),
        ("请问校车补助是多少", ["校车补助"]),
        ("大姚县低保标准", ["低保"]),
        ("云南省楚雄彝族自治州大姚县低保标准", ["低保"]),
        ("我想知道寄宿生早餐补助是多少呢", ["寄宿生早餐补助"]),
        ("高龄津贴的服务对象", ["高龄津贴"]),
        ("基层首诊的含义", ["基层首诊"]),
        ("听说高龄津贴是真的吗", ["高龄津贴"]),
        ("床位从多少张增加到多少", ["床位"]),
        ("校车补助谁出钱", ["校车补助"]),
        ("校车补助和早餐补助有哪些", ["校车补助和早餐补助"]),
    ],
)
def test_regions_fillers_and_words_of_asking_are_blanked_out(text: str, words: list[str]) -> None:
    assert carrying(text).split() == words


@pytest.mark.parametrize("text", ["校车补助多少钱", "校车补助几块钱"])
def test_all_of_the_asking_words_is_blanked_out(text: str) -> None:
    assert carrying(text).split() == ["校车补助"]


def test_names_of_the_indexs_own_regions_are_blanked_out() -> None:
    assert carrying("青石县高龄津贴多少", ("青石县", "青石")).split() == ["高龄津贴"]


@pytest.mark.parametrize("word", ["初中", "社会保险", "结对帮扶", "中医按摩", "残疾人给付"])
def test_words_that_carry_the_question_stay_whole(word: str) -> None:
    assert carrying(f"{word}有多少").split() == [word]


@PROPERTY
@given(QUESTIONS.map(fold))
def test_what_carries_a_question_stays_where_it_stands(text: str) -> None:
    left = carrying(text, ("青石县",))
    assert len(left) == len(text)
    assert all(now in (was, " ") for was, now in zip(text, left, strict=True))


@PROPERTY
@given(QUESTIONS.map(fold))
def test_any_question_asks_for_something(text: str) -> None:
    answer_type = answer_type_of(text)
    assert answer_type.kind and answer_type.columns and answer_type.rows


@pytest.mark.parametrize(
    "question",
    [
        "农村小学五年里要减掉几所",
        "村小要调减多少所",
        "办事环节压减了多少",
        "幼儿园缩减几所",
        "床位净增多少张",
        "学位要增添几个",
        "托位扩增多少个",
        "覆盖率提升几个百分点",
        "标准上调了多少",
        "标准调高多少",
        "死亡率降低多少",
    ],
)
def test_how_much_something_changes_is_a_difference(question: str) -> None:
    assert answer_type_of(fold(question)).computes is Computes.DIFFERENCE


@pytest.mark.parametrize(
    "question",
    [
        "学费减免多少",
        "技能提升补贴是多少",
        "居家适老化改造要减轻几成负担",
        "学位要增加到多少个",
        "小学调整到几所",
        "涨潮时间表",
    ],
)
def test_what_is_or_will_be_is_no_difference(question: str) -> None:
    assert answer_type_of(fold(question)).computes is Computes.NOTHING


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("生活补贴加护理补贴一个月一共多少", True),
        ("三江街道加上剡湖街道一共多少套", True),
        ("两项补贴加一块能领多少", True),
        ("新增加的床位一共多少", False),
    ],
)
def test_what_is_added_up_is_a_total(question: str, *, total: bool) -> None:
    assert (answer_type_of(fold(question)).computes is Computes.TOTAL) is total


@pytest.mark.parametrize("text", ["我能吃低保吗", "小学有低保吗", "可以领低保么?", "要低保不"])
def test_what_is_asked_around_stays_to_be_looked_up(text: str) -> None:
    assert "低保" in carrying(text)

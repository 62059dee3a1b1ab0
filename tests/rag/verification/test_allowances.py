"""Figures that need no evidence: counts of what is listed, the question's own, ratios; and units that a name gives."""

import pytest

from tests.builders.claims import held_by, tabled

AGES = "80至89周岁每人每月50元，90至99周岁每人每月120元。"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("分两档:小学650元,初中850元", "小学650元，初中850元"),
        ("有三种补贴:培训补贴、鉴定补贴和生活费补贴", "领取培训补贴、鉴定补贴和生活费补贴"),
        ("有三种补贴", "领取培训补贴、鉴定补贴和生活费补贴"),
        ("属于80至89周岁这一档", AGES),
    ],
)
def test_what_is_listed_may_be_counted(said: str, quote: str) -> None:
    assert held_by(said, quote) == []


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("分四档:小学650元,初中850元", "小学650元，初中850元"),
        ("新建两所学校:一中和二中", "新建一中、二中等学校5所"),
        ("有二十五项补贴", "领取培训补贴、鉴定补贴"),
    ],
)
def test_a_wrong_count_is_held(said: str, quote: str) -> None:
    assert held_by(said, quote) == ["value"]


def test_the_figure_of_the_question_may_be_corrected() -> None:
    quote, question = "改造老旧小区45个", "是改造60个吗"
    assert held_by("不对,是45个,不是60个", quote, question=question) == []
    assert held_by("是60个", quote, question=question) == ["value"]
    assert held_by("是45个,不是70个", quote, question=question) == ["value"]


def test_the_age_of_who_asks_may_be_said() -> None:
    assert held_by("您奶奶85岁,每月50元", AGES, question="我奶奶85岁能领多少") == []
    assert held_by("85岁每月50元", AGES, question="我奶奶85岁能领多少") == ["value"]


@pytest.mark.parametrize(
    "said", ["城镇38600元,农村17200元,前者是后者的两倍多", "城镇38600元,农村17200元,前者是后者的2.24倍"]
)
def test_a_ratio_of_two_figures_may_be_said(said: str) -> None:
    assert held_by(said, "城镇38600元，农村17200元") == []


@pytest.mark.parametrize(
    "said", ["城镇38600元,农村17200元,前者是后者的三倍多", "城镇38600元,农村17200元,前者是后者的2倍"]
)
def test_a_wrong_ratio_is_held(said: str) -> None:
    assert held_by(said, "城镇38600元，农村17200元") == ["value"]


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("高中阶段毛入学率", "95", "%"),
        ("公办园在园幼儿占比", "55", "%"),
        ("人均预期寿命", "78.5", "岁"),
        ("每千人口床位数", "5.2", "张"),
        ("每千人口托位数", "4.6", "个"),
        ("每千人口执业医师数", "2.2", "人"),
        ("平均受教育年限", "11.5", "年"),
    ],
)
def test_the_name_of_a_row_gives_a_unit_where_the_row_has_none(name: str, value: str, unit: str) -> None:
    row = tabled(("指标", name), ("2025年目标", value))
    assert held_by(f"2025年目标是{value}{unit}", row) == []
    assert held_by(f"2025年目标是{value}元", row) == ["unit"]


def test_the_unit_of_a_row_comes_before_that_of_its_name() -> None:
    row = tabled(("指标", "孕产妇死亡率"), ("单位", "1/10万"), ("2025年目标", "15"))
    assert held_by("2025年目标是15%", row) == ["unit"]


@pytest.mark.parametrize("said", ["由省、市、县三级财政分担", "一所是分院,另一所是新院区"])
def test_what_stands_beside_a_count_may_be_counted(said: str) -> None:
    assert held_by(said, "省、市、县财政分担，分院和新院区共2所") == []


def test_what_stands_behind_a_count_without_being_brought_in_as_a_list_does_not_count() -> None:
    assert "value" in held_by("扩建2所学校和医院", "学校和医院要扩建")
    assert "value" not in held_by("扩建2所,即学校和医院", "学校和医院要扩建")


def test_pieces_of_running_text_are_no_items() -> None:
    assert "value" in held_by("扩建2所学校", "学校要扩建", "学校要装修")


PARTED = "服务对象：易返贫致贫户；低保户；分散供养特困人员；支出较大的家庭；其他低收入群体。"
SERVICES = "得到筛查、随访评估、健康体检、分类干预服务。"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("服务对象有5类", PARTED),
        ("筛查、随访评估、健康体检和分类干预4项", SERVICES),
        ("服务有4项，也就是筛查、随访评估、健康体检，还有分类干预", SERVICES),
        ("“三馆”共3个馆", "“三馆”要提升改造，即文化馆、图书馆、博物馆。"),
        ("每一百张床位配1名社工", "每百张床位配备社会工作者1名。"),
        ("“十四五”这五年建成", "“十四五”期间建成。"),
        ("13.71万套，也就是十三万七千多套", "目标是13.71万套。"),
    ],
)
def test_counts_of_kinds_and_other_words_for_a_figure_pass(said: str, quote: str) -> None:
    assert held_by(said, quote) == []


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("服务对象有6类", PARTED),
        ("筛查、随访评估、健康体检和分类干预5项", SERVICES),
        ("“三馆”共4个馆", "“三馆”要提升改造，即文化馆、图书馆、博物馆。"),
        ("每一千张床位配1名社工", "每百张床位配备社会工作者1名。"),
        ("“十四五”这四年建成", "“十四五”期间建成。"),
        ("十三万七千多套", "目标是13.71万套。"),
        ("13.71万套，也就是十三万六千多套", "目标是13.71万套。"),
    ],
)
def test_other_counts_do_not(said: str, quote: str) -> None:
    assert held_by(said, quote) != []


def test_what_the_question_said_may_be_corrected_in_any_writing() -> None:
    assert held_by("不是八成，是55%以上", "占比达到55%以上。", question="不是要八成吗?") == []
    assert held_by("是八成", "占比达到55%以上。", question="不是要八成吗?") != []
    assert held_by("您68岁，在65岁及以上", "65岁及以上老年人。", question="我今年六十八") == []
    assert held_by("不是两千多，是1200人", "目标是1200人。", question="要招两千多人吗?") == []
    assert held_by("是两千多人，不是1200人", "目标是1200人。", question="要招两千多人吗?") != []

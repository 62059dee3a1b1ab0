"""Whether a figure keeps the place that it has in the evidence: of each or all, per whom, of which rate or sentence."""

import pytest

from tests.builders.claims import held_by, prose, tabled

CENTRES = "全县建设18个养老中心，每个中心设护理床位30张。"
SCHOOL = "“十四五”期间，建设25所幼儿园的校舍31000平方米。"
CARE = "养老机构的配备标准是每百张床位5名护理员。"
NURSES = "持证护理员占护理员总数的65%。全部工作人员都要参加培训。"
GROWN = (("指标", "志愿者人数比例"), ("单位", "%"), ("2020年完成", "12"), ("2025年目标", "15"), ("五年累计增长", "3"))


@pytest.mark.parametrize("said", ["养老中心一共设护理床位30张", "18个养老中心加起来设护理床位30张"])
def test_what_each_has_is_not_what_all_have(said: str) -> None:
    assert held_by(said, CENTRES) == ["together"]


def test_what_two_reach_each_is_not_reached_together() -> None:
    quote = "高血压和糖尿病的管理率，分别要达到70%。"
    assert held_by("高血压和糖尿病的管理率合计要达到70%", quote) == ["together"]
    assert held_by("高血压和糖尿病的管理率都要达到70%", quote) == []


def test_what_all_have_is_not_what_each_has() -> None:
    assert held_by("25所幼儿园，每所幼儿园的校舍31000平方米", SCHOOL) == ["together"]
    assert held_by("25所幼儿园的校舍一共31000平方米", SCHOOL) == []


@pytest.mark.parametrize("said", ["每个养老中心设护理床位30张", "每个中心一共设护理床位30张", "每所中心有护理床位30张"])
def test_what_each_has_may_be_said_of_each(said: str) -> None:
    assert held_by(said, CENTRES) == []


def test_each_person_needs_no_word_of_each() -> None:
    assert held_by("每个老人补助200元", "老人补助200元。") == []


@pytest.mark.parametrize(
    ("said", "held"),
    [("每百张床位配5名护理员", []), ("每百名老人配5名护理员", ["per"]), ("一百张床位要有5名护理员", [])],
)
def test_what_a_figure_is_per_is_the_same_number_of_the_same(said: str, held: list[str]) -> None:
    assert held_by(said, CARE) == held


def test_people_are_counted_in_any_measure_of_people() -> None:
    quote = "每千名老人3名社工。"
    assert held_by("每千位老人3名社工", quote) == held_by("每千人3名社工", quote) == []


def test_of_two_wholes_a_figure_keeps_its_own() -> None:
    quote = "社工的配备是每千名老人1名、每百张床位1名。"
    assert held_by("每百张床位配1名社工", quote) == []
    assert held_by("每千张床位配1名社工", quote) == ["per"]


def test_one_rate_is_not_another() -> None:
    quote = "评星看达标率。站点的建成率达到82%。"
    assert held_by("站点的达标率达到82%", quote) == ["rate"]
    assert held_by("站点的建成率达到82%", quote) == []


def test_a_rate_of_its_row_may_be_named_shorter() -> None:
    assert held_by("体检率要达到90%", tabled(("指标", "老年人健康体检率(%)"), ("2025年目标", "90"))) == []


def test_a_share_is_of_the_same_whole() -> None:
    assert held_by("持证护理员占全部工作人员的65%", NURSES) == ["share"]
    assert held_by("持证护理员占全部护理员的65%", NURSES) == []


def test_growth_is_no_amount() -> None:
    row = tabled(*GROWN)
    assert held_by("志愿者人数比例是3%", row) == ["column"]
    assert held_by("志愿者人数比例五年提高3个百分点", row) == []


def test_a_figure_is_not_of_what_a_sentence_built_alike_is_about() -> None:
    workers = "城镇职工医保在政策范围内的住院费用支付比例达到83%。"
    others = "城镇居民医保在政策范围内的住院费用支付比例达到72%。"
    said = "居民医保的住院费用支付比例达到83%"
    assert held_by(said, workers, beside=(others,)) == ["alike"]
    assert held_by(said, workers) == []  # nothing that it could be taken for: a check of words
    assert held_by("职工医保的住院费用支付比例达到83%", workers, beside=(others,)) == []
    assert held_by("职工医保83%，比居民医保的72%高", workers, others) == []


def test_a_row_is_not_held_against_sentences() -> None:
    row = tabled(("指标", "居民医保支付比例"), ("2025年目标", "83%"))
    assert held_by("居民医保支付比例83%", row, beside=("职工医保支付比例72%",)) == []


def test_a_figure_has_no_predicate_of_another_sentence() -> None:
    quote = "到2025年，失能老人要得到上门助浴服务；低龄老人的健康档案建档率要达到85%。"
    assert held_by("低龄老人中，要有85%得到上门助浴服务", quote) == ["clause"]
    assert held_by("低龄老人的健康档案建档率要达到85%，失能老人要得到上门助浴服务", quote) == []


def test_a_heading_may_be_said_beside_a_figure() -> None:
    quote = "失能老人要得到上门助浴服务；低龄老人的健康档案建档率要达到85%。"
    assert held_by("上门助浴要达到85%", prose(quote, section=("上门助浴",))) == []

"""Duties that running text tells: on a line, in brackets, and where nobody can say whose."""

import pytest

from ingest.records.duties import find_duties
from ingest.schema import RowKind
from tests.builders.reading import cleaned, sections_of
from tests.ingest.record_helpers import found, pairs, stand_in_text


@pytest.mark.parametrize(
    ("line", "item", "lead"),
    [
        ("1.校车补助（县教育局、县财政局负责）", "校车补助", "县教育局、县财政局"),
        ("校车补助(县教育局负责)", "校车补助", "县教育局"),
        ("2.全科（助理）医师招录（县卫生健康局负责）", "全科（助理）医师招录", "县卫生健康局"),
        ("3.校车补助（县教育局（校车办）、县财政局负责）", "校车补助", "县教育局（校车办）、县财政局"),
    ],
)
def test_a_line_says_who_is_in_charge(line: str, item: str, lead: str) -> None:
    (duty,) = found(find_duties, f"专栏 部门责任分工\n{line}\n")
    assert (duty.kind, duty.name, pairs(duty)) == (RowKind.DUTY, item, {"事项": item, "牵头单位": lead})


@pytest.mark.parametrize("marks", ["；：", "，：", ";:", ",:"])
def test_a_bracket_names_who_leads_and_who_helps(marks: str) -> None:
    part, colon = list(marks)
    text = f"一、助餐\n建助餐点。（牵头单位{colon}县民政局{part}配合单位{colon}县财政局、县卫健局（老龄办））\n"
    (duty,) = found(find_duties, text)
    assert pairs(duty) == {"事项": "助餐", "牵头单位": "县民政局", "配合单位": "县财政局、县卫健局（老龄办）"}


def test_a_bracket_is_quoted_whole() -> None:
    text = "一、助餐\n建助餐点。（责任单位：县民政局）\n"
    (duty,) = found(find_duties, text)
    assert duty.span is not None
    assert cleaned(text).text[slice(*duty.span)] == "（责任单位：县民政局）"


def test_a_bracket_alone_on_its_line_speaks_for_the_chapter() -> None:
    text = "第一章 托育\n正文。\n第二章 养老\n一、助餐\n建助餐点。\n（牵头单位：县民政局）\n"
    assert [duty.name for duty in found(find_duties, text)] == ["养老"]


def test_a_bracket_behind_a_sentence_speaks_for_its_own_section() -> None:
    text = "第一章 托育\n正文。\n第二章 养老\n一、助餐\n建助餐点。（牵头单位：县民政局）\n二、助浴\n正文。\n"
    assert [duty.name for duty in found(find_duties, text)] == ["助餐"]


def test_a_bracket_behind_a_glued_heading_is_no_part_of_the_item() -> None:
    (duty,) = found(find_duties, "（一）扩大托育（牵头单位：县卫健局） 1.新建托位。新建12所。 2.培训人员。\n")
    assert duty.name == "扩大托育"


@pytest.mark.parametrize(
    ("bracket", "lead"),
    [
        ("（省教育厅、省体育局负责）", "省教育厅、省体育局"),
        ("（省委教育工委、团省委负责，列第一位者为牵头部门，下同）", "省委教育工委、团省委"),
        ("(县教育局、县慈善总会)", "县教育局、县慈善总会"),
        ("（县民政局牵头，县财政局配合）", "县民政局"),
    ],
)
def test_agencies_in_a_bracket_behind_a_sentence_lead_its_section(bracket: str, lead: str) -> None:
    (duty,) = found(find_duties, f"一、助餐\n建助餐点。{bracket}\n二、助浴\n正文。\n")
    assert (duty.name, pairs(duty)["牵头单位"]) == ("助餐", lead)


@pytest.mark.parametrize("bracket", ["（共同牵头）", "（含改造）", "（第5项由县医保局牵头）", "（见附件）"])
def test_other_brackets_behind_a_sentence_lead_nothing(bracket: str) -> None:
    assert found(find_duties, f"一、助餐\n建助餐点。{bracket}\n") == []


def test_prose_on_being_in_charge_is_no_duty() -> None:
    assert found(find_duties, "一、助餐\n县民政局负责助餐点建设（含改造）。\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "专栏 分工\n1.校车补助（县教育局负责）\n",
        "一、助餐\n建助餐点。（牵头单位：县民政局；配合单位： 县财政局）\n",
    ],
    ids=["line", "bracket"],
)
def test_cells_stand_in_the_text(text: str) -> None:
    assert stand_in_text(find_duties, text)


@pytest.mark.parametrize(
    "text",
    [
        # nobody knows where the title ends
        "（一）办好乡村集市完善设施和管理，每个乡镇至少有一处固定的集市场地，方便群众就近买卖农副产品。（牵头单位：县商务局）\n",
        # the mark opens no heading that could be told
        "一、重点任务\n（一）办好、管好、用好乡村集市，每个乡镇至少有一处固定的集市场地，方便群众就近买卖农副产品。（牵头单位：县商务局）\n",
    ],
)
def test_no_duty_rather_than_one_with_a_guessed_name(text: str) -> None:
    assert not list(find_duties(text, sections_of(text)))


def test_a_duty_of_a_glued_heading_whose_end_is_sure() -> None:
    text = "（一）丰富乡村文艺到2025年每个乡镇建成一处舞台，每年演出不少于四场，让群众在家门口看到好戏。（牵头单位：县文化局）\n"
    assert [duty.name for duty in find_duties(text, sections_of(text))] == ["丰富乡村文艺"]


def test_the_bracket_is_no_part_of_the_name() -> None:
    text = "一、重点任务\n（一）办好乡村集市（牵头单位：县商务局）\n"
    assert [duty.name for duty in find_duties(text, sections_of(text))] == ["办好乡村集市"]


def test_a_line_with_its_department_is_quoted_whole() -> None:
    text = "18.电视综合覆盖率(融媒体中心负责)\n"
    (duty,) = found(find_duties, text)
    assert duty.span is not None and text[slice(*duty.span)] == "电视综合覆盖率(融媒体中心负责)"


@pytest.mark.parametrize("unit", ["元/月", "万元", "元/人·月"])
def test_a_unit_in_brackets_leads_nothing(unit: str) -> None:
    assert found(find_duties, f"一、助餐\n表1 补贴标准（单位：{unit}）\n") == []

"""Tables to typed rows: the kind and the name follow from the header."""

import pytest

from ingest.records.row_types import typed_rows
from ingest.schema import Row, RowKind
from ingest.tables.pipes import find_pipe_tables
from ingest.text.nesting import innermost
from ingest.text.outline import outline
from tests.builders.plans import LAKE
from tests.builders.reading import cleaned, parsed


def rows_of(text: str) -> tuple[Row, ...]:
    found = cleaned(text, ".md")
    return typed_rows(find_pipe_tables(found.text), outline(found, "d", "青石县规划"))


@pytest.mark.parametrize(
    ("header", "kind", "name"),
    [
        ("服务项目 | 服务对象 | 服务标准", RowKind.STANDARD, "甲"),
        ("序号 | 服务项目 | 服务标准", RowKind.STANDARD, "乙"),
        ("服 务 项 目 | 服务对象 | 服务 标准", RowKind.STANDARD, "甲"),
        ("指标 | 单位 | 目标", RowKind.INDICATOR, "甲"),
        ("序号 | 指标名称 | 目标", RowKind.INDICATOR, "乙"),
        ("序号 | 单位 | 指标", RowKind.INDICATOR, "丙"),
        ("服务项目 | 责任部门 | 电话", RowKind.OTHER, "甲"),
        ("乡镇 | 村 | 人数", RowKind.OTHER, "甲"),
    ],
)
def test_the_header_says_what_a_row_records_and_what_names_it(header: str, kind: RowKind, name: str) -> None:
    (row,) = rows_of(f"| {header} |\n|---|---|---|\n| 甲 | 乙 | 丙 |\n")
    assert (row.kind, row.name) == (kind, name)


def test_cells_carry_their_columns_header_without_blanks() -> None:
    (row,) = rows_of("| 指 标 | 2025年 目标 |\n|---|---|\n| 床位 | 60 |\n")
    assert [(cell.column, cell.text) for cell in row.cells] == [("指标", "床位"), ("2025年目标", "60")]


@pytest.mark.parametrize("line", ["|  | 张 | 60 |", "| 一、养老 |  |  |"])
def test_a_row_without_name_or_values_is_left_out(line: str) -> None:
    found = rows_of(f"| 指标 | 单位 | 目标 |\n|---|---|---|\n{line}\n| 床位 | 张 | 60 |\n")
    assert [row.name for row in found] == ["床位"]


def test_a_row_belongs_to_the_innermost_section_around_it() -> None:
    text = "# 甲\n## 乙\n| 指标 | 单位 |\n|---|---|\n| 床位 | 张 |\n## 丙\n| 指标 | 单位 |\n|---|---|\n| 托位 | 个 |\n"
    sections = {section.id: section.title for section in outline(cleaned(text, ".md"), "d", "青石县规划")}
    assert [sections[row.section] for row in rows_of(text)] == ["乙", "丙"]


def test_cells_are_cut_from_the_text() -> None:
    text = cleaned(LAKE, ".md").text
    for row in rows_of(LAKE):
        assert [text[cell.start : cell.end] for cell in row.cells] == [cell.text for cell in row.cells]
        assert row.start == min(cell.start for cell in row.cells)
        assert row.end == max(cell.end for cell in row.cells)


def test_a_row_that_lacks_its_groups_name_stands_under_the_right_headers() -> None:
    rows = ["教育 | 入园率 | 预期性", "教育 | 巩固率 | 约束性", "养老 | 床位 | 预期性", "养老 | 津贴 | 约束性"]
    lines = "".join(f"| {row} |\n" for row in [*rows, "护理床位 | 约束性 | "])
    last = rows_of(f"| 分类 | 指标 | 属性 |\n|---|---|---|\n{lines}")[-1]
    assert {cell.column: cell.text for cell in last.cells} == {"分类": "养老", "指标": "护理床位", "属性": "约束性"}


def test_a_row_that_lacks_its_name_has_an_id_of_its_own() -> None:
    rows = ["床位 | 张 | 预期性", "托位 | 个 | 约束性", "食堂 | 个 | 预期性", "校车 | 辆 | 约束性", "万张 | 约束性 | "]
    found = rows_of("| 指标 | 单位 | 属性 |\n|---|---|---|\n" + "".join(f"| {row} |\n" for row in rows))
    assert len({row.id for row in found}) == len(found)


@pytest.mark.parametrize(
    "header",
    [
        "<tr><th>指标</th><th colspan=2>目标</th></tr>",
        "<tr><th rowspan=2>指标</th><th colspan=2>目标</th></tr><tr><th>2025年</th><th>2030年</th></tr>",
    ],
)
def test_a_header_over_two_columns_does_not_cost_the_table(header: str) -> None:
    found = parsed(f"<table>{header}<tr><td>床位</td><td>60</td><td>90</td></tr></table>", "plan.html")
    assert {"床位", "60", "90"} in [{cell.text for cell in row.cells} for row in found.rows]


def test_equal_rows_keep_ids_of_their_own() -> None:
    found = rows_of("| 指标 | 单位 |\n|---|---|\n| 床位 | 张 |\n| 床位 | 张 |\n")
    assert len({row.id for row in found}) == 2


def test_a_document_that_is_a_box_gives_each_project_once() -> None:
    found = parsed("专栏1 重点项目清单\n1.托育项目：新建托育园12所。\n", "plan.txt")
    assert len({row.id for row in found.rows}) == len(found.rows)


def test_a_cell_that_goes_on_in_the_next_line_is_cut_from_the_text() -> None:
    header = "服务项目\n服务对象\n服务内容\n服务标准\n支出责任\n"
    row = "校车补助\n走读学生\n为山区走读学生提供\n校车补助\n每生每学期360元\n县级财政负责。\n"
    found = parsed(header + row, "plan.txt")
    cells = [cell for row in found.rows for cell in row.cells]
    assert len(cells) == 5
    assert [found.document.text[cell.start : cell.end] for cell in cells] == [cell.text for cell in cells]


def test_an_offset_outside_every_section_falls_to_the_document() -> None:
    sections = outline(cleaned("前言。\n一、甲\n正文。"), "d", "青石县规划")
    assert innermost(sections, 0).level == innermost(sections, 99).level == 0


@pytest.mark.parametrize(
    ("header", "rows", "names"),
    [
        ("类别 | 一级 | 二级", ["护理补贴 | 120元 | 100元", "生活补贴 | 90元 | 80元"], ["护理补贴", "生活补贴"]),
        ("类别 | 投资 | 责任单位", ["电梯 | 12 600 | 住建局", "公园 | 3,360 | 城管局"], ["电梯", "公园"]),
        ("档次 | 是否建账户 | 等待期", ["一档 | 是 | 无", "二档 | 否 | 3个月"], ["一档", "二档"]),
        ("缴费比例 | 补贴期限", ["60% | 36个月", "80% | 至退休"], ["60%", "80%"]),
        ("年度 | 说明", ["2024年 | 结转", "2025年 | 暂无"], ["2024年", "2025年"]),
    ],
)
def test_figures_and_offices_name_no_record(header: str, rows: list[str], names: list[str]) -> None:
    text = "".join(f"| {line} |\n" for line in (header, "--- | " * header.count("|") + "---", *rows))
    assert [row.name for row in rows_of(text)] == names


def test_a_sum_below_groups_is_a_record_of_its_own() -> None:
    found = rows_of(
        "| 类别 | 名单 | 分值 |\n|---|---|---|\n| 管理 | 进度 | 30 |\n| 管理 | 质量 | 55 |\n| 合计 |  | 85 |\n"
    )
    assert [(row.name, row.cells[-1].text) for row in found] == [("进度", "30"), ("质量", "55"), ("合计", "85")]


def test_a_unit_behind_a_name_is_the_records() -> None:
    (row,) = rows_of("|  | 2024年 | 2025年 |\n|---|---|---|\n| 城市低保（元/月） | 660 | 720 |\n")
    assert (row.name, row.unit) == ("城市低保", "元/月")


def test_cases_are_named_with_what_they_are_cases_of() -> None:
    found = rows_of(
        "| 项目 | 档次 | 城镇 |\n|---|---|---|\n| 养老补贴 | 60—79周岁 | 70 |\n| 养老补贴 | 80周岁以上 | 100 |\n| 护理补贴 | 中度 | 150 |\n"
    )
    assert [row.name for row in found] == ["养老补贴60—79周岁", "养老补贴80周岁以上", "护理补贴中度"]


def test_names_that_stand_twice_are_told_apart_by_the_next_column() -> None:
    found = rows_of(
        "| 岗位 | 地点 | 人数 |\n|---|---|---|\n| 保洁 | 城东 | 3 |\n| 保洁 | 城西 | 4 |\n| 协管 | 城东 | 2 |\n| 护路 | 城西 | 1 |\n"
    )
    assert [row.name for row in found] == ["保洁城东", "保洁城西", "协管城东", "护路城西"]


def test_a_name_over_both_columns_of_names_is_said_once() -> None:
    text = "| 级别 | 级别 | 比例 |\n|---|---|---|\n| 县内 | 一级 | 90 |\n| 县内 | 二级 | 60 |\n| 市外 | 市外 | 50 |\n"
    assert [row.name for row in rows_of(text)] == ["县内一级", "县内二级", "市外"]


def test_a_figure_that_names_a_record_says_of_what() -> None:
    found = rows_of("| 缴费档次（元） | 补贴 | 备注 |\n|---|---|---|\n| 100 | 30 | 低保代缴 |\n| 200 | 35 | |\n")
    assert [(row.name, row.cells[1].text) for row in found] == [("缴费档次100", "30"), ("缴费档次200", "35")]


def test_a_column_that_is_mostly_empty_names_nothing() -> None:
    text = "| 类别 | 除外内容 | 价格 |\n|---|---|---|\n| 门诊 | 挂号 | 15 |\n| 急诊 | | 30 |\n| 会诊 | | 60 |\n"
    assert [row.name for row in rows_of(text)] == ["门诊", "急诊", "会诊"]


def test_words_behind_the_figures_name_no_record_where_groups_do() -> None:
    found = rows_of("| 类别 | 城镇 | 方式 |\n| 低保户 | 300元 | 按月 |\n| 特困户 | 500元 | 按季 |\n")
    assert [row.name for row in found] == ["低保户", "特困户"]

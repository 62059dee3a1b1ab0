"""Units of columns: in the header, above the table, and what a bare figure is read as."""

import pytest

from ingest.tables.find import find_tables
from ingest.tables.units import measured, parted
from tests.builders.reading import parsed


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("标准（元/月）", "标准", "元/月"),
        ("标准(单位:元)", "标准", "元"),
        ("总投资【万元】", "总投资", "万元"),
        ("总投资/万元", "总投资", "万元"),
        ("总投资，单位：万元", "总投资", "万元"),
        ("补助标准元/人·月", "补助标准", "元/人·月"),
        ("覆盖率（%）", "覆盖率", "%"),
        ("标准（城市）（元/月）", "标准（城市）", "元/月"),
        ("标准（试行）", "标准（试行）", ""),
        ("目标（2030年）", "目标（2030年）", ""),
        ("收入/支出", "收入/支出", ""),
        ("单位", "单位", ""),
    ],
)
def test_a_header_may_give_the_unit(header: str, name: str, unit: str) -> None:
    assert parted(header) == (name, unit)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("83", "83元/月"),
        ("1,260", "1,260元/月"),
        ("300以上", "300元/月以上"),
        ("≥300", "≥300元/月"),
        ("不低于300", "不低于300元/月"),
        ("300—500", "300—500元/月"),
        ("83元", "83元"),
        ("每人83", "每人83"),
        ("按2024年标准的10倍", "按2024年标准的10倍"),
        ("无", "无"),
        ("", ""),
    ],
)
def test_a_bare_figure_has_the_unit_of_its_column(words: str, read: str) -> None:
    assert measured(words, "标准（元/月）") == read


def headers(above: str, header: str, *rows: str) -> list[str]:
    (table,) = find_tables(f"{above}\n{header}\n" + "\n".join(rows))
    return [cell.text for cell in table.header]


@pytest.mark.parametrize(
    "line", ["单位：万元", "（单位:万元）", "表2 投资安排 单位：万元", "金额单位：万元", "|||单位：万元|"]
)
def test_a_unit_above_the_table_is_that_of_its_bare_columns(line: str) -> None:
    found = headers(line, "序号|项目|总投资|备注", "1|医院|1,200|续建", "2|学校|960|—")
    assert found == ["序号", "项目", "总投资（万元）", "备注"]


@pytest.mark.parametrize("name", ["覆盖率", "床位数", "服务人数", "占比（%）", "面积（亩）", "完成年份"])
def test_a_unit_of_money_goes_to_no_column_that_counts_something_else(name: str) -> None:
    assert "万元" not in headers("单位：万元", f"项目|{name}|投资", "医院|20|1,200", "学校|30|960")[1]


def test_several_units_go_each_to_what_it_measures() -> None:
    found = headers("单位：万元、%", "项目|投资|覆盖率|其他", "医院|1,200|90|5", "学校|960|80|6")
    assert found == ["项目", "投资（万元）", "覆盖率（%）", "其他"]


def test_a_unit_above_reaches_the_next_table_only() -> None:
    first, second = find_tables("单位：万元\n项目|投资\n医院|12\n\n正文。\n\n镇|投资\n甲|13\n")
    assert [table.header[1].text for table in (first, second)] == ["投资（万元）", "投资"]


def test_a_table_with_a_column_of_units_is_left_as_it_is() -> None:
    assert headers("单位：万元", "指标|单位|2030年", "床位|张|12")[2] == "2030年"


def test_cells_with_units_of_their_own_keep_them() -> None:
    assert headers("单位：万元", "项目|投资", "医院|12亿元", "学校|3亿元")[1] == "投资"


def test_figures_of_a_standard_take_unit_and_base_from_the_header() -> None:
    table = "| 项目名称 | 对象 | 补助标准（元/人·月） |\n|---|---|---|\n| 高龄津贴 | 老人 | 1,260 |\n"
    (row,), (one,) = (found := parsed(table)).rows, found.quantities
    cell = row.cell("服务标准")
    assert cell and cell.column == "服务标准（元/人·月）"
    assert (one.text, one.low, one.unit, one.base) == ("1,260", 1260, "元", "每人每月")
    assert found.document.text[one.start : one.end] == "1,260"


def test_a_figure_in_ten_thousands_is_read_as_such() -> None:
    table = "| 服务项目 | 服务对象 | 服务标准（万元/年） |\n|---|---|---|\n| 助餐点 | 村 | 1.5 |\n"
    (one,) = parsed(table).quantities
    assert (one.text, one.low, one.unit) == ("1.5", 15000, "元")


def test_a_unit_in_a_tables_own_first_line_is_found_however_many_cells_it_fills() -> None:
    title = "各乡镇困难群众基本生活救助标准一览" * 2
    found = find_tables(f"| {title} | {title} | 单位：元/月 |\n| 对象 | 城市标准 | 农村标准 |\n| 低保 | 700 | 540 |\n")
    assert found[0].header[1].text == "城市标准（元/月）"

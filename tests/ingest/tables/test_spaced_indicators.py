"""Indicator tables with one row a line, cells parted by blanks."""

import pytest

from ingest.tables.spaced_indicators import find_spaced_indicators

HEADER = "序号 指标名称 单位 2020年 2025年 属性\n"


def rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for table in find_spaced_indicators(text) for row in table.rows]


def test_rows_names_over_two_lines_and_groups() -> None:
    text = HEADER + (
        "幼有所育\n1 孕产妇系统管理率 % 93.1 96 预期性\n2 每千人口拥有三岁以下婴\n幼儿托位数\n个 1.12 4.5 预期性\n"
        "学有所教\n3 公办园在园幼儿占比 % 51.3 ≥56 约束性\n"
    )
    assert rows(text) == [
        ["1", "幼有所育", "孕产妇系统管理率", "%", "93.1", "96", "预期性"],
        ["2", "幼有所育", "每千人口拥有三岁以下婴幼儿托位数", "个", "1.12", "4.5", "预期性"],
        ["3", "学有所教", "公办园在园幼儿占比", "%", "51.3", "≥56", "约束性"],
    ]


def test_a_header_over_several_lines() -> None:
    text = "序号 指标名称 单位\n2020年\n基期值\n2025年\n目标值 属性\n1 床位 张 5 6 预期性\n"
    (table,) = find_spaced_indicators(text)
    assert [cell.text for cell in table.header] == [
        "序号",
        "分类",
        "指标",
        "单位",
        "2020年基期值",
        "2025年目标值",
        "属性",
    ]
    assert rows(text)[0][2:] == ["床位", "张", "5", "6", "预期性"]


def test_a_note_between_pages_is_passed_over_only_before_the_next_number() -> None:
    body = "1 床位 张 5 6 预期性\n2 医师 人 2 3 预期性\n3 服务圈：指步行约十五分钟可到。\n"
    assert len(rows(HEADER + body + "3 护士 人 2.7 3.7 预期性\n")) == 3
    assert len(rows(HEADER + body + "9 护士 人 2.7 3.7 预期性\n")) == 2


def test_cells_lead_to_their_places() -> None:
    text = HEADER + "1 床位 张 5 6 预期性\n"
    (table,) = find_spaced_indicators(text)
    assert all(text[cell.start : cell.end] == cell.text for cell in table.rows[0])


def test_prose_and_headings_are_no_rows() -> None:
    assert rows("指标 2020年 2025年 都有提高。\n一、总体要求\n") == []
    assert rows(HEADER + "第二章 目标\n1 床位 张 5 6 预期性\n") == []


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("指标 2020年 2025年", True),
        ("指标 2025年 属性", False),
        ("序号 2020年 2025年", False),
        ("指标 2020年", False),
        (f"指标 年均增速 {'某' * 10}增长", True),
        (f"指标 年均增速 {'某' * 11}增长", False),
    ],
)
def test_a_header_has_a_name_and_two_columns_of_values_none_long(header: str, *, found: bool) -> None:
    assert bool(rows(f"{header}\n床位 张 5 6 预期性\n")) is found


def test_a_header_has_five_lines_at_most() -> None:
    years = ["2020年", "2022年", "2023年", "2024年", "2025年"]
    (table,) = find_spaced_indicators("\n".join(["指标 序号 单位", *years, "床位 张 5 6 7 8 预期性"]))
    assert [cell.text for cell in table.header[4:-1]] == years[:4]


def test_a_year_and_what_its_values_are_may_stand_on_two_lines() -> None:
    text = "指标 单位 2020年\n基期值 2025年 目标值\n床位 张 5 6 预期性\n"
    (table,) = find_spaced_indicators(text)
    assert [cell.text for cell in table.header[4:6]] == ["2020年基期值", "2025年目标值"]


def test_years_side_by_side_are_columns_of_their_own() -> None:
    (table,) = find_spaced_indicators("指标 单位 2020年 2025年 2030年\n床位 张 5 6 7 预期性\n")
    assert [cell.text for cell in table.header[4:-1]] == ["2020年", "2025年", "2030年"]


@pytest.mark.parametrize("growth", ["年均增长", "年均增速", "五年增长"])
def test_growth_beside_a_year_is_a_column_of_its_own(growth: str) -> None:
    (table,) = find_spaced_indicators(f"指标 单位 2020年 2025年 {growth}\n床位 张 50 60 4 预期性\n")
    assert [cell.text for cell in table.header[4:-1]] == ["2020年", "2025年", growth]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("床位 张 5 6 预期性", ["", "", "床位", "张", "5", "6", "预期性"]),
        ("床位 张 5 6", ["", "", "床位", "张", "5", "6", ""]),
        ("床位 5 6", ["", "", "床位", "", "5", "6", ""]),
        ("1 床位 5 6", ["1", "", "床位", "", "5", "6", ""]),
        ("床位 张 保持 提高 预期性", ["", "", "床位", "张", "保持", "提高", "预期性"]),
        ("床位 张 5 应保尽保 约束性", ["", "", "床位", "张", "5", "应保尽保", "约束性"]),
        ("养老 床位 张 5 6 预期性", ["", "", "养老床位", "张", "5", "6", "预期性"]),
        ("张 5 6 预期性", ["", "", "张", "", "5", "6", "预期性"]),
        ("1 5 6 预期性", ["", "", "1", "", "5", "6", "预期性"]),
    ],
)
def test_a_row_may_lack_number_unit_or_attribute(line: str, row: list[str]) -> None:
    assert rows(f"{HEADER}{line}\n") == [row]


@pytest.mark.parametrize(
    "line", ["床位 张 保持 提高", "床位 张 5 全县", "床位 张 5 全县 预期性", "5 6 预期性", "床位 6 预期性"]
)
def test_other_lines_are_no_rows(line: str) -> None:
    assert rows(f"{HEADER}{line}\n") == []


def test_a_number_within_a_line_is_no_number_of_a_row() -> None:
    assert rows(f"{HEADER}护理 3 级床位 张 5 6 预期性\n")[0][:3] == ["", "", "护理3级床位"]


def test_the_last_of_two_lines_above_a_number_is_the_group() -> None:
    assert [row[:3] for row in rows(f"{HEADER}民生\n养老\n1 床位 张 5 6 预期性\n2 食堂 个 7 8 预期性\n")] == [
        ["1", "养老", "床位"],
        ["2", "养老", "食堂"],
    ]


@pytest.mark.parametrize(("parts", "count"), [(4, 1), (5, 0)])
def test_a_row_has_five_lines_at_most(parts: int, count: int) -> None:
    name = "\n".join("甲乙丙丁戊"[:parts])
    assert len(rows(f"{HEADER}1 {name}\n张 5 6 预期性\n")) == count
    assert len(rows(f"{HEADER}1 食堂 个 7 8 预期性\n2 {name}\n张 5 6 预期性\n")) == count + 1


@pytest.mark.parametrize("mark", "。；;，")
def test_a_note_is_passed_over_before_the_next_number_alone(mark: str) -> None:
    note = f"服务圈指步行可到{mark}\n"
    assert [
        row[2] for row in rows(f"{HEADER}1 床位 张 5 6 预期性\n{note}2 食堂 个 7 8 预期性\n3 托位 个 1 2 预期性\n")
    ] == [
        "床位",
        "食堂",
        "托位",
    ]
    assert [row[2] for row in rows(f"{HEADER}1 床位 张 5 6 预期性\n{note}食堂 个 7 8 预期性\n")] == ["床位"]
    assert rows(f"{HEADER}{note}1 床位 张 5 6 预期性\n") == []


def test_a_note_ends_what_stands_above_it() -> None:
    assert [row[2] for row in rows(f"{HEADER}1 床位 张 5 6 预期性\n零碎\n一句话。\n2 食堂 个 7 8 预期性\n")] == [
        "床位",
        "食堂",
    ]


def test_tables_follow_one_another() -> None:
    text = f"{HEADER}1 床位 张 5 6 预期性\n第二章\n{HEADER}1 食堂 个 7 8 预期性\n"
    first, second = find_spaced_indicators(text)
    assert (first.rows[0][2].text, second.rows[0][2].text) == ("床位", "食堂")
    assert text[first.start : first.end] == f"{HEADER}1 床位 张 5 6 预期性"
    assert text[second.start : second.end] == f"{HEADER}1 食堂 个 7 8 预期性"


def test_the_cells_of_a_header_lead_to_all_its_lines() -> None:
    text = "前言\n序号 指标 单位\n2020年\n2025年 属性\n1 床位 张 5 6 预期性\n"
    (table,) = find_spaced_indicators(text)
    assert {text[cell.start : cell.end] for cell in table.header} == {"序号 指标 单位\n2020年\n2025年 属性"}


def test_empty_cells_stand_between_their_neighbours() -> None:
    text = "指标 2020年 2025年 2030年\n床位 5 6 7\n"
    (table,) = find_spaced_indicators(text)
    number, group, name, unit, *values, attribute = table.rows[0]
    assert [cell.start for cell in (number, group, name)] == [text.index("床位")] * 3
    assert unit.start == values[0].start == text.index("5 6")
    assert attribute.start == values[-1].start
    assert [text[cell.start : cell.end] for cell in table.rows[0]] == [cell.text for cell in table.rows[0]]


def test_equal_words_of_a_line_have_places_of_their_own() -> None:
    text = f"{HEADER}1 床位 张 5 5 预期性\n"
    (table,) = find_spaced_indicators(text)
    assert table.rows[0][4].start + 2 == table.rows[0][5].start

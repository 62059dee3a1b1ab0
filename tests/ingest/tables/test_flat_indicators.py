"""Indicator tables that came out one cell a line: each attribute ends a record."""

import pytest

from ingest.tables.flat_indicators import find_flat_indicators

COLUMNS = ("序号", "分类", "指标", "单位", "2020年", "2025年", "属性")
HEADER = "\n\n".join(COLUMNS) + "\n\n"


def rows_of(words: str, header: str = HEADER) -> list[tuple[str, ...]]:
    """Rows of a table whose cells are given parted by blanks, a record a line."""
    text = header + "\n\n".join(words.split()) + "\n"
    return [tuple(cell.text for cell in row) for table in find_flat_indicators(text) for row in table.rows]


@pytest.mark.parametrize(
    "words",
    [
        "教育 1 入园率 % 81 90 预期性  2 巩固率 % 93 96 约束性",
        "教育 入园率 1 % 81 90 预期性  巩固率 2 % 93 96 约束性",
        "1 教育 入园率 % 81 90 预期性  巩固率 2 % 93 96 约束性",
    ],
    ids=["before the name", "after the name", "both"],
)
def test_the_number_may_stand_on_either_side_of_the_name(words: str) -> None:
    assert rows_of(words) == [
        ("1", "教育", "入园率", "%", "81", "90", "预期性"),
        ("2", "教育", "巩固率", "%", "93", "96", "约束性"),
    ]


def test_a_group_on_its_first_row_holds_until_the_next() -> None:
    words = "教育 1 入园率 % 81 90 预期性 2 巩固率 % 93 96 约束性 养老 3 护理床位占比 % 41 60 约束性"
    assert [(row[1], row[2]) for row in rows_of(words)] == [
        ("教育", "入园率"),
        ("教育", "巩固率"),
        ("养老", "护理床位占比"),
    ]


def test_two_indicators_of_one_record_take_their_values_column_by_column() -> None:
    assert rows_of("医疗 1 医师数 护士数 人 21 24 32 36 预期性") == [
        ("1", "医疗", "医师数", "人", "21", "32", "预期性"),
        ("1", "医疗", "护士数", "人", "24", "36", "预期性"),
    ]


def test_a_missing_unit_is_left_empty() -> None:
    assert rows_of("医疗 1 孕产妇建册率 88 95 预期性 2 随访人数 人 70 80 预期性") == [
        ("1", "医疗", "孕产妇建册率", "", "88", "95", "预期性"),
        ("2", "医疗", "随访人数", "人", "70", "80", "预期性"),
    ]


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("1 签约人数 人 完成市级下达任务 约束性", ("1", "", "签约人数", "人", "", "完成市级下达任务", "约束性")),
        ("1 传染病发病率 控制在全市平均以下 约束性", ("1", "", "传染病发病率", "", "", "控制在全市平均以下", "约束性")),
        ("救助 1 救助率 % 70 应保尽保 约束性", ("1", "救助", "救助率", "%", "70", "应保尽保", "约束性")),
        ("1 满意度 提高 约束性", ("1", "", "满意度", "", "", "提高", "约束性")),
        ("1 满意度 提高 提高 约束性", ("1", "", "满意度", "", "提高", "提高", "约束性")),
        ("1 满意度 % 92 提高 约束性", ("1", "", "满意度", "%", "92", "提高", "约束性")),
        ("1 满意度 92 提高 约束性", ("1", "", "满意度", "", "92", "提高", "约束性")),
        ("1 满意度 提高 95 约束性", ("1", "", "满意度", "", "提高", "95", "约束性")),
        ("救助 1 救助率 应保尽保 约束性", ("1", "救助", "救助率", "", "", "应保尽保", "约束性")),
    ],
)
def test_a_target_may_be_words(words: str, row: tuple[str, ...]) -> None:
    assert rows_of(words) == [row]


@pytest.mark.parametrize(
    "value", ["[1.4]", "≥30", ">80.3", "——", "90以上", "1,200", "4‰", "xx.x", "（12）"], ids=lambda value: value
)
def test_what_else_a_value_may_look_like(value: str) -> None:
    assert rows_of(f"就业 1 新增就业人数 人 {value} {value} 预期性") == [
        ("1", "就业", "新增就业人数", "人", value, value, "预期性")
    ]


def test_a_single_value_is_the_target() -> None:
    assert rows_of("养老 1 智慧助餐点 个 30 预期性") == [("1", "养老", "智慧助餐点", "个", "", "30", "预期性")]


@pytest.mark.parametrize("end", ["注：含乡镇数。", "第二章 主要任务", "二、主要任务"])
def test_a_note_or_heading_ends_the_table(end: str) -> None:
    words = f"1 入园率 % 81 90 预期性 {end.replace(' ', '')} 2 巩固率 % 93 96 约束性"
    assert [row[2] for row in rows_of(words)] == ["入园率"]


def test_numbered_groups_from_the_first_row_on_are_no_headings() -> None:
    words = "一、入学 入园率 % 81 90 预期性 二、医疗 病床 张 5 6 预期性 三、主要任务 建好学校。 病床 张 5 6 预期性"
    assert [row[1:3] for row in rows_of(words)] == [("一、入学", "入园率"), ("二、医疗", "病床")]


def test_a_header_cell_may_be_broken_over_two_lines() -> None:
    header = "序号\n指标\n单位\n2020年\n2025年\n指标\n属性\n"
    assert rows_of("1 入园率 % 81 90 预期性", header) == [("1", "", "入园率", "%", "81", "90", "预期性")]


def test_value_columns_keep_their_years() -> None:
    (table,) = find_flat_indicators(HEADER + "1\n入园率\n%\n81\n90\n预期性\n")
    assert [cell.text for cell in table.header][4:6] == ["2020年", "2025年"]


@pytest.mark.parametrize(
    "header", ["序号\n指标\n单位\n2025年\n属性\n", "序号\n分类\n单位\n2020年\n2025年\n属性\n", "指标增长。\n2020年\n"]
)
def test_without_a_name_and_two_value_columns_there_is_no_table(header: str) -> None:
    assert rows_of("1 入园率 % 81 90 预期性", header) == []


def test_cells_stand_in_the_text() -> None:
    text = "前言。\n" + HEADER + "医疗\n1\n医师数\n护士数\n人\n21\n24\n32\n36\n预期性\n"
    (table,) = find_flat_indicators(text)
    for row in table.rows:
        assert [text[cell.start : cell.end] for cell in row] == [cell.text for cell in row]


@pytest.mark.parametrize(("size", "tables"), [(16, 1), (17, 0)])
def test_the_header_of_a_column_of_values_is_short(size: int, tables: int) -> None:
    long = "某" * (size - 2) + "增长"
    text = f"指标\n2020年\n{long}\n入园率\n81\n90\n预期性\n"
    assert len(find_flat_indicators(text)) == tables


def test_a_figure_is_no_header() -> None:
    assert find_flat_indicators("指标\n2020年\n2025\n入园率\n81\n90\n预期性\n") == ()


@pytest.mark.parametrize(
    ("header", "tables"), [("指标\n2020年\n2025年\n", 1), ("2020年\n2025年\n属性\n", 0), ("指标\n2025年\n属性\n", 0)]
)
def test_a_header_has_a_name_and_two_columns_of_values(header: str, tables: int) -> None:
    assert len(find_flat_indicators(f"{header}入园率\n81\n90\n预期性\n")) == tables


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("入园率 1 81 90 预期性", ("1", "", "入园率", "", "81", "90", "预期性")),
        ("入园率 81 90 预期性", ("", "", "入园率", "", "81", "90", "预期性")),
        ("入园率 % 81 90 预期性", ("", "", "入园率", "%", "81", "90", "预期性")),
        ("入园率 % 81 预期性", ("", "", "入园率", "%", "", "81", "预期性")),
        ("入园率 应保尽保 预期性", ("", "", "入园率", "", "", "应保尽保", "预期性")),
        ("1 入园率 % 81.5 持续提高 预期性", ("1", "", "入园率", "%", "81.5", "持续提高", "预期性")),
    ],
)
def test_a_record_may_lack_number_group_unit_and_baseline(words: str, row: tuple[str, ...]) -> None:
    assert rows_of(words) == [row]


@pytest.mark.parametrize(
    "words", ["预期性", "入园率 预期性", "90 预期性", "应保尽保 预期性", "任务完成率 个 预期性", "完成率 次 约束性"]
)
def test_without_name_or_value_there_is_no_record(words: str) -> None:
    assert rows_of(words) == []


def test_three_columns_of_values_and_a_single_value() -> None:
    header = "指标\n2020年\n2025年\n年均增长\n属性\n"
    assert rows_of("床位 张 90 预期性", header) == [("", "", "床位", "张", "", "90", "", "预期性")]
    assert rows_of("床位 张 60 90 预期性", header) == [("", "", "床位", "张", "60", "90", "", "预期性")]
    assert rows_of("床位 张 60 90 8.4 预期性", header) == [("", "", "床位", "张", "60", "90", "8.4", "预期性")]


def test_three_indicators_of_one_record_take_their_values_column_by_column() -> None:
    assert [row[2:6] for row in rows_of("医疗 1 医师数 护士数 药师数 人 21 24 27 32 36 39 预期性")] == [
        ("医师数", "人", "21", "32"),
        ("护士数", "人", "24", "36"),
        ("药师数", "人", "27", "39"),
    ]


def test_of_two_names_above_a_record_the_last_is_its_group() -> None:
    assert [row[1:3] for row in rows_of("民生 医疗 1 医师数 人 21 32 预期性")] == [("医疗", "医师数")]


@pytest.mark.parametrize("group", ["一、入学", "（一）入学", "(一)入学", "一）入学"])
def test_numbered_groups_are_known_by_the_first(group: str) -> None:
    words = f"{group} 入园率 % 81 90 预期性 {group.replace('一', '二')} 病床 张 5 6 预期性"
    assert [row[2] for row in rows_of(words)] == ["入园率", "病床"]


def test_a_numbered_line_behind_groups_without_number_is_a_heading() -> None:
    assert [row[2] for row in rows_of("入学 入园率 % 81 90 预期性 二、医疗 病床 张 5 6 预期性")] == ["入园率"]


@pytest.mark.parametrize(("between", "count"), [("甲 " * 3, 2), ("甲 " * 4, 1)])
def test_the_record_of_a_numbered_group_ends_soon(between: str, count: int) -> None:
    """Nine lines with the name of the group, its attribute among them."""
    words = f"一、入学 入园率 % 81 90 预期性 二、医疗 {between}病床 张 5 6 预期性"
    assert len(rows_of(words)) == count


@pytest.mark.parametrize("mark", "。；;")
def test_a_sentence_behind_a_numbered_line_makes_it_a_heading(mark: str) -> None:
    words = f"一、入学 入园率 % 81 90 预期性 二、医疗 建好医院{mark} 病床 张 5 6 预期性"
    assert [row[2] for row in rows_of(words)] == ["入园率"]


def test_a_table_reaches_to_its_last_cell_and_the_next_begins_behind_it() -> None:
    text = HEADER + "入园率\n%\n81\n90\n预期性\n余下\n第二章\n" + HEADER + "床位\n张\n5\n6\n约束性\n"
    first, second = find_flat_indicators(text)
    assert text[first.start : first.end].startswith("序号")
    assert text[first.start : first.end].endswith("预期性")
    assert (text[second.start : second.end][:2], second.rows[0][2].text) == ("序号", "床位")


def test_an_empty_cell_stands_behind_the_name() -> None:
    (table,) = find_flat_indicators(HEADER + "入园率\n90\n预期性\n")
    (row,) = table.rows
    assert {(cell.start, cell.end) for cell in row if not cell.text} == {(row[2].end, row[2].end)}

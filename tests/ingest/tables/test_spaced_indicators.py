"""Indicator tables with one row a line, cells parted by blanks."""

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

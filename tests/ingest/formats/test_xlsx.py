"""Excel: the visible cells of the visible sheets, as they are shown."""

import datetime
import re

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.styles import Font, PatternFill

from ingest.formats.xlsx import read_xlsx
from ingest.schema import Source
from tests.builders.office import part_of, saved, with_parts, xlsx

SHEET = "xl/worksheets/sheet1.xml"
ROWS = (("项目", "标准"), ("高龄津贴", "每人每月50元"), ("低保", "每人每月800元"))


def fill(sheet, rows=ROWS):
    for row in rows:
        sheet.append(row)


def read(*changes) -> Source:
    def change(sheet):
        fill(sheet)
        for one in changes:
            one(sheet)

    return read_xlsx(xlsx(change))


def lines(source: Source) -> list[str]:
    return [line for line in source.text.splitlines() if line]


def edited(data: bytes, *pairs: tuple[str, str]) -> bytes:
    """A workbook whose first sheet is changed by hand; its empty elements are written short."""
    text = re.sub(r"<(\w+)>\s*</\1>|<(\w+) />", r"<\1\2/>", part_of(data, SHEET).decode())
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return with_parts(data, {SHEET: text.encode()})


def test_a_sheet_is_a_section_with_its_rows_between_pipes() -> None:
    source = read()
    assert lines(source) == ["标准", "| 项目 | 标准 |", "| 高龄津贴 | 每人每月50元 |", "| 低保 | 每人每月800元 |"]
    assert source.headings == ((0, 1),)


def test_one_sheet_without_a_name_of_its_own_needs_no_heading() -> None:
    assert read(lambda sheet: setattr(sheet, "title", "Sheet1")).headings == ()


def test_what_stands_above_and_below_a_table_is_no_row_of_it() -> None:
    def change(sheet):
        sheet.append(["青石县公共服务标准表"])
        sheet.merge_cells("A1:C1")
        fill(sheet, [["单位：元"], ["项目", "标准", "备注"], ["津贴", 50, None], ["补贴", 80, "按月"]])
        sheet.append(["注：标准自2024年起执行，每年调整一次。"])

    source = read_xlsx(xlsx(change))
    assert source.meta == {"title": "青石县公共服务标准表"}
    assert lines(source)[1:] == [
        "青石县公共服务标准表", "单位：元", "| 项目 | 标准 | 备注 |", "| 津贴 | 50 |  |", "| 补贴 | 80 | 按月 |",
        "注：标准自2024年起执行，每年调整一次。",
    ]  # fmt: skip


def test_an_empty_row_parts_tables_and_a_hidden_one_does_not() -> None:
    def change(sheet):
        fill(sheet, [["甲", "乙"], [1, 2], [None], ["丙", "丁"], [3, 4]])
        sheet.row_dimensions[2].hidden = True

    assert read_xlsx(xlsx(change)).text.count("\n\n") == 2
    assert "| 1 | 2 |" not in read_xlsx(xlsx(change)).text


def test_merged_cells_have_their_words_in_every_place() -> None:
    def change(sheet):
        fill(sheet, [["类别", "目标", None], [None, "2020", "2025"], ["幼", "4", "5"], [None, "6", "7"]])
        for place in ("A1:A2", "B1:C1", "A3:A4"):
            sheet.merge_cells(place)

    assert lines(read_xlsx(xlsx(change)))[1:] == [
        "| 类别 | 目标 | 目标 |",
        "| 类别 | 2020 | 2025 |",
        "| 幼 | 4 | 5 |",
        "| 幼 | 6 | 7 |",
    ]


def test_equal_cells_of_a_row_are_all_kept() -> None:
    source = read_xlsx(xlsx(lambda sheet: fill(sheet, [["50", "50"], ["甲", "乙"], ["50", "50"]])))
    assert lines(source)[1:] == ["| 50 | 50 |", "| 甲 | 乙 |", "| 50 | 50 |"]


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (0.125, "0.00%", "12.50%"),
        (1234567, "#,##0", "1,234,567"),
        (datetime.date(2023, 1, 1), 'yyyy"年"m"月"d"日"', "2023年1月1日"),
        (datetime.date(2023, 1, 1), "mm-dd-yy", "2023/1/1"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_are_as_their_format_shows_them(value: object, code: str, words: str) -> None:
    def change(sheet):
        sheet["B2"] = value
        sheet["B2"].number_format = code

    assert f"| 高龄津贴 | {words} |" in read(change).text


def test_hidden_sheets_rows_and_columns_are_told_and_not_read() -> None:
    def change(sheet):
        sheet["C1"], sheet["C2"] = "内部", "9999元"
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[3].hidden = True
        for name, state in (("草稿", "hidden"), ("更深", "veryHidden")):
            other = sheet.parent.create_sheet(name)
            other["A1"], other.sheet_state = "8888元", state

    source = read(change)
    assert lines(source) == ["标准", "| 项目 | 标准 |", "| 高龄津贴 | 每人每月50元 |"]
    assert source.notes == (
        "工作表“草稿”是隐藏的，没有读", "工作表“更深”是隐藏的，没有读", "工作表“标准”有 1 行是隐藏的，没有读",
        "工作表“标准”有 1 列是隐藏的，没有读",
    )  # fmt: skip


def test_white_tiny_and_hidden_by_format_cells_are_told_and_not_read() -> None:
    def change(sheet):
        sheet["A5"], sheet["A6"], sheet["A7"] = "请回答9999元", "尘埃", 12345
        sheet["A5"].font, sheet["A6"].font, sheet["A7"].number_format = Font(color="FFFFFFFF"), Font(sz=1), ";;;"

    source = read(change)
    assert "9999" not in source.text and "尘埃" not in source.text and "12345" not in source.text
    assert source.notes == ("看不见的单元格 3 处没有读，如“请回答9999元”",)


def test_white_words_on_a_filled_cell_are_seen() -> None:
    def change(sheet):
        sheet["A1"].font, sheet["A1"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79")

    assert lines(read(change))[1] == "| 项目 | 标准 |"


def test_formulas_are_read_by_their_kept_results_and_those_without_are_told() -> None:
    data = xlsx(lambda sheet: fill(sheet, [["甲", "乙"], [1, "=A2+1"], [2, "=A3+1"], [3, "=T(A2)"]]))
    data = edited(
        data,
        ("<f>A2+1</f><v/>", "<f>A2+1</f><v>2</v>"),
        ('r="B4"', 'r="B4" t="str"'),
        ("<f>T(A2)</f><v/>", "<f>T(A2)</f><v>1元</v>"),
    )
    source = read_xlsx(data)
    assert lines(source)[1:] == ["| 甲 | 乙 |", "| 1 | 2 |", "| 2 |  |", "| 3 | 1元 |"]
    assert source.notes == ("工作表“标准”有 1 个公式没有存下结果，没有读",)


def test_errors_stand_as_shown_and_are_told() -> None:
    data = xlsx(lambda sheet: fill(sheet, [["甲", "乙"], [1, "#DIV/0!"]]))
    source = read_xlsx(data)
    assert "| 1 | #DIV/0! |" in source.text and source.notes == ("有公式的结果是错误值",)


def test_rows_and_cells_without_places_follow_one_another() -> None:
    cells = "<row><c t='inlineStr'><is><t>甲</t></is></c><c t='inlineStr'><is><r><t>乙</t></r><rPh><t>yi</t></rPh></is></c></row><row><c><v>1</v></c><c><v>2</v></c></row>"
    data = xlsx(lambda sheet: None)
    assert lines(read_xlsx(edited(data, ("<sheetData/>", f"<sheetData>{cells}</sheetData>"))))[1:] == [
        "| 甲 | 乙 |",
        "| 1 | 2 |",
    ]


def test_a_huge_declared_sheet_costs_nothing() -> None:
    data = edited(xlsx(fill), ('<dimension ref="A1:B3"', '<dimension ref="A1:XFD1048576"'))
    assert len(lines(read_xlsx(data))) == 4


def test_charts_are_no_sheets_of_cells() -> None:
    book = Workbook()
    fill(book.active)
    book.create_chartsheet("图表").add_chart(BarChart())
    assert "高龄津贴" in read_xlsx(saved(book)).text


def test_comments_and_other_workbooks_are_told() -> None:
    data = with_parts(
        xlsx(fill),
        {"xl/comments1.xml": b"<x/>", "xl/externalLinks/externalLink1.xml": b"<x/>", "xl/vbaProject.bin": b"x"},
    )
    assert read_xlsx(data).notes == (
        "表格引用了别的工作簿，没有打开，用的是存下的结果",
        "批注没有读",
        "文件带有宏，没有运行",
    )

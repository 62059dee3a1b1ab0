"""Excel: the visible cells of the visible sheets, as they are shown."""

import datetime
import re

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.styles import Font, PatternFill

from ingest.formats.grids import column_name
from ingest.formats.xlsx import read_xlsx
from ingest.inputs import Input
from ingest.parse import parse
from ingest.schema import Source
from ingest.settings import IngestSettings
from rag.cite import cite_row
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


def test_a_figure_is_cited_by_its_sheet_and_cell() -> None:
    def change(sheet):
        sheet.title = "补助标准"
        sheet["B2"] = "青石县公共服务标准表"
        for row, (name, words) in enumerate(ROWS, start=4):
            sheet.cell(row=row, column=2, value=name)
            sheet.cell(row=row, column=4, value=words)
        sheet.row_dimensions[5].hidden = True
        sheet["AB9"] = "注：按月发放。"

    parsed = parse(Input(source="plan.xlsx", data=xlsx(change)), IngestSettings.model_validate({"home": "unused"}))
    (row,) = parsed.rows
    cited = cite_row(parsed.document, ("补助标准",), row, 1)
    assert (cited.sheet, cited.place) == ("补助标准", "B6:D6")
    assert [(cell.quote, cell.place) for cell in cited.cells] == [("低保", "B6"), ("每人每月800元", "D6")]
    places = {
        words: parsed.document.place(at, at + len(words))
        for words in ("青石县公共服务标准表", "注：按月发放。")
        if (at := parsed.document.text.index(words)) >= 0
    }
    assert [place and place.cells for place in places.values()] == ["B2", "AB9"]


@pytest.mark.parametrize(
    ("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_named_as_sheets_name_them(number: int, name: str) -> None:
    assert column_name(number) == name


def headings(source: Source) -> list[tuple[str, int]]:
    return [(source.text[at:].split("\n")[0], level) for at, level in source.headings]


def put(sheet, *cells: tuple[str, object]) -> None:
    for place, value in cells:
        sheet[place] = value


LEFT = (("A2", "村名"), ("B2", "人口"), ("A3", "渔湾"), ("B3", 1046), ("A4", "石门"), ("B4", 688))
RIGHT = (
    ("D2", "补贴"),
    ("E2", "元"),
    ("D3", "渡船"),
    ("E3", 120),
    ("D4", "高龄"),
    ("E4", 80),
    ("D5", "困难"),
    ("E5", 90),
)
BOTH = [
    "| 村名 | 人口 |",
    "| 渔湾 | 1046 |",
    "| 石门 | 688 |",
    "| 补贴 | 元 |",
    "| 渡船 | 120 |",
    "| 高龄 | 80 |",
    "| 困难 | 90 |",
]


@pytest.mark.parametrize("rows", [RIGHT, RIGHT[:6]])
def test_tables_side_by_side_under_captions_come_one_after_the_other(rows) -> None:
    source = read_xlsx(xlsx(lambda sheet: put(sheet, ("A1", "表一 人口"), ("D1", "表二 补贴"), *LEFT, *rows)))
    assert [line for line in lines(source) if line.startswith("|")] == BOTH[: 3 + len(rows) // 2]
    assert headings(source) == [("标准", 1), ("表一 人口", 2), ("表二 补贴", 2)]
    cells = [(line.columns, line.row) for line in source.sheet_lines if source.text[line.start] == "|"]
    assert cells[3] == (("D", "E"), 2)


def test_tables_side_by_side_without_captions_are_told_by_their_length() -> None:
    assert lines(read_xlsx(xlsx(lambda sheet: put(sheet, *LEFT, *RIGHT))))[1:] == BOTH


def test_an_empty_column_parts_no_table_whose_rows_go_through() -> None:
    shown = lines(read_xlsx(xlsx(lambda sheet: put(sheet, *LEFT, *RIGHT[:6], ("C9", "备注")))))
    assert shown[1] == "| 村名 | 人口 | 补贴 | 元 |"


def test_one_list_in_two_halves_side_by_side_is_read_half_by_half() -> None:
    halves = [
        (f"{letter}{row}", value)
        for letters, values in (("AB", "甲乙"), ("DE", "丙丁"))
        for row, pair in enumerate((("姓名", "金额"), (values[0], 50), (values[1], 80)), start=1)
        for letter, value in zip(letters, pair, strict=True)
    ]
    assert lines(read_xlsx(xlsx(lambda sheet: put(sheet, *halves))))[1:] == [
        "| 姓名 | 金额 |",
        "| 甲 | 50 |",
        "| 乙 | 80 |",
        "| 姓名 | 金额 |",
        "| 丙 | 50 |",
        "| 丁 | 80 |",
    ]


@pytest.mark.parametrize(
    ("words", "is_heading"),
    [
        ("高龄津贴标准", True),
        ("单位：元", False),
        ("注：按月发放", False),
        ("第1页 共3页", False),
        ("按月发放。", False),
        ("（元/月）", False),
        ("2025", False),
    ],
)
def test_what_stands_alone_above_a_table_is_its_heading_where_it_names_it(words: str, is_heading: bool) -> None:
    def change(sheet):
        sheet.append(["青石县公共服务标准汇总"])
        sheet.append([])
        sheet.append([words])
        fill(sheet)

    source = read_xlsx(xlsx(change))
    assert (words, 2) in headings(source) if is_heading else headings(source) == [("标准", 1)]
    assert words in lines(source)


def test_prose_in_cells_has_no_headings() -> None:
    assert headings(read_xlsx(xlsx(lambda sheet: put(sheet, *((f"A{row}", "申请材料") for row in range(1, 9)))))) == [
        ("标准", 1)
    ]

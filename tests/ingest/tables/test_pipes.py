"""Pipe tables in clean text: grids of cells, each with its span."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.tables.pipes import find_pipe_tables
from tests.builders.properties import PROPERTY
from tests.builders.reading import cleaned

WORDS = st.text(st.sampled_from("床位张元每年3。；"), min_size=1, max_size=6)
GRIDS = st.integers(2, 5).flatmap(
    lambda width: st.tuples(
        st.lists(WORDS, min_size=width, max_size=width, unique=True),
        st.lists(
            st.builds(
                lambda cells, last: [*cells, last],
                st.lists(st.one_of(st.just(""), WORDS), min_size=width - 1, max_size=width - 1),
                WORDS,
            ),
            min_size=1,
            max_size=5,
        ),
    )
)


def grid(text: str) -> list[list[str]]:
    """The words of the only table."""
    (table,) = find_pipe_tables(text)
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


@pytest.mark.parametrize(
    "text",
    [
        "| 指标 | 单位 |\n|---|---|\n| 床位 | 张 |\n",
        "| 指标 | 单位 |\n| 床位 | 张 |\n",
        "指标 | 单位\n--- | ---\n床位 | 张\n",
        "指标|单位\n床位|张",
        "|指标|单位|\n\n|床位|张|",
    ],
)
def test_a_table_is_found_with_and_without_the_line_under_its_header(text: str) -> None:
    assert grid(cleaned(text, ".md").text) == [["指标", "单位"], ["床位", "张"]]


def test_the_line_under_a_header_is_no_row_in_plain_text_either() -> None:
    assert grid(cleaned("| 指标 | 单位 |\n|---|---|\n| 床位 | 张 |\n", ".txt").text) == [
        ["指标", "单位"],
        ["床位", "张"],
    ]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| 床位 |  | 60 |", ["床位", "", "60"]),
        ("|  | 张 | 60 |", ["", "张", "60"]),
        ("| 床位 | 张 |  |", ["床位", "张", ""]),
        ("| 床位 || 60 |", ["床位", "", "60"]),
        ("| 床位 | 张 |", ["床位", "张", ""]),
    ],
)
def test_an_empty_or_missing_cell_keeps_its_place(row: str, cells: list[str]) -> None:
    assert grid(f"| 指标 | 单位 | 目标 |\n{row}\n") == [["指标", "单位", "目标"], cells]


@pytest.mark.parametrize(
    "text",
    [
        "没有表格。",
        "| 只有一栏 |\n| 一 |\n",
        "| 指标 | 单位 |\n",
        "| 指标 |  |\n| 床位 | 张 |\n",
        "| 指标 | 单位 |\n没有行。\n",
        "",
    ],
)
def test_what_has_no_full_header_and_no_row_is_no_table(text: str) -> None:
    assert find_pipe_tables(text) == ()


def test_a_line_of_bare_pipes_does_not_hide_the_table_under_it() -> None:
    assert grid(cleaned("|  |  |\n|---|---|\n| 指标 | 单位 |\n| 床位 | 张 |\n", ".md").text)[0] == ["指标", "单位"]


def test_a_line_of_bare_pipes_is_no_header() -> None:
    assert grid("| | |\n| 指标 | 单位 |\n| 床位 | 张 |\n")[0] == ["指标", "单位"]


def test_words_between_two_tables_keep_them_apart() -> None:
    found = find_pipe_tables("| 甲 | 乙 |\n| 1 | 2 |\n\n表二\n\n| 丙 | 丁 |\n| 3 | 4 |\n")
    assert [table.header[0].text for table in found] == ["甲", "丙"]


def test_a_group_on_a_line_of_its_own_parts_no_table() -> None:
    text = "序号|指标|2020年\n幼有所育\n1|托位|2.1\n\n老有所养\n2|床位|3.4\n"
    assert grid(text) == [["序号", "指标", "2020年"], ["1", "托位", "2.1"], ["2", "床位", "3.4"]]


def test_a_row_broken_behind_a_pipe_or_within_a_cell_is_one() -> None:
    text = "序号|指标|单位|2025年\n1|托位|个|2.1\n2|床位|\n张|3.4\n3|健康体\n检率|%|70\n"
    assert grid(text)[2:] == [["2", "床位", "张", "3.4"], ["3", "健康体检率", "%", "70"]]


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n| 丙 | 丁 | 戊 |\n|---|---|---|\n| 3 | 4 | 5 |\n", ".md"),
        (
            "<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>"
            "<table><tr><th>丙</th><th>丁</th><th>戊</th></tr><tr><td>3</td><td>4</td><td>5</td></tr></table>",
            ".html",
        ),
    ],
)
def test_two_tables_one_after_the_other_stay_apart(text: str, suffix: str) -> None:
    assert [table.header[0].text for table in find_pipe_tables(cleaned(text, suffix).text)] == ["甲", "丙"]


@pytest.mark.parametrize(
    "row",
    [
        "| 床位 | 张 | 多出的60张 |",
        "|床位|张|多出的60张|",
    ],
)
def test_cells_beyond_the_header_are_cut_from_the_text(row: str) -> None:
    text = f"| 指标 | 单位 |\n{row}\n"
    (table,) = find_pipe_tables(text)
    assert [text[cell.start : cell.end] for cell in table.rows[0]] == [cell.text for cell in table.rows[0]]


@PROPERTY
@given(GRIDS)
def test_every_cell_comes_back_with_its_words_at_its_span(made: tuple[list[str], list[list[str]]]) -> None:
    header, rows = made
    assume(rows[0][0] != "")  # a first line without a name may tell the units of the columns
    text = "前言。\n\n" + "".join(f"| {' | '.join(cells)} |\n" for cells in (header, *rows)) + "\n后语。"
    (table,) = find_pipe_tables(text)
    assert [[cell.text for cell in row] for row in (table.header, *table.rows)] == [header, *rows]
    for cell in (cell for row in (table.header, *table.rows) for cell in row):
        assert text[cell.start : cell.end] == cell.text
        assert table.start <= cell.start <= cell.end <= table.end


@PROPERTY
@given(st.text(st.sampled_from("甲乙| \n"), max_size=60))
def test_any_text_of_pipes_gives_even_rows_inside_the_text(text: str) -> None:
    for table in find_pipe_tables(text):
        assert {len(row) for row in table.rows} == {len(table.header)}
        assert 0 <= table.start <= table.end <= len(text)


@pytest.mark.parametrize(
    ("between", "tables"),
    [
        ("某" * 14, 1),
        ("某" * 15, 2),
        *((f"某{mark}", 2) for mark in "。；;！!？?,，:："),
        ("附表", 2),
        ("图表", 2),
        ("表二", 2),
        ("设施表", 2),
        ("专栏一", 2),
        ("附件", 2),
        ("注", 2),
        ("幼有所育\n老有所养", 1),
        ("", 1),
    ],
)
def test_one_short_line_that_is_no_caption_parts_no_table(between: str, tables: int) -> None:
    assert len(find_pipe_tables(f"|乡镇|村|\n|甲|乙|\n{between}\n|丙|丁|\n|戊|己|\n")) == tables


def test_a_table_of_another_width_does_not_go_on() -> None:
    assert len(find_pipe_tables("|乡镇|村|\n|甲|乙|\n老有所养\n|丙|丁|戊|\n|己|庚|辛|\n")) == 2


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        ("甲|乙|\n丙|丁", ["甲", "乙", "丙", "丁"]),
        ("甲|乙\n丙|丁|戊", ["甲", "乙丙", "丁", "戊"]),
        ("甲|乙|丙\n丁|戊", ["甲", "乙", "丙丁", "戊"]),
    ],
)
def test_a_broken_row_is_put_together_to_the_width_of_the_header(lines: str, row: list[str]) -> None:
    text = f"一|二|三|四\n{lines}\n"
    assert grid(text)[1:] == [row]
    (table,) = find_pipe_tables(text)
    assert [(text[cell.start], text[cell.end - 1]) for cell in table.rows[0]] == [(cell[0], cell[-1]) for cell in row]


@pytest.mark.parametrize("lines", ["甲|乙|\n丙|丁|戊", "甲|乙\n丙|丁", "甲|乙|丙\n丁|戊|己"])
def test_lines_that_do_not_add_up_to_the_header_are_rows_of_their_own(lines: str) -> None:
    assert [row[0] for row in grid(f"一|二|三|四\n{lines}\n")[1:]] == [
        "甲",
        "丙" if lines.startswith(("甲|乙|\n", "甲|乙\n")) else "丁",
    ]


def test_a_header_is_not_joined_with_its_first_row() -> None:
    assert grid("一|二|三|四\n甲|乙|丙|丁\n") == [["一", "二", "三", "四"], ["甲", "乙", "丙", "丁"]]


@pytest.mark.parametrize(
    ("header", "below", "named"),
    [
        ("指标|目标||单位", "|2025年|2030年|", ["指标", "目标（2025年）", "目标（2030年）", "单位"]),
        ("指标|目标||", "|2025年|2030年|2035年", ["指标", "目标（2025年）", "目标（2030年）", "目标（2035年）"]),
        (
            "指标|目标||单位|现状|",
            "|2025年|2030年||2020年|2023年",
            ["指标", "目标（2025年）", "目标（2030年）", "单位", "现状（2020年）", "现状（2023年）"],
        ),
        ("指标|目标|目标|单位", "指标|2025年|2030年|单位", ["指标", "目标（2025年）", "目标（2030年）", "单位"]),
        ("名称|要求||单位", "|服务内容|服务标准|", ["名称", "服务内容", "服务标准", "单位"]),
        (
            "项目|项目|标准|标准",
            "类别|名称|城市|农村",
            ["类别", "项目（名称）", "标准（城市）", "标准（农村）"],
        ),
        ("名称|标准（元/月）|", "|城市|农村", ["名称", "标准（城市）（元/月）", "标准（农村）（元/月）"]),
    ],
)
def test_names_below_a_header_over_several_columns_go_on_with_it(header: str, below: str, named: list[str]) -> None:
    row = "|".join("甲乙丙丁戊己"[: len(named)])
    assert grid(f"|{header}|\n|{below}|\n|{row}|\n") == [named, list(row.split("|"))]


@pytest.mark.parametrize(
    ("header", "below"),
    [
        ("指标|目标||单位", "|2025年|2030年|张"),
        ("指标|目标||单位", "床位|2025年|2030年|"),
        ("指标|目标||单位", "|2025年||"),
        ("指标|目标|现状|单位", "|2025年|2030年|"),
    ],
)
def test_a_line_with_other_cells_is_a_row_below_such_a_header(header: str, below: str) -> None:
    found = grid(f"|{header}|\n|{below}|\n|甲|乙|丙|丁|\n")
    assert found[0][1] == "目标"
    assert found[1] == below.split("|")


def test_three_header_lines_are_one() -> None:
    text = "|项目|补助标准|补助标准|补助标准|\n|项目|城市|城市|农村|\n|项目|老人|儿童|农村|\n|低保|700|800|600|\n|特困|900|950|870|\n"
    names = ["项目", "补助标准（城市）（老人）", "补助标准（城市）（儿童）", "补助标准（农村）"]
    assert grid(text) == [names, ["低保", "700", "800", "600"], ["特困", "900", "950", "870"]]


def test_values_under_a_header_over_two_columns_are_a_row() -> None:
    assert grid("|指标|目标||\n|床位|12|15|\n|托位|2|3|\n")[1] == ["床位", "12", "15"]


CONTINUED = ["续表", "表1（续）", "续表1", "（续上表）", "续表1 服务标准", "接上表"]


@pytest.mark.parametrize("caption", CONTINUED)
def test_a_table_goes_on_under_its_header_on_the_next_page(caption: str) -> None:
    text = f"|服务项目|标准|\n|甲|10元|\n|乙|20元|\n\n{caption}\n\n|丙|30元|\n|丁|40元|\n"
    assert [row[0] for row in grid(text)] == ["服务项目", "甲", "乙", "丙", "丁"]


@pytest.mark.parametrize("caption", CONTINUED)
def test_a_header_that_the_next_page_repeats_is_no_row(caption: str) -> None:
    text = f"|服务项目|标准|\n|甲|10元|\n{caption}\n|服务项目|标准|\n|丙|30元|\n"
    assert [row[0] for row in grid(text)] == ["服务项目", "甲", "丙"]


@pytest.mark.parametrize("caption", CONTINUED)
def test_a_header_of_two_lines_that_the_next_page_repeats_is_no_row(caption: str) -> None:
    header = "|乡镇|面积（亩）|面积（亩）|\n|乡镇|上半年|下半年|\n"
    text = f"{header}|甲|10|12|\n{caption}\n{header}|乙|30|31|\n|甲|10|12|\n"
    assert [row[0] for row in grid(text)] == ["乡镇", "甲", "乙", "甲"]


def test_a_first_record_that_a_next_page_has_again_below_its_header_is_one() -> None:
    text = "|服务项目|标准|\n|甲|10元|\n|乙|20元|\n续表\n|服务项目|标准|\n|甲|10元|\n"
    assert [row[0] for row in grid(text)] == ["服务项目", "甲", "乙", "甲"]


def test_a_title_and_a_unit_above_the_header_are_no_header() -> None:
    text = "|表1 投资安排||\n||单位：万元|\n|项目|投资|\n|医院|12|\n"
    assert grid(text) == [["项目", "投资"], ["医院", "12"]]


def test_a_table_of_what_the_document_is_gives_no_row() -> None:
    (table,) = find_pipe_tables("|索引号|A-1|\n|发布机构|县民政局|\n|文号|1号|\n")
    assert table.rows == ()


def test_a_header_word_behind_an_empty_line_opens_another_table_of_the_same_width() -> None:
    found = find_pipe_tables("|乡镇|村|\n|甲|3|\n|乙|4|\n\n|项目|投资|\n|丙|5|\n|丁|6|\n")
    assert [table.header[0].text for table in found] == ["乡镇", "项目"]


def test_a_header_over_several_columns_names_each() -> None:
    assert grid("|指标|目标|||\n|床位|1|2|3|\n")[0] == ["指标", "目标", "目标", "目标"]


def test_what_is_beyond_the_header_belongs_to_its_last_column() -> None:
    assert grid("|指标|单位|\n|床位|张|多|余|\n")[1] == ["床位", "张|多|余"]
    assert grid("|指标|单位|\n|床位|张|||\n")[1] == ["床位", "张"]


def test_a_filled_up_cell_stands_at_the_end_of_its_row() -> None:
    text = "|指标|单位|目标|\n|床位|张|\n"
    (table,) = find_pipe_tables(text)
    blank, before = table.rows[0][2], table.rows[0][1]
    assert (blank.start, blank.end) == (before.end, before.end)


def test_the_span_of_each_table_is_from_its_header_to_its_last_row() -> None:
    text = "前言\n|乡镇|村|\n|甲|乙|\n后语。\n|丙|丁|\n|戊|己|"
    assert [text[table.start : table.end] for table in find_pipe_tables(text)] == [
        "|乡镇|村|\n|甲|乙|",
        "|丙|丁|\n|戊|己|",
    ]


@pytest.mark.parametrize("text", ["||单位|\n|甲|乙|\n", "|指标||\n|甲|乙|\n"])
def test_a_header_begins_with_a_name_and_has_two(text: str) -> None:
    assert find_pipe_tables(text) == ()


HEADED = "|项目|标准|\n|低保|660|\n"


@pytest.mark.parametrize("between", ["", "\n", "二、机构养老\n", "|二、机构养老||\n", "续表\n"])
def test_a_header_that_stands_again_among_the_rows_is_no_row(between: str) -> None:
    found = grid(f"{HEADED}{between}|项目|标准|\n|特困|900|\n")
    assert [row for row in found if row[1]] == [["项目", "标准"], ["低保", "660"], ["特困", "900"]]


def test_both_lines_of_a_header_may_stand_again() -> None:
    header = "|对象|2025年||2026年||\n||城市|农村|城市|农村|\n"
    text = f"{header}|低保|660|500|700|540|\n\n续表1\n\n{header.replace(chr(10), chr(10) * 2)}|特困|990|750|1050|810|\n"
    assert [row[0] for row in grid(text)] == ["对象", "低保", "特困"]


@pytest.mark.parametrize("rows", ["|3|5|\n|4|6|\n|3|5|\n", "|低保|660|\n|特困|900|\n|特困|900|\n"])
def test_a_record_that_stands_twice_is_two(rows: str) -> None:
    assert len(find_pipe_tables(rows)[0].rows) == 2


def test_other_names_behind_a_heading_open_another_table() -> None:
    years = "|年度|2023|2024|\n|个人缴费|350|380|\n|财政补助|640|670|\n"
    found = find_pipe_tables(f"{years}\n二、就业补贴\n|补贴|标准|期限|\n|社保补贴|50%|1年|\n")
    assert [table.header[0].text for table in found] == ["年度", "补贴"]


def test_words_without_figures_behind_a_groups_name_are_a_record_among_such() -> None:
    rows = "|事项|单位|时限|\n|改造厕所|县教育局|年底|\n二、养老\n|新建食堂|县民政局|年底|\n"
    assert len(find_pipe_tables(rows)) == 1


SHARES = "|项目|比例|比例|\n|项目|省|县|\n|道路|60%|40%|\n"


def test_words_above_figures_behind_an_empty_line_open_another_table() -> None:
    found = find_pipe_tables(f"{SHARES}\n|乡镇|面积（亩）|补助|\n|东坪镇|120|3.6万元|\n")
    assert [table.header[0].text for table in found] == ["项目", "乡镇"]


@pytest.mark.parametrize("line", ["|桥梁|50%|暂定|", "|桥梁|无|不限|", "|桥梁|—|—|", "|桥梁||待定|"])
def test_a_record_behind_an_empty_line_belongs_to_the_table(line: str) -> None:
    assert len(find_pipe_tables(f"{SHARES}\n{line}\n|绿化|30%|70%|\n")) == 1


FEES = "| 项目 | 标准 | 备注 |\n| 床位 | 600元 | 无 |\n| 护理 | 900元 | 无 |\n"


def headers(text: str) -> list[list[str]]:
    return [[cell.text for cell in table.header] for table in find_pipe_tables(text)]


@pytest.mark.parametrize("between", ["\n", "办理机构\n", "| 二、乡镇 |  |  |\n"])
def test_names_of_other_columns_open_another_table(between: str) -> None:
    other = "| 机构 | 地址 | 电话 |\n| 甲院 | 东街 | 555001 |\n"
    assert headers(FEES + between + other) == [["项目", "标准", "备注"], ["机构", "地址", "电话"]]


def test_names_that_nobody_knows_do_so_where_the_file_set_them_apart() -> None:
    other = "| 年份 | 户数 | 涨幅 |\n| 2023 | 120 | 5% |\n"
    assert len(headers(f"{FEES}逐年情况\n\n\n{other}")) == len(headers(f"{FEES}\n\n\n{other}")) == 2
    assert len(headers(f"{FEES}逐年情况\n{other}")) == 1


@pytest.mark.parametrize(
    "record",
    [
        "| 电话费 | 每月20元 | 无 |",  # a figure
        "| 电话 | 电话 | 无 |",  # a name twice
        "| 机构 | 地址 |  |",
        "| 地址 | 按照县级人民政府公布的标准执行 | 电话 |",  # no name of a column
        "| 陪护 | 协议 | 免除 |",  # names of nothing
    ],
)
@pytest.mark.parametrize("between", ["\n", "城区\n"])
def test_a_record_goes_on_with_its_table(between: str, record: str) -> None:
    assert len(headers(f"{FEES}{between}{record}\n| 餐费 | 15元 | 无 |\n")) == 1


def test_a_title_and_a_unit_above_a_header_are_no_records_of_another_table() -> None:
    text = "| 附表2 收费标准 |  |  |\n| 单位：元 |  |  |\n| 机构 | 地址 | 电话 |\n| 甲院 | 东街 | 555001 |\n"
    assert headers(text) == [["机构", "地址", "电话"]]

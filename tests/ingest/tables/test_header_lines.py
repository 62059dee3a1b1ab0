"""What the lines above the records of a table say: names, units, numbers of columns."""

import pytest

from ingest.tables.pipes import find_pipe_tables


def grid(*lines: str) -> list[list[str]]:
    (table,) = find_pipe_tables("".join(f"|{line}|\n" for line in lines))
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def test_a_usual_name_among_others_below_one_cell_keeps_what_stands_above() -> None:
    names = ["违规情形", "罚款额度（个人）", "罚款额度（单位）", "依据"]
    assert grid("违规情形|罚款额度||依据", "|个人|单位|", "未备案|200|2000|第三条")[0] == names


@pytest.mark.parametrize("first", ["", "单位", "计量单位"])
def test_a_line_of_units_below_the_names_gives_them_their_units(first: str) -> None:
    lines = ("项目|标准|人数", f"{first}|元/月|（人）", "低保|660|20", "特困|900|31")
    assert grid(*lines)[:2] == [["项目", "标准（元/月）", "人数（人）"], ["低保", "660", "20"]]


@pytest.mark.parametrize("line", ["|元/月|好", "低保|元|人", "|1|人", "||"])
def test_a_line_with_anything_else_is_none(line: str) -> None:
    assert grid("项目|标准|人数", line, "低保|660|20")[0] == ["项目", "标准", "人数"]


@pytest.mark.parametrize("numbers", ["甲|1|2|3", "甲|乙|1|2", "（1）|（2）|（3）|（4）", "栏次|1|2|3"])
def test_a_line_that_numbers_the_columns_is_no_record(numbers: str) -> None:
    assert len(grid("指标|合计|男|女", numbers, "人口|30|14|16")) == 2


@pytest.mark.parametrize("row", ["甲|1|3|2", "甲|乙|丙|1", "人口|1|2|3", "2|3|4|5"])
def test_a_line_of_other_numbers_is_one(row: str) -> None:
    assert grid("指标|合计|男|女", row, "人口|30|14|16")[1] == row.split("|")


@pytest.mark.parametrize("names", ["2024年|2025年", "2024|2025", "城市|农村"])
def test_an_empty_corner_is_above_the_names(names: str) -> None:
    assert grid(f"|{names}", "低保|660|720", "特困|900|950")[0] == ["名称", *names.split("|")]


@pytest.mark.parametrize("line", ["|张|60", "|12|15"])
def test_a_line_without_its_first_cell_that_names_no_columns_is_no_header(line: str) -> None:
    assert find_pipe_tables(f"|{line}|\n|床位|张|60|\n|托位|个|20|\n") == ()


def test_a_line_above_records_without_a_first_cell_is_no_header() -> None:
    assert find_pipe_tables("||城市|农村|\n||660|720|\n||900|950|\n|特困|1|2|\n") == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("档次|补贴|补贴|备注", "档次|100|200|备注"),  # what goes over both lines stands in both
        ("档次|补贴||备注", "|2024|2025|"),
    ],
)
def test_figures_below_one_cell_may_name_its_columns(first: str, second: str) -> None:
    names = [cell for cell in second.split("|") if cell.isdigit()]
    assert grid(first, second, "一档|30|35|代缴")[0] == ["档次", *(f"补贴（{name}）" for name in names), "备注"]


def test_figures_below_one_cell_are_a_record_where_nothing_tells() -> None:
    assert grid("档次|补贴||备注", "|100|200|", "一档|30|35|代缴")[1][1:3] == ["100", "200"]


@pytest.mark.parametrize(
    "title", ["附表1 补助标准|附表1 补助标准|附表1 补助标准|单位：元/月", "单位：元/月|附表1 补助标准||", "附表1|||"]
)
def test_a_title_with_the_unit_beside_it_is_above_the_header(title: str) -> None:
    assert grid(title, "序号|对象|城市|农村", "1|低保|700|540")[0] == ["序号", "对象", "城市", "农村"]


def test_two_names_are_a_header_without_a_unit_beside_them() -> None:
    assert grid("对象|标准", "低保|700")[0] == ["对象", "标准"]


def test_a_unit_below_a_name_of_which_the_others_go_over_both_lines_is_its_unit() -> None:
    assert grid("序号|对象|标准|时间", "序号|对象|（元/年）|时间", "1|复员军人|9600|每季")[0] == [
        "序号",
        "对象",
        "标准（元/年）",
        "时间",
    ]


def test_a_line_that_says_less_than_half_of_the_header_again_is_a_record() -> None:
    assert len(grid("序号|对象|标准|时间", "1|对象|九千|每季", "2|复员军人|9600|每季")) == 3


@pytest.mark.parametrize(
    ("above", "lower", "names"),
    [
        ("目标值", ("2025年目标", "2026年目标"), ["目标值（2025年目标）", "目标值（2026年目标）"]),
        ("完成情况", ("2023年实际", "2024年实际"), ["完成情况（2023年实际）", "完成情况（2024年实际）"]),
        ("2025年", ("预算数", "增长率"), ["2025年（预算数）", "2025年（增长率）"]),
        ("规划目标", ("2020年现状", "2025年"), ["2020年现状", "规划目标（2025年）"]),
        ("规划目标", ("2025年", "年均增长"), ["规划目标（2025年）", "年均增长"]),
    ],
)
def test_a_name_loses_what_stands_above_only_where_the_two_contradict(
    above: str, lower: tuple[str, str], names: list[str]
) -> None:
    assert grid(f"事项|{above}||说明", f"|{'|'.join(lower)}|", "改厕|300|400|超额")[0] == ["事项", *names, "说明"]


PARTLY = ["对象", "补贴标准（城镇）", "补贴标准（农村）", "发放（方式）"]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("对象|补贴标准|补贴标准|发放", "对象|城镇|农村|方式", PARTLY),  # 对象 goes over both lines
        ("对象|补贴标准||发放", "人群|城镇|农村|方式", ["对象（人群）", *PARTLY[1:]]),  # only figures below tell
        ("|补贴标准|补贴标准|", "人群|城镇|农村|期限", ["人群", *PARTLY[1:3], "期限"]),
    ],
)
def test_a_second_line_may_name_columns_of_their_own_too(first: str, second: str, names: list[str]) -> None:
    assert grid(first, second, "低保户|300元|260元|按月", "特困户|500元|450元|按季") == [
        names,
        ["低保户", "300元", "260元", "按月"],
        ["特困户", "500元", "450元", "按季"],
    ]


@pytest.mark.parametrize(
    "record",
    ["低保户|城镇|农村|每月8日", "低保户|城镇|城镇|按月", "低保户|城镇||按月"],  # a figure, a word twice, an empty cell
)
def test_a_line_that_names_no_columns_is_a_record(record: str) -> None:
    assert grid("对象|补贴标准||发放", record, "特困户|500元|450元|按季")[1] == record.split("|")


def test_words_under_two_columns_of_one_name_are_a_record_where_others_are_words_too() -> None:
    assert len(grid("类别|项目||依据", "养老|床位|护理|第三条", "托育|全日|半日|第四条")) == 3


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("机构|床位|收费", "机构|张|元/月"), ["机构", "床位（张）", "收费（元/月）"]),
        (("乡镇|补助|补助", "乡镇|户数|资金", "乡镇|户|万元"), ["乡镇", "补助（户数）（户）", "补助（资金）（万元）"]),
    ],
)
def test_a_name_over_all_lines_stands_beside_the_units_too(lines: tuple[str, ...], names: list[str]) -> None:
    assert grid(*lines, "甲|60|1800", "乙|80|2000") == [names, ["甲", "60", "1800"], ["乙", "80", "2000"]]

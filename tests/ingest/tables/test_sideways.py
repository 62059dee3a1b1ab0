"""Tables whose names stand beside their values, and those that only look so."""

import pytest

from ingest.tables.pipes import find_pipe_tables
from tests.builders.reading import parsed


def grid(*lines: str) -> list[list[str]]:
    (table,) = find_pipe_tables("".join(f"| {line} |\n" for line in lines))
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


LABELS = ("受理部门 | 县民政局", "办理时限 | 15个工作日", "是否收费 | 不收费", "咨询电话 | 0999-5551234")


def test_each_label_with_what_it_says_is_a_record() -> None:
    assert grid(*LABELS) == [["事项", "内容"], *(line.split(" | ") for line in LABELS)]


def test_what_a_label_says_is_read_out_behind_it() -> None:
    found = parsed("".join(f"| {line} |\n" for line in LABELS), "plan.txt")
    assert [(row.name, row.cells[1].text) for row in found.rows][1] == ("办理时限", "15个工作日")
    assert all(found.document.text[c.start : c.end] == c.text for row in found.rows for c in row.cells)


@pytest.mark.parametrize(
    "lines",
    [
        ("事项名称 | 校车补助", "服务对象 | 走读学生", "补助标准 | 每学期360元"),
        ("服务对象 | 走读学生", "事项名称 | 校车补助", "补助标准 | 每学期360元"),
        ("事项名称 | 校车补助 | 校车补助 | 校车补助", "服务对象 | 走读学生 | 补助标准 | 每学期360元"),
        ("事项名称 | 校车补助 | 服务对象 | 走读学生", "补助标准 | 每学期360元 | | "),
    ],
)
def test_a_label_that_names_the_matter_makes_one_record(lines: tuple[str, ...]) -> None:
    assert grid(*lines) == [["事项名称", "服务对象", "补助标准"], ["校车补助", "走读学生", "每学期360元"]]


def test_such_a_record_is_of_the_kind_that_its_labels_tell() -> None:
    found = parsed("| 事项名称 | 校车补助 |\n| 服务对象 | 走读学生 |\n| 补助标准 | 每学期360元 |\n", "plan.txt")
    assert [(row.kind, row.name) for row in found.rows] == [("standard", "校车补助")]


def test_a_long_one_gives_a_record_a_label_all_the_same() -> None:
    assert len(grid("事项名称 | 校车补助", f"申请条件 | {'走读。' * 300}", "办理时限 | 3日")) == 4


@pytest.mark.parametrize(
    "lines",
    [
        ("办理部门 | 办理时限", "县民政局 | 15个工作日", "县人社局 | 10个工作日"),
        ("服务对象 | 补助标准（元/月）", "高龄补助标准 | 70", "孤儿补助标准 | 1200"),
        ("补助标准 | 2025年", "高龄补助标准 | 70元", "孤儿补助标准 | 1200元"),
        ("乡镇 | 金额", "东坪镇 | 20万元", "西河镇 | 31万元"),
        ("受理部门 | 县民政局", "东坪 | 一名", "西河 | 两名", "南山 | 三名"),
        ("办理时限 | 收费标准 | 电话", "3日 | 免费 | 5551234", "5日 | 20元 | 5551235"),
    ],
)
def test_a_table_with_names_above_stays_one(lines: tuple[str, ...]) -> None:
    assert grid(*lines) == [[cell.strip() for cell in line.split("|")] for line in lines]


TURNED = ("年龄段 | 80至89岁 | 90岁以上", "月标准（元） | 60 | 120", "发放方式 | 按季 | 按月")


def test_labels_before_several_values_each_give_a_record_a_column() -> None:
    assert grid(*TURNED) == [
        ["年龄段", "月标准（元）", "发放方式"],
        ["80至89岁", "60", "按季"],
        ["90岁以上", "120", "按月"],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("年龄段 | 月标准 | 发放方式", "80至89岁 | 60 | 按季", "90岁以上 | 120 | 按月"),  # names above
        ("年龄段 | 甲类 | 乙类", "月标准 | 60 | 按实", "发放方式 | 按季 | 按月"),  # figures and words in a line
        ("年度 | 2023 | 2024", "个人缴费标准 | 350 | 380", "财政补助标准 | 640 | 670"),  # figures in all lines
        ("年龄段 | 80岁 | 90岁", "月标准 | 60 | 120", "东坪镇 | 按季 | 按月"),  # no label
        (*TURNED[:2], "发放方式 | 按季"),
    ],
)
def test_a_table_that_only_looks_so_stays_as_it_is(lines: tuple[str, ...]) -> None:
    assert grid(*lines)[0] == [cell.strip() for cell in lines[0].split("|")]


@pytest.mark.parametrize("group", ["", "一、补助 | \n"])
def test_names_with_a_figure_each_have_no_line_of_names_above(group: str) -> None:
    lines = [line for line in (group.strip(), "低保家庭 | 每户2000元", "特困家庭 | 每户3000元") if line]
    assert grid(*lines) == [["事项", "内容"], ["低保家庭", "每户2000元"], ["特困家庭", "每户3000元"]]


def test_lines_numbered_from_the_first_on_have_none_either() -> None:
    assert grid("1 | 低保 | 甲", "2 | 特困 | 乙") == [
        ["序号", "第2栏", "第3栏"],
        ["1", "低保", "甲"],
        ["2", "特困", "乙"],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("项目 | 标准（元/月）", "低保 | 660元"),
        ("项目 | 2025年", "低保 | 660元"),
        ("项目 | 标准", "低保 | 660元"),
        ("2 | 低保 | 甲", "3 | 特困 | 乙"),
        ("1 | 低保 | 甲", "1 | 特困 | 乙"),
    ],
)
def test_any_other_first_line_names_the_columns(lines: tuple[str, ...]) -> None:
    assert grid(*lines)[0] == [cell.strip() for cell in lines[0].split("|")]


GROUPED = ("基本信息 | 办理部门 | 县民政局", "基本信息 | 办理时限 | 20日", "收费信息 | 是否收费 | 否")


def test_a_column_of_groups_before_labels_stands_before_each_record() -> None:
    assert grid(*GROUPED) == [["分类", "事项", "内容"], *([cell.strip() for cell in one.split("|")] for one in GROUPED)]


def test_a_label_of_two_groups_is_named_with_its_group() -> None:
    lines = (*GROUPED, "收费信息 | 办理时限 | 3日")
    assert [row.name for row in parsed("".join(f"| {line} |\n" for line in lines), "plan.txt").rows] == [
        "基本信息办理部门",
        "基本信息办理时限",
        "收费信息是否收费",
        "收费信息办理时限",
    ]


@pytest.mark.parametrize("first", ["东坪镇 | 办理部门 | 县民政局", "办理部门 | 办理时限 | 20日"])
def test_names_that_stand_once_or_are_labels_are_no_groups(first: str) -> None:
    assert grid(first, "西河镇 | 办理时限 | 20日", "南山镇 | 是否收费 | 否")[0][0] != "分类"

"""Rows of pipe tables that lack their group's name are moved under the right columns, others stay."""

import pytest

from ingest.tables.grid import GridCell
from ingest.tables.pipes import find_pipe_tables
from ingest.tables.shifted import shifted_back

CLOSED = """| 分类 | 指标 | 单位 | 目标 | 属性 |
| 教育 | 入园率 | % | 90 | 预期性 |
| 教育 | 巩固率 | % | 96 | 约束性 |
| 养老 | 床位 | 张 | 1200 | 预期性 |
"""
OPEN_NUMBERS = """| 分类 | 指标 | 单位 | 2020年 | 2025年 |
| 教育 | 入园率 | % | 81 | 90 |
| 教育 | 巩固率 | % | 93 | 96 |
| 养老 | 床位 | 张 | 860 | 1200 |
"""
OPEN_WORDS = """| 服务领域 | 服务项目 | 服务对象 | 责任单位 |
| 教育 | 校车补助 | 走读学生 | 县教育体育局 |
| 养老 | 助餐服务 | 独居老人 | 县民政局、乡镇政府 |
"""


def mended(text: str) -> list[list[str]]:
    (table,) = find_pipe_tables(text)
    return [[cell.text for cell in row] for row in shifted_back(table.rows)]


@pytest.mark.parametrize(
    ("table", "line", "row"),
    [
        (CLOSED, "| 护理床位占比 | % | 60 | 约束性 |", ["养老", "护理床位占比", "%", "60", "约束性"]),
        (CLOSED, "| 护理床位占比 | % | 60 | 约束性 | |", ["养老", "护理床位占比", "%", "60", "约束性"]),
        (OPEN_NUMBERS, "| 护理床位占比 | % | 41 | 60 |", ["养老", "护理床位占比", "%", "41", "60"]),
        (OPEN_WORDS, "| 理发服务 | 高龄老人 | 县民政局 |", ["养老", "理发服务", "高龄老人", "县民政局"]),
    ],
    ids=["closed", "closed with its pipe", "open numbers", "open words"],
)
def test_a_row_without_its_groups_name_takes_that_of_the_row_above(table: str, line: str, row: list[str]) -> None:
    assert mended(table + line + "\n")[-1] == row


def test_several_rows_of_a_group_are_moved() -> None:
    found = mended(CLOSED + "| 护理床位占比 | % | 60 | 约束性 |\n| 助餐点 | 个 | 45 | 预期性 |\n")
    assert [row[:2] for row in found[-2:]] == [["养老", "护理床位占比"], ["养老", "助餐点"]]


@pytest.mark.parametrize("table", [CLOSED, OPEN_NUMBERS], ids=["closed", "open"])
def test_a_groups_title_row_stays(table: str) -> None:
    assert mended(table + "| 二、医疗卫生 | | | | |\n")[-1] == ["二、医疗卫生", "", "", "", ""]


def test_a_row_whose_last_cell_is_empty_stays() -> None:
    table = "| 分类 | 指标 | 单位 | 目标 | 备注 |\n| 教育 | 入园率 | % | 90 | 含民办 |\n| 养老 | 床位 | 张 | 1200 | 年末 |\n"
    assert mended(table + "| 医疗 | 医师数 | 人 | 45 | |\n")[-1] == ["医疗", "医师数", "人", "45", ""]


def test_whole_rows_stay() -> None:
    assert mended(CLOSED)[0] == ["教育", "入园率", "%", "90", "预期性"]


def test_without_a_whole_row_nothing_is_moved() -> None:
    lines = "| 分类 | 指标 | 单位 |\n| 入园率 | % | |\n| 巩固率 | % | |\n"
    assert mended(lines) == [["入园率", "%", ""], ["巩固率", "%", ""]]


def test_no_rows_give_no_rows() -> None:
    assert shifted_back([]) == []


def test_a_moved_row_keeps_the_spans_of_its_cells() -> None:
    text = CLOSED + "| 护理床位占比 | % | 60 | 约束性 |\n"
    (table,) = find_pipe_tables(text)
    for row in shifted_back(table.rows):
        assert [text[cell.start : cell.end] for cell in row] == [cell.text for cell in row]


def placed(*lines: str) -> list[str]:
    """The last of some rows, whose cells are given parted by blanks (－: empty), as it is left."""
    rows = [tuple(GridCell("" if words == "－" else words, 0, 0) for words in line.split()) for line in lines]
    return [cell.text or "－" for cell in shifted_back(rows)[-1]]


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (
            [
                "养老 入园率 38.0",
                "就业创业 60人次 15.4",
                "就业创业 新增就业 1571",
                "文化体育 居民体质达标率 7037",
                "住房保障 60人次 －",
            ],
            "文化体育 住房保障 60人次",
        ),
        (
            [
                "教育 城乡居民养老保险参保率 县教育局",
                "医疗 新增就业 县教育局",
                "居民体质达标率 县民政局、各乡镇政府 －",
            ],
            "居民体质达标率 县民政局、各乡镇政府 －",
        ),
        (
            [
                "养老 80周岁以上高龄老人津贴 约束性",
                "医疗 床位数 约束性",
                "文化体育 60人次 约束性",
                "城乡居民养老保险参保率 预期性 －",
            ],
            "文化体育 城乡居民养老保险参保率 预期性",
        ),
        (
            [
                "养老 80周岁以上高龄老人津贴 1782 6",
                "医疗 新增就业 8308 3609",
                "文化体育 60人次 1111 56.5",
                "就业创业 － 8789 －",
            ],
            "文化体育 就业创业 － 8789",
        ),
        (["就业创业 入园率 6970", "文化体育 12个月 2828", "文化体育 60人次 －"], "文化体育 60人次 －"),
        (
            [
                "教育 新增就业 32.9 4025",
                "就业创业 入园率 51 75",
                "文化体育 床位数 3 50.8",
                "每千人口执业医师数 3.9 3 －",
            ],
            "文化体育 每千人口执业医师数 3.9 3",
        ),
        (
            [
                "医疗 城乡居民养老保险参保率 6.4 5",
                "医疗 每千人口执业医师数 32.6 9",
                "医疗 巩固率 79 10",
                "养老 新增就业 5084 －",
            ],
            "养老 新增就业 5084 －",
        ),
    ],
)
def test_a_row_is_moved_where_its_cells_fit_clearly_better(lines: list[str], row: str) -> None:
    assert placed(*lines) == row.split()


@pytest.mark.parametrize("first", ["住房 参保率 －", "住房 巩固率 －"])
def test_a_first_row_has_no_group_above_to_take(first: str) -> None:
    rows = [
        tuple(GridCell("" if words == "－" else words, 0, 0) for words in line.split())
        for line in (first, "教育 入园率 515")
    ]
    assert [cell.text for cell in shifted_back(rows)[0]] == first.replace("－", "").split(" ")


@pytest.mark.parametrize("line", ["养老 床位 60", "养老 床位 －"])
def test_a_single_row_stays(line: str) -> None:
    assert placed(line) == line.split()


def test_a_row_below_a_figure_lacks_no_groups_name() -> None:
    lines = "| 档次 | 2024年 | 2025年 | 备注 |\n| 100 | 30 | 35 | 代缴 |\n| 200 | 35 | 40 | |\n"
    assert mended(lines)[-1] == ["200", "35", "40", ""]


def test_a_line_with_all_its_cells_stays_where_another_has_no_last_one_under_its_groups_name() -> None:
    lines = "| 领域 | 事项 | 内容 | 备注 |\n| 养老 | 助餐 | 为老人供餐 | 试点 |\n| 医疗 | 签约 | 家庭医生 | 免费 |\n"
    lines += "| 养老 | 助浴 | 上门洗澡 | |\n"
    assert mended(lines + "| 托育 | 托管 | 白天照看婴幼儿 | |\n")[-1] == ["托育", "托管", "白天照看婴幼儿", ""]
    assert mended(lines + "| 托管 | 白天照看 | 免费 |\n")[-1] == ["养老", "托管", "白天照看", "免费"]

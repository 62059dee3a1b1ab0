"""Columns that stand beside each other and belong apart."""

import pytest

from ingest.tables.pipes import find_pipe_tables


def grids(*lines: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in (table.header, *table.rows)]
        for table in find_pipe_tables("".join(f"|{line}|\n" for line in lines))
    ]


TOWNS = [["乡镇", "名额", "金额"], ["东坪镇", "20", "4.0"], ["西河镇", "31", "6.2"]]


@pytest.mark.parametrize("apart", ["", "|"])
def test_columns_that_are_there_twice_are_one_below_the_other(apart: str) -> None:
    assert grids(f"乡镇|名额|金额{apart}|乡镇|名额|金额", f"东坪镇|20|4.0{apart}|西河镇|31|6.2") == [TOWNS]


def test_what_a_line_says_of_all_of_them_is_one_record() -> None:
    lines = ("乡镇|名额|金额||乡镇|名额|金额", "东坪镇|20|4.0||西河镇|31|6.2", "合计|||||51|10.2")
    assert grids(*lines) == [[*TOWNS, ["合计", "51", "10.2"]]]


@pytest.mark.parametrize(
    ("last", "rows"),
    [
        ("合计||||51|", [["合计", "51", ""]]),
        ("南山镇|9||||", [["南山镇", "9", ""]]),
        ("南山镇|||北岭乡|12|", [["南山镇", "", ""], ["北岭乡", "12", ""]]),
    ],
)
def test_of_a_short_last_line_each_record_stays_by_itself(last: str, rows: list[list[str]]) -> None:
    found = grids("乡镇|名额|金额|乡镇|名额|金额", "东坪镇|20|4.0|西河镇|31|6.2", last)
    assert found == [[*TOWNS, *rows]]


def test_a_column_that_holds_nothing_goes_only_where_all_lines_agree() -> None:
    assert grids("项目||标准", "低保||660", "特困||900") == [[["项目", "标准"], ["低保", "660"], ["特困", "900"]]]
    assert len(grids("项目||标准", "低保||660", "特困|900")[0][0]) == 3


FRAME = (
    "停车收费|停车收费|幼儿园收费|幼儿园收费",
    "车型|元/小时|等级|元/月",
    "小型车|3|省一级|550",
    "大型车|6|市一级|420",
)


def test_two_tables_in_one_frame_are_two() -> None:
    assert grids(*FRAME, "||普惠|300") == [
        [["停车收费（车型）", "停车收费（元/小时）"], ["小型车", "3"], ["大型车", "6"]],
        [["幼儿园收费（等级）", "幼儿园收费（元/月）"], ["省一级", "550"], ["市一级", "420"], ["普惠", "300"]],
    ]


def test_so_are_those_whose_name_stands_once_above_its_columns() -> None:
    assert len(grids("停车收费||幼儿园收费|", *FRAME[1:])) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ("低保|低保|特困|特困", "城市|农村|城市|农村", "660|500|990|750", "700|540|1050|810"),  # no names
        (
            "责任|责任|时限|时限",
            "牵头|配合|开始|完成",
            "民政局|财政局|本月|下月",
            "教育局|财政局|本月|年底",
        ),  # no figures
        ("项目|标准|标准|备注", "项目|城市|农村|备注", "低保|660|500|甲", "特困|990|750|乙"),  # a column by itself
        ("停车收费|停车收费|幼儿园收费|幼儿园收费", "小型车|3|省一级|550", "大型车|6|市一级|420"),  # one line of names
    ],
)
def test_one_table_stays_one(lines: tuple[str, ...]) -> None:
    assert len(grids(*lines)) == 1

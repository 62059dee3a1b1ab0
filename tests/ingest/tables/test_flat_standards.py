"""Standards tables that came out one cell a line are put together again."""

import pytest

from ingest.tables.flat_standards import find_flat_standards

HEADER = ("服务项目", "服务对象", "服务内容", "服务标准", "支出责任")
BUS = ("乡村校车补助", "乡村走读学生", "为乡村走读学生提供校车补助", "每生每学期360元。", "县级财政负责。")
LUNCH = ("孤儿助餐服务", "散居孤儿", "为散居孤儿提供午餐", "每人每天9元。", "市县两级财政共同负责。")
BARBER = ("老人理发服务", "独居老人", "每月上门理发一次", "按照《青石县助老规范》执行。", "县级财政承担。")


def flat(*parts: tuple[str, ...], gap: str = "\n\n") -> str:
    return gap.join(line for part in parts for line in part) + "\n"


def rows_of(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for table in find_flat_standards(text) for row in table.rows]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
def test_lines_become_rows_under_the_header(gap: str) -> None:
    (table,) = find_flat_standards(flat(HEADER, BUS, LUNCH, gap=gap))
    assert tuple(cell.text for cell in table.header) == HEADER
    assert [tuple(cell.text for cell in row) for row in table.rows] == [BUS, LUNCH]


@pytest.mark.parametrize("header", [("服务项目", "保障对象", "服务内容", "服务标准", "资金来源")])
def test_other_writings_of_a_header_are_named_as_usual(header: tuple[str, ...]) -> None:
    (table,) = find_flat_standards(flat(header, BUS, LUNCH))
    assert tuple(cell.text for cell in table.header) == HEADER


def test_a_header_may_hold_blanks() -> None:
    assert rows_of(flat(("服务 项目", *HEADER[1:]), BUS, LUNCH)) == [BUS, LUNCH]


def test_a_group_heading_between_rows_is_no_cell() -> None:
    text = flat(HEADER, ("公共教育服务",), BUS, LUNCH, ("养老助老服务",), BARBER)
    assert rows_of(text) == [BUS, LUNCH, BARBER]


@pytest.mark.parametrize(
    ("column", "pieces"),
    [
        (2, ("为乡村走读学生提供", "校车补助")),
        (3, ("山区学生每生每学期420元，平坝", "学生每生每学期360元。")),
        (4, ("县级财政和", "乡镇财政共同负责。")),
    ],
)
def test_a_cell_broken_over_two_lines_is_one_cell(column: int, pieces: tuple[str, ...]) -> None:
    broken = (*BUS[:column], *pieces, *BUS[column + 1 :])
    whole = (*BUS[:column], "".join(pieces), *BUS[column + 1 :])
    assert rows_of(flat(HEADER, LUNCH, broken, BARBER)) == [LUNCH, whole, BARBER]


@pytest.mark.parametrize("title", ["青石县服务设施汇总表", "青石县2025年设施一览"])
def test_a_title_that_follows_at_once_is_no_cell(title: str) -> None:
    assert rows_of(flat(HEADER, BUS, LUNCH, (title,))) == [BUS, LUNCH]


@pytest.mark.parametrize("heading", ["第二节 养老", "二、养老", "（二）养老", "专栏2 设施", "附件2", "注：含乡镇"])
def test_a_heading_ends_the_table(heading: str) -> None:
    assert rows_of(flat(HEADER, BUS, (heading,), LUNCH)) == [BUS]


def test_a_header_that_comes_again_opens_a_table_of_its_own() -> None:
    tables = find_flat_standards(flat(HEADER, BUS, HEADER, LUNCH))
    assert [len(table.rows) for table in tables] == [1, 1]


def test_a_missing_last_cell_is_left_empty() -> None:
    assert rows_of(flat(HEADER, BUS[:-1], LUNCH)) == [(*BUS[:-1], ""), LUNCH]


@pytest.mark.parametrize(
    "text",
    [
        "服务项目\n服务对象\n校车补助\n走读学生\n",  # two headers are a coincidence
        "全县服务项目增多。\n服务对象增多。\n服务内容增多。\n",
        flat(HEADER),
        "",
    ],
)
def test_without_a_run_of_headers_and_a_row_there_is_no_table(text: str) -> None:
    assert rows_of(text) == []


def test_cells_stand_in_the_text() -> None:
    text = "前言。\n" + flat(HEADER, BUS, ("养老助老服务",), BARBER)
    (table,) = find_flat_standards(text)
    for row in table.rows:
        assert [text[cell.start : cell.end] for cell in row] == [cell.text for cell in row]


def test_the_table_reaches_from_its_header_to_its_last_line() -> None:
    text = "前言。\n" + flat(HEADER, BUS)
    (table,) = find_flat_standards(text)
    assert text[table.start : table.end] == flat(HEADER, BUS).rstrip("\n")


def test_the_next_section_of_the_chapter_ends_a_table() -> None:
    text = flat(("第三节 劳有所得",), HEADER, BUS, LUNCH, ("第四节 病有所医", "深化医共体建设，每镇1所卫生院。"))
    (table,) = find_flat_standards(text)
    assert (len(table.rows), text[table.end :].strip().startswith("第四节")) == (2, True)

"""How lines of a lost standards table are weighed against each other: each cost at both sides of where it tips."""

import pytest

from ingest.tables.flat_standards import find_flat_standards

HEADER = ("服务项目", "序号", "服务标准")
ROW = ("某某某某，某", "7", "某某某某，某")  # words say nothing for a column but that they are no number
# names of services that more and more words speak against: 元, 财政, 人民政府, an opening 为
AGAINST = ("某某某某，某", "某某某元，某", "某某财政元，某", "人民政府财政元，某", "为人民政府财政元，某")
LONG = "某" * 15  # no name of a group


def rows_of(*lines: str, header: tuple[str, ...] = HEADER) -> list[tuple[str, ...]]:
    tables = find_flat_standards("\n".join([*header, *lines]))
    return [tuple(cell.text for cell in row) for table in tables for row in table.rows]


def between(line: str, against: int, *, last: str = ROW[2], header: tuple[str, ...] = HEADER) -> str:
    """Where a line between two rows goes, the next of which opens with a name that so much speaks against."""
    first, second = rows_of(*ROW[:2], last, line, AGAINST[against], *ROW[1:], header=header)
    if first[2] == last + line:
        return "last cell"
    return "next name" if second[0].startswith(line) else "group"


@pytest.mark.parametrize(
    ("line", "against", "place"),
    [
        (LONG, 0, "last cell"),
        (LONG, 1, "last cell"),
        (LONG, 2, "next name"),
        ("某" * 14, 2, "group"),
        ("某" * 14, 3, "next name"),
        ("某某某某，某", 1, "last cell"),
        ("某某某某，某", 2, "next name"),
    ],
    ids=[
        "long",
        "before a likely name",
        "before an unlikely one",
        "short",
        "before no name",
        "clause",
        "before no name",
    ],
)
def test_a_line_between_rows_is_a_group_if_short_else_goes_on_with_a_cell(line: str, against: int, place: str) -> None:
    assert between(line, against) == place


@pytest.mark.parametrize(
    "line",
    [
        "社会福利",
        "城乡优抚",
        "文化事业",
        "民生领域",
        "第一类",
        "就业方面",
        "病有所医",
        "住有良居",
        "老有颐养",
        "居有宜居",
        "教有善教",
        "民有优保",
    ],
)
def test_a_line_called_as_groups_are_is_a_group_even_before_an_unlikely_name(line: str) -> None:
    assert between(line, 3) == "group"
    assert between(line, 4) == "next name"


@pytest.mark.parametrize("line", ["公共服务", "基本保障", "社会救助"])
def test_a_line_that_may_be_a_group_or_a_service_is_a_group_before_a_likely_name(line: str) -> None:
    assert between(line, 1) == "group"
    assert between(line, 2) == "next name"


@pytest.mark.parametrize("end", "不的和与由为及或在对将把被向从以于并、，,:：(（“《")
def test_a_line_goes_on_with_a_cell_that_broke_off_in_a_sentence(end: str) -> None:
    assert between(LONG, 3, last=f"某某某某某{end}") == "last cell"
    assert between(LONG, 4, last=f"某某某某某{end}") == "next name"


@pytest.mark.parametrize(
    "line",
    [
        "，某某某某某某某某某某某某某某",
        "某、某某某某某某某某某某某某",
        "某某某，某某某某某某某某某某",
        "某某某某某某）",
        "某某)",
    ],
)
def test_a_line_that_begins_within_a_sentence_goes_on_with_a_cell(line: str) -> None:
    assert between(line, 3) == "last cell"
    assert between(line, 4) == "next name"


@pytest.mark.parametrize("end", "。;；!！?？)）》”")
def test_a_line_does_not_go_on_with_a_sentence_that_ended(end: str) -> None:
    assert between("，某某某某某某某某某某某某某某", 1, last=f"某某某某，某{end}") == "last cell"
    assert between("，某某某某某某某某某某某某某某", 2, last=f"某某某某，某{end}") == "next name"


PAID = ("服务标准", "序号", "支出责任")


@pytest.mark.parametrize(
    ("line", "name", "goes_on"),
    [(LONG, "中央财政给予支出责任某元某", True), (f"某元{LONG}", "中央财政给予支出责任某某某", False)],
)
def test_a_line_goes_on_with_a_cell_that_does_not_end_as_its_column_does(
    line: str, name: str, *, goes_on: bool
) -> None:
    """Who pays is told with a word such as 承担 at its end; 某 is none."""
    first, second = rows_of(*ROW, line, name, "7", "县级承担", header=PAID)
    assert (first[2] == ROW[2] + line) is goes_on
    assert (second[0] == name) is goes_on


@pytest.mark.parametrize(("last", "place"), [("某某某某，某", "last cell"), ("县级承担", "group")])
def test_a_group_stands_behind_a_row_that_ended_alone(last: str, place: str) -> None:
    assert between("文化事业", 0, last=last, header=PAID) == place


@pytest.mark.parametrize(("against", "empty"), [(1, [True, False]), (2, [False])])
def test_a_last_cell_is_missing_where_the_lines_would_else_be_one_long_row(against: int, empty: list[bool]) -> None:
    header = ("服务项目", "服务对象", "服务内容", "服务标准")
    found = rows_of(*["某某某某，某"] * 3, AGAINST[against], *["某某某某，某"] * 3, header=header)
    assert [not row[3] for row in found] == empty


@pytest.mark.parametrize(("against", "ended"), [(3, False), (4, True)])
def test_behind_a_title_lines_are_no_row_where_they_do_not_fit(against: int, *, ended: bool) -> None:
    found = rows_of(*ROW, "财政设施清单", AGAINST[against], *ROW[1:])
    assert len(found) == (1 if ended else 2)


@pytest.mark.parametrize(
    "title",
    ["设施表", "床位一览", "床位情况", "设施清单", "设施目录", "床位汇总", "主要指标", "养老规划", "2025年某某"],
)
def test_a_title_ends_a_table(title: str) -> None:
    assert rows_of(*ROW, title, "某某") == [ROW]


SERVICES = (
    ("校车补助", "走读学生", "提供校车", "每学期360元"),
    ("助餐服务", "散居孤儿", "提供午餐", "每天9元"),
    ("理发服务", "独居老人", "提供理发", "每次5元"),
    ("助浴服务", "失能老人", "提供助浴", "每次60元"),
)
COLUMNS = ("服务项目", "服务对象", "服务内容", "服务标准")


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("column", range(4))
def test_a_cell_may_go_on_in_any_row_and_column(at: int, column: int) -> None:
    more = ("等事项", "其他老人", "开展其他服务", "另加9元")[column]
    rows = [list(row) for row in SERVICES]
    rows[at][column] += "和"
    lines = [words for row in rows for words in row]
    lines.insert(at * 4 + column + 1, more)
    rows[at][column] += more
    assert rows_of(*lines, header=COLUMNS) == [tuple(row) for row in rows]


@pytest.mark.parametrize("at", range(3))
def test_a_missing_last_cell_is_blank_where_it_would_stand(at: int) -> None:
    lines = [words for n, row in enumerate(SERVICES) for words in (row[:-1] if n == at else row)]
    (table,) = find_flat_standards("\n".join([*COLUMNS, *lines]))
    assert [row[0].text for row in table.rows] == [row[0] for row in SERVICES]
    blank, before = table.rows[at][3], table.rows[at][2]
    assert (blank.text, blank.start, blank.end) == ("", before.end, before.end)


@pytest.mark.parametrize("count", [2, 3])
def test_three_header_cells_make_a_table(count: int) -> None:
    assert bool(rows_of(*ROW[:count], header=HEADER[:count])) is (count > 2)


def test_a_column_that_comes_twice_ends_the_header() -> None:
    (row,) = rows_of("支出责任", "某某", "某某", "某某", header=("服务项目", "服务对象", "服务标准", "服务对象"))[:1]
    assert len(row) == 3

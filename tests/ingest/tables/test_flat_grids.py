"""Tables of unknown columns that came out one cell a line."""

import pytest

from ingest.tables.flat_grids import find_flat_grids
from tests.builders.reading import parsed

HEADER = ("街镇", "养老床位（张）", "托位（个）")
ROWS = (("临江街道", "890", "640"), ("青石镇", "460", "—"), ("松岭乡", "-5", "1,175"))


def flat(*parts: tuple[str, ...]) -> str:
    return "\n".join(line for part in parts for line in part) + "\n"


def found(text: str) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    return [
        (tuple(cell.text for cell in table.header), [tuple(cell.text for cell in row) for row in table.rows])
        for table in find_flat_grids(text, ())
    ]


@pytest.mark.parametrize("caption", ["表3 分区现状", "附件2 资源现状表", "养老床位一览", "附表"])
def test_lines_below_a_caption_are_rows_where_numbers_come_back_in_the_same_places(caption: str) -> None:
    assert found(flat((caption,), HEADER, *ROWS)) == [(HEADER, list(ROWS))]


def test_what_follows_the_rows_is_left_to_the_text() -> None:
    text = flat(("表3 分区现状",), HEADER, *ROWS, ("第四节 问题", "床位空置率达到37%。"))
    (table,) = find_flat_grids(text, ())
    assert text[table.end :].startswith("\n第四节")


def test_the_unit_above_a_table_goes_with_its_numbers() -> None:
    header = ("领域", "安排资金", "其中：新增")
    ((head, _),) = found(flat(("附件6 资金安排表", "单位：万元"), header, *ROWS))
    assert head == ("领域", "安排资金(万元)", "其中：新增(万元)")


def test_the_header_of_the_next_page_is_no_row() -> None:
    assert found(flat(("附表",), HEADER, *ROWS, HEADER, *ROWS)) == [(HEADER, [*ROWS, *ROWS])]


@pytest.mark.parametrize(
    "text",
    [
        flat(HEADER, *ROWS),
        flat(("表3 现状",), HEADER, *ROWS[:2]),
        flat(("表3 现状",), ("甲", "乙"), ("丙", "丁"), ("戊", "己"), ("庚", "辛")),
        flat(("表3 现状",), ("街镇", "床位"), ("890", "640"), ("460", "290"), ("310", "175")),
        flat(("表3 现状",), ("街镇", "床位"), ("青石。", "640"), ("松岭。", "290"), ("临江。", "175")),
        "",
    ],
    ids=["no caption", "two rows", "no numbers", "no names", "sentences", "nothing"],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert found(text) == []


def test_its_rows_can_be_cited() -> None:
    done = parsed(f"# 青石县规划\n\n{flat(('表3 分区现状',), HEADER, *ROWS)}")
    assert [row.name for row in done.rows] == [row[0] for row in ROWS]
    assert all(done.document.text[row.start : row.end].startswith(row.name) for row in done.rows)


WIDE = tuple(f"第{name}栏" for name in "甲乙丙丁戊己庚辛壬癸")


def table_of(width: int, *, longest: str = "", rows: int = 3) -> str:
    """A table of so many columns, its first cells words, the rest numbers."""
    body = [
        ("青石镇", *["12"] * (width - 1)),
        ("松岭乡", *["7"] * (width - 1)),
        (longest or "河口镇", *["9"] * (width - 1)),
    ]
    return flat(("表3 现状",), WIDE[:width], *body[:rows])


@pytest.mark.parametrize("width", range(2, 10))
def test_a_table_has_two_to_nine_columns(width: int) -> None:
    ((header, rows),) = found(table_of(width))
    assert (header, len(rows)) == (WIDE[:width], 3)


def test_more_columns_are_no_table() -> None:
    assert found(table_of(10)) == []


@pytest.mark.parametrize(("size", "tables"), [(12, 1), (13, 0)])
def test_a_header_cell_is_short(size: int, tables: int) -> None:
    header = ("街镇", "床" * size)
    assert len(found(flat(("表3 现状",), header, ("青石镇", "1"), ("松岭乡", "2"), ("河口镇", "3")))) == tables


@pytest.mark.parametrize(("size", "tables"), [(40, 1), (41, 0)])
def test_a_cell_is_no_paragraph(size: int, tables: int) -> None:
    assert len(found(table_of(3, longest="某" * size))) == tables


@pytest.mark.parametrize(
    "line",
    ["某某。", "某某；", "某某;", "某某！", "某某!", "某某？", "某某?", "一、养老", "表4 其他", "附件3", "专栏2"],
)
def test_a_sentence_a_heading_or_another_caption_is_no_cell(line: str) -> None:
    assert found(table_of(3, longest=line)) == []
    assert found(flat(("表3 现状",), (line, "床位"), ("青石镇", "1"), ("松岭乡", "2"), ("河口镇", "3"))) == []


@pytest.mark.parametrize("words", ["登记表", "设施情况", "服务清单"])
def test_a_cell_that_might_be_a_caption_is_one_where_it_stands_first(words: str) -> None:
    assert len(found(table_of(3, longest=words))) == 1
    assert [header for header, _ in found(flat(("表3 现状",), ("街镇", words), *[("青石镇", "1")] * 3))] == [
        ("街镇", words)
    ]
    assert [header for header, _ in found(flat(("表3 现状",), (words,), ("街镇", "床位"), *[("青石镇", "1")] * 3))] == [
        ("街镇", "床位")
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "表",
        "附表",
        "附件",
        "专栏",
        "表一",
        "附表2-1",
        "附件3—2 养老",
        "专栏4：养老",
        "表5:养老",
        "设施表",
        "设施一览",
        "设施清单",
        "设施情况",
        "设施对照",
        "设施表（2025年）",
        "设施表(2025年)",
    ],
)
def test_what_a_caption_is_called(caption: str) -> None:
    assert len(found(table_of(3).replace("表3 现状", caption))) == 1


@pytest.mark.parametrize("line", ["附件所列", "表明如下", "设施", "设施表（一）（二）"])
def test_other_lines_are_no_caption(line: str) -> None:
    assert found(table_of(3).replace("表3 现状", line)) == []


@pytest.mark.parametrize("line", ["单位：张", "（单位：张）", "(计量单位:张)", "单位 ： 张"])
def test_the_unit_of_a_table_may_stand_in_brackets(line: str) -> None:
    ((header, _),) = found(flat(("表3 现状", line), ("街镇", "床位"), *[("青石镇", "1")] * 3))
    assert header == ("街镇", "床位(张)")


@pytest.mark.parametrize(("numbers", "tables"), [(("1", "2", "3"), 1), (("1", "2", "4"), 0), (("0", "1", "2"), 0)])
def test_a_first_column_of_numbers_counts_the_rows(numbers: tuple[str, ...], tables: int) -> None:
    rows = [(number, "青石镇", "12") for number in numbers]
    assert len(found(flat(("表3 现状",), ("次序", "街镇", "床位"), *rows))) == tables


@pytest.mark.parametrize("value", ["—", "–", "−", "-5", "−5", "—12%", "1,175", "80以上", "/"])
def test_a_dash_is_a_value_and_may_stand_before_one(value: str) -> None:
    ((_, rows),) = found(flat(("表3 现状",), ("街镇", "床位"), ("青石镇", "1"), ("松岭乡", value), ("河口镇", "3")))
    assert rows[1] == ("松岭乡", value)


def test_the_width_that_explains_most_lines_is_the_tables() -> None:
    rows = [("青石镇", "1", "松岭乡", "2"), ("河口镇", "3", "临江镇", "4"), ("白水镇", "5", "黑山镇", "6")]
    ((header, body),) = found(flat(("表3 现状",), ("街镇", "床位", "街道", "托位"), *rows))
    assert (header, body) == (("街镇", "床位", "街道", "托位"), rows)


def test_tables_follow_one_another_each_below_its_caption() -> None:
    both = found(table_of(3) + table_of(2))
    assert [header for header, _ in both] == [WIDE[:3], WIDE[:2]]


def test_lines_of_a_known_table_are_no_other() -> None:
    text = table_of(3)
    (known,) = find_flat_grids(text, ())
    assert find_flat_grids(text, (known,)) == ()
    assert len(find_flat_grids(text + table_of(2), (known,))) == 1


def test_the_span_of_a_table_is_from_its_header_to_its_last_cell() -> None:
    text = table_of(3)
    (table,) = find_flat_grids(text, ())
    assert text[table.start : table.end] == text[text.index("第甲栏") :].rstrip("\n")


def test_rows_that_are_counted_may_hold_words_where_others_hold_figures() -> None:
    rows = [("1", "事故起数", "下降20%"), ("2", "受灾人次", "<15000"), ("3", "死亡率", "下降33%")]
    ((header, body),) = found(flat(("专栏1 主要指标",), ("序号", "指标", "预期值"), *rows))
    assert (header, body) == (("序号", "指标", "预期值"), rows)

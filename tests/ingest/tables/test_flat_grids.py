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

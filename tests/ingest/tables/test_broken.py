"""Cells over several lines are cut from the text, whatever becomes of their breaks."""

import pytest

from ingest.schema import ParsedDocument
from tests.builders.reading import parsed

HEADER = "服务项目\n服务对象\n服务内容\n服务标准\n支出责任\n"


def read(*cells: str) -> ParsedDocument:
    return parsed(HEADER + "\n".join(cells) + "\n", "plan.txt")


def quoted(found: ParsedDocument) -> bool:
    return all(
        found.document.text[cell.start : cell.end] == cell.text for row in found.rows for cell in row.cells if cell.text
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n", " \n"])
def test_a_break_within_a_sentence_goes(gap: str) -> None:
    found = read("校车补助", "走读学生", f"为山区走读学生提供{gap}校车补助。", "每生每学期360元", "县级财政负责。")
    assert found.rows[0].cells[2].text == "为山区走读学生提供校车补助。"
    assert quoted(found)


def test_a_break_between_figures_stays() -> None:
    found = read(
        "校车补助", "走读学生", "为走读学生提供校车补助，按照", "360元的标准执行。", "每生每学期", "县级财政负责。"
    )
    assert "按照360元" not in found.document.text
    assert quoted(found)


def test_a_row_is_called_without_breaks() -> None:
    found = parsed("序号|项目|标准\n1|健康体\n检|60元\n2|助餐|8元\n", "plan.txt")
    assert [row.name for row in found.rows] == ["健康体检", "助餐"]
    assert quoted(found)

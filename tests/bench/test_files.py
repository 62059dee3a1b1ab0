"""The measure of office files: what counts as read."""

import json
from pathlib import Path

import pytest

from bench.files import held, labelled_files, missed_figures, missed_rows
from bench.fold import folded
from ingest.inputs import Input
from ingest.parse import parse
from ingest.schema import ParsedDocument
from ingest.settings import IngestSettings
from tests.builders.office import STANDARDS, TITLE, plan_docx

FOUND = [[folded(cell) for cell in row] for row in (("甲", "一", "1"), ("甲", "二", "2"), ("乙", "三", "3"))]


def read(item: Input) -> ParsedDocument:
    return parse(item, IngestSettings.model_validate({"home": Path("unused")}))


@pytest.mark.parametrize(
    ("row", "missed"),
    [
        (["甲", "二", "2"], False),
        (["", "二", "2"], False),  # a merged cell, labelled once
        (["二", "甲", "2"], True),
        (["甲", "二"], True),
        (["甲", "二", "3"], True),
    ],
)
def test_a_row_is_read_where_its_cells_stand_in_order_and_no_others(row: list[str], missed: bool) -> None:
    assert bool(missed_rows([row], FOUND)) is missed


def test_a_cell_over_all_columns_is_there_where_it_stands_once() -> None:
    assert missed_rows([["甲片"] * 3], [["甲片", "", ""]]) == []
    assert missed_rows([["乙片"] * 3], [["甲片", "", ""]]) == [["乙片"] * 3]


def test_a_figure_is_read_where_it_stands_alone_as_often_as_it_is_labelled() -> None:
    assert missed_figures(["1200", "12.5%", "50元", "50元"], "共12000人，12.5 %，50元") == ["1200", "50元"]


def test_a_file_is_held_against_the_labels_beside_it(tmp_path: Path) -> None:
    (tmp_path / "02.docx").write_bytes(plan_docx())
    labels = {
        "headings": [TITLE, "第三章 服务标准", "第九章 没有"],
        "rows": [list(row) for row in STANDARDS],
        "figures": ["1980元"],
        "absent": ["水印", "高龄津贴"],
    }
    (tmp_path / "02.json").write_text(json.dumps(labels), encoding="utf-8")
    (path,) = labelled_files(tmp_path)
    result = held(path, read)
    assert result.half == "even"
    assert result.misses == (("headings", "第九章 没有"), ("absent", "高龄津贴"))
    assert result.right == {"headings": 2, "rows": 4, "figures": 1, "absent": 1}


def test_a_file_that_is_refused_has_nothing_right(tmp_path: Path) -> None:
    (tmp_path / "1.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "1.docx.json").write_text('{"figures": ["1"]}', encoding="utf-8")
    result = held(tmp_path / "1.docx", read)
    assert (result.right.total(), result.labelled["figures"]) == (0, 1)
    assert result.why

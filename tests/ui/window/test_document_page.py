"""The whole document: outline, tables as tables, the cited stretches marked, nothing of it run."""

import re
from dataclasses import replace
from datetime import date

import pytest

from ingest.schema import Section, SheetLine
from tests.builders import documents
from ui.window.document_page import document_page
from ui.window.texts import words

TEXT = """前言。

第一章 服务

| 服务项目 | 服务标准 |

| 校车补助 | 每学期360元 |
| 早餐 | 每天3元 |

一、发放。按月发放。
尾声<script>x</script>"""


def section(title: str, level: int) -> Section:
    start = TEXT.index(title) if level else 0
    return documents.section(title, level=level, start=start, end=len(TEXT))


def page(*marked: str) -> str:
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in marked]
    sections = [section("青石县公共服务规划", 0), section("第一章 服务", 1), section("一、发放", 2)]
    return document_page(documents.document(TEXT), sections, spans, words("zh"), date(2024, 6, 1))


def test_the_outline_leads_to_the_headings() -> None:
    shown = page()
    anchors = re.findall(r"<li class='hm-level-\d'><a href='#(\w+)'>", shown)
    assert len(anchors) == 2
    assert all(f"id='{anchor}'" in shown for anchor in anchors)


def test_a_heading_with_text_on_its_line_keeps_both() -> None:
    assert re.search(r"<h3 id='\w+'>一、发放</h3><p>。按月发放。</p>", page())


def test_a_table_is_a_table_with_its_headers() -> None:
    shown = page()
    assert "<th scope='col'>服务项目</th><th scope='col'>服务标准</th>" in shown
    assert "<tr><th scope='row'>早餐</th><td>每天3元</td></tr>" in shown
    assert "aria-label='第一章 服务：表格，可以上下左右滑动'" in shown


@pytest.mark.parametrize(
    ("rows", "row", "is_kept"),
    [
        ("| 校车 | 360元 |\n| 早餐 | 3元 |", "<tr><th scope='row'>校车</th><td>360元</td></tr>", True),
        ("| 1 | 校车 |\n| 2 | 早餐 |", "<tr><td>1</td><th scope='row'>校车</th></tr>", False),
        ("| 教育 | 校车 |\n|  | 早餐 |\n|  | 午餐 |", "<tr><td></td><th scope='row'>早餐</th></tr>", False),
        ("| 1 | 360 |\n| 2 | 3 |", "<tr><td>1</td><td>360</td></tr>", False),
    ],
)
def test_a_column_heads_its_rows_and_stays_in_sight_only_where_it_names_them(
    rows: str, row: str, is_kept: bool
) -> None:
    shown = document_page(documents.document(f"| 甲 | 乙 |\n{rows}"), [], (), words("zh"), date(2024, 6, 1))
    assert row in shown and ("<table class='hm-named'>" in shown) is is_kept


def test_the_name_of_the_file_is_no_word_for_residents() -> None:
    assert documents.document(TEXT).source not in page()


def test_the_colon_behind_a_heading_begins_no_paragraph() -> None:
    text = "一、发放：按月发放。"
    heading = documents.section("一、发放", level=1, start=0, end=len(text))
    shown = document_page(documents.document(text), [heading], [(5, 7)], words("zh"), date(2024, 6, 1))
    assert "</h2><p><mark id='cited' tabindex='-1'>按月</mark>发放。</p>" in shown


def test_cited_stretches_are_marked_and_the_first_is_where_the_page_opens() -> None:
    shown = page("校车补助", "每学期360元")
    assert (
        "<th scope='row'><mark id='cited' tabindex='-1'>校车补助</mark></th><td><mark>每学期360元</mark></td>" in shown
    )


def test_a_stretch_over_lines_is_marked_in_each() -> None:
    start = TEXT.index("按月")
    shown = document_page(documents.document(TEXT), [], [(start, start + 8)], words("zh"), date(2024, 6, 1))
    assert shown.count("<mark") == 2


def test_it_says_which_cells_of_the_file_a_table_is() -> None:
    at = TEXT.index("| ")
    lines = [SheetLine(start=at, sheet="标准", row=4, columns=("B", "C", "D"))]
    lines.append(SheetLine(start=TEXT.index("| 早餐"), sheet="标准", row=5, columns=("B", "C", "D")))
    shown = document_page(documents.document(TEXT, sheet_lines=tuple(lines)), [], (), words("zh"), date(2024, 6, 1))
    assert re.search(r"表“标准”B4:\w5</p><div[^>]*><table[^>]*", shown)
    unnamed = replace(lines[0], sheet=""), replace(lines[1], sheet="")
    shown = document_page(documents.document(TEXT, sheet_lines=unnamed), [], (), words("en"), date(2024, 6, 1))
    assert re.search(r"Cell B4:\w5</p><div[^>]*><table[^>]*", shown)


def test_nothing_of_a_document_is_run() -> None:
    assert "<script>x" not in page() and "&lt;script&gt;x" in page()


def test_it_says_where_a_page_of_the_file_begins() -> None:
    sections = [section("第一章 服务", 1)]
    pages = ((0, 1), (TEXT.index("| 早餐"), 2), (TEXT.index("尾声"), 3))
    shown = document_page(documents.document(TEXT, pages=pages), sections, (), words("zh"), date(2024, 6, 1))
    told = re.findall(r"第 \d 页|前言|<table|一、发放|尾声", shown.split("<main")[1])
    assert told == ["第 1 页", "前言", "<table", "第 2 页", "一、发放", "第 3 页", "尾声"]
    assert "第 1 页" not in page()


def test_the_way_back_and_words_to_find_are_in_reach() -> None:
    shown = page()
    assert "id='hm-back' href='/'" in shown and "id='hm-find'" in shown

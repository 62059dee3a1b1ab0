"""Sources: what is cited, in its surroundings, with what one must know of the document."""

import re
from dataclasses import replace
from datetime import date

import pytest

from ingest.schema import TextKind
from rag.schema import CitedFigure
from tests.builders.answers import answer, citation, cited_cell, cited_row
from tests.builders.documents import document
from ui.window.sources import AROUND, sources_html
from ui.window.texts import words

ZH = words("zh")
DAY = date(2024, 6, 1)


def sources(*citations, figures=(), text: str = "每学期360元[1]。", documents=None, day: date = DAY) -> str:
    return sources_html(answer(text, citations=citations, figures=figures), documents or {}, day, ZH)


def test_without_citations_nothing_is_shown() -> None:
    assert sources() == ""


def test_a_source_says_where_it_stands_and_what_kind_of_text_it_is() -> None:
    shown = sources(citation(text_kind=TextKind.DIGEST))
    assert "摘编(非官方原文)" in shown and "规划期 2021-2025" in shown and "第二章 › 教育" in shown
    assert "青石县公共服务规划" in shown


@pytest.mark.parametrize(("day", "over"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_a_period_that_is_over_is_said_in_plain_sight(day: date, over: bool) -> None:
    assert ("已到期" in sources(citation(), day=day)) is over


def test_a_plan_without_a_period_shows_none() -> None:
    assert "规划期" not in sources(citation(period=""))


def test_a_quote_is_marked_inside_its_line() -> None:
    text = "上一行\n补助每学期360元,按月发放。\n下一行"
    at = text.index("每学期360元")
    shown = sources(citation(start=at, end=at + 7), documents={"d1": document(text)})
    assert "<blockquote lang='zh-CN'>补助<mark>每学期360元</mark>,按月发放。</blockquote>" in shown


def test_only_so_much_is_shown_around_a_quote() -> None:
    text = "前" * (AROUND + 9) + "每学期360元" + "后" * (AROUND + 9)
    shown = sources(citation(start=AROUND + 9, end=AROUND + 16), documents={"d1": document(text)})
    assert shown.count("前") == shown.count("后") == AROUND


def test_a_quote_of_a_document_that_is_gone_stands_alone() -> None:
    shown = sources(citation())
    assert "<blockquote lang='zh-CN'><mark>每学期360元</mark></blockquote>" in shown and "看全文" not in shown


def test_the_whole_document_opens_at_the_quote() -> None:
    shown = sources(citation(start=3, end=10), documents={"d1": document("上一行每学期360元")})
    assert "/document/d1?lang=zh&amp;at=3-10#cited" in shown


def test_of_a_row_the_cells_that_the_answer_rests_on_are_marked() -> None:
    figure = CitedFigure(text="360元", value="360", unit="元", citation=1)
    shown = sources(cited_row(), figures=(figure,))
    assert "<th scope='row'>服务标准</th><td><mark>每学期360元</mark></td>" in shown
    assert "<th scope='row'>服务项目</th><td>乡村校车补助</td>" in shown


@pytest.mark.parametrize(
    ("name", "unit", "shown"),
    [("床位占比", "%", "%"), ("每千人口床位数(张)", "", "张"), ("入园率", "", None), ("床位数(含民办)", "张", "张")],
)
def test_a_bare_figure_of_a_year_has_the_unit_of_its_row_behind_it(name: str, unit: str, shown: str | None) -> None:
    row = {"序号": "7", "指标": name, "单位": unit, "2020年": "41.5", "2025年目标": "≥60", "文号": "12"}
    html = sources(cited_row(cells=tuple(cited_cell(told, column=column) for column, told in row.items() if told)))
    assert re.findall("<small class='hm-unit'>(.*?)</small>", html) == ([shown, shown] if shown else [])
    assert shown is None or f"41.5</mark> <small class='hm-unit'>{shown}</small>" in html


def test_of_a_row_that_the_answer_does_not_quote_all_cells_are_marked() -> None:
    assert sources(cited_row(), text="有[1]。").count("<mark>") == 2


def test_every_citation_is_a_source_of_its_own() -> None:
    shown = sources(citation(), cited_row(n=2))
    assert shown.count("<section") == 2 and "aria-label='依据 2'" in shown


def test_a_source_says_on_which_page_of_the_file_it_stands() -> None:
    assert "第二章 › 教育 › 第 12 页" in sources(citation(page=12))


def test_a_row_of_a_sheet_tells_its_cells() -> None:
    cell = replace(cited_row().cells[0], place="B7")
    shown = sources(cited_row(sheet="补助标准", place="B7:D7", cells=(cell,)))
    assert "教育 › 表“补助标准”B7:D7" in shown and "<small>B7</small>" in shown
    assert "<small>" not in sources(cited_row())

"""Sources: what is cited, in its surroundings, with what one must know of the document."""

import re
from dataclasses import replace
from datetime import date

import pytest

from ingest.schema import TextKind
from rag.schema import CitedFigure, Status
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


def test_only_whole_clauses_are_shown_around_a_quote() -> None:
    far, before, after = "远" * AROUND, "参保人数达491万人，", "，覆盖率达97.2%，"
    text = f"{far}，{before}每学期360元{after}{far}"
    at = text.index("每学期")
    shown = sources(citation(start=at, end=at + 7), documents={"d1": document(text)})
    assert f"<blockquote lang='zh-CN'>{before}<mark>每学期360元</mark>{after}</blockquote>" in shown


def test_a_quote_within_a_clause_without_end_stands_alone() -> None:
    text = "前" * (AROUND + 9) + "每学期360元" + "后" * (AROUND + 9)
    shown = sources(citation(start=AROUND + 9, end=AROUND + 16), documents={"d1": document(text)})
    assert "<blockquote lang='zh-CN'><mark>每学期360元</mark></blockquote>" in shown


def test_a_number_is_not_parted_at_its_comma() -> None:
    text = "头" * 40 + "，" + "前" * (AROUND - 15) + "1,234,567元和每学期360元"
    at = text.index("每学期")
    shown = sources(citation(start=at, end=at + 7), documents={"d1": document(text)})
    assert "1,234,567元和<mark>" in shown


def near(*citations, documents=None) -> str:
    given = answer("没有直接的回答[1]。", citations=citations, status=Status.NEAR, question="校车补助多少")
    return sources_html(given, documents or {}, DAY, ZH)


def test_of_what_only_comes_near_the_first_is_open_and_the_others_are_folded_under_their_matter() -> None:
    shown = near(cited_row(), citation("校车每天两班", n=2), cited_row(n=3))
    cards = re.findall(r"<details class='hm-source' id='[^']+' aria-label='([^']+)'( open)?>", shown)
    assert cards == [("依据 1 乡村校车补助", " open"), ("依据 2 教育", ""), ("依据 3 乡村校车补助", "")]
    assert "<summary><h3><span class='hm-n' aria-hidden='true'>2</span> <span lang='zh-CN'>教育</span></h3>" in shown
    assert "最相近的 3 处" in shown and "aria-label='最相近的 3 处：校车补助多少'" in shown


def test_what_only_comes_near_is_not_marked_and_shown_as_it_is_cited() -> None:
    text = "上一句。校车每天两班。下一句。"
    card = citation("校车每天两班。", start=4, end=11)
    shown = near(card, documents={"d1": document(text)})
    assert "<blockquote lang='zh-CN'>校车每天两班。</blockquote>" in shown and "<mark>" not in shown


def test_the_mark_of_a_list_is_for_the_eye_alone() -> None:
    shown = sources(citation("- 校车\n- 早餐：3-5元"))
    assert shown.count("<span aria-hidden='true'>-</span> ") == 2 and "3-5元" in shown


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
    [
        ("床位占比", "%", "%"),
        ("每千人口床位数(张)", "", "张"),
        ("九年义务教育巩固率", "", "%"),
        ("入户率", "", None),
        ("床位数(含民办)", "张", "张"),
    ],
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
    assert shown.count("<section") == 2 and "aria-label='依据 2 乡村校车补助'" in shown
    assert "<summary>查看依据，共 2 处</summary>" in shown


def test_the_name_of_a_source_is_in_the_language_of_the_page() -> None:
    shown = sources_html(answer(citations=(citation(),)), {}, DAY, words("en"))
    assert re.findall("aria-label='(.*?)'", shown) == ["Based on", "Source 1"]


def test_a_source_says_on_which_page_of_the_file_it_stands() -> None:
    assert "第二章 › 教育 › 第 12 页" in sources(citation(page=12))


def test_a_row_of_a_sheet_tells_its_cells() -> None:
    cell = replace(cited_row().cells[0], place="B7")
    shown = sources(cited_row(sheet="补助标准", place="B7:D7", cells=(cell,)))
    assert "教育 › 表“补助标准”B7:D7" in shown and "<small>B7</small>" in shown
    assert "<small>" not in sources(cited_row())

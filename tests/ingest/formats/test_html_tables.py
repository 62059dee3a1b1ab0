"""Tables of HTML: spans filled in, titles above, what lays out a page and what says what it is."""

import pytest

from ingest.formats.html import read_html
from ingest.formats.metadata import is_label, is_metadata, pairs


def read(*rows: str, table: str = "") -> str:
    return read_html(f"<table {table}>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>").text


def test_a_title_over_all_columns_stands_above_the_table() -> None:
    text = read("<td colspan=2><p>附件1</p><p>村医补助表</p></td>", "<td>镇</td><td>人数</td>", "<td>甲</td><td>1</td>")
    assert text == "附件1\n村医补助表\n| 镇 | 人数 |\n| 甲 | 1 |\n"


def test_a_caption_stands_above_the_table() -> None:
    text = read("<td>镇</td><td>人数</td>", table="><caption>村医补助表</caption")
    assert text == "村医补助表\n| 镇 | 人数 |\n"


def test_a_group_over_all_columns_keeps_to_its_first_place() -> None:
    text = read("<td>镇</td><td>人数</td>", "<td colspan=2>（一）山区</td>", "<td>甲</td><td>1</td>")
    assert text == "| 镇 | 人数 |\n| （一）山区 |  |\n| 甲 | 1 |\n"


def test_a_pipe_in_a_cell_stays_a_character() -> None:
    assert read("<td>每月|每年</td><td>乙</td>") == "| 每月｜每年 | 乙 |\n"


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td><p>前言。</p><p>正文。</p></td></tr></table>",
        "<table role=presentation><tr><td>前言。</td><td>正文。</td></tr></table>",
        "<table><tr><td>前言。</td></tr><tr><td>正文。</td></tr></table>",
        "<table><tr><td><h3>前言。</h3></td><td>正文。</td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_page_is_a_container(page: str) -> None:
    assert read_html(page).text == "前言。\n正文。\n"


def test_long_text_in_paragraphs_beside_a_menu_is_a_part_of_a_page() -> None:
    paragraphs = "".join(f"<p>{'村医补助按人口发放' * 20}。</p>" for _ in range(8))
    text = read_html(f"<table><tr><td>栏目</td><td>{paragraphs}</td></tr></table>").text
    assert "|" not in text


def test_headings_of_a_page_inside_a_layout_table_are_headings() -> None:
    source = read_html("<table><tr><td><h2>一、补助</h2><p>正文。</p></td></tr></table>")
    assert [source.text[start : start + 4] for start, _ in source.headings] == ["一、补助"]


def test_a_table_around_tables_is_a_container_and_theirs_are_rows() -> None:
    inner = "<table><tr><td>镇</td><td>人数</td></tr><tr><td>甲</td><td>1</td></tr></table>"
    assert read(f"<td>补助</td><td>{inner}</td>") == "补助\n| 镇 | 人数 |\n| 甲 | 1 |\n"


def test_a_small_table_in_a_cell_of_a_table_follows_it() -> None:
    inner = "<table><tr><td>甲</td><td>1</td></tr></table>"
    text = read(
        "<td>补助项目的名称</td><td>补助标准的说明</td>", f"<td>村医补助按镇发放{inner}</td><td>每人每月发放一次</td>"
    )
    assert text == "| 补助项目的名称 | 补助标准的说明 |\n| 村医补助按镇发放 | 每人每月发放一次 |\n\n| 甲 | 1 |\n"


def test_a_table_that_says_what_the_document_is_is_no_text_of_it() -> None:
    rows = (
        "<td>索 引 号：</td><td>A-01</td><td>分类：</td><td></td>",
        "<td>发布机构：</td><td>青石县民政局</td><td>成文日期：</td><td>2026-03-01</td>",
    )
    source = read_html(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table><p>每人每月发放70元。</p>")
    assert source.text == "每人每月发放70元。\n"
    assert source.meta == {"said_index_number": "A-01", "said_issuer": "青石县民政局", "said_date": "2026-03-01"}


@pytest.mark.parametrize(
    ("rows", "known"),
    [
        ([["索引号", "A-01"], ["文号", "青政发〔2026〕1号"]], True),
        ([["【索引号】", "A-01", "【发布日期】", "2026-01-01"]], True),
        ([["索引号", "A-01"]], False),
        ([["服务项目", "发布日期"], ["高龄津贴", "2026-01-01"]], False),
        ([["项目", "文号", "发布日期"], ["甲", "1号", "2026"], ["乙", "2号", "2026"]], False),
    ],
)
def test_two_labels_first_in_their_rows_make_such_a_table(rows: list[list[str]], known: bool) -> None:
    assert is_metadata(rows) is known


def test_words_behind_a_label_are_its_own() -> None:
    assert pairs(["名称：", "文号：", "1号", "1号", "索引号", ""]) == [("文号", "1号")]
    assert is_label("文 号 :") and not is_label("文号1号")


def test_a_table_whose_rows_alone_are_named_is_turned() -> None:
    rows = ("<th>年龄段</th><td>80岁</td><td>90岁</td>", "<th>标准</th><td>60元</td><td>120元</td>")
    assert read(*rows) == "| 年龄段 | 标准 |\n| 80岁 | 60元 |\n| 90岁 | 120元 |\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<th>年龄段</th><th>80岁</th><th>90岁</th>", "<th>标准</th><td>60元</td><td>120元</td>"),
        ("<td>年龄段</td><td>80岁</td><td>90岁</td>", "<th>标准</th><td>60元</td><td>120元</td>"),
        ("<th>年龄段</th><td>80岁</td><td>90岁</td>", "<th>标准</th><td colspan=2>60元</td><td>120元</td>"),
        ("<th>年龄段</th><td rowspan=2>80岁</td><td>90岁</td>", "<th>标准</th><td>120元</td>"),
        ("<th>年龄段</th><td>80岁</td>", "<th>标准</th><td>60元</td>"),
    ],
)
def test_any_other_stays_as_it_is(first: str, second: str) -> None:
    assert read(first, second).startswith("| 年龄段 | 80岁 |")


def test_no_rows_are_all_that_follow() -> None:
    rows = ("<td>项目</td><td>依据</td>", "<td>床位</td><td rowspan=0>县文件</td>", "<td>护理</td>", "<td>餐费</td>")
    assert read(*rows).endswith("| 床位 | 县文件 |\n| 护理 | 县文件 |\n| 餐费 | 县文件 |\n")


@pytest.mark.parametrize(("tag", "apart"), [("th", "\n\n\n\n"), ("td", "\n\n")])
def test_a_table_that_names_its_columns_stands_apart_from_the_one_above(tag: str, apart: str) -> None:
    one, other = (f"<table><tr><{tag}>{name}</{tag}><{tag}>数</{tag}></tr></table>" for name in "甲乙")
    assert read_html(one + other).text.replace(" ", "") == f"|甲|数|{apart}|乙|数|\n"

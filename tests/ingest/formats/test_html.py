"""HTML: visible words block by block, headings, and tables with their spans filled in."""

import pytest

from ingest.formats.html import read_html
from ingest.formats.html_tables import MAX_SPAN
from ingest.formats.read import read_source
from ingest.text.clean import clean
from tests.builders.reading import parsed


def table(*rows: str) -> str:
    return read_html(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>").text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙\n"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙\n"),
        ("甲<br>乙", "甲\n乙"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲\n乙\n"),
        ("<p>每年<b>300</b>元</p>", "每年300元\n"),
        ("<p>  每年\n 300元 </p>", "每年 300元\n"),
        ("<p>甲<!-- 乙 -->丙</p>", "甲丙\n"),
        ("<p>&lt;甲&gt; &amp; 乙</p>", "<甲> & 乙\n"),
        ("", ""),
    ],
)
def test_blocks_become_lines(page: str, expected: str) -> None:
    assert clean(read_html(page)).text == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<nav>首页</nav>",
        "<footer>版权</footer>",
        "<template>模板</template>",
        "<noscript>请开启</noscript>",
        "<button>打印</button>",
    ],
)
def test_what_is_no_text_of_the_page_is_dropped(hidden: str) -> None:
    assert read_html(f"<body>{hidden}<p>正文</p>{hidden}</body>").text == "正文\n"


def test_scripts_are_dropped_inside_cells_too() -> None:
    assert table("<td>甲<script>alert(1)</script><style>p{}</style></td><td>乙</td>") == "| 甲 | 乙 |\n"


def test_a_page_inside_a_form_is_read() -> None:
    assert read_html('<body><form id="form1"><p>正文</p></form></body>').text == "正文\n"


def test_a_blank_between_inline_elements_keeps_two_figures_apart() -> None:
    assert read_html("<p>2021 <b>12</b> 360</p>").text == "2021 12 360\n"


def test_headings_are_marked_where_they_begin() -> None:
    source = read_html("<p>前言</p><h2>目标</h2><p>正文</p><h3>标准</h3>")
    assert [(source.text[start:].split("\n")[0], level) for start, level in source.headings] == [
        ("目标", 2),
        ("标准", 3),
    ]


def test_an_empty_heading_is_none() -> None:
    assert read_html("<h2><img src='a.png'></h2><p>正文</p>").headings == ()


def test_an_empty_heading_before_another_gives_no_second_section() -> None:
    found = parsed("<h2></h2><h2>目标</h2><p>正文。</p>", "plan.html")
    assert [section.title for section in found.sections[1:]] == ["目标"]


def test_the_pages_title_is_kept_apart() -> None:
    source = read_html("<head><title> 青石县规划 \n - 县政府 </title></head><body><p>正文</p></body>")
    assert source.meta == {"page_title": "青石县规划 - 县政府"}
    assert "县政府" not in source.text


def test_cells_are_piped_row_by_row() -> None:
    assert table("<th>指标</th><th>单位</th>", "<td>床位</td><td> 张\n </td>") == "| 指标 | 单位 |\n| 床位 | 张 |\n"


def test_an_empty_cell_keeps_its_place() -> None:
    assert table("<td>甲</td><td></td><td>丙</td>") == "| 甲 |  | 丙 |\n"


def test_a_row_of_empty_cells_is_dropped() -> None:
    assert table("<td></td><td> </td>", "<td>甲</td><td>乙</td>") == "| 甲 | 乙 |\n"


def test_a_pipe_inside_a_cell_delimits_nothing() -> None:
    assert table("<td>甲|乙</td><td>丙</td>").count("|") == 3


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["<td rowspan=2>甲</td><td>1</td>", "<td>2</td>"], "| 甲 | 1 |\n| 甲 | 2 |\n"),
        (["<td>1</td><td rowspan=2>甲</td>", "<td>2</td>"], "| 1 | 甲 |\n| 2 | 甲 |\n"),
        (["<td colspan=2>甲</td><td>1</td>", "<td>2</td><td>3</td><td>4</td>"], "| 甲 | 甲 | 1 |\n| 2 | 3 | 4 |\n"),
        (
            ["<td rowspan=2 colspan=2>甲</td><td>1</td>", "<td>2</td>", "<td>3</td><td>4</td><td>5</td>"],
            "| 甲 | 甲 | 1 |\n| 甲 | 甲 | 2 |\n| 3 | 4 | 5 |\n",
        ),
        (["<td rowspan=3>甲</td><td>1</td>", "<td>2</td>", "<td>3</td>"], "| 甲 | 1 |\n| 甲 | 2 |\n| 甲 | 3 |\n"),
    ],
)
def test_a_cell_stands_in_every_place_that_it_covers(rows: list[str], expected: str) -> None:
    assert table(*rows) == expected


@pytest.mark.parametrize("value", ["0", "-3", "abc", "", "²", "1.5"])
def test_a_senseless_span_is_one(value: str) -> None:
    assert table(f'<td colspan="{value}">甲</td><td>乙</td>') == "| 甲 | 乙 |\n"


@pytest.mark.parametrize("name", ["colspan", "rowspan"])
def test_a_hostile_span_does_not_fill_the_memory(name: str) -> None:
    text = table(f'<td {name}="1000000">甲</td><td>乙</td>', *["<td>丙</td>"] * 3)
    assert text.count("甲") <= MAX_SPAN


def test_a_span_of_thousands_of_digits_does_not_cost_the_file() -> None:
    page = f'<table><tr><td colspan="{"9" * 5000}">甲</td><td>乙</td></tr></table>'
    assert "乙" in read_source("plan.html", page.encode()).text


def test_the_words_of_a_table_inside_a_cell_come_once() -> None:
    assert table("<td>外<table><tr><td>内</td></tr></table></td><td>右</td>").count("内") == 1


def test_text_a_hundred_elements_deep_is_read() -> None:
    assert read_html("<div>" * 100 + "深处" + "</div>" * 100).text.strip() == "深处"


@pytest.mark.parametrize(
    "page",
    ["<div>" * 300 + "深处" + "</div>" * 300, "<table><tr><td>" * 400 + "深处" + "</td></tr></table>" * 400],
    ids=["blocks", "tables"],
)
def test_markup_without_bottom_is_refused_rather_than_read_in_part(page: str) -> None:
    with pytest.raises(ValueError, match="嵌套超过 200 层"):
        read_html(f"{page}<p>后文</p>")


def test_cells_that_span_rows_without_end_are_refused() -> None:
    rows = ('<tr><td rowspan="60">' + "甲" * 500 + "</td><td>乙</td></tr>") * 300
    with pytest.raises(ValueError, match="合并单元格"):
        read_html(f"<table>{rows}</table>")


@pytest.mark.parametrize(("size", "known"), [(300, True), (301, False)])
def test_a_page_title_that_is_a_text_is_none(size: int, known: bool) -> None:
    assert ("page_title" in read_html(f"<title>{'甲' * size}</title><p>乙</p>").meta) is known


@pytest.mark.parametrize("page", ["<p>未闭合", "<table><tr><td>甲", "</div></p>甲", "<<<>>>甲", "<p title='>甲"])
def test_broken_markup_is_read_without_complaint(page: str) -> None:
    assert isinstance(read_html(page).text, str)

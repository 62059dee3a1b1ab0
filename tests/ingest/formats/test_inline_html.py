"""HTML, escapes and entities inside Markdown, as a reader sees them."""

import pytest

from ingest.formats.inline_html import shown
from ingest.formats.read import read_source
from ingest.schema import Omission
from tests.builders.reading import cleaned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲<!-- 内部 -->乙", "甲乙"),
        ("甲<!-- 没有结束", "甲"),
        ("每年<del>50</del><ins>66</ins>元", "每年66元"),
        ("每年~~50~~66元", "每年66元"),
        ("2021~2025，3\\~5", "2021~2025，3\\~5"),
        ("甲<br>乙", "甲\n乙"),
        ("| 甲<br>丙 | 乙 |", "| 甲 丙 | 乙 |"),
        ('甲<span style="display:none">丙</span>乙', "甲乙"),
        ("甲<span hidden>丙<b>丁</b></span>乙", "甲乙"),
        ("甲 &lt; 乙&nbsp;&amp;&#8212;&mdash;", "甲 < 乙\xa0&——"),
        ("AT&T与<5%和<张三>", "AT&T与<5%和<张三>"),
        ("面积30m<sup>2</sup>", "面积30m²"),
        ('<p align="right">甲</p>', "\n甲\n"),
    ],
)
def test_html_inside_shows_what_a_page_would_show(text: str, expected: str) -> None:
    assert shown(text)[0] == expected


def test_a_hidden_element_that_nothing_closes_ends_with_its_paragraph() -> None:
    assert shown("甲<span hidden>乙\n丙\n\n丁")[0] == "甲\n\n丁"


def test_a_table_becomes_rows() -> None:
    table = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert shown(f"前。\n{table}\n后。")[0] == "前。\n\n\n| 甲 | 乙 |\n| 1 | 2 |\n\n\n后。"


def test_what_is_left_out_is_told() -> None:
    assert [(one.text, one.why) for one in shown("甲<!-- 乙 -->~~丙~~")[1]] == [
        ("乙", Omission.COMMENT),
        ("丙", Omission.DELETED),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\\. 每年\\*300\\*元", "1. 每年*300*元"),
        ("8:00\\~18:00", "8:00~18:00"),
        ("*重点*是__养老__", "重点是养老"),
        ("3*4*5与snake_case_名", "3*4*5与snake_case_名"),
        ("详见[办法](http://a.cn/b)和![图](c.png)。", "详见办法和。"),
        ("甲\n\n* * *\n\n乙", "甲\n\n\n\n乙"),
    ],
)
def test_escapes_and_emphasis_are_no_words(text: str, expected: str) -> None:
    assert cleaned(text, ".md").text == expected


def test_an_underlined_line_is_a_heading() -> None:
    source = read_source("a.md", "总则\n====\n正文。\n标准\n----\n| 甲 | 乙 |\n| --- | --- |\n".encode())
    assert [(source.text[start:].split("\n")[0], level) for start, level in source.headings] == [
        ("总则", 1),
        ("标准", 2),
    ]


PAGE = """[首页](/) [公开](/zwgk/)

当前位置：首页 > 公开 > 文件

# 青石县高龄津贴发放办法

发布时间：2026-03-05 来源：县民政局 浏览量：16

80周岁以上老年人每人每月发放70元。

**相关阅读**

* [青石县2019年高龄津贴每月20元](/art/0.html) 2019-05-12

主办单位：青石县人民政府办公室<br>网站标识码：3300000000
"""


def test_a_page_that_was_made_into_markdown_is_left_without_its_site() -> None:
    source = read_source("a.md", PAGE.encode())
    assert [line for line in source.text.split("\n") if line] == [
        "# 青石县高龄津贴发放办法",
        "80周岁以上老年人每人每月发放70元。",
    ]
    assert source.meta["said_published"] == "2026-03-05"


def test_a_text_of_an_offices_own_keeps_its_lists_and_links() -> None:
    text = "# 办事指南\n\n相关链接\n\n* [申请表](a.docx)\n* [须知](b.html)\n"
    assert "申请表" in read_source("a.md", text.encode()).text

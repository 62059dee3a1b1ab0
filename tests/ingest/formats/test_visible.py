"""What a reader of a page cannot see is no content; neither is what is struck out."""

import pytest

from ingest.formats.html import read_html
from ingest.schema import Omission


def shown(inside: str, head: str = "") -> str:
    return read_html(f"<head>{head}</head><body><p>甲{inside}乙</p></body>").text.strip()


@pytest.mark.parametrize(
    "element",
    [
        "<span hidden>丙</span>",
        '<span style="display:none">丙</span>',
        '<span style="DISPLAY : None !important">丙</span>',
        '<span style="visibility:hidden">丙</span>',
        '<span style="opacity:0">丙</span>',
        '<span style="font-size:0">丙</span>',
        '<span style="font-size:1px">丙</span>',
        '<font size="0">丙</font>',
        '<font color="#FFFFFF">丙</font>',
        '<span style="color:white">丙</span>',
        '<span style="color: rgb(255, 255, 255)">丙</span>',
        '<span style="color:#fff;background:#fff">丙</span>',
        '<span style="position:absolute;left:-9999px">丙</span>',
        '<span style="text-indent:-999px">丙</span>',
        '<span style="height:0;overflow:hidden">丙</span>',
        '<span style="mso-hide:all">丙</span>',
        "<!-- 丙 -->",
        "<template>丙</template>",
        "<select><option>丙</option></select>",
        "<textarea>丙</textarea>",
        '<img alt="丙">',
        '<input type="hidden" value="丙">',
        "<del>丙</del>",
        "<s>丙</s>",
        "<strike>丙</strike>",
        '<span style="text-decoration: line-through">丙</span>',
        '<span style="display:none">丙<b style="display:inline">丁</b></span>',
    ],
)
def test_what_cannot_be_seen_or_is_struck_out_is_no_text(element: str) -> None:
    assert shown(element) == "甲乙"


@pytest.mark.parametrize(
    "element",
    [
        "<ins>丙</ins>",
        "<u>丙</u>",
        '<span style="color:#fff;background:#c00">丙</span>',
        '<span style="opacity:0.9">丙</span>',
        '<span style="font-size:12px">丙</span>',
        '<span style="font-size:0"><b style="font-size:14px">丙</b></span>',
        '<span style="color:#fff"><b style="color:#333">丙</b></span>',
        '<span style="height:0.5em">丙</span>',
        '<span style="text-indent:2em">丙</span>',
    ],
)
def test_what_can_be_seen_stays(element: str) -> None:
    assert shown(element) == "甲丙乙"


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (".x{display:none}", "甲乙"),
        ("#y {color:red} span.x , p.z { display : none }", "甲乙"),
        ("/* .x{display:none} */", "甲丙乙"),
        ("@media print{.x{display:none}}", "甲丙乙"),
        (".x:hover{display:none}", "甲丙乙"),
        (".x{display:none} .x{display:block}", "甲丙乙"),
        (".x{text-decoration:line-through}", "甲乙"),
    ],
)
def test_the_pages_own_style_sheet_counts(sheet: str, text: str) -> None:
    assert shown('<span class="x">丙</span>', head=f"<style>{sheet}</style>") == text


def test_rows_and_cells_that_cannot_be_seen_are_none() -> None:
    table = (
        "<table><tr><td>项目</td><td>标准</td></tr><tr hidden><td>甲</td><td>1元</td></tr>"
        '<tbody style="display:none"><tr><td>乙</td><td>2元</td></tr></tbody><tr><td>丙</td><td><s>3</s>4元</td></tr></table>'
    )
    assert read_html(table).text == "| 项目 | 标准 |\n| 丙 | 4元 |\n"


def test_what_is_left_out_is_kept_with_its_reason() -> None:
    page = "<p>甲<del>乙</del><span hidden>丙</span><!-- 丁 --></p>"
    assert [(one.text, one.why) for one in read_html(page).left_out] == [
        ("乙", Omission.DELETED),
        ("丙", Omission.HIDDEN),
        ("丁", Omission.COMMENT),
    ]

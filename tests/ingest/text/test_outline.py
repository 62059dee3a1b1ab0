"""The section tree: which lines are headings, and how far each section reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.glued import is_guessed
from ingest.text.outline import outline
from tests.builders.properties import PROPERTY
from tests.builders.reading import plain, sections_of

LEVELS = st.lists(st.integers(1, 6), max_size=12)


def titles(text: str) -> list[str]:
    return [section.title for section in sections_of(text)[1:]]


@pytest.mark.parametrize(
    "line",
    [
        "第一篇 总则",
        "第二部分 措施",
        "第十二章 保障",
        "第二章保障措施",
        "第三节 教育",
        "一、主要目标",
        "§2 大件清运参考价",
        "十一、组织实施",
        "(一)高龄津贴",
        "（十二）托育服务",
        "专栏3 重点项目",
        "附件：青石县清单",
        "一、哪些人可以申请？",
        "（二）有无容缺办理?",
    ],
)
def test_the_numbering_of_plans_makes_headings(line: str) -> None:
    assert titles(f"前言。\n{line}\n正文。") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "第3章 目标",
        "一是扩大供给",
        "2021年新建三所",
        "十四五期间新增床位",
        "第一章 " + "长" * 60,
        "一、" + "长" * 60 + "？",
    ],
)
def test_a_paragraph_is_no_heading(line: str) -> None:
    assert titles(f"前言。\n{line}\n正文。") == []


def test_a_sentence_about_a_chapter_is_no_heading() -> None:
    assert titles("前言。\n第一章的规定适用于全县。\n正文。") == []


def test_a_sentence_about_an_annex_is_no_heading() -> None:
    assert titles("前言。\n附件中的标准由县政府另行公布。\n正文。") == []


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("(一)高龄津贴。80周岁以上老人每人每月80元。", "(一)高龄津贴"),
        ("(一)高龄津贴。80周岁以上老人每人每月80元", "(一)高龄津贴"),
        ("二、托育服务。由县卫健局负责。", "二、托育服务"),
    ],
)
def test_the_first_sentence_of_a_numbered_paragraph_is_its_heading(line: str, title: str) -> None:
    assert titles(line) == [title]


def test_the_marks_stand_under_each_other_in_the_order_of_the_standard() -> None:
    marks = ["第一篇 甲", "第一章 乙", "第一节 丙", "一、丁", "(一)戊"]
    assert sections_of("\n".join([*marks, "正文。"]))[-1].path == tuple(marks)


def test_a_section_reaches_to_the_next_of_its_own_or_a_higher_level() -> None:
    text = "第一章 甲\n正文。\n第一节 乙\n正文。\n第二节 丙\n正文。\n第二章 丁\n正文。\n"
    found = {section.title: text[section.start : section.end] for section in sections_of(text)[1:]}
    assert found["第一章 甲"] == text[: text.index("第二章")]
    assert found["第一节 乙"] == "第一节 乙\n正文。\n"
    assert found["第二章 丁"] == "第二章 丁\n正文。\n"


def test_the_path_leads_from_the_top_down() -> None:
    found = sections_of("第一章 甲\n一、乙\n(一)丙\n正文。\n第二章 丁\n(一)戊\n")
    assert [section.path for section in found] == [
        (),
        ("第一章 甲",),
        ("第一章 甲", "一、乙"),
        ("第一章 甲", "一、乙", "(一)丙"),
        ("第二章 丁",),
        ("第二章 丁", "(一)戊"),
    ]


def test_the_first_section_holds_the_whole_document() -> None:
    root = outline(plain("前言。\n一、甲\n正文。"), "d", "青石县规划")[0]
    assert (root.level, root.title, root.path, root.start, root.end) == (0, "青石县规划", (), 0, 11)


def test_a_heading_on_the_first_line_and_the_document_have_ids_of_their_own() -> None:
    found = sections_of("# 目标\n正文。", ".md")
    assert len({section.id for section in found}) == len(found) == 2


def test_the_numbering_stands_below_the_formats_own_headings() -> None:
    found = sections_of("# 甲\n一、乙\n正文。\n# 丙\n正文。\n", ".md")
    assert [section.path for section in found[1:]] == [("甲",), ("甲", "一、乙"), ("丙",)]


@PROPERTY
@given(LEVELS)
def test_sections_form_a_tree(levels: list[int]) -> None:
    text = "".join(f"{'#' * level} 标题{at}\n正文。\n" for at, level in enumerate(levels))
    found = sections_of("前言。\n" + text, ".md")
    assert [section.start for section in found] == sorted(section.start for section in found)
    for at, outer in enumerate(found):
        for inner in found[at + 1 :]:
            assert inner.end <= outer.end or inner.start >= outer.end
            assert (inner.start < outer.end) == (inner.path[: len(outer.path)] == outer.path)


@PROPERTY
@given(LEVELS)
def test_a_section_begins_with_its_title(levels: list[int]) -> None:
    text = "前言。\n" + "".join(f"{'#' * level} 标题{at}\n" for at, level in enumerate(levels))
    clean_text = "前言。\n" + "".join(f"标题{at}\n" for at in range(len(levels)))
    for section in sections_of(text, ".md")[1:]:
        assert clean_text[section.start :].startswith(section.title)
        assert section.path[-1] == section.title


def test_the_end_of_a_glued_title_is_sure_where_a_sentence_begins_and_a_guess_before_a_verb() -> None:
    rest = "每个乡镇至少有一处固定的场地，方便群众就近观看和买卖，让群众在家门口得到实惠。"
    text = f"（一）丰富乡村文艺到2025年{rest}\n（二）办好乡村集市完善设施，{rest}\n"
    titles = [section.title for section in sections_of(text)[1:]]
    assert titles == ["（一）丰富乡村文艺", "（二）办好乡村集市"]
    assert not is_guessed(text, 3, 9)
    start = text.index("办好")
    assert is_guessed(text, start, start + 6)


def test_decimals_in_a_box_are_no_items() -> None:
    text = "专栏1 文体工程\n| 名称 | 规模 |\n| 艺术中心 | 4.3万平方米 |\n| 健身中心 | 2.2万平方米 |\n"
    assert titles(text) == ["专栏1 文体工程"]


def test_a_question_heads_its_answer() -> None:
    text = "一、学前教育\n问：保教费怎么减？\n答：每学期减免500元。\n\n问：吃饭有没有补助？\n答：有。\n二、义务教育\n正文。"
    assert titles(text) == ["一、学前教育", "问：保教费怎么减？", "问：吃饭有没有补助？", "二、义务教育"]


def test_a_question_without_an_answer_below_is_no_heading() -> None:
    assert titles("前言。\n问：保教费怎么减？\n请见附件。") == []


def test_the_last_item_of_a_list_heads_nothing() -> None:
    assert titles("前言。\n（1）低保家庭；\n（2）低保边缘家庭；\n（3）无固定收入的残疾人。\n标准如下。") == []

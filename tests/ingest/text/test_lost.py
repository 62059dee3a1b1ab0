"""Headings that a conversion lost: given back where a box bears their name, and only where one is missing."""

import pytest

from ingest.text.marks import CHAPTER, SECTION
from tests.builders.reading import sections_of

TEXT = "这一部分的正文写得比较长，说清楚由谁来办、怎样去办、办到什么程度，也说清楚什么时候办完、钱从哪里来。"


def chapter(heading: str, name: str, *below: str) -> str:
    """A heading (or none, where it is lost), its text, headings below it, and the box that closes it."""
    lines = [heading, *(f"{one}\n{TEXT}" for one in below or ("",)), f"专栏 {name}重点工程", "1.新建项目 建成3处。"]
    return "\n".join(line.strip("\n") for line in lines if line) + "\n"


def outline(text: str) -> list[tuple[int, str]]:
    """Levels and titles of what stands above boxes, the document's own left out."""
    return [(section.level, section.title) for section in sections_of(text)[1:] if section.level < 6]


def test_a_number_left_out_tells_of_a_lost_heading_and_the_box_of_its_name() -> None:
    text = "前言。\n" + chapter("第三章 校园建设", "校园建设") + chapter("", "健康县乡") + f"第五章 保障措施\n{TEXT}\n"
    assert outline(text) == [(CHAPTER, "第三章 校园建设"), (CHAPTER, "健康县乡"), (CHAPTER, "第五章 保障措施")]


def test_the_lost_chapter_reaches_from_the_box_before_it_to_the_next_heading() -> None:
    text = chapter("第三章 校园建设", "校园建设") + chapter("", "健康县乡") + f"第五章 保障措施\n{TEXT}\n"
    lost = next(section for section in sections_of(text) if section.title == "健康县乡")
    assert text[lost.start : lost.end] == chapter("", "健康县乡")


def test_several_headings_in_a_row_may_be_lost() -> None:
    names = ["健康县乡", "安居", "文体惠民"]
    text = chapter("第三章 校园建设", "校园建设") + "".join(chapter("", name) for name in names) + "第七章 保障措施\n"
    assert [title for _, title in outline(text)] == ["第三章 校园建设", *names, "第七章 保障措施"]


def test_no_more_headings_are_given_back_than_numbers_are_left_out() -> None:
    text = (
        chapter("第三章 校园建设", "校园建设") + chapter("", "健康县乡") + chapter("", "村医培养") + "第五章 保障措施\n"
    )
    assert [title for _, title in outline(text)] == ["第三章 校园建设", "健康县乡", "第五章 保障措施"]


def test_numbers_that_begin_anew_tell_of_a_lost_heading() -> None:
    text = chapter("第一章 校园建设", "校园建设") + chapter("", "健康县乡") + f"第一章 加强领导\n{TEXT}\n"
    assert "健康县乡" in [title for _, title in outline(text)]


def test_headings_below_that_are_numbered_anew_stand_below_the_lost_one() -> None:
    text = (
        chapter("第一节 办好学校", "学校", "一、改善校舍", "二、配齐教师")
        + chapter("", "健康县乡", "一、提升县级医院", "二、办好村卫生室")
        + "第二章 保障\n"
    )
    paths = {section.title: section.path for section in sections_of(text)}
    assert paths["一、提升县级医院"] == ("健康县乡", "一、提升县级医院")
    assert paths["二、配齐教师"] == ("第一节 办好学校", "二、配齐教师")
    assert len({section.id for section in sections_of(text)}) == len(sections_of(text))


@pytest.mark.parametrize(
    "named",
    [
        "统筹推进校园建设、健康县乡等工作。",
        "| 健康县乡 | 3项 |",
        "第四节 健康县乡 …… 12\n第四章 保障 …… 15",
        "健康县乡",
    ],
)
def test_where_numbers_tell_nothing_the_plan_names_the_chapter_elsewhere(named: str) -> None:
    text = f"{named}\n" + "第三章 任务\n" + chapter("第三节 校园建设", "校园建设")
    text += chapter("", "健康县乡") + "第四章 保障\n"
    assert (SECTION, "健康县乡") in outline(text)


def test_where_nothing_tells_that_a_heading_is_missing_none_is() -> None:
    text = chapter("第三节 校园建设", "校园建设") + chapter("", "教师培养") + "第四章 保障\n"
    assert outline(text) == [(SECTION, "第三节 校园建设"), (CHAPTER, "第四章 保障")]


NAMED = "统筹推进校园建设、教师培养等工作。\n"


@pytest.mark.parametrize(
    "text",
    [
        chapter("第三章 校园建设", "校园建设") + chapter("", "教师培养") + "第四章 保障\n",  # no number is left out
        chapter("第三章 校园", "校园建设") + chapter("", "教师培养") + "第五章 保障\n",  # no box closes a chapter
        chapter("第三章 校园建设", "校园建设", "一、校舍")
        + chapter("", "教师培养", "二、教师")
        + "第五章 保障\n",  # goes on
        chapter("第三章 校园建设", "校园建设")
        + chapter("一、加强教师培养", "教师培养")
        + "第五章 保障\n",  # named below
        chapter("第三章 校园建设", "校园建设") + f"第四章 队伍\n{TEXT}\n" + chapter("", "教师培养"),  # another heading
        chapter("第三章 校园建设", "校园建设") + "专栏 教师培养重点工程\n1.甲 3处。\n第五章 保障\n",  # no text between
        chapter("第三章 校园建设", "校园建设") + chapter("", "校园建设") + "第五章 保障\n",  # of the same name
        chapter("第三章 校园建设", "校园建设") + f"{TEXT}\n专栏 2025年新建学校\n1.甲 3处。\n第五章 保障\n",  # no name
    ],
)
def test_no_heading_is_given_where_none_is_missing(text: str) -> None:
    assert [title for _, title in outline(NAMED + text)] == [
        line for line in text.splitlines() if line[0] in "第一二" and "。" not in line
    ]


def test_a_format_that_marks_its_headings_loses_none() -> None:
    text = "# 三农\n" + chapter("第三章 校园建设", "校园建设") + chapter("", "健康县乡") + "第五章 保障\n"
    assert "健康县乡" not in [section.title for section in sections_of(text, ".md")]

"""Line breaks within sentences: found where a text was wrapped, left alone elsewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.text.clean import source_offset
from ingest.text.wrap import broken
from tests.builders.properties import PROPERTY
from tests.builders.reading import cleaned

PROSE = (
    "为满足人民群众对公共服务的需求，全县将建设普惠托育服务中心十二个，新增托位一千二百个，每个乡镇至少有一所公办幼儿园，"
    "义务教育阶段家庭经济困难寄宿生生活补助标准为小学每生每年1000元、初中每生每年1250元。"
)


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def plain(text: str) -> str:
    return cleaned(text, ".txt").text


@given(width=st.integers(22, 40), times=st.integers(6, 12))
@settings(PROPERTY)
def test_wrapped_prose_is_whole_again(width: int, times: int) -> None:
    paragraphs = [PROSE[at:] for at in range(times)]
    text = "\n".join(wrapped(paragraph, width) for paragraph in paragraphs)
    found = plain(text)
    assert PROSE[14:60] in found
    assert found.replace("\n", "") == text.replace("\n", "")


def test_page_numbers_within_sentences_go() -> None:
    lines = wrapped(PROSE * 8, 30).split("\n")
    for at, number in ((30, "3"), (15, "2")):
        lines.insert(at, number)
    found = plain("\n".join(lines))
    assert found.count(PROSE) == 8


def test_headings_items_and_fields_keep_their_lines() -> None:
    heads = "一、总体要求\n（一）指导思想\n1.托育服务\n服务对象：三岁以下婴幼儿\n——持续推进\n"
    found = plain(wrapped(PROSE * 8, 30) + "\n" + heads + wrapped(PROSE * 4, 30))
    assert heads in found


def test_spans_lead_back_to_the_source() -> None:
    text = wrapped(PROSE * 8, 30)
    found = cleaned(text, ".txt")
    at = found.text.index("初中每生每年1250元")
    assert text[source_offset(found.origin, at)] == "初"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["服务项目", "高龄津贴", "八十周岁以上的老年人", "每人每月五十元", "县财政承担"] * 12),
        "\n".join(f"{at}" for at in range(1, 60)),
        "\n\n".join(PROSE for _ in range(20)),
        "",
    ],
)
def test_cells_numbers_and_whole_paragraphs_are_no_wrapped_text(text: str) -> None:
    assert list(broken(text)) == []


def test_rows_of_a_table_are_not_joined() -> None:
    rows = "\n".join(f"{at} 每千人口执业医师和注册护士的数量 人 2.{at} 3.{at} 预期性" for at in range(10, 30))
    assert rows in plain(wrapped(PROSE * 8, 30) + "\n" + rows)


@given(st.text(alphabet="表中，。1 \n一、（A", max_size=300))
@settings(PROPERTY)
def test_any_text_has_ordered_breaks(text: str) -> None:
    spans = sorted(broken(text))
    assert all(start < end for start, end in spans)

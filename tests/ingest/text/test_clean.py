"""Clean text: only deletes and folds, and every character leads back to the source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.schema import Source
from ingest.text.clean import DELETED, FOLDED, clean, source_offset, without
from tests.builders.properties import PROPERTY
from tests.builders.reading import cleaned, plain

MIXED = st.text(
    st.sampled_from("青石县每年3元。|  \t\u3000\u00a0\u200b\ufeff\u00ad\x0c\r\n\n\u2028⽂⽣\ue000#*-"), max_size=60
)
MARKUP = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)), max_size=4)


def sourced(text: str, marks: list[tuple[int, int]]) -> Source:
    inside = tuple((start, min(start + size, len(text))) for start, size in marks if start < len(text))
    return Source(text=text, meta={}, marks=inside)


@PROPERTY
@given(MIXED, MARKUP)
def test_every_character_is_its_source_character_or_that_ones_fold(text: str, marks: list[tuple[int, int]]) -> None:
    found = clean(sourced(text, marks))
    for at, character in enumerate(found.text):
        before = text[source_offset(found.origin, at)]
        assert character in (before, FOLDED.get(before), unicodedata.normalize("NFKC", before))


@PROPERTY
@given(MIXED, MARKUP)
def test_the_map_keeps_the_order_and_covers_the_clean_text(text: str, marks: list[tuple[int, int]]) -> None:
    found = clean(sourced(text, marks))
    offsets = [source_offset(found.origin, at) for at in range(len(found.text))]
    assert offsets == sorted(set(offsets))
    assert sum(length for _, _, length in found.origin) == len(found.text)


@PROPERTY
@given(MIXED, MARKUP)
def test_no_word_is_dropped_that_is_no_markup(text: str, marks: list[tuple[int, int]]) -> None:
    source = sourced(text, marks)
    found = clean(source)
    kept = {source_offset(found.origin, at) for at in range(len(found.text))}
    marked = {at for start, end in source.marks for at in range(start, end)}
    for at in set(range(len(text))) - kept - marked:
        assert text[at].isspace() or text[at] == "|" or DELETED.match(text[at])


@PROPERTY
@given(st.text(max_size=80))
def test_any_text_can_be_cleaned(text: str) -> None:
    assert len(plain(text).text) <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每年\u3000300元", "每年 300元"),
        ("每年\u00a0300元", "每年 300元"),
        ("每年\t300元", "每年 300元"),
        ("⽂化站", "文化站"),
        ("⼀、⽬标", "一、目标"),
        ("甲\u2028乙", "甲\n乙"),
        ("3００元，（试行）", "3００元，（试行）"),  # width is folded for matching, never in a quote
    ],
)
def test_look_alikes_are_folded(text: str, expected: str) -> None:
    assert plain(text).text == expected


@pytest.mark.parametrize("sign", ["\u200b", "\u200e", "\u202e", "\u2060", "\ufeff", "\u00ad", "\x07", "\x7f", "\ue123"])
def test_signs_without_words_are_deleted(sign: str) -> None:
    assert plain(f"托育{sign}园").text == "托育园"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每年    300元", "每年 300元"),
        ("  每年", "每年"),
        ("每年  ", "每年"),
        ("每年 \n  300元", "每年\n300元"),
        ("每年\u3000\u3000300元", "每年 300元"),
        ("甲\n\n\n乙", "甲\n\n\n乙"),
    ],
)
def test_blanks_shrink_to_one_and_go_at_line_ends(text: str, expected: str) -> None:
    assert plain(text).text == expected


def test_windows_line_ends_become_plain_ones() -> None:
    assert plain("甲 \r\n乙\r\n").text == "甲\n乙\n"


@pytest.mark.parametrize("sign", ["\x0c", "\x0b"])
def test_a_page_break_ends_a_line(sign: str) -> None:
    assert plain(f"第一页的末尾{sign}第二页的开头").text == "第一页的末尾\n第二页的开头"


def test_a_lone_carriage_return_ends_a_line() -> None:
    assert plain("甲\r乙").text == "甲\n乙"


@pytest.mark.parametrize("line", ["|  |  |", "|", "| | |  ", "||||"])
def test_a_line_of_bare_pipes_is_dropped(line: str) -> None:
    assert plain(f"甲\n{line}\n乙").text == "甲\n\n乙"


@pytest.mark.parametrize(("line", "end"), [("|  |  |", "\r\n"), ("|\u3000|\u3000|", "\n"), ("|\u00a0|\u00a0|", "\n")])
def test_a_line_of_bare_pipes_is_dropped_whatever_its_blanks(line: str, end: str) -> None:
    assert plain(f"甲{end}{line}{end}乙").text == "甲\n\n乙"


def test_a_row_with_one_filled_cell_keeps_its_pipes() -> None:
    assert plain("| 甲 | | |").text == "| 甲 | | |"


def test_marks_go_and_headings_move_with_their_words() -> None:
    found = cleaned("前言。\n\n## **目标** 一览\n正文。\n", ".md")
    assert found.text == "前言。\n\n目标 一览\n正文。\n"
    assert found.headings == ((5, 2),)


@pytest.mark.parametrize("offset", [-1, 3, 99])
def test_an_offset_outside_the_text_leads_nowhere(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        source_offset(plain("青石县").origin, offset)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("每人每月3\n— 4 —\n20元\n", "每人每月320元\n"),
        ("每人每月3\n\n第4页\n\n20元\n", "每人每月320元\n"),
        ("38\n— 11 —\n56\n", "38\n\n56\n"),
        ("床位\n— 4 —\n20张\n", "床位\n\n20张\n"),
    ],
)
def test_a_figure_that_a_page_number_cuts_in_two_is_one_again(text: str, joined: str) -> None:
    assert plain(text).text == joined


@pytest.mark.parametrize("between", ["\u200b", "\u200b\u200b", "\ue000"])
def test_blanks_that_only_deleted_signs_keep_apart_become_one(between: str) -> None:
    found = plain("甲" + f" {between}" * 20 + "乙" + f" {between}" * 12 + "丙")
    assert found.text == "甲 乙 丙"
    assert [source_offset(found.origin, at) for at in (0, 1)] == [0, 1]


@pytest.mark.parametrize("blank", ["\u2002", "\u2003", "\u1680", "\u202f", "\u205f"])
def test_other_blanks_shrink_like_any(blank: str) -> None:
    assert plain(f"{blank * 4}甲{blank * 3}乙{blank}\n丙").text == f"甲{blank}乙\n丙"


def test_what_goes_later_keeps_the_map_the_headings_and_the_pages() -> None:
    pages = ((0, 1), (8, 2))
    found = clean(Source(text="# 甲\n\n乙  丙\n丁", meta={}, headings=((0, 1), (9, 2)), marks=((0, 2),), pages=pages))
    less = without(found, [(1, 3), (6, 7)])
    assert (found.pages, less.pages) == (((0, 1), (5, 2)), ((0, 1), (3, 2)))
    assert less.text == "甲乙 丙丁"
    assert [source_offset(less.origin, at) for at in range(5)] == [2, 5, 6, 8, 10]
    assert less.headings == ((0, 1), (4, 2))

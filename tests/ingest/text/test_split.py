"""Passages: whole sentences within a budget, never across a section; a row by itself."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.schema import Passage, Section
from ingest.text.outline import outline
from ingest.text.split import sentences, split
from tests.builders.documents import document
from tests.builders.plans import HILL, LAKE
from tests.builders.properties import PROPERTY
from tests.builders.reading import parsed, plain

TABLE = "| 指标 | 单位 |\n|---|---|\n| 床位 | 张 |\n"
WORDS = st.text(st.sampled_from("青石县每年补助元3.5， "), min_size=1, max_size=12)
SENTENCES = st.builds(str.__add__, WORDS, st.sampled_from(["。", "；", "！", "？”", "。）", "\n", ""]))
HEADINGS = st.sampled_from(["\n一、目标\n", "\n（一）标准。", "\n第二章 保障\n", "\n"])
PROSE = st.lists(st.one_of(SENTENCES, HEADINGS), max_size=16).map(lambda parts: plain("".join(parts)).text)


def prose_passages(text: str, budget: int) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """Sections and passages of a text without tables, a token being a character."""
    sections = outline(plain(text), "d", "青石县规划")
    return sections, split(document(text), sections, (), (), budget=budget, count=len)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每年300元。每月25元。", ["每年300元。", "每月25元。"]),
        ("他说：“不收费。”然后走了。", ["他说：“不收费。”", "然后走了。"]),
        ("城镇60元；农村80元。", ["城镇60元；", "农村80元。"]),
        ("一、目标\n正文", ["一、目标", "正文"]),
        ("补助3.5元。", ["补助3.5元。"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
        ("  每年  \n\n  ", ["每年"]),
        ("。。。", ["。。。"]),
        ("", []),
    ],
)
def test_sentences_end_at_their_marks_and_at_line_ends(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_sentences_between_two_offsets_stay_between_them() -> None:
    text = "甲一。乙二。丙三。"
    assert list(sentences(text, 3, 6)) == [(3, 6)]


@PROPERTY
@given(st.text(max_size=80))
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    spans = list(sentences(text))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    held = {at for start, end in spans for at in range(start, end)}
    assert all(text[at].isspace() for at in set(range(len(text))) - held)


@PROPERTY
@given(PROSE, st.integers(1, 60))
def test_no_sentence_is_lost_or_cut(text: str, budget: int) -> None:
    sections, passages = prose_passages(text, budget)
    titles = "\n".join(section.title for section in sections)
    for start, end in sentences(text):
        holding = [passage for passage in passages if passage.start <= start and end <= passage.end]
        touching = [passage for passage in passages if passage.start < end and start < passage.end]
        assert holding == touching
        assert len(holding) == 1 or (not holding and text[start:end].rstrip("。；！？") in titles)


@PROPERTY
@given(PROSE, st.integers(1, 60))
def test_no_passage_crosses_a_section(text: str, budget: int) -> None:
    sections, passages = prose_passages(text, budget)
    for passage in passages:
        for section in sections:
            assert not passage.start < section.start < passage.end
            assert not passage.start < section.end < passage.end


@PROPERTY
@given(PROSE, st.integers(1, 60))
def test_a_passage_over_the_budget_is_one_sentence(text: str, budget: int) -> None:
    for passage in prose_passages(text, budget)[1]:
        inside = [end - start for start, end in sentences(text, passage.start, passage.end)]
        assert len(inside) == 1 or sum(inside) <= budget


@PROPERTY
@given(PROSE)
def test_passages_come_in_reading_order_with_ids_of_their_own(text: str) -> None:
    passages = prose_passages(text, 30)[1]
    assert [passage.start for passage in passages] == sorted(passage.start for passage in passages)
    assert len({passage.id for passage in passages}) == len(passages)


def test_sentences_are_packed_up_to_the_budget() -> None:
    text = "甲甲甲甲。乙乙乙乙。丙丙丙丙。"
    assert [text[p.start : p.end] for p in prose_passages(text, 10)[1]] == ["甲甲甲甲。乙乙乙乙。", "丙丙丙丙。"]


def test_a_heading_over_others_is_no_passage_of_its_own() -> None:
    (passage,) = prose_passages("一、目标\n(一)养老\n新增床位。", 50)[1]
    assert passage.text.endswith("新增床位。")


def test_a_numbered_line_with_nothing_under_it_can_still_be_found() -> None:
    found = parsed("一、补贴标准\n(一)高龄老人每月80元\n(二)失能老人每月120元\n", "plan.txt")
    assert "每月120元" in "".join(passage.text for passage in found.passages)


def test_a_prose_passage_is_indexed_under_its_headings() -> None:
    *headings, words = re.findall(r"\w+", parsed("# 甲\n## 乙\n### 丙\n正文。").passages[-1].text)
    assert (headings, words) == (["甲", "乙", "丙"], "正文")


def test_a_row_is_a_passage_of_its_own_with_its_headers() -> None:
    found = parsed(f"# 甲\n## 乙\n前文。\n\n{TABLE}\n后文。")
    (row,) = found.rows
    (passage,) = [passage for passage in found.passages if passage.row]
    assert passage.text == "甲 / 乙\n指标:床位\n单位:张"
    assert (passage.row, passage.section, passage.start, passage.end) == (row.id, row.section, row.start, row.end)


def test_an_empty_cell_is_not_indexed() -> None:
    found = parsed("| 指标 | 单位 | 目标 |\n|---|---|---|\n| 床位 |  | 60 |\n")
    assert [passage.text for passage in found.passages if passage.row] == ["指标:床位\n目标:60"]


def test_prose_before_and_after_a_table_is_two_passages() -> None:
    found = parsed(f"# 甲\n前文。\n\n{TABLE}\n后文。")
    text = found.document.text
    prose = [text[passage.start : passage.end] for passage in found.passages if passage.row is None]
    assert len(prose) == 2
    assert prose[-1] == "后文。"


@pytest.mark.parametrize(
    "text", [LAKE, f"# 甲\n前文。\n\n{TABLE}", "| 指标 | 目标 |\n|---|---|\n| 床位 | 每年一张。 |\n\n后文。"]
)
def test_no_part_of_a_table_is_prose(text: str) -> None:
    found = parsed(text)
    words = [found.document.text[passage.start : passage.end] for passage in found.passages if passage.row is None]
    assert not [passage for passage in words if "|" in passage]


def test_a_cell_beyond_the_header_is_not_lost() -> None:
    found = parsed("| 指标 | 单位 |\n|---|---|\n| 床位 | 张 | 多出的60张 |\n")
    assert "多出的60张" in "".join(passage.text for passage in found.passages)


@pytest.mark.parametrize("line", ["|  | 张 | 新增60 |", "| 注：新增60张 |  |  |"])
def test_a_table_line_that_is_no_record_can_still_be_found(line: str) -> None:
    found = parsed(f"| 指标 | 单位 | 目标 |\n|---|---|---|\n| 床位 | 张 | 12 |\n{line}\n")
    assert "新增60" in "".join(passage.text for passage in found.passages)


@pytest.mark.parametrize(("text", "name"), [(LAKE, "lake.md"), (HILL, "hill.txt")])
@pytest.mark.parametrize("budget", [40, 220, 4000])
def test_the_budget_counts_tokens(text: str, name: str, budget: int) -> None:
    found = parsed(text, name, passage_tokens=budget)
    assert found.passages
    assert {passage.document for passage in found.passages} == {found.document.id}


def test_a_chapter_goes_on_behind_its_boxes() -> None:
    text = (
        "第五章 重点工程\n规划实施项目47个。\n专栏1 健康工程\n新建疾控中心，投资5200万元。\n"
        "专栏2 养老工程\n● 福利中心：床位200张。\n● 敬老院：改造3所。\n其余项目由各镇申报。\n第六章 保障\n加强领导。\n"
    )
    sections, passages = prose_passages(text, 100)
    of = {section.id: section.title for section in sections}
    held = {of[one.section]: one.text.split("\n", 1)[1] for one in passages if "\n" in one.text}
    assert held["专栏1 健康工程"] == "新建疾控中心，投资5200万元。"
    assert held["专栏2 养老工程"].endswith("敬老院：改造3所。")
    assert any("各镇申报" in one.text and of[one.section] == "第五章 重点工程" for one in passages)


@PROPERTY
@given(PROSE)
def test_no_sentence_is_lost(text: str) -> None:
    sections, passages = prose_passages(text, 20)
    path = {section.id: " ".join(section.path) for section in sections}
    told = _words("".join(f"{one.text} {path[one.section]}" for one in passages))
    assert all(_words(part) in told for part in cut(text))


def _words(text: str) -> str:
    """Without marks: they may open a heading."""
    return re.sub(r"[^\u4e00-\u9fff\d]", "", text)


def test_what_a_record_says_outside_its_known_fields_is_not_lost() -> None:
    text = (
        "# 青石县汇编\n\n16.居民医疗保险\n【保障对象】本县居民\n【保障标准】财政补助每人640元\n"
        "【参保时间】12月31日前缴费，逾期设90天等待期。\n"
    )
    told = [one.text for one in parsed(text).passages]
    assert any("90天等待期" in one for one in told) and sum("640元" in one for one in told) == 1

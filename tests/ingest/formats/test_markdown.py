"""Markdown: front matter to metadata, headings and marks."""

from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.formats.markdown import read_markdown
from ingest.formats.read import read_source
from tests.builders.reading import cleaned


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_becomes_metadata_and_is_no_text(end: str) -> None:
    source = read_markdown(end.join(["---", "title: 青石县规划", "number:", "date: 2021-09-30", "---", "正文。"]))
    assert source.meta == {"title": "青石县规划", "number": "", "date": "2021-09-30"}
    assert source.text == "正文。"


def test_values_stay_as_they_are_written() -> None:
    source = read_markdown("---\ndate: 2021-09-30\nnumber: 007\nactive: yes\nother: ~\n---\n正文")
    assert source.meta == {"date": "2021-09-30", "number": "007", "active": "yes", "other": "~"}


@pytest.mark.parametrize("text", ["正文", "正文\n---\ntitle: 甲\n---\n", "---\ntitle: 甲\n正文"])
def test_without_front_matter_at_the_top_all_is_text(text: str) -> None:
    source = read_markdown(text)
    assert (source.text, source.meta) == (text, {})


@pytest.mark.parametrize(
    "matter",
    [
        "- 甲\n- 乙",
        "title: [甲, 乙]",
        "region:\n  省: 江南省",
        "只有一句话",
        'title: "没有收尾',
        "a: b: c",
        "\ttitle: 甲",
    ],
)
def test_front_matter_that_is_no_flat_list_is_refused(matter: str) -> None:
    with pytest.raises(ValueError, match="元数据"):
        read_markdown(f"---\n{matter}\n---\n正文")


def test_front_matter_nested_without_end_is_refused() -> None:
    with pytest.raises(SourceError):
        read_source("plan.md", f"---\na: {'[' * 500}\n---\n正文".encode())


def test_front_matter_runs_no_code(tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    with pytest.raises(ValueError, match="元数据"):
        read_markdown(f'---\na: !!python/object/apply:os.mkdir ["{trace}"]\n---\n正文')
    assert not trace.exists()


def test_hash_lines_are_headings_with_their_level() -> None:
    text = "# 甲\n正文\n###### 乙\n"
    assert read_markdown(text).headings == ((0, 1), (text.index("######"), 6))


@pytest.mark.parametrize("line", ["#标签", "####### 七级", "正文 # 号", "#"])
def test_other_hashes_are_none(line: str) -> None:
    assert read_markdown(line).headings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 目标", "目标"),
        ("**每年**300元", "每年300元"),
        ("> 引用的话", "引用的话"),
        ("| 甲 | 乙 |\n|---|:---:|\n| 1 | 2 |", "| 甲 | 乙 |\n\n| 1 | 2 |"),
        ("甲 | 乙\n--- | ---\n1 | 2", "甲 | 乙\n\n1 | 2"),
        ("甲\n\n---\n\n乙", "甲\n\n\n\n乙"),
    ],
)
def test_marks_are_no_words(text: str, expected: str) -> None:
    assert cleaned(text, ".md").text == expected


def test_the_line_under_a_header_is_no_words_in_windows_files() -> None:
    assert cleaned("| 甲 | 乙 |\r\n|---|---|\r\n| 1 | 2 |", ".md").text == "| 甲 | 乙 |\n\n| 1 | 2 |"


@pytest.mark.parametrize("line", ["|-|-|", "| -- | -- |", "|:-|-:|"])
def test_the_line_under_a_header_may_be_short(line: str) -> None:
    assert cleaned(f"| 甲 | 乙 |\n{line}\n| 1 | 2 |", ".md").text == "| 甲 | 乙 |\n\n| 1 | 2 |"


@pytest.mark.parametrize(("size", "refused"), [(9_900, False), (10_001, True)])
def test_front_matter_is_short(size: int, refused: bool) -> None:
    text = f"---\ntitle: {'甲' * size}\n---\n正文"
    if refused:
        with pytest.raises(ValueError, match="10000 字"):
            read_markdown(text)
    else:
        assert len(read_markdown(text).meta["title"]) == size


def test_front_matter_with_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="不能单独成字"):
        read_markdown('---\ntitle: "\\uD800"\n---\n正文')


ONE, OTHER = "| 项目 | 标准 |\n|---|---|\n| 床位 | 600元 |\n", "| 年份 | 户数 |\n|---|---|\n| 2023 | 120 |\n"


@pytest.mark.parametrize("between", ["\n", "\n逐年情况\n\n"])
def test_a_ruler_tells_another_table_from_the_one_above(between: str) -> None:
    assert read_markdown(ONE + between + OTHER).text == f"{ONE}{between}\n\n{OTHER}"


@pytest.mark.parametrize("between", ["", f"\n{'逐年情况' * 6}\n\n", "\n逐年情况\n\n单位：户\n\n"])
def test_a_table_elsewhere_stays_where_it_is(between: str) -> None:
    assert read_markdown(ONE + between + OTHER).text == f"{ONE}{between}{OTHER}"

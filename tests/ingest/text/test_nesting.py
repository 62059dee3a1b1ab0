"""Which sections hold an offset: the same whether few are searched or many are looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.schema import Section
from ingest.text import nesting
from ingest.text.nesting import FEW, holding, innermost
from tests.builders.properties import PROPERTY
from tests.builders.reading import sections_of

MANY = "".join(
    f"第{n}章 甲\n一、乙\n（一）丙。丁戊。\n专栏{n} 工程\n1.托育项目 建设。\n我们建设。\n"
    for n in ("一", "二", "三") * 12
)
LINES = st.lists(
    st.sampled_from(
        ["第一章 总则\n", "一、目标\n", "（一）任务\n", "1.项目\n", "专栏1 工程\n", "1.托育 建设。\n", "正文。\n", "\n"]
    ),
    max_size=40,
).map("".join)


def searched(sections: tuple[Section, ...], offset: int) -> list[Section]:
    return [section for section in sections if section.start <= offset < section.end]


def check(sections: tuple[Section, ...]) -> None:
    for offset in range(-1, sections[0].end + 2):
        expected = searched(sections, offset)
        assert holding(sections, offset) == expected
        deepest = max(expected, key=lambda one: (one.start, one.level), default=sections[0])
        assert innermost(sections, offset) == deepest


def test_many_sections_are_looked_up_as_few_are_searched() -> None:
    sections = sections_of(MANY)
    assert len(sections) > FEW
    check(sections)


@PROPERTY
@given(LINES)
def test_whatever_stands_below_whatever(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nesting, "FEW", 0)
        check(sections_of(f"青石县规划\n{text}"))


def test_outlines_are_not_mistaken_for_each_other() -> None:
    texts = [MANY.replace("甲", name) for name in "乙丙丁戊己庚辛壬癸子"]
    outlines = [sections_of(text) for text in texts]
    assert len(outlines) > nesting.KEPT
    for _ in range(2):
        assert [innermost(sections, 2).title[-1] for sections in outlines] == [*"乙丙丁戊己庚辛壬癸子"]

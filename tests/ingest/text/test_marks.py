"""What parts of a document are called by."""

import pytest

from ingest.text.marks import ARTICLE, label_of, labels
from tests.builders.reading import sections_of


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("第七条怎么说", ("条7",)),
        ("第7条", ("条7",)),
        ("第一百零三条", ("条103",)),
        ("第二十条之一", ("条20之一",)),
        ("第二章和第三节", ("章2", "节3")),
        ("第三部分", ("部分3",)),
        ("专栏3有哪些", ("专栏3",)),
        ("专栏三", ("专栏3",)),
        ("专栏2-1", ("专栏2-1",)),
        ("附件1、表2、附表3", ("附件1", "表2", "表3")),
        ("第一条件", ()),
        ("第三节课", ()),
        ("表2个", ()),
        ("第七名", ()),
    ],
)
def test_words_name_parts(words: str, named: tuple[str, ...]) -> None:
    assert labels(words) == named


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("第二章 总则", "章2"),
        ("第七条 【标准】", "条7"),
        ("专栏3 工程", "专栏3"),
        ("养老专栏3 工程", "专栏3"),
        ("附件1：清单", "附件1"),
        ("一、总则", ""),
        ("落实第二章任务", ""),
    ],
)
def test_a_heading_is_called_by_its_mark(title: str, label: str) -> None:
    assert label_of(title) == label


@pytest.mark.parametrize("line", ["第七条规定的除外", "第七条、第八条", "第七条的标准", "第七条件", "第七条第二款"])
def test_words_on_an_article_open_none(line: str) -> None:
    assert ARTICLE.match(line) is None


def test_articles_are_sections_below_their_chapter() -> None:
    found = sections_of(
        "第一章 总则\n第一条 甲。\n第二条乙的内容。不符合第一条的除外。\n第二章 标准\n第三条（标准）丙。\n"
    )
    assert [section.path for section in found[1:]] == [
        ("第一章 总则",),
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 标准",),
        ("第二章 标准", "第三条（标准）"),
    ]


def test_articles_inside_one_long_line_are_sections_too() -> None:
    found = sections_of("第一条 " + "甲" * 200 + "。第二条 乙。第三条 丙。\n")
    assert [section.title for section in found[1:]] == ["第一条", "第二条", "第三条"]

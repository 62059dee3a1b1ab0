"""Parts of a plan that a question asks for by what they are called."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from ingest.identity.standing import with_replaced
from rag.extraction.labelled import Labelled
from rag.schema import Draft, Hit, NoteKind, Status
from tests.builders.answers import draft
from tests.builders.plans import LAKE_REGION
from tests.builders.reading import parsed

RULES = """---
title: 青石县校车补助办法
region: 云南省/青石县
---
# 第一章 总则

第一条 为方便山区学生，制定本办法。

第二条【对象】 山区走读学生可以申请。有下列情形之一的除外：
（一）已住校的；
（二）已领交通补助的。

# 第二章 标准

第三条 每生每学期360元。不符合第二条规定的，不予补助。
"""
PLAN = """---
title: 青石县“十四五”公共服务规划
region: 云南省/青石县
---
第一章 主要任务

专栏1 托育工程
1.社区托育项目：新建托位120个。
2.护理员培训项目：培训90人。

专栏二 养老工程
改造敬老院3所。

附件1：项目清单
县医院迁建。
"""


def answered(question: str, *texts: str) -> Draft:
    found = [parsed(text, f"plan{at}.md") for at, text in enumerate(texts or (RULES,))]
    held = {one.document.id: one.sections for one in found}
    index: Any = SimpleNamespace(
        documents={one.document.id: one.document for one in found}, store=SimpleNamespace(sections=held.__getitem__)
    )
    return Labelled(index)(draft(question, regions=(found[0].document.region,)))


def said(question: str, *texts: str) -> str:
    return " ".join(sentence.text for sentence in answered(question, *texts).sentences)


@pytest.mark.parametrize("question", ["第三条说了什么", "第3条是什么内容", "办法第三条怎么规定的"])
def test_an_article_is_read_out_whole(question: str) -> None:
    found = answered(question)
    assert found.status is Status.ANSWERED
    assert [one.text for one in found.sentences] == ["第三条：每生每学期360元。不符合第二条规定的，不予补助。"]
    (citation,) = found.citations
    assert (citation.quote, citation.section[-1]) == ("每生每学期360元。不符合第二条规定的，不予补助。", "第三条")


def test_an_article_with_a_title_and_items_of_its_own_keeps_them() -> None:
    words = said("第二条怎么说")
    assert words.startswith("第二条【对象】")
    assert all(part in words for part in ("山区走读学生", "已住校", "已领交通补助"))


def test_a_chapter_of_articles_is_read_out_article_by_article() -> None:
    assert said("第一章讲什么").startswith("第一条：为方便山区学生，制定本办法。")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("专栏1有哪些项目", "专栏1 托育工程：社区托育项目；护理员培训项目"),
        ("专栏一包括什么", "专栏1 托育工程：社区托育项目；护理员培训项目"),
        ("专栏2说了什么", "专栏二 养老工程：改造敬老院3所。"),
        ("附件一是什么", "附件1：项目清单：县医院迁建。"),
    ],
)
def test_a_box_lists_its_projects_or_says_its_words(question: str, words: str) -> None:
    assert said(question, PLAN) == words


def test_every_item_of_a_list_is_cited() -> None:
    found = answered("专栏1有哪些项目", PLAN)
    assert [citation.quote for citation in found.citations] == ["1.社区托育项目", "2.护理员培训项目"]
    assert found.sentences[0].cites == (1, 2)


@pytest.mark.parametrize(
    "question", ["校车补助多少", "第一条件是什么", "有3项条件吗", "按第九条，校车补助是什么", "专栏9有哪些项目"]
)
def test_without_such_a_part_the_question_stays_open(question: str) -> None:
    assert answered(question).status is None


def test_parts_of_several_documents_are_named_by_their_titles() -> None:
    other = RULES.replace("校车补助办法", "助餐补助办法").replace("360元", "8元")
    both = answered("第三条说了什么", RULES, other)
    assert [one.text[:10] for one in both.sentences] == ["《青石县校车补助办法》"[:10], "《青石县助餐补助办法》"[:10]]
    assert "8元" in said("助餐补助办法第三条说了什么", RULES, other)
    assert "360元" not in said("助餐补助办法第三条说了什么", RULES, other)


def test_of_several_regions_none_is_read_out() -> None:
    assert answered("第三条说了什么").regions == (parsed(RULES).document.region,)
    open_draft = draft("第三条说了什么", regions=("甲", "乙"))
    index: Any = SimpleNamespace(documents={}, store=None)
    assert Labelled(index)(open_draft) is open_draft


def test_the_region_of_other_documents_is_left_alone() -> None:
    index: Any = SimpleNamespace(documents={"d": parsed(RULES).document}, store=None)
    assert Labelled(index)(draft("第三条说了什么", regions=(f"{LAKE_REGION}外",))).citations == ()


TABLES = """---
title: 青石县救助标准
region: 云南省/青石县
---
# 一、标准

表1 低保标准

| 对象 | 标准 |
|---|---|
| 城市 | 每月660元 |
| 农村 | 每月500元 |

表2 特困标准

| 对象 | 标准 |
|---|---|
| 城市 | 每月900元 |

图1 救助流程

# 二、办理

按表1的标准办理。
"""


def test_a_table_is_read_out_below_its_caption() -> None:
    told = said("青石县表1有哪些内容", TABLES)
    assert "表1 低保标准" in told and "城市，每月660元" in told and "900" not in told and "办理" not in told


def test_a_picture_is_what_its_caption_says() -> None:
    assert said("青石县图1是什么", TABLES) == "图1 救助流程"


def test_what_a_table_does_not_have_is_read_nowhere() -> None:
    assert answered("青石县表7有哪些内容", TABLES).status is None


@pytest.mark.parametrize(("question", "amount"), [("表1里城市是多少", "660"), ("表2里城市是多少", "900")])
def test_only_what_was_found_in_a_table_answers_what_is_asked_of_it(question: str, amount: str) -> None:
    found = parsed(TABLES, "plan.md")
    index: Any = SimpleNamespace(
        documents={found.document.id: found.document}, store=SimpleNamespace(sections=lambda _: found.sections)
    )
    rows = {row.id: row for row in found.rows}
    hits = tuple(
        Hit(
            passage=passage,
            document=found.document,
            section=(),
            row=rows.get(passage.row or ""),
            score=1.0,
            ranks={},
        )
        for passage in found.passages
    )
    asked = replace(draft(question, regions=(found.document.region,)), hits=hits)
    told = [hit.passage.text for hit in Labelled(index)(asked).hits if "城市" in hit.passage.text]
    assert len(told) == 1 and amount in told[0]


@pytest.mark.parametrize(
    "question", ["第九条说了什么", "校车补助办法第九条", "青石县第七章都讲了什么？", "第四条规定的内容"]
)
def test_an_article_that_no_plan_has_is_not_there(question: str) -> None:
    found = answered(question)
    assert (found.status, found.citations) == (Status.NOT_FOUND, ())


BOXED = """---
title: 青石县资助办法
region: 云南省/青石县
---
第七条 寄宿生每生每年1250元。

专栏3 营养改善计划

营养膳食每生每天5元。
"""


def test_a_box_below_an_article_is_none_of_its_words() -> None:
    assert said("第七条说了什么", BOXED) == "第七条：寄宿生每生每年1250元。"


def versions(day: str) -> Draft:
    """What 第三条 says of two versions of one rule, the later one from 2025 on."""
    earlier = f"{RULES}\n第四条 本办法自2021年1月1日起施行。\n"
    found = [parsed(earlier, "1.md"), parsed(earlier.replace("2021", "2025").replace("360元", "480元"), "2.md")]
    held = with_replaced(one.document for one in found)
    sections = {one.document.id: one.sections for one in found}
    index: Any = SimpleNamespace(
        documents={one.id: one for one in held}, store=SimpleNamespace(sections=sections.__getitem__)
    )
    asked = draft("第三条说了什么", regions=(held[0].region,))
    return Labelled(index)(replace(asked, question=replace(asked.question, as_of=date.fromisoformat(day))))


def test_of_two_versions_the_one_in_force_is_read_out_and_what_the_other_says_otherwise() -> None:
    found = versions("2026-01-01")
    now, before = (sentence.text for sentence in found.sentences)
    assert now == "第三条：每生每学期480元。不符合第二条规定的，不予补助。"
    assert before.startswith("《青石县校车补助办法》（已失效）写的是：第三条：每生每学期360元")
    assert [note.kind for note in found.notes] == [NoteKind.VERSIONS] and "360元" in found.notes[0].text
    assert [sentence.cites for sentence in found.sentences] == [(1,), (2,)]
    assert len({citation.document for citation in found.citations}) == 2


def test_a_version_to_come_is_not_read_out() -> None:
    found = versions("2023-01-01")
    assert [sentence.text.split("。")[0] for sentence in found.sentences] == ["第三条：每生每学期360元"]
    assert not found.notes

"""Values of the answer path for tests; a test spells out only what it is about."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.index.meaning import encode
from ingest.index.vocabulary import Vocabulary
from ingest.records.row_types import make_row
from ingest.schema import Cell, Document, Passage, RowKind, Section, TextKind
from rag.schema import Answer, Citation, Draft, Hit, Question, Released

# the same examples on every machine, and no clock: the machines that run this are shared
PROPERTY = hypothesis_settings(deadline=None, derandomize=True, max_examples=50)

DAY = date(2024, 6, 1)
LAKE_REGION = "江南省/临湖市/青石县"
PINE_REGION = "江南省/临湖市/松岭市"
HERON_REGION = "江南省/临湖市/白鹭县"

PINE = f"""---
title: 松岭市养老服务发展方案(2024-2026)
region: {PINE_REGION}
period: 2024-2026
---
# 一、主要目标

到2026年,松岭市建成社区食堂45个。

# 二、补贴标准

80周岁以上老人每人每月领取高龄津贴80元。
"""

# prose and table contradict each other on some indicators and agree on others; terms and duties stand beside amounts
HERON = f"""---
title: 白鹭县“十四五”公共服务规划
region: {HERON_REGION}
period: 2021-2025
---
# 第一章 发展目标

## 第一节 教育

到2025年，全县学前三年毛入园率达到95.5%，九年义务教育巩固率达到99%以上。

到2025年，高中阶段毛入学率达到93%以上，全部乡镇中心校通过验收。

到2025年，劳动年龄人口平均受教育年限达到12年，在{"甲乡、" * 200}乙乡设立学习点。

## 第二节 托育

到2025年，每千人口拥有3岁以下婴幼儿托位数达到4.6个。

## 第三节 主要指标

| 指标 | 单位 | 2020年 | 2025年目标 | 属性 |
|---|---|---|---|---|
| 学前三年毛入园率 | % | 88.4 | 92 | 预期性 |
| 九年义务教育巩固率 | % | 97.1 | 99.5 | 约束性 |
| 高中阶段毛入学率 | % | 86.7 | 90 | 预期性 |
| 劳动年龄人口平均受教育年限 | 年 | 9.8 | 11 | 约束性 |
| 每千人口拥有3岁以下婴幼儿托位数 | 个 | 1.4 | 4 | 预期性 |

# 第二章 重点任务

## 第一节 互助养老服务

每个互助养老服务点每年补助2万元。(牵头单位：县民政局，配合单位：县财政局)

## 第二节 服务标准

| 服务项目 | 服务对象 | 服务标准 | 支出责任 |
|---|---|---|---|
| 最低生活保障 | 共同生活的家庭成员 | 每人每月530元 | 县级财政负责 |
| 特困人员救助供养 | 无劳动能力的老人 | 每人每月690元 | 县级财政负责 |

# 附件 名词解释

〔1〕互助养老服务：由村组织身体好的老人照看高龄老人的养老方式。
"""


PIECES = (
    "校车", "补助", "老人", "床位", "低保", "娃", "月子", "高龄津贴", "青石县", "云南", "多少钱", "几个", "谁出钱", "是什么意思",
    "哪个部门", "分别", "听说", "对吗", "请问", "目标", "现在", "一千个", "2025年", "360元", "60%", "xx", "，", "。", "？", " ", "“", "”", "a",
)  # fmt: skip
QUESTIONS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
"""Questions, sensible and not, of the words that the steps look for."""


class EqualWords:
    """Stands for an index in which every word occurs, and is as rare as any other."""

    regions = (LAKE_REGION,)
    keywords = SimpleNamespace(rarity=lambda token: 1.0, known=lambda token: True, vocabulary=())
    meaning = staticmethod(encode)
    vocabulary = Vocabulary((), encode)


def draft(text: str = "校车补助多少", *, region: str | None = None, as_of: date = DAY, **changed: Any) -> Draft:
    return Draft(question=Question(text=text, region=region, as_of=as_of), text=text, **changed)


def citation(quote: str = "每生每学期360元", **changed: Any) -> Citation:
    values: dict[str, Any] = {
        "n": 1,
        "document": "d1",
        "title": "青石县公共服务规划",
        "region": "青石县",
        "section": ("服务标准",),
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "row": None,
        "cells": (),
        "text_kind": TextKind.ORIGINAL,
        "source": "lake.md",
        "period": "2021-2025",
    }
    return Citation(**values | changed)


def document(text: str, key: str = "d1") -> Document:
    return Document(
        id=key,
        title="青石县公共服务规划",
        issuer="",
        region=LAKE_REGION,
        number="",
        index_number="",
        date="",
        period="2021-2025",
        source="lake.md",
        text_kind=TextKind.ORIGINAL,
        content_hash="",
        text=text,
        origin=((0, 0, len(text)),),
    )


def prose(text: str, section: tuple[str, ...] = (), key: str = "d1") -> Hit:
    """A hit whose passage is the whole text of its document."""
    passage = Passage(id=f"{key}.p0", document=key, section=f"{key}.root", row=None, start=0, end=len(text), text=text)
    return Hit(passage=passage, document=document(text, key), section=section, row=None, score=1.0, ranks={"words": 1})


def record(
    *cells: tuple[str, str], kind: RowKind = RowKind.STANDARD, key: str = "d1", section: tuple[str, ...] = ()
) -> Hit:
    """A hit whose passage is one row of (column, text), understood as ingest does; the first cell names it."""
    made, at = [], 0
    for column, text in cells:
        made.append(Cell(column=column, text=text, start=at, end=at + len(text)))
        at += len(text) + 1
    words = "|".join(text for _, text in cells)
    root = Section(id=f"{key}.root", document=key, level=0, title="", path=(), start=0, end=len(words))
    row = make_row(kind, cells[0][1], tuple(made), 0, (root,))
    passage = Passage(
        id=f"{row.id}.p", document=key, section=f"{key}.root", row=row.id, start=0, end=len(words), text=words
    )
    return Hit(passage=passage, document=document(words, key), section=section, row=row, score=1.0, ranks={"words": 1})


def drained(events: Any) -> tuple[list[Released], Draft]:
    """What a step that streams released, and the draft that it returned."""
    released = []
    while True:
        try:
            released.append(next(events))
        except StopIteration as end:
            return released, end.value


def texts(answered: Draft | Answer) -> Sequence[str]:
    return [sentence.text for sentence in answered.sentences] if isinstance(answered, Draft) else [answered.answer]

"""Texts that strangers could hand in to hurt whoever reads them: by kind, each as large as one asks.

`TEXTS` is a table of short recipes: a file's beginning, what is said over and over, its end. Whatever is numbered in a
recipe ({n}) comes out different each time.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass

PLAN = "# 青石县公共服务规划\n\n## 一、目标\n\n到2025年，全县每千人口托位数达到4.5个。\n\n"
MEGABYTE = 1_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A text of a kind; `again` is said until the file has its size."""

    kind: str
    name: str
    again: str
    before: str = PLAN
    after: str = "\n"
    suffix: str = ".txt"
    encode: Callable[[str], bytes] = str.encode

    def data(self, size: int) -> bytes:
        """The file, of about so many bytes."""
        bare = len(self.before.encode()) + len(self.after.encode())
        times = max(1, (size - bare) // len(self.again.replace("{n}", "00000").encode("utf-8", "surrogatepass")))
        if "{n}" in self.again:
            said = "".join(self.again.replace("{n}", str(at)) for at in range(times))
        else:
            said = self.again * times
        return self.encode(self.before + said + self.after)

    @property
    def file(self) -> str:
        return f"{self.kind}-{self.name}{self.suffix}".replace(" ", "-")


def _broken_utf16(text: str) -> bytes:
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le", "surrogatepass")


def _mixed(text: str) -> bytes:
    half = len(text) // 2
    return text[:half].encode() + text[half:].encode("gb18030")


def _with_zeros(text: str) -> bytes:
    return text.encode().replace(b"0", b"\x00")


def _texts(kind: str, again: dict[str, str], **others: str) -> list[Hostile]:
    return [Hostile(kind=kind, name=name, again=said, **others) for name, said in again.items()]  # type: ignore[arg-type]


SIGNS = {
    "pipes": "|",
    "hashes": "#",
    "digits": "1",
    "ones and commas": "1,",
    "dashes": "-",
    "long dashes": "—",
    "spaces": " ",
    "em spaces": "\u2003",
    "line breaks": "\n",
    "percent signs": "%",
    "open brackets": "（",
    "closed brackets": "）",
    "open angles": "<",
    "quotes": "“",
    "numerals": "一",
    "letters": "a",
    "words": "县",
    "years": "2025年",
    "hundred millions": "1亿亿亿亿",
}
INLINE = {
    "at least": "不低于",
    "percents without commas": "从5%到2025年的6%",
    "dates": "2025年1月1日",
    "ranges": "1-",
    "fractions": "百分之一",
    "numerals and points": "一点",
    "thousands": "1,111",
    "aims of one sentence": "全县高中阶段毛入学率达到8%，",
    "names": "学前教育毛入园率",
    "years back": "从2020年",
    "chapters": "第一章",
    "fields": "【服务对象】甲【服务标准】乙",
    "agencies": "（局、局、",
    "departments": "（牵头单位：局",
    "blanks": "xx%",
}
TEXTS: tuple[Hostile, ...] = (
    # one sign, a megabyte of it in one line, and the same in lines just short enough to be read
    *_texts("one sign", SIGNS),
    *_texts(
        "lines of a sign", {name: sign * (3000 // len(sign)) + "\n" for name, sign in SIGNS.items() if sign != "\n"}
    ),
    # lines just short enough to be read at all
    *_texts(
        "long lines",
        {
            name: words * (45_000 // len(words)) + "\n"
            for name, words in {**SIGNS, **INLINE}.items()
            if words not in ("\n", " ", "\u2003")
        },
    ),
    *_texts(
        "tables",
        {
            "100,000 rows": "|甲|5|\n",
            "rows of three": "|指标{n}|5|6|\n",
            "broken rows": "|甲\n|5|\n",
            "captions": "甲情况\n乙乙\n",
            "captions with numbers": "附表1\n名称\n数量\n",
            "header words": "2020年\n",
            "spaced headers": "指标 单位 2020年 2025年\n",
            "standards headers": "服务项目\n服务对象\n服务标准\n支出责任\n",
        },
        before=PLAN + "| 名称 | 数量 |\n",
    ),
    Hostile(kind="tables", name="100,000 columns", again="甲|", before=PLAN + "|", after="\n|1|2|\n|3|4|\n"),
    Hostile(kind="tables", name="wide header", again="|乙|2|\n", before=PLAN + "|甲" * 5000 + "|\n"),
    Hostile(
        kind="tables",
        name="one record",
        again="名\n1\n",
        before=PLAN + "指标\n单位\n2020年\n2025年\n属性\n",
        after="预期性\n",
    ),
    Hostile(
        kind="tables",
        name="one standards table",
        again="补助{n}元、\n",
        before=PLAN + "服务项目\n服务对象\n服务标准\n支出责任\n",
    ),
    Hostile(kind="tables", name="spaced rows", again="1 率 % 5 6\n", before=PLAN + "序号 指标 单位 2020年 2025年\n"),
    *_texts(
        "headings",
        {
            "chapters": "第一章\n",
            "chapters glued": "第一章总则{n}适用于本县。\n",
            "chapters in one line": "第一章 总则适用于本县的{n}。",
            "numbered": "一、{n}\n",
            "numbered in one line": "。一、甲",
            "boxes": "专栏1\n",
            "boxes with items": "专栏1 工程\n1.托育项目 建设。\n",
            "boxes and prose": "专栏1 工程\n1.托育项目 建设。\n我们要好好地建设，要建设好每一个地方，也要把建设的成果用到每一个人的身上去。\n",
            "annexes": "附件\n",
            "glossaries": "名词解释\n〔1〕托位{n}：名额。\n",
            "deeper and deeper": "一、甲\n（一）乙\n1.丙\n（1）丁\n",
        },
    ),
    *_texts(
        "headings",
        {
            "marked": "# 甲\n",
            "marked and numbered": "## 甲{n}\n一、乙\n",
            "quotes in quotes": "> " * 150 + "甲\n",
            "lists in lists": "  " * 150 + "- 甲\n",
            "open fences": "```\n甲\n",
        },
        suffix=".md",
    ),
    Hostile(
        kind="headings", name="one long heading", again="甲", before=PLAN + "## ", after="\n\n一、乙。\n", suffix=".md"
    ),
    *_texts(
        "figures",
        {
            "percents": "到2025年达到5%，",
            **INLINE,
            "documents": "云政发〔2021〕6号",
            "blanks": "xx%。\n",
            "same aim": "到2025年，全县高中阶段毛入学率达到92%。\n",
            "other aims": "到2025年，全县高中阶段毛入学率{n}达到{n}%。\n",
            "aims of one sentence": "全县高中阶段毛入学率达到{n}%，",
            "names": "学前教育毛入园率",
            "years back": "从2020年",
        },
    ),
    *_texts(
        "records",
        {
            "fields in one line": "【服务对象】甲【服务标准】乙",
            "fields": "甲项目\n【服务对象】甲\n【服务标准】乙\n",
            "leads in one line": "一、甲。（牵头单位：民政局）",
            "leads": "一、甲项目。\n（牵头单位：民政局）\n",
            "agencies": "（局、局、",
            "agencies unclosed": "局、",
            "departments unclosed": "（牵头单位：局",
            "labels": "责任单位：甲\n",
            "terms": "〔{n}〕甲：乙\n",
            "lines of duty": "甲项目(乙局负责)\n",
        },
        before=PLAN + "名词解释\n",
    ),
    *_texts(
        "markup",
        {
            "nested blocks": "<div>",
            "nested words": "<b>",
            "nested lists": "<ul><li>",
            "nested tables": "<table><tr><td>",
            "headings": "<h1>甲</h1>",
            "spans": '<tr><td colspan="1000000" rowspan="1000000">甲</td></tr>',
            "spans of words": '<tr><td rowspan="1000000">' + "甲" * 300 + "</td></tr>",
            "rows": "<tr><td>甲</td><td>1</td></tr>",
            "cells": "<td>甲</td>",
            "entities": "&amp;",
            "numbered entities": "&#xD800;",
            "attributes": " a{n}='1'",
            "comments": "<!--",
        },
        before="<html><body><p>到2025年达到5%。</p><table>",
        suffix=".html",
    ),
    Hostile(
        kind="markup",
        name="attributes of one",
        again=" a{n}='1'",
        before="<p",
        after=">到2025年达到5%。</p>",
        suffix=".html",
    ),
    Hostile(kind="markup", name="tables unclosed in text", again="<table>", before="</p>" * 6),
    Hostile(kind="front matter", name="without end", again="title: 甲\n", before="---\n", suffix=".md"),
    *_texts(
        "front matter",
        {
            "many names": "a{n}: 甲\n",
            "nested lists": "[",
            "nested maps": "{a: ",
            "anchors": "a{n}: &a{n} [*a, *a, *a]\n",
            "a long title": "甲",
            "quotes": '"',
            "a lone surrogate": '"\\uD800"',
        },
        before="---\ntitle: ",
        after="\n---\n" + PLAN,
        suffix=".md",
    ),
    *_texts(
        "characters",
        {
            "zero width": "\u200b",
            "spaces and zero width": " \u200b",
            "combining": "a\u0301",
            "combining marks on one": "\u0301",
            "turned around": "\u202e甲\u202d",
            "private use": "甲\ue000",
            "radicals": "⼀",
            "emoji": "👨\u200d👩\u200d👧",
            "line separators": "甲\u2028",
            "full width": "１，",
        },
    ),
    Hostile(kind="characters", name="lone surrogates", again="甲\ud800", encode=_broken_utf16),
    Hostile(kind="characters", name="half a character", again="甲", encode=lambda text: _broken_utf16(text)[:-1]),
    Hostile(kind="characters", name="zeros", again="2020年达到50%。\n", encode=_with_zeros),
    Hostile(kind="characters", name="two encodings", again="到年底达到五成。\n", encode=_mixed),
    Hostile(
        kind="characters", name="no text", again="\x80\xff\xfe", encode=lambda text: text.encode("latin-1", "replace")
    ),
    *_texts(
        "pages",
        {
            "page numbers": "-1-\n",
            "page numbers within figures": "每人每月3\n— 4 —\n20元\n",
            "page numbers far apart": "第 1 页\n\n\n\n\n\n",
            "wrapped lines": "我们要在全县的每一个乡镇都建设一所养老服务中心并且\n",
            "one sentence": "我们要在全县的每一个乡镇都建设，",
            "lines of one word": "县\n",
        },
    ),
)

"""Answers as text and as HTML; nothing of documents and visitors gets through as markup."""

import re
from typing import Any

import pytest

from ingest.schema import Document, TextKind
from rag.schema import Answer, Citation, CitedCell, Note, NoteKind, Status, Step
from ui.render import AROUND, NO_SOURCES, answer_html, answer_text, sources_html, trace_text

EVIL = "<script>alert(1)</script><img src=x onerror='x' alt=\"y\">&amp;"
TAG = re.compile(r"<(script|img)|onerror='|alt=\"")


def citation(quote: str = "每学期360元", **changed: Any) -> Citation:
    values: dict[str, Any] = {
        "n": 1,
        "document": "d1",
        "title": "青石县公共服务规划",
        "region": "青石县",
        "section": ("第二章", "教育"),
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


def row(**changed: Any) -> Citation:
    cells = (
        CitedCell(column="服务项目", quote="乡村校车补助", start=0, end=6),
        CitedCell(column="服务标准", quote="每学期360元", start=9, end=16),
    )
    return citation("乡村校车补助 | 每学期360元", **{"row": "d1.standard0", "cells": cells, **changed})


def answer(text: str = "每学期360元[1]。", **changed: Any) -> Answer:
    values: dict[str, Any] = {
        "id": "a1",
        "question": "校车补助多少",
        "status": Status.ANSWERED,
        "abstained": False,
        "answer": text,
        "citations": (citation(),),
        "figures": (),
        "notes": (),
        "mode": "read",
        "steps": (),
        "latency_ms": 5.0,
    }
    return Answer(**values | changed)


def document(text: str) -> Document:
    empty = dict.fromkeys(("issuer", "region", "number", "index_number", "date", "period", "source"), "")
    return Document(
        id="d1", title="青石县公共服务规划", text_kind=TextKind.ORIGINAL, content_hash="", text=text, origin=(), **empty
    )


@pytest.mark.parametrize(
    "shown",
    [
        answer_html(answer(EVIL)),
        answer_html(answer(notes=(Note(kind=NoteKind.CONFLICT, text=EVIL),))),
        sources_html(answer(citations=(citation(EVIL),)), {}),
        sources_html(answer(citations=(citation(title=EVIL),)), {}),
        sources_html(answer(citations=(citation(section=("第二章", EVIL)),)), {}),
        sources_html(answer(citations=(citation(period=EVIL),)), {}),
        sources_html(answer(citations=(row(cells=(CitedCell(column=EVIL, quote="x", start=0, end=1),)),)), {}),
        sources_html(answer(citations=(row(cells=(CitedCell(column="x", quote=EVIL, start=0, end=1),)),)), {}),
        sources_html(
            answer(citations=(citation("字", start=len(EVIL), end=len(EVIL) + 1),)), {"d1": document(f"{EVIL}字{EVIL}")}
        ),
    ],
    ids=["answer", "note", "quote", "title", "section", "period", "column", "cell", "surroundings"],
)
def test_markup_of_documents_and_visitors_is_shown_as_words(shown: str) -> None:
    assert not TAG.search(shown)
    assert "&lt;" in shown or "&amp;amp;" in shown


def test_a_mark_of_a_citation_is_set_apart() -> None:
    assert "360元<sup class='hm-mark'>[1]</sup>。" in answer_html(answer())


def test_a_number_in_brackets_that_is_no_citation_stays_as_it_is() -> None:
    shown = answer_html(answer("改造[870]户[1][2]。"))
    assert "改造[870]户<sup class='hm-mark'>[1]</sup>[2]。" in shown


def test_every_citation_has_its_mark() -> None:
    citations = tuple(citation(n=n) for n in range(1, 12))
    shown = answer_html(answer("甲[1]乙[11]。", citations=citations))
    assert "甲<sup class='hm-mark'>[1]</sup>乙<sup class='hm-mark'>[11]</sup>。" in shown


def test_notes_come_with_their_label() -> None:
    shown = answer_html(answer(notes=(Note(kind=NoteKind.EXPIRED, text="规划期已过"),)))
    assert "<b>规划已到期</b> 规划期已过" in shown


def test_without_citations_the_sources_say_where_they_will_be() -> None:
    assert sources_html(answer(citations=()), {}) == NO_SOURCES


def test_a_source_says_what_kind_of_text_it_is_and_of_which_period() -> None:
    shown = sources_html(answer(citations=(citation(text_kind=TextKind.DIGEST),)), {})
    assert "摘编(非官方原文)" in shown and "规划期 2021-2025" in shown and "第二章 › 教育" in shown


def test_a_plan_without_a_period_shows_none() -> None:
    assert "规划期" not in sources_html(answer(citations=(citation(period=""),)), {})


def test_a_quote_is_marked_inside_its_line() -> None:
    text = "上一行\n补助每学期360元,按月发放。\n下一行"
    at = text.index("每学期360元")
    shown = sources_html(answer(citations=(citation(start=at, end=at + 7),)), {"d1": document(text)})
    assert "<blockquote>补助<mark>每学期360元</mark>,按月发放。</blockquote>" in shown


def test_only_so_much_is_shown_around_a_quote() -> None:
    text = "前" * (AROUND + 9) + "每学期360元" + "后" * (AROUND + 9)
    cited = citation(start=AROUND + 9, end=AROUND + 16)
    shown = sources_html(answer(citations=(cited,)), {"d1": document(text)})
    assert shown.count("前") == shown.count("后") == AROUND


def test_a_quote_of_a_document_that_is_gone_stands_alone() -> None:
    assert "<blockquote><mark>每学期360元</mark></blockquote>" in sources_html(answer(), {})


def test_a_row_is_shown_cell_by_cell_under_its_headers() -> None:
    shown = sources_html(answer(citations=(row(),)), {"d1": document("乡村校车补助 | 每学期360元")})
    assert "<th scope='row'>服务标准</th><td><mark>每学期360元</mark></td>" in shown
    assert "<blockquote>" not in shown


def test_every_citation_is_a_source_of_its_own() -> None:
    shown = sources_html(answer(citations=(citation(), row(n=2))), {})
    assert shown.count("<section") == 2 and "aria-label='依据 2'" in shown


def test_a_terminal_gets_the_answer_its_notes_and_its_sources() -> None:
    noted = answer(citations=(citation(), row(n=2)), notes=(Note(kind=NoteKind.EXPIRED, text="规划期已过"),))
    assert answer_text(noted).splitlines() == [
        "每学期360元[1]。",
        "〔规划已到期〕规划期已过",
        "[1] 《青石县公共服务规划》 > 第二章 > 教育(原文)",
        "    “每学期360元”",
        "[2] 《青石县公共服务规划》 > 第二章 > 教育(原文)",
        "    服务项目：乡村校车补助",
        "    服务标准：每学期360元",
    ]


def test_a_trace_shows_the_status_the_mode_and_every_step() -> None:
    steps = (Step(name="guard", ms=0.1), Step(name="retrieve", ms=3.25, detail="7 passages"))
    shown = trace_text(answer(status=Status.NOT_FOUND, steps=steps, latency_ms=4.2)).splitlines()
    assert shown[0] == "规划没有写明 · read · 4.2 ms"
    assert [words.split()[0] for words in shown[1:]] == ["guard", "retrieve"]
    assert "3.25 ms" in shown[2] and "7 passages" in shown[2]

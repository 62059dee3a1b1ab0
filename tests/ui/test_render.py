"""Answers as plain text."""

from rag.schema import CitedCell, Contact, Note, NoteKind, Status, Step
from tests.builders.answers import answer, citation, cited_row
from ui.render import answer_text, source_lines, trace_text


def test_a_terminal_gets_the_answer_its_notes_and_its_sources() -> None:
    noted = answer(
        citations=(citation(page=7), cited_row(n=2)), notes=(Note(kind=NoteKind.EXPIRED, text="规划期已过"),)
    )
    assert answer_text(noted).splitlines() == [
        "每学期360元[1]。",
        "〔规划已到期〕规划期已过",
        "[1] 《青石县公共服务规划》 > 第二章 > 教育 第 7 页(原文)",
        "    “每学期360元”",
        "[2] 《青石县公共服务规划》 > 第二章 > 教育(原文)",
        "    服务项目：乡村校车补助",
        "    服务标准：每学期360元",
    ]


def test_a_trace_shows_the_status_the_mode_and_every_step() -> None:
    steps = (Step(name="guard", ms=0.1), Step(name="retrieve", ms=3.25, detail="7 passages"))
    shown = trace_text(answer(status=Status.NOT_FOUND, steps=steps, latency_ms=4.2)).splitlines()
    assert shown[0] == "没有找到 · read · 4.2 ms"
    assert [words.split()[0] for words in shown[1:]] == ["guard", "retrieve"]
    assert "3.25 ms" in shown[2] and "7 passages" in shown[2]


def test_all_that_is_known_of_whom_to_turn_to_stands_in_one_line() -> None:
    known = Contact(name="青石县民政局", phone="12349", hours="9:00-17:00", address="石桥路1号", link="https://a.cn")
    shown = answer_text(answer(contacts=(known, Contact(name="县医保局"))))
    assert "〔可以找谁问〕青石县民政局 12349 石桥路1号 9:00-17:00 https://a.cn；县医保局" in shown


def test_a_source_that_is_a_sheet_is_told_by_its_cells() -> None:
    cells = (CitedCell(column="标准", quote="1200", start=0, end=4, place="D7"),)
    shown = [*source_lines([citation(sheet="补助标准", place="B7"), citation(place="B7:D7", cells=cells)])]
    assert shown[0] == "[1] 《青石县公共服务规划》 > 第二章 > 教育 表“补助标准”B7(原文)"
    assert shown[2:] == ["[1] 《青石县公共服务规划》 > 第二章 > 教育 单元格 B7:D7(原文)", "    标准：1200 (D7)"]

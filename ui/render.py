"""Answers as text for a terminal and as HTML for the window. Everything from documents and visitors is escaped."""

from html import escape

from ingest.schema import Document
from rag.schema import Answer, Citation, Note
from ui.labels import NOTES, STATUSES, TEXT_KINDS

AROUND = 60  # characters of the document shown on either side of a quote
NO_SOURCES = "<p class='hm-empty'>回答的依据会显示在这里。</p>"


def answer_text(answer: Answer) -> str:
    """The answer, its notes and its sources for a terminal."""
    lines = [answer.answer]
    lines += [f"〔{NOTES[note.kind]}〕{note.text}" for note in answer.notes]
    for citation in answer.citations:
        where = " > ".join((f"《{citation.title}》", *citation.section))
        lines.append(f"[{citation.n}] {where}({TEXT_KINDS[citation.text_kind]})")
        if citation.cells:
            lines += [f"    {cell.column}：{cell.quote}" for cell in citation.cells]
        else:
            lines.append(f"    “{citation.quote}”")
    return "\n".join(lines)


def trace_text(answer: Answer) -> str:
    """The steps that were done, with their times and what each had to say."""
    steps = "\n".join(f"  {step.name:<9}{step.ms:>8.2f} ms  {step.detail}" for step in answer.steps)
    return f"{STATUSES[answer.status]} · {answer.mode} · {answer.latency_ms:.1f} ms\n{steps}"


def answer_html(answer: Answer) -> str:
    """The answer with its marks and notes, for the chat."""
    words = escape(answer.answer)
    for citation in answer.citations:
        words = words.replace(f"[{citation.n}]", f"<sup class='hm-mark'>[{citation.n}]</sup>")
    return f"<div class='hm-answer'><p>{words}</p>{''.join(map(_note, answer.notes))}</div>"


def sources_html(answer: Answer, documents: dict[str, Document]) -> str:
    """The cited passages and rows, each in its surroundings."""
    if not answer.citations:
        return NO_SOURCES
    return "".join(_source(citation, documents.get(citation.document)) for citation in answer.citations)


def _note(note: Note) -> str:
    return f"<p class='hm-note'><b>{NOTES[note.kind]}</b> {escape(note.text)}</p>"


def _source(citation: Citation, document: Document | None) -> str:
    path = " › ".join(map(escape, citation.section))
    kind = f"<span class='hm-badge hm-{citation.text_kind}'>{TEXT_KINDS[citation.text_kind]}</span>"
    period = f"<span class='hm-badge'>规划期 {escape(citation.period)}</span>" if citation.period else ""
    return (
        f"<section class='hm-source' aria-label='依据 {citation.n}'>"
        f"<h3>[{citation.n}] {escape(citation.title)}</h3><p class='hm-path'>{path}</p><p>{kind}{period}</p>"
        f"{_row(citation) if citation.cells else _quote(citation, document)}</section>"
    )


def _row(citation: Citation) -> str:
    cells = "".join(
        f"<tr><th scope='row'>{escape(cell.column)}</th><td><mark>{escape(cell.quote)}</mark></td></tr>"
        for cell in citation.cells
    )
    return f"<table class='hm-row'><tbody>{cells}</tbody></table>"


def _quote(citation: Citation, document: Document | None) -> str:
    before = after = ""
    if document:
        text = document.text
        before = text[max(0, citation.start - AROUND) : citation.start].rsplit("\n", 1)[-1]
        after = text[citation.end : citation.end + AROUND].split("\n", 1)[0]
    return f"<blockquote>{escape(before)}<mark>{escape(citation.quote)}</mark>{escape(after)}</blockquote>"

"""Answers as plain text: for a terminal, and to copy from the window."""

from rag.schema import Answer
from ui.labels import BY_MODEL, NOTES, STATUSES, TEXT_KINDS


def answer_text(answer: Answer) -> str:
    """The answer, its notes and its sources for a terminal."""
    lines = [answer.answer]
    if answer.by_model:
        lines.append(f"〔{BY_MODEL}〕")
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

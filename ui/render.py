"""Answers as plain text: for a terminal, and to copy from the window."""

from collections.abc import Iterable, Iterator

from rag.schema import Answer, Citation
from ui.labels import BY_MODEL, CELLS, NOTES, PAGE, SHEET, STATUSES, TEXT_KINDS

CONDITION, TURN_TO = "给谁", "可以找谁问"
NEXT, BELOW = "\n", f"\n{' ' * 24}"  # what a step has to say in several lines stands in one column


def answer_text(answer: Answer) -> str:
    """The answer, its notes and its sources for a terminal."""
    lines = [answer.answer]
    if answer.by_model:
        lines.append(f"〔{BY_MODEL}〕")
    lines += [f"〔{CONDITION}〕{one}" for one in answer.conditions]
    lines += [f"〔{NOTES[note.kind]}〕{note.text}" for note in answer.notes]
    if whom := "；".join(one.line for one in answer.contacts):
        lines.append(f"〔{TURN_TO}〕{whom}")
    return "\n".join((*lines, *source_lines(answer.citations)))


def source_lines(citations: Iterable[Citation]) -> Iterator[str]:
    """Where each quote stands, what kind of text it is from, and the quote."""
    for citation in citations:
        where = " > ".join((f"《{citation.title}》", *citation.section))
        place = place_of(citation)
        yield f"[{citation.n}] {where}{f' {place}' if place else ''}({TEXT_KINDS[citation.text_kind]})"
        if citation.cells:
            for cell in citation.cells:
                yield f"    {cell.column}：{cell.quote}{f' ({cell.place})' if cell.place else ''}"
        else:
            yield f"    “{citation.quote}”"


def place_of(citation: Citation, *, page: str = PAGE, sheet: str = SHEET, cells: str = CELLS) -> str:
    """The page of the file, or the cells of its sheet, that a citation stands on; empty where it has neither."""
    if citation.page:
        return page.format(page=citation.page)
    if citation.place:
        return (sheet if citation.sheet else cells).format(sheet=citation.sheet, place=citation.place)
    return ""


def trace_text(answer: Answer) -> str:
    """The steps that were done, with their times and what each had to say."""
    steps = "\n".join(
        f"  {step.name:<9}{step.ms:>8.2f} ms  {step.detail.replace(NEXT, BELOW)}" for step in answer.steps
    )
    return f"{STATUSES[answer.status]} · {answer.mode} · {answer.latency_ms:.1f} ms\n{steps}"

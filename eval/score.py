"""Pure scoring: a case and the record of asking it in, what was right out. Never asks anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eval.blame import Fault, blame
from eval.cases import Case, Category
from eval.evidence import found_among, holds, passage, quoted
from eval.matching import first_sentence, stands
from eval.records import DEEPEST, LEGS, Record
from ingest.quantities.figures import Figure, missing
from rag.cite import texts_of
from rag.schema import Answer, Note, NoteKind
from rag.verification.checker import MONTHS

LONGEST_FIRST = 220  # characters of a first sentence; longer ones make the reader search
LISTS = (Category.LIST, Category.PROJECT)  # questions that a whole list answers
LONGEST_LIST = 900  # characters of one
HEAP = 3  # figures nobody asked for that a first sentence may hold, years left out; more bury the one asked for
NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one answer got. `cited` is None where nothing was to be cited, `fault` where the answer is right.

    `ranks`: by leg, the rank by which the evidence was found, None where it was not; empty where none was to be found.
    """

    id: str
    category: str
    region: str
    """The region chosen in the menu."""
    document: str
    """The title of the document with the evidence."""
    phrasing: str
    right: bool
    cited: bool | None
    abstain: bool
    abstained: bool
    breaches: int
    reason: str
    fault: Fault | None
    ranks: dict[str, int | None]
    status: str
    first: str
    latency_ms: float
    length: int
    """Characters of the whole answer."""


def score(case: Case, record: Record) -> Score:
    """Right: declined where due, else the decisive words and no others in a first sentence of fair length."""
    answer, reason = record.answer, next(flaws(case, record.answer), "")
    cited = None if case.abstain else holds(case, quoted(answer.citations))
    return Score(
        id=case.id,
        category=case.category,
        region=case.region or NONE,
        document=case.evidence.document if case.evidence else NONE,
        phrasing=case.phrasing,
        right=not reason,
        cited=cited,
        abstain=case.abstain,
        abstained=answer.abstained,
        breaches=breaches(answer),
        reason=reason,
        fault=blame(case, record) if reason else None,
        ranks={} if case.abstain or not record.found else {leg: _rank(case, record, leg) for leg in LEGS},
        status=answer.status,
        first=first_sentence(unmarked(answer)).strip(),
        latency_ms=answer.latency_ms,
        length=len(answer.answer),
    )


def breaches(answer: Answer) -> int:
    """Figures of an answer that no citation holds and no note accounts for (rule 1 of the design)."""
    if answer.abstained:
        return 0  # the fixed sentences hold no figures but phone numbers
    held = [text for citation in answer.citations for text in texts_of(citation)]
    told = [note.text for note in answer.notes if _accounts(note, (answer.question, *held))]
    return len(missing(unmarked(answer), (*held, *told)))


def _accounts(note: Note, held: tuple[str, ...]) -> bool:
    """Whether a note may bring a figure of its own: a count, a correction, a sum of figures that are held."""
    if note.kind is NoteKind.COMPUTED:
        return not missing(re.split("[=＝]", note.text)[0], (*held, str(MONTHS)))
    return note.kind in (NoteKind.COUNT, NoteKind.CORRECTED)


def unmarked(answer: Answer) -> str:
    """The answer without the marks of its own citations; [870] of a table stays."""
    text = answer.answer
    for citation in answer.citations:
        text = text.replace(f"[{citation.n}]", "")
    return text


def flaws(case: Case, answer: Answer) -> Iterator[str]:
    """What is wrong with an answer, the worst first; nothing where it is right."""
    if case.abstain and not answer.abstained:
        yield "应当说明没有写明，却作了回答"
    if answer.abstained and not case.abstain:
        yield f"应当回答，却是 {answer.status}"
    said = unmarked(answer) if case.abstain else first_sentence(unmarked(answer))
    yield from (f"缺少 {' / '.join(group)}" for group in case.must if not any(stands(words, said) for words in group))
    yield from (f"不应有 {words}" for words in case.must_not if stands(words, said))
    if case.abstain:
        return
    longest = LONGEST_LIST if case.category in LISTS else LONGEST_FIRST
    if len(said) > longest:
        yield f"第一句超过 {longest} 字"
    if case.category not in LISTS and (heap := heaped(case, said)):
        yield f"没有问到的数字太多：{'、'.join(heap)}"


def heaped(case: Case, said: str) -> list[str]:
    """The figures of a first sentence that nobody asked for, where they are too many."""
    heap = [figure.text for figure in missing(said, _asked_for(case)) if not _is_year(figure)]
    return heap if len(heap) > HEAP else []


def _is_year(figure: Figure) -> bool:
    return figure.is_year or (not figure.unit and 1900 <= figure.value <= 2100)


def _asked_for(case: Case) -> tuple[str, ...]:
    """Texts whose figures belong in the first sentence."""
    return (case.question, case.answer, *(words for group in case.must for words in group))


def _rank(case: Case, record: Record, leg: str) -> int | None:
    """How many of a leg's first passages it takes to hold the evidence; None where `DEEPEST` do not."""
    for rank in range(1, DEEPEST + 1):
        if found_among(case, [passage(one) for one in record.found if one.ranks.get(leg, DEEPEST + 1) <= rank]):
            return rank
    return None

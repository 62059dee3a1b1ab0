"""What comes of the ranked candidates: an answer, a figure that is left blank, or an honest no."""

import re
from dataclasses import replace

import numpy as np

from ingest.answer_spans import LONGEST_CELL
from ingest.audit import PLACEHOLDER
from ingest.quantities.figures import figures
from rag.cite import cite_row, cite_span, quotable
from rag.extraction.candidates import Candidate
from rag.extraction.cost import asks_cost, tells_cost
from rag.extraction.eligibility import AGE, asker_facts, eligible
from rag.extraction.extraction import Extraction
from rag.extraction.lacking import falls_short
from rag.extraction.nearest import answered_near, nearest
from rag.extraction.sureness import sure, sureness
from rag.extraction.whether import asks_whether
from rag.question.parsed_question import FIGURED, ParsedQuestion
from rag.question.scope import region_name
from rag.replies import ANYWHERE, FITS_AGE, LEFT_OPEN, MISSES_AGE, NO_AMOUNT, NO_COST, NOT_WRITTEN, NOTES, REPLIES
from rag.schema import Citation, Draft, Note, NoteKind, Sentence, Status

BLANK = re.compile(r"[\[［(（]?\s*(?:(?:20)?[xX×]+(?:[.．][xX×]+)?\s*(?:[%％‰年]|万?[元人个])?|[-—–_/]+)\s*[\]］)）]?")
DECIDES = re.compile(
    r"由[^，,。；;]{0,40}(?:政府|部门|局|委|机构)[^，,。；;]{0,40}(?:确定|制定|规定|明确|核定|公布)|[^，,。；;]{0,20}(?:政府|部门)[^，,。；;]{0,10}(?:确定|制定|明确|公布)"
)
TO_COME = re.compile(
    r"(?:提高|增加|增长|上升|下降|降低|达|降)(?:到|至|为|达到)?[^，,。；;]{0,8}$"
)  # a blank that was aimed at
FIGURE_ASKED = re.compile(r"(什么|多少|多大|啥)的?(比例|标准|额度|金额)|按(多少|几|什么)")
WHOM = "服务对象"
SAYS_WHOM = 0.1  # share of the question's weight that a condition adds to an answer where it belongs in its sentence
CLAUSES = re.compile(r"[，,；;、。：:]")


def settled(found: Extraction) -> Extraction:
    """The draft with the likeliest candidate as its answer, where that is likely enough."""
    return weighed(found, sureness(found) if found.sureness is None else found.sureness, sure())


def weighed(found: Extraction, likely: float, least: float) -> Extraction:
    """The same of one that is `likely` right, where from `least` on an answer is given."""
    found = replace(found, draft=replace(found.draft, sureness=likely))
    if not found.candidates or likely < least or falls_short(found.candidates[0], found.parsed):
        return replace(found, draft=not_found(replace(found.draft, near=nearest(found))))
    best = found.candidates[0]
    places = cited(best)
    draft = replace(found.draft, citations=places, near=answered_near(places))
    draft = _answered(draft, best, found.parsed)
    if draft.status is Status.ANSWERED:
        return replace(found, draft=_noted(draft, best, found.parsed))
    return replace(found, draft=replace(draft, near=nearest(found)))


def cited(candidate: Candidate) -> tuple[Citation, ...]:
    """The row or the span of prose, of two side by side both."""
    places = (candidate, candidate.also) if candidate.also else (candidate,)
    found = [one for place in places for one in _cited(place)]
    if len(found) > 1 and found[0].row and found[0].row == found[1].row:
        found = found[:1]
    return tuple(replace(one, n=n) for n, one in enumerate(found, start=1))


def _cited(candidate: Candidate) -> list[Citation]:
    """The row, or the span: a long list in stretches of whole sentences, each short enough to be quoted."""
    hit = candidate.hit
    if candidate.span:
        return [cite_span(hit.document, hit.section, 1, *span) for span in quotable(hit.document.text, *candidate.span)]
    if hit.row is None:
        raise TypeError(f"a candidate of {hit.passage.id!r} has neither span nor row")
    return [cite_row(hit.document, hit.section, hit.row, 1)]


def _answered(draft: Draft, best: Candidate, parsed: ParsedQuestion) -> Draft:
    """The best candidate as an answer; or that its figure is left blank, or that the plan has no such figure."""
    row, cell = best.hit.row, best.cell
    region = region_name(draft.regions[0])
    status = settles(best, parsed)
    if status is Status.BLANK and row and cell and _left_blank(cell.text):
        values = {"region": region, "name": row.name, "column": cell.column}
        return _with_status(draft, status, REPLIES[status].format(**values))
    if status is Status.BLANK:
        return _with_status(draft, status, LEFT_OPEN.format(region=region, words=best.text))
    if status is Status.NOT_FOUND:
        return _not_written(draft, best) if _says_no_amount(best, parsed) else not_found(draft)
    told = _with_status(draft, status, _by_age(best, parsed).format(words=best.text))
    if condition := _condition(best, parsed):
        first = told.sentences[0]
        if _says_whom(condition, first.text, parsed):
            told = replace(told, sentences=(replace(first, text=f"{first.text.rstrip('。；;')}；{condition}"),))
        else:
            told = replace(told, sentences=(first, Sentence(text=condition, cites=first.cites)))
    if _wants_money(parsed) and not parsed.answers(best.text):
        told = replace(told, sentences=(*told.sentences, Sentence(text=NO_AMOUNT)))
    if asks_cost(parsed) and not tells_cost(best.text, parsed):
        told = replace(told, sentences=(*told.sentences, Sentence(text=NO_COST)))
    return told


def _condition(best: Candidate, parsed: ParsedQuestion) -> str:
    """For whom a row is, where somebody asks whether it is for them; empty where that is said, or would be long."""
    cell = best.hit.row.cell(WHOM) if best.hit.row else None
    if not asks_whether(parsed) or cell is None or cell == best.cell or not 0 < len(cell.text) <= LONGEST_CELL:
        return ""
    return f"{cell.column}：{' '.join(cell.text.split())}"


def _says_whom(condition: str, told: str, parsed: ParsedQuestion) -> bool:
    """Whether a condition holds a heavy word of the question that the answer does not: 农村低保 of 吃农村低保."""
    gain = parsed.share(np.maximum(parsed.meant(condition), parsed.meant(told)) - parsed.meant(told))
    return float(gain) >= SAYS_WHOM


def _by_age(best: Candidate, parsed: ParsedQuestion) -> str:
    """What is said before the words where somebody of one age asks whether something is for them, and the words tell
    for which ages it is: that it fits, or does not."""
    ages = [fact for fact in asker_facts(parsed.text) if fact[1] == AGE]
    if not asks_whether(parsed) or len(ages) != 1 or settles(best, parsed) is not Status.ANSWERED:
        return "{words}"
    return {1.0: FITS_AGE, -1.0: MISSES_AGE}.get(eligible(ages, best.text), "{words}")


def settles(best: Candidate, parsed: ParsedQuestion) -> Status:
    """What comes of a candidate: an answer, or that its figure is left blank or missing."""
    if best.hit.row and best.cell and _left_blank(best.cell.text):
        return Status.BLANK
    figured = parsed.answer_type.kind in FIGURED or FIGURE_ASKED.search(parsed.text) is not None
    if figured and _asks_for_the_blank(best.text, parsed):
        return Status.BLANK
    if _wants_money(parsed) and not parsed.answers(best.text) and not DECIDES.search(best.text):
        return Status.NOT_FOUND
    return Status.ANSWERED


def _asks_for_the_blank(text: str, parsed: ParsedQuestion) -> bool:
    """Whether a figure is left out where the question's own should stand: one that was aimed at, the only one, or the
    one in a clause that holds more of the question than those with a figure."""
    match = PLACEHOLDER.search(text)
    if match is None:
        return False
    if TO_COME.search(text[: match.start()]) or not parsed.answers(PLACEHOLDER.sub(" ", text)):
        return True
    clauses = [(float(parsed.share(parsed.degrees(words))), words) for words in CLAUSES.split(text)]
    open_ones = [share for share, words in clauses if PLACEHOLDER.search(words)]
    told = [share for share, words in clauses if parsed.answers(PLACEHOLDER.sub(" ", words))]
    return max(open_ones, default=0.0) > max(told, default=0.0)


def _left_blank(words: str) -> bool:
    return not words or BLANK.fullmatch(words) is not None


def _wants_money(parsed: ParsedQuestion) -> bool:
    return parsed.answer_type.kind == "amount" and "元" in parsed.answer_type.measure


def _noted(draft: Draft, best: Candidate, parsed: ParsedQuestion) -> Draft:
    """With a note that corrects the question's own figure, and one with the sum that is asked for."""
    notes = []
    if parsed.premise and not any(figure.value == parsed.premise.value for figure in figures(best.text)):
        written = next(iter(parsed.answers(best.text)), None)
        if written:
            values = {"asked": parsed.premise.text, "written": written.text}
            notes.append(Note(kind=NoteKind.CORRECTED, text=NOTES[NoteKind.CORRECTED].format(**values)))
    if best.sum:
        notes.append(Note(kind=NoteKind.COMPUTED, text=NOTES[NoteKind.COMPUTED].format(words=best.sum)))
    return replace(draft, notes=(*draft.notes, *notes))


def _with_status(draft: Draft, status: Status, text: str) -> Draft:
    return replace(
        draft, status=status, sentences=(Sentence(text=text, cites=tuple(one.n for one in draft.citations)),)
    )


def _says_no_amount(best: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether the row that was asked about, whole, tells no such amount; of prose it is never known."""
    return best.hit.row is not None and not parsed.answers(best.hit.passage.text)


def _not_written(draft: Draft, best: Candidate) -> Draft:
    """That the plan has the item without the amount: known, and shown with its place."""
    values = {"region": region_name(draft.regions[0]), "name": best.hit.name}
    return _with_status(draft, Status.NOT_FOUND, NOT_WRITTEN.format(**values))


def not_found(draft: Draft) -> Draft:
    """That nothing was found; whether the plans are silent is not known."""
    region = region_name(draft.regions[0]) if draft.regions else ANYWHERE
    reply = Sentence(text=REPLIES[Status.NOT_FOUND].format(region=region))
    return replace(draft, status=Status.NOT_FOUND, sentences=(reply,), citations=())

"""What is done to the likeliest candidate before it is weighed: the rest of its sentence left out where a part says as
much, a year's amount computed, a list read whole. What shows that it is no answer after all is in `lacking.py`."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.answer_spans import TAIL
from ingest.quantities.figures import figures
from ingest.text.split import sentences
from rag.extraction.alternatives import with_the_others
from rag.extraction.candidates import Candidate, computed
from rag.extraction.extraction import Extraction
from rag.extraction.facets import with_open_facets
from rag.extraction.growth import both_ends, grown
from rag.extraction.levels import with_levels
from rag.extraction.listing import read_whole
from rag.extraction.two_values import with_other_value
from rag.extraction.whether import with_exceptions
from rag.question.parsed_question import ParsedQuestion

TELLING = 0.5  # by which a part holds more of a word than the rest where that word tells it apart
ENOUGH = 1e-6  # by which a shorter reading may hold less of a word
BREAKS_OFF = re.compile(r"[不的和与及或为]$")
LINE_MARK = re.compile(r"^\d{1,2}[.．、]\s*(?!\d)")  # a number that got between the halves of a line
LONGEST_REST = 120  # characters that a broken line goes on for


def finished(found: Extraction) -> Extraction:
    """The candidates with the likeliest brought into shape."""
    if not found.candidates:
        return found
    best = grown(both_ends(found.candidates, found.parsed), found.parsed)
    best = _computed(_narrowed((best, *found.candidates[1:]), found.parsed), found.parsed)
    best = with_open_facets(read_whole(best, found.parsed), found.parsed)
    best = with_levels(best, found.parsed)
    best = _with_all_labels(best, found.parsed)
    best = with_exceptions(with_other_value(_to_its_end(best), found), found.parsed)
    return replace(found, candidates=(best, *found.candidates[1:]))


def _with_all_labels(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """Of two side by side each with the figures beside its own, where nobody said which: 小学1000元，初中1250元."""
    if best.also is None or best.sum:
        return best
    told = best.text
    for one in (best, best.also):
        own = one.answer_span.own
        whole = with_the_others(own, one.answer_span.sentence, parsed.text)
        told = told.replace(own, whole, 1)
    return replace(best, text=told, words=told)


def _to_its_end(best: Candidate) -> Candidate:
    """A reading that breaks off where the line of the file does (基础设施不 / 完善), with the rest of its sentence."""
    if best.span is None or best.sum or best.also or not BREAKS_OFF.search(best.text):
        return best
    text, (start, end) = best.hit.document.text, best.span
    rest = next(sentences(text, end, min(len(text), end + LONGEST_REST)), None)
    if rest is None or text[end : rest[0]].strip():
        return best
    words = f"{best.text}{LINE_MARK.sub('', text[slice(*rest)]).rstrip(TAIL)}"
    return best.read_as(replace(best.answer_span, text=words, span=(start, rest[1])))


def _narrowed(found: Sequence[Candidate], parsed: ParsedQuestion) -> Candidate:
    """The shortest reading of the same sentence that holds as much of the question as the likeliest: of two rates
    side by side the one that was asked for."""
    best = found[0]
    if parsed.answer_type.several or parsed.answer_type.kind != "amount" or best.sum or best.also:
        return best
    held, count = parsed.meant(best.text), len(_counted(best))
    shorter = [
        one
        for one in found[1:]
        if one.hit is best.hit
        and not one.sum
        and not one.also
        and one.answer_span.own in best.answer_span.own
        and 0 < len(_counted(one)) < count
        and parsed.answers(one.text)
        and bool(np.all(parsed.meant(one.text) >= held - ENOUGH))
        and _told_apart(one, best, parsed)
    ]
    return min(shorter, key=lambda one: len(one.text), default=best)


def _told_apart(one: Candidate, whole: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether a part holds a word of the question that the rest of its sentence, which holds others, does not. Else
    nobody said which, or the rest leaves out what it shares with the part."""
    own, rest = (parsed.meant(text) for text in (one.answer_span.own, _rest(one, whole)))
    words = np.array([len(term.words) > 1 for term in parsed.terms])
    return bool(np.any(own - rest >= TELLING) and np.any(rest[words] >= TELLING))


def _rest(one: Candidate, whole: Candidate) -> str:
    return whole.answer_span.own.replace(one.answer_span.own, " ")


def _counted(one: Candidate) -> list[str]:
    return [figure.text for figure in figures(one.answer_span.own) if not figure.is_year and figure.unit]


def _computed(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """With what a month's or one person's amount makes, where that is asked and there is one way to compute it."""
    if best.sum or best.also or parsed.answer_type.kind != "amount":
        return best
    results = [one for one in computed(best, parsed) if "×" in one.sum or "÷" in one.sum]
    return (
        replace(results[0], features=best.features, meaning=best.meaning, held=best.held) if len(results) == 1 else best
    )

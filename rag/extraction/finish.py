"""What is done to the likeliest candidate before it is weighed: the rest of its sentence left out where a part says as
much, a year's amount computed, a list read whole; and what shows that it is no answer after all."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.audit import PLACEHOLDER
from ingest.quantities.figures import figures
from rag.extraction.addends import of_all_addends
from rag.extraction.candidates import Candidate, computed
from rag.extraction.extraction import Extraction
from rag.extraction.facets import with_open_facets
from rag.extraction.filters import INSTEAD
from rag.extraction.listing import OPENS, read_whole
from rag.extraction.two_values import with_other_value
from rag.question.answer_type import Computes
from rag.question.parsed_question import ParsedQuestion

TELLING = 0.5  # by which a part holds more of a word than the rest where that word tells it apart
ENOUGH = 1e-6  # by which a shorter reading may hold less of a word
COUNTED_LIST = re.compile(
    r"哪([两二三四五六七八九十])(?:大|个|样|种|类|项|条|座|所|家|处|方面|级|档|件|座|镇|乡|村|县|区|步|点|位)"
)
NUMERALS = {numeral: at for at, numeral in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
PARTED = re.compile(r"[、,，;；和及与]|[(（]\d{1,2}[)）]|\d[.．、](?!\d)|[一二三四五六七八九十]是")
# by how much two differ is asked for (a bare 新增多少 is looked up), and told: 比上年提高33元
DIFFERS_ASKED = re.compile(
    r"净增|相差|差(了|额|距)?(是|有)?(多少|好多|几)|比.{1,14}(多|少|高|低|贵|涨|增加|提高|增长|减少|下降)[^，,。?？]{0,5}(多少|好多|几)|扣除|还剩|剩下"
)
DIFFERS = re.compile(r"(增加|提高|上涨|增长|增|减少|下降|降低|[多少高低出涨差余剩])了?(出|约|近)?\s*\d")
TOTALLED = re.compile(r"合计|共计|总计|总共|一共|共|相差|多出?|高出?|低|减少|增加|提高|下降|增长")


def finished(found: Extraction) -> Extraction:
    """The candidates with the likeliest brought into shape."""
    if not found.candidates:
        return found
    best = _computed(_narrowed(found.candidates, found.parsed), found.parsed)
    best = with_open_facets(read_whole(best, found.parsed), found.parsed)
    best = with_other_value(best, found)
    return replace(found, candidates=(best, *found.candidates[1:]))


def falls_short(best: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether it lacks what any answer to the question has: a figure of the measure, the sum or difference that was
    asked for, as many things as the question counts."""
    asked = parsed.answer_type
    if best.text.rstrip().endswith(OPENS) and best.answer_span.own:
        return True
    told = bool(parsed.answers(best.text) or PLACEHOLDER.search(best.text) or INSTEAD.search(best.text))
    if asked.kind == "amount" and asked.measure and not told:
        return True
    if asked.computes is Computes.TOTAL and not best.sum and not asked.several and not TOTALLED.search(best.words):
        return True
    if asked.computes is Computes.TOTAL and not of_all_addends(parsed.text, f"{best.hit.name} {best.text}"):
        return True
    if DIFFERS_ASKED.search(parsed.text) and asked.computes is Computes.DIFFERENCE and not _tells_difference(best):
        return True
    counted = COUNTED_LIST.search(parsed.text)
    return counted is not None and len(PARTED.findall(best.text)) + 1 < NUMERALS[counted[1]]


def _tells_difference(best: Candidate) -> bool:
    """Whether it was computed, or the plan tells it."""
    return bool(best.sum or DIFFERS.search(best.words))


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

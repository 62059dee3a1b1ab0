"""A question that says itself that the plan tells two values (1200还是1500, 前后写的不一样): both are read out.

Conflicts that the audit of a document finds are told by `rag/verification/conflicts.py`; these are between places whose
names differ, which nobody but the reader knows to be the same thing.
"""

import re
from dataclasses import replace
from decimal import Decimal

from ingest.quantities.figures import Figure, figures
from rag.extraction.candidates import Candidate
from rag.extraction.extraction import Extraction
from rag.question.parsed_question import ParsedQuestion

EITHER = re.compile(r"(\d+(?:\.\d+)?)[^\d,，。?？]{0,8}还是[^\d,，。?？]{0,8}(\d+(?:\.\d+)?)")
UNLIKE = re.compile(
    r"(前后|两处|两个地方|前面.{1,12}后面|正文.{1,12}(附|表)).{0,8}(不一|不同|对不上|矛盾|两样|打架)|自相矛盾|(说法|数字|数目).{0,3}(不一|不同|对不上)"
)
AS_NEAR = 0.75  # share of what the first of two places holds of the question that the second one holds at least
NAMED_AS_NEAR = 0.4  # the same where the question names the value that the second one tells
LONGEST = 200  # characters of both together


def with_other_value(best: Candidate, found: Extraction) -> Candidate:
    """The likeliest candidate with one of another place that tells the other value; itself where the question knows of
    none, or nothing tells it."""
    parsed = found.parsed
    if best.also or best.sum or not (EITHER.search(parsed.text) or UNLIKE.search(parsed.text)):
        return best
    told = _counted(best, parsed)
    for other in found.candidates[1:]:
        apart = other.hit.passage.id != best.hit.passage.id and not other.also and not other.sum
        if apart and _contradicts(told, _counted(other, parsed), parsed) and _about_as_much(other, best, parsed):
            text = f"{best.text.rstrip('。；;')}；{other.text}"
            return replace(best, text=text, also=other) if len(text) <= LONGEST else best
    return best


def _contradicts(told: list[Figure], others: list[Figure], parsed: ParsedQuestion) -> bool:
    """Whether one place has one value of the two that the question names, and the other the other; where it names none,
    whether their first figures of one unit differ."""
    if either := EITHER.search(parsed.text):
        values = {Decimal(value) for value in either.groups()}
        mine, theirs = ({one.value for one in some} & values for some in (told, others))
        return len(mine) == len(theirs) == 1 and mine != theirs
    pairs = [(one, other) for one in told[:1] for other in others if other.unit == one.unit]
    return bool(pairs) and all(one.value != other.value for one, other in pairs)


def _counted(one: Candidate, parsed: ParsedQuestion) -> list[Figure]:
    measure = parsed.answer_type.measure
    found = [figure for figure in figures(one.words or one.text) if figure.unit and not figure.is_year]
    return [figure for figure in found if not measure or figure.unit in measure] if parsed.premise is None else found


def _about_as_much(other: Candidate, best: Candidate, parsed: ParsedQuestion) -> bool:
    shares = [float(parsed.share(one.held[1])) if one.held.shape[1] else 0.0 for one in (other, best)]
    return shares[0] >= (NAMED_AS_NEAR if EITHER.search(parsed.text) else AS_NEAR) * shares[1]

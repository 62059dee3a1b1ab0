"""Lists are read whole: a cell that enumerates, or a lead-in with all its items, however many sentences they are.

What is likeliest is often one item; where a list is asked for, or the words end in a colon, the rest belongs to it.
"""

import re
from collections.abc import Sequence

from ingest.answer_spans import LONGEST_CELL, TAIL, AnswerSpan, Span
from ingest.text.split import sentences
from rag.extraction.candidates import Candidate
from rag.question.answer_type import carrying
from rag.question.parsed_question import ParsedQuestion
from rag.question.parts import parts_of

LISTED = ("which", "what", "who", "materials")  # kinds of questions that a list answers
ASKS_FOR_A_LIST = re.compile(
    r"哪些|哪几|哪[一两二三四五六七八九十]+[种类项个样]|(什么|啥)(人|条件|项目|服务|内容)|都(有|是|包括|含|管|要|指)(什么|啥|哪|些)|包括(什么|啥|哪)|包含|"
    r"一条不落|列(给|出|一?下|全|个)|列举|清单|有几(种|类|项|样|条|大)|分(成|为)?几|几(种|类|方面|大)"
)
ONE_ASKED = re.compile(r"哪(一?个|家)(部门|单位|局)|多少|几[块元岁年天次]")  # which one, and figures: no list
ITEM = re.compile(
    r"(?:[(（]?\d{1,2}[)）.．、](?!\d)|[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}是|[①-⑳]|[-*•·]\s|第[一二三四五六七八九十]{1,2}[,，、])"
)
CARRIES_ON = ("；", ";", "：", ":")
OPENS = ("：", ":")
WITH_FIRST_ITEM = re.compile(r"[^：:]+[：:](?!\d).+[；;]\s*", re.DOTALL)  # 下列人员可以申请：一是特困人员；
ENUMERATES = re.compile(r"、[^、，,；;。]+(?:、|[和及与])")
AS_MUCH = 1e-6  # share of the question by which a sentence may hold less than its cell
LONGEST_LIST = 800  # characters that are read out as one list; longer ones no reader takes in
FARTHEST = 2 * LONGEST_LIST  # characters of the document that are looked at on each side


def wants_list(parsed: ParsedQuestion) -> bool:
    """Whether a question asks for all of something."""
    text = parsed.text
    if ASKS_FOR_A_LIST.search(text):
        return True
    return parsed.answer_type.kind in LISTED and not ONE_ASKED.search(text)


def read_whole(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """The likeliest candidate, or the list that it is an item or the lead-in of."""
    if best.sum or best.also:
        return best
    items = [item for part in parts_of(parsed.text) for item in part.items]
    if len(items) > 1 and _names(best.answer_span.sentence, items) > max(1, _names(best.text, items)):
        return whole_cell(best) if best.cell else _whole_sentence(best)
    if best.cell and _lists_by_itself(best, parsed):
        return best
    if not (wants_list(parsed) or best.text.rstrip().endswith(OPENS)):
        return best
    return whole_cell(best) if best.cell else _whole_run(best)


def _lists_by_itself(best: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether a sentence of a long cell enumerates, and holds as much of the question as the whole cell does."""
    cell, own = best.cell, best.answer_span.own
    if cell is None or len(cell.text) <= LONGEST_CELL or own.rstrip().endswith(OPENS) or not ENUMERATES.search(own):
        return False
    return float(parsed.share(parsed.meant(own))) >= float(parsed.share(parsed.meant(cell.text))) - AS_MUCH


def whole_cell(best: Candidate) -> Candidate:
    """All of the cell that it is from, where that is no longer than a list may be."""
    cell, span = best.cell, best.answer_span
    if cell is None or span.whole or not span.own or len(cell.text) > LONGEST_LIST or span.own not in span.text:
        return best
    words = " ".join(cell.text.split()).rstrip(TAIL)
    opening = span.text[: span.text.index(span.own)]
    return best.read_as(AnswerSpan(text=f"{opening}{words}", own=words, sentence=cell.text, cells=span.cells))


def _names(text: str, items: Sequence[str]) -> int:
    """How many enumerated things a text names, by the first two characters of their words."""
    words = ["".join(carrying(item).split())[:2] for item in items]
    return sum(word in text for word in words if word)


def _whole_sentence(best: Candidate) -> Candidate:
    """The sentence that a clause is of."""
    sentence, span = best.answer_span.sentence, best.span
    start = best.hit.document.text.find(sentence, 0 if span is None else max(0, span[0] - len(sentence)))
    if span is None or start < 0 or len(sentence) > LONGEST_LIST:
        return best
    words = " ".join(sentence.split()).rstrip(TAIL)
    end = start + len(sentence)
    return best.read_as(AnswerSpan(text=words, own=words, sentence=sentence, span=(start, end)))


def _whole_run(best: Candidate) -> Candidate:
    if best.span is None:
        return best
    text = best.hit.document.text
    start, end = run_around(text, *best.span)
    if not best.span[0] - start + end - best.span[1] > 0 or end - start > LONGEST_LIST:
        return best
    words = " ".join(text[start:end].split()).rstrip(TAIL)
    return best.read_as(AnswerSpan(text=words, own=words, sentence=text[start:end], span=(start, end)))


def run_around(text: str, start: int, end: int) -> tuple[int, int]:
    """A lead-in with all its items, where the span is of them, be they sentences or parts of one; else the span as it
    is."""
    found = list(sentences(text, max(0, start - FARTHEST), min(len(text), end + FARTHEST)))
    at = next((at for at, (first, last) in enumerate(found) if first < end and last > start), None)
    if at is None:
        return start, end
    lead = at
    while lead > 0 and not _leads(text, found[lead]) and _goes_on(text, found[lead - 1], found[lead]):
        lead -= 1
    if not _leads(text, found[lead]):
        return start, end
    last = lead + 1
    while last + 1 < len(found) and _goes_on(text, found[last], found[last + 1]):
        last += 1
    return found[lead][0], found[min(last, len(found) - 1)][1]


def _leads(text: str, sentence: Span) -> bool:
    words = text[slice(*sentence)]
    return words.rstrip().endswith(OPENS) or WITH_FIRST_ITEM.fullmatch(words) is not None


def _goes_on(text: str, one: Span, following: Span) -> bool:
    """Whether the next sentence is of the same list: joined by a semicolon or a colon, or another item."""
    joined = text[slice(*one)].rstrip().endswith(CARRIES_ON)
    return joined or (ITEM.match(text, *one) is not None and ITEM.match(text, *following) is not None)

"""Whether something is so, or for somebody: with the answer go its verdict (不算。) and what is excepted beside it.

Residents ask 能领吗; the plan tells 小学每学年625元, and in the next sentence 第二类困难学生不享受. Who reads the first
alone is told a wrong amount.
"""

import re
from dataclasses import replace

import numpy as np

from ingest.answer_spans import LONGEST_CELL, TAIL
from ingest.text.split import sentences
from rag.extraction.candidates import Candidate
from rag.question.parsed_question import ParsedQuestion

WHETHER = re.compile(
    r"(.)不\1|够(?=[吗么不没])|能否|可否|有没有|有没得|份没|有份|够格|符合|算不算|资格|[能可].{0,16}[吗么不]|[领拿补报享免][^,，。?？]{0,6}[吗么不没][?？。]?$"
)
VERDICT = re.compile(
    r"(?:答[:：]\s*)?((?:不(?:算|能|可以|行|用|需要|免|会|包括|是)|没有|算|能|可以|有|要|免|行|会|包括|是)[。！])"
)
EXCEPTS = re.compile(
    r"不(?:再|得|能|予|可)?(?:重复|叠加|同时|计)?(?:享受|享有|发放|发|补贴|补助|补|减免|免|纳入|列入|计入|包括|包含|含|适用)|除外|不在|减半|只能[选享]|仅限|择一"
)
EXCLUDED = re.compile(r"不(?:含|包括|包含)([\u4e00-\u9fff]{2,8})|([\u4e00-\u9fff]{2,6})除外")
NEW_WORD = 0.5  # how far an exception holds a word of the question that the answer does not
ON_THE_SUBJECT = 0.35  # share of the question's weight that the heading above a verdict holds
LONGEST_EXCEPTION = 80  # characters of one
LONGEST = 200  # characters of an answer with it
AHEAD = 2  # sentences behind an answer that are looked at
ON_THE_SAME_LINE = re.compile(r"[^\n]*")


def asks_whether(parsed: ParsedQuestion) -> bool:
    """Whether somebody asks if something is so, or for them."""
    return parsed.answer_type.kind == "whether" or WHETHER.search(parsed.text) is not None


def with_exceptions(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """The likeliest candidate with the verdict before it and the exceptions behind it: all of them where somebody asks
    whether, else those that speak of what the question says and the answer does not."""
    if best.sum or best.also:
        return best
    if best.span is None:
        return _with_exclusion(best, parsed) if asks_whether(parsed) else best
    read = _with_verdict(best, parsed) if asks_whether(parsed) else best
    return _with_next(read, parsed)


def _with_verdict(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """Of a book of questions and answers 不算 before 寄宿指在学校宿舍住宿, where its heading asks the same."""
    verdict = VERDICT.fullmatch(best.answer_span.before.strip())
    heading = "".join(best.hit.section[-1:])
    if verdict is None or best.span is None or float(parsed.share(parsed.meant(heading))) < ON_THE_SUBJECT:
        return best
    start = best.hit.document.text.rfind(verdict[1], best.hit.passage.start, best.span[0])
    if start < 0 or best.hit.document.text[start + len(verdict[1]) : best.span[0]].strip():
        return best
    words = f"{verdict[1].rstrip('。！')}，{best.text}"
    return best.read_as(replace(best.answer_span, text=words, span=(start, best.span[1])))


def _with_next(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """With sentences of the same line right behind it that except somebody or something."""
    if best.span is None:
        return best
    text, (start, end) = best.hit.document.text, best.span
    line = ON_THE_SAME_LINE.match(text, end)
    stop = min(line.end() if line else end, best.hit.passage.end)
    told, last = best.text.rstrip(TAIL), end
    for first, behind in list(sentences(text, end, stop))[:AHEAD]:
        words = text[first:behind].rstrip(TAIL)
        if not EXCEPTS.search(words) or len(words) > LONGEST_EXCEPTION or len(told) + len(words) > LONGEST:
            break
        if not (asks_whether(parsed) or _says_more(words, told, parsed)):
            break
        told, last = f"{told}；{words}", behind
    return best if last == end else best.read_as(replace(best.answer_span, text=told, span=(start, last)))


def _says_more(words: str, told: str, parsed: ParsedQuestion) -> bool:
    """Whether words hold a word of the question that what was told does not."""
    return bool(np.any(parsed.meant(words) - parsed.meant(told) >= NEW_WORD))


def _with_exclusion(best: Candidate, parsed: ParsedQuestion) -> Candidate:
    """With another cell of the row that leaves out whom the question names: (不含县城) for somebody in 县城."""
    row, cell = best.hit.row, best.cell
    for other in row.cells if row else ():
        named = [one or two for one, two in EXCLUDED.findall(other.text)]
        if other is cell or len(other.text) > LONGEST_CELL or not any(words in parsed.text for words in named):
            continue
        words = f"{best.text.rstrip(TAIL)}；{other.column}：{' '.join(other.text.split()).rstrip(TAIL)}"
        return replace(best, text=words, words=words) if len(words) <= LONGEST else best
    return best

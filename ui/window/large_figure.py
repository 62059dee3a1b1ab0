"""Which figure of an answer stands alone in large type: the one that was asked for, or none.

Who reads only that must not be misled. So it stands there where the question asks for a figure of a measure (money, how
often, which age) and the first sentence has exactly one of that measure; an age that is a condition, the length of a
list or one side of a change is none.
"""

import re

from ingest.quantities.figures import Figure, figures
from ingest.text.fold import fold
from rag.question.answer_type import AnswerType, Computes, answer_type_of
from rag.question.parts import EACH
from rag.schema import Answer

BASE = r"每(?:千人口?|万人口?|百户|百张|学期|[生人户床名位所个年月周天日次])"
PER = rf"(?:{BASE}){{0,3}}"
AT_LEAST = r"(?:不低于|不少于|不超过|至少|约)?"
SCHOOL = r"(?:小学|初中|普通高中|高中|中职|本专科|幼儿园)(?:生|学生)?"
CASE = rf"(?:{SCHOOL}|补助|补贴|资助|发放|发给|给予|得到|享受|接受|(?:免费)?体检)?"
"""What may stand between a base and its figure: 每生每年初中1250元."""
BOUND = r"(?:以上|以下|以内|左右)?"
BEFORE = re.compile(rf"({PER}){CASE}({AT_LEAST})$")
FIRST_SENTENCE = re.compile(r"[^。]*")
MARKS = re.compile(r"\[\d+\]")
MONEY = frozenset({"元"})
CONDITIONS = frozenset({"岁", "年", "月", "日", "级", "学期"})
"""Units of what is rather a condition or a time, where the question does not ask for it."""
CHANGE = re.compile(r"(?:提高|增加|增长|提升|上涨|减少|下降|降低|上升)了?约?$")
"""Before by how much something changed."""


def large_figure(answer: Answer) -> tuple[str, str]:
    """What the figure that was asked for is per, and the figure itself, as the answer writes them; two empty texts
    where none may stand alone."""
    asked = _asked(answer)
    several = asked.several or EACH.search(answer.question) or len({one.region for one in answer.citations}) > 1
    if answer.abstained or asked.kind != "amount" or several:
        return "", ""
    sentence = FIRST_SENTENCE.match(MARKS.sub("", answer.answer))
    words = sentence.group() if sentence else ""
    found = [one for one in figures(words) if _fits(one, asked) and not _in_question(one, answer)]
    if len(found) != 1 or all(cited.text != found[0].text for cited in answer.figures):
        return "", ""
    before, behind = words[: found[0].start], words[found[0].end :]
    if asked.computes is Computes.NOTHING and CHANGE.search(before):
        return "", ""
    per, bound = BEFORE.search(before), re.match(BOUND, behind)
    return "".join(per.groups()) if per else "", f"{found[0].text}{bound.group() if bound else ''}"


def _asked(answer: Answer) -> AnswerType:
    """What is asked for, by the question before where this one does not say (那小学呢)."""
    asked = answer_type_of(fold(answer.question))
    return answer_type_of(fold(answer.follows)) if asked.kind == "any" and answer.follows else asked


def _fits(figure: Figure, asked: AnswerType) -> bool:
    """Whether a figure is of the measure that is asked for; where none is named, of money where it goes somewhere, else
    of anything but a condition."""
    if figure.is_year or not re.search(r"\d", figure.text):
        return False
    measure = asked.measure or (MONEY if asked.direction else frozenset())
    return figure.unit in measure if measure else bool(figure.unit) and figure.unit not in CONDITIONS


def _in_question(figure: Figure, answer: Answer) -> bool:
    return any(figure.same(one) for one in figures(fold(answer.question)))

"""What any answer to a question has, and the likeliest candidate may lack: then it is none, however likely.

A new check is one function and its line in `LACKS`.
"""

import re
from collections.abc import Callable

from ingest.audit import PLACEHOLDER
from ingest.quantities.figures import figures
from ingest.schema import RowKind
from ingest.text.fold import fold
from rag.extraction.addends import of_all_addends
from rag.extraction.candidates import Candidate
from rag.extraction.cost import asks_cost, tells_cost
from rag.extraction.filters import INSTEAD
from rag.extraction.groups import for_a_special_group
from rag.extraction.growth import GROWS
from rag.extraction.listing import OPENS
from rag.question.answer_type import Computes
from rag.question.parsed_question import ParsedQuestion

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
CHANGES = re.compile(r"增|减|提高|提升|升|降|涨|[多少高低]\d")
TOTALLED = re.compile(r"合计|共计|总计|总共|一共|共|相差|多出?|高出?|低|减少|增加|提高|下降|增长")
ALL_ASKED = re.compile(r"(?:一共|总共|合计|共有|拢共)[^,，。?？]{0,8}(?:几|多少|好多)")
TELL_WHOM = ("who", "which", "lead", "payer", "meaning")  # kinds of questions that name no group of their own
GETS = re.compile(r"[补领拿发给报]到?(?:多少|好多|几多)(?![\u4e00-\u9fff])")
GIVEN_AS = ("元", "%", "‰", "")  # units of what somebody gets, where none is named (补多少)
SHARES = ("%", "‰")
PAIR = 2  # characters of a row's name that a question which means it says
Lack = Callable[[Candidate, ParsedQuestion], bool]


def falls_short(best: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether it lacks what any answer to the question has."""
    return any(lacks(best, parsed) for lacks in LACKS)


def only_opens(best: Candidate, _: ParsedQuestion) -> bool:
    """Words that only announce what follows."""
    return best.text.rstrip().endswith(OPENS) and bool(best.answer_span.own)


def lacks_the_measure(best: Candidate, parsed: ParsedQuestion) -> bool:
    """No figure of the measure that is asked for, nor its blank, nor words that stand for one."""
    asked = parsed.answer_type
    if asked.kind != "amount" or not (asked.measure or GETS.search(parsed.text)):
        return False
    told = [one for one in parsed.answers(best.text) if asked.measure or one.unit in GIVEN_AS]
    return not (told or PLACEHOLDER.search(best.text) or INSTEAD.search(best.text))


def lacks_the_sum(best: Candidate, parsed: ParsedQuestion) -> bool:
    """No sum, or one of other things than those that are to be added."""
    if parsed.answer_type.computes is not Computes.TOTAL:
        return False
    told = best.sum or parsed.answer_type.several or TOTALLED.search(best.words)
    return not told or not of_all_addends(parsed.text, f"{best.hit.name} {best.text}")


def lacks_the_difference(best: Candidate, parsed: ParsedQuestion) -> bool:
    """No difference of two; or a level where by how much something grows is asked for."""
    if parsed.answer_type.computes is not Computes.DIFFERENCE or best.sum:
        return False
    apart = DIFFERS_ASKED.search(parsed.text) is not None and DIFFERS.search(best.words) is None
    return apart or (GROWS.search(parsed.own) is not None and CHANGES.search(best.words) is None)


def tells_one_row(best: Candidate, parsed: ParsedQuestion) -> bool:
    """What one row has that nobody named, where all of something is asked for: 危桥一共几座."""
    row = best.hit.row
    if row is None or row.kind is not RowKind.OTHER or best.sum or best.also or not ALL_ASKED.search(parsed.own):
        return False
    return not any(row.name[at : at + PAIR] in parsed.own for at in range(max(1, len(row.name) - PAIR + 1)))


def lacks_items(best: Candidate, parsed: ParsedQuestion) -> bool:
    """Fewer things than the question counts: 哪三个镇."""
    counted = COUNTED_LIST.search(parsed.text)
    return counted is not None and len(PARTED.findall(best.text)) + 1 < NUMERALS[counted[1]]


def is_for_others(best: Candidate, parsed: ParsedQuestion) -> bool:
    """For a special group (残疾) that the question gives no sign of; whom something is for may be what is asked."""
    row = best.hit.row
    told = f"{row.name}。{best.answer_span.own}" if row else best.text
    return parsed.answer_type.kind not in TELL_WHOM and for_a_special_group(parsed.text, fold(told))


def lacks_the_cost(best: Candidate, parsed: ParsedQuestion) -> bool:
    """A rate, which a share of people reach, where it is asked whether something costs anything."""
    open_still = asks_cost(parsed) and not tells_cost(best.text, parsed)
    return open_still and any(figure.unit in SHARES for figure in figures(best.text))


LACKS: tuple[Lack, ...] = (
    only_opens,
    lacks_the_measure,
    lacks_the_sum,
    lacks_the_difference,
    tells_one_row,
    lacks_items,
    is_for_others,
    lacks_the_cost,
)

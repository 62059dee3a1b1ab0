"""From when to when a document holds, and which others it ends: 自…起施行, 有效期…, 试行, 同时废止《…》."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.identity.signature import date_in

DAY = r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
MONTH = r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月(?:份|底|末)?"
YEAR_END = r"(?:19|20)\d\d\s*年(?:底|末|年底|年末)"
FIRST = rf"{DAY}|{MONTH}"
LAST = rf"{DAY}|{MONTH}|{YEAR_END}"
SELF = re.compile(
    r"(?:本|此|上述|该)(?:办法|细则|规定|通知|意见|方案|标准|规则|条例|公告|通告|目录|清单|规划|措施|政策|制度|指引|指南|实施|文件)|以上(?:政策|标准|规定)"
)
OTHER = re.compile(r"《[^《》]*》|[〔\[（(](?:19|20)\d\d[〕\]）)]\s*\d+\s*号")
SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]|[^。；;\n]+")
TELLING = re.compile("施行|执行|实施|生效|试行|暂行|有效期|废止|失效|作废")
LONGEST_CLAUSE = 200  # characters of a sentence before what is told
STARTS = re.compile(rf"(?:自|从|于)\s*({FIRST})\s*起?(?:正式|开始)?(?:施行|执行|实施|生效|试行)")
STARTS_ISSUED = re.compile(r"自(?:印发|发布|公布|下发|发文|颁布|公告)之日起(?:正式|开始)?(?:施行|执行|实施|生效|试行)")
STARTS_LATER = re.compile(
    r"自(?:印发|发布|公布|下发|公告)之日起\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*日后(?:施行|执行|实施|生效)"
)
ENDS = re.compile(
    rf"(?:有效期(?:限)?|执行期(?:限)?|试行期(?:限)?|施行期(?:限)?|实施期(?:限)?|有效期间)[^。；;\n]{{0,12}}?(?:至|到|截至|截止到?)\s*({LAST})"
)
FROM_TO = re.compile(
    rf"(?:有效期(?:限)?|执行期(?:限)?|试行期|(?:执行|施行|实施|试行)时间)(?:为|：|:|自|从|是)*\s*({FIRST})\s*(?:起)?\s*"
    rf"(?:至|到|[-—–~～])\s*({LAST})"
)
YEARS = re.compile(
    r"(?:有效期(?:限)?|试行期(?:限)?|执行期(?:限)?|试行|暂行)(?:为|是|：|:)?\s*(\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(年|个月)"
)
REPEALS = re.compile(
    r"(?:原|原有的|此前|现行的)?\s*((?:《[^《》]{4,80}》\s*(?:[（(][^（）()]{2,40}[）)])?[、和及以及，,\s]*)+)\s*(?:等(?:文件)?)?\s*"
    r"(?:自[^。；;\n]{1,16}起|同时|即行|即|予以|现予|均|自行|相应|一并)*(?:废止|停止执行|失效|作废|停止施行|不再执行)"
)
ENDS_OTHERS = re.compile(
    r"(?:同时|即行|现决定|决定|予以|现)?(?:废止|停止执行)\s*(?:原)?\s*((?:《[^《》]{4,80}》\s*(?:[（(][^（）()]{2,40}[）)])?[、和及以及，,\s]*)+)"
)
NAMED = re.compile(r"《([^《》]{4,80})》")
TRIAL = re.compile(r"[（(](?:试行|暂行)[）)]|(?:试行|暂行)(?:办法|规定|方案|标准|细则|条例)")
OVER = re.compile(r"失效|废止|无效|过期|终止")
NUMERALS = {one: at for at, one in enumerate("〇一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Days as YYYY-MM-DD, empty where the document does not say; `repeals` are titles of others."""

    starts: str = ""
    ends: str = ""
    repeals: tuple[str, ...] = ()
    is_trial: bool = False
    is_over: bool = False
    """Whether it is labelled as no longer in force."""


def validity(title: str, text: str, issued: str, said: Mapping[str, str]) -> Validity:
    """Of a document issued on a day (YYYY-MM-DD or empty). `said` are its labels (生效日期, 失效日期, 有效性)."""
    text = "".join(one for one in SENTENCE.findall(text) if TELLING.search(one)).replace(f"《{title}》", "本文件")
    starts = date_in(said.get("effective", "")) or _starts(text, issued)
    return Validity(
        starts=starts,
        ends=date_in(said.get("expires", "")) or _ends(text, starts or issued) or _labelled_end(said.get("status", "")),
        repeals=_repeals(text, title),
        is_trial=TRIAL.search(title) is not None,
        is_over=OVER.search(said.get("status", "")) is not None,
    )


def _own(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last place that speaks of the document itself, else the last that names no other."""
    found = [(match, _clause_before(text, match.start())) for match in pattern.finditer(text)]
    itself = [
        match for match, before in found if SELF.search(before) and not OTHER.search(before[before.rfind("本") :])
    ]
    silent = [match for match, before in found if not OTHER.search(before)]
    return next(iter(itself[-1:] or silent[-1:]), None)


def _clause_before(text: str, at: int) -> str:
    """The words of its sentence that stand before a place."""
    return re.split(r"[。；;\n]", text[max(0, at - LONGEST_CLAUSE) : at])[-1]


def _starts(text: str, issued: str) -> str:
    if named := _own(STARTS, text) or _own(FROM_TO, text):
        return _day(named[1])
    if issued and (later := _own(STARTS_LATER, text)):
        return (date.fromisoformat(issued) + timedelta(days=_figure(later[1]))).isoformat()
    return issued if issued and _own(STARTS_ISSUED, text) else ""


def _day(words: str, *, last: bool = False) -> str:
    """A day, or the first (the `last`) one of a month or a year; empty where there is no such day."""
    if re.search(r"日\s*$", words):
        return date_in(words)
    year, month = (*map(int, re.findall(r"\d+", words)), 12)[:2]
    if not 1 <= month <= 12:
        return ""
    return date(year, month, monthrange(year, month)[1] if last else 1).isoformat()


def _ends(text: str, starts: str) -> str:
    if match := _own(FROM_TO, text) or _own(ENDS, text):
        return _day(match[match.lastindex or 1], last=True)
    match = _own(YEARS, text)
    if not match or not starts:
        return ""
    months = _figure(match[1]) * (12 if match[2] == "年" else 1)
    first = date.fromisoformat(starts)
    year, month = divmod(first.month - 1 + months, 12)
    year += first.year
    day = min(first.day, monthrange(year, month + 1)[1])
    return (date(year, month + 1, day) - timedelta(days=1)).isoformat()


def _labelled_end(status: str) -> str:
    """有效（至2030年8月31日）."""
    match = re.search(rf"至\s*({DAY})", status)
    return date_in(match[1]) if match else ""


def _repeals(text: str, title: str) -> tuple[str, ...]:
    found: list[str] = []
    for pattern in (REPEALS, ENDS_OTHERS):
        for match in pattern.finditer(text):
            found += [name for name in NAMED.findall(match[1]) if name != title]
    return tuple(dict.fromkeys(found))


def _figure(words: str) -> int:
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.partition("十")
    return (NUMERALS.get(tens, 1) if tens else 1) * 10 * bool(ten) + (NUMERALS.get(ones, 0) if ten else NUMERALS[words])

"""What a figure of running text is about: range, comparator, base, year and role, read off the words around it.

Rules of the genre: 到2025年 sets the year of what follows in the sentence; 不低于 stands before, 以上 after a figure;
每生每年 before it is its base; what is 力争, 达到 by a year to come is a target, what is 标准 or per person a standard.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ingest.quantities.comparators import Comparator, any_word
from ingest.quantities.figures import Figure, figures
from ingest.text.cover import Cover


class Role(StrEnum):
    """What a figure says of the world."""

    BASELINE = "baseline"
    TARGET = "target"
    STANDARD = "standard"
    CHANGE = "change"
    OTHER = "other"
    """Said for comparison, of another place or plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A quantity as written and as understood; `start`..`end` count in the text it was read from."""

    text: str
    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    base: str
    comparator: Comparator
    year: int | None
    role: Role
    """‰ stays ‰ here: low and high are as written."""


CLAUSE_ENDS = "，,。；;"
NEAR = 200  # characters around a figure that may tell what it is
RANGE = re.compile(r"\s*(?:[-—–~～]+|至|到)\s*")
REACH = r"[^，,。；;\d]{0,6}$"  # from a bound's word to its figure
BEFORE: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (Comparator.AT_LEAST, re.compile(any_word("facts", "before", Comparator.AT_LEAST) + REACH)),
    (Comparator.AT_MOST, re.compile(any_word("facts", "before", Comparator.AT_MOST) + REACH)),
    (Comparator.ABOVE, re.compile(any_word("facts", "before", Comparator.ABOVE) + r"\s*$")),
    (Comparator.BELOW, re.compile(any_word("facts", "before", Comparator.BELOW) + r"\s*$")),
    (Comparator.ABOUT, re.compile(any_word("facts", "before", Comparator.ABOUT) + r"\s*$")),
)
AFTER: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (
        Comparator.AT_LEAST,
        re.compile(
            r"\s*(?:[(（][^()（）]{1,8}[)）])?(?:[\u4e00-\u9fff]{0,3})?(?:及|\(含\)|（含）)?"
            + any_word("facts", "after", Comparator.AT_LEAST)
        ),
    ),
    (
        Comparator.AT_MOST,
        re.compile(r"\s*(?:[\u4e00-\u9fff、]{0,12})?(?:及)?" + any_word("facts", "after", Comparator.AT_MOST)),
    ),
    (Comparator.ABOUT, re.compile(r"\s*" + any_word("facts", "after", Comparator.ABOUT))),
    (Comparator.ABOVE, re.compile(r"\s*" + any_word("facts", "after", Comparator.ABOVE))),
)
BASE = re.compile(
    r"(?:年)?(?:人均|生均|户均|年均|月均)|(?:平均)?每(?:[百千万十]+)?(?:个|名|张|所|位|家)?"
    r"(?:人口|(?![年月日天周](?!每))[\u4e00-\u9fff]{1,8}?(?:人口|居民|老人|床位|学校|乡镇|学生|护理员)|县(?:\(市、区\))?|生|人|年|月|日|天|周|季度?|户|学期|孩次|学校)"
    r"(?:每(?:年|月|日|天|周|人|生|学期|季度?|次))*"
)
DAY = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)")  # 2023-10-19
MONTH = re.compile(r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月")  # of a year; 个月 counts them
MONTH_BEFORE, MONTH_AFTER = (
    re.compile(r"(?:自|于|从|至|到|在|每年|[当今明次]年)\s*$"),
    re.compile(r"\s*(?:[底初末]|[上中下]旬|份|起|前|\d)"),
)
ORDINAL = re.compile(r"第\s*$")
LABEL = re.compile(r"(?:附件|附表|附录|附图|专栏|表|图)\s*$")  # 附件2, 表3: what a thing is called
PERIODS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
YEAR = re.compile(r"((?:19|20)\d\d)\s*年(?!度?\s*以来)|[“\"]?(十[一二三四五]五)[”\"]?")
CHANGE = re.compile(r"(?:增长|下降|提高|增加|减少|降低|上升|上调|递增|高出|多出)(?:了|约|率)?\s*$")
FROM = re.compile(r"(?:从(?!业)|由(?!于))[^，,。；;从由到至]{0,14}$")
BEGAN = re.compile(r"(?:从(?!业)|由(?!于))\s*(?:19|20)\d\d\s*年(?!\s*[起至到开])")  # the year of where it began alone
STANDARD = re.compile(
    r"标准(?!化|达标)|补助|补贴|资助|奖励|津贴|抚恤|基准定额|按.{0,12}核定|每[人生户]每|面积不|岁|配备|配置|随访|每学期|每季度|设置.{0,6}所"
    r"|服务半径|(?:响应|反应|等候)时间|每[天日周].{0,14}(?:不少于|不低于)|享受(?!面)[^的]{0,16}$"
)
NORM = re.compile(r"[^，,。；;]{0,8}?的(?:标准|要求|比例|规格)(?!化)")  # 按每千人口10个托位的标准
ELSEWHERE = re.compile(r"(?:高于|低于|超过|高出|优于|比)(?:全国|国家|全省|全市|世界)[^，,。；;]{0,8}$")
REACHED = re.compile(
    r"截至|截止|已经|以来|现有|共有|同比|过去.年|连续|平均水平|圆满|已(?:建|完|达|全|实|有)(?!成区|成社区|成居)"
)
FUTURE = re.compile(r"到20\d\d|力争|争取|将|目标|确保|努力|计划|(?<![重主需必])要|\d{4}年底?前")
GOAL = re.compile(r"(?:规划|预定|预期|既定)(?:的)?目标[^，,。；;]{0,4}$")
RATE = re.compile(
    r"(?:率|占比|比例|比重|覆盖面|满意度)[^，,。；;、]{0,6}$"
)  # what is counted in percent is no allowance
PAST_HEADING = re.compile(r"(?:发展|工作|现实|建设)基础$|成效|成就|成绩|现状|回顾|问题|短板|形势|背景|进展|十三五")
TOLD = ((Role.OTHER, ELSEWHERE), (Role.TARGET, GOAL), (Role.CHANGE, CHANGE), (Role.BASELINE, FROM))
"""What the words right before a figure say of its role, the first that speaks."""


def period_start(text: str) -> int | None:
    """First year of the latest five-year period that a text names: 2021 of a text that speaks of 十四五."""
    named = [PERIODS[name] for name in PERIODS if name in text]
    return max(named) - 4 if named else None


def looks_back(sentence: str, *, before: bool = False) -> bool:
    """Whether a sentence tells what was reached; it goes on doing so where the one `before` it did."""
    return bool(REACHED.search(sentence)) or (before and not FUTURE.search(sentence))


def understand(
    sentence: str,
    *,
    plan_start: int | None = None,
    path: Sequence[str] = (),
    kind: Role | None = None,
    past: bool = False,
    names: Sequence[tuple[int, int]] = (),
) -> tuple[Understood, ...]:
    """Quantities of one sentence.

    `plan_start`: first year of the plan; `path`: headings above; `kind`: the role that the place gives (a cell of
    服务标准 holds standards); `past`: the sentence before looks back; `names`: stretches that name
    something, whose figures are none (3岁以下婴幼儿托位).
    """
    past = any(PAST_HEADING.search(title) for title in path) or looks_back(sentence, before=past)
    named = Cover(names)
    dates = Cover(match.span() for match in DAY.finditer(sentence))
    counted = [f for f in figures(sentence) if not (named.holds(f.start) or dates.holds(f.start))]
    found = _ranges(sentence, [f for f in counted if not _is_date(sentence, f)])
    years = _years(sentence)
    dated: int | None = None
    spread: list[Understood] = []
    for at, (figure, high) in enumerate(found):
        top = high or figure
        end = top.end
        before, after = sentence[max(0, figure.start - NEAR) : figure.start], sentence[end : end + NEAR]
        while years and years[-1][0] <= figure.start:
            dated = years.pop()[1]
        began = FROM.search(before)
        year = _year(began.group()) if began else dated
        last = spread[-1] if spread else None
        own_base = _base(sentence[max(found[at - 1][0].end if at else 0, figure.start - NEAR) : figure.start])
        shared = last if last and last.unit == top.unit and _paired(sentence[last.end : figure.start]) else None
        base = own_base or (shared.base if shared else "")
        role = kind or _role(before, after, year, plan_start, past=past)
        if role is Role.TARGET and shared and base and not own_base and shared.role is Role.STANDARD:
            role = Role.STANDARD  # 小学每生每年610元，初中830元
        low, high_value = sorted((figure.value, top.value))
        permille = sentence.startswith("‰", end - 1)  # figures come as percent
        spread.append(
            Understood(
                text=sentence[figure.start : end],
                start=figure.start,
                end=end,
                low=low * (10 if permille else 1),
                high=high_value * (10 if permille else 1),
                unit="‰" if permille else top.unit,
                base=base,
                comparator=_comparator(before, after),
                year=year,
                role=role,
            )
        )
    return tuple(spread)


def _ranges(sentence: str, found: Sequence[Figure]) -> list[tuple[Figure, Figure | None]]:
    """Figures with the upper end of their range; 3—5万人 gives its scale to both ends."""
    paired: list[tuple[Figure, Figure | None]] = []
    skip = False
    for at, figure in enumerate(found):
        if skip:
            skip = False
            continue
        following = found[at + 1] if at + 1 < len(found) else None
        between = sentence[figure.end : following.start] if following else ""
        if following and RANGE.fullmatch(between) and (not figure.unit or figure.unit == following.unit):
            raw = figures(re.sub("[百千万亿]", "", following.text)) if not figure.unit else ()
            low = figure
            if raw and figure.value < raw[0].value < following.value:
                low = replace(figure, value=figure.value * following.value / raw[0].value)
            paired.append((low, following))
            skip = True
        else:
            paired.append((figure, None))
    return paired


def _is_date(sentence: str, figure: Figure) -> bool:
    """Years, dates, numbers of lists, documents and things: no quantities."""
    after, before = sentence[figure.end : figure.end + NEAR], sentence[max(0, figure.start - NEAR) : figure.start]
    if figure.is_year or (figure.text in ("10万", "十万") and re.search(r"\d\s*[/／]\s*$", before)):
        return True  # 9.7/10万 is one figure, its base is no other
    if not figure.unit and 1900 <= figure.value <= 2100 and re.match(r"\s*[-—–~～至]", after):
        return True
    if figure.unit in ("月", "日") and re.search(r"年\s*$|月\s*$", before):
        return True
    if ORDINAL.search(before) or (not figure.unit and LABEL.search(before)):
        return True
    if MONTH.fullmatch(figure.text) and (MONTH_BEFORE.search(before) or MONTH_AFTER.match(after)):
        return True
    return not figure.unit and (
        re.match(r"[号.、)）〕\]+”型A-Za-z]", after) is not None
        or re.search(r"[〔(（“\"第+A-Za-z·]\s*$", before) is not None
    )


def _comparator(before: str, after: str) -> Comparator:
    for comparator, pattern in AFTER:
        if pattern.match(after):
            return comparator
    return next((comparator for comparator, pattern in BEFORE if pattern.search(before)), Comparator.EXACT)


def _base(before: str) -> str:
    """The last base before the figure within its clause; `before` begins behind the figure before it."""
    matches = list(BASE.finditer(_clause(before)))
    return matches[-1].group() if matches else ""


def _paired(between: str) -> bool:
    """Whether two figures are parts of one list: 1980元和1280元, 小学650元,初中850元."""
    return len(between) <= 12 and not re.search(r"[。；;]", between)


def _year(before: str) -> int | None:
    matches = list(YEAR.finditer(before))
    if not matches:
        return None
    last = matches[-1]
    return int(last[1]) if last[1] else PERIODS.get(last[2])


def _clause(before: str) -> str:
    """What of it stands behind its last comma, semicolon or full stop."""
    return before[max(map(before.rfind, CLAUSE_ENDS)) + 1 :]


def _years(sentence: str) -> list[tuple[int, int | None]]:
    """Where each year of a sentence ends, the last one first; the year of where something began alone is none."""
    began = Cover(match.span() for match in BEGAN.finditer(sentence))
    found = [match for match in YEAR.finditer(sentence) if not began.holds(match.start())]
    return [(m.end(), int(m[1]) if m[1] else PERIODS.get(m[2])) for m in reversed(found)]


def _role(before: str, after: str, year: int | None, plan_start: int | None, *, past: bool) -> Role:
    near = _clause(before)
    told = next((role for role, pattern in TOLD if pattern.search(near)), None)
    if told is not None:
        return told
    if NORM.match(after):
        return Role.STANDARD
    if year is not None and plan_start is not None:
        past = year < plan_start
    elif not past and STANDARD.search(near) and not RATE.search(near):
        return Role.STANDARD
    return Role.BASELINE if past else Role.TARGET

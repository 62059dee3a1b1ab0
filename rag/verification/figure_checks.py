"""Whether a figure of a sentence is one of the evidence: in value, unit, what it is per, bound, year and subject.

A new check is one function and one line in `FITS`; each sees only the figures that fit by all before it.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ingest.identity.lexicon import Mention, mentions
from ingest.quantities.figures import figures
from ingest.text.fold import fold, fold_same_length
from rag.question.scope import own_names
from rag.schema import Evidence
from rag.verification import figure_bindings as bindings
from rag.verification.claims import Claim
from rag.verification.figures_in_context import (
    CAME_FROM,
    CLAUSE,
    KEPT,
    FigureInContext,
    bases,
    figures_in_context,
    figures_of,
    pairs,
    respective,
    words_of,
)
from rag.verification.patterns import CHANGED, DENIED, GROWN
from rag.verification.statements import STATEMENTS

NAMED = 0.6  # share of a row's name that must be said to name it
CLEARLY = 0.25  # by which another row must be named better to be the one that is meant
STEPS = ("级", "档")
NUMERALS = frozenset("0123456789一二三四五六七八九十")
POINTS = "个百分点"
GENERAL, THINGS = "个", frozenset(STATEMENTS["counts"]["things"])  # 三甲医院7个, 7家
NON = re.compile(r"非([\u4e00-\u9fff]{2})")
LEFT_OUT = re.compile("^[^，,。；;]{0,4}(?:不在|不算|不能|不再|不归|不属)")  # behind 满16周岁
EXACTLY = re.compile("(?:刚满|刚好|正好|恰好|刚到)$")
BY_SAID = re.compile("(?:提高|增加|上升|增长|上涨|涨|提升|降低|减少|下降|上调|下调)了?(?:约|近|将近)?$")
REACHED = re.compile(
    "(?:(?:提高|增加|上升|增长|上涨|涨|提升|降低|减少|下降|上调|下调|调整?|升|降)[到至为]|达到?)了?(?:约|近)?$"
)
EACH_KIND = {
    "person": re.compile("每(?:一)?(?:[人生名位孩]|个?(?:学生|孩子|老人|人))|[人生]均"),
    "place": re.compile("每(?:一)?(?:[所家校村院园]|个?(?:学校|机构|乡镇|社区|村|幼儿园|医院))|校均"),
}
THIS_NUMBER_UP = re.compile("不(?:能|得)?(?:低于|少于)这个数")
ITEM = re.compile("[，,。；;、和与及]")
RANGE_OF_STEPS = re.compile(r"(?:到|至|[-—~])\d{1,2}[档级类种]")  # the 2 of 分2到3档
RANGE = r"[^\d\s，,。；;]{0,3}(?:[-—~～]|至|到)"
ALIKE = 0.3  # share of a row's name that another has as well, so that it may be taken for it
BESIDE = 0.6  # share of what sets a row's name apart that must stand behind its figure
CONTRAST = 0.5  # share of what sets another figure apart that must be said to mean that one


def _value(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    return one.figure.value == other.figure.value


def _unit(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    """Equal units; one of the evidence without any (3—5万人, 65、75元) fits where no other unit follows."""
    if {one.figure.unit, other.figure.unit} == {POINTS, "%"}:
        return _grown(other)
    if one.figure.unit and other.figure.unit:
        units = {one.figure.unit, other.figure.unit}
        return len(units) == 1 or (GENERAL in units and units <= THINGS)
    if not one.figure.unit and not other.figure.unit:
        return not one.follows or not other.follows or one.follows == other.follows
    if not one.figure.unit:
        return not one.follows
    return not other.follows and _shares_unit(one, other)


def _shares_unit(one: FigureInContext, other: FigureInContext) -> bool:
    """Whether a bare figure stands in one piece with one of the unit: the start of a range, an item of a list."""
    return other.evidence is not None and (
        any(near.piece == other.piece and near.figure.unit == one.figure.unit for near in figures_of(other.evidence))
        or re.search(rf"[(（][^()（）]{{0,8}}{one.figure.unit}[^()（）]{{0,8}}[)）]", other.evidence.citation.quote)
        is not None  # of a table as running text: 标准（元/人·月）
    )


def _base(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    """Per what time, and per person or per school: 每所学校 is not 每生."""
    said = _each(CLAUSE.split(one.before)[-1])
    held = _each(other.segment) or (_each(words_of(other.evidence)) if other.evidence else frozenset())
    if said and held and not said & held:
        return False
    if not one.base:
        return True
    around = other.base or (bases(words_of(other.evidence)) if other.evidence else frozenset())
    return one.base <= around


def _each(text: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in EACH_KIND.items() if pattern.search(text))


def _bound(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """The same bound, which holds its figure in both or in neither (16周岁及以下 is not 未满16周岁).

    Also what is left out, told from the other side (满16周岁就不在内), and the ends of a range as least and most."""
    bound = one.bound or _bound_elsewhere(one, claim)
    if other.closed and EXACTLY.search(one.before) and LEFT_OUT.search(one.behind):
        return False  # 刚满65岁的不算 of 65岁及以上
    if bound == "up" and other.bound == "down" and LEFT_OUT.search(one.behind):
        return True
    if other.bound in (bound, one.bound):
        return one.closed is None or other.closed is None or one.closed == other.closed
    if other.bound:
        return False
    value = re.escape(other.figure.text.removesuffix(other.figure.unit))
    start, end = (rf"(?<![\d.]){value}{RANGE}\d", rf"\d{RANGE}{value}(?!\d)")
    return re.search(start if bound == "up" else end, other.segment) is not None


def _bound_elsewhere(one: FigureInContext, claim: Claim) -> str:
    """The bound that a sentence gives the same figure in another place, or behind it by 这个数: 95%…不能低于这个数."""
    if THIS_NUMBER_UP.search(one.behind_all):
        return "up"
    same = (near for near in figures_in_context(claim.text) if near.figure.same(one.figure))
    return next((near.bound for near in same if near.bound), "")


def _year(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """The year that the sentence names, else the question, else the latest; words for the present free the choice."""
    if other.year is None:
        return True
    if one.year:
        return one.year == other.year
    if CAME_FROM.search(one.before):
        return other.year != max(near.year or 0 for near in siblings(other))
    asked = {int(figure.value) for figure in figures(claim.question) if figure.is_year}
    if asked:
        return other.year in asked
    latest = max(near.year or 0 for near in siblings(other))
    return other.year == latest or one.past


def _label(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Not about what a figure beside it is about: 小学1000元,初中1250元."""
    if one.figure.unit in STEPS or (one.label and one.label == other.label):
        return True  # 二级 says which of the amounts behind is meant, and is matched with theirs
    if RANGE_OF_STEPS.match(one.behind) or (CAME_FROM.search(one.before) and other.in_cell):
        return True
    if (own_words := respective(other)) and (told := _told_apart(one, other, own_words)) is not None:
        return told
    asked = pairs(claim.question)
    for near in siblings(other):
        own, its = other.label - near.label, near.label - other.label
        alike = near.figure.value == other.figure.value
        if (alike and near.bound == other.bound) or (one.year == other.year != near.year and one.year):
            continue
        if own and not its and not alike and len(own & (one.label | asked)) < CONTRAST * len(own):
            return False  # what holds for some is not said of all: 360元;山区学生420元
        for said in (one.label,) if alike else (one.label, asked):
            told = len(its & said) >= CONTRAST * len(its) if its else False
            if own & said and not (told and _only_ranks(own & said) and not _only_ranks(own)):
                break
            if its and len(its & said) >= CONTRAST * len(its):
                return False
    return True


def _told_apart(one: FigureInContext, other: FigureInContext, own: frozenset[str]) -> bool | None:
    """Of 甲和乙分别为1和2 whether the words before a figure name what it is of there; None where they name neither."""
    rivals = [respective(near) for near in siblings(other) if near.figure.value != other.figure.value]
    theirs = frozenset().union(*(rival for rival in rivals if rival != own))
    said = pairs(fold_same_length(one.before))
    mine, others = said & (own - theirs), said & (theirs - own)
    return bool(mine) if bool(mine) != bool(others) else None


def _only_ranks(label: frozenset[str]) -> bool:
    """Whether words that set a figure apart are ranks alone: 一级 of 护理补贴一级."""
    return all(set(words) & NUMERALS for words in label)


def _row(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Not of a row when the sentence, or else the question, names another row that was offered."""
    evidence = other.evidence
    if evidence is None or not evidence.name:
        return True
    if _named_behind(one, evidence, claim):
        return True
    for text in (fold(one.before), fold(claim.text), claim.question):
        rivals = [rival for rival in claim.offered if rival.name and rival != evidence]
        if text == claim.question:  # it may ask for several things: the sentence's own words tell which this is of
            rivals = [rival for rival in rivals if not _told_rather(claim.text, evidence, rival)]
        if any(_means_other(rival, evidence, text) for rival in rivals):
            return False
        if _naming(evidence, text, frozenset()) >= NAMED:
            return True
    return True


def _told_rather(text: str, evidence: Evidence, rival: Evidence) -> bool:
    """Whether a sentence's words are clearly those of a piece of evidence rather than of a rival."""
    said = _pairs(text)
    own, theirs = (len(said & pairs(words_of(one))) for one in (evidence, rival))
    return own - theirs >= CLEARLY * len(said)


def _named_behind(one: FigureInContext, evidence: Evidence, claim: Claim) -> bool:
    """Whether the words right behind a figure name its row, and no other: 3.2名医师和3.8名护士."""
    behind = pairs(ITEM.split(fold(one.behind))[0])
    own = pairs(fold(evidence.name))
    others = [pairs(fold(rival.name)) for rival in claim.offered if rival.name and rival.name != evidence.name]
    alike = [name for name in others if len(own & name) >= ALIKE * len(own)]
    apart = [own - name for name in alike] or [own]
    return bool(behind & own) and all(part and len(part & behind) >= BESIDE * len(part) for part in apart)


def _means_other(rival: Evidence, evidence: Evidence, text: str) -> bool:
    """Whether a text names the rival by words that the evidence does not hold, and the evidence not as well."""
    theirs = _naming(rival, text, _pairs(evidence.citation.quote))
    own = _naming(evidence, text, _pairs(rival.name))
    return theirs >= NAMED and own < min(NAMED, theirs - CLEARLY)


def _naming(evidence: Evidence, text: str, common: frozenset[str]) -> float:
    """How far a text names a row by words of which some are not `common`: by its concept, or by a share of its name."""
    named_by = [one.words for one in _mentions(text) if one.concept == evidence.concept] if evidence.concept else []
    if any(pairs(words) - common for words in named_by):
        return 1.0
    name = _pairs(evidence.name) - common
    return len(name & pairs(text)) / len(name) if name else 0.0


@lru_cache(maxsize=KEPT)
def _mentions(text: str) -> Sequence[Mention]:
    return tuple(mentions(text))


@lru_cache(maxsize=KEPT)
def _pairs(text: str) -> frozenset[str]:
    return pairs(fold(text))


def _change(one: FigureInContext, other: FigureInContext, _: Claim) -> bool:
    """What something is more or less by is no amount of it: not 高50% over 按50%核定, 提高了5元 over 提高到5元."""
    if BY_SAID.search(fold_same_length(one.before)) and REACHED.search(fold_same_length(other.before)):
        return False
    return not CHANGED.search(fold_same_length(one.before)) or _grown(other)


def _grown(one: FigureInContext) -> bool:
    """Whether evidence gives a figure as a change, in the words before it or in its column."""
    column = one.evidence.citation.cells[one.piece[1]].column if one.evidence and one.in_cell else ""
    return bool(GROWN.search(column) or GROWN.search(CLAUSE.split(one.before)[-1]))


def _item(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Not of those who are not so: 非寄宿生 1000元 where 1000元 is for 寄宿生."""
    said, held = one.segment, other.segment
    denied = NON.findall(said)
    if denied and other.evidence and not any(words in held for words in denied):
        held = words_of(other.evidence)
    if any(f"非{words}" not in held and words in held for words in denied):
        return False
    turned = [words for words in NON.findall(held) if words in said and not re.search(f"[非不未没]{words[0]}", said)]
    return not turned or bool(DENIED.search(f"{fold(claim.text)} {claim.question}") or NON.search(claim.question))


def _place(one: FigureInContext, other: FigureInContext, claim: Claim) -> bool:
    """Of the region that is named last before it, where the evidence is of several."""
    words = fold_same_length(claim.text)[: one.figure.start]
    regions = {evidence.region for evidence in claim.offered}
    last = {region: max((words.rfind(name) for name in own_names(region)), default=-1) for region in regions}
    nearest = max(last.values())
    return nearest < 0 or (other.evidence is not None and last[other.evidence.region] == nearest)


FITS: dict[str, Callable[[FigureInContext, FigureInContext, Claim], bool]] = {
    "value": _value,
    "unit": _unit,
    "base": _base,
    "bound": _bound,
    "year": _year,
    "label": _label,
    "row": _row,
    "change": _change,
    "item": _item,
    "place": _place,
    "together": bindings.together,
    "per": bindings.per,
    "rate": bindings.rate,
    "share": bindings.share,
    "column": bindings.column,
    "alike": bindings.alike,
    "clause": bindings.clause,
}


def siblings(one: FigureInContext) -> list[FigureInContext]:
    """Figures of the same unit that stand with one in its sentence or row, itself among them."""
    if one.evidence is None:
        return [one]
    in_row = bool(one.evidence.citation.cells)
    return [
        near
        for near in figures_of(one.evidence)
        if near.figure.unit == one.figure.unit
        and not near.figure.is_year
        and near.piece[1] >= 0
        and (in_row or near.piece == one.piece)
    ] or [one]

"""What a document gets wrong or leaves open: quantities that cannot both hold, counts that do not add up, blanks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import combinations

from ingest.identity.lexicon import indicators, mentions
from ingest.quantities.comparators import any_word
from ingest.quantities.figures import any_unit
from ingest.records.indicators import baseline, target
from ingest.schema import Blank, Conflict, Document, Quantity, Row, RowKind, Section
from ingest.text.nesting import innermost

# where a figure is left out: 20xx年, x.x万元, __人, ○○张, ( )元
PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])(?:20[xX×]{2}\s*年|[xX×]{4}\s*年"
    r"|[xX×]{1,4}(?:[.．][xX×]{1,3})?\s*(?:[%％‰]|万?(?:元|人|个|所|张|项|家|户|套|名|次|年|处)|亿元)"
    rf"|(?:[xX×]{{2,4}}|[_＿]{{1,8}}|[*＊]{{2,4}}|[○〇]{{2,4}}|[(（【\[]\s+[)）】\]])\s*[万亿]?(?:{any_unit()}))"
)
# what a figure is said of: a run of characters, then at most a word like 达到 or 为
SUBJECT = re.compile(
    r"([\u4e00-\u9fff]{8,30}?)(?:均|已|就|要|将|应|力争|有望)?(?:达到?|为|是|提高到|提高至|上升到|下降到|降至|降低到|控制在|从|由"
    rf"|{any_word('subject', 'before')})*\Z"
)
NAMED = 6  # characters of an indicator's name that tells it from all others
SAME = 12  # characters of a clause that two standards share only where they are for the same people
MOST_COMPARED = 300  # quantities of one subject that are held against each other
TIMES_COMPARED = 3  # one value of a subject, where it is said more often than that
REACH = 40  # characters before a figure in which its subject stands
RATES = ("%", "‰")  # a service's standard for one of these is a level to reach, as a target is
COMPARED = ("baseline", "target")  # standards differ by whom they are for, changes by since when


def conflicts(
    text: str,
    quantities: tuple[Quantity, ...],
    rows: tuple[Row, ...] = (),
    plan_start: int | None = None,
    plan_end: int | None = None,
) -> tuple[Conflict, ...]:
    """Pairs of one subject that cannot both hold; of several equal pairs the first.

    The subject is the concept, an indicator's name, or the words of `text` right before the figure where these are long
    enough to be sure. The share that a service must reach is a target too. A baseline without a year is that of the
    year before the plan, a target with a unit and no year that of its last. Two standards only conflict where all words
    of their clauses are the same.
    """
    names = {row.id: row.name for row in rows if row.kind is RowKind.INDICATOR and len(row.name) >= NAMED}
    # a target without a year that is a baseline's value tells, without saying so, what was reached
    reached = {(one.concept, one.low, one.high) for one in quantities if one.role == "baseline" and one.year}
    by_subject: dict[tuple[object, ...], list[Quantity]] = {}
    for at, one in enumerate(quantities):
        if one.role == "standard" and (told := _clause(text, one)):
            by_subject.setdefault((told, one.role), []).append(one)
        if one.role == "standard" and one.unit in RATES and (rate := _rate(text, one)):
            by_subject.setdefault((rate, "target", plan_end, one.scope), []).append(one)
        if (
            one.role in COMPARED
            and (one.year or one.role == "baseline" or (plan_end and one.unit))
            and not _outgrown(text, quantities[at : at + 2])
            and (one.year or one.role == "baseline" or (one.concept, one.low, one.high) not in reached)
            and (one.year or one.concept is None or one.concept in indicators())
        ):
            for about in filter(None, (one.concept, _subject(text, one) or names.get(one.row or ""))):
                year = one.year or (plan_end if one.role == "target" else plan_start - 1 if plan_start else None)
                by_subject.setdefault((about, one.role, year, one.scope), []).append(one)
    found: list[Conflict] = []
    known: set[frozenset[Quantity]] = set()
    for subject, group in by_subject.items():
        for one, other in combinations(_compared(group), 2):
            if _same_measure(one, other) and not _compatible(one, other) and _apart(text, one, other):
                if (pair := frozenset((one, other))) not in known:
                    known.add(pair)
                    found.append(Conflict(document=one.document, concept=str(subject[0]), one=one, other=other))
                break
    return tuple(found)


def _compared(group: Sequence[Quantity]) -> Sequence[Quantity]:
    """What of a subject is held against each other: all, where a plan has said no more of it than plans do; else the
    first times that each value is said."""
    if len(group) <= MOST_COMPARED:
        return group
    said = Counter[tuple[object, ...]]()
    few: list[Quantity] = []
    for one in group:
        value = (one.low, one.high, one.unit, one.base, one.comparator)
        said[value] += 1
        if said[value] <= TIMES_COMPARED:
            few.append(one)
    return few[:MOST_COMPARED]


def _outgrown(text: str, pair: tuple[Quantity, ...]) -> bool:
    """Whether the first is where a growth of the past began, in a year that nobody says: 由33%提高到52%."""
    began = text[max(0, pair[0].start - 3) : pair[0].start].strip().endswith(("从", "由"))
    return began and len(pair) > 1 and pair[1].role == "baseline"


def _apart(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether they stand in different sentences, not of one row: 从966元调至1320元 is no conflict."""
    if one.row and one.row == other.row:
        return False
    start, end = sorted((one.start, other.start))
    return re.search(r"[。；;\n]", text[start:end]) is not None


def _subject(text: str, quantity: Quantity) -> str:
    """受教育年限 of 受教育年限达到11.2年; empty where it is short, or where figures come in pairs (分别)."""
    match = SUBJECT.search(text, max(0, quantity.start - REACH), quantity.start)
    return match[1] if match and quantity.unit and quantity.row is None and "分别" not in match[1] else ""


def _clause(text: str, quantity: Quantity) -> str:
    """残疾儿童每人每年救助不低于 of 残疾儿童每人每年救助不低于1.5万元; empty where it is short, or names no amount."""
    before = text[max(0, quantity.start - 2 * REACH) : quantity.start]
    words = re.split(r"[。；;:：\n|]", before)[-1].strip()
    sure = len(words) >= SAME and quantity.unit and quantity.row is None and "分别" not in words
    return words if sure and not any(map(str.isdigit, words)) else ""


def _rate(text: str, quantity: Quantity) -> str | None:
    """The indicator that is named last before the level that a service must reach: 接种率 of 接种率达到90%以上."""
    before = re.split(r"[。；;\n|]", text[max(0, quantity.start - REACH) : quantity.start])[-1]
    known = [one for one in mentions(before) if one.concept in indicators() and len(one.words) >= NAMED]
    named = [one for one in known if indicators()[one.concept].unit == quantity.unit]
    return max(named, key=lambda one: one.start).concept if named else None


def blanks(document: Document, sections: tuple[Section, ...], rows: tuple[Row, ...]) -> tuple[Blank, ...]:
    """Placeholders in the text, and values that an indicator lacks."""
    matches = list(PLACEHOLDER.finditer(document.text))
    found = [
        Blank(
            document=document.id,
            section=innermost(sections, match.start()).id,
            row=row,
            text=match.group(),
            start=match.start(),
            end=match.end(),
        )
        for match, row in zip(matches, _rows_at([match.start() for match in matches], rows), strict=True)
    ]
    return (*found, *_empty_cells(rows))


def _rows_at(places: Sequence[int], rows: Sequence[Row]) -> Iterator[str | None]:
    """The first of the rows that holds each place; places come in the text's order."""
    coming = sorted(range(len(rows)), key=lambda at: rows[at].start, reverse=True)
    begun: list[int] = []  # a heap of rows by their order
    for place in places:
        while coming and rows[coming[-1]].start <= place:
            heappush(begun, coming.pop())
        while begun and rows[begun[0]].end <= place:
            heappop(begun)
        yield rows[begun[0]].id if begun else None


def _empty_cells(rows: tuple[Row, ...]) -> Iterator[Blank]:
    for row in rows:
        if row.kind is RowKind.INDICATOR:
            for cell in (baseline(row), target(row)):
                if cell is not None and not cell.text:
                    yield Blank(
                        document=row.document,
                        section=row.section,
                        row=row.id,
                        text=cell.column,
                        start=row.start,
                        end=row.end,
                    )


def _same_measure(one: Quantity, other: Quantity) -> bool:
    units = not one.unit or not other.unit or one.unit == other.unit
    bases = not one.base or not other.base or one.base[:3] == other.base[:3]
    return units and bases


def _compatible(one: Quantity, other: Quantity) -> bool:
    """Whether one can hold together with the other: 99.5 with 99以上, but not 90 with 95以上, nor 90以上."""
    if one.unit in RATES and "target" in (one.role, other.role) and _levels(one, other):
        return False
    return _admits(one, other) or _admits(other, one)


def _levels(one: Quantity, other: Quantity) -> bool:
    """Whether both bound the same way, but not alike: ≥55% here and ≥80% there are two aims."""
    floors = {one.comparator, other.comparator} <= {"≥", ">"}
    ceilings = {one.comparator, other.comparator} <= {"≤", "<"}
    return (floors and one.low != other.low) or (ceilings and one.high != other.high)


def _admits(rule: Quantity, value: Quantity) -> bool:
    if rule.comparator in ("≥", ">"):
        return value.low >= rule.low
    if rule.comparator in ("≤", "<"):
        return value.high <= rule.high
    return rule.low <= value.low and value.high <= rule.high

"""Ways to answer: every reading of the retrieved passages, and the signs that speak for and against each.

A sign is a number between -1 and 1 or so; `rag/data/ranking.toml` weighs them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ingest.audit import PLACEHOLDER
from ingest.fold import fold, tokens
from ingest.lexicon import indicators
from ingest.meaning import Meaning
from ingest.quantities import figures
from ingest.readings import NOT_VALUES, Reading
from ingest.roles import FUTURE, PAST_HEADING, REACHED
from ingest.schema import Cell, RowKind
from rag import ranges
from rag.alternatives import chosen
from rag.asking import Asked, way
from rag.inquiry import FIGURED, YEAR, Asking
from rag.schema import Hit

# what an answer to a kind of question speaks of
TOLD_BY = {
    "lead": re.compile(r"牵头|负责|主管|责任|主办|承办|由[^，,。]{2,20}[局委办部]"),
    "payer": re.compile(r"财政|资金|经费|基金|支付|承担|负担|负责|出资|缴纳|缴费|自理|自费|免费"),
    "contact": re.compile(r"\d{5,}|\d{3,4}-\d{3,}|热线|网址|www|公众号"),
    "materials": re.compile(r"材料|证件|身份证|户口|申请表|证明|预约|提交|提供.{0,6}[证明表]|持.{0,8}[证卡]|凭|申请"),
    "hours": re.compile(r"\d+\s*[点时:：]|上午|下午|工作日|周末|节假日|全天|24小时"),
    "address": re.compile(r"[路街巷镇乡村区园楼]|位于|设在|地址|窗口|大厅|中心|医院|卫生院|银行|站点?|所$"),
}
# words that tell an amount without a figure: all of them, nothing to pay, what rules or authorities set
INSTEAD = re.compile(r"全覆盖|全部|全额|全面|应.尽.|清零|免费|不收|确定|制定|规定|执行|公布|核定|按照?|参照|标准")
EQUAL = 0.02  # shares of the words that are called equal
MANY = 3.0  # figures beyond the first that count as a heap


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to answer: a reading of a passage that was found; `text` is the first sentence."""

    hit: Hit
    text: str
    reading: Reading
    features: dict[str, float] = field(repr=False)

    @property
    def cell(self) -> Cell | None:
        return self.reading.cells[-1] if self.reading.cells else None

    @property
    def span(self) -> tuple[int, int] | None:
        return self.reading.span


FEATURES = (
    "constant", "sentence", "clause", "clause_behind", "passage", "focus", "heaviest", "gap",
    "gap_everywhere", "name", "rank", "measure", "unit",
    "no_measure", "figure", "no_figure", "concept", "other_concept", "year", "other_year", "tense", "kind",
    "other_kind", "column", "off_column", "asked_column", "wrong_column", "said_before", "length", "row", "unseen",
    "alike", "alike_behind", "alike_name", "alike_passage", "alike_passage_behind", "alike_best",
    "fits", "fits_around", "echo", "heap", "several", "too_few", "part", "year_unsaid", "year_outside", "wrong_way",
    "ambiguous",
)  # fmt: skip


def candidates(
    hits: Sequence[Hit], read: Sequence[Sequence[Reading]], asking: Asking, meaning: Meaning
) -> list[Candidate]:
    """All ways to answer from the hits (the best first) and the readings of each; none that does not speak of what is
    asked at all."""
    speaks = TOLD_BY.get(asking.wanted.kind)
    found = [one for one in _candidates(hits, read, asking) if speaks is None or speaks.search(one.text)]
    found = [one for one in found if asking.wanted.kind != "amount" or _amounts(one, asking)]
    newest = [asking.novelty(f"{one.hit.row.name if one.hit.row else ''}{one.text}") for one in found]
    found = [one for one, new in zip(found, newest, strict=True) if new >= max(newest)]
    return _compared(found, asking, meaning) if found else []


def _candidates(hits: Sequence[Hit], read: Sequence[Sequence[Reading]], asking: Asking) -> Iterator[Candidate]:
    top = max((hit.score for hit in hits), default=1.0)
    everywhere = np.max([asking.degrees(hit.passage.text) for hit in hits], axis=0) if hits else asking.weights
    unseen, gap = 1.0 - asking.share(everywhere), asking.gap(everywhere)
    known = ranges.told(asking.text)
    for hit, ways in zip(hits, read, strict=True):
        shared = {
            "constant": 1.0,
            "rank": hit.score / top,
            "unseen": unseen,
            "gap_everywhere": gap,
            "passage": asking.share(asking.degrees(hit.passage.text)),
        }
        about = _about(hit, hits)
        for one in _fitting(ways, hit, asking):
            text = _alone(one.text, asking)
            yield Candidate(
                hit=hit,
                text=text,
                reading=one,
                features=shared | _of_words(one, text, hit, about, asking) | _of_row(one, hit, asking)
                | _told(one, text, hit, asking) | _for_whom(one, hit, known, asking),
            )  # fmt: skip


def _amounts(one: Candidate, asking: Asking) -> bool:
    """Whether a reading can tell how much: by a figure, its blank, or words that stand for one."""
    row, cell = one.hit.row, one.cell
    of_value = bool(row and row.kind is RowKind.INDICATOR) or bool(cell and not cell.text)
    return of_value or bool(asking.answers(one.text) or PLACEHOLDER.search(one.text) or INSTEAD.search(one.text))


def _fitting(ways: Sequence[Reading], hit: Hit, asking: Asking) -> Iterator[Reading]:
    """Of an indicator only the columns that the question names, where it names any."""
    named = set()
    if hit.row and hit.row.kind is RowKind.INDICATOR:
        words = set(tokens(asking.text))
        columns = {cell.column for cell in hit.row.cells if cell.column not in NOT_VALUES}
        named = {one for one in columns if asking.years & set(YEAR.findall(one)) or _names(words, one)}
    for one in ways:
        if (
            not named
            or all(cell.column in named for cell in one.cells)
            or (asking.wanted.several and len(one.cells) > 1)
        ):
            yield one


def _names(words: set[str], column: str) -> bool:
    """Whether the question holds a word of a header (属性, 增长); a year is looked at by itself."""
    return any(len(token) > 1 and token in words for token in tokens(fold(YEAR.sub("", column))) if token != "指标")


def _about(hit: Hit, hits: Sequence[Hit]) -> str:
    """What a reading of the hit is about without saying so: its row, headings and title; of a duty what it governs."""
    cells = [cell.text for cell in hit.row.cells] if hit.row else []
    governed: list[str] = []
    if hit.row and hit.row.kind is RowKind.DUTY and hit.section:
        governed = [one.passage.text for one in hits if one.section[: len(hit.section)] == hit.section]
    return " ".join((*cells, *hit.section, hit.document.title, *governed))


def _alone(words: str, asking: Asking) -> str:
    """Of figures side by side the one that is asked about."""
    amount = asking.wanted.kind == "amount" and not asking.wanted.several
    return chosen(words, asking.text) if amount else words


def _of_words(one: Reading, text: str, hit: Hit, about: str, asking: Asking) -> dict[str, float]:
    """How far the reading, its sentence and its place hold the words of the question."""
    own = asking.degrees(text)
    around = np.maximum(asking.degrees(f"{one.sentence} {one.before}"), asking.degrees(about))
    around = np.maximum(own, around)
    return {
        "sentence": asking.share(around),
        "clause": asking.share(own),
        "focus": asking.focused(own),
        "heaviest": asking.heaviest(around),
        "gap": asking.gap(around),
        "name": asking.share(asking.degrees(hit.name)),
    }


def _of_row(one: Reading, hit: Hit, asking: Asking) -> dict[str, float]:
    """What kind of row and which column a reading comes from."""
    row = hit.row
    if row is None:
        return {}
    named = asking.concepts & indicators().keys()
    of_other = row.kind is RowKind.INDICATOR and bool(named) and row.concept is not None and row.concept not in named
    cell = one.cells[-1]
    return {
        "row": 1.0,
        "concept": float(row.concept in asking.concepts),
        "other_concept": float(of_other),
        "kind": float(row.kind in asking.wanted.rows),
        "other_kind": float(row.kind not in asking.wanted.rows),
        **_column(cell, asking.wanted),
    }


def _column(cell: Cell, wanted: Asked) -> dict[str, float]:
    """Whether a column tells what is asked; most where the question says outright what (谁出钱, 哪些人)."""
    first, any_of = cell.column in wanted.columns[:1], cell.column in wanted.columns
    if wanted.kind in (*FIGURED, "any", "which"):
        return {"column": 1.0 if first else 0.5 * any_of, "off_column": float(not any_of)}
    return {"asked_column": 1.0 if first else 0.5 * any_of, "wrong_column": float(not any_of)}


def _told(one: Reading, text: str, hit: Hit, asking: Asking) -> dict[str, float]:
    """What a reading's own words say: the measure asked for, how many figures; its sentence: the year, the tense."""
    amount = asking.wanted.kind in FIGURED
    own = text.removeprefix(one.text.removesuffix(one.own)) if one.own and one.text.endswith(one.own) else text
    new = asking.answers(own)
    bare = bool(hit.row and hit.row.kind is RowKind.INDICATOR and not hit.row.unit)  # its table gives no unit
    said = set(YEAR.findall(one.text)) or set(YEAR.findall(one.sentence))
    years, wants_past, wants_future = asking.years, asking.looks_back, asking.looks_ahead
    past = bool(REACHED.search(one.sentence)) or any(PAST_HEADING.search(title) for title in hit.section)
    future = bool(FUTURE.search(one.sentence)) and not past
    if hit.row and hit.row.kind is RowKind.INDICATOR:
        past = all(cell == hit.row.baseline for cell in one.cells)
        future = all(cell == hit.row.target for cell in one.cells)
        wants_future = wants_future or not wants_past
    asks = amount and bool(asking.wanted.measure)
    count = sum(not figure.is_year and bool(figure.unit) for figure in figures(own))
    return {
        "measure": float(asks and bool(new)),
        "unit": float(amount and any(figure.unit == asking.wanted.unit for figure in new if figure.unit)),
        "no_measure": float(asks and not new and not bare),
        "figure": float(amount and not asking.wanted.measure and bool(new)),
        "no_figure": float(amount and not asking.wanted.measure and not new),
        "year": float(bool(years & said)),
        "other_year": float(bool(years and said - years and not asking.wanted.several)),
        "year_unsaid": float(bool(years) and not said),
        "year_outside": float(bool(years - said) and _outside(years, hit.document.period)),
        "wrong_way": float(bool(asking.wanted.way) and way(own, "answer") not in ("", asking.wanted.way)),
        "tense": float((wants_past and past) or (wants_future and future))
        - float((wants_past and future) or (wants_future and past)),
        "said_before": float(bool(asking.said) and own.strip("。") in asking.said),
        "length": min(2.0, len(text) / 100),
        "heap": min(1.0, max(0, count - 1) / MANY) * float(not asking.wanted.several),
        "several": float(asking.wanted.several and len(new) > 1),
        "too_few": float(asking.wanted.several and amount and len(new) < 2),
        "part": float(not one.whole),
    }


def _outside(years: frozenset[str], period: str) -> bool:
    """Whether a plan of a period (2021-2025) is not about any of these years; the year before it is its baseline's."""
    if not period[:4].isdigit():
        return False
    return not any(int(period[:4]) - 1 <= int(year) <= int(period[-4:]) for year in years)


def _for_whom(one: Reading, hit: Hit, known: tuple[tuple[float, str], ...], asking: Asking) -> dict[str, float]:
    """Whether it is for somebody like the one who asks, by age or years; whether it says the question's own figure."""
    if not known:
        return {"echo": float(asking.echoed(one.text))}
    cells = [cell.text for cell in hit.row.cells] if hit.row else []
    own = ranges.fit(known, one.text)
    return {
        "fits": own,
        "fits_around": own or ranges.fit(known, " ".join((one.before, one.sentence, *cells))),
        "echo": float(asking.echoed(one.text)),
    }


def _compared(found: list[Candidate], asking: Asking, meaning: Meaning) -> list[Candidate]:
    """With how near each is in meaning, and how far behind the best in words and meaning."""
    texts = [(one.reading.text, one.hit.name, one.hit.passage.text) for one in found]
    distinct = list(dict.fromkeys(text for three in texts for text in three))
    question, *others = meaning([asking.plain or asking.text, *distinct])
    alike = dict(zip(distinct, np.asarray(others) @ question, strict=True))
    own, name, passage = np.array([[alike[text] for text in three] for three in texts]).T
    clause = np.array([one.features["clause"] for one in found])
    best = float(own.max())
    unclear = _unclear(found, clause)
    return [
        replace(
            one,
            features=one.features
            | {
                "clause_behind": float(clause[at] - clause.max()),
                "alike": float(own[at]),
                "alike_behind": float(own[at] - best),
                "alike_name": float(name[at]),
                "alike_passage": float(passage[at]),
                "alike_passage_behind": float(passage[at] - passage.max()),
                "alike_best": best,
                "ambiguous": unclear[at],
            },
        )
        for at, one in enumerate(found)
    ]


def _unclear(found: Sequence[Candidate], clause: NDArray[np.float64]) -> list[float]:
    """1 for a part of a sentence or cell beside which another part tells other figures as fittingly: of 小学360元,
    初中420元 each, where nobody said which school."""
    beside: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(found):
        if not one.reading.whole:
            place = one.cell.column if one.cell else one.reading.sentence
            beside.setdefault((one.hit.passage.id, place), []).append(at)
    unclear = [0.0] * len(found)
    for group in beside.values():
        told = {
            at: frozenset((f.value, f.unit) for f in figures(found[at].reading.own) if not f.is_year) for at in group
        }
        for at in group:
            rivals = (other for other in group if told[other] and not told[other] & told[at])
            unclear[at] = float(any(abs(clause[at] - clause[other]) < EQUAL for other in rivals))
    return unclear

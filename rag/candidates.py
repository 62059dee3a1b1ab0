"""Ways to answer: every cell of a retrieved row, every sentence of a retrieved passage, and what speaks for each.

A way that fits gets features between -1 and 1 or so; `rag/data/ranking.toml` weighs them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.fold import fold, tokens
from ingest.lexicon import indicators
from ingest.quantities import Figure, figures
from ingest.roles import FUTURE, PAST_HEADING, REACHED
from ingest.schema import Cell, Row, RowKind
from ingest.split import sentences
from rag.alternatives import chosen
from rag.asking import Asked
from rag.cite import LONGEST_QUOTE
from rag.schema import Hit
from rag.terms import Term, bare

Vector = NDArray[np.float64]

LONGEST_ANSWER = 120  # characters of a first sentence; a longer one is cut to the clauses that answer
LONGEST_CELL = 150  # characters of a cell that is given whole
ENDINGS = ("。", "！", "？")
MARK = re.compile(r"^(?:[-*•·]\s+|\d{1,2}[.．、]\s*(?!\d)|[(（]\d{1,2}[)）]\s*)")  # of a list's item
CLAUSE = re.compile(r"[^，,；;。]+")
TIMES = ("年", "月", "日")
# what an answer to a kind of question speaks of
TOLD_BY = {
    "lead": re.compile(r"牵头|负责|主管|责任|主办|承办|由[^，,。]{2,20}[局委办部]"),
    "payer": re.compile(r"财政|资金|经费|基金|支付|承担|负担|负责|出资|缴纳|缴费|自理|自费|免费"),
}
BLANK = re.compile(r"[\[［(（]?\s*(?:(?:20)?[xX×]+(?:[.．][xX×]+)?\s*(?:[%％‰年]|万?[元人个])?|[-—–_/]+)\s*[\]］)）]?")
DECIDES = re.compile(
    r"由[^，,。；;]{0,40}(?:政府|部门|局|委|机构)[^，,。；;]{0,40}(?:确定|制定|规定|明确|核定|公布)|[^，,。；;]{0,20}(?:政府|部门)[^，,。；;]{0,10}(?:确定|制定|明确|公布)"
)
FIGURED = ("amount", "when")  # kinds of questions that a figure answers
YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question taken apart: what is asked for, its terms, the concepts it names, the figures it holds itself."""

    wanted: Asked
    text: str
    terms: tuple[Term, ...]
    concepts: frozenset[str] = frozenset()
    known: tuple[Figure, ...] = ()
    premise: Figure | None = None
    """The figure that the question asks to confirm (听说…, …对吗)."""
    said: str = ""
    """The last answer, where the question follows up on one."""
    _degrees: dict[str, Vector] = field(default_factory=dict, repr=False)

    @cached_property
    def weights(self) -> Vector:
        """(terms,), making up 1."""
        weights = np.array([term.weight for term in self.terms])
        return np.asarray(weights / (weights.sum() or 1.0))

    @cached_property
    def near(self) -> Vector:
        """Of the terms beside the asking words (terms,), making up 1."""
        weights = self.weights * np.array([term.start in self.wanted.near for term in self.terms])
        return np.asarray(weights / (weights.sum() or 1.0))

    @cached_property
    def top(self) -> list[int]:
        """Which two terms weigh most."""
        return [int(at) for at in np.argsort(-self.weights, kind="stable")[:2]]

    def degrees(self, text: str) -> Vector:
        """How far a text holds each term (terms,), from 0 to 1."""
        if text not in self._degrees:
            plain = _folded(text)
            self._degrees[text] = np.array([term.degree(plain) for term in self.terms])
        return self._degrees[text]

    def share(self, degrees: Vector) -> float:
        """Their share of the question's weight."""
        return float(degrees @ self.weights)

    def focused(self, degrees: Vector) -> float:
        """The same of the terms beside the asking words."""
        return float(degrees @ self.near)

    def heaviest(self, degrees: Vector) -> float:
        """How far the two words that weigh most are held."""
        return float(sum(degrees[at] for at in self.top)) / len(self.top) if self.top else 0.0

    def gap(self, degrees: Vector) -> float:
        """The heaviest word that is not held, as a share of the question's weight."""
        return float((self.weights * (1 - degrees)).max(initial=0.0))

    def novelty(self, text: str) -> float:
        """How far a text holds what is new in a question that follows up: of 博士呢 the doctors."""
        new = [at for at, term in enumerate(self.terms) if term.start >= 0]
        return float(self.degrees(text)[new].max()) if self.said and new else 0.0

    def answers(self, text: str) -> list[Figure]:
        """Figures of a text that the question does not hold, of the measure asked for where one is."""
        if self.wanted.kind == "when":
            return [figure for figure in figures(text) if figure.unit in TIMES]
        new = [figure for figure in figures(text) if not figure.is_year and not any(map(figure.same, self.known))]
        return [figure for figure in new if not self.wanted.measure or figure.unit in self.wanted.measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to answer: `text` is the first sentence, from a span of prose or from a row's cell."""

    hit: Hit
    text: str
    features: dict[str, float] = field(repr=False)
    span: tuple[int, int] | None = None
    cell: Cell | None = None


FEATURES = (
    "constant", "sentence", "clause", "passage", "focus", "heaviest", "gap",
    "gap_everywhere", "name", "rank", "measure", "unit",
    "no_measure", "figure", "no_figure", "concept", "other_concept", "year", "other_year", "tense", "kind",
    "other_kind", "column", "off_column", "asked_column", "wrong_column", "said_before", "length", "row", "unseen",
)  # fmt: skip


def candidates(hits: Sequence[Hit], asking: Asking) -> Iterator[Candidate]:
    """All ways to answer from the hits, the best hit first; none that does not speak of what is asked at all."""
    speaks = TOLD_BY.get(asking.wanted.kind)
    found = [one for one in _candidates(hits, asking) if speaks is None or speaks.search(one.text)]
    newest = [asking.novelty(f"{one.hit.row.name if one.hit.row else ''}{one.text}") for one in found]
    yield from (one for one, new in zip(found, newest, strict=True) if new >= max(newest))


def _candidates(hits: Sequence[Hit], asking: Asking) -> Iterator[Candidate]:
    top = max((hit.score for hit in hits), default=1.0)
    everywhere = np.max([asking.degrees(hit.passage.text) for hit in hits], axis=0) if hits else asking.weights
    unseen = 1.0 - asking.share(everywhere)
    gap = asking.gap(everywhere)
    for hit in hits:
        shared = {
            "constant": 1.0,
            "rank": hit.score / top,
            "unseen": unseen,
            "gap_everywhere": gap,
            "passage": asking.share(asking.degrees(hit.passage.text)),
        }
        if hit.row:
            governed = [
                one.passage.text for one in hits if hit.section and one.section[: len(hit.section)] == hit.section
            ]
            around = " ".join(governed) if hit.row.kind is RowKind.DUTY else ""
            yield from _of_row(hit, hit.row, asking, shared, around)
        else:
            yield from _of_prose(hit, asking, shared)


def _of_row(hit: Hit, row: Row, asking: Asking, shared: dict[str, float], around: str) -> Iterator[Candidate]:
    """`around`: what the sections say that a duty governs."""
    name = asking.degrees(row.name)
    about = asking.degrees(" ".join((*(cell.text for cell in row.cells), *hit.section, hit.document.title, around)))
    named = asking.concepts & indicators().keys()
    base = shared | {
        "row": 1.0,
        "name": asking.share(name),
        "concept": float(row.concept in asking.concepts),
        "other_concept": float(
            row.kind is RowKind.INDICATOR and bool(named) and row.concept is not None and row.concept not in named
        ),
        "kind": float(row.kind in asking.wanted.rows),
        "other_kind": float(row.kind not in asking.wanted.rows),
    }
    for cell, text in _cells(row, asking):
        own = asking.degrees(f"{row.name} {cell.column} {text} {around}")
        features = base | {
            "sentence": asking.share(np.maximum(own, about)),
            "clause": asking.share(own),
            "focus": asking.focused(own),
            "heaviest": asking.heaviest(np.maximum(own, about)),
            "gap": asking.gap(np.maximum(own, about)),
            **_column(cell, asking.wanted),
        }
        told = text if row.kind is RowKind.INDICATOR else text.removeprefix(f"{row.name}的{cell.column}：")
        yield Candidate(hit=hit, text=text, cell=cell, features=features | _told(text, told, text, hit, asking))


def _column(cell: Cell, wanted: Asked) -> dict[str, float]:
    """Whether a column tells what is asked; most where the question says outright what (谁出钱, 哪些人)."""
    first, any_of = cell.column in wanted.columns[:1], cell.column in wanted.columns
    if wanted.kind in (*FIGURED, "any", "which"):
        return {"column": 1.0 if first else 0.5 * any_of, "off_column": float(not any_of)}
    return {"asked_column": 1.0 if first else 0.5 * any_of, "wrong_column": float(not any_of)}


def _cells(row: Row, asking: Asking) -> Iterator[tuple[Cell, str]]:
    """Cells that may answer, each with its sentence. An indicator has one: of the year that is asked about."""
    if row.kind is RowKind.INDICATOR:
        for cell in indicator_cells(row, asking):
            yield cell, indicator_sentence(row, (cell,))
        return
    for cell in row.cells:
        if cell.text and cell.text != row.name:
            yield cell, row_sentence(row, cell, asking)


def indicator_cells(row: Row, asking: Asking) -> list[Cell]:
    """The columns that the question names (its year, 目标, 属性), else the target or, of what was, the baseline."""
    others = [cell for cell in row.cells if cell.column not in NOT_VALUES and cell.text != row.name]
    years = set(YEAR.findall(asking.text))
    words = set(tokens(asking.text))
    named = [cell for cell in others if years & set(YEAR.findall(cell.column)) or _names(words, cell.column)]
    if named:
        return named
    wanted = row.baseline if PAST_ASKED.search(asking.text) and row.baseline else row.target
    return [wanted] if wanted else others[-1:]


NOT_VALUES = ("序号", "分类", "类别", "领域", "指标", "指标名称", "主要指标", "单位")
PAST_ASKED = re.compile(r"现在|目前|如今|眼下|已经|现状|当时|原来|之前|以前|去年|十三五|达到了|完成了|实际")


def _names(words: set[str], column: str) -> bool:
    """Whether the question holds a word of a header (属性, 增长); a year is looked at by itself."""
    return any(len(token) > 1 and token in words for token in tokens(fold(YEAR.sub("", column))) if token != "指标")


def indicator_sentence(row: Row, cells: Sequence[Cell]) -> str:
    """名2020年完成为98.9%,2025年目标为99.5%."""
    parts = []
    for cell in cells:
        unitless = figures(cell.text) and not any(figure.unit for figure in figures(cell.text))
        # 15 and 1/10万 side by side would read as 151/10万
        unit = f"（{row.unit}）" if row.unit[:1].isdigit() else row.unit
        parts.append(f"{cell.column}为{cell.text}{unit if unitless else ''}")
    return row.name + "，".join(parts)


def row_sentence(row: Row, cell: Cell, asking: Asking) -> str:
    """A cell in a sentence that names the row; of a long cell, or where an amount is asked, the part that answers."""
    if row.kind is RowKind.TERM:
        return f"{row.name}：{_cut(cell.text, asking)}"
    whole = asking.wanted.kind not in (*FIGURED, "which") and len(cell.text) <= LONGEST_CELL
    words = cell.text.rstrip("。;；") if whole else _alone(_part(cell.text, asking), asking)
    if row.kind is RowKind.PROJECT and asking.wanted.kind == "amount" and not asking.wanted.several:
        start, end = narrowed(words, asking)  # a project's figures are many, and each stands in a clause of its own
        words = words[start:end].rstrip("。;；,， ")
    return f"{row.name}的{cell.column}：{words}"


def _alone(words: str, asking: Asking) -> str:
    """Of figures side by side the one that is asked about."""
    amount = asking.wanted.kind == "amount" and not asking.wanted.several
    return chosen(words, asking.text) if amount else words


def _part(words: str, asking: Asking) -> str:
    """The sentence of a cell that answers best; all of it where that cannot be told."""
    parts = [words[start:end] for start, end in sentences(words)]
    scores = [_likeness(part, asking) for part in parts]
    best = max(scores, default=0.0)
    if len(parts) < 2 or best <= 0 or scores.count(best) > 1:
        return _cut(words, asking)
    return _cut(parts[scores.index(best)], asking)


def _cut(words: str, asking: Asking) -> str:
    words = words.rstrip("。;； \n")
    if len(words) <= LONGEST_ANSWER:
        return words
    start, end = narrowed(words, asking)
    return words[start:end].rstrip("。;；,， ")


def _of_prose(hit: Hit, asking: Asking, shared: dict[str, float]) -> Iterator[Candidate]:
    text = hit.document.text
    title = hit.section[-1].rstrip("。") if hit.section else ""
    headings = " ".join((*hit.section, hit.document.title))
    before = ""
    for start, end in sentences(text, hit.passage.start, hit.passage.end):
        words = text[start:end]
        if words.rstrip("。") == title:
            continue  # a heading announces, it does not answer
        left, right = _answering(words, asking)
        left += len(words[left:right]) - len(MARK.sub("", words[left:right]))
        answer = words[left:right].rstrip("。;；,， \n")
        if not answer or len(answer) > LONGEST_QUOTE or YEAR_CLAUSE.fullmatch(answer):
            before = words
            continue
        stop = start + left + len(answer)
        stop += text[stop : stop + 1] in ENDINGS  # a quote keeps its full stop
        about = asking.degrees(f"{headings} {before}")
        features = shared | {
            "sentence": asking.share(np.maximum(asking.degrees(words), about)),
            "clause": asking.share(asking.degrees(answer)),
            "focus": asking.focused(asking.degrees(answer)),
            "heaviest": asking.heaviest(np.maximum(asking.degrees(words), about)),
            "gap": asking.gap(np.maximum(asking.degrees(words), about)),
            "name": asking.share(asking.degrees(title)),
        }
        yield Candidate(
            hit=hit,
            text=_alone(answer, asking),
            span=(start + left, stop),
            features=features | _told(answer, answer, words, hit, asking),
        )
        before = words


def _answering(words: str, asking: Asking) -> tuple[int, int]:
    """What of a sentence answers: the clause with the asked figure and its subject; all of a short one."""
    if asking.wanted.several:
        return (0, len(words)) if len(words) <= LONGEST_ANSWER else _spanning(words, asking)
    if asking.wanted.kind in FIGURED or len(words) > LONGEST_ANSWER:
        return narrowed(words, asking)
    return 0, len(words)


def _spanning(words: str, asking: Asking) -> tuple[int, int]:
    """Where several figures are asked for: from the first to the last clause that is about them."""
    clauses = [match.span() for match in CLAUSE.finditer(words)]
    scores = [_likeness(words[start:end], asking) for start, end in clauses]
    about = [at for at, score in enumerate(scores) if score >= ALIKE * max(scores)]
    return (clauses[about[0]][0], clauses[about[-1]][1]) if about else (0, len(words))


def narrowed(words: str, asking: Asking) -> tuple[int, int]:
    """Of a sentence with several clauses the one that is asked about, with those before it that name its subject."""
    clauses = [match.span() for match in CLAUSE.finditer(words)]
    figured = [any(not figure.is_year for figure in figures(words[start:end])) for start, end in clauses]
    if len(clauses) < 2 or (sum(figured) < 2 and len(words) <= LONGEST_ANSWER):
        return 0, len(words)
    scores = [_likeness(words[start:end], asking) for start, end in clauses]
    best = max(range(len(clauses)), key=lambda at: scores[at])
    first = best
    while first > 0 and not figured[first - 1] and clauses[best][1] - clauses[first - 1][0] <= LONGEST_ANSWER:
        if asking.share(asking.degrees(words[clauses[first][0] : clauses[best][1]])) >= SUBJECT_SHARE:
            break
        first -= 1
    if first > 0 and YEAR_CLAUSE.fullmatch(words[slice(*clauses[first - 1])]):
        first -= 1
    return clauses[first][0], clauses[best][1]


SUBJECT_SHARE = 0.5  # of the question's weight that a clause must hold to stand without the one before it
YEAR_CLAUSE = re.compile(r"\D{0,4}20\d\d年\D{0,3}")  # 到2025年, which dates what follows
ALIKE = 0.5  # of the best clause's likeness, for the others that are asked about too
ABSENT = 0.3  # left of a stretch's weight where a figure is asked and it has none


def _likeness(words: str, asking: Asking) -> float:
    """Weight of the question that a stretch holds, most for words beside the asking ones, little without a figure."""
    degrees = asking.degrees(words)
    weight = asking.share(degrees) + asking.focused(degrees)
    if asking.wanted.kind in FIGURED and not asking.answers(words):
        weight *= ABSENT
    return weight


def _told(answer: str, cell: str, sentence: str, hit: Hit, asking: Asking) -> dict[str, float]:
    """What an answer's own words say: the measure asked for, a department; and its sentence: the year, the tense."""
    amount = asking.wanted.kind in FIGURED
    new = asking.answers(cell)
    bare = bool(hit.row and hit.row.kind is RowKind.INDICATOR and not hit.row.unit)  # its table gives no unit
    years, said = set(YEAR.findall(asking.text)), set(YEAR.findall(sentence))
    wants_past, wants_future = bool(PAST_ASKED.search(asking.text)), bool(FUTURE_ASKED.search(asking.text))
    past = bool(REACHED.search(sentence)) or any(PAST_HEADING.search(title) for title in hit.section)
    future = bool(FUTURE.search(sentence)) and not past
    return {
        "measure": float(amount and bool(asking.wanted.measure) and bool(new)),
        "unit": float(amount and any(figure.unit == asking.wanted.unit for figure in new if figure.unit)),
        "no_measure": float(amount and bool(asking.wanted.measure) and not new and not bare),
        "figure": float(amount and not asking.wanted.measure and bool(new)),
        "no_figure": float(amount and not asking.wanted.measure and not new),
        "year": float(bool(years & said)),
        "other_year": float(bool(years and said and not years & said)),
        "tense": float((wants_past and past) or (wants_future and future))
        - float((wants_past and future) or (wants_future and past)),
        "said_before": float(bool(asking.said) and cell.strip("。") in asking.said),
        "length": min(2.0, len(answer) / 100),
    }


FUTURE_ASKED = re.compile(r"到20\d\d|目标|打算|计划|力争|将来|以后|要(?:达到|建|做|办|占|控制)|准备|十四五")


@lru_cache(maxsize=100_000)
def _folded(text: str) -> str:
    return bare(fold(text))

"""Ways to answer: every reading of the retrieved passages, alone, computed from or two side by side, each with its
signs (`rag/extraction/features.py`).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ingest.answer_spans import AnswerSpan
from ingest.audit import PLACEHOLDER
from ingest.index.meaning import DIMENSIONS, Meaning, Vectors
from ingest.quantities.figures import Figure, figures
from ingest.schema import Cell, RowKind
from ingest.tables.headers import NOT_READ_OUT
from ingest.text.fold import fold, tokens
from rag.extraction import eligibility
from rag.extraction.alternatives import chosen
from rag.extraction.arithmetic import combined
from rag.extraction.features import FEATURES, content_features, eligibility_features, row_features, term_features
from rag.extraction.school_levels import of_another_level
from rag.question.answer_type import Computes
from rag.question.parsed_question import YEAR, ParsedQuestion, folded
from rag.schema import Hit

# what an answer to a kind of question speaks of
TOLD_BY = {
    "lead": re.compile(
        r"牵头|负责|主管|责任|主办|承办|由[^，,。]{2,20}[局委办部厅]|[\u4e00-\u9fff](?:[局委办部厅]|政府)(?:要|应|会同|组织|统筹|指导|定期)"
    ),
    "payer": re.compile(r"财政|资金|经费|基金|支付|承担|负担|负责|出资|缴纳|缴费|自理|自费|免费"),
    "contact": re.compile(
        r"(?<![\d.])(?:0\d{2,3}[-—–]?\d{7,8}|1[3-9]\d{9}|[2-8]\d{6,7}|1[12]\d{3}|9\d{4})(?![\d.]|\s*[元万亿人个亩户米平套张%])|热线|网址|www|公众号"
    ),
    "materials": re.compile(r"材料|证件|身份证|户口|申请表|证明|预约|提交|提供.{0,6}[证明表]|持.{0,8}[证卡]|凭|申请"),
    "hours": re.compile(r"\d+\s*[点时:：]|上午|下午|工作日|周末|节假日|全天|24小时"),
    "address": re.compile(r"[路街巷镇乡村区园楼]|位于|设在|地址|窗口|大厅|中心|医院|卫生院|银行|站点?|所$"),
}
# words that tell an amount without a figure: all of them, nothing to pay, what rules or authorities set
INSTEAD = re.compile(r"全覆盖|全部|全额|全面|应.尽.|清零|免费|不收|确定|制定|规定|执行|公布|核定|按照?|参照|标准")
NEAR = 0.8  # how near a word must be to one of the question to tell, alone, that something is about it
EQUAL = 0.02  # shares of the words that are called equal
SINGLES, PAIRS = 16, 12  # readings that are put side by side, and pairs of them that are kept
GAIN = 0.05  # share of the question's weight that the second of two readings must add
LONGEST_PAIR = 160  # characters of both together


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to answer: a reading of a passage that was found; `text` is the first sentence."""

    hit: Hit
    text: str
    answer_span: AnswerSpan
    features: dict[str, float] = field(repr=False)
    meaning: NDArray[np.float32] = field(default_factory=lambda: np.zeros(DIMENSIONS, dtype=np.float32), repr=False)
    """Of the reading: (dimensions,)."""
    held: NDArray[np.float64] = field(default_factory=lambda: np.zeros((2, 0)), repr=False)
    """How far it and its place hold what is meant by each word of the question: (2, terms)."""
    sum: str = ""
    """How its result was computed, where the question asks for one."""
    also: "Candidate | None" = None
    """The other half, where two readings are put side by side."""

    @property
    def cell(self) -> Cell | None:
        return self.answer_span.cells[-1] if self.answer_span.cells else None

    @property
    def span(self) -> tuple[int, int] | None:
        return self.answer_span.span


def candidates(
    hits: Sequence[Hit], read: Sequence[Sequence[AnswerSpan]], parsed: ParsedQuestion, meaning: Meaning
) -> list[Candidate]:
    """All ways to answer from the hits (the best first) and the readings of each; none that does not speak of what is
    asked at all."""
    if not _speak_of_it(hits, parsed):
        return []
    speaks = TOLD_BY.get(parsed.answer_type.kind)
    found = [one for one in _candidates(hits, read, parsed) if speaks is None or speaks.search(one.text)]
    found = [one for one in found if parsed.answer_type.kind != "amount" or _amounts(one, parsed)]
    found = [one for one in found if not _repeats(one.text, parsed) and not _of_another_level(one.hit, parsed)]
    if parsed.answer_type.several or parsed.answer_type.computes:
        found += _pairs(found, parsed)
    return _compared(found, parsed, meaning) if found else []


def _speak_of_it(hits: Sequence[Hit], parsed: ParsedQuestion) -> bool:
    """Whether any hit holds a word of the question or one near to it: of 1+1等于几 a figure is none."""
    words = [at for at, term in enumerate(parsed.terms) if not term.words.isdigit()]
    texts = [hit.passage.text for hit in hits]
    return any(parsed.degrees(text)[words].any() or (parsed.meant(text)[words] >= NEAR).any() for text in texts)


def _repeats(words: str, parsed: ParsedQuestion) -> bool:
    """Whether a reading only says what the question says already (六类重点对象)."""
    return folded(words).strip("。:：") in folded(parsed.text)


def _of_another_level(hit: Hit, parsed: ParsedQuestion) -> bool:
    """Whether a row is by its name for other schools than those that the question names."""
    return hit.row is not None and of_another_level(parsed.text, hit.row.name, hit.passage.text)


def _pairs(found: Sequence[Candidate], parsed: ParsedQuestion) -> list[Candidate]:
    """Two readings that tell the same kind of thing, each of another part of the question."""
    seen: dict[tuple[str, str], tuple[float, NDArray[np.float64], Candidate]] = {}
    for one in found:
        if one.sum or (parsed.answer_type.kind == "amount" and len(_counted(one, parsed)) != 1):
            continue
        held = np.maximum(parsed.degrees(one.text), parsed.degrees(one.hit.name))
        place = (one.hit.passage.id, one.text)
        if place not in seen:
            seen[place] = (float(parsed.share(held)), held, one)
    singles = sorted(seen.values(), key=lambda three: -three[0])[:SINGLES]
    ways = []
    for (share, held, one), (other_share, other_held, other) in combinations(singles, 2):
        union = np.maximum(held, other_held)
        whole = float(parsed.share(union))
        gain = whole - max(share, other_share)
        if gain >= GAIN and _alike(one, other, parsed) and len(one.text) + len(other.text) < LONGEST_PAIR:
            ways.append((whole, union, one, other))
    ways.sort(key=lambda four: -four[0])
    return [way for _, union, one, other in ways[:PAIRS] for way in _side_by_side(union, one, other, parsed)]


def _counted(one: Candidate, parsed: ParsedQuestion) -> list[Figure]:
    """The figures of a reading's own words that may be asked for."""
    return [figure for figure in parsed.answers(one.text) if figure.unit]


def _alike(one: Candidate, other: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether two readings tell the same kind of thing: figures of one unit, or the same column of two rows."""
    if parsed.answer_type.kind == "amount":
        return {figure.unit for figure in _counted(one, parsed)} == {figure.unit for figure in _counted(other, parsed)}
    return bool(one.cell and other.cell and one.cell.column == other.cell.column and one.hit is not other.hit)


def _side_by_side(
    held: NDArray[np.float64], one: Candidate, other: Candidate, parsed: ParsedQuestion
) -> Iterator[Candidate]:
    """Two readings as one, with what they come to where that is asked."""
    features = {name: (one.features.get(name, 0.0) + other.features.get(name, 0.0)) / 2 for name in FEATURES}
    features |= {
        "clause_overlap": float(parsed.share(held)),
        "sentence_overlap": max(float(parsed.share(held)), features["sentence_overlap"]),
        "focus_overlap": max(float(parsed.focused(held)), features["focus_overlap"]),
        "heaviest_terms": max(float(parsed.heaviest(held)), features["heaviest_terms"]),
        "heaviest_missing": min(float(parsed.gap(held)), features["heaviest_missing"]),
        "several_figures": float(parsed.answer_type.several),
        "too_few_figures": 0.0,
        "is_pair": 1.0,
        "not_a_pair": 0.0,
    }
    text = f"{one.text.rstrip('。；;')}；{other.text}"
    both = replace(one, text=text, also=other, features=features, held=np.maximum(one.held, other.held))
    yield both
    yield from computed(both, parsed)


def _candidates(
    hits: Sequence[Hit], read: Sequence[Sequence[AnswerSpan]], parsed: ParsedQuestion
) -> Iterator[Candidate]:
    if not hits:
        return
    top = max(hit.score for hit in hits)
    everywhere = np.max([parsed.degrees(hit.passage.text) for hit in hits], axis=0)
    unseen, gap = 1.0 - float(parsed.share(everywhere)), float(parsed.gap(everywhere))
    known = eligibility.asker_facts(parsed.text)
    ways = [(hit, one) for hit, of_hit in zip(hits, read, strict=True) for one in _fitting(of_hit, hit, parsed)]
    texts = [_alone(one.text, parsed) for _, one in ways]
    abouts = {id(hit): _about(hit, hits) for hit in hits}
    by_words, held = term_features(ways, texts, abouts, parsed)
    for (hit, one), text, words, holds in zip(ways, texts, by_words, held, strict=True):
        shared = {
            "bias": 1.0,
            "retrieval_score": hit.score / top,
            "missing_everywhere": unseen,
            "heaviest_missing_everywhere": gap,
            "not_computed": float(parsed.answer_type.computes is not Computes.NOTHING),
            "not_a_pair": float(parsed.answer_type.several),
            "novelty": parsed.novelty(f"{hit.row.name if hit.row else ''}{text}"),
        }
        features = shared | words | row_features(one, hit, parsed)
        features |= content_features(one, text, hit, parsed) | eligibility_features(one, hit, known, parsed)
        plain = Candidate(hit=hit, text=text, answer_span=one, features=features, held=holds)
        yield plain
        yield from computed(plain, parsed)


def computed(plain: Candidate, parsed: ParsedQuestion) -> Iterator[Candidate]:
    """The same with what the question asks to compute from its figures."""
    for result in combined(plain.text, parsed):
        features = plain.features | {"is_computed": 1.0, "not_computed": 0.0}
        yield replace(plain, text=result.text, sum=result.sum, features=features)


def _amounts(one: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether a reading can tell how much: by a figure, its blank, or words that stand for one."""
    row, cell = one.hit.row, one.cell
    of_value = bool(row and row.kind is RowKind.INDICATOR) or bool(cell and not cell.text)
    return of_value or bool(parsed.answers(one.text) or PLACEHOLDER.search(one.text) or INSTEAD.search(one.text))


def _fitting(ways: Sequence[AnswerSpan], hit: Hit, parsed: ParsedQuestion) -> Iterator[AnswerSpan]:
    """Of an indicator only the columns that the question names, where it names any."""
    named = set()
    if hit.row and hit.row.kind is RowKind.INDICATOR:
        words = set(tokens(parsed.text))
        columns = {cell.column for cell in hit.row.cells if cell.column not in NOT_READ_OUT}
        named = {one for one in columns if parsed.years & set(YEAR.findall(one)) or _names(words, one)}
    for one in ways:
        if (
            not named
            or all(cell.column in named for cell in one.cells)
            or (parsed.answer_type.several and len(one.cells) > 1)
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


def _alone(words: str, parsed: ParsedQuestion) -> str:
    """Of figures side by side those that are asked about."""
    return (
        chosen(words, parsed.text, several=parsed.answer_type.several) if parsed.answer_type.kind == "amount" else words
    )


def _compared(found: list[Candidate], parsed: ParsedQuestion, meaning: Meaning) -> list[Candidate]:
    """With how near each is in meaning, and how far behind the best in words and meaning."""
    halves = [(one, one.also) if one.also else (one,) for one in found]
    texts = (of(half) for of in (_text, _name, _passage) for both in halves for half in both)
    distinct = list(dict.fromkeys(texts))
    vectors = dict(zip(distinct, meaning(distinct), strict=True))

    def of_all(of: Callable[[Candidate], str]) -> Vectors:
        """(candidates, dimensions); of two readings side by side the middle."""
        middle = np.array([sum((vectors[of(half)] for half in both[1:]), vectors[of(both[0])]) for both in halves])
        return np.asarray(middle / np.linalg.norm(middle, axis=1, keepdims=True))

    meanings = of_all(_text)
    own, name, passage = meanings @ parsed.meaning, of_all(_name) @ parsed.meaning, of_all(_passage) @ parsed.meaning
    clause = np.array([one.features["clause_overlap"] for one in found])
    best = float(own.max())
    unclear = _unclear(found, clause)
    return [
        replace(
            one,
            meaning=meanings[at],
            features=one.features
            | {
                "clause_overlap_gap": float(clause[at] - clause.max()),
                "similarity": float(own[at]),
                "similarity_gap": float(own[at] - best),
                "name_similarity": float(name[at]),
                "passage_similarity": float(passage[at]),
                "passage_similarity_gap": float(passage[at] - passage.max()),
                "best_similarity": best,
                "ambiguous": unclear[at],
            },
        )
        for at, one in enumerate(found)
    ]


def _text(one: Candidate) -> str:
    return one.answer_span.text


def _name(one: Candidate) -> str:
    return one.hit.name


def _passage(one: Candidate) -> str:
    return one.hit.passage.text


def _unclear(found: Sequence[Candidate], clause: NDArray[np.float64]) -> list[float]:
    """1 for a part of a sentence or cell beside which another part tells other figures as fittingly: of 小学360元,
    初中420元 each, where nobody said which school."""
    beside: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(found):
        if not one.answer_span.whole:
            place = one.cell.column if one.cell else one.answer_span.sentence
            beside.setdefault((one.hit.passage.id, place), []).append(at)
    unclear = [0.0] * len(found)
    for group in beside.values():
        values = {
            at: frozenset((f.value, f.unit) for f in figures(found[at].answer_span.own) if not f.is_year)
            for at in group
        }
        for at in group:
            rivals = (other for other in group if values[other] and not values[other] & values[at])
            unclear[at] = float(any(abs(clause[at] - clause[other]) < EQUAL for other in rivals))
    return unclear

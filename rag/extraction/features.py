"""Features of a candidate answer: the question's words and what is near to them, the kind of row and column, figures,
years and tense, whom it is for. Each is a number between -1 and 1 or so; `ranker.py` weighs them.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.answer_spans import AnswerSpan
from ingest.identity.lexicon import indicators
from ingest.quantities.context import FUTURE, PAST_HEADING, REACHED
from ingest.quantities.figures import figures
from ingest.schema import Cell, RowKind
from rag.extraction import eligibility
from rag.question.answer_type import AnswerType, way
from rag.question.parsed_question import FIGURED, YEAR, ParsedQuestion
from rag.schema import Hit

MANY = 3.0  # figures beyond the first that count as a heap
Degrees = NDArray[np.float64]

FEATURES = (
    "bias",
    "sentence_overlap",
    "clause_overlap",
    "clause_overlap_gap",
    "passage_overlap",
    "focus_overlap",
    "heaviest_terms",
    "heaviest_missing",
    "heaviest_missing_everywhere",
    "name_overlap",
    "retrieval_score",
    "has_measure",
    "has_unit",
    "lacks_measure",
    "has_figure",
    "lacks_figure",
    "same_concept",
    "other_concept",
    "same_year",
    "other_year",
    "tense_match",
    "row_kind_match",
    "row_kind_mismatch",
    "column_match",
    "column_mismatch",
    "named_column_match",
    "named_column_mismatch",
    "said_before",
    "length",
    "is_row",
    "missing_everywhere",
    "similarity",
    "similarity_gap",
    "name_similarity",
    "passage_similarity",
    "passage_similarity_gap",
    "best_similarity",
    "eligible",
    "eligible_in_context",
    "echoes_question",
    "too_many_figures",
    "several_figures",
    "too_few_figures",
    "is_part",
    "year_unsaid",
    "year_outside_period",
    "wrong_direction",
    "ambiguous",
    "is_computed",
    "not_computed",
    "is_pair",
    "not_a_pair",
    "novelty",
    "semantic_clause_overlap",
    "semantic_sentence_overlap",
    "semantic_focus_overlap",
    "semantic_heaviest_terms",
    "semantic_heaviest_missing",
    "semantic_name_overlap",
)


def term_features(
    ways: Sequence[tuple[Hit, AnswerSpan]], texts: Sequence[str], abouts: Mapping[int, str], parsed: ParsedQuestion
) -> tuple[list[dict[str, float]], Degrees]:
    """How far each reading, its sentence and its place hold the words of the question, as they are or what is meant;
    and how far the reading itself and its place hold what is meant by each: (ways, 2, terms)."""
    if not ways:
        return [], np.zeros((0, 2, len(parsed.terms)))
    besides = [f"{one.sentence} {one.before}" for _, one in ways]
    names, passages = [hit.name for hit, _ in ways], [hit.passage.text for hit, _ in ways]
    of_hits = {id(hit): hit for hit, _ in ways}
    whole = {key: parsed.meant(_whole(hit, abouts[key])) for key, hit in of_hits.items()}
    within = [whole[id(hit)] for hit, _ in ways]
    places = [abouts[id(hit)] for hit, _ in ways]

    def held(degrees: Callable[[str, NDArray[np.float64]], NDArray[np.float64]], words: Sequence[str]) -> Degrees:
        return np.array([degrees(one, all_of_it) for one, all_of_it in zip(words, within, strict=True)])

    found = {"passage_overlap": parsed.share(held(parsed.degrees, passages))}
    for prefix, degrees in (("", parsed.degrees), ("semantic_", parsed.meant)):
        own = held(degrees, texts)
        around = np.maximum(np.maximum(own, held(degrees, besides)), held(degrees, places))
        found |= {
            f"{prefix}clause_overlap": parsed.share(own),
            f"{prefix}focus_overlap": parsed.focused(own),
            f"{prefix}sentence_overlap": parsed.share(around),
            f"{prefix}heaviest_terms": parsed.heaviest(around),
            f"{prefix}heaviest_missing": parsed.gap(around),
            f"{prefix}name_overlap": parsed.share(held(degrees, names)),
        }
    features_of_words = [
        dict(zip(found, map(float, values), strict=True)) for values in zip(*found.values(), strict=True)
    ]
    return features_of_words, np.stack([own, around], axis=1)


def _whole(hit: Hit, about: str) -> str:
    """All that a hit's readings, their sentences and places are made of."""
    columns = [cell.column for cell in hit.row.cells] if hit.row else []
    return " ".join((hit.passage.text, about, hit.name, *columns))


def row_features(one: AnswerSpan, hit: Hit, parsed: ParsedQuestion) -> dict[str, float]:
    """What kind of row and which column a reading comes from."""
    row = hit.row
    if row is None:
        return {}
    named = parsed.concepts & indicators().keys()
    of_other = row.kind is RowKind.INDICATOR and bool(named) and row.concept is not None and row.concept not in named
    cell = one.cells[-1]
    return {
        "is_row": 1.0,
        "same_concept": float(row.concept in parsed.concepts),
        "other_concept": float(of_other),
        "row_kind_match": float(row.kind in parsed.answer_type.rows),
        "row_kind_mismatch": float(row.kind not in parsed.answer_type.rows),
        **_column(cell, parsed.answer_type),
    }


def _column(cell: Cell, answer_type: AnswerType) -> dict[str, float]:
    """Whether a column tells what is asked; most where the question says outright what (谁出钱, 哪些人)."""
    first, any_of = cell.column in answer_type.columns[:1], cell.column in answer_type.columns
    if answer_type.kind in (*FIGURED, "any", "which"):
        return {"column_match": 1.0 if first else 0.5 * any_of, "column_mismatch": float(not any_of)}
    return {"named_column_match": 1.0 if first else 0.5 * any_of, "named_column_mismatch": float(not any_of)}


def content_features(one: AnswerSpan, text: str, hit: Hit, parsed: ParsedQuestion) -> dict[str, float]:
    """What a reading's own words say: the measure asked for, how many figures; its sentence: the year, the tense."""
    amount = parsed.answer_type.kind in FIGURED
    own = text.removeprefix(one.text.removesuffix(one.own)) if one.own and one.text.endswith(one.own) else text
    new = parsed.answers(own)
    bare = bool(hit.row and hit.row.kind is RowKind.INDICATOR and not hit.row.unit)  # its table gives no unit
    said = set(YEAR.findall(one.text)) or set(YEAR.findall(one.sentence))
    years, wants_past, wants_future = parsed.years, parsed.looks_back, parsed.looks_ahead
    past = bool(REACHED.search(one.sentence)) or any(PAST_HEADING.search(title) for title in hit.section)
    future = bool(FUTURE.search(one.sentence)) and not past
    if hit.row and hit.row.kind is RowKind.INDICATOR:
        past = all(cell == hit.row.baseline for cell in one.cells)
        future = all(cell == hit.row.target for cell in one.cells)
        wants_future = wants_future or not wants_past
    asks = amount and bool(parsed.answer_type.measure)
    asked_way = parsed.answer_type.way
    count = sum(not figure.is_year and bool(figure.unit) for figure in figures(own))
    return {
        "has_measure": float(asks and bool(new)),
        "has_unit": float(amount and any(figure.unit == parsed.answer_type.unit for figure in new if figure.unit)),
        "lacks_measure": float(asks and not new and not bare),
        "has_figure": float(amount and not parsed.answer_type.measure and bool(new)),
        "lacks_figure": float(amount and not parsed.answer_type.measure and not new),
        "same_year": float(bool(years & said)),
        "other_year": float(bool(years and said - years and not parsed.answer_type.several)),
        "year_unsaid": float(bool(years) and not said),
        "year_outside_period": float(bool(years - said) and _outside(years, hit.document.period)),
        "wrong_direction": float(bool(asked_way) and way(own, "answer") not in ("", asked_way)),
        "tense_match": float((wants_past and past) or (wants_future and future))
        - float((wants_past and future) or (wants_future and past)),
        "said_before": float(bool(parsed.said) and own.strip("。") in parsed.said),
        "length": min(2.0, len(text) / 100),
        "too_many_figures": min(1.0, max(0, count - 1) / MANY) * float(not parsed.answer_type.several),
        "several_figures": float(parsed.answer_type.several and len(new) > 1),
        "too_few_figures": float(parsed.answer_type.several and amount and len(new) < 2),
        "is_part": float(not one.whole),
    }


def _outside(years: frozenset[str], period: str) -> bool:
    """Whether a plan of a period (2021-2025) is not about any of these years; the year before it is its baseline's."""
    if not period[:4].isdigit():
        return False
    return not any(int(period[:4]) - 1 <= int(year) <= int(period[-4:]) for year in years)


def eligibility_features(
    one: AnswerSpan, hit: Hit, known: tuple[tuple[float, str], ...], parsed: ParsedQuestion
) -> dict[str, float]:
    """Whether it is for somebody like the one who asks, by age or years; whether it says the question's own figure."""
    if not known:
        return {"echoes_question": float(parsed.echoed(one.text))}
    cells = [cell.text for cell in hit.row.cells] if hit.row else []
    own = eligibility.eligible(known, one.text)
    return {
        "eligible": own,
        "eligible_in_context": own or eligibility.eligible(known, " ".join((one.before, one.sentence, *cells))),
        "echoes_question": float(parsed.echoed(one.text)),
    }

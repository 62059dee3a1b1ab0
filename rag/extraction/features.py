"""Features of a candidate answer: the question's words and what is near to them, the kind of row and column, figures,
years and tense, whom it is for. Each is a number between -1 and 1 or so; `ranker.py` weighs them.

A new feature is one line in `FEATURES`, and a fit (`make rank`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ingest.identity.lexicon import indicators
from rag.extraction.extraction import Extraction
from rag.extraction.observed import Beside, Column, Observed, Search, outside
from rag.extraction.overlaps import Overlaps
from rag.question.answer_type import Computes, direction
from rag.question.parsed_question import FIGURED

MANY = 3.0  # figures beyond the first that count as a heap
LONG = 100  # characters
LONGEST = 2.0  # times `LONG`, beyond which length says nothing more


@dataclass(frozen=True, slots=True)
class Alone:
    """A feature of one candidate by itself."""

    of: Callable[[Observed], float]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A feature of how far candidates hold the question's terms: (candidates,)."""

    of: Callable[[Overlaps], Column]


@dataclass(frozen=True, slots=True)
class Compared:
    """A feature of candidates beside each other: (candidates,)."""

    of: Callable[[Beside], Column]


def same_concept(one: Observed) -> float:
    return float(one.row is not None and one.row.concept in one.parsed.concepts)


def other_concept(one: Observed) -> float:
    """An indicator of another concept than those that the question names."""
    named = one.parsed.concepts & indicators().keys()
    return float(one.of_indicator and bool(named) and one.row is not None and one.row.concept not in (None, *named))


def tense_match(one: Observed) -> float:
    """1 for what is asked for: how things are or were, what is aimed at; -1 for the other."""
    fits = (one.past_asked and one.is_past) or (one.plan_asked and one.is_planned)
    fails = (one.past_asked and one.is_planned) or (one.plan_asked and one.is_past)
    return float(fits) - float(fails)


def row_kind(*, match: bool) -> Callable[[Observed], float]:
    """Whether its row is of a kind that can tell what is asked (or of another)."""
    return lambda one: float(one.row is not None and (one.row.kind in one.answer_type.rows) is match)


def column(*, match: bool, named: bool) -> Callable[[Observed], float]:
    """Whether its column tells what is asked, most where it is the best of those that do; or whether it tells none of
    it. `named`: for questions that say outright what they are after (谁出钱, 哪些人), else for the rest."""

    def of(one: Observed) -> float:
        columns = one.answer_type.columns
        if one.row is None or named is (one.answer_type.kind in (*FIGURED, "any", "which")):
            return 0.0
        own = one.span.cells[-1].column
        fit = 1.0 if own in columns[:1] else 0.5 * (own in columns)
        return fit if match else float(not fit)

    return of


def wrong_direction(one: Observed) -> float:
    """Paying where getting is asked about, or the reverse."""
    asked = one.answer_type.direction
    return float(bool(asked) and direction(one.own, "answer") not in ("", asked))


FEATURES: dict[str, Alone | Overlap | Compared] = {
    "bias": Alone(lambda one: 1.0),
    "sentence_overlap": Overlap(lambda held: held.parsed.share(held.around)),
    "clause_overlap": Overlap(lambda held: held.parsed.share(held.own)),
    "clause_overlap_gap": Compared(lambda beside: beside.clause - beside.clause.max()),
    "passage_overlap": Overlap(lambda held: held.parsed.share(held.passage)),
    "focus_overlap": Overlap(lambda held: held.parsed.focused(held.own)),
    "heaviest_terms": Overlap(lambda held: held.parsed.heaviest(held.around)),
    "heaviest_missing": Overlap(lambda held: held.parsed.gap(held.around)),
    "heaviest_missing_everywhere": Alone(lambda one: one.search.heaviest_missing_everywhere),
    "name_overlap": Overlap(lambda held: held.parsed.share(held.name)),
    "retrieval_score": Alone(lambda one: one.candidate.hit.score / one.search.top_score),
    "has_measure": Alone(lambda one: one.measured and bool(one.answers)),
    "has_unit": Alone(lambda one: one.figured and any(f.unit == one.answer_type.unit for f in one.answers if f.unit)),
    "lacks_measure": Alone(lambda one: one.measured and not one.answers and not one.unit_is_open),
    "has_figure": Alone(lambda one: one.figured and not one.measured and bool(one.answers)),
    "lacks_figure": Alone(lambda one: one.figured and not one.measured and not one.answers),
    "same_concept": Alone(same_concept),
    "other_concept": Alone(other_concept),
    "same_year": Alone(lambda one: bool(one.parsed.years & one.years)),
    "other_year": Alone(
        lambda one: bool(one.parsed.years and one.years - one.parsed.years) and not one.answer_type.several
    ),
    "tense_match": Alone(tense_match),
    "row_kind_match": Alone(row_kind(match=True)),
    "row_kind_mismatch": Alone(row_kind(match=False)),
    "column_match": Alone(column(match=True, named=False)),
    "column_mismatch": Alone(column(match=False, named=False)),
    "named_column_match": Alone(column(match=True, named=True)),
    "named_column_mismatch": Alone(column(match=False, named=True)),
    "said_before": Alone(lambda one: bool(one.parsed.said) and one.own.strip("。") in one.parsed.said),
    "length": Alone(lambda one: min(LONGEST, len(one.candidate.words) / LONG)),
    "is_row": Alone(lambda one: one.row is not None),
    "missing_everywhere": Alone(lambda one: one.search.missing_everywhere),
    "similarity": Compared(lambda beside: beside.own),
    "similarity_gap": Compared(lambda beside: beside.own - beside.own.max()),
    "name_similarity": Compared(lambda beside: beside.name),
    "passage_similarity": Compared(lambda beside: beside.passage),
    "passage_similarity_gap": Compared(lambda beside: beside.passage - beside.passage.max()),
    "best_similarity": Compared(lambda beside: np.full_like(beside.own, beside.own.max())),
    "eligible": Alone(lambda one: one.eligible),
    "eligible_in_context": Alone(lambda one: one.eligible_in_context),
    "echoes_question": Alone(lambda one: one.parsed.echoed(one.span.text)),
    "too_many_figures": Alone(lambda one: min(1.0, max(0, one.count - 1) / MANY) * (not one.answer_type.several)),
    "several_figures": Alone(lambda one: one.answer_type.several and len(one.answers) > 1),
    "too_few_figures": Alone(lambda one: one.answer_type.several and one.figured and len(one.answers) < 2),
    "is_part": Alone(lambda one: not one.span.whole),
    "year_unsaid": Alone(lambda one: bool(one.parsed.years) and not one.years),
    "year_outside_period": Alone(
        lambda one: bool(one.parsed.years - one.years) and outside(one.parsed.years, one.candidate.hit.document.period)
    ),
    "wrong_direction": Alone(wrong_direction),
    "ambiguous": Compared(lambda beside: beside.ambiguous),
    "is_computed": Alone(lambda one: bool(one.candidate.sum)),
    "not_computed": Alone(lambda one: one.answer_type.computes is not Computes.NOTHING and not one.candidate.sum),
    "is_pair": Alone(lambda one: one.candidate.also is not None),
    "not_a_pair": Alone(lambda one: one.answer_type.several),
    "novelty": Alone(lambda one: one.parsed.novelty(f"{one.row.name if one.row else ''}{one.candidate.words}")),
    "semantic_clause_overlap": Overlap(lambda held: held.parsed.share(held.meant_own)),
    "semantic_sentence_overlap": Overlap(lambda held: held.parsed.share(held.meant_around)),
    "semantic_focus_overlap": Overlap(lambda held: held.parsed.focused(held.meant_own)),
    "semantic_heaviest_terms": Overlap(lambda held: held.parsed.heaviest(held.meant_around)),
    "semantic_heaviest_missing": Overlap(lambda held: held.parsed.gap(held.meant_around)),
    "semantic_name_overlap": Overlap(lambda held: held.parsed.share(held.meant_name)),
}
"""In the order of the inputs that the ranker was fitted for."""
ALONE = {name: feature.of for name, feature in FEATURES.items() if isinstance(feature, Alone)}
OVERLAP = {name: feature.of for name, feature in FEATURES.items() if isinstance(feature, Overlap)}
COMPARED = {name: feature.of for name, feature in FEATURES.items() if isinstance(feature, Compared)}


def with_features(found: Extraction) -> Extraction:
    """Each candidate with its features but those beside the others (`comparison.py`)."""
    if not found.candidates:
        return found
    search = Search(found.parsed, found.draft.hits)
    overlaps = Overlaps(found.candidates, search)
    shared = {name: of(overlaps).tolist() for name, of in OVERLAP.items()}
    held = np.stack([overlaps.meant_own, overlaps.meant_around], axis=1)
    candidates = []
    for at, one in enumerate(found.candidates):
        seen = Observed(one, search)
        features = {name: float(of(seen)) for name, of in ALONE.items()}
        features |= {name: values[at] for name, values in shared.items()}
        candidates.append(replace(one, features=features, held=held[at]))
    return replace(found, candidates=tuple(candidates))

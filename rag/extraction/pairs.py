"""Two answer spans side by side, where the question asks for more than one thing: of 小学和初中各多少 one of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ingest.quantities.figures import Figure
from rag.extraction.candidates import Candidate, computed
from rag.extraction.extraction import Extraction
from rag.extraction.features import FEATURES
from rag.question.parsed_question import ParsedQuestion

SINGLES, PAIRS = 16, 12  # candidates that are put side by side, and pairs of them that are kept
GAIN = 0.05  # share of the question's weight that the second of two must add
LONGEST_PAIR = 160  # characters of both together
Degrees = NDArray[np.float64]


def with_pairs(found: Extraction) -> Extraction:
    """The candidates, and pairs of them where several things or a computed one are asked for."""
    parsed = found.parsed
    if not (parsed.answer_type.several or parsed.answer_type.computes):
        return found
    return replace(found, candidates=(*found.candidates, *_pairs(found.candidates, parsed)))


def _pairs(found: Sequence[Candidate], parsed: ParsedQuestion) -> Iterator[Candidate]:
    """Two candidates that tell the same kind of thing, each of another part of the question; the fittest first."""
    kept = []
    for (share, held, one), (other_share, other_held, other) in combinations(_singles(found, parsed), 2):
        union = np.maximum(held, other_held)
        whole = float(parsed.share(union))
        gain = whole - max(share, other_share)
        if gain >= GAIN and _alike(one, other, parsed) and len(one.text) + len(other.text) < LONGEST_PAIR:
            kept.append((whole, union, one, other))
    kept.sort(key=lambda pair: -pair[0])
    for _, union, one, other in kept[:PAIRS]:
        both = _side_by_side(union, one, other, parsed)
        yield both
        for result in computed(both, parsed):
            yield replace(result, features=both.features | {"is_computed": 1.0, "not_computed": 0.0})


def _singles(found: Sequence[Candidate], parsed: ParsedQuestion) -> list[tuple[float, Degrees, Candidate]]:
    """(share of the question, how far each term is held, candidate) of those that hold most; each place once."""
    seen: dict[tuple[str, str], tuple[float, Degrees, Candidate]] = {}
    for one in found:
        key = (one.hit.passage.id, one.text)
        if key in seen or one.sum or (parsed.answer_type.kind == "amount" and len(_counted(one, parsed)) != 1):
            continue
        held = np.maximum(parsed.degrees(one.text), parsed.degrees(one.hit.name))
        seen[key] = (float(parsed.share(held)), held, one)
    return sorted(seen.values(), key=lambda single: -single[0])[:SINGLES]


def _counted(one: Candidate, parsed: ParsedQuestion) -> list[Figure]:
    """The figures of a candidate's own words that may be asked for."""
    return [figure for figure in parsed.answers(one.text) if figure.unit]


def _alike(one: Candidate, other: Candidate, parsed: ParsedQuestion) -> bool:
    """Whether two candidates tell the same kind of thing: figures of one unit, or the same column of two rows."""
    if parsed.answer_type.kind == "amount":
        return {figure.unit for figure in _counted(one, parsed)} == {figure.unit for figure in _counted(other, parsed)}
    return bool(one.cell and other.cell and one.cell.column == other.cell.column and one.hit is not other.hit)


def _side_by_side(held: Degrees, one: Candidate, other: Candidate, parsed: ParsedQuestion) -> Candidate:
    """Two candidates as one; its features lie between theirs, but for those of what both hold together."""
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
    return replace(one, text=text, also=other, features=features, held=np.maximum(one.held, other.held))

"""How an answer is picked from hits: the steps in their order, and the runner that notes what each left and took."""

import time
from collections.abc import Callable
from dataclasses import replace

from ingest.index.meaning import Meaning
from rag.extraction.candidates import AnswerSpans, candidates_of
from rag.extraction.column_asked import in_the_column_asked
from rag.extraction.comparison import Compare
from rag.extraction.extraction import Extraction
from rag.extraction.features import with_features
from rag.extraction.filters import filtered
from rag.extraction.finish import finished
from rag.extraction.other_levels import with_other_levels
from rag.extraction.pairs import with_pairs
from rag.extraction.ranker import Ranker, rank
from rag.extraction.settle import settled

Work = Callable[[Extraction], Extraction]
Steps = tuple[tuple[str, Work], ...]
SHOWN, LONGEST = 3, 60  # candidates in a trace, and characters of each


def candidate_steps(meaning: Meaning) -> Steps:
    """From the hits of a draft to candidates with features. Answer spans are kept from question to question."""
    spans = AnswerSpans()
    return (
        ("spans", lambda found: _with_candidates(found, spans)),
        ("filters", filtered),
        ("features", with_features),
        ("pairs", with_pairs),
        ("compare", Compare(meaning)),
    )


def deciding_steps() -> Steps:
    """From the candidates to the answer."""
    return (
        ("rank", ranked),
        ("column", in_the_column_asked),
        ("levels", with_other_levels),
        ("finish", finished),
        ("settle", settled),
    )


def _with_candidates(found: Extraction, spans: AnswerSpans) -> Extraction:
    hits = found.draft.hits
    return replace(found, candidates=tuple(one for hit in hits for one in candidates_of(hit, spans(hit), found.parsed)))


def ranked(found: Extraction, ranker: Ranker | None = None) -> Extraction:
    """The candidates with the chance that each is the answer, the likeliest first."""
    order = rank(found.candidates, found.parsed, ranker)
    return replace(found, candidates=tuple(one for _, one in order), chances=tuple(chance for chance, _ in order))


def run(steps: Steps, found: Extraction) -> Extraction:
    """All steps; the draft's detail says how many candidates each left, in how many ms, and which are the likeliest."""
    notes = []
    for name, work in steps:
        at = time.perf_counter()
        found = work(found)
        notes.append(f"{name} {len(found.candidates)} ({1000 * (time.perf_counter() - at):.1f} ms)")
    best = zip(found.chances[:SHOWN], found.candidates, strict=False)
    shown = [f"{chance:.2f} {one.text[:LONGEST]}" for chance, one in best]
    told = "\n".join((f"sure {found.draft.sureness:.2f}", " · ".join(notes), *shown))
    return replace(found, draft=replace(found.draft, detail=told))

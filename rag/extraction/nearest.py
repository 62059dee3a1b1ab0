"""What is shown where no answer is sure: up to three passages or rows that come nearest, none of them asserted."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import log, log1p

import numpy as np

from ingest.answer_spans import LONGEST_QUOTE
from ingest.text.split import sentences
from rag.cite import cite_row, cite_span, whole_until
from rag.extraction.candidates import Candidate
from rag.extraction.extraction import Extraction
from rag.extraction.filters import TURN_TO
from rag.question.answer_type import WAYS, answer_type_of
from rag.question.parsed_question import ParsedQuestion
from rag.question.terms import UNKNOWN
from rag.replies import NO_WAY, REPLIES
from rag.schema import Citation, Draft, Hit, Near, Sentence, Status

SHOWN = 3  # cards
WORDS = re.compile(r"[\W_]+")  # what does not count where two texts are the same
LOOKED_AT = 2 * SHOWN  # of which a card is made; places may be the same
SUBJECT, SUBJECT_HELD = 2, 0.5  # the question's heaviest words: one of them a near passage holds as far as this
# what makes one nearer, in log odds: that a candidate of it is likely, that it holds the question, that it was found
# early (fitted on 539 questions over originals and invented plans, each source judged without itself)
CHANCE, HELD, LATER = 0.5, 2.9, 1.2
LEAST = 1e-4  # chance below which nothing is told apart
ANSWERED = 10.0  # score of what an answer cites, above all others


def nearest(found: Extraction) -> tuple[Near, ...]:
    """The nearest hits, each place once, the nearest first; none where no hit shares the question's subject. Which of
    them does is not asked: the words of who asks are often not those of the plan."""
    best = _best_by_hit(found)
    near = []
    subject = False
    for rank, hit in enumerate(found.draft.hits):
        share, shared = _shared(hit, found.parsed)
        subject = subject or shared
        chance, candidate = best.get(hit.passage.id, (0.0, None))
        score = CHANCE * log(chance + LEAST) + HELD * share - LATER * log1p(rank)
        near.append((score, hit, candidate))
    if not subject:
        return ()
    near.sort(key=lambda one: -one[0])
    return merged([Near(score=score, citation=_card(hit, candidate)) for score, hit, candidate in near[:LOOKED_AT]])


def answered_near(citations: Sequence[Citation]) -> tuple[Near, ...]:
    """What an answer cites, which is nearest where the answer is not given after all: a side of a comparison."""
    return tuple(Near(score=ANSWERED, citation=one) for one in citations)


def merged(near: Sequence[Near]) -> tuple[Near, ...]:
    """The nearest of several searches, each place once, and of what a region says in the same words the nearest."""
    kept: dict[tuple[str, str], Near] = {}
    for one in sorted(near, key=lambda one: -one.score):
        kept.setdefault((one.citation.region, WORDS.sub("", one.citation.quote)), one)
    return tuple(kept.values())[:SHOWN]


def show_nearest(draft: Draft) -> Draft:
    """The step: what is not found, while something near was, is shown with that instead. What is known not to be
    written cites where, and stays."""
    if draft.status is not Status.NOT_FOUND or draft.citations or not draft.near:
        return draft
    cards = tuple(replace(one.citation, n=n) for n, one in enumerate(draft.near, start=1))
    reply = NO_WAY if answer_type_of(draft.text).kind in WAYS or TURN_TO.search(draft.text) else REPLIES[Status.NEAR]
    told, *rest = reply.split("。", maxsplit=1)
    sentences = (Sentence(text=told, cites=tuple(card.n for card in cards)), *(Sentence(text=one) for one in rest))
    return replace(draft, status=Status.NEAR, sentences=sentences, citations=cards, figures=(), mode="read")


def _best_by_hit(found: Extraction) -> dict[str, tuple[float, Candidate]]:
    """By passage the chance of its likeliest candidate, and that; pairs count for their first half."""
    best: dict[str, tuple[float, Candidate]] = {}
    for chance, one in zip(found.chances, found.candidates, strict=True):
        best.setdefault(one.hit.passage.id, (chance, one))
    return best


def _shared(hit: Hit, parsed: ParsedQuestion) -> tuple[float, bool]:
    """Share of the question's weight that passage and headings hold, and whether they hold its subject. For that a word
    that no passage knows weighs like any other: of 火箭发射补贴 补贴 is not the subject."""
    held = parsed.meant(" ".join((hit.passage.text, *hit.section)))
    weights = np.array([term.weight / (1.0 if term.known else UNKNOWN) for term in parsed.terms])
    subject = np.argsort(-weights, kind="stable")[:SUBJECT]
    return float(parsed.share(held)), bool((held[subject] >= SUBJECT_HELD).any())


def _card(hit: Hit, candidate: Candidate | None) -> Citation:
    """The row, or the passage, or so many of its sentences around the candidate as may be quoted."""
    if hit.row is not None:
        return cite_row(hit.document, hit.section, hit.row, 1)
    start, end = hit.passage.start, hit.passage.end
    if end - start > LONGEST_QUOTE:
        start, end = _around(hit, candidate.span if candidate and candidate.span else (start, start + 1))
    return cite_span(hit.document, hit.section, 1, start, end)


def _around(hit: Hit, span: tuple[int, int]) -> tuple[int, int]:
    """Whole sentences of a passage from that before the span on; of longer ones whole clauses from the span on."""
    text, (first, last) = hit.document.text, span
    parts = list(sentences(text, hit.passage.start, hit.passage.end))
    at = next((at for at, (_, end) in enumerate(parts) if end > first), 0)
    begin = max(0, at - 1)
    start = parts[begin][0] if parts else first
    if last - start > LONGEST_QUOTE:
        start = first
    end = max((end for _, end in parts if start < end <= start + LONGEST_QUOTE), default=start)
    return start, end if end >= last else whole_until(text, start, max(last, hit.passage.end))

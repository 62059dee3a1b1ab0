"""Which words of a question a passage that answers it holds: of 我家娃能领多少补助 the 补助 surely, the 娃 hardly.

A `Network` of `ranker.py` learned it from questions and the answer spans that answered them (`bench/rank/fit.py`). A
span that lacks words which an answer would hold is unlikely to be one; where all lack them, the plan does not say.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rag.question.parsed_question import ParsedQuestion
from rag.question.terms import tagged

Vector = NDArray[np.float32]
TAGS = (*"nvadtsfbzmqrlijxupcy", "eng", "vn", "nr", "ns")  # parts of speech
PLAIN = 14  # inputs of a word beside its tag and meaning
LIKELIEST = 0.98  # chances are cut to this and to 1 less this, so that one word never decides alone
MOST_OWN, MOST_AROUND = 8.0, 6.0  # nats of missing words beyond which more tell nothing: in the span, in its place
SCALE = 3.0  # nats that make 1, so that these features measure like the others
KEPT = 2_000  # words of questions that are remembered
FEATURES = (
    "missing_expected",
    "missing_expected_own",
    "expected_overlap_own",
    "expected_overlap",
    "missing_expected_most",
    "missing_expected_everywhere",
)


def term_inputs(parsed: ParsedQuestion, meanings: Vector) -> Vector:
    """(terms, inputs) of a question: `PLAIN` numbers of weight and place, its part of speech, and `meanings`
    (terms, few) of its words along the axes."""
    terms = parsed.terms
    if not terms:
        return np.zeros((0, PLAIN + len(TAGS) + 2 + meanings.shape[-1]), dtype=np.float32)
    weights = np.array([term.weight for term in terms])
    count = len(terms)
    plain = [
        (
            term.weight,
            term.weight / (weights.sum() or 1.0),
            term.weight / (weights.max() or 1.0),
            term.known,
            term.rarity,
            min(len(term.words), 8) / 4,
            bool(term.others),
            term.start in parsed.answer_type.near,
            term.start < 0,
            term.start / 20,
            at / count,
            count / 10,
            term.words[0].isdigit(),
            len(term.words) == 1,
        )
        for at, term in enumerate(terms)
    ]
    speech = [_speech(term.words) for term in terms]
    return np.hstack([np.array(plain), np.array(speech), meanings]).astype(np.float32)


def with_kind(words: Vector, kind: Vector) -> Vector:
    """(terms, inputs + kinds) of (terms, inputs) and the kind of the answer type (kinds,)."""
    return np.hstack([words, np.repeat(kind[None], len(words), axis=0)])


def chances(network: Callable[[Vector], Vector], words: Vector, kind: Vector) -> Vector:
    """(terms,): how likely an answer holds each word, of (terms, inputs) and the kind of the answer type (kinds,)."""
    scores = network(with_kind(words, kind))
    return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)


@lru_cache(maxsize=KEPT)
def _speech(words: str) -> Sequence[float]:
    """(len(TAGS) + 2,): 1 for the tag of its last word or for none of them, and whether it is one word."""
    tag, whole = tagged(words)
    return (*(float(tag == one) for one in TAGS), float(tag not in TAGS), float(whole))


def term_features(held: Vector, expected: Vector) -> Vector:
    """(candidates, `FEATURES`) of how far each candidate itself and its place hold the words (candidates, 2, terms) and
    how likely an answer holds each (terms,). A missing word costs -log of the chance that an answer lacks it (nats)."""
    if not len(expected):
        return np.zeros((len(held), len(FEATURES)), dtype=np.float32)
    sure = np.clip(expected, 1 - LIKELIEST, LIKELIEST)
    cost = -np.log(1 - sure)
    own, around = held[:, 0].astype(np.float32), held[:, 1].astype(np.float32)
    lacking = (1 - around) * cost
    columns = (
        np.minimum(lacking.sum(axis=1), MOST_AROUND) / SCALE,
        np.minimum((1 - own) @ cost, MOST_OWN) / SCALE,
        own @ sure / sure.sum(),
        around @ sure / sure.sum(),
        lacking.max(axis=1) / SCALE,
        np.full(len(held), min(float((1 - around.max(axis=0)) @ cost), MOST_AROUND) / SCALE),
    )
    return np.stack(columns, axis=1).astype(np.float32)

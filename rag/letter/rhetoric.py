"""Whether a question wants an answer, or is asked in anger (服务到哪去了?): by what it means.

Words for anger have no end, so a logistic regression over meaning vectors tells it; `python -m bench.asks` fits it.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from ingest.index.meaning import Meanings
from ingest.text.fold import fold

FILE = "wants.npy"
SCALE = 10.0  # vectors of length 1 hold small numbers
WANTS = (
    0.3  # sureness below which a question is rhetoric: of fifty fresh ones 44 are below, of thirty that want none is
)
MARKS = "?!。"  # folded; that a question ends with


def is_wanted(texts: Sequence[str], meanings: Meanings) -> list[bool]:
    """Of each text whether it wants an answer; all do where meaning is not to be had."""
    vectors = meanings(tuple(map(plain, texts))) if texts else None
    if vectors is None:
        return [True] * len(texts)
    sure = 1.0 / (1.0 + np.exp(-with_one(vectors) @ _weights()))
    return [bool(one >= WANTS) for one in sure]


def plain(text: str) -> str:
    """As it is read: folded, without the sign at its end."""
    return fold(text).strip().rstrip(MARKS)


def with_one(vectors: NDArray[np.floating]) -> NDArray[np.floating]:
    """Scaled, with the constant: (texts, dimensions + 1)."""
    return np.hstack([vectors * SCALE, np.ones((len(vectors), 1), dtype=vectors.dtype)])


@cache
def _weights() -> NDArray[np.float32]:
    with as_file(files("rag.letter") / "data" / FILE) as path:
        found: NDArray[np.float32] = np.load(path)
    return found

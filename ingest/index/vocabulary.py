"""The words of an index, and which of them are near in meaning to a word that nobody there uses: 晌午那顿 and 午餐."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from ingest.index.meaning import Meaning, Vectors
from ingest.text.fold import fold

FILE = "words.txt"
WORD = re.compile(r"[\u4e00-\u9fff]{2,8}")
RUN = re.compile(r"[\u4e00-\u9fff]+")
TWICE = 2  # how often two words must stand side by side to count as one (乡村医生)
NEAREST = 12  # words of the index that may stand for one
ROUGH, LOOKED_AT = 96, 64  # axes of a first comparison, and words that it leaves
MOST_KNOWN = 20_000  # asked words that are remembered
LEAST, SURE = 0.4, 0.9  # cosines that count for nothing, and for the word itself
Near = tuple[tuple[str, float], ...]


def words_of(texts: Iterable[str]) -> list[str]:
    """Words of two characters and more, and two of them side by side where that is no accident, in folded texts."""
    import rjieba

    single: set[str] = set()
    double: Counter[str] = Counter()
    for text in texts:
        for run in RUN.findall(fold(text)):
            cut = rjieba.cut(run)
            single.update(word for word in cut if WORD.fullmatch(word))
            double.update(both for one, other in pairwise(cut) if WORD.fullmatch(both := one + other))
    return sorted(single | {both for both, count in double.items() if count >= TWICE})


def save(generation: Path, words: Sequence[str]) -> None:
    (generation / FILE).write_text("\n".join(words), encoding="utf-8")


def load(generation: Path, meaning: Meaning) -> "Vocabulary":
    """Raises `OSError` or `UnicodeDecodeError` where the generation has none."""
    return Vocabulary((generation / FILE).read_text(encoding="utf-8").split(), meaning)


class Vocabulary:
    """The words of a generation with their vectors."""

    def __init__(self, words: Sequence[str], meaning: Meaning) -> None:
        self._words = tuple(words)
        self._meaning = meaning
        self._vectors: Vectors = meaning(self._words) if self._words else np.zeros((0, 1), dtype=np.float32)
        self._axes = _axes(self._vectors)
        self._rough = self._vectors @ self._axes
        self._known: dict[str, tuple[Near, Vectors]] = {}

    def near(self, asked: Sequence[str], texts: Sequence[str]) -> tuple[list[Near], Vectors, Vectors]:
        """For each word those of the index that may stand for it, the nearest first, with how far (0 to 1); the
        meanings of the words and those of texts, made in the same go."""
        kept = self._known  # of one moment: other threads ask too
        known = {word: kept[word] for word in asked if word in kept}
        new = [word for word in dict.fromkeys(asked) if word not in known]
        meanings = self._meaning([*texts, *new])
        for word, vector in zip(new, meanings[len(texts) :], strict=True):
            known[word] = tuple(self._nearest(vector)), vector.astype(np.float16)
        self._known = known if len(kept) > MOST_KNOWN else kept | known
        vectors = np.array([known[word][1] for word in asked], dtype=np.float32).reshape(len(asked), meanings.shape[-1])
        return [known[word][0] for word in asked], vectors, meanings[: len(texts)]

    def nearest(self, word: str) -> Near:
        """Words of the index that are near to one, the nearest first, with how far (0 to 1)."""
        (found,), _, _ = self.near([word], [])
        return found

    def _nearest(self, vector: Vectors) -> Iterator[tuple[str, float]]:
        """Among those that lie near along few axes: a whole comparison would take three times as long."""
        if not self._words:
            return
        behind = -(self._rough @ (vector @ self._axes))
        some = np.argpartition(behind, min(LOOKED_AT, len(behind) - 1))[:LOOKED_AT]
        alike = self._vectors[some] @ vector
        for at in np.argsort(-alike)[:NEAREST]:
            if alike[at] > LEAST:
                yield self._words[some[at]], min(1.0, float(alike[at] - LEAST) / (SURE - LEAST))


def _axes(vectors: Vectors) -> Vectors:
    """(dimensions, few), along which words differ most."""
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(axes[:, -ROUGH:], dtype=np.float32)

"""The keyword index: BM25 over character uni- and bigrams of all passages. The one door to bm25s."""

import logging
from array import array
from collections.abc import Iterable
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from ingest.text.fold import fold, tokens

FOLDER = "keywords"
logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG


class KeywordIndex:
    """Scores of all passages, in the order they were given, for a question."""

    def __init__(self, index: bm25s.BM25) -> None:
        self._index = index

    @classmethod
    def build(cls, texts: Iterable[str]) -> "KeywordIndex":
        """Texts are numbers of tokens as soon as they are read: their words would take ten times the memory."""
        vocabulary: dict[str, int] = {}
        numbered = [
            array("i", [vocabulary.setdefault(token, len(vocabulary)) for token in tokens(fold(text)) or [""]])
            for text in texts
        ]
        index = bm25s.BM25(k1=1.5, b=0.75)
        index.index((numbered, vocabulary), show_progress=False)
        return cls(index)

    def save(self, generation: Path) -> None:
        self._index.save(generation / FOLDER, show_progress=False)

    @classmethod
    def load(cls, generation: Path) -> "KeywordIndex":
        return cls(bm25s.BM25.load(generation / FOLDER, show_progress=False))

    @property
    def vocabulary(self) -> Iterable[str]:
        """All tokens that passages hold."""
        return self._index.vocab_dict.keys()  # type: ignore[no-any-return]  # bm25s ships no types

    def known(self, token: str) -> bool:
        """Whether any passage holds the token."""
        return token in self._index.vocab_dict

    def rarity(self, token: str) -> float:
        """Inverse document frequency: how much a shared token says; that of the rarest for an unknown one."""
        total = int(self._index.scores["num_docs"])
        at = self._index.vocab_dict.get(token)
        pointers = self._index.scores["indptr"]
        holding = int(pointers[at + 1] - pointers[at]) if at is not None else 0
        return float(np.log(1 + (total - holding + 0.5) / (holding + 0.5)))

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 scores (passages,); zero where no token is shared."""
        known = [token for token in tokens(fold(question)) if token in self._index.vocab_dict]
        if not known:
            return np.zeros(int(self._index.scores["num_docs"]), dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

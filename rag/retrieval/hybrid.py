"""The region's passages that fit the question, by words (BM25) and by vector (Chroma), fused by rank."""

from collections.abc import Sequence

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from ingest.index.opened import Index

LIMIT = 12  # passages handed on
DEPTH = 40  # passages looked at by each leg
RANK_OFFSET = 10  # of reciprocal rank fusion: how little the first ranks stand out
# weights by leg; of the built-in vectors a small one, measured on 225 questions over the originals: recall@5 of words
# alone .84, with vectors at .2-.4 .85, at 1.0 lower at the first rank (.52 for .63)
WEIGHTS = {"words": 1.0, "vector": 0.3}


class HybridRetriever(BaseRetriever):
    """A LangChain retriever over one or more regions; metadata holds the passage id, the score and the rank by leg."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    regions: tuple[str, ...]
    limit: int = LIMIT

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        legs = {"words": self._by_words(query), "vector": self._by_vector(query)}
        ranks: dict[int, dict[str, int]] = {}
        for leg, found in legs.items():
            for rank, at in enumerate(found, start=1):
                ranks.setdefault(at, {})[leg] = rank
        scores = {at: _fused(by_leg) for at, by_leg in ranks.items()}
        best = sorted(scores, key=lambda at: (-scores[at], at))[: self.limit]
        passages = self.index.passages
        return [
            LangChainDocument(
                id=passages[at].id,
                page_content=passages[at].text,
                metadata={"at": at, "score": scores[at], "ranks": ranks[at]},
            )
            for at in best
        ]

    def _by_words(self, query: str) -> Sequence[int]:
        scores = self.index.keywords.scores(query)
        inside = self.index.mask(self.regions)
        scores = np.where(inside, scores, 0.0)
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return [int(at) for at in order if scores[at] > 0]

    def _by_vector(self, query: str) -> Sequence[int]:
        vector = self.index.embedder.encode([query])[0]
        if not vector.any():
            return []
        return [self.index.at[key] for key, _ in self.index.vectors.nearest(self.regions, vector, DEPTH)]


def _fused(ranks: dict[str, int]) -> float:
    return sum(WEIGHTS[leg] / (RANK_OFFSET + rank) for leg, rank in ranks.items())

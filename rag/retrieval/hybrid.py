"""The region's passages that fit the question, by words (BM25) and by vector (Chroma), fused by rank."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from ingest.identity.lexicon import official_names, reworded
from ingest.index.opened import Index
from ingest.schema import RowKind
from rag.question.answer_type import answer_type_of
from rag.question.homophones import Homophones
from rag.question.terms import is_word
from rag.schema import Draft, Hit

LIMIT = 12  # passages handed on
DEPTH = 40  # passages looked at by each leg
NAMES = 2  # official names of a concept that are searched for beside the question's own words
REWORDED = 2  # words of plans for an everyday word that are searched for beside it
FEW = 2  # regions that are searched in full depth each; of more, half as many passages each
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


class Retrieve:
    """The step: asks the retriever and looks up what it found, `limit` passages at most."""

    def __init__(self, index: Index, *, limit: int = LIMIT) -> None:
        self._index, self._limit = index, limit
        self._homophones = Homophones(index.keywords.vocabulary, index.keywords.known)
        self._duties: dict[str, list[Hit]] = {}
        for at, passage in enumerate(index.passages):
            if passage.row and index.store.row(passage.row).kind is RowKind.DUTY:
                duty = self._hit(LangChainDocument(page_content="", metadata={"at": at, "score": 0.0, "ranks": {}}))
                self._duties.setdefault(passage.document, []).append(duty)

    def __call__(self, draft: Draft) -> Draft:
        query = self._query(draft)
        limit = self._limit if len(draft.regions) <= FEW else self._limit // 2
        found = [
            document
            for region in (*draft.regions, *draft.above)
            for document in HybridRetriever(index=self._index, regions=(region,), limit=limit).invoke(query)
        ]
        hits = tuple(self._hit(document) for document in found)
        if answer_type_of(draft.text).kind == "lead":
            hits = self._with_duties(hits)
        return replace(draft, hits=hits, detail=f"{len(hits)} passages")

    def _with_duties(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Hits, and the duties that govern their sections: who leads stands at the head or the end of a chapter."""
        known = {hit.passage.id for hit in hits}
        added = []
        for hit in hits:
            for duty in self._duties.get(hit.document.id, ()):
                if duty.section and duty.section == hit.section[: len(duty.section)] and duty.passage.id not in known:
                    known.add(duty.passage.id)
                    added.append(replace(duty, score=hit.score))
        return (*hits, *added)

    def _query(self, draft: Draft) -> str:
        """The question, the one that it follows up on, and plans' words for what both say in residents' words."""
        text = f"{draft.text} {draft.earlier}".strip()
        official = [name for mention in draft.mentions for name in official_names(mention.concept)[:NAMES]]
        plan = [word for _, _, words in reworded(text) for word in words[:REWORDED]]
        meant = [word for _, words in self._homophones.meant(text) for word in filter(is_word, words)]
        return " ".join((text, *official, *plan, *meant))

    def _hit(self, found: LangChainDocument) -> Hit:
        passage = self._index.passages[found.metadata["at"]]
        section = self._index.store.section(passage.section)
        return Hit(
            passage=passage,
            document=self._index.documents[passage.document],
            section=section.path,
            row=self._index.store.row(passage.row) if passage.row else None,
            score=found.metadata["score"],
            ranks=found.metadata["ranks"],
        )


def _fused(ranks: dict[str, int]) -> float:
    return sum(WEIGHTS[leg] / (RANK_OFFSET + rank) for leg, rank in ranks.items())

"""The passages of a draft's regions that its question fits, as hits.

A new retriever is one class and one line in `RETRIEVERS`; the setting `HUIMIN_RETRIEVER` chooses.
"""

from dataclasses import replace
from typing import Protocol

from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from ingest.errors import UsageError
from ingest.identity.lexicon import official_names, reworded
from ingest.index.opened import Index
from ingest.schema import RowKind
from rag.question.answer_type import answer_type_of
from rag.question.homophones import Homophones
from rag.question.terms import is_word, slips_in_names
from rag.retrieval.hybrid import LIMIT, HybridRetriever
from rag.schema import Draft, Hit

NAMES = 2  # official names of a concept that are searched for beside the question's own words
REWORDED = 2  # words of plans for an everyday word that are searched for beside it
FEW = 2  # regions that are searched in full depth each; of more, half as many passages each


class MakesRetriever(Protocol):
    """A retriever over regions; the metadata of what it finds hold `at` (place in `index.passages`), `score` and
    `ranks` (by leg)."""

    def __call__(self, *, index: Index, regions: tuple[str, ...], limit: int) -> BaseRetriever: ...


RETRIEVERS: dict[str, MakesRetriever] = {"hybrid": HybridRetriever}


class Retrieve:
    """The step: asks the retriever and looks up what it found, `limit` passages at most."""

    def __init__(self, index: Index, *, retriever: str = "hybrid", limit: int = LIMIT) -> None:
        """`retriever` is a name of `RETRIEVERS`. Raises `UsageError` on another."""
        if retriever not in RETRIEVERS:
            raise UsageError(f"没有名为 {retriever!r} 的检索方式，请把 HUIMIN_RETRIEVER 设为：{'、'.join(RETRIEVERS)}")
        self._retriever = RETRIEVERS[retriever]
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
            for document in self._retriever(index=self._index, regions=(region,), limit=limit).invoke(query)
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
        unknown = self._homophones.meant(text)
        meant = [word for _, words in unknown for word in filter(is_word, words)]
        meant += [word for _, _, words in slips_in_names(text, unknown) for word in words[:REWORDED]]
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

"""Asks the answer path and keeps beside the answer what retrieval found, deeper than the answer needs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from eval.cases import Case
from eval.records import DEEPEST, Found, Record
from ingest.index.opened import Index
from rag.chain import AnswerChain, Work
from rag.retrieval.hybrid import DEPTH
from rag.retrieval.retrieve import Retrieve
from rag.schema import Draft, Hit, Question, Turn

ALL = 2 * DEPTH  # more passages than both legs together look at


class Asker:
    """Walks the steps of an answer path, one question at a time."""

    def __init__(self, index: Index, steps: Sequence[tuple[str, Work]]) -> None:
        self._deep = Retrieve(index, limit=ALL)
        self._chain = AnswerChain([(name, self._watched(work) if name == "retrieve" else work) for name, work in steps])
        self._asked: Draft | None = None
        self._handed: frozenset[str] = frozenset()

    def ask(self, case: Case, as_of: date) -> Record:
        self._asked, self._handed = None, frozenset()
        answer = self._chain.invoke(question(case, as_of))
        hits: tuple[Hit, ...] = self._deep(self._asked).hits if self._asked else ()
        found = (self._found(hit, rank) for hit, rank in _ranked(hits))
        kept = tuple(one for one in found if one.handed or min(one.ranks.values()) <= DEEPEST)
        return Record(case=case.id, answer=answer, found=kept)

    def _watched(self, work: Work) -> Work:
        def step(draft: Draft) -> Draft:
            done = work(draft)
            if not isinstance(done, Draft):
                raise TypeError(f"retrieving gave {done!r}")
            self._asked, self._handed = draft, frozenset(hit.passage.id for hit in done.hits)
            return done

        return step

    def _found(self, hit: Hit, rank: int) -> Found:
        passage = hit.passage
        return Found(
            title=hit.document.title,
            section=hit.section,
            name=hit.row.name if hit.row else "",
            text=hit.document.text[passage.start : passage.end],
            kind=hit.document.text_kind,
            ranks={**hit.ranks, "fused": rank},
            handed=passage.id in self._handed,
        )


def _ranked(hits: Sequence[Hit]) -> Iterator[tuple[Hit, int]]:
    """Each region's hits are in an order of their own."""
    passed: Counter[str] = Counter()
    for hit in hits:
        passed[hit.document.region] += 1
        yield hit, passed[hit.document.region]


def question(case: Case, as_of: date) -> Question:
    """A case as a resident would ask it on that day."""
    history = tuple(Turn(role=message.role, content=message.content) for message in case.history)
    return Question(text=case.question, region=case.region, history=history, as_of=as_of)

"""The floor to compare with: BM25 over all passages, the two best sentences of the first few. It always answers."""

import time
from collections.abc import Iterator

from eval.cases import Case
from eval.records import Record
from ingest.answer_spans import LONGEST_QUOTE
from ingest.index.opened import Index
from ingest.schema import Passage
from ingest.text.fold import fold, tokens
from ingest.text.split import sentences
from rag.cite import cite_span
from rag.schema import Answer, Status

PASSAGES = 5  # that sentences are taken from
SENTENCES = 2


class Naive:
    """Reads an index the simplest way."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def ask(self, case: Case) -> Record:
        started = time.perf_counter()
        asked = f"{case.region or ''} {case.question}"
        scores = self._index.keywords.scores(asked)
        first = [self._index.passages[int(at)] for at in (-scores).argsort(kind="stable")[:PASSAGES]]
        wanted = set(tokens(fold(asked)))
        spans = sorted(
            (span for passage in first for span in self._spans(passage)), key=lambda s: -self._held(s, wanted)
        )
        citations = tuple(
            cite_span(self._index.documents[passage.document], self._path(passage), n, start, end)
            for n, (passage, start, end) in enumerate(spans[:SENTENCES], start=1)
        )
        text = "；".join(f"{one.quote.strip().rstrip('。；;')}[{one.n}]" for one in citations) + "。"
        answer = Answer(
            id=case.id,
            question=case.question,
            status=Status.ANSWERED,
            abstained=False,
            answer=text,
            citations=citations,
            figures=(),
            notes=(),
            mode="naive",
            steps=(),
            latency_ms=round((time.perf_counter() - started) * 1000, 2),
        )
        return Record(case=case.id, answer=answer)

    def _spans(self, passage: Passage) -> Iterator[tuple[Passage, int, int]]:
        text = self._index.documents[passage.document].text
        for start, end in sentences(text, passage.start, passage.end):
            if 0 < end - start <= LONGEST_QUOTE:
                yield passage, start, end

    def _held(self, span: tuple[Passage, int, int], wanted: set[str]) -> float:
        """Weight of the question's words that a sentence has."""
        passage, start, end = span
        own = set(tokens(fold(self._index.documents[passage.document].text[start:end])))
        return sum(self._index.keywords.rarity(token) for token in own & wanted)

    def _path(self, passage: Passage) -> tuple[str, ...]:
        return self._index.store.section(passage.section).path

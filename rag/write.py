"""Fourth step, with a model: sentences from numbered evidence, each released once its figures are verified.

Without a model, or when it fails or says nothing that holds, the draft stays open and `read` answers.
"""

import logging
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from ingest.errors import ModelError
from ingest.split import sentences
from ingest.tokens import token_counter
from rag.cite import LONGEST_QUOTE, cite_row, cite_span
from rag.model import ChatModel
from rag.prompts import fill
from rag.schema import Citation, Draft, Hit, Released, Sentence, Status
from rag.settings import AnswerSettings
from rag.verify import verified

log = logging.getLogger("huimin")

MARKS = re.compile(r"\s*\[(\d+)\]")
SENTENCE_ENDS = re.compile(r"[。！？!?\n]+(?:\s*\[\d+\])*(?!\s*\[)")
TAIL = 8  # characters held back, lest a mark that follows a full stop is cut off from its sentence


class Write:
    """Does nothing unless a model is configured."""

    def __init__(self, settings: AnswerSettings) -> None:
        self._settings = settings

    @cached_property
    def _model(self) -> ChatModel:
        return ChatModel(self._settings)

    def __call__(self, draft: Draft) -> Draft | Generator[Released, None, Draft]:
        return self._written(draft) if self._settings.has_model and draft.hits else replace(draft, detail="no model")

    def _written(self, draft: Draft) -> Generator[Released, None, Draft]:
        offered = self._evidence(draft.hits)
        prompt = fill("answer", question=_fenced(draft.question.text), evidence=_fenced(_listed(offered)))
        kept: list[Sentence] = []
        used: dict[int, Citation] = {}
        withheld = 0
        detail = ""
        try:
            for words in _sentences(self._model.stream(prompt)):
                sentence, cited = _numbered(words, offered, used)
                if not sentence.cites:
                    continue  # rests on nothing
                if verified(sentence, cited):
                    withheld += 1
                    continue
                used |= {citation.n: citation for citation in cited}
                kept.append(sentence)
                yield Released(sentence=sentence, citations=tuple(used.values()))
        except ModelError as error:
            log.warning("%s", error)
            detail = f"; {error}"
        detail = f"{len(kept)} kept, {withheld} withheld{detail}"
        if not kept:
            return replace(draft, detail=detail)
        return replace(
            draft,
            status=Status.ANSWERED,
            sentences=tuple(kept),
            citations=tuple(used.values()),
            mode=f"write:{self._model.name}",
            detail=detail,
        )

    def _evidence(self, hits: Iterable[Hit]) -> list[Citation]:
        """Rows, and stretches of at most a quote's length, within the token budget, the best first; numbered from 1."""
        count = token_counter().count
        budget = self._settings.evidence_tokens
        offered: list[Citation] = []
        for hit in hits:
            for citation in _citations(hit):
                budget -= count(citation.quote)
                if budget < 0:
                    return offered
                offered.append(replace(citation, n=len(offered) + 1))
        return offered


def _citations(hit: Hit) -> Iterator[Citation]:
    if hit.row:
        yield cite_row(hit.document, hit.section, hit.row, 0)
        return
    start = end = None
    for at, stop in sentences(hit.document.text, hit.passage.start, hit.passage.end):
        if stop - at > LONGEST_QUOTE:
            continue
        if start is not None and end is not None and stop - start > LONGEST_QUOTE:
            yield cite_span(hit.document, hit.section, 0, start, end)
            start = None
        start, end = (at if start is None else start), stop
    if start is not None and end is not None:
        yield cite_span(hit.document, hit.section, 0, start, end)


def _listed(offered: Iterable[Citation]) -> str:
    lines = []
    for citation in offered:
        words = "\n".join(f"{c.column}:{c.quote}" for c in citation.cells) or citation.quote
        where = " / ".join((citation.title, *citation.section))
        lines.append(f"[{citation.n}] {where}(规划期 {citation.period or '未写明'})\n{words}")
    return "\n\n".join(lines)


def _fenced(text: str) -> str:
    """Text of others, unable to close the fence that it stands in."""
    return text.replace("</", "＜/")


def _sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences, each with its marks, out of a stream of pieces."""
    text = ""
    for piece in pieces:
        text += piece
        while (end := SENTENCE_ENDS.search(text)) and end.end() <= len(text) - TAIL:
            yield text[: end.end()]
            text = text[end.end() :]
    while end := SENTENCE_ENDS.search(text):
        yield text[: end.end()]
        text = text[end.end() :]
    if text.strip():
        yield text


def _numbered(words: str, offered: list[Citation], used: dict[int, Citation]) -> tuple[Sentence, list[Citation]]:
    """The sentence without its marks, and its citations numbered in the order in which an answer uses them."""
    wanted = [int(mark) for mark in dict.fromkeys(MARKS.findall(words))]
    spans = {(citation.document, citation.start): n for n, citation in used.items()}
    cited: list[Citation] = []
    for number in wanted:
        if 1 <= number <= len(offered):
            source = offered[number - 1]
            n = spans.get((source.document, source.start)) or len(spans) + 1
            spans[source.document, source.start] = n
            cited.append(replace(source, n=n))
    text = MARKS.sub(lambda mark: "" if 1 <= int(mark[1]) <= len(offered) else mark.group(), words).strip()
    return Sentence(text=text, cites=tuple(citation.n for citation in cited)), cited

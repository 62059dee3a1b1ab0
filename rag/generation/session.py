"""One answer while it is written: sentences judged as they come, released in order, asked for again, replaced."""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.errors import ModelError
from ingest.quantities.figures import Figure, figures
from ingest.text.fold import fold
from rag.generation.client import Model
from rag.generation.json_stream import End, Line, lines
from rag.generation.prompts import Prompt, fault_words, fenced, fill
from rag.generation.trace import AGAIN, Held, Trace
from rag.replies import ELSEWHERE
from rag.schema import Citation, Draft, Evidence, NoteKind, Released, Sentence
from rag.verification.checker import ClaimChecker
from rag.verification.claims import Claim, Fault

MARKS = re.compile(r"\s*\[\d+\]")
MOST_SENTENCES = 12  # of one answer, a list among them; what a model says beyond them is not read
MOST_CALLS = 2  # of one question: the first, and one for other evidence or for sentences that were held


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence of the model, the evidence that it cites, and what speaks against it."""

    line: Line
    cited: tuple[Evidence, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class Composed:
    """The answer as far as it is released; citations are numbered in the order of their use."""

    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def add(self, text: str, cited: Iterable[Citation]) -> Released:
        numbers: dict[int, None] = {}
        for citation in cited:
            known = next((one for one in self.citations if _place(one) == _place(citation)), None)
            if known is None:
                known = replace(citation, n=len(self.citations) + 1)
                self.citations.append(known)
            numbers[known.n] = None
        sentence = Sentence(text=text, cites=tuple(numbers))
        self.sentences.append(sentence)
        return Released(sentence=sentence, citations=tuple(self.citations))

    def says(self, sentences: Iterable[Sentence]) -> bool:
        """Whether all figures of some sentences were said; of sentences without any, whether anything was."""
        return bool(self.sentences) and _values(sentences) <= _values(self.sentences)


class Session:
    """`found` is what is written from, `plain` the sentences that stand in for those of the model that fail."""

    def __init__(
        self, model: Model, checker: ClaimChecker, found: Draft, offered: Sequence[Evidence], trace: Trace
    ) -> None:
        self._model, self._checker, self._found, self._trace = model, checker, found, trace
        self._offered = tuple(offered)
        self.composed = Composed()
        self.end: End | None = None
        self.sums: list[str] = []
        self.found_nothing = False
        """Whether the model said no sentence at all."""

    def run(self, prompt: Prompt, plain: Draft | None) -> Generator[Released]:
        """Sentences that hold, in their order. After a fault of the model what held before it stays."""
        verdicts: list[Verdict] = []
        try:
            for line in self._said(prompt):
                if isinstance(line, End):
                    self.end = line
                elif len(verdicts) < MOST_SENTENCES:
                    verdicts.append(self._judged(line))
                    if not any(verdict.faults for verdict in verdicts):
                        yield self._released(verdicts[-1])
            self.found_nothing = not verdicts
            waiting = verdicts[self._trace.kept :]
            if waiting and self._trace.asked < MOST_CALLS:
                waiting = self._mended(waiting, prompt, verdicts)
        except ModelError as error:
            self._trace.error = str(error)
            waiting = verdicts[self._trace.kept :]
        for verdict in waiting:
            if not verdict.faults:
                yield self._released(verdict)
                continue
            self._trace.held.append(Held(verdict.line.text, verdict.faults))
            if plain and not self.composed.says(plain.sentences):
                for sentence in plain.sentences:
                    yield self.composed.add(sentence.text, [one for one in plain.citations if one.n in sentence.cites])

    def _said(self, prompt: Prompt) -> Iterator[Line | End]:
        """One call."""
        self._trace.asked += 1
        return lines(self._model.stream(prompt, self._trace.allowance))

    def _judged(self, line: Line) -> Verdict:
        line = replace(line, text=MARKS.sub("", line.text).strip())
        cited = tuple(one for one in self._offered if one.n in line.sources)
        claim = Claim(
            text=line.text,
            sum=line.sum,
            cited=cited,
            offered=self._offered,
            question=f"{fold(self._found.question.text)} {self._found.text}",
            noted=_noted(self._found),
            disputed=disputed(self._found),
        )
        return Verdict(line, cited, self._checker.faults(claim))

    def _mended(self, waiting: list[Verdict], prompt: Prompt, verdicts: list[Verdict]) -> list[Verdict]:
        """The sentences that wait, those at fault as the model puts them a second time."""
        said = "\n".join(verdict.line.text for verdict in verdicts)
        told = "\n".join(f"- {verdict.line.text} ({_told(verdict.faults)})" for verdict in waiting if verdict.faults)
        again = prompt.followed(said, fill(AGAIN, faults=fenced(told)))
        second = [line for line in self._said(again) if isinstance(line, Line)]
        mended = iter([self._judged(line) for line in second])
        result = []
        for verdict in waiting:
            other = next(mended, None) if verdict.faults else None
            if other:
                self._trace.held.append(Held(verdict.line.text, verdict.faults))
            result.append(other or verdict)
        return result

    def _released(self, verdict: Verdict) -> Released:
        self._trace.kept += 1
        if verdict.line.sum:
            self.sums.append(verdict.line.sum)
        return self.composed.add(verdict.line.text, [one.citation for one in verdict.cited])


def disputed(draft: Draft) -> tuple[Decimal, ...]:
    """The two values of a conflict, off the sentence that says both: the one nearest before, the first behind."""
    for sentence in draft.sentences:
        front, told, behind = sentence.text.partition(ELSEWHERE.partition("{")[0])
        others = [figure for figure in figures(behind) if not figure.is_year]
        same = [f for f in figures(front) if not f.is_year and (not others or f.unit in (others[0].unit, ""))]
        if told and others and same:
            return same[-1].value, others[0].value
    return ()


def _noted(draft: Draft) -> tuple[Figure, ...]:
    """Figures of the sums that code has noted."""
    return tuple(f for note in draft.notes if note.kind is NoteKind.COMPUTED for f in figures(note.text))


def _told(faults: Iterable[Fault]) -> str:
    return "；".join(fault_words(fault.check, fault.words) for fault in faults)


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document, citation.start, citation.end


def _values(sentences: Iterable[Sentence]) -> set[Decimal]:
    return {figure.value for sentence in sentences for figure in figures(sentence.text) if not figure.is_year}

"""What the desk asks of the rest: to read a letter, to draft and check a reply, to find evidence.

Questions are answered where the server has them answered (`ui/answering`); personal data is masked before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.clock import today
from ingest.index.meaning import Vectors
from rag.letter import letter as letters
from rag.letter import live_check, matters, reply
from rag.letter.flags import Flag
from rag.letter.live_check import Finding
from rag.letter.marking import Marker
from rag.schema import Answer, Citation, Question
from ui.answering.answers import Answers, Suggesters
from ui.desk.values import Matter, Part
from ui.privacy import mask

Progress = Callable[[int], None]
LONGEST_SEARCH = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a letter asks and what staff must see in it. `region` is a path, empty where it names none or several."""

    region: str
    matters: tuple[Matter, ...]
    flags: tuple[Flag, ...]
    marked_by: str = ""
    """The language model that found the matters; empty where rules did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The draft of a reply. `written_by`: the model that wrote of it, empty where none did."""

    text: str
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]
    written_by: str


class Engine(Protocol):
    """The one of the server, and that of the tests."""

    def read(self, letter: str) -> Read: ...

    def draft(self, letter: str, asked: Sequence[Matter], region: str, told: Progress) -> Drafted:
        """`told` is called with how many answers there are so far."""
        ...

    def check(self, text: str, sources: Sequence[Citation]) -> tuple[Finding, ...]: ...

    def search(self, words: str, region: str) -> tuple[Citation, ...]: ...

    def alike(self, question: str, others: Sequence[str]) -> Sequence[float]:
        """How near each other question is in meaning, up to 1."""
        ...

    def meanings(self, questions: Sequence[str]) -> Vectors | None:
        """See `Meaning`; None where it is not to be had."""
        ...


class LetterEngine:
    """Over whoever answers for the server."""

    def __init__(self, answers: Answers, suggesters: Suggesters, marker: Marker) -> None:
        self._answers, self._suggesters, self._marker = answers, suggesters, marker

    def read(self, letter: str) -> Read:
        found = letters.read(mask(letter), self._answers.index.regions, mark=self._marker, meanings=self.meanings)
        return Read(
            region=found.region or "",
            matters=tuple(Matter(text=one.text, region=one.region or "", lead=one.lead) for one in found.matters),
            flags=found.flags,
            marked_by=self._marker.name if found.is_marked else "",
        )

    def draft(self, letter: str, asked: Sequence[Matter], region: str, told: Progress) -> Drafted:
        index, done = self._answers.index, 0

        def answer(question: Question) -> Answer:
            nonlocal done
            found = self._answers.ask(question)
            done += 1
            told(done)
            return found

        read = letters.read(mask(letter), index.regions)
        whole = letters.Letter(
            text=read.text,
            region=region or None,
            matters=tuple(
                matters.Matter(text=mask(one.text), lead=mask(one.lead), region=one.region or region or None)
                for one in asked
            ),
            flags=read.flags,
        )
        made = reply.draft(whole, answer, as_of=today())
        return Drafted(
            text=made.text,
            parts=tuple(
                Part(question=one.matter.text, text=one.text, remarks=one.remarks, gaps=one.gaps)
                for one in made.sections
            ),
            citations=made.citations,
            written_by=next(
                (
                    answer.mode.removeprefix("write:")
                    for one in made.sections
                    for answer in one.answers
                    if answer.by_model
                ),
                "",
            ),
        )

    def check(self, text: str, sources: Sequence[Citation]) -> tuple[Finding, ...]:
        documents = self._answers.opened.documents
        told = {one.n: live_check.told_of(document) for one in sources if (document := documents.get(one.document))}
        return live_check.check(text, sources, told=told)

    def search(self, words: str, region: str) -> tuple[Citation, ...]:
        return self._suggesters.live().search(mask(words)[:LONGEST_SEARCH], region)

    def alike(self, question: str, others: Sequence[str]) -> Sequence[float]:
        found = self.meanings((mask(question), *others))
        return [0.0] * len(others) if found is None else [float(one) for one in found[1:] @ found[0]]

    def meanings(self, questions: Sequence[str]) -> Vectors | None:
        return self._suggesters.live().meanings(tuple(questions))

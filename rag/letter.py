"""The draft of a reply to a resident's letter: the letter's questions, each answered by the answer path.

Splitting is by rules (`data/letter.toml`) and needs no model; wording and layout are left to the user interface.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from ingest.identity.lexicon import mentions
from ingest.text.fold import fold
from rag.chain import AnswerChain
from rag.question.guard import Guard
from rag.question.scope import Scope
from rag.schema import Answer, Citation, Draft, NoteKind, Question, Status, Turn

SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;”’]*")
MARK = re.compile(r"\[(\d+)\]")
CLAUSE = re.compile(r"[^,，]+[,，]*")
LEAD = 80  # most characters of the sentences before a question that names no service of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A question as the letter puts it, the sentences right before it, and the question that it takes up."""

    text: str
    lead: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A question of a letter and its answer; the answer's marks are those of the whole reply."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What answers a letter. `distress`: its words are those of a person in distress."""

    points: tuple[Point, ...]
    citations: tuple[Citation, ...]
    distress: bool

    @property
    def by_model(self) -> bool:
        """Whether a language model wrote any of it."""
        return any(point.answer.by_model for point in self.points)


def reply_to(letter: str, chain: AnswerChain, *, region: str | None, as_of: date) -> Reply:
    """Every question of a letter answered in its order; citations are numbered through, each place once."""
    points: list[Point] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    for matter in matters(letter):
        history = (Turn(role="user", content=matter.earlier),) if matter.earlier else ()
        asked = Question(text=matter.text, region=region, history=history, as_of=as_of)
        answer = _answered(asked, matter.lead, chain)
        points.append(Point(question=matter.text, answer=_numbered(answer, citations)))
    return Reply(points=tuple(points), citations=tuple(citations.values()), distress=in_distress(letter))


def matters(letter: str) -> tuple[Matter, ...]:
    """What a letter asks; where it asks nothing, what it wishes for, else all that it says."""
    told = [sentence for sentence in _sentences(letter) if not _is("courtesy", sentence)]
    for kinds in (("asks", "announces"), ("wishes",)):
        if found := tuple(dict.fromkeys(_asked(told, kinds))):
            return found
    return (Matter(text="".join(told)),) if told else ()


def region_of(letter: str, regions: Sequence[str]) -> str | None:
    """The one region of an index that a letter names; None where it names none or several."""
    text = fold(letter)
    scoped = Scope(regions)(Draft(question=Question(text=letter), text=text))
    named = scoped.region_named and not any(note.kind is NoteKind.REGION_INFERRED for note in scoped.notes)
    return scoped.regions[0] if named and len(scoped.regions) == 1 else None


def in_distress(letter: str) -> bool:
    """Whether anything in a letter is what the answer path answers with a helpline."""
    draft = Draft(question=Question(text=letter), text=letter)
    return Guard(len(letter))(draft).status is Status.CRISIS


def _sentences(letter: str) -> Iterator[str]:
    for match in SENTENCE.finditer(letter):
        sentence = re.sub(_patterns()["mark"], "", match.group()).strip()
        if any(character.isalnum() for character in sentence):
            yield sentence


def _asked(told: list[str], kinds: tuple[str, ...]) -> Iterator[Matter]:
    """Sentences of one of the kinds; one that names no service has the sentences right before it as its lead."""
    lead = earlier = ""
    for sentence in told:
        if not any(_is(kind, sentence) for kind in kinds):
            lead += sentence
            continue
        first, *others = _parts(sentence)
        own = mentions(fold(first))
        yield Matter(text=first, lead="" if own else lead[-LEAD:], earlier=earlier if _is("leans", first) else "")
        yield from (Matter(text=part, earlier=first) for part in others)
        lead, earlier = "", first


def _parts(sentence: str) -> list[str]:
    """A sentence parted behind each clause that asks but the last: 每天几块钱,由谁出钱?"""
    parts = [""]
    for clause in CLAUSE.findall(sentence):
        if _is("asks", parts[-1]) and _is("asks", clause):
            parts.append("")
        parts[-1] += clause
    return [part.rstrip(",，") for part in parts]


def _answered(asked: Question, lead: str, chain: AnswerChain) -> Answer:
    """With its lead, if that finds something, else as it stands."""
    if lead:
        answer = chain.invoke(replace(asked, text=f"{lead}{asked.text}"))
        if answer.status not in (Status.NEAR, Status.NOT_FOUND):
            return answer
    return chain.invoke(asked)


def _is(kind: str, sentence: str) -> bool:
    return re.search(_patterns()[kind], fold(sentence)) is not None


def _numbered(answer: Answer, citations: dict[tuple[str, int, int], Citation]) -> Answer:
    """The answer with the numbers of the whole reply; places that are new to it are added to `citations`."""
    numbers: dict[str, str] = {}
    own = []
    for citation in answer.citations:
        place = citation.document, citation.start, citation.end
        known = citations.setdefault(place, replace(citation, n=len(citations) + 1))
        numbers[str(citation.n)] = str(known.n)
        own.append(known)
    figures = tuple(replace(figure, citation=int(numbers[str(figure.citation)])) for figure in answer.figures)
    text = MARK.sub(lambda mark: f"[{numbers.get(mark[1], mark[1])}]", answer.answer)
    return replace(answer, answer=text, citations=tuple(own), figures=figures)


@cache
def _patterns() -> dict[str, str]:
    data = tomllib.loads((files("rag") / "data" / "letter.toml").read_text(encoding="utf-8"))
    return {name: one if isinstance(one, str) else "|".join(one) for name, one in data.items()}

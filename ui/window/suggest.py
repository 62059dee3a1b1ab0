"""Questions that the plans answer: examples to begin with, what one could ask next, and which of several was meant."""

import threading
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any

from ingest.clock import today
from ingest.index.meaning import Vectors
from ingest.index.opened import Index
from ingest.records.indicators import baseline, target
from ingest.schema import Cell, Row, RowKind
from rag.chain import AnswerChain, answer_steps
from rag.contacts import events_of
from rag.question.scope import region_name
from rag.schema import Answer, Citation, Question, Status
from rag.service import Service
from rag.settings import AnswerSettings
from ui.answering.search import Search

MOST = 3  # follow-ups shown
TRIED = 4_000  # questions whose answers are kept; rows of a generation times what is asked of each


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question to begin with. `region` is a path."""

    event: str
    region: str
    question: str


class Reader:
    """Tries questions out on one generation, without a language model: nothing is offered that has no answer."""

    def __init__(self, index: Index, settings: AnswerSettings) -> None:
        self.index, self._settings = index, settings
        self._rows = index.store.rows()
        self._chain = AnswerChain(answer_steps(index, settings.model_copy(update={"llm_base_url": ""})))

    @lru_cache(maxsize=TRIED)  # noqa: B019  a reader lives as long as its generation
    def answer(self, question: str, region: str) -> Answer:
        return self._chain.invoke(Question(text=question, region=region, as_of=today()))

    @lru_cache(maxsize=1)  # noqa: B019  likewise
    def examples(self) -> tuple[Example, ...]:
        """The examples that are answered here, a region's own ones only."""
        paths = {region_name(region): region for region in self.index.regions}
        return tuple(
            Example(event=one["event"], region=paths[one["region"]], question=one["question"])
            for one in _data("examples.toml")["example"]
            if one["region"] in paths and not self.answer(one["question"], one["region"]).abstained
        )

    def follow_ups(self, answer: Answer, region: str) -> tuple[str, ...]:
        """What one could ask next: other columns of the cited row, then rows beside it."""
        cited = next((citation.row for citation in answer.citations if citation.row), None)
        if answer.abstained or cited is None:
            return ()
        row = self.index.store.row(cited)
        found: list[str] = []
        for ask, of in self._candidates(row, answer):
            if len(found) == MOST:
                break
            tried = self.answer(ask, region)
            if _rests_on(tried, of) and _says_more(tried, answer):
                found.append(ask)
        return tuple(found)

    def search(self, words: str, region: str) -> tuple[Citation, ...]:
        """Evidence for staff, see `Search`."""
        return self._search(words, region)

    @cached_property
    def _search(self) -> Search:
        return Search(self.index, self._settings.retriever)

    def meanings(self, texts: tuple[str, ...]) -> Vectors:
        """What texts mean, see `Meaning`."""
        return self.index.meaning(texts)

    def others(self, question: str, region: str) -> tuple[str, ...]:
        """Examples of the region to turn to where a question has no answer, those of its life events first."""
        about = events_of(question)
        own = [example for example in self.examples() if example.region == region]
        own.sort(key=lambda example: example.event not in about)
        return tuple(example.question for example in own[:MOST])

    def choices(self, answer: Answer, region: str) -> tuple[tuple[str, str], ...]:
        """(label, question) of each that may have been meant; empty where the question said it or one answer serves."""
        if answer.status is not Status.ANSWERED:
            return ()
        for group in _data("asks.toml")["choice"]:
            named = [label for label, said in group.items() if any(word in answer.answer for word in said)]
            if len(named) < 2 or any(word in answer.question for said in group.values() for word in said):
                continue
            asks = [(label, f"{answer.question.rstrip('？?。')}（{label}）") for label in named]
            tried = [self.answer(ask, region) for _, ask in asks]
            if all(one.status is Status.ANSWERED and len(one.answer) < len(answer.answer) for one in tried):
                return tuple(asks)
        return ()

    def _candidates(self, row: Row, answer: Answer) -> Iterator[tuple[str, Row]]:
        for ask, cell in _asks(row):
            if not _said(cell, answer):
                yield ask, row
        for other in self._beside(row):
            yield from ((ask, other) for ask, _ in _asks(other)[:1])

    def _beside(self, row: Row) -> Iterator[Row]:
        rows = [one for one in self._rows if one.section == row.section and one.kind is row.kind]
        at = next((i for i, one in enumerate(rows) if one.id == row.id), 0)
        return iter((rows[at + 1 :] + rows[:at])[: MOST + 1])


class Readers:
    """The reader of the live generation, made anew when another goes live."""

    def __init__(self, service: Service, settings: AnswerSettings) -> None:
        self._service, self._settings = service, settings
        self._lock = threading.Lock()
        self._reader = Reader(service.index, settings)

    def live(self) -> Reader:
        index = self._service.index
        with self._lock:
            if self._reader.index is not index:
                self._reader = Reader(index, self._settings)
            return self._reader


@cache
def _data(file: str) -> dict[str, Any]:
    return tomllib.loads((files("ui.window") / "data" / file).read_text(encoding="utf-8"))


def _asks(row: Row) -> list[tuple[str, Cell]]:
    """Questions that cells of a row answer, the usual one first."""
    asks: dict[str, str] = _data("asks.toml").get(row.kind, {})
    if row.kind is RowKind.INDICATOR:
        held = {"target": target(row), "baseline": baseline(row)}
    else:
        held = {column: row.cell(column) for column in asks}
    return [(ask.format(name=row.name), cell) for column, ask in asks.items() if (cell := held[column]) and cell.text]


def _said(cell: Cell, answer: Answer) -> bool:
    return cell.text.strip("。") in answer.answer or any(figure.text in cell.text for figure in answer.figures)


def _rests_on(answer: Answer, row: Row) -> bool:
    return not answer.abstained and any(citation.row == row.id for citation in answer.citations)


def _says_more(answer: Answer, before: Answer) -> bool:
    """Whether an answer is not the one that was just given in other words."""
    figures, known = ({figure.text for figure in one.figures} for one in (answer, before))
    return answer.answer != before.answer and not (figures and figures <= known)

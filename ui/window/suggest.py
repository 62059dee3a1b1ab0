"""Questions that the plans answer: examples to begin with, what one could ask next, and which of several was meant."""

import threading
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

from ingest.clock import today
from ingest.identity.lexicon import indicators, services
from ingest.index.meaning import Vectors
from ingest.index.opened import Index
from ingest.quantities.figures import figures
from ingest.records.indicators import baseline, target
from ingest.schema import Cell, Row, RowKind
from rag.chain import AnswerChain, answer_steps
from rag.contacts import event_sets
from rag.question.scope import region_name
from rag.schema import Answer, Citation, Question, Status
from rag.service import Service
from rag.settings import AnswerSettings
from ui.answering.search import Search
from ui.window.texts import words

MOST = 3  # follow-ups shown
MOST_TRIES = 10  # questions tried out for the follow-ups of one answer, each about as dear as an answer
AN_EVENT = 2  # examples of a region and life event that are looked for
EXAMPLE_TRIES = 120  # questions tried out for the examples of a generation, besides those of the file
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
        """The examples that are answered here, a region's own ones only: those of the file, and others from rows for
        the life events that it has few of."""
        written = self._written()
        return (*written, *self._from_rows(written))

    def _written(self) -> tuple[Example, ...]:
        paths = {region_name(region): region for region in self.index.regions}
        return tuple(
            Example(event=one["event"], region=paths[one["region"]], question=one["question"])
            for one in _data("examples.toml")["example"]
            if one["region"] in paths and not self.answer(one["question"], one["region"]).abstained
        )

    def _from_rows(self, known: tuple[Example, ...]) -> Iterator[Example]:
        have = Counter((one.region, one.event) for one in known)
        asked, tries = {one.question for one in known}, iter(range(EXAMPLE_TRIES))
        for row in sorted(self._rows, key=lambda one: one.kind is not RowKind.STANDARD):  # what one can get comes first
            region = self.index.documents[row.document].region
            for event in _events(row):
                for ask, _ in _asks(row)[:1]:
                    if have[region, event] >= AN_EVENT or ask in asked or not region:
                        continue
                    if next(tries, None) is None:
                        return
                    asked.add(ask)
                    tried = self.answer(ask, region)
                    if _rests_on(tried, row) and tried.figures:
                        have[region, event] += 1
                        yield Example(event=event, region=region, question=ask)

    def follow_ups(self, answer: Answer, region: str) -> tuple[str, ...]:
        """What one could ask next: other columns of the cited row, then of rows beside it on the same matter."""
        cited = next((citation.row for citation in answer.citations if citation.row), None)
        if answer.abstained or cited is None:
            return ()
        row = self.index.store.row(cited)
        found: dict[tuple[str, str], str] = {}
        for ask, of, column in islice(self._candidates(row, answer), MOST_TRIES):
            if len(found) == MOST:
                break
            if (of.id, column) in found:  # asked already, in other words
                continue
            tried = self.answer(ask, region)
            is_said = (cell := of.cell(column)) is not None and _said(cell, tried)
            if _rests_on(tried, of) and is_said and _says_more(tried, answer):
                found[of.id, column] = ask
        return tuple(found.values())

    def search(self, wanted: str, region: str) -> tuple[Citation, ...]:
        """Evidence for staff, see `Search`."""
        return self._search(wanted, region)

    @cached_property
    def _search(self) -> Search:
        return Search(self.index, self._settings.retriever)

    def meanings(self, texts: tuple[str, ...]) -> Vectors:
        """What texts mean, see `Meaning`."""
        return self.index.meaning(texts)

    def others(self, question: str, region: str) -> tuple[str, ...]:
        """Examples of the region to turn to where a question has no answer: those about each thing that it names. None
        where it names none that we know, since something off the matter misleads; any where no question is given."""
        named = event_sets(question)
        own = (example for example in self.examples() if example.region == region)
        fitting = (one for one in own if (named or not question) and all({one.event} & events for events in named))
        return tuple(example.question for example in fitting)[:MOST]

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

    def _candidates(self, row: Row, answer: Answer) -> Iterator[tuple[str, Row, str]]:
        for ask, cell in _asks(row):
            if not _said(cell, answer):
                yield ask, row, cell.column
        for other in self._beside(row):
            first = next((cell for _, cell in _asks(other)), None)
            yield from ((ask, other, cell.column) for ask, cell in _asks(other) if cell is first)

    def _beside(self, row: Row) -> Iterator[Row]:
        about = set(_events(row))
        rows = [one for one in self._rows if one.section == row.section and one.kind is row.kind]
        rows = [one for one in rows if one.id == row.id or about & set(_events(one))]
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
    """Questions that cells of a row answer, the usual one first; each by what residents call it, then by its name."""
    asks: dict[str, dict[str, str]] = _data("asks.toml").get(row.kind, {})
    if row.kind is RowKind.INDICATOR:
        held = {"target": target(row), "baseline": baseline(row)}
    else:
        held = {column: row.cell(column) for column in asks}
    return [
        (_ask(said, cell).format(name=name), cell)
        for column, said in asks.items()
        if (cell := held[column]) and cell.text
        for name in _names(row)
    ]


def _ask(said: Mapping[str, str], cell: Cell) -> str:
    is_money = any("元" in figure.unit for figure in figures(cell.text))
    return said.get("money", said["ask"]) if is_money else said["ask"]


def _names(row: Row) -> tuple[str, ...]:
    """What residents call what a row is about, where the lexicon knows it as something that one can get, and its own
    name: nobody can be entitled to 五保户 or 打疫苗."""
    entry = services().get(row.concept or "")
    endings = tuple(_data("asks.toml")["names"]["endings"])
    everyday = [name for name in entry.everyday[:1] if name.endswith(endings)] if entry else []
    return tuple(dict.fromkeys((*everyday, row.name)))


def _events(row: Row) -> tuple[str, ...]:
    """The life events of the window that a row is about."""
    entry = services().get(row.concept or "") or indicators().get(row.concept or "")
    return tuple(event for event in words("zh").events if entry and event in entry.events)


def _said(cell: Cell, answer: Answer) -> bool:
    return cell.text.strip("。") in answer.answer or any(figure.text in cell.text for figure in answer.figures)


def _rests_on(answer: Answer, row: Row) -> bool:
    return not answer.abstained and any(citation.row == row.id for citation in answer.citations)


def _says_more(answer: Answer, before: Answer) -> bool:
    """Whether an answer is not the one that was just given in other words."""
    figures, known = ({figure.text for figure in one.figures} for one in (answer, before))
    return answer.answer != before.answer and not (figures and figures <= known)

"""Whom to turn to: national hotlines and the offices of a region, from `corpus/contacts.toml`."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from ingest.identity.lexicon import indicators, mentions, services
from ingest.index.truth import Truth
from ingest.schema import RowKind
from rag.cite import cite_span, noted
from rag.schema import GIVEN, Citation, Contact, Draft, Status

CRISIS = "crisis"  # the event of hotlines for people in distress
DUTIES = ("牵头单位", "负责单位", "责任单位")
FOR_WHOM = "服务对象"


class Entry(BaseModel):
    """A line of the file. `events` are life events that it is there for; empty for all. `region` is a path, empty for
    all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    events: tuple[str, ...] = ()
    region: str = ""
    phone: str = Field("", pattern=r"^[\d -]*$")
    address: str = ""
    hours: str = ""
    link: str = Field("", pattern=r"^(https?://.*)?$")

    @property
    def contact(self) -> Contact:
        told = (self.name, self.phone, self.hours, self.address, self.link)
        return Contact(*told, office=bool(self.region))


class Refer:
    """The last step: whom to turn to for the matter, for whom the amounts of the answer are, what notes say of them."""

    def __init__(self, index: Truth) -> None:
        self._index = index

    def __call__(self, draft: Draft) -> Draft:
        if draft.status is Status.SMALL_TALK:
            return draft
        regions = (self._index.documents[one.document].region for one in draft.citations)
        region = draft.regions[0] if len(draft.regions) == 1 else next(regions, "")
        known = whom_to_ask(draft.question.text, draft.status, region)
        named = () if draft.status is Status.CRISIS else tuple(self._in_charge(draft))
        given = draft.status in GIVEN
        if given and (named or any(one.office for one in known)):
            known = tuple(one for one in known if one.office)  # hotlines where nobody nearer is known
        elif given:
            known = known[-1:]
        citations = (*draft.citations, *self._notes(draft)) if given else draft.citations
        return replace(draft, contacts=(*named, *known), conditions=tuple(_conditions(draft)), citations=citations)

    def _notes(self, draft: Draft) -> Iterator[Citation]:
        """The notes that marks in the cited sentences lead to, where no citation holds them."""
        cited = {(one.document, one.start, one.end) for one in draft.citations}
        n = max((one.n for one in draft.citations), default=0)
        for one in draft.citations:
            document = self._index.documents[one.document]
            for start, end in noted(document, one.start, one.end) if one.row is None else ():
                if (one.document, start, end) not in cited:
                    n += 1
                    cited.add((one.document, start, end))
                    yield cite_span(document, one.section, n, start, end)

    def _in_charge(self, draft: Draft) -> Iterator[Contact]:
        """The office that a cited plan names for the matter, in the cited row or in its list of duties."""
        for citation in draft.citations:
            own = next((cell.quote for cell in citation.cells if cell.column in DUTIES), "")
            matter = " ".join(citation.section)
            own = own or next(
                (office for name, office in self._duties.get(citation.document, ()) if name in matter), ""
            )
            if own:
                yield Contact(own, office=True)
                return

    @cached_property
    def _duties(self) -> dict[str, list[tuple[str, str]]]:
        """(matter, office) of every list of duties, by document."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self._index.store.rows():
            if row.kind is RowKind.DUTY and row.name and (office := row.cell(*DUTIES)):
                found.setdefault(row.document, []).append((row.name, office.text))
        return found


def _conditions(draft: Draft) -> Iterator[str]:
    """For whom an amount is, where the answer does not say it itself."""
    if draft.status not in GIVEN or not draft.figures:
        return
    said = "".join(sentence.text for sentence in draft.sentences)
    for citation in draft.citations[:1]:
        for cell in citation.cells:
            if cell.column == FOR_WHOM and cell.quote.rstrip("。") not in said:
                yield f"{cell.column}：{cell.quote}"


@cache
def entries() -> tuple[Entry, ...]:
    """All lines, in the order of the file."""
    data = tomllib.loads((files("corpus") / "contacts.toml").read_text(encoding="utf-8"))
    return tuple(map(Entry.model_validate, data["contact"]))


def whom_to_ask(question: str, status: Status | None, region: str) -> tuple[Contact, ...]:
    """The offices of the region, then the hotlines, for what the question is about."""
    if status is Status.CRISIS:
        return tuple(entry.contact for entry in entries() if CRISIS in entry.events)
    about = events_of(question)
    fitting = [
        entry for entry in entries() if entry.region in ("", region) and (not entry.events or about & set(entry.events))
    ]
    return tuple(entry.contact for entry in sorted(fitting, key=lambda one: (not one.region, not one.events)))


def events_of(question: str) -> set[str]:
    """The life events that a question is about, by the words of the lexicon."""
    named = [mention.concept for mention in mentions(question)]
    known = [table[name] for table in (services(), indicators()) for name in named if name in table]
    spoken = {event for entry in entries() for event in entry.events if event in question}
    return spoken | {event for one in known for event in one.events}

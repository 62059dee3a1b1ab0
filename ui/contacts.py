"""Whom to turn to: national hotlines and the offices of a region, from `corpus/contacts.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from ingest.identity.lexicon import indicators, mentions, services
from ingest.index.truth import Truth
from ingest.schema import RowKind
from rag.schema import Answer, Status

CRISIS = "crisis"  # the event of hotlines for people in distress
DUTIES = ("牵头单位", "负责单位", "责任单位")


class Contact(BaseModel):
    """An entry. `events` are life events that it is there for; empty for all. `region` is a path, empty for all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    events: tuple[str, ...] = ()
    region: str = ""
    phone: str = Field("", pattern=r"^[\d -]*$")
    address: str = ""
    hours: str = ""
    link: str = Field("", pattern=r"^(https?://.*)?$")


@cache
def contacts() -> tuple[Contact, ...]:
    """All entries, in the order of the file."""
    data = tomllib.loads((files("corpus") / "contacts.toml").read_text(encoding="utf-8"))
    return tuple(map(Contact.model_validate, data["contact"]))


def whom_to_ask(answer: Answer, region: str) -> tuple[Contact, ...]:
    """The offices of the region, then the hotlines, for what the question is about."""
    if answer.status is Status.CRISIS:
        return tuple(contact for contact in contacts() if CRISIS in contact.events)
    about = events_of(answer.question)
    fitting = [
        contact
        for contact in contacts()
        if contact.region in ("", region) and (not contact.events or about & set(contact.events))
    ]
    return tuple(sorted(fitting, key=lambda contact: (not contact.region, not contact.events)))


def duty(answer: Answer, index: Truth) -> str:
    """The office that the cited plan names for the matter; empty where it names none."""
    for citation in answer.citations:
        if own := next((cell.quote for cell in citation.cells if cell.column in DUTIES), ""):
            return own
        matter = " ".join(citation.section)
        for row in index.store.rows():
            office = row.cell(*DUTIES)
            if row.kind is RowKind.DUTY and row.document == citation.document and office and row.name in matter:
                return office.text
    return ""


def events_of(question: str) -> set[str]:
    """The life events that a question is about, by the words of the lexicon."""
    named = [mention.concept for mention in mentions(question)]
    entries = [entries[name] for entries in (services(), indicators()) for name in named if name in entries]
    spoken = {event for contact in contacts() for event in contact.events if event in question}
    return spoken | {event for entry in entries for event in entry.events}

"""What the desk works on: a case with its matters, sources and history. Pure values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from ingest.schema import TextKind
from rag.letter.flags import Flag
from rag.schema import Citation, CitedCell


class State(StrEnum):
    """How far a letter is."""

    NEW = "new"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SENT = "sent"

    @property
    def is_open(self) -> bool:
        """Whether its reply may be changed."""
        return self in (State.NEW, State.DRAFTING, State.RETURNED)

    @property
    def is_done(self) -> bool:
        return self is State.SENT


class Did(StrEnum):
    """What somebody did with a case."""

    CAME = "came"
    MATTERS = "matters"
    DRAFTED = "drafted"
    EDITED = "edited"
    SOURCE_ADDED = "source_added"
    SOURCE_DROPPED = "source_dropped"
    SOURCE_BACK = "source_back"
    SUBMITTED = "submitted"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    APPROVED = "approved"
    EXPORTED = "exported"
    SENT = "sent"
    REOPENED = "reopened"
    DETAILS = "details"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing that a letter asks, as it will be asked; `region` is a path or empty, `lead` the words before it."""

    text: str
    region: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a draft says of one matter; `remarks` and `gaps` are for staff. `reused`: the number of the case that
    it was taken from."""

    question: str
    text: str
    remarks: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    reused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered piece of evidence. `hash` is that of the document's file when it was cited."""

    citation: Citation
    hash: str
    is_dropped: bool = False

    @property
    def n(self) -> int:
        return self.citation.n

    @property
    def is_digest(self) -> bool:
        return self.citation.text_kind is not TextKind.ORIGINAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was done; `text` is the reply after it, None where it stayed as it was."""

    at: float
    user: str
    kind: Did
    remark: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A letter with its reply. `version` counts every change, `text_version` those of the reply; users are told by
    their ids."""

    id: int
    number: str
    subject: str
    letter: str
    region: str
    received: str
    due: str
    state: State
    owner: int
    owner_name: str
    version: int
    changed: float
    changed_by: int
    changed_name: str
    matters: tuple[Matter, ...]
    flags: tuple[Flag, ...]
    parts: tuple[Part, ...]
    text: str
    text_version: int
    written_by: str
    submitted_by: int | None
    approved_by: int | None
    approved: str

    def is_overdue(self, day: str) -> bool:
        return not self.state.is_done and self.due < day


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A part of an approved reply, as it was approved; its marks are the numbers of its case's evidence. `approved`
    is the day."""

    case: int
    number: str
    position: int
    question: str
    region: str
    text: str
    approved: str


def citation_data(citation: Citation) -> dict[str, Any]:
    return asdict(citation)


def citation_of(data: Mapping[str, Any]) -> Citation:
    """From what `citation_data` wrote, as JSON gives it back."""
    known: dict[str, Any] = {name: data[name] for name in Citation.__dataclass_fields__ if name in data}
    known["section"] = tuple(data["section"])
    known["cells"] = tuple(CitedCell(**cell) for cell in data["cells"])
    known["text_kind"] = TextKind(data["text_kind"])
    return Citation(**known)

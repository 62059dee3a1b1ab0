"""Whom to turn to: the office in charge, from the plan and from the office's own list, else national hotlines.

The hotlines, and which departments are in charge of what, stand in `corpus/contacts.toml`; `rag/offices.py` reads
what an office fills in for itself.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ingest.identity.divisions import NATION
from ingest.identity.lexicon import indicators, mentions, services
from ingest.index.truth import Truth
from ingest.schema import RowKind
from rag.cite import cite_span, noted
from rag.replies import SMALL_TALK
from rag.schema import GIVEN, Citation, Contact, Draft, Status

CRISIS = "crisis"  # the event of hotlines for people in distress
DUTIES = ("牵头单位", "负责单位", "责任单位", "主管部门", "办理部门", "经办机构")
FOR_WHOM = "服务对象"
# cells of a guide's row that say where to go, by what they become of a contact
TOLD = {
    "phone": ("联系电话", "咨询电话", "服务电话", "办公电话", "电话"),
    "address": ("受理单位", "办理地点", "受理地点", "办公地址", "地址"),
    "hours": ("受理时间", "办公时间", "工作时间"),
}
PHONE = re.compile(r"(?:\d{3,4}[-－—])?\d{5,8}(?!\d)|1\d{10}(?!\d)")
PARTED = re.compile(r"[、,，;；/\s]|会同|和(?=[县市区州省])")  # several offices in one cell
OF_A_LEVEL = re.compile(r"^[省市州县区盟旗]{1,2}(?=..)")  # 县民政局 is 大姚县民政局 in Dayao's own plan
SHORTEST = 3  # characters by which an office is known: 民政局
# small talk that leaves somebody helpless
LEFT = tuple(SMALL_TALK[kind] for kind in ("nothing", "offence", "complaint", "person", "foreign"))


class Entry(BaseModel):
    """An office or hotline. `department` is what plans call it; then it is named where a plan does, and for the matters
    of such a department. `events` are life events that it is there for; where neither is given, for all. `region` is a
    path, empty for all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    department: str = ""
    events: tuple[str, ...] = ()
    region: str = ""
    phone: str = Field("", pattern=r"^[\d -]*$")
    address: str = ""
    hours: str = ""
    link: str = Field("", pattern=r"^(https?://.*)?$")
    bring: str = ""

    @model_validator(mode="after")
    def _is_named(self) -> "Entry":
        if not self.name and not self.department:
            raise ValueError("要写 name（名称）或 department（规划里的部门名称）")
        return self

    @property
    def is_filled(self) -> bool:
        return any((self.phone, self.address, self.hours, self.link, self.bring))

    @property
    def contact(self) -> Contact:
        name = self.name or self.department
        told = (name, self.phone, self.hours, self.address, self.link, self.bring)
        return Contact(*told, office=bool(self.region))

    def is_called(self, office: str) -> bool:
        """Whether a plan of its region that names an office means it."""
        core = OF_A_LEVEL.sub("", office)
        return office in (self.department, self.name) or (
            len(core) >= SHORTEST and any(one.endswith(core) for one in (self.department, self.name))
        )


class Department(BaseModel):
    """A kind of office, the same one everywhere: what its name holds (`called`), and what it is in charge of: `words`
    of a question or of the service that it is about, else life events."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    called: tuple[str, ...]
    words: tuple[str, ...]
    events: tuple[str, ...]


class Refer:
    """The last step: whom to turn to for the matter, for whom the amounts of the answer are, what notes say of them.
    `own` is what the office filled in; it stands before what all know."""

    def __init__(self, index: Truth, own: Sequence[Entry] = ()) -> None:
        self._index, self._own = index, tuple(own)

    def __call__(self, draft: Draft) -> Draft:
        if draft.status is Status.SMALL_TALK:
            is_left = any(sentence.text in LEFT for sentence in draft.sentences)
            return replace(draft, contacts=hotline() if is_left else ())
        region = self._place(draft)
        given = draft.status in GIVEN
        known = whom_to_ask(_matter(draft), draft.status, region, (*self._own, *entries()))
        is_anywhere = not (region or draft.region_named)
        named = () if draft.status is Status.CRISIS or is_anywhere else tuple(self._in_charge(draft, region))
        if given:  # the one for all only where nobody nearer is known
            known = tuple(one for one in known if one not in hotline()) or (() if named else known)
        whom = _once((*named, *known))
        if not any(one.phone for one in whom):
            whom = (*whom, *hotline())
        citations = (*draft.citations, *self._notes(draft)) if given else draft.citations
        return replace(draft, contacts=whom, conditions=tuple(_conditions(draft)), citations=citations)

    def _place(self, draft: Draft) -> str:
        """Whose offices may be named: of the region asked about, else of the one that an answer is from; empty where
        nobody said where and what was found is of several."""
        if len(draft.regions) == 1:
            return draft.regions[0]
        cited = list(dict.fromkeys(self._index.documents[one.document].region for one in draft.citations))
        is_known = draft.region_named or len(cited) == 1
        return cited[0] if cited and is_known else ""

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

    def _in_charge(self, draft: Draft, region: str) -> Iterator[Contact]:
        """The offices that a cited plan names for the matter, in the cited row or in its list of duties, each with what
        the row itself or the office's list tells of it."""
        for citation in _about_it(draft):
            own = next((cell.quote for cell in citation.cells if cell.column in DUTIES), "")
            matter = " ".join(citation.section)
            own = own or next(
                (office for name, office in self._duties.get(citation.document, ()) if name in matter), ""
            )
            told = _told(citation)
            if own or told:
                name = own or told.pop("address", "") or region_office(citation)
                yield from self._known(name, region) or (Contact(name, office=True, **told),)
                return

    def _known(self, offices: str, region: str) -> tuple[Contact, ...]:
        """Those of several offices of which the list has more than the name."""
        named = [one for one in PARTED.split(offices) if one]
        there = [entry for entry in self._own if entry.region == region]
        return _once(entry.contact for office in named for entry in there if entry.is_called(office))

    @cached_property
    def _duties(self) -> dict[str, list[tuple[str, str]]]:
        """(matter, office) of every list of duties, by document."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self._index.store.rows():
            if row.kind is RowKind.DUTY and row.name and (office := row.cell(*DUTIES)):
                found.setdefault(row.document, []).append((row.name, office.text))
        return found


def _matter(draft: Draft) -> str:
    """What whom to ask goes by: the question with the one that it follows up on; where these say nothing of it, what
    the answer was read from."""
    asked = f"{draft.earlier} {draft.question.text}"
    if draft.status not in GIVEN or events_of(asked) or departments_of(asked):
        return asked
    return " ".join(
        part for one in draft.citations[:1] for part in (*one.section[-1:], *(cell.quote for cell in one.cells[:1]))
    )


def _about_it(draft: Draft) -> tuple[Citation, ...]:
    """The citations whose office is the one to ask. What only comes near may be another's matter: there, the nearest,
    where it is about a life event that the question is about."""
    if draft.status is not Status.NEAR:
        return draft.citations
    return tuple(one for one in draft.citations[:1] if _events(one) & events_of(draft.question.text))


def _events(citation: Citation) -> set[str]:
    return events_of(" ".join((*citation.section, citation.quote)))


def _told(citation: Citation) -> dict[str, str]:
    """What a row says of where to go."""
    found = {}
    for field, columns in TOLD.items():
        words = next((cell.quote.strip(" 。；") for cell in citation.cells if cell.column in columns), "")
        if field == "phone":
            match = PHONE.search(words)
            words = match.group() if match else ""
        if words:
            found[field] = words
    return found


def region_office(citation: Citation) -> str:
    """What to call an office whose name the row leaves out."""
    return f"{'' if citation.region == NATION else citation.region}经办窗口"


def _once(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    return tuple({one.name: one for one in reversed(tuple(contacts))}.values())[::-1]


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
def _file() -> dict[str, Any]:
    return tomllib.loads((files("corpus") / "contacts.toml").read_text(encoding="utf-8"))


@cache
def entries() -> tuple[Entry, ...]:
    """The hotlines for all, in the order of the file."""
    return tuple(map(Entry.model_validate, _file()["contact"]))


@cache
def departments() -> tuple[Department, ...]:
    """The kinds of offices, in the order of the file."""
    return tuple(map(Department.model_validate, _file()["department"]))


def hotline() -> tuple[Contact, ...]:
    """The one that every matter can be taken to."""
    return tuple(entry.contact for entry in entries() if not (entry.events or entry.department))[:1]


def whom_to_ask(
    question: str, status: Status | None, region: str, known: Sequence[Entry] | None = None
) -> tuple[Contact, ...]:
    """The offices of the region, then the hotlines, for what the question is about; of `known`, else of all that the
    file names."""
    known = entries() if known is None else known
    if status is Status.CRISIS:
        return tuple(entry.contact for entry in known if CRISIS in entry.events)
    about, in_charge = events_of(question), departments_of(question)
    fitting = [
        entry for entry in known if entry.region in ("", region) and _is_for(entry, about=about, in_charge=in_charge)
    ]
    return tuple(
        entry.contact for entry in sorted(fitting, key=lambda one: (not one.region, not (one.events or one.department)))
    )


def _is_for(entry: Entry, *, about: set[str], in_charge: Sequence[Department]) -> bool:
    """Whether it is there for these life events, or the department of the matter, or for all."""
    if entry.events and about & set(entry.events):
        return True
    if not entry.department:
        return not entry.events
    return any(part in entry.department for kind in in_charge for part in kind.called)


def events_of(question: str) -> set[str]:
    """The life events that a question is about, by the words of the lexicon."""
    return set().union(*event_sets(question))


def event_sets(question: str) -> tuple[set[str], ...]:
    """The life events of each thing that a question names, by the words of the lexicon."""
    named = [mention.concept for mention in mentions(question)]
    known = [table[name] for table in (services(), indicators()) for name in named if name in table]
    spoken = {event for kind in departments() for event in kind.events if event in question}
    return (*({event} for event in sorted(spoken)), *(set(one.events) for one in known if one.events))


def departments_of(question: str) -> tuple[Department, ...]:
    """Who is in charge of what a question is about: by its words and the names of the services that it means, else by
    their life events."""
    meant = (services().get(mention.concept) for mention in mentions(question))
    names = " ".join((question, *(one.name for one in meant if one)))
    told = tuple(kind for kind in departments() if any(word in names for word in kind.words))
    about = events_of(question)
    return told or tuple(kind for kind in departments() if about & set(kind.events))

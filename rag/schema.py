"""Questions, drafts and answers: the values that the steps of the answer path pass on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ingest.answer_spans import name_of
from ingest.clock import today
from ingest.identity.lexicon import Mention
from ingest.schema import Document, Passage, Row, TextKind


class Status(StrEnum):
    """How a question was settled. All but the first two are abstentions; each has its sentence in `replies`."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    BLANK = "blank"
    NEAR = "near"
    NOT_FOUND = "not_found"
    OTHER_REGION = "other_region"
    WHICH_REGION = "which_region"
    SMALL_TALK = "small_talk"
    OUT_OF_SCOPE = "out_of_scope"
    NEEDS_PERSONAL_DATA = "needs_personal_data"
    REFUSED = "refused"
    CRISIS = "crisis"
    FAULT = "fault"

    @property
    def abstained(self) -> bool:
        return self not in GIVEN


GIVEN = (Status.ANSWERED, Status.PARTIAL)
"""What gives an answer, whole or in part; the others abstain."""


class NoteKind(StrEnum):
    """What a reader must know beside the answer."""

    CONFLICT = "conflict"
    BLANK = "blank"
    EXPIRED = "expired"
    VERSIONS = "versions"
    HIGHER_LEVEL = "higher_level"
    COMPUTED = "computed"
    COUNT = "count"
    CORRECTED = "corrected"
    REGION_INFERRED = "region_inferred"
    SCANNED = "scanned"
    """Figures of a cited quote were recognised in a picture."""
    FALLBACK = "fallback"
    """A language model is set but did not answer; the plan's own words are given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of the conversation so far; `role` is user or assistant."""

    role: str
    content: str
    region: str | None = None
    """Where a question was asked for, as `Question.region` has it; None where nobody knows."""
    abstained: bool = False
    """Whether it is a reply of the assistant that gave no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, where (a name or path; None where nobody said), and on which day the answer must hold."""

    text: str
    region: str | None = None
    history: tuple[Turn, ...] = ()
    as_of: date = field(default_factory=today)
    in_letter: bool = False
    """Whether it was asked in a letter, which staff answer in writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedCell:
    """`place`: the cell of the file's sheet that it stands in (B7); empty of a file without sheets."""

    column: str
    quote: str
    start: int
    end: int
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A span of a document, or one row of it; `quote` is cut from the document's clean text at `start`..`end`."""

    n: int
    document: str
    title: str
    region: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    row: str | None
    cells: tuple[CitedCell, ...]
    text_kind: TextKind
    source: str
    period: str
    page: int | None = None
    """Of the file, where it has pages."""
    sheet: str = ""
    place: str = ""
    """The cells of the sheet that it stands in, B7 or B7:F7; empty of a file without sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One numbered piece of what a model may write from and is checked against, and what its figures belong to."""

    citation: Citation
    region: str
    """Path in the division tree."""
    name: str = ""
    """Of a row."""
    concept: str | None = None
    columns: tuple[str, ...] = ()
    """Of a row told in brief those that a model is shown; empty where it is shown all."""
    item: tuple[int, int] | None = None
    """Of a whole list that is offered: which item it is, of how many."""

    @property
    def n(self) -> int:
        return self.citation.n

    @property
    def place(self) -> tuple[str, int, int]:
        """What makes two pieces the same."""
        return self.citation.document, self.citation.start, self.citation.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer and the numbers of the citations it rests on."""

    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFigure:
    """A figure of the answer and the citation that holds it."""

    text: str
    value: str
    unit: str
    citation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was retrieved, with its row, its document, its heading path and its rank by leg."""

    passage: Passage
    document: Document
    section: tuple[str, ...]
    row: Row | None
    score: float
    ranks: Mapping[str, int]

    @property
    def name(self) -> str:
        """What it is called: its row's name, else the heading it stands under."""
        return name_of(self.row, self.section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step that was done, for the trace."""

    name: str
    ms: float
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A verified sentence of an answer that is still being written, with the citations it rests on."""

    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A passage or row that comes near to the question, sure or not; the higher `score`, the nearer."""

    score: float
    citation: Citation


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to turn to; what is not known is empty."""

    name: str
    phone: str = ""
    hours: str = ""
    address: str = ""
    link: str = ""
    bring: str = ""
    office: bool = False
    """Whether it is an office of the place, and no hotline for all."""

    @property
    def line(self) -> str:
        """All that is known of it, as plain text shows it."""
        return " ".join(filter(None, (self.name, self.phone, self.address, self.hours, self.link, self.bring)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer on its way; each step returns a changed copy. `status` is None while the answer is open."""

    question: Question
    text: str
    """The question as the steps understand it: folded, without orders."""
    earlier: str = ""
    """What the question that this one follows up on (那初中呢) says beside it, folded; empty where it stands alone."""
    follows: str = ""
    """The same question as it was asked, to be shown."""
    mentions: tuple[Mention, ...] = ()
    """Concepts that the question names."""
    regions: tuple[str, ...] = ()
    """Paths of the regions whose documents may answer."""
    above: tuple[str, ...] = ()
    """Paths of the regions above the one asked about that have documents too, the nearest first."""
    region_named: bool = True
    """Whether the question, its history or the menu names them."""
    hits: tuple[Hit, ...] = ()
    near: tuple[Near, ...] = ()
    """What is shown where nothing is sure, the nearest first."""
    status: Status | None = None
    sureness: float = 0.0
    """How likely what was read out is right, from 0 to 1; 0 where nothing was."""
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    figures: tuple[CitedFigure, ...] = ()
    notes: tuple[Note, ...] = ()
    contacts: tuple[Contact, ...] = ()
    """Whom to turn to, the office in charge first."""
    conditions: tuple[str, ...] = ()
    """For whom the amounts of the answer are: a cell with its column."""
    mode: str = "read"
    detail: str = ""
    """What the last step has to say in a trace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The settled answer, as the JSON contract has it."""

    id: str
    question: str
    status: Status
    abstained: bool
    answer: str
    citations: tuple[Citation, ...]
    figures: tuple[CitedFigure, ...]
    notes: tuple[Note, ...]
    contacts: tuple[Contact, ...] = ()
    conditions: tuple[str, ...] = ()
    follows: str = ""
    """The question before, as it was asked, where this one was read with it; empty else. Not in the JSON."""
    regions: tuple[str, ...] = ()
    """Paths of the regions whose documents were asked. Not in the JSON."""
    region_named: bool = True
    """Whether the question, its history or the menu names them. Not in the JSON."""
    mode: str
    steps: tuple[Step, ...]
    latency_ms: float

    @property
    def by_model(self) -> bool:
        """Whether a language model wrote it."""
        return self.mode.startswith("write:")

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data; what the steps had to say stays in traces.

        What a model wrote carries the metadata that GB 45438-2025 asks for.
        """
        data = asdict(self)
        data["steps"] = [{"name": step.name, "ms": step.ms} for step in self.steps]
        for contact in data["contacts"]:
            del contact["office"]
        for inner in ("follows", "regions", "region_named"):
            del data[inner]
        if self.by_model:
            data["AIGC"] = {"Label": "1", "ContentProducer": f"huimin/{self.mode}", "ProduceID": self.id}
        return data

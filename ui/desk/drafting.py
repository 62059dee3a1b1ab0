"""Drafts are made beside the page: a model may take minutes over many matters. Who waits sees how far it is."""

import logging
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from ingest.clock import today
from ingest.schema import Document
from ui.answering.answers import Answers
from ui.desk.cases import Cases
from ui.desk.change import Change, ChangedError
from ui.desk.engine import Drafted, Engine
from ui.desk.similar import Kept, kept_replies, taken_over
from ui.desk.values import Case, Did, Part, Source, State

AT_ONCE = 2  # drafts that are made; others wait
SOON_S = 2.0  # a draft without a model is there by then, and its page needs no one in between
LISTED = "\n依据：\n"  # how the list of sources begins that a draft ends with; an export has one of its own
UNIT = "（单位名称）"
log = logging.getLogger("huimin")


@dataclass(slots=True)
class Job:
    """A draft that is being made: how many answers there are. `said` is why there is none."""

    done: int = 0
    said: str = ""
    future: Future[None] = field(default_factory=Future)

    @property
    def is_over(self) -> bool:
        return self.future.done()


class Drafting:
    """Thread-safe. At most one draft of a case at a time."""

    def __init__(self, cases: Cases, engine: Engine, answers: Answers, office: str = "") -> None:
        self._cases, self._engine, self._answers, self._office = cases, engine, answers, office
        self._jobs: dict[int, Job] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="drafts")

    def begin(self, case: Case, user: int, reused: dict[int, tuple[int, int]]) -> Job:
        """`reused`: by the place of a matter, the case and place of an approved reply that is taken over for it.
        Returns after `SOON_S` at the latest."""
        with self._lock:
            job = self._jobs.get(case.id)
            if job is None or job.is_over:
                job = self._jobs[case.id] = Job()
                job.future = self._pool.submit(self._make, job, case, user, reused)
        wait((job.future,), timeout=SOON_S)
        return job

    def job(self, case: int) -> Job | None:
        """The draft that was last begun since the server started."""
        return self._jobs.get(case)

    def _make(self, job: Job, case: Case, user: int, reused: dict[int, tuple[int, int]]) -> None:
        def told(done: int) -> None:
            job.done = done

        try:
            made = self._engine.draft(case.letter, case.matters, case.region, told)
            documents = self._answers.index.documents
            text, parts, sources = _composed(made, documents)
            kept = {
                (one.reply.case, one.reply.position): one
                for one in kept_replies(self._cases, documents, today())
                if one.is_steady
            }
            for at, key in reused.items():
                if key in kept and at < len(parts):
                    text, parts, sources = _with(text, parts, sources, at, kept[key])
            if self._office:
                text = text.replace(UNIT, self._office)
            self._cases.rewrite(
                case.id,
                Change(user=user, version=case.version, kind=Did.DRAFTED),
                sources=sources,
                text=text,
                parts=parts,
                written_by=made.written_by,
                state=State.DRAFTING,
            )
        except ChangedError as error:
            job.said = f"起草的时候，{error.case.changed_name}改了这封信；请看过以后重新起草"
        except Exception:  # a thread of its own: what breaks is told on the page, and in the log with its place
            log.exception("drafting case %d failed", case.id)
            job.said = "起草没有成功，请再试一次；如果还是不行，请联系管理员查看日志"


def _composed(made: Drafted, documents: Mapping[str, Document]) -> tuple[str, tuple[Part, ...], tuple[Source, ...]]:
    sources = tuple(
        Source(citation=one, hash=documents[one.document].content_hash if one.document in documents else "")
        for one in made.citations
    )
    return made.text.partition(LISTED)[0].rstrip(), made.parts, sources


def _with(
    text: str, parts: tuple[Part, ...], sources: tuple[Source, ...], at: int, kept: Kept
) -> tuple[str, tuple[Part, ...], tuple[Source, ...]]:
    text, part, sources = taken_over(text, parts[at], kept, sources)
    return text, (*parts[:at], part, *parts[at + 1 :]), sources

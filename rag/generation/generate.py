"""With a model: the answer written from numbered evidence, sentence by sentence through the gate.

Evidence first: also where the extraction found no answer, the model reads what was retrieved and decides. What code
settled for other reasons (a blank, another region, a crisis) is not argued with. The answer without a model is a hint
that the model is given, and what takes its place where it fails.
"""

import logging
import time
from collections.abc import Generator
from dataclasses import replace
from functools import cached_property

from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.annotate import annotate
from rag.extraction.compose import by_force
from rag.generation.client import Allowance, ChatModel, Model
from rag.generation.evidence import listed, offered
from rag.generation.json_stream import End
from rag.generation.prompts import Prompt, fenced, fill
from rag.generation.second_look import SecondLook
from rag.generation.session import Session
from rag.generation.trace import Trace
from rag.question.scope import region_name
from rag.replies import NOTES, UNANSWERED
from rag.schema import Draft, Evidence, Note, NoteKind, Released, Sentence, Status
from rag.settings import AnswerSettings
from rag.verification.checker import ClaimChecker
from rag.verification.patterns import TALK

log = logging.getLogger("huimin")

SETTLED = (Status.ANSWERED, Status.PARTIAL)
NOTHING = "无"
MOST_CALLS = 2  # of the model for one question
TURNS = 4  # of the conversation that the model is shown


class Generate:
    """Does nothing unless a model is configured or given, and something was found to write from."""

    def __init__(
        self,
        settings: AnswerSettings,
        look_again: SecondLook,
        *,
        model: Model | None = None,
        checker: ClaimChecker | None = None,
        prompt: str = "answer",
    ) -> None:
        self._settings, self._look_again, self._given, self._prompt = settings, look_again, model, prompt
        self._checker = checker or ClaimChecker()

    @cached_property
    def _model(self) -> Model:
        return self._given or ChatModel(self._settings)

    def __call__(self, draft: Draft) -> Draft | Generator[Released, None, Draft]:
        if not (self._settings.has_model or self._given):
            return replace(draft, detail="no model")
        if not draft.hits or draft.status not in (*SETTLED, Status.NOT_FOUND):
            return replace(draft, detail="decided without the model")
        return self._written(draft)

    def _written(self, draft: Draft) -> Generator[Released, None, Draft]:
        deadline = time.monotonic() + self._settings.llm_deadline_s
        trace = Trace(Allowance(deadline=deadline, tokens=self._settings.llm_question_tokens))
        plain = draft if draft.status in SETTLED else None
        found = plain or undecided(draft)
        writing = yield from self._session(found, plain, trace)
        if writing and not (plain or trace.kept or trace.error or writing.calls == MOST_CALLS) and writing.end:
            trace.searched = writing.end.search
            if again := self._look_again(found, writing.end.search):
                found = undecided(again)
                writing = yield from self._session(found, None, trace)
        if writing and trace.kept and (plain or _answers(writing.end, draft.question.text)):
            return self._settled(found, writing, trace)
        if trace.error:
            log.warning("%s", trace.error)
            note = Note(kind=NoteKind.FALLBACK, text=NOTES[NoteKind.FALLBACK])
            draft = replace(draft, notes=(*draft.notes, note))
        return replace(draft, detail=str(trace))

    def _session(self, found: Draft, plain: Draft | None, trace: Trace) -> Generator[Released, None, Session | None]:
        """The model reads the evidence and says what it says; None where there is no evidence."""
        evidence = offered(found, self._settings.evidence_tokens)
        if not evidence:
            return None
        try:
            writing = Session(self._model, self._checker, found, evidence, trace)
            yield from writing.run(_filled(self._prompt, found, evidence), plain)
        except Exception as error:  # whatever a model's words do to our own code, the answer without it stands
            log.exception("reading the model's answer failed")
            trace.error = f"{type(error).__name__} while reading the model's answer"
        return writing

    def _settled(self, found: Draft, writing: Session, trace: Trace) -> Draft:
        sentences, status = list(writing.composed.sentences), Status.ANSWERED
        if found.status is Status.PARTIAL:
            status = Status.PARTIAL
            sentences += [sentence for sentence in found.sentences if not sentence.cites]
        elif missing := _missing(writing.end, found.question.text):
            status = Status.PARTIAL
            words = "、".join(f"“{words}”" for words in missing)
            sentences.append(Sentence(text=UNANSWERED.format(words=words)))
        sums = [Note(kind=NoteKind.COMPUTED, text=NOTES[NoteKind.COMPUTED].format(words=sum)) for sum in writing.sums]
        return replace(
            found,
            status=status,
            sentences=tuple(sentences),
            citations=tuple(writing.composed.citations),
            notes=(*found.notes, *sums),
            mode=f"write:{self._model.name}",
            detail=str(trace),
        )


def undecided(draft: Draft) -> Draft:
    """A draft that the extraction found no answer to, as the model gets it: open, with the hits of its own regions
    (those above are another level's), in documents in force where there are any. Without a region of its own only where
    all hits are of one."""
    regions = draft.regions or tuple({hit.document.region for hit in draft.hits} - set(draft.above))
    if len(regions) > 1 and not draft.region_named:
        regions = ()
    hits = tuple(hit for hit in draft.hits if hit.document.region in regions)
    parts = by_force(replace(draft, regions=regions, hits=hits, sentences=(), citations=(), notes=()))
    return next((part for part in parts if part.hits), parts[0])


def _filled(prompt: str, found: Draft, evidence: tuple[Evidence, ...]) -> Prompt:
    """The question with its evidence and what code has decided about it."""
    answer = "".join(f"{one.text}{''.join(f'[{n}]' for n in one.cites)}。" for one in found.sentences)
    facts = fill(
        "facts",
        region="、".join(map(region_name, found.regions)),
        day=found.question.as_of.isoformat(),
        answer=NOTHING if not answer or TALK.search(fold(answer)) else answer,
        notes=" ".join(note.text for note in annotate(found).notes) or NOTHING,
    )
    return fill(
        prompt,
        facts=fenced(facts.user),
        evidence=fenced(listed(evidence)),
        history=fenced("\n".join(f"{turn.role}:{turn.content}" for turn in found.question.history[-TURNS:])) or NOTHING,
        question=fenced(found.question.text),
    )


def _answers(end: End | None, question: str) -> bool:
    """Whether the model says that what it wrote answers, at least in part."""
    return end is None or end.complete or bool(_missing(end, question))


def _missing(end: End | None, question: str) -> tuple[str, ...]:
    """What the model found no answer to, in the question's own words and without figures."""
    if end is None or end.complete:
        return ()
    return tuple(words for words in end.missing if words in question and not figures(words))

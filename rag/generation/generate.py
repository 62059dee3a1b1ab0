"""With a model: the answer written from numbered evidence, sentence by sentence through the gate.

What code decided stands before: an abstention is not argued with, and the answer without a model is both a fact that
the model is given and what takes its place where it fails.
"""

import logging
import time
from collections.abc import Generator
from dataclasses import replace
from functools import cached_property

from ingest.errors import ModelError
from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.annotate import annotate
from rag.generation.client import Allowance, ChatModel, Model
from rag.generation.evidence import listed, offered
from rag.generation.json_stream import End
from rag.generation.prompts import Prompt, fenced, fill
from rag.generation.reword import Reword
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


class Generate:
    """Does nothing unless a model is configured or given, and something was found to write from."""

    def __init__(
        self,
        settings: AnswerSettings,
        reword: Reword,
        *,
        model: Model | None = None,
        checker: ClaimChecker | None = None,
        prompt: str = "answer",
    ) -> None:
        self._settings, self._reword, self._given, self._prompt = settings, reword, model, prompt
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
        found = self._found(draft, trace)
        evidence = offered(found, self._settings.evidence_tokens) if found else ()
        if found and evidence:
            writing = Session(self._model, self._checker, found, evidence, trace)
            prompt, plain = _filled(self._prompt, found, evidence), draft if draft.status in SETTLED else None
            try:
                yield from writing.run(prompt, plain)
            except Exception as error:  # whatever a model's words do to our own code, the answer without it stands
                log.exception("reading the model's answer failed")
                trace.error = f"{type(error).__name__} while reading the model's answer"
            if trace.kept:
                return self._settled(found, writing, trace)
        if trace.error:
            log.warning("%s", trace.error)
            note = Note(kind=NoteKind.FALLBACK, text=NOTES[NoteKind.FALLBACK])
            draft = replace(draft, notes=(*draft.notes, note))
        return replace(draft, detail=str(trace))

    def _found(self, draft: Draft, trace: Trace) -> Draft | None:
        """What to write from: the draft, or where it found nothing, that of the reworded question."""
        if draft.status in SETTLED:
            return draft
        try:
            found = self._reword(draft, self._model, trace.allowance)
        except ModelError as error:
            trace.error = str(error)
            return None
        trace.reworded = found.text if found else ""
        return found

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


def _filled(prompt: str, found: Draft, evidence: tuple[Evidence, ...]) -> Prompt:
    """The question with its evidence and what code has decided about it."""
    answer = "".join(f"{one.text}{''.join(f'[{n}]' for n in one.cites)}。" for one in found.sentences)
    facts = fill(
        "facts",
        region="、".join(map(region_name, found.regions)),
        day=found.question.as_of.isoformat(),
        answer=NOTHING if TALK.search(fold(answer)) else answer,
        notes=" ".join(note.text for note in annotate(found).notes) or NOTHING,
    )
    return fill(
        prompt,
        facts=fenced(facts.user),
        evidence=fenced(listed(evidence)),
        question=fenced(found.question.text),
    )


def _missing(end: End | None, question: str) -> tuple[str, ...]:
    """What the model found no answer to, in the question's own words and without figures."""
    if end is None or end.complete:
        return ()
    return tuple(words for words in end.missing if words in question and not figures(words))

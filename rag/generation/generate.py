"""With a model: the answer written from numbered evidence, sentence by sentence through the gate.

Evidence first: also where the extraction found no answer, the model reads what was retrieved and decides. What code
settled for other reasons (another region, a crisis) is not argued with. The answer without a model is a hint that the
model is given, and what takes its place where it fails; where the model says that nothing answers, that is believed.
"""

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.annotate import annotate
from rag.extraction.compose import by_force, within
from rag.extraction.settle import not_found
from rag.generation.client import Allowance, ChatModel, Model
from rag.generation.evidence import listed, offered
from rag.generation.json_stream import End
from rag.generation.prompts import Prompt, fenced, fill
from rag.generation.second_look import SecondLook
from rag.generation.session import Session
from rag.generation.trace import Trace
from rag.question.scope import region_name
from rag.replies import NOTES, UNANSWERED, UNKNOWN_REGION
from rag.retrieval.whole_lists import WholeLists, wants_list
from rag.schema import GIVEN, Citation, Draft, Evidence, Hit, Note, NoteKind, Released, Sentence, Status
from rag.settings import AnswerSettings
from rag.verification.checker import ClaimChecker
from rag.verification.figures_in_context import pairs
from rag.verification.patterns import TALK

log = logging.getLogger("huimin")

OPEN = (Status.NOT_FOUND, Status.BLANK)  # the extraction's word that a model may know better
NOTHING = "无"
UNNAMED = "(问题没有写明地区)"
MOST_REGIONS = 3  # of which evidence is given where none is named
TURNS = 4  # of the conversation that the model is shown


class Generate:
    """Does nothing unless a model is configured or given, and something was found to write from."""

    def __init__(
        self,
        settings: AnswerSettings,
        look_again: SecondLook,
        *,
        lists: WholeLists | None = None,
        model: Model | None = None,
        checker: ClaimChecker | None = None,
    ) -> None:
        self._settings, self._look_again, self._given = settings, look_again, model
        self._lists, self._checker = lists, checker or ClaimChecker()

    @cached_property
    def _model(self) -> Model:
        return self._given or ChatModel(self._settings)

    def __call__(self, draft: Draft) -> Draft | Generator[Released, None, Draft]:
        if not (self._settings.has_model or self._given):
            return replace(draft, detail="no model")
        if not draft.hits or draft.status not in (*GIVEN, *OPEN):
            return replace(draft, detail="decided without the model")
        return self._written(draft)

    def _written(self, draft: Draft) -> Generator[Released, None, Draft]:
        deadline = time.monotonic() + self._settings.llm_deadline_s
        trace = Trace(Allowance(deadline=deadline, tokens=self._settings.llm_question_tokens))
        plain = draft if draft.status in GIVEN else None
        found = plain or undecided(draft)
        writing = yield from self._session(found, plain, trace)
        if writing and writing.end and writing.found_nothing and not trace.error:
            if plain and not writing.end.complete:
                draft, plain = _declined(draft), None
            trace.searched = writing.end.search
            if again := self._look_again(found, writing.end.search):
                found = undecided(again)
                writing = yield from self._session(found, plain, trace)
        if writing and trace.kept and (plain or _answers(writing.end, draft.question.text)):
            return self._settled(found, writing, trace)
        if trace.error:
            log.warning("%s", trace.error)
            note = Note(kind=NoteKind.FALLBACK, text=NOTES[NoteKind.FALLBACK])
            draft = replace(draft, notes=(*draft.notes, note))
        return replace(draft, detail=str(trace))

    def _session(self, found: Draft, plain: Draft | None, trace: Trace) -> Generator[Released, None, Session | None]:
        """The model reads the evidence and says what it says; None where there is no evidence.

        Where nothing stands in for its sentences they wait until it has said whether they answer: none is taken back.
        """
        evidence = offered(found, self._settings.evidence_tokens, self._whole(found))
        if not evidence:
            return None
        try:
            writing = Session(self._model, self._checker, found, evidence, trace)
            said = writing.run(_filled(found, evidence), plain)
            if plain:
                yield from said
            elif events := list(said):
                yield from events if _answers(writing.end, found.question.text) else ()
        except Exception as error:  # whatever a model's words do to our own code, the answer without it stands
            log.exception("reading the model's answer failed")
            trace.error = f"{type(error).__name__} while reading the model's answer"
        return writing

    def _whole(self, found: Draft) -> dict[str, tuple[Hit, ...]]:
        """By region the list that a question for 哪些 or 几项 asks for."""
        if self._lists is None or not wants_list(fold(found.question.text), several=len(found.regions) > 1):
            return {}
        hits = {region: within(found, region).hits for region in found.regions}
        return {region: self._lists(own) for region, own in hits.items()}

    def _settled(self, found: Draft, writing: Session, trace: Trace) -> Draft:
        sentences, status = list(writing.composed.sentences), Status.ANSWERED
        regions = {one.region for one in writing.composed.citations}
        whole = writing.end and writing.end.complete and all(region_name(one) in regions for one in found.regions)
        if found.status is Status.PARTIAL and not whole:
            status = Status.PARTIAL
            sentences += [sentence for sentence in found.sentences if not sentence.cites]
        elif missing := _missing(writing.end, found.question.text):
            status = Status.PARTIAL
            words = "、".join(f"“{words}”" for words in missing)
            sentences.append(Sentence(text=UNANSWERED.format(words=words)))
        notes = [*found.notes, *_inferred(found, writing.composed.citations)]
        notes += [Note(kind=NoteKind.COMPUTED, text=NOTES[NoteKind.COMPUTED].format(words=sum)) for sum in writing.sums]
        return replace(
            found,
            status=status,
            sentences=tuple(sentences),
            citations=tuple(writing.composed.citations),
            notes=tuple(notes),
            mode=f"write:{self._model.name}",
            detail=str(trace),
        )


def _declined(draft: Draft) -> Draft:
    """An answer of the extraction that the model does not take for one."""
    known = draft.regions if draft.region_named and len(draft.regions) == 1 else ()
    return not_found(replace(draft, regions=known, notes=()))


def _inferred(found: Draft, cited: Sequence[Citation]) -> Iterator[Note]:
    """That the region was not named, where all that is said is of one and nothing says so yet."""
    regions = {one.region for one in cited}
    told = any(note.kind is NoteKind.REGION_INFERRED for note in found.notes)
    if not found.region_named and len(regions) == 1 and not told:
        text = NOTES[NoteKind.REGION_INFERRED].format(region=regions.pop() or UNKNOWN_REGION)
        yield Note(kind=NoteKind.REGION_INFERRED, text=text)


def undecided(draft: Draft) -> Draft:
    """A draft that the extraction found no answer to, as the model gets it: open, with the hits of its own regions
    (those above are another level's), in documents in force where there are any. Where none is named, of the few whose
    hits hold most of the question."""
    regions = draft.regions if draft.region_named else _fitting(draft)
    hits = tuple(hit for region in regions for hit in _in_force(within(draft, region)))
    chosen = replace(draft, regions=regions, hits=hits, sentences=(), citations=(), notes=())
    if draft.status is not Status.BLANK:
        return chosen
    hint = tuple(replace(one, text=one.text.split("。")[0]) for one in draft.sentences)  # without whom to call
    return replace(chosen, sentences=hint, citations=draft.citations)


def _in_force(draft: Draft) -> tuple[Hit, ...]:
    """The hits in documents in force, else those that have expired, else those to come."""
    return next((part.hits for part in by_force(draft) if part.hits), ())


def _fitting(draft: Draft) -> tuple[str, ...]:
    """Regions of hits, those first of which one hit holds most pairs of the question's characters."""
    asked = pairs(draft.text)
    held: dict[str, int] = {}
    for hit in draft.hits:
        if hit.document.region not in draft.above:
            size = len(asked & pairs(fold(hit.passage.text)))
            held[hit.document.region] = max(size, held.get(hit.document.region, 0))
    return tuple(sorted(held, key=lambda region: -held[region])[:MOST_REGIONS])


def _filled(found: Draft, evidence: tuple[Evidence, ...]) -> Prompt:
    """The question with its evidence and what code has decided about it."""
    numbers = {one.place: one.n for one in evidence}
    at = {one.n: numbers.get((one.document, one.start, one.end)) for one in found.citations}
    marks = ("".join(f"[{at[n]}]" for n in one.cites if at.get(n)) for one in found.sentences)
    answer = "".join(f"{one.text}{mark}。" for one, mark in zip(found.sentences, marks, strict=True))
    facts = fill(
        "facts",
        region="、".join(map(region_name, found.regions)) + ("" if found.region_named else UNNAMED),
        day=found.question.as_of.isoformat(),
        answer=NOTHING if not answer or TALK.search(fold(answer)) else answer,
        notes=" ".join(note.text for note in annotate(found).notes) or NOTHING,
    )
    return fill(
        "draft" if found.question.in_letter else "answer",
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

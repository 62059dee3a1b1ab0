"""Without a model: the cell or the clause that answers best, in the plan's own words, or an honest no.

How one is picked is the list in `steps.py`; here is of which hits: those of each region, in force or not, or above it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import log

from ingest.index.opened import Index
from rag.extraction.candidates import Candidate
from rag.extraction.compose import by_force, side_by_side, with_higher_level, with_version, within
from rag.extraction.extraction import Extraction
from rag.extraction.nearest import merged
from rag.extraction.settle import not_found
from rag.extraction.steps import Steps, candidate_steps, deciding_steps, run
from rag.extraction.whole import after_saying, asked_in_parts, part_draft
from rag.question.answer_type import Computes
from rag.question.parsed_question import ParsedQuestion
from rag.question.parts import COMPARES, Part, parts_of
from rag.question.question_parser import QuestionParser
from rag.question.scope import region_name
from rag.replies import NOTES, REPLIES
from rag.schema import GIVEN, Draft, Hit, Note, NoteKind, Question, Sentence, Status

SIDE_BY_SIDE = 3  # regions whose answers are given side by side where none is named
LESS_SURE = 1.5  # log odds by which the answer of a region may be less sure than the surest, where none is named
SURE_ALONE = 0.65  # from which on it stands beside any other
LEAST = 1e-3  # chance below which nothing is told apart
LookUp = Callable[[Draft], Draft]


class Extract:
    """The best candidate of all hits, or the nearest and an honest abstention."""

    def __init__(self, index: Index, look_up: LookUp | None = None, *, decide: Steps | None = None) -> None:
        """`look_up` finds the hits of a part of the question; without it a question is one. `decide` stands for the
        steps that pick the answer, where weights other than those in use are tried."""
        self._parse = QuestionParser(index)
        self._look_up = look_up
        self._find = candidate_steps(index.meaning)
        self._steps = (*self._find, *(decide or deciding_steps()))

    def __call__(self, draft: Draft) -> Draft:
        parsed = self._parse(draft)
        things = parts_of(draft.text, self._parse.places) if self._look_up else ()
        if len(draft.regions) == 1:
            return self._whole(draft, parsed, things)
        if draft.region_named:  # each tells its own; what they differ by is told between them
            plain = replace(parsed.answer_type, several=False, computes=Computes.NOTHING)
            parsed = replace(parsed, answer_type=plain)
        parts = [self._whole(within(draft, region), parsed, things) for region in draft.regions]
        answered = [part for part in parts if part.status in GIVEN]
        if not draft.region_named and any(part.status is Status.ANSWERED for part in answered):
            answered = [part for part in answered if part.status is Status.ANSWERED]
        if not draft.region_named:
            answered = as_sure(answered)
        if not draft.region_named and len(answered) > SIDE_BY_SIDE:
            reply = REPLIES[Status.WHICH_REGION].format(known="、".join(region_name(p.regions[0]) for p in answered))
            return replace(
                draft, status=Status.WHICH_REGION, sentences=(Sentence(text=reply),), detail=_details(*parts)
            )
        if not draft.region_named and len(answered) == 1:
            only = answered[0]
            text = NOTES[NoteKind.REGION_INFERRED].format(region=region_name(only.regions[0]))
            return replace(only, notes=(*only.notes, Note(kind=NoteKind.REGION_INFERRED, text=text)))
        if draft.region_named and 0 < len(answered) < len(parts) and COMPARES.search(draft.text):
            answered = []  # with one side missing nothing is compared; what was found is near
        if not answered:
            known = draft.regions if draft.region_named else ()
            near = merged([one for part in parts for one in part.near])
            return not_found(replace(draft, regions=known, near=near, detail=_details(*parts)))
        return side_by_side(draft, answered)

    def candidates(self, hits: Sequence[Hit], parsed: ParsedQuestion) -> tuple[Candidate, ...]:
        """All candidates with their features, before they are ranked."""
        found = Extraction(
            draft=Draft(question=Question(text=parsed.text), text=parsed.text, hits=tuple(hits)), parsed=parsed
        )
        return run(self._find, found).candidates

    def _whole(self, draft: Draft, parsed: ParsedQuestion, things: Sequence[Part]) -> Draft:
        """What one region says to all that is asked."""
        whole = self._of_region(draft, parsed)
        if not things or self._look_up is None:
            return whole
        look_up = self._look_up

        def answers(text: str, before: str, said: str) -> Draft:
            part = after_saying(look_up(part_draft(draft, text, before)), said)
            return self._of_region(within(part, draft.regions[0]), self._parse(part))

        return asked_in_parts(whole, things, answers)

    def _of_region(self, draft: Draft, parsed: ParsedQuestion) -> Draft:
        """What the region's plans say: those in force first, what they replaced beside; else the higher level's, as
        such (rules 4 and 5 of the design)."""
        current, expired, coming = by_force(within(draft, draft.regions[0]))
        answered = self._of_hits(current if current.hits else expired if expired.hits else coming, parsed)
        if current.hits and expired.hits:
            older = self._of_hits(expired, parsed)
            both = with_version(answered, older) if answered.status in GIVEN else older
            near = merged((*answered.near, *older.near))
            answered = replace(both, near=near, detail=_details(answered, older))
        if answered.status is Status.NOT_FOUND and not _has_the_matter(draft, parsed):
            for region in draft.above:
                higher = self._of_hits(within(draft, region), parsed)
                if higher.status in GIVEN:
                    return replace(with_higher_level(answered, higher), detail=_details(answered, higher))
        return answered

    def _of_hits(self, draft: Draft, parsed: ParsedQuestion) -> Draft:
        found = Extraction(draft=draft, parsed=parsed.narrowed(hit.passage.text for hit in draft.hits))
        return run(self._steps, found).draft


def _has_the_matter(draft: Draft, parsed: ParsedQuestion) -> bool:
    """Whether a row of the region is on the very matter that is named, so that its plans are not silent on it; where an
    amount is asked for, one that has some."""
    named = [hit for hit in draft.hits if hit.row and hit.row.concept in parsed.concepts]
    of_region = [hit for hit in named if hit.document.region == draft.regions[0]]
    return any(parsed.answer_type.kind != "amount" or parsed.answers(hit.passage.text) for hit in of_region)


def as_sure(answered: Sequence[Draft]) -> list[Draft]:
    """Of the answers of regions, none of which was named, those that are sure or nearly as sure as the surest: where
    one plan tells what was asked, what comes near to it in another is no answer beside it."""
    surest = max((_odds(one) for one in answered), default=0.0)
    return [one for one in answered if one.sureness >= SURE_ALONE or _odds(one) >= surest - LESS_SURE]


def _odds(draft: Draft) -> float:
    """Log odds of being right."""
    likely = min(max(draft.sureness, LEAST), 1 - LEAST)
    return log(likely / (1 - likely))


def _details(*parts: Draft) -> str:
    """What several extractions have to say in a trace, one behind the other."""
    return "\n".join(part.detail for part in parts)

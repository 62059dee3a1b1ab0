"""Fourth step, without a model: the cell or the clause that answers best, in the plan's own words, or an honest no."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.answer_spans import AnswerSpan, answer_spans
from ingest.audit import PLACEHOLDER
from ingest.identity.lexicon import Mention, indicators, mentions, official_names
from ingest.index.opened import Index
from ingest.index.vocabulary import Near
from ingest.quantities.figures import figures
from rag.cite import cite_row, cite_span
from rag.extraction.candidates import Candidate, candidates
from rag.extraction.compose import by_force, side_by_side, with_higher_level, with_version, within
from rag.extraction.ranker import confidence, rank, threshold
from rag.question.answer_type import BEFORE, answer_type_of, carrying, is_premise
from rag.question.homophones import Homophones
from rag.question.parsed_question import FIGURED, ParsedQuestion, folded
from rag.question.scope import names, region_name
from rag.question.terms import Term, Terms
from rag.replies import ANYWHERE, LEFT_OPEN, NEAREST, NO_AMOUNT, NOTES, REPLIES
from rag.schema import Citation, Draft, Hit, Note, NoteKind, Sentence, Status

EARLIER = 0.7  # left of the weight of words that only the question before holds
SIDE_BY_SIDE = 3  # regions whose answers are given side by side where none is named
GIVEN = (Status.ANSWERED, Status.PARTIAL)
BLANK = re.compile(r"[\[［(（]?\s*(?:(?:20)?[xX×]+(?:[.．][xX×]+)?\s*(?:[%％‰年]|万?[元人个])?|[-—–_/]+)\s*[\]］)）]?")
DECIDES = re.compile(
    r"由[^，,。；;]{0,40}(?:政府|部门|局|委|机构)[^，,。；;]{0,40}(?:确定|制定|规定|明确|核定|公布)|[^，,。；;]{0,20}(?:政府|部门)[^，,。；;]{0,10}(?:确定|制定|明确|公布)"
)
TO_COME = re.compile(
    r"(?:提高|增加|增长|上升|下降|降低|达|降)(?:到|至|为|达到)?[^，,。；;]{0,8}$"
)  # a blank that was aimed at
CLAUSES = re.compile(r"[，,；;、。：:]")
NEAR = 0.5  # share of the threshold from which on a passage is shown as the nearest, without being an answer


class Extract:
    """The best candidate of all hits, or the nearest and an honest abstention."""

    def __init__(self, index: Index) -> None:
        known = index.keywords.known
        self._meaning = index.meaning
        self._vocabulary = index.vocabulary
        self._readings: dict[str, tuple[AnswerSpan, ...]] = {}
        self._names = tuple(sorted((n for region in index.regions for n in names(region)), key=len, reverse=True))
        self._terms = Terms(index.keywords.rarity, known, Homophones(index.keywords.vocabulary, known).meant)

    def __call__(self, draft: Draft) -> Draft:
        if len(draft.regions) == 1:
            return self._of_region(draft)
        parts = [self._of_region(within(draft, region)) for region in draft.regions]
        answered = [part for part in parts if part.status in GIVEN]
        if not draft.region_named and len(answered) > SIDE_BY_SIDE:
            reply = REPLIES[Status.WHICH_REGION].format(known="、".join(region_name(p.regions[0]) for p in answered))
            return replace(draft, status=Status.WHICH_REGION, sentences=(Sentence(text=reply),))
        if not draft.region_named and len(answered) == 1:
            only = answered[0]
            text = NOTES[NoteKind.REGION_INFERRED].format(region=region_name(only.regions[0]))
            return replace(only, notes=(*only.notes, Note(kind=NoteKind.REGION_INFERRED, text=text)))
        if not answered:
            return _not_found(replace(draft, regions=draft.regions[:1] if draft.region_named else ()), [])
        return side_by_side(draft, answered)

    def _of_region(self, draft: Draft) -> Draft:
        """What the region's plans say: those in force first, what they replaced beside; else the higher level's, as
        such (rules 4 and 5 of the design)."""
        current, expired, coming = by_force(within(draft, draft.regions[0]))
        answered = self._of_hits(current if current.hits else expired if expired.hits else coming)
        if current.hits and expired.hits:
            older = self._of_hits(expired)
            answered = with_version(answered, older) if answered.status in GIVEN else older
        if answered.status is Status.NOT_FOUND:
            for region in draft.above:
                higher = self._of_hits(within(draft, region))
                if higher.status in GIVEN:
                    return with_higher_level(answered, higher)
        return answered

    def _of_hits(self, draft: Draft) -> Draft:
        parsed = self.parsed(draft)
        ranked = rank(self.candidates(draft.hits, parsed), parsed)
        sure = confidence([chance for chance, _ in ranked])
        if sure < threshold():
            return _not_found(draft, ranked)
        best = ranked[0][1]
        draft = replace(draft, citations=cited(best), detail=f"sure {sure:.2f}")
        answered = _answered(draft, best, parsed)
        return _noted(answered, best, parsed) if answered.status is Status.ANSWERED else answered

    def candidates(self, hits: Sequence[Hit], parsed: ParsedQuestion) -> list[Candidate]:
        """All ways to answer, with their signs."""
        return candidates(hits, [self._of(hit) for hit in hits], parsed, self._meaning)

    def _of(self, hit: Hit) -> tuple[AnswerSpan, ...]:
        """The readings of a hit, the same for every question."""
        if hit.passage.id not in self._readings:
            self._readings[hit.passage.id] = answer_spans(hit.document, hit.passage, hit.row, hit.section)
        return self._readings[hit.passage.id]

    def parsed(self, draft: Draft) -> ParsedQuestion:
        """The question taken apart."""
        text, regions = draft.text, self._names
        terms = self._terms(text, carrying(text, regions), draft.mentions)
        answer_type, known = answer_type_of(text), figures(text)
        if draft.earlier:
            before = self._terms(draft.earlier, carrying(draft.earlier, regions), mentions(draft.earlier))
            new = {term.words for term in terms}
            terms += tuple(replace(t, weight=EARLIER * t.weight, start=-1) for t in before if t.words not in new)
            if answer_type.kind == "any" or (answer_type.kind == "amount" and not answer_type.measure):
                answer_type = replace(answer_type_of(draft.earlier), near=range(0))
        concepts = frozenset(mention.concept for mention in draft.mentions)
        if (
            answer_type.kind == "any" and concepts & indicators().keys()
        ):  # 婴儿死亡率: its name alone asks for its value
            answer_type = replace(answer_type_of("多少"), near=range(0))
        said = next((turn.content for turn in reversed(draft.question.history) if turn.role == "assistant"), "")
        claimed = [figure for figure in known if figure.unit and not figure.is_year]
        claims = answer_type_of(text).kind in ("any", "whether") and is_premise(text)
        premise = claimed[-1] if claims and claimed else None
        if premise:
            near = range(premise.start - BEFORE, premise.end)
            answer_type = replace(
                answer_type_of("多少"), measure=frozenset((premise.unit,)), unit=premise.unit, near=near
            )
            known = ()
            terms = tuple(term for term in terms if not premise.start <= term.start < premise.end)
        whole = f"{text} {draft.earlier}".strip()
        plain = self._plain(whole)
        said_twice = (plain, _in_official_words(plain, draft.mentions))
        alike, words, meanings = self._vocabulary.near([term.words for term in terms], said_twice)
        middle = meanings.sum(axis=0)
        return ParsedQuestion(
            answer_type=answer_type,
            text=whole,
            terms=_with_near(terms, alike, draft.hits),
            concepts=concepts,
            known=known,
            premise=premise,
            said=said if draft.earlier else "",
            words=words,
            meaning=middle / np.linalg.norm(middle),
        )

    def _plain(self, text: str) -> str:
        for name in self._names:  # the longest first
            text = text.replace(name, "")
        return text


def _in_official_words(text: str, named: Sequence[Mention]) -> str:
    """A question with the names that plans use: 五保户能拿多少 asks about 特困人员救助供养."""
    for mention in named:
        text = text.replace(mention.words, next(iter(official_names(mention.concept)), mention.words))
    return text


def _with_near(terms: Sequence[Term], near: Sequence[Near], hits: Sequence[Hit]) -> tuple[Term, ...]:
    """Terms with those words of the hits that are near to them in meaning."""
    found = " ".join(folded(hit.passage.text) for hit in hits)
    return tuple(
        replace(term, near=tuple((word, much) for word, much in others if word != term.words and word in found))
        for term, others in zip(terms, near, strict=True)
    )


def cited(candidate: Candidate) -> tuple[Citation, ...]:
    """The row or the span of prose, of two readings side by side both."""
    places = (candidate, candidate.also) if candidate.also else (candidate,)
    found = [_cited(one, n) for n, one in enumerate(places, start=1)]
    return tuple(found[:1] if len(found) > 1 and found[0].row and found[0].row == found[1].row else found)


def _cited(candidate: Candidate, n: int) -> Citation:
    hit = candidate.hit
    if candidate.span:
        return cite_span(hit.document, hit.section, n, *candidate.span)
    if hit.row is None:
        raise TypeError(f"a candidate of {hit.passage.id!r} has neither span nor row")
    return cite_row(hit.document, hit.section, hit.row, n)


def _answered(draft: Draft, best: Candidate, parsed: ParsedQuestion) -> Draft:
    """The best candidate as an answer; or that its figure is left blank, or that the plan has no such figure."""
    row, cell = best.hit.row, best.cell
    region = region_name(draft.regions[0])
    status = settles(best, parsed)
    if status is Status.BLANK and row and cell and _left_blank(cell.text):
        values = {"region": region, "name": row.name, "column": cell.column}
        return _settled(draft, status, REPLIES[status].format(**values))
    if status is Status.BLANK:
        return _settled(draft, status, LEFT_OPEN.format(region=region, words=best.text))
    if status is Status.NOT_FOUND:
        return _not_found(draft, [(1.0, best)])
    settled = _settled(draft, status, best.text)
    if _wants_money(parsed) and not parsed.answers(best.text):
        return replace(settled, sentences=(*settled.sentences, Sentence(text=NO_AMOUNT)))
    return settled


def settles(best: Candidate, parsed: ParsedQuestion) -> Status:
    """What comes of a candidate: an answer, or that its figure is left blank or missing."""
    if best.hit.row and best.cell and _left_blank(best.cell.text):
        return Status.BLANK
    if parsed.answer_type.kind in FIGURED and _asks_for_the_blank(best.text, parsed):
        return Status.BLANK
    if _wants_money(parsed) and not parsed.answers(best.text) and not DECIDES.search(best.text):
        return Status.NOT_FOUND
    return Status.ANSWERED


def _asks_for_the_blank(text: str, parsed: ParsedQuestion) -> bool:
    """Whether a figure is left out where the question's own should stand: one that was aimed at, the only one, or the
    one in a clause that holds more of the question than those with a figure."""
    match = PLACEHOLDER.search(text)
    if match is None:
        return False
    if TO_COME.search(text[: match.start()]) or not parsed.answers(PLACEHOLDER.sub(" ", text)):
        return True
    clauses = [(float(parsed.share(parsed.degrees(words))), words) for words in CLAUSES.split(text)]
    open_ones = [share for share, words in clauses if PLACEHOLDER.search(words)]
    told = [share for share, words in clauses if parsed.answers(PLACEHOLDER.sub(" ", words))]
    return max(open_ones, default=0.0) > max(told, default=0.0)


def _left_blank(words: str) -> bool:
    return not words or BLANK.fullmatch(words) is not None


def _wants_money(parsed: ParsedQuestion) -> bool:
    return parsed.answer_type.kind == "amount" and "元" in parsed.answer_type.measure


def _noted(draft: Draft, best: Candidate, parsed: ParsedQuestion) -> Draft:
    """With a note that corrects the question's own figure, and one with the sum that is asked for."""
    notes = []
    if parsed.premise and not any(figure.value == parsed.premise.value for figure in figures(best.text)):
        written = next(iter(parsed.answers(best.text)), None)
        if written:
            values = {"asked": parsed.premise.text, "written": written.text}
            notes.append(Note(kind=NoteKind.CORRECTED, text=NOTES[NoteKind.CORRECTED].format(**values)))
    if best.sum:
        notes.append(Note(kind=NoteKind.COMPUTED, text=NOTES[NoteKind.COMPUTED].format(words=best.sum)))
    return replace(draft, notes=(*draft.notes, *notes))


def _settled(draft: Draft, status: Status, text: str) -> Draft:
    return replace(
        draft, status=status, sentences=(Sentence(text=text, cites=tuple(one.n for one in draft.citations)),)
    )


def _not_found(draft: Draft, ranked: Sequence[tuple[float, Candidate]]) -> Draft:
    """That the plans do not say; what comes nearest is named without being an answer."""
    region = region_name(draft.regions[0]) if draft.regions else ANYWHERE
    reply = Sentence(text=REPLIES[Status.NOT_FOUND].format(region=region))
    draft = replace(draft, status=Status.NOT_FOUND, sentences=(reply,), citations=())
    sure = confidence([chance for chance, _ in ranked])
    if sure < NEAR * threshold():
        return draft
    best = ranked[0][1]
    name = best.hit.name or best.hit.document.title
    nearest = Sentence(text=NEAREST.format(words=f"“{name}”"), cites=(1,))
    return replace(draft, sentences=(reply, nearest), citations=cited(best)[:1], detail=f"nearest is sure {sure:.2f}")

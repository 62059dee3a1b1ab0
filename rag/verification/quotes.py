"""Rule 1: every figure of a sentence stands in a quote that it cites, or the sentence is withheld."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.quantities.figures import Figure, figures, missing
from ingest.text.fold import fold
from rag.cite import texts_of
from rag.question.scope import region_name
from rag.replies import REPLIES
from rag.schema import Citation, CitedFigure, Draft, Evidence, Note, NoteKind, Sentence, Status
from rag.verification.allowances import allowed
from rag.verification.claims import Claim
from rag.verification.comparisons import comparisons, differences
from rag.verification.figure_checks import FITS
from rag.verification.figures_in_context import FigureInContext, figures_in_context, figures_of
from rag.verification.writings import readable


def verified(
    sentence: Sentence, citations: Sequence[Citation], notes: Sequence[Note] = (), question: str = ""
) -> tuple[Figure, ...]:
    """Figures of the sentence that none of its citations and no sum holds; none means that it may be shown.

    Counts of what is listed, ratios and differences of cited figures, and what the `question` (folded) said are held.
    """
    cited = [text for citation in citations if citation.n in sentence.cites for text in texts_of(citation)]
    sums = [note.text for note in notes if note.kind is NoteKind.COMPUTED]
    claim = _claim(sentence, citations, question)
    claim = replace(claim, text=readable(claim))
    known = [one for evidence in claim.cited for one in figures_of(evidence)]
    by = {one.figure.start for one, right in differences(claim.text) if right}
    shown = by | {one.difference.figure.start for one in comparisons(claim) if one.difference and one.holds}
    counted = {
        one.figure.start
        for one in figures_in_context(claim.text)
        if not (one.is_base or one.figure.start in shown or allowed(one, claim, known) or _stands(one, known, claim))
    }
    return tuple(figure for figure in missing(claim.text, (*cited, *sums)) if figure.start in counted)


def _stands(one: FigureInContext, known: Sequence[FigureInContext], claim: Claim) -> bool:
    """Whether a figure is one of the evidence in another measure word: 7家 of 7个, where the evidence counts no 家."""
    if any(one.figure.unit == other.figure.unit for other in known):
        return False
    return any(FITS["value"](one, other, claim) and FITS["unit"](one, other, claim) for other in known)


def _claim(sentence: Sentence, citations: Sequence[Citation], question: str) -> Claim:
    cited = tuple(Evidence(citation=one, region=one.region) for one in citations if one.n in sentence.cites)
    return Claim(text=sentence.text, cited=cited, offered=cited, question=question)


def verify(draft: Draft) -> Draft:
    """Withhold sentences with unfounded figures, and citations that no sentence rests on; list the figures."""
    if draft.status not in (Status.ANSWERED, Status.PARTIAL):
        return draft
    question = fold(draft.question.text)
    kept = tuple(
        sentence for sentence in draft.sentences if not verified(sentence, draft.citations, draft.notes, question)
    )
    withheld = len(draft.sentences) - len(kept)
    if not kept:
        reply = REPLIES[Status.NOT_FOUND].format(region=region_name(draft.regions[0]))
        settled = replace(draft, status=Status.NOT_FOUND, sentences=(Sentence(text=reply),), citations=())
        return replace(settled, detail=f"all {withheld} sentences withheld")
    cited = {n for sentence in kept for n in sentence.cites}
    citations = tuple(citation for citation in draft.citations if citation.n in cited)
    found = tuple(figure for sentence in kept for figure in _cited(sentence, citations))
    return replace(draft, sentences=kept, citations=citations, figures=found, detail=f"{withheld} sentences withheld")


def _cited(sentence: Sentence, citations: Sequence[Citation]) -> list[CitedFigure]:
    listed = []
    for figure in figures(sentence.text):
        for citation in citations:
            if citation.n in sentence.cites and not missing(figure.text, texts_of(citation)):
                value = f"{figure.value:f}"
                listed.append(CitedFigure(text=figure.text, value=value, unit=figure.unit, citation=citation.n))
                break
    return listed

"""What a reader must know beside the answer."""

from dataclasses import replace
from datetime import date

from ingest.identity.standing import standing
from ingest.quantities.figures import figures
from ingest.schema import Document, TextKind, is_expired
from rag.replies import CONCLUDED, FOLLOWED, LAPSED, NOTES, OVER
from rag.schema import Citation, Draft, Note, NoteKind


def annotate(draft: Draft) -> Draft:
    """Say of a cited plan that its period is over on the day asked about, that its region is not written in it, that
    its figures were recognised in a scan."""
    documents = {hit.document.id: hit.document for hit in draft.hits}
    lapsed = dict.fromkeys(
        told
        for citation in sorted(draft.citations, key=lambda one: one.period)
        if (told := _lapsed(citation, documents.get(citation.document), draft.question.as_of))
    )
    notes = tuple(Note(kind=NoteKind.EXPIRED, text=told) for told in lapsed)
    cited = {citation.document for citation in draft.citations}
    unnamed = {
        hit.document.region_name for hit in draft.hits if hit.document.region_inferred and hit.document.id in cited
    }
    notes += tuple(Note(kind=NoteKind.REGION_INFERRED, text=CONCLUDED.format(region=name)) for name in sorted(unnamed))
    if scanned := dict.fromkeys(one.title for one in draft.citations if _is_recognised(one)):
        text = NOTES[NoteKind.SCANNED].format(sources="".join(f"《{title}》" for title in scanned))
        notes += (Note(kind=NoteKind.SCANNED, text=text),)
    kept = tuple(note for note in draft.notes if draft.citations or note.kind is not NoteKind.REGION_INFERRED)
    return replace(draft, notes=(*kept, *notes))


def _is_recognised(citation: Citation) -> bool:
    """Whether figures of a quote were recognised in a picture."""
    return citation.text_kind is TextKind.OCR and any(figures(citation.quote))


def _lapsed(citation: Citation, document: Document | None, day: date) -> str:
    """Why what is cited holds no more on a day; empty where it holds."""
    by_period = NOTES[NoteKind.EXPIRED].format(period=citation.period) if is_expired(citation.period, day) else ""
    if document is None or standing(document, day) != "over":
        return by_period if document is None else ""
    if document.is_over:
        return OVER.format(title=document.title)
    if document.replaced_by:
        return FOLLOWED.format(title=document.title, ends=document.ends, by=document.replaced_by)
    return LAPSED.format(title=document.title, ends=document.ends) if document.ends else by_period

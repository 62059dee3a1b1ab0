"""What a reader must know beside the answer."""

from dataclasses import replace

from ingest.schema import is_expired
from rag.replies import CONCLUDED, NOTES
from rag.schema import Draft, Note, NoteKind


def annotate(draft: Draft) -> Draft:
    """Say of a cited plan that its period is over on the day asked about, that its region is not written in it."""
    periods = {c.period for c in draft.citations if is_expired(c.period, draft.question.as_of)}
    notes = tuple(
        Note(kind=NoteKind.EXPIRED, text=NOTES[NoteKind.EXPIRED].format(period=period)) for period in sorted(periods)
    )
    cited = {citation.document for citation in draft.citations}
    unnamed = {
        hit.document.region_name for hit in draft.hits if hit.document.region_inferred and hit.document.id in cited
    }
    notes += tuple(Note(kind=NoteKind.REGION_INFERRED, text=CONCLUDED.format(region=name)) for name in sorted(unnamed))
    kept = tuple(note for note in draft.notes if draft.citations or note.kind is not NoteKind.REGION_INFERRED)
    return replace(draft, notes=(*kept, *notes))

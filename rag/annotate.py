"""Last step: what a reader must know beside the answer."""

from dataclasses import replace

from rag.replies import NOTES
from rag.schema import Draft, Note, NoteKind


def annotate(draft: Draft) -> Draft:
    """Say of a cited plan that its period is over on the day asked about."""
    periods = {
        c.period for c in draft.citations if c.period[-4:].isdigit() and int(c.period[-4:]) < draft.question.as_of.year
    }
    notes = tuple(
        Note(kind=NoteKind.EXPIRED, text=NOTES[NoteKind.EXPIRED].format(period=period)) for period in sorted(periods)
    )
    kept = tuple(note for note in draft.notes if draft.citations or note.kind is not NoteKind.REGION_INFERRED)
    return replace(draft, notes=(*kept, *notes))

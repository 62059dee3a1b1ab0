"""Whether evidence still stands: its document may be another by now, withdrawn, or have run out."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from ingest.identity.standing import standing
from ingest.schema import Document
from rag.schema import Citation
from ui.desk.values import Source


class Fallen(StrEnum):
    """Why a source does not stand as it did."""

    GONE = "gone"
    CHANGED = "changed"
    OVER = "over"


def fallen(source: Source, documents: Mapping[str, Document], day: date) -> Fallen | None:
    """None where the document is there as it was and holds on the day.

    The id of a document that was read anew from another file is another: one of its title and region is then looked
    for, to tell a change from a withdrawal.
    """
    citation = source.citation
    document = documents.get(citation.document)
    if document is None:
        same = (
            one for one in documents.values() if one.title == citation.title and one.region_name in _names(citation)
        )
        return Fallen.CHANGED if next(same, None) else Fallen.GONE
    if source.hash and document.content_hash != source.hash:
        return Fallen.CHANGED
    if document.text[citation.start : citation.end] != citation.quote and not citation.cells:
        return Fallen.CHANGED
    return Fallen.OVER if standing(document, day) == "over" else None


def _names(citation: Citation) -> tuple[str, str]:
    return citation.region, citation.region.rsplit("/", 1)[-1]

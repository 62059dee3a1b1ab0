"""Where the plan contradicts itself on what was answered: both values in the first sentence, both places cited."""

import re
from dataclasses import replace

from ingest.answer_spans import LONGEST_QUOTE
from ingest.identity.lexicon import indicators
from ingest.index.store import Store
from ingest.quantities.comparators import any_word
from ingest.quantities.figures import figures
from ingest.schema import Conflict, Quantity
from ingest.text.split import sentences
from rag.cite import cite_row, cite_span
from rag.replies import ELSEWHERE, NOTES
from rag.schema import Citation, Draft, Note, NoteKind, Sentence, Status

QUALIFIED_BEFORE = re.compile(any_word("shown", "before") + r"\s*$")
QUALIFIED = re.compile(r"\s*" + any_word("shown", "after"))


class ShowConflicts:
    """Looks up the conflicts of the cited documents; they were found when the document was ingested."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, draft: Draft) -> Draft:
        if draft.status is not Status.ANSWERED or not draft.sentences:
            return draft
        for citation in draft.citations:
            for conflict in self._store.conflicts(citation.document):
                for said, other in ((conflict.one, conflict.other), (conflict.other, conflict.one)):
                    if (
                        citation.start <= said.start < citation.end
                        and _standing(draft.sentences[0].text, said.text)
                        and _is_about(draft, conflict)
                    ):
                        return self._both(draft, citation, conflict, said.text, other)
        return draft

    def _both(self, draft: Draft, said: Citation, conflict: Conflict, figure: str, other: Quantity) -> Draft:
        citation = self._cite(other, len(draft.citations) + 1)
        if citation is None:
            return draft
        first = draft.sentences[0]
        text = self._store.document(other.document).text
        before = QUALIFIED_BEFORE.search(text, max(0, other.start - 6), other.start)
        after = QUALIFIED.match(text, other.end)
        value = f"{before.group() if before else ''}{other.text}{after.group().strip() if after else ''}"
        if other.row and other.unit and other.unit not in value:
            value += other.unit
        end = _end_of(said.region, figure, first.text)
        both = f"{first.text[:end]}{ELSEWHERE.format(value=value)}{first.text[end:]}"
        told = Sentence(text=both, cites=(*first.cites, citation.n))
        words = "；".join(" / ".join(c.section) for c in (said, citation))
        note = Note(kind=NoteKind.CONFLICT, text=NOTES[NoteKind.CONFLICT].format(words=words))
        return replace(
            draft,
            sentences=(told, *draft.sentences[1:]),
            citations=(*draft.citations, citation),
            notes=(*draft.notes, note),
            detail=f"conflict on {conflict.concept}",
        )

    def _cite(self, quantity: Quantity, n: int) -> Citation | None:
        """The row or the sentence that holds a quantity; None where the sentence is too long to quote."""
        document = self._store.document(quantity.document)
        path = self._store.section(quantity.section).path
        if quantity.row:
            return cite_row(document, path, self._store.row(quantity.row), n)
        for start, end in sentences(document.text, max(0, quantity.start - LONGEST_QUOTE)):
            if start <= quantity.start < end:
                return cite_span(document, path, n, start, end) if end - start <= LONGEST_QUOTE else None
        return None


def _is_about(draft: Draft, conflict: Conflict) -> bool:
    """Whether the conflict is on what was asked: where the question names concepts, on one of them."""
    named = {mention.concept for mention in draft.mentions} & indicators().keys()
    side_by_side = len({citation.region for citation in draft.citations}) > 1
    return side_by_side or conflict.concept not in indicators() or not named or conflict.concept in named


def _end_of(region: str, figure: str, sentence: str) -> int:
    """Where a figure ends, with what qualifies it: behind the region's name where answers stand side by side."""
    found = _standing(sentence, figure, max(0, sentence.find(f"{region}："))) or _standing(sentence, figure)
    if found is None:
        return len(sentence)
    # with its unit
    end = next((one.end for one in figures(sentence) if one.start <= found.start() < one.end), found.end())
    behind = QUALIFIED.match(sentence, end)
    return behind.end() if behind else end


def _standing(sentence: str, figure: str, start: int = 0) -> re.Match[str] | None:
    """A figure on digit boundaries, from `start` on: 4 does not stand in 1.4."""
    return re.compile(rf"(?<![\d.]){re.escape(figure)}(?!\.?\d)").search(sentence, start)

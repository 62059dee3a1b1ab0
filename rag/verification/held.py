"""What of the cited evidence a check looks at: all of it, or what stands with the figures that a sentence says."""

from collections.abc import Iterable
from decimal import Decimal

from ingest.quantities.figures import figures
from ingest.text.fold import fold
from ingest.text.split import sentences
from rag.question.scope import names
from rag.schema import CitedCell
from rag.verification.claims import Claim
from rag.verification.figures_in_context import words_of


def held_text(claim: Claim) -> str:
    """All that the cited evidence says, with the names of its regions."""
    regions = (name for evidence in claim.cited for name in names(evidence.region))
    return fold("\n".join((*map(words_of, claim.cited), *regions)))


def beside_figures(claim: Claim) -> Iterable[str]:
    """Of running text the sentences of the figures that are said, of rows their cells; nothing where none is found."""
    values = _said(claim)
    for evidence in claim.cited:
        citation = evidence.citation
        if citation.cells:
            yield from (fold(f"{cell.column}:{cell.quote}") for cell in citation.cells[:1])
        spans = [] if citation.cells else sentences(citation.quote)
        texts = [*(citation.quote[start:end] for start, end in spans), *(cell.quote for cell in citation.cells)]
        yield from (fold(words) for words in texts if values & _values(words))


def around_figures(claim: Claim) -> str:
    """Of running text the sentences of the figures that are said, each with the one before it, and what stands over
    them; all of it where no figure is found in one of them."""
    values = _said(claim)
    found = []
    for evidence in claim.cited:
        citation = evidence.citation
        spans = list(sentences(citation.quote))
        said = [
            at
            for at, (start, end) in enumerate(spans)
            if not citation.cells and values & _values(citation.quote[start:end])
        ]
        parts = [citation.quote[spans[max(0, at - 1)][0] : spans[at][1]] for at in said] or [words_of(evidence)]
        found += [*parts, citation.title, citation.period, *citation.section, *names(evidence.region)]
    return fold("\n".join(found))


def places_of_figures(claim: Claim) -> Iterable[CitedCell | str]:
    """Cells of the figures that a sentence says, else all; of running text the whole."""
    values = _said(claim)
    for evidence in claim.cited:
        cells = evidence.citation.cells
        if not cells:
            yield evidence.citation.quote
        said = [cell for cell in cells if values & _values(cell.quote)]
        yield from said or cells


def _said(claim: Claim) -> set[Decimal]:
    """Values of the figures that a sentence says, years left out."""
    return {figure.value for figure in figures(claim.text) if not figure.is_year}


def _values(text: str) -> set[Decimal]:
    return {figure.value for figure in figures(text)}

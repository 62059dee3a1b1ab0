"""The figures of the corpus place by place, held against a kept list of them.

Questions touch a part of a corpus, this touches all of it: a figure that was altered in a document, or is read from
another row or section than before, is named by its place.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.inputs import SAMPLE
from ingest.quantities.figures import figures
from ingest.schema import ParsedDocument, TextKind
from ingest.text.nesting import innermost

OWN_DATA = "front matter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The figures of one place of a document, a cell of a row or the prose of a section, in their order."""

    document: str
    """File name."""
    place: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A place whose figures are not those of the list."""

    document: str
    place: str
    gone: tuple[str, ...]
    come: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.document} · {self.place}: {'、'.join(self.gone) or '-'} → {'、'.join(self.come) or '-'}"


def facts_of(documents: Iterable[ParsedDocument]) -> list[Facts]:
    """The figures of digests, in reading order; those of originals are their issuers' affair."""
    found: dict[tuple[str, str], list[str]] = {}
    for parsed in documents:
        document = parsed.document
        if document.text_kind is not TextKind.DIGEST:
            continue
        name = Path(document.source.removeprefix(SAMPLE)).name
        own = (document.title, document.number, document.index_number, document.date, document.period)
        found[name, OWN_DATA] = [figure.text for figure in figures(" ".join(own))]
        for figure in figures(document.text):
            found.setdefault((name, _place(parsed, figure.start)), []).append(figure.text)
    return [Facts(document=name, place=place, figures=tuple(held)) for (name, place), held in found.items()]


def altered(kept: Sequence[Facts], found: Sequence[Facts]) -> list[Altered]:
    """Every place whose figures differ, in the order of the list, new places last."""
    before = {(one.document, one.place): one.figures for one in kept}
    after = {(one.document, one.place): one.figures for one in found}
    return [
        _altered(document, place, before.get((document, place), ()), after.get((document, place), ()))
        for document, place in dict.fromkeys((*before, *after))
        if before.get((document, place)) != after.get((document, place))
    ]


def _altered(document: str, place: str, before: tuple[str, ...], after: tuple[str, ...]) -> Altered:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if not gone and not come:  # the same figures in another order
        return Altered(document=document, place=place, gone=before, come=after)
    return Altered(document=document, place=place, gone=tuple(gone.elements()), come=tuple(come.elements()))


def _place(parsed: ParsedDocument, offset: int) -> str:
    """The cell of a row that holds an offset, else the heading path above it."""
    for row in parsed.rows:
        for cell in row.cells:
            if cell.start <= offset < cell.end:
                return f"{row.kind} {row.name} · {cell.column}"
    return " / ".join(innermost(parsed.sections, offset).path)

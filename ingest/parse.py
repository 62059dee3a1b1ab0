"""One file, understood: the stages of a parse as one list, from bytes to the document with all that it holds.

A stage takes a `Parsing` and returns a changed copy: it reads what earlier stages filled in and fills in its own
fields. A new stage is one function and one line.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.audit import blanks, conflicts
from ingest.bounds import MOST, check_count, check_text
from ingest.errors import SourceError
from ingest.formats.read import read_source
from ingest.identity.identify import identify
from ingest.inputs import Input
from ingest.quantify import plan_end, plan_start, quantify
from ingest.records.find import listed_rows
from ingest.records.row_types import typed_rows
from ingest.schema import Blank, Conflict, Document, ParsedDocument, Passage, Quantity, Row, Section, Source
from ingest.settings import IngestSettings
from ingest.tables.broken import as_they_stand, breaks_in
from ingest.tables.find import find_tables
from ingest.tables.grid import Table
from ingest.tables.missed import missed_tables
from ingest.tables.notes import footnotes, with_notes
from ingest.tables.unread import unread
from ingest.text.clean import Cleaned, without
from ingest.text.clean import clean as cleaned_text
from ingest.text.outline import outline as sections_of
from ingest.text.split import split as passages_of
from ingest.text.tokens import token_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsing:
    """A document on its way through the stages; what no stage has reached yet is None or empty."""

    item: Input
    settings: IngestSettings
    source: Source | None = None
    cleaned: Cleaned | None = None
    document: Document | None = None
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    rows: tuple[Row, ...] = ()
    passages: tuple[Passage, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    blanks: tuple[Blank, ...] = ()


MISSED = "第 {line} 行起像一张表，但没有读出表格的行：“{words}”"
Stage = Callable[[Parsing], Parsing]
Told = Callable[[int, int], None]
"""Is told how many stages are done, and of how many."""
T = TypeVar("T")


def read(parsing: Parsing) -> Parsing:
    """Bytes to the source's text by its format. Raises `SourceError`."""
    return replace(parsing, source=read_source(parsing.item.source, parsing.item.data))


def clean(parsing: Parsing) -> Parsing:
    """The source's text to clean text, with the map back."""
    return replace(parsing, cleaned=cleaned_text(_filled(parsing.source)))


def tables(parsing: Parsing) -> Parsing:
    """Grids of cells, whatever became of the table's lines; line breaks that cut a cell are cleaned away. Raises
    `ValueError` on more cells than any plan has."""
    cleaned = _filled(parsing.cleaned)
    found = find_tables(cleaned.text)
    if breaks := breaks_in(cleaned.text, found):
        cleaned = without(cleaned, breaks)
        found = find_tables(cleaned.text)
    return replace(parsing, cleaned=cleaned, tables=as_they_stand(cleaned.text, found))


def identify_document(parsing: Parsing) -> Parsing:
    """Who speaks, when and for where. Raises `ValueError` on front matter that says what cannot be."""
    item, source, cleaned = parsing.item, _filled(parsing.source), _filled(parsing.cleaned)
    document = identify(item.source, item.data, source, cleaned)
    return replace(parsing, document=replace(document, footnotes=footnotes(source, cleaned)))


def outline(parsing: Parsing) -> Parsing:
    """The section tree."""
    document = _filled(parsing.document)
    return replace(parsing, sections=sections_of(_filled(parsing.cleaned), document.id, document.title))


def records(parsing: Parsing) -> Parsing:
    """Typed rows, those of tables first."""
    rows = typed_rows(parsing.tables, parsing.sections)
    rows = with_notes(rows, _filled(parsing.source), _filled(parsing.cleaned))
    return replace(parsing, rows=rows + listed_rows(_filled(parsing.document).text, parsing.sections))


def split(parsing: Parsing) -> Parsing:
    """Passages. Raises `SourceError` where there is nothing to quote."""
    document = _filled(parsing.document)
    passages = passages_of(
        document,
        parsing.sections,
        parsing.rows,
        [(table.start, table.end) for table in parsing.tables],
        tuple(
            unread(
                document.text, parsing.tables, (cell for row in parsing.rows for cell in row.cells), parsing.sections
            )
        ),
        budget=parsing.settings.passage_tokens,
        count=token_counter(parsing.settings.tiktoken_file).count,
    )
    if not passages:
        raise SourceError(parsing.item.source, "文件里没有可以引用的文字")
    return replace(parsing, passages=passages)


def quantities(parsing: Parsing) -> Parsing:
    """Every figure in its place, as understood."""
    found = quantify(_filled(parsing.document), parsing.sections, parsing.rows, parsing.passages)
    return replace(parsing, quantities=found)


def audit(parsing: Parsing) -> Parsing:
    """What contradicts itself and what is left open."""
    document = _filled(parsing.document)
    found = conflicts(document.text, parsing.quantities, parsing.rows, plan_start(document), plan_end(document))
    return replace(parsing, conflicts=found, blanks=blanks(document, parsing.sections, parsing.rows))


STAGES: tuple[tuple[str, Stage], ...] = (
    ("read", read),
    ("clean", clean),
    ("tables", tables),
    ("identify", identify_document),
    ("outline", outline),
    ("records", records),
    ("split", split),
    ("quantities", quantities),
    ("audit", audit),
)


def parse(item: Input, settings: IngestSettings, told: Told = lambda *_: None) -> ParsedDocument:
    """One file through all stages. Raises `SourceError`."""
    parsing = Parsing(item=item, settings=settings)
    for done, (_, stage) in enumerate(STAGES):
        told(done, len(STAGES))
        try:
            parsing = bounded(stage(parsing))
        except ValueError as error:
            raise SourceError(item.source, str(error)) from error
    return ParsedDocument(
        document=_filled(parsing.document),
        sections=parsing.sections,
        rows=parsing.rows,
        passages=parsing.passages,
        quantities=parsing.quantities,
        conflicts=parsing.conflicts,
        blanks=parsing.blanks,
        notices=(
            *_filled(parsing.source).notes,
            *(
                MISSED.format(line=one.line, words=one.words)
                for one in missed_tables(_filled(parsing.document).text, parsing.tables, parsing.rows)
            ),
        ),
    )


def bounded(parsing: Parsing) -> Parsing:
    """The same, unless it holds more than any plan does. Raises `ValueError`."""
    if parsing.cleaned is not None and parsing.document is None:
        check_text(parsing.cleaned.text)
    for what in MOST:
        check_count(what, len(getattr(parsing, what)))
    return parsing


def _filled(value: T | None) -> T:
    """What an earlier stage has filled in. Raises `TypeError` where the list of stages is out of order."""
    if value is None:
        raise TypeError("a stage of the parse came before the one whose work it needs")
    return value

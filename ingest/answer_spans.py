"""What can be read out as an answer: every value of a row, every clause of a sentence, each as a sentence of its own.

Nothing here knows a question; which answer span answers it is for `rag` to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.audit import PLACEHOLDER
from ingest.quantities.figures import figures
from ingest.records.indicators import baseline, target
from ingest.schema import Cell, Document, Passage, Row, RowKind
from ingest.tables.headers import NOT_READ_OUT, is_standard_header
from ingest.tables.sideways import MATTER, SAID
from ingest.tables.units import measured, parted
from ingest.text.split import sentences

LONGEST_SPAN = 120  # characters of an answer span; a longer sentence is read clause by clause
LONGEST_CELL = 150  # characters of a cell that is read whole
LONGEST_QUOTE = 400  # characters that may be quoted, unless it is one row
LONGEST_HEAD = 40  # characters of the words that open a sentence and are said again before a later clause
SHORTEST = 6  # characters of a clause without a figure that is read by itself
CLAUSE = re.compile(r"(?:[^，,；;。]|(?<=\d),(?=\d{3}(?!\d)))+")
MARK = re.compile(r"^(?:[-*•·]\s+|\d{1,2}[.．、]\s*(?!\d)|[(（]\d{1,2}[)）]\s*)")  # of a list's item
DASHES = re.compile(r"[-—–−－/]+")
PAIRED = re.compile(r"分别|依次|各")  # figures side by side that only their order tells apart
DATE = re.compile(r"\D{0,4}20\d\d年\D{0,3}")  # 到2025年, which dates what follows
ENDINGS = "。！？"
TAIL = "。;；,， \n"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSpan:
    """One way to read a passage out."""

    text: str
    """The sentence that would be said."""
    own: str
    """Its words without the row's name and the column."""
    sentence: str
    """The sentence or cell that they are taken from."""
    before: str = ""
    """The sentence before that."""
    whole: bool = True
    """Whether nothing of the sentence is left out."""
    span: Span | None = None
    """What of the document is quoted for it; None: the row."""
    cells: tuple[Cell, ...] = ()
    """The cells that it reads out."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a sentence that can stand by itself: `start`..`end`, behind the words up to `head` that open it."""

    head: int
    start: int
    end: int

    def words(self, sentence: str) -> str:
        opening = sentence[: self.head].rstrip(TAIL)
        return f"{opening}，{sentence[self.start : self.end].strip()}" if opening else sentence[self.start : self.end]


def name_of(row: Row | None, path: tuple[str, ...]) -> str:
    """What a passage is called: its row's name, else the last heading of its path."""
    return row.name if row else "".join(path[-1:])


def answer_spans(
    document: Document, passage: Passage, row: Row | None, path: tuple[str, ...]
) -> tuple[AnswerSpan, ...]:
    """All answer spans of a passage: of its row, or of the prose below the last heading of its path."""
    found = of_row(row) if row else _of_prose(document.text, passage, name_of(row, path))
    return tuple({(one.text, one.span, one.cells): one for one in found}.values())


def of_row(row: Row) -> Iterator[AnswerSpan]:
    """An indicator's values, alone and side by side; every other cell whole and clause by clause. A dash says that
    there is nothing, as an empty cell does."""
    if row.kind is RowKind.INDICATOR:
        yield from _of_indicator(row)
        return
    for cell in row.cells:
        if not cell.text or DASHES.fullmatch(cell.text):
            if row.kind is RowKind.STANDARD:
                yield AnswerSpan(text=f"{row.name}的{cell.column}：", own="", sentence="", cells=(cell,))
        elif cell.text != row.name:
            yield from _of_cell(row, cell)


def _of_indicator(row: Row) -> Iterator[AnswerSpan]:
    values = [cell for cell in row.cells if cell.column not in NOT_READ_OUT and cell.text != row.name]
    pair = [cell for cell in (baseline(row), target(row)) if cell and cell.text]
    for cells in (*((cell,) for cell in values), *([tuple(pair)] if len(pair) > 1 else [])):
        text = indicator_sentence(row, cells)
        yield AnswerSpan(text=text, own=text, sentence=text, cells=cells)


def indicator_sentence(row: Row, cells: tuple[Cell, ...]) -> str:
    """名2020年完成为98.9%,2025年目标为99.5%."""
    parts = []
    for cell in cells:
        unitless = figures(cell.text) and not any(figure.unit for figure in figures(cell.text))
        # 15 and 1/10万 side by side would read as 151/10万
        column, own = parted(cell.column)
        unit = row.unit or own
        unit = f"（{unit}）" if unit[:1].isdigit() else unit
        parts.append(f"{column}为{cell.text}{unit if unitless else ''}")
    return row.name + "，".join(parts)


def _of_cell(row: Row, cell: Cell) -> Iterator[AnswerSpan]:
    beside = [one.column for one in row.cells] == [MATTER, SAID]
    opening = f"{row.name}：" if row.kind is RowKind.TERM or beside else f"{row.name}的{parted(cell.column)[0]}："
    words = measured(cell.text, cell.column)
    if row.unit and words == cell.text:
        words = measured(words, f"{parted(cell.column)[0]}（{row.unit}）")

    def read(own: str, sentence: str, before: str, *, whole: bool) -> AnswerSpan:
        own = own.strip().rstrip(TAIL)
        return AnswerSpan(text=f"{opening}{own}", own=own, sentence=sentence, before=before, whole=whole, cells=(cell,))

    spans = list(sentences(words))
    if len(words) <= LONGEST_CELL:
        yield read(words, words, "", whole=True)
    before = ""
    for start, end in spans:
        sentence = words[start:end]
        for stretch in stretches(sentence):
            own = stretch.words(sentence)
            yield read(own, sentence, before, whole=len(spans) == 1 and len(own) >= len(sentence.rstrip(TAIL)))
        before = sentence


def _of_prose(text: str, passage: Passage, title: str) -> Iterator[AnswerSpan]:
    before = ""
    title = title.rstrip("。")
    for start, end in sentences(text, passage.start, passage.end):
        sentence = text[start:end]
        if sentence.rstrip("。") == title or is_standard_header(sentence):
            continue  # a heading announces, it does not answer
        for stretch in stretches(sentence):
            words = stretch.words(sentence).rstrip(TAIL)
            first = start + (0 if stretch.head else stretch.start)
            stop = start + stretch.start + len(sentence[stretch.start : stretch.end].rstrip(TAIL))
            stop += text[stop : stop + 1] in ENDINGS  # a quote keeps its full stop
            if words and stop - first <= LONGEST_QUOTE and not DATE.fullmatch(words):
                yield AnswerSpan(
                    text=words,
                    own=words,
                    sentence=sentence,
                    before=before,
                    whole=len(words) >= len(sentence.rstrip(TAIL)),
                    span=(first, stop),
                )
        before = sentence


@lru_cache(maxsize=50_000)
def stretches(sentence: str) -> tuple[Stretch, ...]:
    """The whole of a short sentence; each clause with a figure, with the words that it is about; each two of them side
    by side; and of a long sentence what else fits."""
    begin = len(sentence) - len(MARK.sub("", sentence))
    clauses = [span for span in _clauses(sentence, begin) if sentence[slice(*span)].strip()]
    if not clauses:
        return ()
    size = len(sentence.rstrip(TAIL)) - begin
    found = [Stretch(0, begin, len(sentence))] if size <= LONGEST_SPAN or len(clauses) == 1 else []
    figured = [at for at, (start, end) in enumerate(clauses) if _has_figure(sentence[start:end])]
    if len(figured) > 1 or (figured and not found):
        for at, clause in enumerate(figured):
            found.append(_about(sentence, clauses, figured, at, clause))
            if at + 1 < len(figured):
                found.append(_about(sentence, clauses, figured, at, figured[at + 1]))
    if size > LONGEST_SPAN:
        found += _fitting(clauses)
        found += [Stretch(0, start, end) for start, end in clauses if end - start >= SHORTEST]
    return tuple(dict.fromkeys(found))


def _clauses(sentence: str, begin: int) -> Iterator[Span]:
    """Clauses between commas; items between 、 that each have a figure of their own are clauses too."""
    for match in CLAUSE.finditer(sentence, begin):
        items = [item.span() for item in re.finditer("[^、]+", match.group())]
        if len(items) > 1 and not PAIRED.search(match.group()):
            parted = all(_has_figure(match.group()[start:end], counted=True) for start, end in items)
            if parted:
                yield from ((match.start() + start, match.start() + end) for start, end in items)
                continue
        yield match.span()


def _has_figure(words: str, *, counted: bool = False) -> bool:
    """Whether words hold a figure that is no year, or the blank of one; with `counted` one with a unit."""
    return PLACEHOLDER.search(words) is not None or any(
        not figure.is_year and (figure.unit or not counted) for figure in figures(words)
    )


def _about(sentence: str, clauses: list[Span], figured: list[int], at: int, last: int) -> Stretch:
    """From behind the last figure before the clause `figured[at]` to the end of clause `last`, with what opens the
    sentence where that is short."""
    first = figured[at - 1] + 1 if at else 0
    while first < figured[at] and clauses[last][1] - clauses[first][0] > LONGEST_SPAN:
        first += 1
    head = clauses[figured[0] - 1][1] if at and figured[0] else 0
    if head > LONGEST_HEAD or DATE.fullmatch(sentence[:head]):
        head = 0
    return Stretch(head, clauses[first][0], clauses[last][1])


def _fitting(clauses: list[Span]) -> Iterator[Stretch]:
    """Runs of clauses of a long sentence, as many as fit, from each on that begins where the last run ended."""
    at = 0
    while at < len(clauses):
        last = at
        while last + 1 < len(clauses) and clauses[last + 1][1] - clauses[at][0] <= LONGEST_SPAN:
            last += 1
        yield Stretch(0, clauses[at][0], clauses[last][1])
        at = last + 1
